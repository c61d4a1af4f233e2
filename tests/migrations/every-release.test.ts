import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { AttachmentStore } from '../../electron/attachment/store.ts'
import { connect, databaseFileKind } from '../../electron/db/connect.ts'
import { dataKeyFrom, type DataKey } from '../../electron/db/data-key.ts'
import { verifyChain } from '../../electron/db/journal-chain.ts'
import { DATA_FILE_NAME, openDatabase } from '../../electron/db/open.ts'
import { migrations } from '../../migrations/index.ts'
import { openTestBackend } from '../kit/backend.ts'
import { scratchDirectory } from '../kit/scratch.ts'
import { ATTACHMENT, plantLibraryAt, rowsOf, tableNames } from './library-at.ts'

const NEWEST = migrations.at(-1)?.version ?? 0
const KEY = dataKeyFrom(Buffer.alloc(32, 9))
const RELEASES = migrations.slice(0, -1).map(({ version }) => version)
const PROTECTION: readonly (readonly [string, DataKey | null])[] = [
  ['明文', null],
  ['加密', KEY],
]

/** 升级前每张表的每一行。 */
function contentOf(directory: string, dataKey: DataKey | null): Record<string, unknown[]> {
  const connection = connect(path.join(directory, DATA_FILE_NAME), dataKey, { fileMustExist: true })
  try {
    return rowsOf(connection, tableNames(connection))
  } finally {
    connection.close()
  }
}

/** 像用户那样打开：升到最新，旧的内容一行不少、一格不变，日志链、外键、附件都好；升级前的备份停在旧版、同样加密。 */
async function expectUpgraded(
  directory: string,
  version: number,
  dataKey: DataKey | null,
  before: Record<string, unknown[]>,
  sha256: string,
): Promise<void> {
  const opened = openDatabase(directory, { verifies: true, dataKey })
  try {
    expect(opened.schemaVersion).toBe(NEWEST)
    const after = rowsOf(opened.native, Object.keys(before))
    for (const [table, rows] of Object.entries(before)) {
      expect(after[table], table).toHaveLength(rows.length)
      for (const [index, row] of rows.entries()) expect(after[table]?.[index], table).toMatchObject(row as object)
    }
    expect(verifyChain(opened.native)).toMatchObject({ brokenAt: null, count: before['journal']?.length })
    expect(opened.native.pragma('foreign_key_check')).toEqual([])
    expect(opened.native.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(databaseFileKind(opened.file)).toBe(dataKey === null ? '明文' : '其他')
  } finally {
    await opened.close()
  }
  if (sha256 !== '') {
    const stored = new AttachmentStore(directory, dataKey).get(sha256)
    expect(stored.state).toBe('完好')
    expect(Buffer.from(stored.bytes ?? []).equals(ATTACHMENT)).toBe(true)
  }
  const folder = path.join(directory, '备份')
  const name = readdirSync(folder).find((each) => each.includes(`迁移前-v${version}`) && each.endsWith('.sqlite')) ?? ''
  expect(databaseFileKind(path.join(folder, name))).toBe(dataKey === null ? '明文' : '其他')
  const backup = connect(path.join(folder, name), dataKey, { readonly: true })
  expect(backup.pragma('user_version', { simple: true })).toBe(version)
  backup.close()
}

/** 升完照常用得起来：查得到人，写得进去，日志接得上。 */
async function expectUsable(directory: string, dataKey: DataKey | null): Promise<void> {
  await using scratchCopy = openTestBackend('2026-09-14', { dataKey }, directory)
  expect((await scratchCopy.call('organization.tree', {})).nodes.length).toBeGreaterThanOrEqual(0)
  await scratchCopy.call('settings.saveUnit', {
    fullName: '中共测试集团委员会',
    shortName: '测试',
    letterheadName: '中共测试集团委员会',
    documentCode: '测党',
    printingOffice: '党委办公室',
  })
  expect((await scratchCopy.call('settings.verifyJournal', {})).isIntact).toBe(true)
}

describe.each(PROTECTION)('每个发布过的版本都升得上来（%s）', (_name, dataKey) => {
  it.each(RELEASES)('第 %i 版', { timeout: 60_000 }, async (version) => {
    using scratch = scratchDirectory()
    const sha256 = plantLibraryAt(scratch.path, version, dataKey)
    const before = contentOf(scratch.path, dataKey)
    await expectUpgraded(scratch.path, version, dataKey, before, sha256)
    await expectUsable(scratch.path, dataKey)
  })
})

it('加密的库用错了密钥、没给密钥：不升级，原件一字节不变', () => {
  using scratch = scratchDirectory()
  plantLibraryAt(scratch.path, RELEASES[0] ?? 0, KEY)
  const before = contentOf(scratch.path, KEY)
  for (const wrong of [null, dataKeyFrom(Buffer.alloc(32, 1))])
    expect(() => openDatabase(scratch.path, { verifies: true, dataKey: wrong })).toThrow(/[\u4e00-\u9fff]/)
  expect(contentOf(scratch.path, KEY)).toEqual(before)
})

describe.each(PROTECTION)('升级途中断电（%s）', (_name, dataKey) => {
  const first = RELEASES[0] ?? 0
  // 每一步都断一次；明文的另有断电压测在随机点杀，这里隔几步取一步。
  const steps = migrations.filter(({ version }, index) => version > first && (dataKey !== null || index % 5 === 0))

  it.each(steps.map(({ version }) => version))('断在第 %i 版那一步：再打开接着升完，一行不少', { timeout: 60_000 }, async (version) => {
    using scratch = scratchDirectory()
    const sha256 = plantLibraryAt(scratch.path, first, dataKey)
    const before = contentOf(scratch.path, dataKey)
    const key = dataKey === null ? [] : [dataKey.bytes.toString('hex')]
    const run = spawnSync(process.execPath, [path.join(import.meta.dirname, 'upgrade-killed.ts'), scratch.path, String(version), ...key])
    expect(run.signal, run.stderr.toString()).toBe('SIGKILL')
    const reached = migrations.filter((each) => each.version < version).at(-1)?.version ?? 0
    // 断电的样子另存一份：接着升级的那一份以外，原样打开也要停在已提交的那一版。
    using copied = scratchDirectory()
    cpSync(scratch.path, copied.path, { recursive: true })
    const looking = connect(path.join(copied.path, DATA_FILE_NAME), dataKey)
    expect(looking.pragma('user_version', { simple: true })).toBe(reached)
    looking.close()
    await expectUpgraded(scratch.path, reached, dataKey, before, sha256)
  })
})
