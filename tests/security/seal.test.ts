import Database from 'better-sqlite3-multiple-ciphers'
import { hash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBackend, fixedClock, type Backend } from '../../electron/backend.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import { scratchDirectory } from '../kit/scratch.ts'

const UNIT = {
  fullName: '中共厦门金圆集团有限公司委员会',
  shortName: '集团党委',
  letterheadName: '中共厦门金圆集团有限公司委员会',
  documentCode: '金圆党',
  printingOffice: '中共厦门金圆集团有限公司委员会办公室',
}

let scratch: ReturnType<typeof scratchDirectory>
let directory = ''
const dataFile = () => path.join(directory, '基石.sqlite')
const sealFile = () => path.join(directory, '封条.json')

const open = () => createBackend({ dataDirectory: directory, clock: fixedClock('2026-09-14'), occupiesData: true })

async function sign(backend: Backend, signer: string): Promise<void> {
  const reply = await backend.dispatcher.dispatch('settings.saveUnit', { ...UNIT, signer })
  if (!reply.ok) throw new Error(reply.failure.message)
}

async function signer(backend: Backend): Promise<string> {
  const reply = await backend.dispatcher.dispatch('settings.overview', {})
  if (!reply.ok) throw new Error(reply.failure.message)
  return (reply.value as { unit: { signer: string } }).unit.signer
}

/** 期望打不开：返回拒绝，并断言数据文件与预写日志一字节没动。 */
function refusal(): DomainError {
  const before = fingerprints()
  try {
    void open().close()
  } catch (error) {
    expect(fingerprints()).toEqual(before)
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('本应打不开')
}

/** 数据文件与预写日志的散列；只读打开会留一份空的预写日志，与没有一样。 */
function fingerprints(): string[] {
  return ['', '-wal'].map((suffix) => {
    const bytes = existsSync(dataFile() + suffix) ? readFileSync(dataFile() + suffix) : Buffer.alloc(0)
    return hash('sha256', bytes)
  })
}

beforeEach(async () => {
  scratch = scratchDirectory()
  directory = scratch.path
  const backend = open()
  await sign(backend, '林志远')
  await backend.close()
})
afterEach(() => scratch[Symbol.dispose]())

/** 把文件里的一段文字原地换成同样长的另一段：页结构、索引都不受影响。 */
function overwriteText(from: string, to: string): void {
  const bytes = readFileSync(dataFile())
  const at = bytes.indexOf(from)
  if (at < 0) throw new Error('没有这段文字')
  bytes.write(to, at)
  writeFileSync(dataFile(), bytes)
}

/** 另存一份正开着的数据，像断电那样：预写日志还没并入。 */
async function crashedCopy(signers: readonly string[]): Promise<void> {
  const backend = open()
  for (const each of signers) await sign(backend, each)
  const copy = path.join(scratch.path, '断电')
  for (const name of ['基石.sqlite', '基石.sqlite-wal', '封条.json', '使用中.json']) {
    cpSync(path.join(directory, name), path.join(copy, name))
  }
  await backend.close()
  directory = copy
}

describe('正常关闭之后', () => {
  test('没人动过：照常打开，可以反复', async () => {
    for (const each of ['甲', '乙']) {
      const backend = open()
      await sign(backend, each)
      await backend.close()
    }
    const backend = open()
    expect(await signer(backend)).toBe('乙')
    await backend.close()
  })

  test('一条文字里换了一个字，SQLite 看不出来：认得出，说清楚；原件不动', () => {
    overwriteText('林志远', '林志速')
    expect(new Database(dataFile(), { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok')
    const refused = refusal()
    expect(refused.code).toBe('DATA_FILE_ALTERED')
    expect(refused.message).toMatch(/与上次正常关闭时不一样.*原件未作任何改动/)
  })

  test('换回一份旧的数据文件（同步盘、手工拷贝）：认得出少了几条', async () => {
    const old = path.join(scratch.path, '旧.sqlite')
    copyFileSync(dataFile(), old)
    const backend = open()
    await sign(backend, '甲')
    await sign(backend, '乙')
    await backend.close()
    copyFileSync(old, dataFile())
    const refused = refusal()
    expect(refused.code).toBe('DATA_ENTRIES_LOST')
    expect(refused.message).toContain('最后 2 条操作不在里面')
  })

  test.each([
    ['不见了', () => renameSync(dataFile(), `${dataFile()}.移走`)],
    ['变成了空文件', () => truncateSync(dataFile(), 0)],
  ])('数据文件%s：不另建一份空的骗人', (what, inflict) => {
    inflict()
    expect(refusal()).toMatchObject({ code: 'DATA_FILE_MISSING' })
    expect(refusal().message).toContain(what)
  })

  test('旧版本程序没有封条，正常写过：日志比封条多，照常打开', async () => {
    const older = createBackend({ dataDirectory: directory, clock: fixedClock('2026-09-14') })
    const kept = readFileSync(sealFile())
    await sign(older, '旧版写的')
    await older.close()
    writeFileSync(sealFile(), kept)
    const backend = open()
    expect(await signer(backend)).toBe('旧版写的')
    await backend.close()
  })

  test('封条自己坏了：改做整库检查，照常打开，关闭时重新封上', async () => {
    writeFileSync(sealFile(), '{"seq":')
    const backend = open()
    expect(await signer(backend)).toBe('林志远')
    await backend.close()
    expect(JSON.parse(readFileSync(sealFile(), 'utf8'))).toMatchObject({ seq: 1, closed: { bytes: readFileSync(dataFile()).length } })
  })
})

describe('没有正常退出（预写日志还在）', () => {
  test('预写日志完好：内容都在', async () => {
    await crashedCopy(['甲', '乙'])
    const backend = open()
    expect(await signer(backend)).toBe('乙')
    await backend.close()
  })

  test.each([
    ['被删', (wal: string) => rmSync(wal)],
    ['后半截断', (wal: string) => truncateSync(wal, readFileSync(wal).length - 100)],
    ['末尾一字节翻转', (wal: string) => flip(wal, -50)],
    ['文件头翻转', (wal: string) => flip(wal, 17)],
  ])('预写日志%s：SQLite 照常打开却少了已提交的内容，这里认得出', async (_name, inflict) => {
    await crashedCopy(['甲', '乙'])
    inflict(`${dataFile()}-wal`)
    expect(refusal().code).toBe('DATA_ENTRIES_LOST')
  })
})

test('头一次用就断电、预写日志又被删：数据文件里连表都没有，照样说清楚少了几条', async () => {
  directory = path.join(scratch.path, '新')
  const backend = open()
  await sign(backend, '甲')
  const copy = path.join(scratch.path, '新断电')
  for (const name of ['基石.sqlite', '封条.json', '使用中.json']) cpSync(path.join(directory, name), path.join(copy, name))
  await backend.close()
  directory = copy
  expect(refusal()).toMatchObject({ code: 'DATA_ENTRIES_LOST' })
})

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  const place = at < 0 ? bytes.length + at : at
  bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place)
  writeFileSync(file, bytes)
}
