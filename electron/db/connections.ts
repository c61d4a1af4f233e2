import type Database from 'better-sqlite3-multiple-ciphers'
import { ChangeMarks } from './change-marks.ts'

/** 本进程开着的连接；库里用 `connection_number()` 取编号，凭它认出“还是不是那个连接”。 */
const connections = new Map<number, { readonly native: Database.Database; marks: ChangeMarks | null }>()
let opened = 0

/** 登记一个新开的连接，并让库里认得它的编号。 */
export function registerConnection(native: Database.Database): number {
  opened += 1
  const number = opened
  native.function('connection_number', { deterministic: true }, () => number)
  connections.set(number, { native, marks: null })
  return number
}

export function forgetConnection(number: number): void {
  connections.delete(number)
}

/** 这个连接上的改动记号；第一次要时才装，从那时起记。不是本进程用 `openDatabase` 开的为 null。 */
export function changeMarksOf(number: number): ChangeMarks | null {
  const connection = connections.get(number)
  if (!connection) return null
  // 在事务里装，事务一撤就没了。
  if (connection.marks === null && !connection.native.inTransaction) connection.marks = new ChangeMarks(connection.native)
  return connection.marks
}
