import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../kit/built.ts'
import { scratchDirectory } from '../kit/scratch.ts'

const root = path.resolve(import.meta.dirname, '../..')

beforeAll(() => ensureBuilt())

/** 让脚本以为自己跑在某个版本的 Node 上。 */
function setupOn(version: string) {
  const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`
  return spawnSync(process.execPath, ['--import', pretend, path.join(root, 'scripts/setup.mjs')], { encoding: 'utf8' })
}

describe('两条命令的第一步', () => {
  test.each(['16.20.2', '18.20.8', '20.18.3', '21.7.3', '22.11.0'])('Node %s 太旧：一句人话，不是堆栈', (version) => {
    const { status, stdout, stderr } = setupOn(version)
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain(`这台电脑上是 ${version}`)
    expect(stderr).toContain('nodejs.org')
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  test.each(['20.19.0', '22.12.0', '24.0.0'])('Node %s 够用；依赖已装好时什么也不做', (version) => {
    expect(setupOn(version)).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })
})

describe('用锁定的 Node 执行', () => {
  const withNode = (args: readonly string[]) => [path.join(root, 'scripts/with-node.mjs'), ...args]

  test('退出码原样传回，参数原样传下', () => {
    const script = path.join(root, 'tests/kit/echo-arguments.mjs')
    const { status, stdout } = spawnSync(process.execPath, withNode([script, '7', '--空 格', '{"a":1}']), { encoding: 'utf8' })
    expect(status).toBe(7)
    expect(JSON.parse(stdout)).toEqual(['7', '--空 格', '{"a":1}'])
  })
})

describe.runIf(process.platform !== 'win32')('npm start -- --no-open', () => {
  // 终端里按 Ctrl+C，整个进程组都收到 SIGINT；别的程序结束它，通常只给 npm 发 SIGTERM。
  test.each([
    ['只给 npm 发 SIGTERM', (processId: number) => process.kill(processId, 'SIGTERM')],
    ['按 Ctrl+C', (processId: number) => process.kill(-processId, 'SIGINT')],
  ])('标准输出一行网址；%s，整串进程都干净退出', async (_name, end) => {
    using scratch = scratchDirectory()
    const child = spawn('npm', ['start', '--silent', '--', '--no-open', '--port', '0', '--data', scratch.path], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    })
    const lines: string[] = []
    const reader = createInterface({ input: child.stdout })
    reader.on('line', (line) => lines.push(line))
    await once(reader, 'line')
    expect(lines).toHaveLength(1)
    const url = new URL(lines[0] ?? '')
    expect(url.hostname).toBe('127.0.0.1')
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
    const exited = once(child, 'exit')
    end(child.pid ?? 0)
    await exited
    await expect
      .poll(
        () =>
          fetch(url).then(
            () => '还在',
            () => '没了',
          ),
        { timeout: 10_000 },
      )
      .toBe('没了')
    // 网址之后标准输出再没有别的东西。
    await sleep(50)
    expect(lines).toHaveLength(1)
  })
})
