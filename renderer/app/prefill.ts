import { isPlainDate } from '../../shared/calendar/plain-date.ts'

/** 表单的预填值：来自发现的消除动作，形状不可信，逐格取、取不到就空。 */
export type Prefill = Readonly<Record<string, unknown>>

export function textIn(prefill: Prefill, key: string, fallback = ''): string {
  const value = prefill[key]
  return typeof value === 'string' ? value : fallback
}

export function dateIn(prefill: Prefill, key: string, fallback = ''): string {
  const value = textIn(prefill, key)
  return isPlainDate(value) ? value : fallback
}

export function numberIn(prefill: Prefill, key: string): number | null {
  const value = prefill[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** 一列文本，如几个人的编号；不是的格子略去。 */
export function textsIn(prefill: Prefill, key: string): string[] {
  const value = prefill[key]
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}

export function oneOf<T extends string>(prefill: Prefill, key: string, choices: readonly T[], fallback: T): T {
  return choices.find((choice) => choice === prefill[key]) ?? fallback
}

/** 从地址里取出预填值；坏的预填当作没有，不拦用户。 */
export function prefillFrom(query: URLSearchParams): Prefill {
  const raw = query.get('prefill')
  if (raw === null) return {}
  try {
    return recordOf(JSON.parse(raw))
  } catch {
    return {}
  }
}

export function recordOf(value: unknown): Prefill {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Prefill) : {}
}
