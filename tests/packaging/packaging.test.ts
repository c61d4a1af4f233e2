import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Arch, build, Platform, type Configuration } from 'electron-builder'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

// 没有 Electron 本体也能打一遍包：用一个只含 fuse 段的假本体，核对打包器认得配置、清单对、fuses 真的翻了。
// 安装包（NSIS、DMG、AppImage）与签名要在真机上验。
let scratch = ''
let fakeElectron = ''

beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'jishi-pack-'))
  fakeElectron = path.join(scratch, 'electron-dist')
  mkdirSync(path.join(fakeElectron, 'resources'), { recursive: true })
  mkdirSync(path.join(fakeElectron, 'locales'))
  const states = '1'.repeat(9)
  const binary = Buffer.concat([Buffer.from(FUSE_SENTINEL), Buffer.from([1, states.length]), Buffer.from(states), Buffer.alloc(64)])
  for (const name of ['electron', 'electron.exe']) writeFileSync(path.join(fakeElectron, name), binary, { mode: 0o755 })
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html', 'locales/zh-CN.pak', 'locales/fr.pak'])
    writeFileSync(path.join(fakeElectron, name), '')
})

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function pack(platform: Platform, overrides: Configuration): Promise<{ directory: string; files: string[] }> {
  const output = path.join(scratch, platform.name)
  await build({
    projectDir: root,
    targets: platform.createTarget('dir', Arch.x64),
    publish: 'never',
    config: { ...overrides, electronDist: fakeElectron, directories: { output } },
  })
  const unpacked = readdirSync(output).find((name) => name.endsWith('-unpacked')) ?? ''
  const directory = path.join(output, unpacked)
  const archive = path.join(directory, 'resources', 'app.asar')
  return { directory, files: listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/')) }
}

function expectOnlyProducts(files: readonly string[]): void {
  const strangers = files.filter((name) => !/^\/(dist|node_modules|package\.json$)/.test(name))
  expect(strangers, '产物与原生包之外的东西').toEqual([])
  const packages = new Set(files.filter((name) => name.startsWith('/node_modules/')).map((name) => name.split('/')[2]))
  expect([...packages].sort()).toEqual(['better-sqlite3-multiple-ciphers'])
  for (const needed of ['/dist/main/app.js', '/dist/preload/preload.cjs', '/dist/renderer/index.html', '/package.json'])
    expect(files).toContain(needed)
}

function prebuildsIn(files: readonly string[]): string[] {
  return files.filter((name) => name.endsWith('.node')).map((name) => path.posix.basename(name))
}

describe('打包配置', () => {
  test('Linux：只有产物与原生包，只带 linux-x64 的预编译，fuses 全部收紧', async () => {
    const { directory, files } = await pack(Platform.LINUX, {})
    expectOnlyProducts(files)
    expect(prebuildsIn(files)).toEqual(['linux-x64.node'])
    expect(readdirSync(path.join(directory, 'locales'))).toEqual(['zh-CN.pak'])
    const wire = await getCurrentFuseWire(path.join(directory, 'jishi'))
    const expected: [FuseV1Options, FuseState][] = [
      [FuseV1Options.RunAsNode, FuseState.DISABLE],
      [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
      [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
      [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
      [FuseV1Options.GrantFileProtocolExtraPrivileges, FuseState.DISABLE],
    ]
    for (const [fuse, state] of expected) expect(wire[fuse], FuseV1Options[fuse]).toBe(state)
  })

  test('Windows：在别的系统上打包，带的也是 win32-x64 的预编译', async () => {
    // 往 exe 里写图标、版本与完整性散列要真的 PE 文件，假本体上跳过这两步。
    const { files } = await pack(Platform.WINDOWS, { disableAsarIntegrity: true, win: { signAndEditExecutable: false } })
    expectOnlyProducts(files)
    expect(prebuildsIn(files)).toEqual(['win32-x64.node'])
  })

  test('配置里写错一个键，打包器会拒绝', async () => {
    await expect(pack(Platform.LINUX, { appid: 'x' } as Configuration)).rejects.toThrow(/appid/)
  })
})
