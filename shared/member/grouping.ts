import type { PersonCategory } from '../glossary.ts'
import { jobBucket } from './statistics.ts'

/** 划分党小组要看的一名党员。 */
export type GroupingMember = {
  readonly id: string
  readonly name: string
  readonly category: PersonCategory
  readonly adminPost: string
  readonly job: string
  /** 现在编入的党小组；没有编入为 null。 */
  readonly groupId: string | null
}

/** 方案里的一个组。`groupId` 为 null 是要新设的。 */
export type PlannedGroup = { readonly groupId: string | null; readonly name: string; readonly memberIds: readonly string[] }

/** 口径里的三条线；没有规定的为 null。 */
export type GroupingLimits = { readonly requiredAt: number | null; readonly max: number | null; readonly min: number | null }

export const GROUPING_WAYS = ['保留现有小组', '重新划分'] as const
export type GroupingWay = (typeof GROUPING_WAYS)[number]

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

export function groupName(index: number): string {
  return `第${ORDINALS[index] ?? String(index + 1)}党小组`
}

/**
 * 归到哪个部门：行政职务里“……部”“……处”“……科”“……室”之类之前的字；看不出部门的按工作岗位的档，
 * 再没有的归“未注明”。名册没有单独的部门一项。
 */
export function departmentOf({ adminPost, job }: Pick<GroupingMember, 'adminPost' | 'job'>): string {
  const unit = /^.*?(?:分公司|子公司|项目部|事业部|办公室|车间|班组|中心|工段|[部处科室站队])/u.exec(adminPost)?.[0] ?? ''
  if (unit !== '') return unit
  return job === '' ? '未注明' : jobBucket(job)
}

/** 这么多人至少几组：每组不超过上限；划分就至少两组。 */
export function leastGroupCount(total: number, max: number | null): number {
  return Math.max(2, max === null ? 0 : Math.ceil(total / max))
}

/**
 * 给出一个方案。保留现有小组时，已编入且不超员的人不动，只安排没有编入的与超出的人；
 * 重新划分时从头来。同一部门的尽量在一组，各组人数相近，每组至少一名正式党员。同样的入参同样的方案。
 */
export function proposeGroups(
  members: readonly GroupingMember[],
  existing: readonly { readonly id: string; readonly name: string }[],
  limits: GroupingLimits,
  way: GroupingWay,
): PlannedGroup[] {
  if (members.length === 0) return existing.map(({ id, name }) => ({ groupId: id, name, memberIds: [] }))
  const count = Math.max(leastGroupCount(members.length, limits.max), way === '保留现有小组' ? existing.length : 0)
  const size = Math.ceil(members.length / count)
  const most = way === '保留现有小组' && limits.max !== null ? limits.max : size
  const freeNames = namesLeft(count, existing)
  const groups = Array.from({ length: count }, (_, index): { groupId: string | null; name: string; members: GroupingMember[] } => {
    const kept = existing[index]
    const name = kept?.name ?? freeNames.shift() ?? groupName(index)
    return { groupId: kept?.id ?? null, name, members: [] }
  })
  const waiting: GroupingMember[] = []
  for (const member of members) {
    const own = way === '保留现有小组' ? groups.find(({ groupId }) => groupId !== null && groupId === member.groupId) : undefined
    if (own && own.members.length < most) own.members.push(member)
    else waiting.push(member)
  }
  for (const cluster of clusters(waiting)) {
    for (const member of cluster) place(groups, member, Math.max(size, 1), most)
  }
  for (const group of groups) borrowFullMember(group, groups)
  return groups.map(({ groupId, name, members: placed }) => ({ groupId, name, memberIds: placed.map(({ id }) => id) }))
}

/** 第一、第二……党小组里现有小组没有用过的，顺着往下。 */
function namesLeft(count: number, existing: readonly { readonly name: string }[]): string[] {
  const names = Array.from({ length: count + existing.length }, (_, index) => groupName(index))
  return names.filter((name) => !existing.some((group) => group.name.endsWith(name)))
}

/** 同一部门的排在一起，人多的部门先排；一样多的按部门名。 */
function clusters(members: readonly GroupingMember[]): GroupingMember[][] {
  const byDepartment = new Map<string, GroupingMember[]>()
  for (const member of members) {
    const department = departmentOf(member)
    const cluster = byDepartment.get(department)
    if (cluster) cluster.push(member)
    else byDepartment.set(department, [member])
  }
  return [...byDepartment.entries()]
    .toSorted(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
    .map(([, cluster]) => cluster)
}

type Filling = { readonly members: GroupingMember[] }

/** 先进同部门人最多、还没满的组；没有就进人最少的组。 */
function place(groups: readonly Filling[], member: GroupingMember, size: number, most: number): void {
  const department = departmentOf(member)
  const alike = ({ members }: Filling) => members.filter((each) => departmentOf(each) === department).length
  const open = groups.filter(({ members }) => members.length < size)
  const candidates = open.length > 0 ? open : groups.filter(({ members }) => members.length < most)
  const pool = candidates.length > 0 ? candidates : groups
  const best = pool.reduce((chosen, group) => {
    const difference = alike(group) - alike(chosen)
    if (difference !== 0) return difference > 0 ? group : chosen
    return group.members.length < chosen.members.length ? group : chosen
  })
  best.members.push(member)
}

/** 一组里没有正式党员时，用一名预备党员与正式党员多的组换一个。 */
function borrowFullMember(group: Filling, groups: readonly Filling[]): void {
  const isFull = ({ category }: GroupingMember) => category === '正式党员'
  if (group.members.length === 0 || group.members.some(isFull)) return
  const lender = groups
    .filter((each) => each !== group && each.members.filter(isFull).length > 1)
    .toSorted((a, b) => b.members.filter(isFull).length - a.members.filter(isFull).length)[0]
  const lent = lender?.members.findLast(isFull)
  const [given] = group.members
  if (!lender || !lent || !given) return
  lender.members[lender.members.indexOf(lent)] = given
  group.members[0] = lent
}

/** 一处不合条文：哪一组（null 为整个支部）、为什么、哪条规则。 */
export type GroupingProblem = { readonly group: string | null; readonly ruleId: 'A04' | 'A05'; readonly text: string }

/** 方案合不合条文：组数、人人入组（A04），每组人数与正式党员（A05）。空组不算，也不会新设。 */
export function groupingProblems(
  members: readonly Pick<GroupingMember, 'id' | 'category'>[],
  groups: readonly PlannedGroup[],
  limits: GroupingLimits,
): GroupingProblem[] {
  const byId = new Map(members.map((member) => [member.id, member]))
  const filled = groups.filter(({ memberIds }) => memberIds.length > 0)
  const placed = new Set(filled.flatMap(({ memberIds }) => memberIds))
  const isRequired = limits.requiredAt !== null && members.length >= limits.requiredAt
  const problems: GroupingProblem[] = []
  if (isRequired && filled.length < 2)
    problems.push({
      group: null,
      ruleId: 'A04',
      text: `党员 ${members.length} 人，达到 ${limits.requiredAt} 人，应当划分党小组，至少 2 组`,
    })
  const left = members.filter(({ id }) => !placed.has(id)).length
  if (left > 0 && filled.length > 0)
    problems.push({ group: null, ruleId: 'A04', text: `还有 ${left} 人没有编入党小组；每名党员都应编入一个` })
  for (const { name, memberIds } of filled) {
    const full = memberIds.filter((id) => byId.get(id)?.category === '正式党员').length
    if (limits.max !== null && memberIds.length > limits.max)
      problems.push({ group: name, ruleId: 'A05', text: `${memberIds.length} 人，一般不超过 ${limits.max} 人` })
    if (limits.min !== null && memberIds.length < limits.min)
      problems.push({ group: name, ruleId: 'A05', text: `${memberIds.length} 人，不少于 ${limits.min} 人` })
    if (full === 0) problems.push({ group: name, ruleId: 'A05', text: '没有正式党员，至少 1 名' })
  }
  return problems
}

/** 一组为什么这样分：各部门几人、正式与预备几人。 */
export function groupReason(members: readonly GroupingMember[]): string {
  if (members.length === 0) return '还没有人'
  const departments = clusters(members).map((cluster) => `${departmentOf(cluster[0] ?? { adminPost: '', job: '' })} ${cluster.length} 人`)
  const full = members.filter(({ category }) => category === '正式党员').length
  const more = departments.length > 3 ? `等 ${departments.length} 处` : ''
  return `${departments.slice(0, 3).join('、')}${more}；正式 ${full}、预备 ${members.length - full}`
}
