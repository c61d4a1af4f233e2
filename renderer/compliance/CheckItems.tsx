import type { CheckItem } from '../../shared/compliance/check-contract.ts'
import { hrefTo } from '../app/router.ts'
import { Card } from '../ui/Card.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark, SeverityShape } from '../ui/SeverityMark.tsx'

const KIND_TEXTS: Readonly<Record<CheckItem['kind'], string>> = {
  人工: '全凭人勾',
  确认: '规则判不准，由人确认',
  核对: '规则照判，另登记核对',
}

export type CheckItemListProps = { items: readonly CheckItem[]; current: string; onPick: (ruleId: string) => void }

/** 要勾核的规则，各有几个待勾、几个已勾。 */
export function CheckItemList({ items, current, onPick }: CheckItemListProps) {
  return (
    <Card title="规则" note={`${items.length} 条`} className="check-items" isFlush>
      <ul className="check-items-scroll">
        {items.map((item) => {
          const waiting = item.counts['待勾核'] + item.counts['已失效'] + item.counts['没有勾核']
          return (
            <li key={item.ruleId}>
              <button
                type="button"
                className="rule-row"
                aria-current={item.ruleId === current ? 'true' : undefined}
                onClick={() => onPick(item.ruleId)}
              >
                <strong>{item.ruleId}</strong>
                <span className="ellipsis" title={item.quote}>
                  {item.quote}
                </span>
                <span className="tiny nowrap secondary">{progress(item, waiting)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function progress(item: CheckItem, waiting: number): string {
  if (!item.isEnabled) return '未启用'
  if (waiting > 0) return `${waiting} 待勾`
  const done = item.counts['已勾核'] + item.counts['沿用上期']
  return done > 0 ? `已勾 ${done}` : `${item.opensOn.slice(5)} 起`
}

/** 一条规则：原文、出处、看什么、应留的证据、本期起止。 */
export function CheckItemCard({ item }: { item: CheckItem }) {
  const facts: readonly (readonly [string, string])[] = [
    ['看什么', item.hint],
    ['怎么判', item.predicate],
    ['应留的证据', item.evidence],
    ['本期', `${item.periodLabel}，${item.opensOn} 起勾核，${item.until} 截止；每${item.cycle}一次，${KIND_TEXTS[item.kind]}`],
  ]
  return (
    <Card
      title={<RuleTag ruleId={item.ruleId} />}
      note={
        <a className="small" href={hrefTo('/settings/rules', { rule: item.ruleId })}>
          看这条规则
        </a>
      }
      actions={
        <SeverityMark
          severity={item.strength === '必须' ? '红线' : item.strength === '应当' ? '应当' : '提示'}
          text={item.strength}
          isBadge
        />
      }
      className="check-item"
    >
      {!item.isEnabled && (
        <p className="notice">
          <SeverityShape severity="不适用" />
          <span>
            这条属于专项指标包，现在没有启用，不必勾核，也不出结论。要用请到 <a href={hrefTo('/settings/packs')}>设置 → 指标包</a> 启用。
          </span>
        </p>
      )}
      <blockquote className="check-quote song">{item.quote}</blockquote>
      <p className="small secondary">{item.citation}</p>
      <dl className="check-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
