import { localUser, type Session } from '../../shared/security/session.ts'
import type { Backend } from '../backend.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { findAccount, hasActiveAccount, loadAccounts, updateAccount, type StoredAccount } from './account-queries.ts'
import { hashPassphrase, matchesPassphrase } from './passphrase.ts'

/** 现在该算谁：登录着的照库里的角色与范围，每次都新取，改了、停用了立即作数。 */
export type Standing =
  /** 没设身份，或登录的身份还能用。 */
  | { readonly kind: '已开'; readonly session: Session; readonly mustChangePassphrase: boolean; readonly isFirstCall: boolean }
  /** 设了身份而没人登录，或登录的身份停用了。 */
  | { readonly kind: '待登录' }

/** 登录的人如今在库里是什么身份。`at`：这一刻，第一次作数时记作登录的时刻。 */
export async function standingOf(db: ReadDb, session: Session | null, actor: string | undefined, at: string): Promise<Standing> {
  const account = session?.accountId == null ? null : await findAccount(db, { id: session.accountId })
  if (account?.disabledAt === null)
    return {
      kind: '已开',
      session: sessionOf(account, session?.signedInAt ?? at),
      mustChangePassphrase: account.mustChangePassphrase,
      isFirstCall: session?.signedInAt == null,
    }
  if (await hasActiveAccount(db)) return { kind: '待登录' }
  return { kind: '已开', session: localUser(actor), mustChangePassphrase: false, isFirstCall: false }
}

function sessionOf({ id, name, role, organizationId }: StoredAccount, signedInAt: string): Session {
  return { accountId: id, name, role, organizationId, signedInAt }
}

/** 口令对且没停用的身份；不对为 null，分不出是名字错还是口令错。 */
export async function signedIn(db: ReadDb, name: string, passphrase: string, at: string): Promise<Session | null> {
  const account = await findAccount(db, { name })
  const isRight = await matchesPassphrase(passphrase, account)
  return isRight && account?.disabledAt === null ? sessionOf(account, at) : null
}

export async function namesToChoose(db: ReadDb): Promise<string[]> {
  return (await loadAccounts(db)).filter(({ disabledAt }) => disabledAt === null).map(({ name }) => name)
}

/** 用恢复码进来、启用加密时给一个身份设了新口令：库里存的散列跟上，改口令、停用加密以后登录都认这个口令。 */
export async function keepPassphrase(
  backend: Backend,
  session: Session,
  passphrase: string,
  made: { readonly route: string; readonly summary: string },
): Promise<void> {
  const { accountId } = session
  if (accountId === null) return
  const hash = await hashPassphrase(passphrase)
  await backend.dispatcher.note(made.route, session, made.summary, ({ db, at }) =>
    updateAccount(db, accountId, { ...hash, mustChangePassphrase: false }, at),
  )
}

/** 没改掉别人代设的口令以前，只能改口令。 */
export function refuseUntilChanged(route: string, mustChangePassphrase: boolean): void {
  if (mustChangePassphrase && route !== 'security.changeOwnPassphrase')
    throw new DomainError('PASSPHRASE_MUST_CHANGE', '现在的口令是管理员代设的，请先改成只有自己知道的，再办别的。')
}
