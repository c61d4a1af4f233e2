import { readFileSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3-multiple-ciphers'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../kit/built.ts'
import { ENTRIES, type Entry } from '../kit/entries.ts'
import { scratchDirectory } from '../kit/scratch.ts'

const UNIT = {
  fullName: '中共厦门金圆集团有限公司委员会',
  shortName: '集团党委',
  letterheadName: '中共厦门金圆集团有限公司委员会',
  documentCode: '金圆党',
  printingOffice: '中共厦门金圆集团有限公司委员会办公室',
}

beforeAll(() => ensureBuilt())

// 同一套用例跑三个入口：界面、脚本与窗口得到的必须是同样的信封。
describe.each(Object.entries(ENTRIES))('%s', (_name, open) => {
  const scratch = scratchDirectory()
  const dataDirectory = path.join(scratch.path, 'data')
  let entry: Entry

  beforeAll(async () => {
    entry = await open(dataDirectory, '2026-09-14')
  })

  afterAll(async () => {
    await entry.close()
    scratch[Symbol.dispose]()
  })

  test('成功：命令写进去，查询读得到，日志记一条', async () => {
    expect(await entry.dispatch('settings.saveUnit', UNIT)).toEqual({
      ok: true,
      value: { saved: true },
      entry: { seq: 1, canUndo: true },
    })
    const overview = await entry.dispatch('settings.overview', {})
    expect(overview).toMatchObject({
      ok: true,
      value: { today: '2026-09-14', unit: { ...UNIT, signer: '' }, dataFile: path.join(dataDirectory, '基石.sqlite'), isEmpty: true },
    })
    const journal = await entry.dispatch('settings.journal', {})
    expect(journal).toMatchObject({
      ok: true,
      value: { total: 1, rows: [{ route: 'settings.saveUnit', summary: `保存本单位：${UNIT.fullName}` }] },
    })
  })

  test('入参不合要求：逐格说明，什么也没写', async () => {
    const reply = await entry.dispatch('settings.saveUnit', { ...UNIT, fullName: '', documentCode: '金圆\u0007党' })
    expect(reply).toMatchObject({
      ok: false,
      failure: {
        code: 'INVALID_INPUT',
        problems: [
          { place: 'fullName', message: '不能为空' },
          { place: 'documentCode', message: '含有不能打印的控制字符，请删去后重填' },
        ],
      },
    })
    expect(await entry.dispatch('settings.overview', {})).toMatchObject({ value: { unit: { fullName: UNIT.fullName } } })
  })

  test.each([null, [], 'x', 1, { offset: -1 }, { limit: '全部' }])('入参的形状不对也只是拒绝：%j', async (input) => {
    const reply = await entry.dispatch('settings.journal', input)
    // null 等同于没给入参，取缺省值。
    if (input === null) expect(reply.ok).toBe(true)
    else expect(reply).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } })
  })

  test.each(['', 'settings', 'settings.没有', '__proto__', 'constructor', 'toString', 'settings.overview/..', '../settings.overview'])(
    '没有的路由：“%s”',
    async (route) => {
      // 网址里的路由名要转义；空名与 `..` 由各入口自己挡下，也不会到别处去。
      const reply = await entry
        .dispatch(route, {})
        .catch((error: unknown) => ({ ok: false, failure: { code: 'TRANSPORT', message: String(error) } }))
      expect(reply).toMatchObject({ ok: false })
      if (!reply.ok && 'failure' in reply) expect(['UNKNOWN_ROUTE', 'TRANSPORT', 'USAGE']).toContain(reply.failure.code)
    },
  )

  test('故障：只给日志号，细节进本机日志，不把堆栈给页面', async () => {
    // 直接把设置改成契约认不得的形状，模拟“库里有出乎意料的东西”。
    tamperWithUnit(dataDirectory, '{"fullName":1}')
    const reply = await entry.dispatch('settings.overview', {})
    expect(reply).toMatchObject({ ok: false, failure: { code: 'INTERNAL', problems: [], findings: [] } })
    if (reply.ok) return
    const reference = /日志号 ([0-9a-f]{8})/.exec(reply.failure.message)?.[1] ?? ''
    expect(reply.failure.message).not.toMatch(/at |\.ts|\.js|Error/)
    expect(readFileSync(path.join(dataDirectory, '日志', '故障.log'), 'utf8')).toContain(`${reference} settings.overview`)
    tamperWithUnit(dataDirectory, JSON.stringify(UNIT))
    expect(await entry.dispatch('settings.overview', {})).toMatchObject({ ok: true })
  })
})

test('三个入口写的是同一份数据：一个写，另两个读得到', async () => {
  using scratch = scratchDirectory()
  const [first, ...others] = Object.values(ENTRIES)
  const writer = await first?.(scratch.path, '2026-09-14')
  expect(await writer?.dispatch('settings.saveUnit', UNIT)).toMatchObject({ ok: true })
  await writer?.close()
  for (const open of others) {
    const reader = await open(scratch.path, '2026-09-14')
    expect(await reader.dispatch('settings.overview', {})).toMatchObject({ ok: true, value: { unit: { shortName: '集团党委' } } })
    await reader.close()
  }
})

function tamperWithUnit(dataDirectory: string, valueJson: string): void {
  const connection = new Database(path.join(dataDirectory, '基石.sqlite'))
  connection.prepare(`UPDATE setting SET valueJson = ? WHERE key = 'unit'`).run(valueJson)
  connection.close()
  // 连封条一起揭掉：不然打开时就认出文件在本程序之外被改过，走不到读设置那一步。
  rmSync(path.join(dataDirectory, '封条.json'), { force: true })
}
