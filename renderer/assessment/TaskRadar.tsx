import { PolarAngleAxis, PolarGrid, PolarRadiusAxis, Radar, RadarChart, ResponsiveContainer } from 'recharts'
import type { RadarPoint } from './points.ts'

type TickProps = { x?: number | string; y?: number | string; cy?: number | string; textAnchor?: string; index?: number }

/** 图单独成块：recharts 有二百多 KB，只在看考核时才取。 */
export default function TaskRadar({ data }: { data: readonly RadarPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <RadarChart data={[...data]} outerRadius="52%" accessibilityLayer={false}>
        <PolarGrid stroke="var(--line-strong)" />
        <PolarAngleAxis dataKey="name" tick={(props: TickProps) => <AxisLabel {...props} point={data[props.index ?? 0]} />} />
        <PolarRadiusAxis domain={[0, 100]} tick={false} axisLine={false} />
        <Radar dataKey="average" stroke="var(--ink-2)" strokeDasharray="4 3" fill="none" isAnimationActive={false} />
        <Radar dataKey="own" stroke="var(--party)" strokeWidth={2} fill="var(--party)" fillOpacity={0.08} isAnimationActive={false} />
      </RadarChart>
    </ResponsiveContainer>
  )
}

/** 任务名与得分率分两行，窄卡片里也不被裁掉。 */
function AxisLabel({ x = 0, y = 0, cy = 0, textAnchor, point }: TickProps & { point: RadarPoint | undefined }) {
  if (!point) return null
  const left = Number(x)
  // 上半圈的字往上让，下半圈的往下让，都不压住图形。
  const top = Number(y) + (Number(y) > Number(cy) + 8 ? 10 : Number(y) < Number(cy) - 8 ? -14 : -4)
  return (
    <text
      x={left}
      y={top}
      textAnchor={textAnchor === 'start' || textAnchor === 'end' ? textAnchor : 'middle'}
      fontSize={12}
      fill="var(--ink-2)"
    >
      <tspan x={left}>{point.name}</tspan>
      <tspan x={left} dy={14} fontWeight={600} fill="var(--ink)">
        {point.own.toFixed(1)}
      </tspan>
    </text>
  )
}
