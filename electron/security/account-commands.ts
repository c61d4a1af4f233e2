import type { accountContract } from '../../shared/security/account-contract.ts'
import { keepsAdministrator, scopeProblem } from '../../shared/security/account-rules.ts'
import type { AccountRole } from '../../shared/glossary.ts'
import type { WriteDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { findAccount, insertAccount, loadAccounts, updateAccount, type StoredAccount } from './account-queries.ts'
import { hashPassphrase, matchesPassphrase } from './passphrase.ts'

/** 数据加了密时，各人的口令各是一把钥匙；由大门给出，没加密的为 null。 */
export type AccountKeys = {
  /** 配一把（已有的换掉）。 */
  put(accountId: string, name: string, passphrase: string): Promise<void>
  /** 收回：停用的人再也打不开这份数据。 */
  remove(accountId: string): Promise<void>
  /** 有没有：启用加密以前设的身份，要重设一次口令才有。 */
  has(accountId: string): boolean
}

export const accountHandlers = (keys: AccountKeys | null): Handlers<typeof accountContract> => ({
  'security.accounts': async ({ db, today, session }) => {
    const organizations = await organizationsAt(db, today)
    return {
      rows: (await loadAccounts(db)).map(({ id, ...account }) => ({
        accountId: id,
        ...account,
        organizationName:
          account.organizationId === null ? '' : (organizations.get(account.organizationId)?.shortName ?? '（已撤销的党组织）'),
        isCurrent: id === session.accountId,
        lacksKey: account.disabledAt === null && keys !== null && !keys.has(id),
      })),
    }
  },

  'security.addAccount': async (context, { name, role, organizationId, passphrase }) => {
    const accounts = await loadAccounts(context.db)
    if (accounts.some((each) => each.name === name))
      throw new DomainError(
        'ACCOUNT_EXISTS',
        `已经有叫“${name}”的身份（停用的也算，日志里写着这个名字）。重名的请加上部门，如“${name}（人事）”。`,
      )
    if (accounts.length === 0 && role !== '党委管理员')
      throw new DomainError('NO_ADMINISTRATOR', '第一个身份须是党委管理员：以后新增、停用身份都要靠他。请先设管理员，再设别的。')
    await refuseScope(context, role, organizationId)
    refusePassphrase(passphrase, name)
    const id = context.newId()
    // 第一个身份是自己给自己设的口令；以后是管理员代设的，本人登录时要改成自己的。
    const isOwn = accounts.length === 0
    const hash = await hashPassphrase(passphrase)
    await insertAccount(context.db, { id, name, role, organizationId, mustChangePassphrase: !isOwn, ...hash }, context)
    context.summarize(`新增登录身份“${name}”，${role}`)
    await keys?.put(id, name, passphrase)
    return { accountId: id }
  },

  'security.reviseAccount': async (context, { accountId, role, organizationId }) => {
    const account = await requireAccount(context, accountId)
    await refuseScope(context, role, organizationId)
    await updateAccount(context.db, accountId, { role, organizationId }, context.at)
    await refuseWithoutAdministrator(context.db)
    context.summarize(`“${account.name}”改为${role}`)
    return {}
  },

  'security.setAccountDisabled': async (context, { accountId, isDisabled }) => {
    const account = await requireAccount(context, accountId)
    if (isDisabled && context.session.accountId === accountId)
      throw new DomainError('ACCOUNT_IN_USE', '这是你现在登录的身份，不能停用自己；请换另一位党委管理员登录后再停用。')
    const change = isDisabled ? { disabledAt: context.at, disabledBy: context.actor } : { disabledAt: null, disabledBy: '' }
    // 停用时钥匙已经收回，原来的口令打不开加密的数据，要重设。
    if (!isDisabled && keys !== null)
      throw new DomainError('PASSPHRASE_NEEDED', `数据已加密，恢复“${account.name}”请用“重设口令”：设好新口令即恢复。`)
    await updateAccount(context.db, accountId, change, context.at)
    await refuseWithoutAdministrator(context.db)
    context.summarize(`${isDisabled ? '停用' : '恢复'}登录身份“${account.name}”`)
    if (isDisabled) await keys?.remove(accountId)
    return {}
  },

  'security.setAccountPassphrase': async (context, { accountId, passphrase }) => {
    const account = await requireAccount(context, accountId)
    refusePassphrase(passphrase, account.name)
    const isOther = context.session.accountId !== accountId
    const hash = await hashPassphrase(passphrase)
    await updateAccount(context.db, accountId, { ...hash, mustChangePassphrase: isOther, disabledAt: null, disabledBy: '' }, context.at)
    context.summarize(`重设“${account.name}”的口令${account.disabledAt === null ? '' : '，并恢复使用'}`)
    await keys?.put(accountId, account.name, passphrase)
    return {}
  },

  'security.changeOwnPassphrase': async (context, { currentPassphrase, newPassphrase }) => {
    const { accountId } = context.session
    if (accountId === null) throw new DomainError('NO_ACCOUNT', '现在没有设登录身份，没有口令可改。要设身份请到“设置 → 登录身份”。')
    const account = await findAccount(context.db, { id: accountId })
    if (!account || !(await matchesPassphrase(currentPassphrase, account)))
      throw new DomainError('PASSPHRASE_WRONG', '原口令不对，没有改。', {
        problems: [{ place: 'currentPassphrase', message: '原口令不对' }],
      })
    if (currentPassphrase === newPassphrase)
      throw new DomainError('PASSPHRASE_SAME', '新口令与原来的一样，请换一个。', {
        problems: [{ place: 'newPassphrase', message: '与原来的一样' }],
      })
    refusePassphrase(newPassphrase, account.name, 'newPassphrase')
    await updateAccount(context.db, accountId, { ...(await hashPassphrase(newPassphrase)), mustChangePassphrase: false }, context.at)
    context.summarize('改了自己的口令')
    await keys?.put(accountId, account.name, newPassphrase)
    return {}
  },
})

async function requireAccount({ db }: CommandContext, accountId: string): Promise<StoredAccount> {
  const account = await findAccount(db, { id: accountId })
  if (!account) throw new DomainError('ACCOUNT_NOT_FOUND', '没有这个登录身份；请刷新后重新选择。')
  return account
}

async function refuseScope({ db, today }: CommandContext, role: AccountRole, organizationId: string | null): Promise<void> {
  const problem = scopeProblem(role, organizationId)
  if (problem !== '') throw new DomainError('SCOPE_MISMATCH', problem, { problems: [{ place: 'organizationId', message: problem }] })
  if (organizationId === null) return
  const organization = (await organizationsAt(db, today)).get(organizationId)
  if (!organization)
    throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被撤销。请在列表里重新选择。', {
      problems: [{ place: 'organizationId', message: '没有这个党组织' }],
    })
}

function refusePassphrase(passphrase: string, name: string, place = 'passphrase'): void {
  if (passphrase.trim() !== name) return
  throw new DomainError('PASSPHRASE_WEAK', '口令不能就是名字，请换一个。', { problems: [{ place, message: '不能就是名字' }] })
}

async function refuseWithoutAdministrator(db: WriteDb): Promise<void> {
  const accounts = (await loadAccounts(db)).map(({ id, role, organizationId, disabledAt }) => ({
    accountId: id,
    role,
    organizationId,
    isDisabled: disabledAt !== null,
  }))
  if (!keepsAdministrator(accounts))
    throw new DomainError('NO_ADMINISTRATOR', '至少要留一位能用的党委管理员，否则以后没有人能管身份。请先设好另一位管理员，再改这一位。')
}
