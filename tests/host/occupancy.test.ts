import Database from 'better-sqlite3-multiple-ciphers'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../kit/built.ts'
import { appExit } from '../kit/electron-double/run-app.ts'
import { runCall } from '../kit/entries.ts'
import { hostExit, startHost } from '../kit/host.ts'
import { scratchDirectory } from '../kit/scratch.ts'

beforeAll(() => ensureBuilt())

async function overview(host: Awaited<ReturnType<typeof startHost>>): Promise<{ endedUncleanly: boolean }> {
  const reply = await host.dispatch('settings.overview', {})
  if (!reply.ok) throw new Error(reply.failure.message)
  return reply.value as { endedUncleanly: boolean }
}

describe('一份数据只开一个', () => {
  test('主机开着，再开主机、窗口都被拒绝并说明；一次性的命令行照常；关掉以后可以再开', async () => {
    using scratch = scratchDirectory()
    const first = await startHost(scratch.path)
    const second = await hostExit(scratch.path)
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toContain('不能同时开两个')
    const app = await appExit(scratch.path)
    expect(app.code).toBe(1)
    expect(app.dialogs[0]?.content).toContain('不能同时开两个')
    expect((await runCall(['--data', scratch.path, 'settings.overview'])).envelope).toMatchObject({ ok: true })
    expect(await first.stop()).toBe(0)
    const again = await startHost(scratch.path)
    expect((await overview(again)).endedUncleanly).toBe(false)
    await again.stop()
    expect(existsSync(path.join(scratch.path, '使用中.json'))).toBe(false)
  })

  test('被强行结束：锁随进程放掉，不留假锁；再开时先查完整性，报“上次没有正常退出”，正常关闭后不再报', async () => {
    using scratch = scratchDirectory()
    const first = await startHost(scratch.path)
    await first.stop('SIGKILL')
    const again = await startHost(scratch.path)
    expect((await overview(again)).endedUncleanly).toBe(true)
    await again.stop()
    const third = await startHost(scratch.path)
    expect((await overview(third)).endedUncleanly).toBe(false)
    await third.stop()
  })
})

describe('上次没有正常退出而库已损坏', () => {
  test('升级与写入之前就查出来，原件一个字节也不动；不修好，下次打开照样查', async () => {
    using scratch = scratchDirectory()
    const host = await startHost(scratch.path)
    await host.stop('SIGKILL')
    const file = path.join(scratch.path, '基石.sqlite')
    breakIndex(file)
    const before = readFileSync(file)
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const again = await startHost(scratch.path)
      const refused = await again.dispatch('settings.overview', {})
      expect(refused.ok ? '' : refused.failure.message).toMatch(/打开前检查.*已损坏/)
      await again.stop()
      expect(readFileSync(file).equals(before)).toBe(true)
    }
  })
})

/** 毁掉一个索引的根页：平常打开看不出来，只有完整性检查看得出。 */
function breakIndex(file: string): void {
  const connection = new Database(file)
  connection.pragma('journal_mode = DELETE')
  const page = Number(connection.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'memberByName'`).pluck().get())
  const pageSize = Number(connection.pragma('page_size', { simple: true }))
  connection.close()
  const bytes = readFileSync(file)
  bytes.fill(0, (page - 1) * pageSize, page * pageSize)
  writeFileSync(file, bytes)
}
