import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AttachmentStore } from '../../electron/attachment/store.ts'
import { backUpDaily, ownBackups } from '../../electron/db/automatic-backup.ts'
import { lackingOf } from '../../electron/db/backup-attachments.ts'
import { ACTIVITY, encrypt, filesIn, openTestGate, plantData, type TestGate } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'

let scratch: ReturnType<typeof scratchDirectory>
let app: TestGate
beforeEach(async () => {
  scratch = scratchDirectory()
  await plantData(scratch.path)
  app = openTestGate(scratch.path)
})
afterEach(async () => {
  await app.gate.close()
  scratch[Symbol.dispose]()
})

const folder = () => path.join(scratch.path, '备份')
const originals = () => filesIn(path.join(scratch.path, '附件')).map((name) => path.join(scratch.path, '附件', name))
const mirrored = () => filesIn(path.join(folder(), '附件')).map((name) => path.join(folder(), '附件', name))

/** 换成另一份同样大小的内容（不动与它硬链接的那一份）。 */
function spoil(file: string): void {
  const bytes = readFileSync(file)
  bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 0x20
  rmSync(file)
  writeFileSync(file, bytes)
}

describe.each(['明文', '加密'] as const)('备份写完核对附件（%s的库）', (kind) => {
  beforeEach(async () => {
    if (kind === '加密') await encrypt(app)
  })

  test('都完好：不缺', async () => {
    expect(await app.call('settings.backUp', {})).toMatchObject({ isVerified: true, missingFiles: [] })
    expect((await app.call('settings.overview', {})).incompleteBackup).toBeNull()
  })

  test('备份里那份坏了、原件还好：当场换上好的', async () => {
    mirrored().forEach(spoil)
    expect(await app.call('settings.backUp', {})).toMatchObject({ missingFiles: [] })
    for (const file of mirrored()) expect(readFileSync(file).equals(readFileSync(file.replace(`备份${path.sep}`, '')))).toBe(true)
  })

  test('两份都坏了：这份与含它的旧备份都报不完整、列出是哪个，不算可用的；找回原件再备份，记号都撤去', async () => {
    const good = readFileSync(originals()[0] ?? '')
    originals().forEach(spoil)
    mirrored().forEach(spoil)
    expect(await app.call('settings.backUp', {})).toMatchObject({ missingFiles: ['会场.png'] })
    const { rows } = await app.call('settings.backups', {})
    expect(rows.length).toBeGreaterThan(1)
    for (const row of rows) expect(row.missingFiles).toEqual(['会场.png'])
    expect(await app.call('settings.overview', {})).toMatchObject({ lastBackup: null, incompleteBackup: { lacking: 1 } })
    const [entry] = (await app.call('settings.journal', { limit: 1 })).rows
    expect(entry?.summary).toContain('不完整：缺 1 个附件')

    writeFileSync(originals()[0] ?? '', good)
    expect(await app.call('settings.backUp', {})).toMatchObject({ missingFiles: [] })
    expect(readdirSync(folder()).filter((name) => name.includes('缺附件'))).toEqual([])
    expect((await app.call('settings.overview', {})).incompleteBackup).toBeNull()
  })

  test('坏的是后来才有的附件：那以前的备份仍算可用，首屏的年龄从它算起', async () => {
    const { path: older } = await app.call('settings.backUp', {})
    const base64 = Buffer.from('后来添的说明，够长的一段文字').toString('base64')
    const before = new Set(originals())
    await app.call('life.addFiles', { activityId: ACTIVITY, files: [{ fileName: '说明.txt', kind: '其他', base64 }] })
    originals()
      .filter((file) => !before.has(file))
      .forEach(spoil)
    expect(await app.call('settings.backUp', {})).toMatchObject({ missingFiles: ['说明.txt'] })
    const { lastBackup, incompleteBackup } = await app.call('settings.overview', {})
    expect(lastBackup?.path).toBe(older)
    expect(incompleteBackup).toMatchObject({ lacking: 1 })
  })
})

test('自动备份：大小不对、不见了当天就认出；内容坏了的轮着读，连着五天认全', async () => {
  const { database } = app.gate.opened().backend
  const store = new AttachmentStore(scratch.path)
  const insert = database.native.prepare(
    `INSERT INTO storedFile (sha256, byteCount, mime, width, height, thumbnail, addedAt) VALUES (?, 400, 'text/plain', NULL, NULL, NULL, 'x')`,
  )
  for (let index = 0; index < 60; index += 1) insert.run(store.put(Buffer.alloc(400, `第${index}份`)))
  const at = (day: number) => new Date(`2026-09-${day}T09:00:00`)
  const newest = () =>
    path.join(
      folder(),
      ownBackups(scratch.path)
        .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1))
        .at(-1)?.name ?? '',
    )
  await backUpDaily(database, at(21))
  expect(lackingOf(newest())).toEqual([])
  const [first, ...others] = originals().filter((file) => readFileSync(file).length === 400)
  for (const file of others) {
    spoil(file)
    spoil(file.replace('附件', path.join('备份', '附件')))
  }
  rmSync(first ?? '')
  rmSync((first ?? '').replace('附件', path.join('备份', '附件')))
  const found = []
  for (const day of [22, 23, 24, 25, 26]) {
    await backUpDaily(database, at(day))
    found.push(lackingOf(newest()).length)
  }
  expect(found[0]).toBeGreaterThan(1)
  expect(found[0]).toBeLessThan(60)
  expect(found.at(-1)).toBe(60)
})

test('轮换时记号随备份一起删；取消手动备份的，这一份不留', async () => {
  originals().forEach(spoil)
  mirrored().forEach(spoil)
  const { database } = app.gate.opened().backend
  const days = Array.from({ length: 12 }, (_, index) => `2026-08-${String(index + 11)}`)
  for (const day of days) await backUpDaily(database, new Date(`${day}T07:00:00`))
  const noted = readdirSync(folder()).filter((name) => name.endsWith('.缺附件.json'))
  expect(noted.length).toBeGreaterThan(3)
  expect(noted.length).toBeLessThan(days.length)
  for (const name of noted) expect(existsSync(path.join(folder(), name.replace('.缺附件.json', ''))), name).toBe(true)
  const running = app.gate.dispatch('settings.backUp', { taskId: '备份' })
  const before = ownBackups(scratch.path).length
  await app.gate.dispatch('settings.cancelTask', { runningTaskId: '备份' })
  expect(await running).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
  expect(ownBackups(scratch.path).length).toBe(before)
})
