import type { AccountRole } from '../../shared/glossary.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import type { PassphraseHash } from './passphrase.ts'

export type StoredAccount = {
  readonly id: string
  readonly name: string
  readonly role: AccountRole
  readonly organizationId: string | null
  readonly mustChangePassphrase: boolean
  readonly createdAt: string
  readonly createdBy: string
  readonly disabledAt: string | null
  readonly disabledBy: string
}

const COLUMNS = [
  'id',
  'name',
  'role',
  'organizationId',
  'mustChangePassphrase',
  'createdAt',
  'createdBy',
  'disabledAt',
  'disabledBy',
] as const

/** 全部身份，先建的在前；停用的也在。 */
export async function loadAccounts(db: ReadDb): Promise<StoredAccount[]> {
  const rows = await db.selectFrom('account').select(COLUMNS).orderBy('createdAt').orderBy('name').execute()
  return rows.map((row) => ({ ...row, role: row.role as AccountRole, mustChangePassphrase: row.mustChangePassphrase === 1 }))
}

export async function findAccount(db: ReadDb, by: { id: string } | { name: string }): Promise<(StoredAccount & PassphraseHash) | null> {
  const rows = db.selectFrom('account').select([...COLUMNS, 'passphraseHash', 'passphraseSalt'])
  const row = await ('id' in by ? rows.where('id', '=', by.id) : rows.where('name', '=', by.name)).executeTakeFirst()
  return row ? { ...row, role: row.role as AccountRole, mustChangePassphrase: row.mustChangePassphrase === 1 } : null
}

/** 能登录的有没有：一个也没有就是一个人用，不必登录。 */
export async function hasActiveAccount(db: ReadDb): Promise<boolean> {
  return (await db.selectFrom('account').select('id').where('disabledAt', 'is', null).limit(1).executeTakeFirst()) !== undefined
}

export async function insertAccount(
  db: WriteDb,
  account: Pick<StoredAccount, 'id' | 'name' | 'role' | 'organizationId' | 'mustChangePassphrase'> & PassphraseHash,
  { at, actor }: { at: string; actor: string },
): Promise<void> {
  const row = { ...account, mustChangePassphrase: account.mustChangePassphrase ? 1 : 0 }
  await db
    .insertInto('account')
    .values({ ...row, createdAt: at, createdBy: actor, updatedAt: at })
    .execute()
}

export async function updateAccount(
  db: WriteDb,
  id: string,
  change: Partial<Pick<StoredAccount, 'role' | 'organizationId' | 'mustChangePassphrase' | 'disabledAt' | 'disabledBy'> & PassphraseHash>,
  at: string,
): Promise<void> {
  const { mustChangePassphrase, ...rest } = change
  const flag = mustChangePassphrase === undefined ? {} : { mustChangePassphrase: mustChangePassphrase ? 1 : 0 }
  await db
    .updateTable('account')
    .set({ ...rest, ...flag, updatedAt: at })
    .where('id', '=', id)
    .execute()
}
