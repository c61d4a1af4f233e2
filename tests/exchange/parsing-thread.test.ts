import { existsSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseInThread, recognizeInThread, type WorkerReply } from '../../electron/exchange/parsing-thread.ts'
import { parseRoster, type ParsingInput } from '../../electron/exchange/roster-parsing.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import { ensureBuilt } from '../kit/built.ts'
import { bytesOf, officialWorkbook, row } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const PEOPLE = 6000
const bytes = bytesOf(
  officialWorkbook([{ name: '一', rows: Array.from({ length: PEOPLE }, (_, index) => row(syntheticPerson(index), '第一支部')) }]),
  'xlsx',
)
const input: ParsingInput = { fileName: '花名册.xlsx', bytes, today: '2026-09-14', choices: [], layouts: new Map() }
const quiet = { report: () => Promise.resolve(), signal: new AbortController().signal }

describe('大文件在工作线程里读', () => {
  it('结果与在本线程里读的一样，进度一路报上来，其间本线程照常应答', async () => {
    const labels: string[] = []
    let turns = 0
    let isReading = true
    const reading = parseInThread({ ...quiet, report: (_, __, label) => Promise.resolve(void labels.push(label)) }, input)
    const answering = (async () => {
      while (isReading) {
        await nextTurn()
        turns += 1
      }
    })()
    const parsed = await reading
    isReading = false
    await answering
    const here = await parseRoster(input, () => Promise.resolve())
    expect(parsed.entries).toHaveLength(PEOPLE)
    expect(parsed.entries.slice(0, 50)).toEqual(here.entries.slice(0, 50))
    expect(parsed.sheets).toEqual(here.sheets)
    // 同一张表的各行共用一份列位置，过了线程仍是同一个。
    expect(parsed.entries[0]?.places).toBe(parsed.entries[PEOPLE - 1]?.places)
    expect(labels).toContain('识别表头')
    expect(labels.some((label) => label.startsWith('校验第'))).toBe(true)
    expect(turns).toBeGreaterThan(50)
  })

  it('重复的证号过了线程仍对得上是哪一行', async () => {
    const rows = [
      ...Array.from({ length: 2000 }, (_, index) => row(syntheticPerson(index), '第一支部')),
      row(syntheticPerson(7), '第二支部'),
    ]
    const twice = bytesOf(officialWorkbook([{ name: '一', rows }]), 'xlsx')
    const { entries, duplicates } = await parseInThread(quiet, { ...input, bytes: twice })
    expect([...duplicates.keys()].map((entry) => entry.rowNo)).toEqual([12, 2005])
    expect([...duplicates.keys()].every((entry) => entries.includes(entry))).toBe(true)
  })

  it('取消：立即停下，抛出的就是“已取消”', async () => {
    const controller = new AbortController()
    const cancelled = new DomainError('CANCELLED', '已取消，没有写入任何内容。')
    const report = () => (controller.signal.aborted ? Promise.reject(cancelled) : Promise.resolve())
    const reading = parseInThread({ report, signal: controller.signal }, input)
    setTimeout(() => controller.abort(), 30)
    await expect(reading).rejects.toBe(cancelled)
  })

  it('坏文件的拒绝原样带回来', async () => {
    const torn = bytes.subarray(0, bytes.length - 2000)
    await expect(parseInThread(quiet, { ...input, bytes: torn })).rejects.toMatchObject({ code: 'FILE_CORRUPT' })
    expect(torn.length).toBeGreaterThan(200 * 1024)
  })

  it('只认表头也在线程里', async () => {
    const { sheets } = await recognizeInThread(quiet, input)
    expect(sheets.map(({ state }) => state)).toEqual(['花名册', '代码表', '代码表', '代码表'])
    expect(sheets[0]?.head[2]?.cells.slice(0, 3)).toEqual(['序号', '姓名', '所在党支部'])
  })
})

describe('打进产物的工作线程', () => {
  beforeAll(() => ensureBuilt())

  it('入口与主进程同目录，真能读', async () => {
    const entry = path.resolve(import.meta.dirname, '../../dist/main/roster-worker.js')
    expect(existsSync(entry)).toBe(true)
    const worker = new Worker(entry)
    try {
      const reply = await new Promise<WorkerReply>((resolve, reject) => {
        worker.on('message', (message: WorkerReply) => {
          if (message.kind !== '进度') resolve(message)
        })
        worker.once('error', reject)
        worker.postMessage({ kind: '读', input })
      })
      expect(reply.kind === '完成' && 'entries' in reply.value && reply.value.entries).toHaveLength(PEOPLE)
    } finally {
      await worker.terminate()
    }
  })
})
