import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createBackend, fixedClock, type Backend } from '../../electron/backend.ts'
import { verifyChain } from '../../electron/db/journal-chain.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'

const TODAY = '2026-09-14'

/** 真库：一个临时文件夹里的 SQLite 文件，可以关了再开。 */
export class Library {
  readonly directory: string

  private backend: Backend

  constructor(copiedFrom: string) {
    this.directory = mkdtempSync(path.join(tmpdir(), 'jishi-model-'))
    cpSync(copiedFrom, this.directory, { recursive: true })
    this.backend = this.open()
  }

  private open(): Backend {
    return createBackend({ dataDirectory: this.directory, clock: fixedClock(TODAY), verifiesData: true })
  }

  async reopen(): Promise<void> {
    await this.backend.close()
    this.backend = this.open()
  }

  dispatch(route: string, input: unknown): Promise<Envelope> {
    return this.backend.dispatcher.dispatch(route, input)
  }

  async ask<R extends Route>(route: R, input: InputOf<AppContract[R]>): Promise<OutputOf<AppContract[R]>> {
    const reply = await this.dispatch(route, input)
    if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.message}`)
    return reply.value as OutputOf<AppContract[typeof route]>
  }

  lastSeq(): number {
    return Number(this.backend.database.native.prepare('SELECT max(seq) FROM journal').pluck().get() ?? 0)
  }

  /** 看得见的样子，与账上一格对一格；全部经查询取，不直接读表。 */
  async observed(active: string): Promise<Map<string, string>> {
    const cells = new Map<string, string>()
    const { nodes } = await this.ask('organization.tree', { includeDissolved: true })
    for (const { id, name, dissolvedOn } of nodes) {
      cells.set(`党组织 ${id} 名称`, name)
      cells.set(`党组织 ${id} 撤销`, dissolvedOn ?? '在')
    }
    const { rows: members, total } = await this.ask('member.list', { limit: 500 })
    if (total !== members.length) throw new Error('名册的总数与行数不等')
    const gone = new Set(nodes.flatMap(({ id, dissolvedOn }) => (dissolvedOn === null ? [] : [id])))
    for (const { id, adminPost, branchId } of members) {
      if (gone.has(branchId)) throw new Error(`在册的党员 ${id} 编在已撤销的支部里`)
      cells.set(`党员 ${id} 职务`, adminPost)
      cells.set(`党员 ${id} 支部`, branchId)
    }
    for (const { memberId } of (await this.ask('member.recycled', {})).rows) cells.set(`党员 ${memberId} 回收`, '是')
    for (const removed of [false, true])
      for (const { id, revision, heldOn, place } of (await this.ask('life.activities', { organizationId: active, year: 2026, removed }))
        .rows)
        cells.set(`活动 ${id}`, activityCell(Number(heldOn.slice(8)), place, removed, revision))
    for (const { id, seq, electedOn } of (await this.ask('election.board', { organizationId: active })).terms)
      cells.set(`届次 ${id}`, `${seq} ${electedOn}`)
    const isClosed = this.backend.database.native
      .prepare(`SELECT count(*) FROM monthClosing WHERE organizationId = ? AND month = '2026-08' AND reopenedAt IS NULL`)
      .pluck()
      .get(active)
    if (isClosed === 1) cells.set(`月结 ${active}`, '已结')
    return cells
  }

  /** 库与操作日志从里到外核一遍；有毛病的写在这里，完好为空。 */
  async faults(): Promise<string[]> {
    const { native } = this.backend.database
    const chain = verifyChain(native)
    const asked = await this.ask('settings.verifyJournal', {})
    return [
      ...(native.pragma('integrity_check', { simple: true }) === 'ok' ? [] : ['完整性检查不通过']),
      ...((native.pragma('foreign_key_check') as unknown[]).length === 0 ? [] : ['外键对不上']),
      ...(chain.brokenAt === null && asked.isIntact ? [] : [`操作日志从第 ${String(chain.brokenAt)} 条断`]),
      ...(asked.count === this.lastSeq() ? [] : ['操作日志的条数与末号不等']),
    ]
  }

  async close(): Promise<void> {
    await this.backend.close()
    rmSync(this.directory, { recursive: true, force: true })
  }
}

export function activityCell(day: number, place: string, isRemoved: boolean, revision: number): string {
  return `8月${day}日 ${place} 第${revision}版${isRemoved ? ' 已移走' : ''}`
}
