import { PolarAngleAxis, PolarGrid, PolarRadiusAxis, Radar, RadarChart, ResponsiveContainer } from 'recharts'
import type { RadarPoint } from './RadarCard.tsx'

/** 图单独成块：recharts 有二百多 KB，只在看考核时才取。 */
export default function TaskRadar({ data }: { data: readonly RadarPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <RadarChart data={[...data]} outerRadius="66%" accessibilityLayer={false}>
        <PolarGrid stroke="var(--line-strong)" />
        <PolarAngleAxis dataKey="name" tick={{ fontSize: 12, fill: 'var(--ink-2)' }} />
        <PolarRadiusAxis domain={[0, 100]} tick={false} axisLine={false} />
        <Radar dataKey="average" stroke="var(--ink-2)" strokeDasharray="4 3" fill="none" isAnimationActive={false} />
        <Radar dataKey="own" stroke="var(--party)" strokeWidth={2} fill="var(--party)" fillOpacity={0.08} isAnimationActive={false} />
      </RadarChart>
    </ResponsiveContainer>
  )
}
