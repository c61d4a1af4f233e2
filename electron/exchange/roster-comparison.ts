import { createHash } from 'node:crypto'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { BranchIndex } from '../../shared/exchange/branch-index.ts'
import type { ImportRow } from '../../shared/exchange/contract.ts'
import { compareEntry, lookalikeDoubts, rowPlace, type DiffChoices, type RowDifference } from '../../shared/exchange/roster-diff.ts'
import { maskedImportRow } from '../../shared/exchange/masked-import.ts'
import type { RosterFieldKey } from '../../shared/exchange/roster-fields.ts'
import { existsOn } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { organizationsAt, type OrganizationAt } from '../member/queries.ts'
import { rosterSnapshot, type RosterSnapshot } from './queries.ts'
import { ROWS_PER_TURN, type RosterReading } from './roster-reading.ts'

/** 人在看差异时定下的：支部对应、指认、清空。 */
export type ComparisonInput = {
  readonly branchChoices: Readonly<Record<string, string>>
  readonly matches: readonly { readonly sheet: string; readonly rowNo: number; readonly memberId: string | null }[]
  readonly clearing: readonly RosterFieldKey[]
}

export type Comparison = { readonly rows: readonly RowDifference[]; readonly snapshot: RosterSnapshot; readonly digest: string }

/** 与名册比对；摘要盖住文件、各列怎样取、日期、每一行的去向与将要写的支部。 */
export async function compareRoster(
  context: Pick<TaskContext, 'report' | 'today'>,
  db: ReadDb,
  reading: RosterReading,
  asOf: PlainDate,
  input: ComparisonInput,
): Promise<Comparison> {
  const { today } = context
  const organizations = await organizationsAt(db, asOf)
  const branches = branchIndex(organizations, asOf, input.branchChoices)
  const snapshot = await rosterSnapshot(db, { today, asOf, organizations, branches })
  const choices = diffChoices(input, reading, snapshot)
  // 新增的行写什么全由文件与各列怎样取决定，变更的行还看名册；合起来就是“将要写的内容”。
  const hash = createHash('sha256').update(JSON.stringify([reading.fileSha256, reading.outline, asOf]))
  const lookalikes = lookalikeDoubts(reading.entries, snapshot.members)
  const rows: RowDifference[] = []
  let pending = ''
  for (const entry of reading.entries) {
    if (rows.length % ROWS_PER_TURN === 0) {
      hash.update(pending)
      pending = ''
      await context.report(60 + Math.floor((rows.length / reading.entries.length) * 20), 100, `比对第 ${rows.length} 行`)
    }
    const row = compareEntry(entry, snapshot, choices, reading.duplicates.get(entry), lookalikes.get(entry))
    pending += `${entry.sheet} ${entry.rowNo} ${row.outcome} ${'branchId' in row ? row.branchId : ''} ${row.memberId ?? ''}\n`
    if (row.changes.length > 0) pending += JSON.stringify([row.changes, row.outcome === '变更' ? [row.member.branchId, row.after] : null])
    rows.push(row)
  }
  return { rows, snapshot, digest: hash.update(pending).digest('hex') }
}

/** 一人只能被指认一次，也不能指认给证号已在表里的人：那样一个人会被两行先后改。 */
function diffChoices({ matches, clearing }: ComparisonInput, reading: RosterReading, snapshot: RosterSnapshot): DiffChoices {
  if (matches.length === 0) return { matches: new Map(), clearing: new Set(clearing) }
  const numbers = new Map(
    reading.entries.flatMap((entry) => (entry.values.identityNumber === undefined ? [] : [[entry.values.identityNumber, entry] as const])),
  )
  const taken = new Map<string, string>()
  const problems: { place: string; message: string }[] = []
  for (const { sheet, rowNo, memberId } of matches) {
    if (memberId === null) continue
    const place = `“${sheet}”表第 ${rowNo} 行`
    const member = snapshot.memberById(memberId)
    if (!member) {
      problems.push({ place, message: '指认的人已不在名册里，请重新预览。' })
      continue
    }
    const rival = taken.get(memberId)
    if (rival !== undefined) problems.push({ place, message: `与${rival}指认成了同一个人（${member.profile.name}），只能有一行是他。` })
    taken.set(memberId, place)
    const own = numbers.get(member.profile.identityNumber)
    if (own) problems.push({ place, message: `${member.profile.name}的证号就在“${own.sheet}”表第 ${own.rowNo} 行，这一行不会也是他。` })
  }
  if (problems.length > 0)
    throw new DomainError(
      'ROSTER_MATCH_REFUSED',
      `有 ${problems.length} 处指认不成立：${problems
        .slice(0, 3)
        .map(({ place, message }) => `${place}：${message}`)
        .join('')}`,
      { problems },
    )
  return { matches: new Map(matches.map((each) => [rowPlace(each), each.memberId])), clearing: new Set(clearing) }
}

function branchIndex(
  organizations: ReadonlyMap<string, OrganizationAt>,
  asOf: PlainDate,
  branchChoices: Readonly<Record<string, string>>,
): BranchIndex {
  // 当日还在、其后已撤并的也不收：导入的人现在就算在那里。
  const branches = [...organizations.values()].filter(
    (each) => each.level === '党支部' && existsOn(each, asOf) && each.dissolvedOn === null,
  )
  const known = new Set(branches.map(({ id }) => id))
  const wrong = Object.entries(branchChoices).filter(([, id]) => !known.has(id))
  if (wrong.length > 0)
    throw new DomainError(
      'BRANCH_CHOICE_REFUSED',
      `给“${wrong.map(([name]) => name).join('”“')}”指定的不是 ${asOf} 存在的党支部，请重新选择。`,
      { problems: wrong.map(([name]) => ({ place: `branchChoices.${name}`, message: `不是 ${asOf} 存在的党支部` })) },
    )
  return new BranchIndex(branches, branchChoices)
}

/** 比对结果换成线上的一行；证号与电话遮着。 */
export function importRowOf(row: RowDifference): ImportRow {
  const { entry } = row
  return maskedImportRow({
    sheet: entry.sheet,
    rowNo: entry.rowNo,
    outcome: row.outcome,
    name: entry.shownName,
    identityNumber: entry.shownIdentityNumber,
    branchName: row.branchName,
    category: 'after' in row ? row.after.category : (entry.values.category ?? ''),
    memberId: row.memberId,
    changes: [...row.changes],
    refusals: [...row.refusals],
    doubts: [...row.doubts],
    notes: [...row.notes],
    suspects: row.suspects.map(({ member, reasons }) => ({
      memberId: member.id,
      name: member.profile.name,
      identityNumber: member.profile.identityNumber,
      branchName: member.branchName,
      reasons: [...reasons],
    })),
  })
}

/** 汇总日期：不给取今天；在今天之后的拒绝。 */
export function importDate(asOf: PlainDate | undefined, today: PlainDate): PlainDate {
  if (asOf !== undefined && asOf > today)
    throw new DomainError('IMPORT_DATE_IN_FUTURE', `汇总日期 ${asOf} 在今天（${today}）之后，请改为今天或以前。`, {
      problems: [{ place: 'asOf', message: '在今天之后' }],
    })
  return asOf ?? today
}
