import { sql } from 'kysely'
import { normalizeName } from '../../shared/member/name.ts'
import { matchesName, readNameQuery, type SearchableName } from '../../shared/member/name-query.ts'
import type { ReadDb } from '../db/open.ts'
import { readableName } from './name-search.ts'

type IndexedMember = { readonly id: string; readonly name: SearchableName; readonly identityNumber: string; readonly mobile: string }

/** 名册里全部的人读成可检索的样子，库没有变过就一直用。 */
type NameIndex = { readonly version: string; readonly members: readonly IndexedMember[] }
const indexes = new WeakMap<ReadDb, NameIndex>()
/** 姓名读过的不再读：改一个人之后重做索引，只读他一个。 */
const readNames = new Map<string, SearchableName>()
const NAMES_KEPT = 200_000

/**
 * 搜索框里的字对上的党员 id；没有输入返回 null（不筛）。汉字、全拼、首字母、混打、笔顺与笔画数搜姓名，
 * 数字另搜证号尾号与手机号。
 */
export async function membersFound(db: ReadDb, search: string): Promise<string[] | null> {
  const text = normalizeName(search)
  if (text === '') return null
  const query = readNameQuery(text)
  const digits = /^\d[\d\s]*[xX]?$/.test(text) ? text.replaceAll(/\s/g, '').toUpperCase() : ''
  const hasDigits = ({ identityNumber, mobile }: IndexedMember) =>
    digits !== '' && (identityNumber.endsWith(digits) || mobile.includes(digits))
  const { members } = await currentIndex(db)
  return members.filter((member) => matchesName(query, member.name) || hasDigits(member)).map(({ id }) => id)
}

/** 本连接改过几行、别的连接提交过没有：两个数都没变，名册就没有变。 */
async function currentIndex(db: ReadDb): Promise<NameIndex> {
  const { changed, foreign } = await db
    .selectFrom(sql<{ data_version: number }>`pragma_data_version`.as('other'))
    .select([sql<number>`total_changes()`.as('changed'), 'other.data_version as foreign'])
    .executeTakeFirstOrThrow()
  const version = `${changed}/${foreign}`
  const known = indexes.get(db)
  if (known?.version === version) return known
  const rows = await db.selectFrom('member').select(['id', 'name', 'namePinyin', 'identityNumber', 'mobile']).execute()
  const members = rows.map(({ id, name, namePinyin, identityNumber, mobile }) => ({
    id,
    name: nameRead(name, namePinyin),
    identityNumber,
    mobile,
  }))
  const index = { version, members }
  indexes.set(db, index)
  return index
}

function nameRead(name: string, namePinyin: string): SearchableName {
  const known = readNames.get(name)
  if (known) return known
  const read = readableName(name, namePinyin)
  if (readNames.size >= NAMES_KEPT) readNames.clear()
  readNames.set(name, read)
  return read
}
