import { Fragment } from 'react'
import { INSPECTION_TOPICS, type InspectionItem, type InspectionLevel } from '../../shared/document/inspection.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'

const SEVERITY: Record<InspectionLevel, Severity> = { 红: '红线', 橙: '应当', 提示: '提示' }

export type InspectionListProps = {
  /** 缺的字段与取号的问题；自检单里已有的不重复列。 */
  missing: readonly string[]
  cautions: readonly string[]
  inspection: readonly InspectionItem[]
  /** 正加着框的一条。 */
  framed?: InspectionItem | null
  onFrame?: (item: InspectionItem | null) => void
}

/** 自检单：红的不能登记，橙的可以登记但留痕；点一条，预览里对应处加框。每条写明位置与改法。 */
export function InspectionList({ missing, cautions, inspection, framed = null, onFrame }: InspectionListProps) {
  const known = new Set(inspection.map(({ message }) => message))
  const lacks = missing.filter((text) => !known.has(text))
  const topics = INSPECTION_TOPICS.filter((topic) => inspection.some((item) => item.topic === topic))
  return (
    <>
      <ul className="check-list">
        {lacks.map((text) => (
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
      </ul>
      {topics.map((topic) => (
        <Fragment key={topic}>
          <h3 className="check-topic">{topic}</h3>
          <ul className="check-list">
            {inspection
              .filter((item) => item.topic === topic)
              .map((item, index) => (
                <li key={`${item.message}${item.place.label}${index}`}>
                  <SeverityShape severity={SEVERITY[item.level]} />
                  <InspectionEntry item={item} isFramed={framed === item} {...(onFrame ? { onFrame } : {})} />
                </li>
              ))}
          </ul>
        </Fragment>
      ))}
      {lacks.length === 0 && inspection.length === 0 && (
        <ul className="check-list">
          <li>
            <SeverityShape severity="达标" />
            <span>要素、行文方向、版心、字号、红线、页码、版记、附件、引用都查过，没有问题</span>
          </li>
        </ul>
      )}
    </>
  )
}

type EntryProps = { item: InspectionItem; isFramed: boolean; onFrame?: (item: InspectionItem | null) => void }

function EntryText({ item }: { item: InspectionItem }) {
  return (
    <>
      <span className="check-message">{item.message}</span>
      <span className="small secondary check-detail">{item.place.label}</span>
      <span className="small secondary check-detail">{item.remedy}</span>
      {item.basis !== '' && <span className="small secondary check-detail">依据：{item.basis}</span>}
    </>
  )
}

function InspectionEntry({ item, isFramed, onFrame }: EntryProps) {
  if (!onFrame || item.place.blockId === null)
    return (
      <div>
        <EntryText item={item} />
      </div>
    )
  return (
    <button type="button" className="check-entry" aria-pressed={isFramed} onClick={() => onFrame(isFramed ? null : item)}>
      <EntryText item={item} />
    </button>
  )
}
