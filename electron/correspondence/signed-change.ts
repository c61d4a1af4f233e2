import { standingEvents } from '../../shared/correspondence/signed.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { documentEvents, insertSignedChange } from './queries.ts'

type Signed = { readonly id: string; readonly number: string; readonly title: string; readonly issuerId: string; readonly revision: number }

/**
 * 已签发（或已用印、送达、归档）的公文，更正、作废、撤回签发，除了理由还要授权人，并留一条；只登记、没签发的不要。
 * @throws DomainError `SIGNED_NEEDS_AUTHORITY`
 */
export async function keepSignedGrounds(
  context: CommandContext,
  document: Signed,
  change: { readonly action: string; readonly reason: string; readonly authorizedBy: string },
): Promise<void> {
  const { db, at, actor } = context
  const signed = standingEvents(await documentEvents(db, document.id), document.revision).at(-1)
  if (!signed) return
  if (change.authorizedBy === '')
    throw new DomainError(
      'SIGNED_NEEDS_AUTHORITY',
      `${document.number}已于 ${signed.occurredOn} ${signed.kind}，${change.action}要写明授权人，会留痕；这次没有存。`,
      { problems: [{ place: 'authorizedBy', message: `已${signed.kind}的公文，请写授权人` }] },
    )
  await insertSignedChange(db, {
    id: context.newId(),
    documentId: document.id,
    organizationId: document.issuerId,
    matter: `${change.action}${document.number}《${document.title}》`,
    reason: change.reason,
    authorizedBy: change.authorizedBy,
    changedAt: at,
    actor,
  })
}
