import { existsSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { strToU8, zipSync } from 'fflate'
import { sha256Of } from '../../electron/attachment/store.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { solidPng } from '../kit/pictures.ts'

const ACTIVITY = 'a1'

/** 一个支部、一次 2026-09-01 的主题党日；附件只认活动在不在，直接写一行。 */
async function withActivity(backend: TestBackend, id = ACTIVITY): Promise<string> {
  const tree = await plantSmallTree(backend)
  backend.backend.database.native
    .prepare(
      `INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
       VALUES (?, ?, '九月主题党日', '2026-09-01', '14:00', '16:30', '2026-09-02', 'x', '测试', 'x', '测试')`,
    )
    .run(id, tree.first)
  return tree.first
}

function upload(fileName: string, bytes: Uint8Array, kind: '照片' | '签到表' | '讲稿' | '其他' = '照片') {
  return { fileName, kind, base64: Buffer.from(bytes).toString('base64') }
}

function storedFile(backend: TestBackend, bytes: Uint8Array): string {
  const sha256 = sha256Of(bytes)
  return path.join(backend.directory, '附件', sha256.slice(0, 2), sha256)
}

const PHOTO = solidPng(64, 48, [180, 20, 30])
const DOCX = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<w:document/>') })

test('照片与讲稿：原件按散列存在“附件”里逐字节不变，同样的内容只存一份，取回来还是它', async () => {
  await using backend = openTestBackend()
  await withActivity(backend)
  const { fileIds } = await backend.call('life.addFiles', {
    activityId: ACTIVITY,
    files: [
      { ...upload('会场.png', PHOTO), thumbnailBase64: Buffer.from(solidPng(8, 6, [1, 2, 3])).toString('base64') },
      upload('党课讲稿.docx', DOCX, '讲稿'),
    ],
  })
  expect(fileIds).toHaveLength(2)
  const { rows } = await backend.call('life.files', { activityId: ACTIVITY })
  expect(rows.map(({ kind, name, width, height, state }) => ({ kind, name, width, height, state }))).toEqual([
    { kind: '照片', name: '会场.png', width: 64, height: 48, state: '完好' },
    { kind: '讲稿', name: '党课讲稿.docx', width: null, height: null, state: '完好' },
  ])
  expect(rows[0]?.thumbnail).not.toBeNull()
  const taken = await backend.call('life.file', { fileId: fileIds[0] ?? '' })
  expect(taken).toEqual({ mime: 'image/png', file: { fileName: '会场.png', base64: Buffer.from(PHOTO).toString('base64') } })
  expect(existsSync(storedFile(backend, PHOTO))).toBe(true)

  const again = await backend.call('life.addFiles', { activityId: ACTIVITY, files: [upload('另存.png', PHOTO)] })
  expect(again).toEqual({ fileIds: [], duplicates: [{ name: '另存.png', existingName: '会场.png' }] })
})

test.each([
  ['空照片.jpg', new Uint8Array(), '零字节'],
  ['会场.jpg', PHOTO, '内容却是PNG 图片'],
  ['会场.png', strToU8('这是一段文字，不是图片'), '不是PNG 图片'],
  ['会场.png', PHOTO.subarray(0, PHOTO.length - 20), '不完整'],
  ['会场.png', flipped(PHOTO, 50), '不完整'],
  ['讲稿.docx', strToU8('MZ\u0090 program'), 'Windows 程序'],
  ['照片.png.exe', strToU8('MZ'), 'Windows 程序'],
  ['点名.sh', strToU8('#!/bin/sh\nrm -rf /'), '脚本'],
  ['讲稿.docm', DOCX, '不在能收的种类里'],
  ['讲稿.docx', zipSync({ 'a.txt': strToU8('x') }), '不是Word 文档'],
  ['没有扩展名', PHOTO, '没有扩展名'],
  ['IMG_0001.HEIC', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'), '另存成 JPG'],
  ['其实是HEIC.jpg', Buffer.from('\0\0\0\u0018ftypmif1\0\0\0\0mif1heic', 'latin1'), '另存成 JPG'],
  ['超大.pdf', Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(20 * 1024 * 1024)]), '上限'],
])('不能收的：%s（%#）说清楚为什么，一个也不写', async (fileName, bytes, why) => {
  await using backend = openTestBackend()
  await withActivity(backend)
  const failure = await backend.refused('life.addFiles', {
    activityId: ACTIVITY,
    files: [upload('好的.png', PHOTO), upload(fileName, bytes, fileName.endsWith('.png') || fileName.endsWith('.jpg') ? '照片' : '其他')],
  })
  expect(failure.code).toBe('FILE_REFUSED')
  expect(failure.problems.map(({ place }) => place)).toEqual([fileName])
  expect(failure.problems[0]?.message).toContain(why)
  expect(failure.message).toContain(`“${fileName}”不能收：`)
  expect(failure.message).toContain(why)
  expect((await backend.call('life.files', { activityId: ACTIVITY })).rows).toEqual([])
  expect(existsSync(path.join(backend.directory, '附件'))).toBe(false)
})

test('名字里的路径与各系统不许的字符在添加时就清掉', async () => {
  await using backend = openTestBackend()
  await withActivity(backend)
  await backend.call('life.addFiles', { activityId: ACTIVITY, files: [upload('C:\\照片\\..\\会场:一?.png', PHOTO)] })
  expect((await backend.call('life.files', { activityId: ACTIVITY })).rows.map(({ name }) => name)).toEqual(['会场_一_.png'])
})

test('移去的可以放回；改名不改扩展名；讲稿不能归成照片', async () => {
  await using backend = openTestBackend()
  await withActivity(backend)
  const { fileIds } = await backend.call('life.addFiles', { activityId: ACTIVITY, files: [upload('讲稿.docx', DOCX, '讲稿')] })
  const [fileId = ''] = fileIds
  await backend.call('life.renameFile', { fileId, kind: '其他', name: '第三季度党课' })
  expect((await backend.call('life.files', { activityId: ACTIVITY })).rows[0]).toMatchObject({ name: '第三季度党课.docx', kind: '其他' })
  expect((await backend.refused('life.renameFile', { fileId, kind: '照片', name: '党课' })).code).toBe('NOT_A_PHOTO')
  await backend.call('life.removeFile', { fileId })
  expect((await backend.call('life.files', { activityId: ACTIVITY })).rows).toEqual([])
  expect(existsSync(storedFile(backend, DOCX))).toBe(true)
  await backend.call('life.restoreFile', { fileId })
  expect((await backend.call('life.files', { activityId: ACTIVITY })).rows).toHaveLength(1)
})

test('月结以后动附件要理由与授权人，写了的留前后清单', async () => {
  await using backend = openTestBackend()
  const organizationId = await withActivity(backend)
  const { native } = backend.backend.database
  native
    .prepare(`INSERT INTO monthClosing (id, organizationId, month, closedOn, closedBy) VALUES ('m', ?, '2026-09', '2026-10-05', '测试')`)
    .run(organizationId)
  const files = [upload('会场.png', PHOTO)]
  expect((await backend.refused('life.addFiles', { activityId: ACTIVITY, files })).code).toBe('MONTH_CLOSED')
  expect((await backend.call('life.files', { activityId: ACTIVITY })).rows).toEqual([])
  await backend.call('life.addFiles', { activityId: ACTIVITY, files, closedMonth: { reason: '漏传照片', authorizedBy: '苏晴' } })
  const { changes } = await backend.call('life.closedMonthChanges', { organizationId, year: 2026 })
  expect(changes.map(({ reason, authorizedBy, items }) => ({ reason, authorizedBy, items }))).toEqual([
    {
      reason: '漏传照片',
      authorizedBy: '苏晴',
      items: [{ label: '附件', before: '', after: `照片 会场.png ${sha256Of(PHOTO).slice(0, 8)}` }],
    },
  ])
})

test('丢了的、坏了的并列清单，不连累别的；把同一个文件再添加一次就复原', async () => {
  await using backend = openTestBackend()
  await withActivity(backend)
  const photos = [0, 1, 2, 3].map((shade) => solidPng(16, 16, [shade, 0, 0]))
  await backend.call('life.addFiles', { activityId: ACTIVITY, files: photos.map((bytes, index) => upload(`照片${index}.png`, bytes)) })
  const [first, second, third] = photos.map((bytes) => storedFile(backend, bytes))
  rmSync(first ?? '')
  truncateSync(second ?? '', 10)
  writeFileSync(third ?? '', flipped(photos[2] ?? PHOTO, 40))

  const quick = await backend.call('life.checkAttachments', {})
  expect(quick.checked).toBe(4)
  expect(quick.faulty.map(({ name, state }) => ({ name, state }))).toEqual([
    { name: '照片0.png', state: '缺失' },
    { name: '照片1.png', state: '损坏' },
  ])
  expect(quick.faulty[0]).toMatchObject({ organizationName: '第一支部', heldOn: '2026-09-01', title: '九月主题党日' })
  // 长度没变的只有逐字节核对才看得出。
  const thorough = await backend.call('life.checkAttachments', { isThorough: true })
  expect(thorough.faulty.map(({ name, state }) => ({ name, state }))).toEqual([
    { name: '照片0.png', state: '缺失' },
    { name: '照片1.png', state: '损坏' },
    { name: '照片2.png', state: '损坏' },
  ])
  expect((await backend.call('life.files', { activityId: ACTIVITY })).rows.map(({ state }) => state)).toEqual([
    '缺失',
    '损坏',
    '完好',
    '完好',
  ])
  const { rows } = await backend.call('life.files', { activityId: ACTIVITY })
  expect((await backend.refused('life.file', { fileId: rows[0]?.id ?? '' })).code).toBe('FILE_MISSING')
  expect((await backend.refused('life.file', { fileId: rows[2]?.id ?? '' })).code).toBe('FILE_DAMAGED')

  await backend.call('life.addFiles', { activityId: ACTIVITY, files: photos.map((bytes, index) => upload(`找回${index}.png`, bytes)) })
  expect((await backend.call('life.checkAttachments', { isThorough: true })).faulty).toEqual([])
})

test('备份把原件也留一份：删了的、被别的软件另存覆盖的，从备份取回；备份里没有的如实说', async () => {
  await using backend = openTestBackend()
  await withActivity(backend)
  const photos = [0, 1, 2].map((shade) => solidPng(16, 16, [shade, 9, 9]))
  const add = (from: number, to: number) =>
    backend.call('life.addFiles', {
      activityId: ACTIVITY,
      files: photos.slice(from, to).map((bytes, index) => upload(`照片${from + index}.png`, bytes)),
    })
  await add(0, 2)
  await backend.call('settings.backUp', {})
  await add(2, 3)
  const [first, second, third] = photos.map((bytes) => storedFile(backend, bytes))
  rmSync(first ?? '')
  rmSync(second ?? '')
  writeFileSync(second ?? '', 'x')
  rmSync(third ?? '')
  expect((await backend.call('life.checkAttachments', {})).faulty).toHaveLength(3)
  expect(await backend.call('life.restoreOriginals', {})).toEqual({ restored: 2, remaining: 1 })
  expect((await backend.call('life.checkAttachments', { isThorough: true })).faulty.map(({ name }) => name)).toEqual(['照片2.png'])
  // 再备份一次，只补新的；原来的备份照样能列能恢复。
  await add(2, 3)
  await backend.call('settings.backUp', {})
  expect(
    readdirSync(path.join(backend.directory, '备份', '附件'), { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 60),
  ).toHaveLength(3)
  expect((await backend.call('settings.backups', {})).rows.every(({ name }) => name.endsWith('.sqlite'))).toBe(true)
})

test('没有登记的文件只报个数，清走的只是它们；刚写下的不动', async () => {
  await using backend = openTestBackend('2026-09-14')
  await withActivity(backend)
  await backend.call('life.addFiles', { activityId: ACTIVITY, files: [upload('会场.png', PHOTO)] })
  const stray = (bytes: Uint8Array, on: string) => {
    const file = storedFile(backend, bytes)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    utimesSync(file, new Date(on), new Date(on))
    return file
  }
  const old = stray(strToU8('以前撤回留下的'), '2026-09-13T00:00:00Z')
  const fresh = stray(strToU8('正在写的'), '2026-09-14T00:50:00Z')
  expect((await backend.call('life.checkAttachments', {})).orphans).toEqual({ count: 1, bytes: Buffer.byteLength('以前撤回留下的') })
  expect((await backend.call('life.clearOrphans', {})).count).toBe(1)
  expect([existsSync(old), existsSync(fresh), existsSync(storedFile(backend, PHOTO))]).toEqual([false, true, true])
})

test('活动不在了、在回收站里的，不给添加；登记不成不留半截文件', async () => {
  await using backend = openTestBackend()
  await withActivity(backend)
  const files = [upload('会场.png', PHOTO)]
  expect((await backend.refused('life.addFiles', { activityId: '没有', files })).code).toBe('ACTIVITY_NOT_FOUND')
  backend.backend.database.native.prepare(`UPDATE activity SET deletedAt = 'x'`).run()
  expect((await backend.refused('life.addFiles', { activityId: ACTIVITY, files })).code).toBe('ACTIVITY_REMOVED')
  expect(existsSync(path.join(backend.directory, '附件'))).toBe(false)
})

test('写好的附件夹里没有未写完的名字', async () => {
  await using backend = openTestBackend()
  await withActivity(backend)
  await backend.call('life.addFiles', { activityId: ACTIVITY, files: [upload('会场.png', PHOTO)] })
  const names = readdirSync(path.join(backend.directory, '附件'), { recursive: true, encoding: 'utf8' })
  expect(names.filter((name) => name.includes('未完成'))).toEqual([])
})

/** 改坏一个字节。 */
function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}
