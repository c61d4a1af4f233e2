import { Bar, BarChart, CartesianGrid, LabelList, Legend, ResponsiveContainer, XAxis, YAxis } from 'recharts'

export type ChartRow = { readonly bucket: string; readonly now: number; readonly before: number }

/** 横条图：各档这一天与上年末。单独成块，看统计时才取 recharts。 */
export default function StatisticsChart({
  rows,
  nowLabel,
  beforeLabel,
}: {
  rows: readonly ChartRow[]
  nowLabel: string
  beforeLabel: string
}) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={[...rows]} layout="vertical" margin={{ left: 8, right: 40, top: 4, bottom: 4 }} barGap={2} accessibilityLayer={false}>
        <CartesianGrid horizontal={false} stroke="var(--line)" />
        <XAxis type="number" allowDecimals={false} tick={{ fontSize: 12, fill: 'var(--ink-2)' }} stroke="var(--line-strong)" />
        <YAxis
          type="category"
          dataKey="bucket"
          width={128}
          tick={{ fontSize: 12, fill: 'var(--ink)' }}
          stroke="var(--line-strong)"
          interval={0}
        />
        <Legend wrapperStyle={{ fontSize: 12 }} formatter={(name: string) => <span className="secondary">{name}</span>} />
        {beforeLabel !== '' && <Bar dataKey="before" name={beforeLabel} fill="var(--gray-shape)" isAnimationActive={false} barSize={9} />}
        <Bar dataKey="now" name={nowLabel} fill="var(--party)" isAnimationActive={false} barSize={9}>
          <LabelList dataKey="now" position="right" fontSize={12} fill="var(--ink)" />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}
