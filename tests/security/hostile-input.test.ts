import { hash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import type { Failure } from '../../shared/contract/envelope.ts'
import { contract } from '../../shared/contract/index.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { FILE_ENTRIES, HOSTILE_TABLE, UNREAD_ENTRIES, type FileEntry } from './hostile-entries.ts'
import { NAMES, PNG } from './hostile-files.ts'

const ENTRIES: readonly (readonly [string, FileEntry])[] = Object.entries(FILE_ENTRIES)

let backend: TestBackend
beforeAll(async () => {
  backend = openTestBackend()
  const tree = await plantSmallTree(backend)
  backend.backend.database.native
    .prepare(
      `INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
       VALUES ('a1', ?, '九月主题党日', '2026-09-01', '14:00', '16:30', '2026-09-02', 'x', '测试', 'x', '测试')`,
    )
    .run(tree.first)
  backend.backend.database.native.exec(
    `INSERT INTO incoming (id, year, serial, receivedOn, sender, senderNumber, title, genre, createdAt, createdBy, updatedAt)
     VALUES ('i1', 2026, 1, '2026-06-20', '区直工委', '旧1号', '关于同意换届选举的批复', '批复', 'x', '测试', 'x')`,
  )
})
afterAll(() => backend[Symbol.asyncDispose]())

/** 数据文件夹里每个文件的散列：库、预写日志、附件、故障日志都在内；共享内存不是内容。 */
function folderDigest(): string {
  return readdirSync(backend.directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('-shm') && statSync(path.join(backend.directory, name)).isFile())
    .toSorted()
    .map((name) => `${name} ${hash('sha256', readFileSync(path.join(backend.directory, name)))}`)
    .join('\n')
}

async function offer(route: string, entry: FileEntry, fileName: string, bytes: Buffer): Promise<Failure | null> {
  const reply = await backend.backend.dispatcher.dispatch(route, entry.input({ fileName, base64: bytes.toString('base64') }))
  return reply.ok ? null : reply.failure
}

describe('入口与坏法的表是齐的', () => {
  it('契约里收文件的路由一条不漏', () => {
    const taking = Object.entries<Endpoint>(contract)
      .filter(([, { input }]) => JSON.stringify(z.toJSONSchema(input, { io: 'input' })).includes('"base64"'))
      .map(([route]) => route)
    expect(taking.toSorted()).toEqual([...Object.keys(FILE_ENTRIES), ...Object.keys(UNREAD_ENTRIES)].toSorted())
  })

  it('每个入口对每一种坏法都有例子，没有的写明为什么不适用', () => {
    const kinds = new Set(Object.values(HOSTILE_TABLE).flatMap((cells) => Object.keys(cells)))
    for (const [takes, cells] of Object.entries(HOSTILE_TABLE))
      for (const kind of kinds) {
        const cell = cells[kind]
        if (cell !== undefined) continue
        // 只属于附件的几样（叫什么名字的图片），别的入口连扩展名都不收。
        expect(Object.keys(HOSTILE_TABLE.附件), `${takes} × ${kind}`).toContain(kind)
      }
  })
})

describe.each(ENTRIES)('%s 收到坏文件', (route, entry) => {
  const cells = Object.entries(HOSTILE_TABLE[entry.takes]).flatMap(([kind, cell]) => ('make' in cell ? [[kind, cell] as const] : []))

  it.each(cells)('%s：中文拒绝，说清哪里、为什么、怎么办；数据文件夹一字节不变', async (_kind, { fileName, make }) => {
    const before = folderDigest()
    const failure = await offer(route, entry, fileName, make())
    expect(failure).not.toBeNull()
    const said = [failure?.message, ...(failure?.problems ?? []).flatMap(({ place, message }) => [place, message])].join('\n')
    expect(failure?.code).not.toBe('INTERNAL')
    expect(said).toMatch(/[\u4e00-\u9fff]/)
    expect(said).toMatch(/请|当心/)
    expect(said.includes(fileName) || said.includes('文件名')).toBe(true)
    expect(folderDigest()).toBe(before)
  })
})

describe('名字里的花样', () => {
  it.each(['life.addFiles', 'correspondence.recordIncoming'] as const)('%s：路径与倒写的字在收下时清掉', async (route) => {
    await using own = openTestBackend()
    const tree = await plantSmallTree(own)
    own.backend.database.native
      .prepare(
        `INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
         VALUES ('a1', ?, '九月主题党日', '2026-09-01', '14:00', '16:30', '2026-09-02', 'x', '测试', 'x', '测试')`,
      )
      .run(tree.first)
    for (const [index, fileName] of [NAMES.路径文件名, NAMES.倒写文件名].entries()) {
      const bytes = Buffer.concat([PNG, Buffer.from([index])])
      const input = FILE_ENTRIES[route].input({ fileName, base64: bytes.toString('base64') })
      // 同一字号不能登记两件：第二件不写字号。
      const offered = 'incoming' in input ? { ...input, incoming: { ...input.incoming, senderNumber: String(index) } } : input
      const reply = await own.backend.dispatcher.dispatch(route, offered)
      expect(reply.ok, JSON.stringify(reply)).toBe(true)
    }
    const names = own.backend.database.native
      .prepare(route === 'life.addFiles' ? 'SELECT name FROM activityFile' : 'SELECT fileName FROM incomingFile')
      .pluck()
      .all()
    expect(names.toSorted()).toEqual(['会场.png', '会场_gnp.exe.png'].toSorted())
  })
})
