import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { backUpContent, backUpDaily, ownBackups, rotateBackups } from '../../electron/db/automatic-backup.ts'
import { backUp } from '../../electron/db/backup.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { rosterFile, row } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const at = (moment: string) => new Date(moment)

function addOrganization({ backend }: TestBackend): void {
  backend.database.native.exec(
    `INSERT INTO organization (id, code, establishedOn, createdAt, updatedAt) VALUES ('committee', '001', '2010-01-01', 'x', 'x')`,
  )
}

test('空库不备份；有内容后一天只做一份；次日再做', async () => {
  await using own = openTestBackend()
  const { database } = own.backend
  expect(await backUpDaily(database, at('2026-09-14T09:00:00'))).toBeNull()
  addOrganization(own)
  expect((await backUpDaily(database, at('2026-09-14T09:00:00')))?.isVerified).toBe(true)
  expect(await backUpDaily(database, at('2026-09-14T23:59:59'))).toBeNull()
  expect(await backUpDaily(database, at('2026-09-15T00:00:00'))).not.toBeNull()
  expect(ownBackups(own.directory)).toHaveLength(2)
})

test('时钟拨回昨天：今天那份还在，昨天补一份', async () => {
  await using own = openTestBackend()
  addOrganization(own)
  await backUpDaily(own.backend.database, at('2026-09-14T09:00:00'))
  await backUpDaily(own.backend.database, at('2026-09-13T09:00:00'))
  expect(ownBackups(own.directory).map(({ takenAt }) => takenAt)).toEqual(['2026-09-13T09:00:00', '2026-09-14T09:00:00'])
})

test('正有命令在写时等它写完', async () => {
  await using own = openTestBackend()
  addOrganization(own)
  const [, receipt] = await Promise.all([
    own.backend.database.kysely.transaction().execute((db) => db.insertInto('setting').values({ key: 'x', valueJson: '1' }).execute()),
    backUpContent(own.backend.database, '每日', at('2026-09-14T09:00:00')),
  ])
  expect(receipt?.isVerified).toBe(true)
})

test('轮换连同校验值一起删；手动的与别人的文件一份不少', async () => {
  await using own = openTestBackend()
  addOrganization(own)
  const { native } = own.backend.database
  const manual = backUp(native, own.directory, '手动', at('2026-09-13T07:00:00')).path
  const surplus = backUp(native, own.directory, '每日', at('2026-09-13T08:00:00')).path
  const kept = backUp(native, own.directory, '每日', at('2026-09-13T09:00:00')).path
  const foreign = path.join(own.directory, '备份', '我自己拷的.sqlite')
  writeFileSync(foreign, '')
  expect(rotateBackups(own.directory, at('2026-09-14T09:00:00'))).toEqual([path.basename(surplus)])
  expect(readdirSync(path.join(own.directory, '备份')).toSorted()).toEqual(
    [manual, `${manual}.sha256`, kept, `${kept}.sha256`, foreign].map((file) => path.basename(file)).toSorted(),
  )
  expect(existsSync(surplus)).toBe(false)
})

test.each([
  ['500 行：不备份', 500, []],
  ['501 行：落库之前备份一份', 501, ['导入前']],
])('导入 %s', async (_name, count, reasons) => {
  await using own = openTestBackend()
  await plantSmallTree(own)
  const rows = Array.from({ length: count }, (_, index) => row(syntheticPerson(index), '中共测试商贸公司支部委员会'))
  const file = rosterFile([{ name: '支部', rows }], 'xlsx')
  const { digest } = await own.call('exchange.previewRoster', { file })
  expect(await own.call('exchange.importRoster', { file, digest })).toMatchObject({ added: count })
  expect(ownBackups(own.directory).map(({ reason }) => reason)).toEqual(reasons)
  for (const { name } of ownBackups(own.directory)) {
    const summary = await own.call('settings.backupSummary', { name })
    expect(summary.tables.find(({ table }) => table === 'member')).toMatchObject({ backup: 0, current: count })
  }
})
