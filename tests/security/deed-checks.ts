import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { Envelope } from '../../shared/contract/envelope.ts'

/** 说清楚的拒绝：有代号、是中文、不是“意外”。 */
export function expectExplained(reply: Envelope, code: RegExp): void {
  expect(reply.ok, JSON.stringify(reply)).toBe(false)
  if (reply.ok) return
  expect(reply.failure.code).toMatch(code)
  expect(reply.failure.message).toMatch(/[\u4e00-\u9fff]{6}/)
}

/** 文件夹里没有写了一半的东西，也没有登记了一半的恢复、换密。 */
export function expectNothingHalfDone(directory: string): void {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  expect(names.filter((name) => /未完成|待恢复|待换密|待启用/.test(name))).toEqual([])
  expect(existsSync(path.join(directory, '基石.sqlite'))).toBe(true)
}
