import type Database from 'better-sqlite3-multiple-ciphers'
import { changeCaptureOf } from './change-capture.ts'
import { absorbJournal } from './journal-chain.ts'
import { recordTables } from './record-tables.ts'

/** 设置、日志与节假日表不算业务数据：首次启动填过本单位、导入过节假日，仍算空库。 */
const BOOKKEEPING = new Set(['setting', 'journal', 'journalChange', 'journalSubject', 'holidayYear'])

/** 日志与它的前后值一起搬，序号与散列要重排。 */
const CHAINED = new Set(['journal', 'journalChange', 'journalSubject'])

/** 还没有任何业务数据。 */
export function hasNoRecords(connection: Database.Database): boolean {
  return recordTables(connection)
    .filter((name) => !BOOKKEEPING.has(name))
    .every((name) => connection.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get() === undefined)
}

/** 接上另一份同版本的明文库，供 `absorbSource` 取用；本库加密与否都行。ATTACH 与 DETACH 都不能在事务里做。 */
export function attachSource(connection: Database.Database, file: string): void {
  connection.prepare(`ATTACH DATABASE ? AS source KEY ''`).run(file)
}

export function detachSource(connection: Database.Database): void {
  connection.exec('DETACH DATABASE source')
}

/** 在事务里把接上的库的全部行并入当前库：已有的设置保留，日志接在后面、散列按新的次序重算。 */
export function absorbSource(connection: Database.Database): void {
  // 外键到提交时再一并核对，表的先后次序就无关紧要。
  connection.pragma('defer_foreign_keys = ON')
  for (const name of recordTables(connection).filter((each) => !CHAINED.has(each))) {
    const columns = (connection.pragma(`table_info("${name}")`) as { name: string }[]).map((column) => `"${column.name}"`).join(', ')
    const conflict = name === 'setting' ? 'OR IGNORE ' : ''
    connection.exec(`INSERT ${conflict}INTO main."${name}" (${columns}) SELECT ${columns} FROM source."${name}"`)
  }
  absorbJournal(connection)
  // 这些行怎么来的，搬来的日志里都有前后值，不再另记一遍。
  changeCaptureOf(connection).discard()
}
