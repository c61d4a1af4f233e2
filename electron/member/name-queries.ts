import { sql } from 'kysely'
import { normalizeName } from '../../shared/member/name.ts'
import { matchesName, readNameQuery, type SearchableName } from '../../shared/member/name-query.ts'
import type { ReadDb } from '../db/open.ts'
import { readableName } from './name-search.ts'

type IndexedMember = { readonly id: string; readonly name: SearchableName; readonly identityNumber: string; readonly mobile: string }

/** 名册里全部的人读成可检索的样子，库没有变过就一直用。一个进程只开一个库，只留一份。 */
type NameIndex = { readonly version: string; readonly members: readonly IndexedMember[] }
let latest: NameIndex | null = null
/** 姓名读过的不再读：改一个人之后重做索引，只读他一个。 */
const readNames = new Map<string, SearchableName>()
const NAMES_KEPT = 200_000
/** 后台备索引时，每新读这么多个姓名让出一次主线程（约几毫秒）。 */
const NAMES_PER_TURN = 300

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

/** 趁没人敲键把索引备好；读姓名时每一段让出一次。备的当口库又变了就不留，由下一次写入再备。 */
export async function prepareNames(db: ReadDb, pause: () => Promise<void>): Promise<void> {
  const version = await versionOf(db)
  if (latest?.version === version) return
  const rows = await namesStored(db)
  let fresh = 0
  for (const { name, namePinyin } of rows) {
    if (readNames.has(name)) continue
    // 笔顺平时到有人按笔画找才展开，这里一并备好。
    nameRead(name, namePinyin).strokes()
    fresh += 1
    if (fresh % NAMES_PER_TURN === 0) await pause()
  }
  if ((await versionOf(db)) === version) latest = indexOf(version, rows)
}

/** 姓名逐字的全部读音，供认同音字；一个姓名只读一次。 */
export function nameReadings(name: string): readonly (readonly string[])[] {
  return nameRead(name, '').units.map(({ readings }) => readings)
}

async function currentIndex(db: ReadDb): Promise<NameIndex> {
  const version = await versionOf(db)
  // 版本先读、行后读：其间别的程序提交了，下一次就会重做，不会留着旧的。
  if (latest?.version !== version) latest = indexOf(version, await namesStored(db))
  return latest
}

/** 哪个连接、本连接改过几行、别的程序提交过没有：三样都没变，名册就没有变。 */
async function versionOf(db: ReadDb): Promise<string> {
  const { connection, changed, foreign } = await db
    .selectFrom(sql<{ data_version: number }>`pragma_data_version`.as('other'))
    .select([
      sql<number>`connection_number()`.as('connection'),
      sql<number>`total_changes()`.as('changed'),
      'other.data_version as foreign',
    ])
    .executeTakeFirstOrThrow()
  return `${connection}/${changed}/${foreign}`
}

type StoredName = {
  readonly id: string
  readonly name: string
  readonly namePinyin: string
  readonly identityNumber: string
  readonly mobile: string
}

function namesStored(db: ReadDb): Promise<StoredName[]> {
  return db.selectFrom('member').select(['id', 'name', 'namePinyin', 'identityNumber', 'mobile']).execute()
}

function indexOf(version: string, rows: readonly StoredName[]): NameIndex {
  const members = rows.map(({ id, name, namePinyin, identityNumber, mobile }) => ({
    id,
    name: nameRead(name, namePinyin),
    identityNumber,
    mobile,
  }))
  return { version, members }
}

function nameRead(name: string, namePinyin: string): SearchableName {
  const known = readNames.get(name)
  if (known) return known
  const read = readableName(name, namePinyin)
  if (readNames.size >= NAMES_KEPT) readNames.clear()
  readNames.set(name, read)
  return read
}
