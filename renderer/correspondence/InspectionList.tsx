import { SeverityShape } from '../ui/SeverityMark.tsx'

/** 自检单：红的不能登记，提醒的可以登记。 */
export function InspectionList({ missing, cautions }: { missing: readonly string[]; cautions: readonly string[] }) {
  return (
    <ul className="check-list">
      {missing.map((text) => (
        <li key={text}>
          <SeverityShape severity="红线" />
          <span>{text}</span>
        </li>
      ))}
      {cautions.map((text) => (
        <li key={text}>
          <SeverityShape severity="提示" />
          <span>{text}</span>
        </li>
      ))}
      {missing.length === 0 && (
        <li>
          <SeverityShape severity="达标" />
          <span>必填字段齐全，附件名与附件说明一致，没有占位符</span>
        </li>
      )}
    </ul>
  )
}
