import Database from 'better-sqlite3-multiple-ciphers'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { UnitSettings } from '../../shared/settings/contract.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'

const UNIT: UnitSettings = {
  fullName: '中共厦门金圆集团有限公司委员会',
  shortName: '集团党委',
  letterheadName: '中共厦门金圆集团有限公司委员会',
  documentCode: '金圆党',
  printingOffice: '中共厦门金圆集团有限公司委员会办公室',
  signer: '林志远',
  contactName: '陈晓',
  contactPhone: '0592-1234567',
  superiorName: '中共厦门市国资委委员会',
}

/** 全部业务表的行数；设置与日志不算。 */
function recordCount(test: TestBackend): number {
  const { native } = test.backend.database
  const names = native
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('setting', 'journal', 'journalChange', 'journalSubject') AND name NOT GLOB 'activitySearch*'`,
    )
    .pluck()
    .all() as string[]
  return names.reduce((sum, name) => sum + Number(native.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()), 0)
}

describe('概况', () => {
  test('空库：首次启动，没有备份，没有本单位', async () => {
    await using own = openTestBackend('2026-09-14', { appVersion: '1.2.3' })
    expect(await own.call('settings.overview', {})).toMatchObject({
      today: '2026-09-14',
      appVersion: '1.2.3',
      isEncrypted: false,
      endedUncleanly: false,
      locationWarning: null,
      lastBackup: null,
      unit: null,
      organizationCount: 0,
      memberCount: 0,
      isEmpty: true,
      canPrintPdf: false,
      dataFile: path.join(own.directory, '基石.sqlite'),
    })
  })

  test('说得出节假日表到哪一年、现行方案叫什么', async () => {
    await using own = openTestBackend('2026-09-14')
    const { holidayYears, currentProfileName } = await own.call('settings.overview', {})
    expect(holidayYears.at(-1)).toBe(2026)
    expect(currentProfileName).toMatch(/方案/)
  })
})

describe('本单位', () => {
  test('保存后处处可读；再存一次是更新而不是第二份', async () => {
    await using own = openTestBackend()
    await own.call('settings.saveUnit', UNIT)
    await own.call('settings.saveUnit', { ...UNIT, signer: '王敏' })
    expect((await own.call('settings.overview', {})).unit).toEqual({ ...UNIT, signer: '王敏' })
  })

  test('只填了本单位仍算空库：还显示首次启动', async () => {
    await using own = openTestBackend()
    await own.call('settings.saveUnit', UNIT)
    expect((await own.call('settings.overview', {})).isEmpty).toBe(true)
  })
})

describe('操作日志', () => {
  test('新的在前，分页不重不漏，查询不记', async () => {
    await using own = openTestBackend()
    for (const signer of ['甲', '乙', '丙']) await own.call('settings.saveUnit', { ...UNIT, signer })
    await own.call('settings.overview', {})
    const first = await own.call('settings.journal', { limit: 2 })
    const second = await own.call('settings.journal', { offset: 2, limit: 2 })
    expect(first.total).toBe(3)
    const signers = [...first.rows, ...second.rows].map((row) => (JSON.parse(row.input) as UnitSettings).signer)
    expect(signers).toEqual(['丙', '乙', '甲'])
  })
})

describe('备份', () => {
  test('写完打开验证，内容与当时一致；概况里看得到；日志记一条', async () => {
    await using own = openTestBackend()
    await own.call('settings.saveUnit', UNIT)
    const receipt = await own.call('settings.backUp', {})
    expect(receipt.isVerified).toBe(true)
    expect(path.dirname(receipt.path)).toBe(path.join(own.directory, '备份'))
    const copy = new Database(receipt.path, { readonly: true })
    expect(copy.prepare(`SELECT json_extract(valueJson, '$.signer') FROM setting WHERE key = 'unit'`).pluck().get()).toBe(UNIT.signer)
    copy.close()
    expect((await own.call('settings.overview', {})).lastBackup).toMatchObject({ path: receipt.path, isVerified: true })
    expect((await own.call('settings.journal', {})).rows[0]).toMatchObject({ route: 'settings.backUp', summary: `备份到 ${receipt.path}` })
  })

  test('连着备份两次是两份，不互相覆盖；没有半截文件', async () => {
    await using own = openTestBackend()
    await own.call('settings.backUp', {})
    await own.call('settings.backUp', {})
    const names = readdirSync(path.join(own.directory, '备份'))
    expect(names.filter((name) => name.endsWith('.sqlite'))).toHaveLength(2)
    expect(names.filter((name) => name.endsWith('.sqlite.sha256'))).toHaveLength(2)
    expect(names).toHaveLength(4)
  })

  test('正有命令在写时备份：等它写完，不报忙', async () => {
    await using own = openTestBackend()
    const [, receipt] = await Promise.all([
      own.call('settings.saveUnit', UNIT),
      own.call('settings.backUp', {}),
      own.call('settings.saveUnit', UNIT),
    ])
    expect(existsSync(receipt.path)).toBe(true)
  })
})

describe('载入演示集团', () => {
  test('空库：一次载入党组织、名册、届次与任职，已填的本单位保留', { timeout: 240_000 }, async () => {
    await using own = openTestBackend('2026-09-14')
    await own.call('settings.saveUnit', UNIT)
    const loaded = await own.call('settings.loadDemo', {})
    expect(loaded.organizations).toBeGreaterThan(28)
    expect(loaded.members).toBeGreaterThan(1000)
    const overview = await own.call('settings.overview', {})
    expect(overview).toMatchObject({ isEmpty: false, organizationCount: loaded.organizations, memberCount: loaded.members, unit: UNIT })
    expect(own.backend.database.native.pragma('foreign_key_check')).toEqual([])
    expect((await own.call('settings.journal', { limit: 1 })).rows[0]).toMatchObject({ route: 'settings.loadDemo' })

    // 搬来的日志接在后面，链仍连得上。
    const chain = await own.call('settings.verifyJournal', {})
    expect(chain.isIntact).toBe(true)
    expect(chain.count).toBeGreaterThan(30)

    // 附件的原件一起到位，检索的索引也编好了。
    const checked = await own.call('life.checkAttachments', { isThorough: true })
    expect(checked.checked).toBeGreaterThan(100)
    expect(checked.faulty).toEqual([])
    expect((await own.call('life.search', { text: '主题党日' })).total).toBeGreaterThan(100)

    // 再载一次：真假不能混在一起。
    const before = recordCount(own)
    expect(await own.refused('settings.loadDemo', {})).toMatchObject({ code: 'NOT_EMPTY' })
    expect(recordCount(own)).toBe(before)
  })

  test('载到一半取消：什么也没写进来', { timeout: 240_000 }, async () => {
    await using own = openTestBackend('2026-09-14')
    const cancelledAfter = async (steps: number) => {
      const loading = own.backend.dispatcher.dispatch('settings.loadDemo', { taskId: 'demo' })
      for (;;) {
        const { state, done } = await own.call('settings.taskProgress', { runningTaskId: 'demo' })
        if (state !== '进行中' || done > steps) break
        await sleep(5)
      }
      expect(await own.call('settings.cancelTask', { runningTaskId: 'demo' })).toEqual({ wasRunning: true })
      expect(await loading).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
      expect((await own.call('settings.taskProgress', { runningTaskId: 'demo' })).state).toBe('已取消')
      expect(recordCount(own)).toBe(0)
    }
    await cancelledAfter(5)
    // 取消之后还能重来：同样从头走起，同一个任务号也行。
    await cancelledAfter(8)
  })
})

describe('长任务', () => {
  test('没有的任务：未开始，取消不了', async () => {
    await using own = openTestBackend()
    expect(await own.call('settings.taskProgress', { runningTaskId: 'x' })).toMatchObject({ state: '未开始' })
    expect(await own.call('settings.cancelTask', { runningTaskId: 'x' })).toEqual({ wasRunning: false })
  })
})
