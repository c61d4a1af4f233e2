import type { Dashboard } from '../../shared/compliance/contract.ts'
import { TASKS } from '../../shared/glossary.ts'
import type { Finding, Severity } from '../../shared/regulation/finding.ts'
import { hrefTo } from '../app/router.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'

export type SeverityFilter = Extract<Severity, '红线' | '应当' | '提示' | '待确认'> | '全部'

const CARDS = [
  { severity: '红线', count: 'red' },
  { severity: '应当', count: 'orange' },
  { severity: '提示', count: 'yellow' },
  { severity: '待确认', count: 'pending' },
] as const

export function severityFilter(text: string | null): SeverityFilter | null {
  if (text === '全部') return '全部'
  return CARDS.find((card) => card.severity === text)?.severity ?? null
}

export type CountCardsProps = { counts: Dashboard['counts']; findings: readonly Finding[]; filter: SeverityFilter | null }

/** 四个数，点开即筛选；再点一次回到待办。 */
export function CountCards({ counts, findings, filter }: CountCardsProps) {
  return (
    <div className="count-cards">
      {CARDS.map(({ severity, count }) => {
        const isOn = filter === severity
        return (
          <a
            key={severity}
            className="count-card"
            href={hrefTo('/', { severity: isOn ? null : severity })}
            aria-current={isOn ? 'true' : undefined}
          >
            <SeverityMark severity={severity} />
            <span className="count-line">
              <span className="count-number">{counts[count]}</span>
              <span className="small secondary ellipsis">{spread(findings, severity)}</span>
            </span>
          </a>
        )
      })}
    </div>
  )
}

/** 涉及几个党组织、落在哪几项任务里：`4 个党组织，组织体系 3、组织生活 1`。 */
function spread(findings: readonly Finding[], severity: Severity): string {
  const own = findings.filter((finding) => finding.severity === severity)
  if (own.length === 0) return '没有'
  const organizations = new Set(own.map((finding) => finding.organizationId)).size
  const counted = new Map<string, number>()
  for (const finding of own) {
    const task = TASKS[finding.taskNo - 1] ?? '督查考核'
    counted.set(task, (counted.get(task) ?? 0) + 1)
  }
  const ordered = [...counted].sort((a, b) => b[1] - a[1])
  const tasks =
    ordered.length === 1
      ? `都在${ordered[0]?.[0] ?? ''}`
      : ordered
          .slice(0, 2)
          .map(([task, count]) => `${task} ${count}`)
          .join('、')
  return `${organizations} 个党组织，${tasks}`
}
