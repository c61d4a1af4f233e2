import { isDeepStrictEqual } from 'node:util'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { HolidayTable } from '../../shared/calendar/holidays.ts'
import { evaluateOrganization } from '../../shared/compliance/evaluate.ts'
import type { Standards } from '../../shared/compliance/standards.ts'
import type { GroupFacts, OrganizationFacts } from '../../shared/organization/facts.ts'
import { indexGroup } from '../../shared/organization/group-index.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import type { ChangeMarks } from '../db/change-marks.ts'
import type { ReadDb } from '../db/open.ts'
import { loadOwnRecords, type OwnRecords } from './own-records-queries.ts'
import { organizationFacts } from './queries.ts'
import { loadStandards } from './standards-queries.ts'
import { loadStructure, withSuperiors, type Structure } from './structure-queries.ts'

/** 判定日的事实、所用的标准与全部结论。 */
export type JudgedGroup = { readonly facts: GroupFacts; readonly findings: readonly Finding[]; readonly standards: Standards }

/** 一个判定日判过的一切，供下次只改动有变的。 */
type Judged = {
  readonly structure: Structure
  readonly standards: Standards
  readonly holidays: HolidayTable
  readonly own: Map<string, OwnRecords>
  readonly facts: Map<string, OrganizationFacts>
  readonly findings: Map<string, readonly Finding[]>
  /** 名下记录变了、还没有重读的。 */
  readonly pending: Set<string>
  result: JudgedGroup
}

/** 同时留着几个判定日：今天，加上正在回看的一天。 */
const DAYS_KEPT = 2

/** 有变的超过这么多分之一，不如整个重来。 */
const REWORK_SHARE = 4

/**
 * 一个连接上判过的结论。改动记号说谁的记录变了，只重读他们自己的记录，只重判他们与历来的上级；
 * 结构、标准、节假日变了，或别的程序写过，整个重来。与从头算逐字段相同，由随机命令序列的测试守着。
 */
export class JudgedCache {
  private readonly marks: ChangeMarks
  private readonly days = new Map<PlainDate, Judged>()
  private foreignVersion: number | null = null
  private isBusy = false

  constructor(marks: ChangeMarks) {
    this.marks = marks
  }

  /** 现在能不能用：在事务里看到的可能还会撤，正有人在更新的也不能等（它可能在等我们手里的连接）。 */
  get isAvailable(): boolean {
    return !this.isBusy && !this.marks.isInTransaction
  }

  async judged(db: ReadDb, asOf: PlainDate): Promise<JudgedGroup> {
    this.isBusy = true
    try {
      this.noteChanges()
      const known = this.days.get(asOf)
      // 先摘下：更新到一半出错，下次就从头来。
      this.days.delete(asOf)
      const judged = known ? await brought(db, known) : await judgedAfresh(db, asOf)
      this.days.set(asOf, judged)
      for (const day of this.days.keys()) if (this.days.size > DAYS_KEPT) this.days.delete(day)
      return judged.result
    } finally {
      this.isBusy = false
    }
  }

  private noteChanges(): void {
    const { isEverything, organizationIds } = this.marks.take()
    const foreignVersion = this.marks.foreignVersion
    if (isEverything || foreignVersion !== this.foreignVersion) this.days.clear()
    this.foreignVersion = foreignVersion
    for (const { pending } of this.days.values()) for (const id of organizationIds) pending.add(id)
  }
}

/** 从头判一遍。 */
export async function judgedAfresh(db: ReadDb, asOf: PlainDate): Promise<Judged> {
  const structure = await loadStructure(db, asOf)
  const judged = {
    structure,
    standards: await loadStandards(db),
    holidays: await loadHolidays(db),
    own: new Map(await loadOwnRecords(db, structure)),
    facts: new Map<string, OrganizationFacts>(),
    findings: new Map<string, readonly Finding[]>(),
    pending: new Set<string>(),
  }
  return { ...judged, result: rejudge(judged) }
}

/** 把判过的更新到现在。 */
async function brought(db: ReadDb, judged: Judged): Promise<Judged> {
  const { structure, pending, own } = judged
  if (pending.size === 0) return judged
  const changed = holdersOf(structure, pending)
  if (changed.length > structure.living.length / REWORK_SHARE) return judgedAfresh(db, structure.asOf)
  let isSizeKept = true
  for (const [id, records] of await loadOwnRecords(db, structure, changed)) {
    isSizeKept &&= isSameSize(own.get(id), records)
    own.set(id, records)
  }
  pending.clear()
  judged.result = rejudge(judged, withSuperiors(structure, changed), isSizeKept)
  return judged
}

/** 记录并在谁名下：党小组的并在所属的党支部。 */
function holdersOf({ lineage }: Structure, ids: ReadonlySet<string>): string[] {
  const holders = new Set<string>()
  for (const id of ids) {
    holders.add(id)
    for (const span of lineage.get(id) ?? []) for (const parentId of span.ancestorIds.slice(0, 1)) holders.add(parentId)
  }
  return [...holders]
}

/** 使各级人数怎么变，两份记录是不是一样。 */
function isSameSize(before: OwnRecords | undefined, after: OwnRecords): boolean {
  return before !== undefined && isDeepStrictEqual(before.sizeChanges, after.sizeChanges)
}

/** 合成事实并判；给 `only` 时只重做这几个组织的，其余照旧。人数没有变过的沿用：合一遍全集团的人数占更新的四分之一。 */
function rejudge(judged: Omit<Judged, 'result'>, only?: ReadonlySet<string>, isSizeKept = false): JudgedGroup {
  const { structure, standards, holidays, own, facts, findings } = judged
  const knownSteps = (id: string) => (isSizeKept ? facts.get(id)?.sizeSteps : undefined)
  for (const organization of organizationFacts(structure, own, only, knownSteps)) facts.set(organization.id, organization)
  const organizations = structure.living.flatMap(({ organization }) => facts.get(organization.id) ?? [])
  const group = { asOf: structure.asOf, organizations, holidays }
  const index = indexGroup(group)
  for (const organization of organizations)
    if (only?.has(organization.id) ?? true)
      findings.set(organization.id, evaluateOrganization(organization, structure.asOf, index, standards))
  return { facts: group, standards, findings: organizations.flatMap(({ id }) => findings.get(id) ?? []) }
}
