import { TASKS } from '../glossary.ts'
import type { GroupFacts } from '../organization/facts.ts'
import { worstSeverity, type Finding, type Severity } from '../regulation/finding.ts'

/** 工作台上要人处理的四级；达标与不适用不计数。 */
export const OPEN_SEVERITIES: readonly Severity[] = ['红线', '应当', '提示', '待确认']

export type SeverityCounts = { red: number; orange: number; yellow: number; pending: number }

/** 要人处理的：四级之一，且没有填理由关闭。 */
export function isOpen(finding: Finding): boolean {
  return finding.closure === null && OPEN_SEVERITIES.includes(finding.severity)
}

export function countBySeverity(findings: readonly Finding[]): SeverityCounts {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity && finding.closure === null).length
  return { red: count('红线'), orange: count('应当'), yellow: count('提示'), pending: count('待确认') }
}

/** 一个党组织连同全部下级的 id；null 为全集团。 */
export function scopeOf({ organizations }: GroupFacts, organizationId: string | null): ReadonlySet<string> {
  if (organizationId === null) return new Set(organizations.map((each) => each.id))
  const childIds = new Map(organizations.map((each) => [each.id, each.childIds]))
  const scope = new Set<string>()
  const take = (id: string) => {
    if (scope.has(id)) return
    scope.add(id)
    for (const childId of childIds.get(id) ?? []) take(childId)
  }
  take(organizationId)
  return scope
}

export type SeveritySpread = { severity: Severity; organizationCount: number; tasks: { taskNo: number; count: number }[] }

/** 四级各涉及几个党组织、落在哪几项任务里，多的在前；关闭了的不计。 */
export function severitySpread(findings: readonly Finding[]): SeveritySpread[] {
  return OPEN_SEVERITIES.map((severity) => {
    const own = findings.filter((finding) => finding.severity === severity && finding.closure === null)
    const counted = new Map<number, number>()
    for (const { taskNo } of own) counted.set(taskNo, (counted.get(taskNo) ?? 0) + 1)
    return {
      severity,
      organizationCount: new Set(own.map((finding) => finding.organizationId)).size,
      tasks: [...counted].map(([taskNo, count]) => ({ taskNo, count })).sort((a, b) => b.count - a.count || a.taskNo - b.taskNo),
    }
  })
}

/** 年度预评的一行：各任务得分率与总分，由考核切片给出。 */
export type ScoreLine = {
  readonly organizationId: string
  readonly finalCenti: number
  readonly tasks: readonly {
    readonly taskNo: number
    readonly ratioPermyriad: number
    readonly isApplicable: boolean
    readonly items: readonly { readonly source: string }[]
  }[]
}

export type MatrixRow = {
  organizationId: string
  organizationName: string
  level: string
  memberCount: number
  cells: { taskNo: number; ratioPermyriad: number | null; severity: Severity | null; findingCount: number }[]
  scoreCenti: number | null
}

/** 支部 × 八项任务：每格本年度得分率，加最重的发现与要处理的条数；尚无规则判定的任务没有颜色。 */
export function taskMatrix(facts: GroupFacts, findings: readonly Finding[], scores: readonly ScoreLine[]): MatrixRow[] {
  const byOrganization = new Map<string, Finding[]>()
  for (const finding of findings) {
    const own = byOrganization.get(finding.organizationId)
    if (own) own.push(finding)
    else byOrganization.set(finding.organizationId, [finding])
  }
  const scoreOf = new Map(scores.map((line) => [line.organizationId, line]))
  return facts.organizations
    .filter((organization) => organization.level === '党支部')
    .map((organization) => {
      const own = byOrganization.get(organization.id) ?? []
      const score = scoreOf.get(organization.id)
      return {
        organizationId: organization.id,
        organizationName: organization.shortName,
        level: organization.level,
        memberCount: organization.memberCount,
        cells: TASKS.map((_, index) => taskCell(index + 1, own, score)),
        scoreCenti: score && score.tasks.some(isRated) ? score.finalCenti : null,
      }
    })
}

/** 人工评过至少一项。一项也没评过的任务记的是“待补证”的 0 分，画成 0 会被看成考了零分。 */
function isRated(task: ScoreLine['tasks'][number]): boolean {
  return task.items.some((item) => item.source === '人工评定')
}

/** 这项任务的得分率有得可看：人工评过，或者每一项都由记录算出。 */
function isScored(task: ScoreLine['tasks'][number]): boolean {
  return isRated(task) || task.items.every((item) => item.source === '记录计算')
}

/** 关闭了的不再算提示；它也不是达标。 */
function countedSeverity(finding: Finding): Severity {
  return finding.closure === null ? finding.severity : '不适用'
}

function taskCell(taskNo: number, findings: readonly Finding[], score: ScoreLine | undefined): MatrixRow['cells'][number] {
  const own = findings.filter((finding) => finding.taskNo === taskNo)
  const task = score?.tasks.find((each) => each.taskNo === taskNo && each.isApplicable && (taskNo === 1 || isScored(each)))
  return {
    taskNo,
    ratioPermyriad: task?.ratioPermyriad ?? null,
    severity: own.length === 0 ? null : worstSeverity(own.map(countedSeverity)),
    findingCount: own.filter(isOpen).length,
  }
}
