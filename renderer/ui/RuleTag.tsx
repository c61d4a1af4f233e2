import { Tooltip } from '@mantine/core'
import type { Severity } from '../../shared/regulation/finding.ts'
import type { Strength } from '../../shared/regulation/provision.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { SeverityShape } from './SeverityMark.tsx'

const STRENGTH_SHAPES: Record<Strength, Severity> = { 必须: '红线', 应当: '应当', 一般: '提示' }

/** 条文标签：左边形状是这条的强度，右边是规则号；悬停给原文。形状不表示已经违规。 */
export function RuleTag({ ruleId }: { ruleId: string }) {
  const catalog = useBackendQuery('compliance.catalog', {})
  const rule = catalog.data?.rules.find((candidate) => candidate.id === ruleId)
  const tag = (
    <span className="rule-tag">
      {rule && <SeverityShape severity={STRENGTH_SHAPES[rule.strength]} size={10} />}
      {ruleId}
    </span>
  )
  if (!rule) return tag
  return (
    <Tooltip label={`${rule.strength}：${rule.quote}（${rule.citation}）`} multiline w={420}>
      {tag}
    </Tooltip>
  )
}
