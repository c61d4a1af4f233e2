import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import type { UnitSettings } from '../../shared/settings/contract.ts'

const UNIT: UnitSettings = {
  fullName: '中共厦门金圆集团有限公司委员会',
  shortName: '集团党委',
  letterheadName: '中共厦门金圆集团有限公司委员会',
  documentCode: '金圆党',
  printingOffice: '中共厦门金圆集团有限公司委员会办公室',
  signer: '',
  contactName: '',
  contactPhone: '',
  superiorName: '',
}

async function withFiveEntries(): Promise<TestBackend> {
  const own = openTestBackend()
  for (const signer of ['甲', '乙', '丙', '丁', '戊']) await own.call('settings.saveUnit', { ...UNIT, signer })
  return own
}

/** 绕开触发器直接改文件里的表，如同拿别的软件打开数据文件。 */
function tamper({ backend }: TestBackend, statement: string): void {
  backend.database.native.exec(`DROP TRIGGER journalIsAppendOnlyU; DROP TRIGGER journalIsAppendOnlyD; ${statement}`)
}

test('没动过的链完好；被拒绝的命令不进链', async () => {
  await using own = await withFiveEntries()
  await own.refused('settings.saveUnit', { ...UNIT, fullName: '' })
  expect(await own.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true, count: 5, brokenAt: null, reason: '' })
})

test.each([
  ['改结果里的一个字', `UPDATE journal SET summary = replace(summary, '保存', '保荐') WHERE seq = 3`, 3, /第 3 条的内容与它的散列不符/],
  ['改当时填的内容', `UPDATE journal SET inputJson = replace(inputJson, '丙', '甲') WHERE seq = 3`, 3, /第 3 条的内容/],
  ['改时刻', `UPDATE journal SET at = '2025-01-01T00:00:00.000Z' WHERE seq = 1`, 1, /第 1 条的内容/],
  ['改是谁', `UPDATE journal SET actor = '别人' WHERE seq = 5`, 5, /第 5 条的内容/],
  ['把一个字从结果挪到路由', `UPDATE journal SET route = route || '保', summary = substr(summary, 2) WHERE seq = 2`, 2, /第 2 条的内容/],
  ['改散列', `UPDATE journal SET hash = '${'a'.repeat(64)}' WHERE seq = 4`, 4, /第 4 条/],
  ['删中间一条', 'DELETE FROM journal WHERE seq = 2', 3, /应当是第 2 条/],
  ['删第一条', 'DELETE FROM journal WHERE seq = 1', 2, /应当是第 1 条/],
  ['删末尾两条', 'DELETE FROM journal WHERE seq > 3', 4, /末尾的日志被删去/],
  ['删中间一条再把后面的序号补齐', 'DELETE FROM journal WHERE seq = 2; UPDATE journal SET seq = seq - 1 WHERE seq > 2', 2, /上一条散列/],
  [
    '调换两条的次序',
    'UPDATE journal SET seq = 99 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 99',
    2,
    /上一条散列/,
  ],
])('%s：指出从哪一条断', async (_name, statement, brokenAt, reason) => {
  await using own = await withFiveEntries()
  tamper(own, statement)
  const verdict = await own.call('settings.verifyJournal', {})
  expect(verdict).toMatchObject({ isIntact: false, brokenAt })
  expect(verdict.reason).toMatch(reason)
})

test('改了又照算自己的散列：断在下一条', async () => {
  await using own = await withFiveEntries()
  const row = own.backend.database.native.prepare('SELECT * FROM journal WHERE seq = 3').get() as Record<string, string>
  const forged = createHash('sha256')
    .update(
      (row['previousHash'] ?? '') + JSON.stringify([row['at'], row['actor'], row['route'], '伪造', row['inputJson'], row['changesHash']]),
    )
    .digest('hex')
  tamper(own, `UPDATE journal SET summary = '伪造', hash = '${forged}' WHERE seq = 3`)
  expect(await own.call('settings.verifyJournal', {})).toMatchObject({ brokenAt: 4 })
})

test('同时发来的命令逐条接上', async () => {
  await using own = openTestBackend()
  await Promise.all(Array.from({ length: 30 }, (_, index) => own.call('settings.saveUnit', { ...UNIT, signer: `第${index}人` })))
  expect(await own.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true, count: 30 })
})

test('导出件照写明的办法离线核验得过，改一字就不过；导出本身留痕', async () => {
  await using own = await withFiveEntries()
  const { fileName, base64 } = await own.call('settings.exportJournal', {})
  expect(fileName).toBe('操作日志-2026-09-14.json')
  const exported = JSON.parse(Buffer.from(base64, 'base64').toString('utf8')) as {
    algorithm: string
    lastHash: string
    entries: Record<'at' | 'actor' | 'route' | 'summary' | 'inputJson' | 'changesHash' | 'previousHash' | 'hash', string>[]
  }
  expect(exported.algorithm).toMatch(/SHA-256.*previousHash/)
  const lastHash = () =>
    exported.entries.reduce(
      (previous, { at, actor, route, summary, inputJson, changesHash }) =>
        createHash('sha256')
          .update(previous + JSON.stringify([at, actor, route, summary, inputJson, changesHash]))
          .digest('hex'),
      '0'.repeat(64),
    )
  expect(exported.entries).toHaveLength(5)
  expect(lastHash()).toBe(exported.lastHash)
  const [first] = exported.entries
  if (first) first.summary = `${first.summary}。`
  expect(lastHash()).not.toBe(exported.lastHash)
  expect((await own.call('settings.journal', { limit: 1 })).rows[0]).toMatchObject({ route: 'settings.exportJournal' })
})
