/** 百分之一分 → `93.80`。 */
export function points(centi: number): string {
  const sign = centi < 0 ? '−' : ''
  const absolute = Math.abs(centi)
  return `${sign}${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`
}

/** 整分不带小数：权重 `15`，分摊后的 `3.75`。 */
export function weight(centi: number): string {
  return centi % 100 === 0 ? String(centi / 100) : points(centi)
}

/** 万分比 → `96.0`（百分数，不带号）。 */
export function percent(permyriad: number): string {
  return (permyriad / 100).toFixed(1)
}

export function stars(count: number): string {
  return '★'.repeat(count) + '☆'.repeat(5 - count)
}

/** `93.8` → 9380；不是不超过两位小数的数则为 null。 */
export function centiOf(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** 雷达图的一角：任务名、本支部与集团平均的得分率（百分数）。 */
export type RadarPoint = { name: string; own: number; average: number }
