import type { Severity } from '../../shared/regulation/finding.ts'
import './severity.css'

/** 每一级的形状、字色、底色都不同；形状之外必有文字。 */
const TONES: Record<Severity, string> = { 红线: 'red', 应当: 'orange', 提示: 'yellow', 达标: 'green', 不适用: 'gray', 待确认: 'blue' }

export function severityTone(severity: Severity): string {
  return TONES[severity]
}

/** 只有形状：八边形、三角、圆点、对勾、短横、空心菱形。旁边须另有文字。 */
export function SeverityShape({ severity, size = 14 }: { severity: Severity; size?: number }) {
  return (
    <svg className={`shape tone-${TONES[severity]}`} width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      {SHAPES[severity]}
    </svg>
  )
}

const SHAPES: Record<Severity, React.JSX.Element> = {
  红线: (
    <>
      <path d="M4.3 .8h5.4l3.5 3.5v5.4l-3.5 3.5H4.3L.8 9.7V4.3z" fill="currentColor" />
      <rect x="3.4" y="6" width="7.2" height="2" fill="#fff" />
    </>
  ),
  应当: <path d="M7 1.2 13.4 12.6H.6z" fill="currentColor" />,
  提示: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  达标: <path d="M1.8 7.4 5.4 11 12.2 3.6" fill="none" stroke="currentColor" strokeWidth="2" />,
  不适用: <rect x="2" y="6" width="10" height="2" fill="currentColor" />,
  待确认: (
    <>
      <path d="M7 1.2 12.8 7 7 12.8 1.2 7z" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="7" cy="7" r="1.4" fill="currentColor" />
    </>
  ),
}

export type SeverityMarkProps = {
  severity: Severity
  /** 缺省写等级本身。 */
  text?: string
  /** 带底色的标签。 */
  isBadge?: boolean
}

/** 形状加文字。 */
export function SeverityMark({ severity, text, isBadge = false }: SeverityMarkProps) {
  return (
    <span className={`mark mark-${TONES[severity]} ${isBadge ? 'mark-badge' : ''}`}>
      <SeverityShape severity={severity} />
      {text ?? severity}
    </span>
  )
}
