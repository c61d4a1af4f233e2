/** 各种常见写法理成 `HH:MM`；认不出的原样留着，由红字说明。 */
export function tidyTime(text: string): string {
  const trimmed = text.trim().replaceAll('：', ':').replaceAll(/\s/g, '')
  const match = /^(上午|下午|晚上|中午)?(\d{1,2})(?:[:点时.](半|\d{1,2})?分?|(\d{2}))?$/.exec(trimmed)
  if (!match) return trimmed
  const [, half, hours = '', after, minutes] = match
  const hour = Number(hours) + ((half === '下午' || half === '晚上') && Number(hours) < 12 ? 12 : 0)
  const minute = after === '半' ? 30 : Number(after ?? minutes ?? 0)
  if (hour > 23 || minute > 59) return trimmed
  return clockText(hour * 60 + minute)
}

export function isClock(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** 当天零时起的分钟数 → `HH:MM`；过了半夜按 23:59。 */
export function clockText(minutes: number): string {
  const within = Math.max(0, Math.min(23 * 60 + 59, minutes))
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

export function clockMinutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
}

/** 两个钟点之间写成 `2 小时`、`1 小时 30 分`；结束不晚于开始为空串。 */
export function durationText(startsAt: string, endsAt: string): string {
  if (!isClock(startsAt) || !isClock(endsAt)) return ''
  const minutes = clockMinutes(endsAt) - clockMinutes(startsAt)
  if (minutes <= 0) return ''
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return [hours > 0 ? `${hours} 小时` : '', rest > 0 ? `${rest} 分` : ''].filter((part) => part !== '').join(' ')
}
