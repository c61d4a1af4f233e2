// Electron 本体不随 npm 包来，第一次用时下载一次；装不上就说明原因，由调用方退到浏览器模式。
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './build.mjs'

const packageDirectory = path.join(root, 'node_modules', 'electron')
const DEFAULT_MIRROR = 'https://github.com/electron/electron/releases/download/'
const DOWNLOAD_LIMIT_MS = 15 * 60_000

/** 已经装好的 Electron 可执行文件；没有为 null。 */
export function installedElectron() {
  const pathFile = path.join(packageDirectory, 'path.txt')
  if (!existsSync(pathFile)) return null
  const directory = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageDirectory, 'dist')
  const executable = path.join(directory, readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : null
}

/** @returns {Promise<{executable: string} | {reason: string}>} */
export async function obtainElectron() {
  const installed = installedElectron()
  if (installed) return { executable: installed }
  if (!existsSync(path.join(packageDirectory, 'install.js'))) return { reason: '没有安装 electron 包' }
  if (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return { reason: '环境变量 ELECTRON_SKIP_BINARY_DOWNLOAD 要求不下载' }
  const unreachable = await probeMirror()
  if (unreachable) return { reason: unreachable }
  process.stderr.write('正在下载 Electron 本体（约 120 MB，只需这一次；网速慢可设环境变量 ELECTRON_MIRROR 换镜像）…\n')
  const { status, stderr } = spawnSync(process.execPath, [path.join(packageDirectory, 'install.js')], {
    cwd: packageDirectory,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: DOWNLOAD_LIMIT_MS,
  })
  const executable = installedElectron()
  if (status === 0 && executable) return { executable }
  const lastWord = (stderr ?? '').split('\n').find((line) => /error/i.test(line)) ?? ''
  return { reason: `下载 Electron 本体没有成功${lastWord ? `（${lastWord.trim()}）` : ''}` }
}

/** 防火墙常把连接悬着不回：先用几秒钟探一下，免得每次启动都等。配了代理就不探，探不准。 */
async function probeMirror() {
  if (process.env['ELECTRON_GET_USE_PROXY']) return null
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? DEFAULT_MIRROR
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(6000) })
    return null
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return `连不上 Electron 的下载地址 ${mirror}（${cause}）`
  }
}
