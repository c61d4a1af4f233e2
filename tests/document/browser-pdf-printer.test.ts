import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { browserCandidates, browserPdfPrinter } from '../../electron/document/browser-pdf-printer.ts'

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('jishi-pdf-'))

describe('找浏览器', () => {
  test('指定的 CHROME_PATH 最先', () => {
    expect(browserCandidates('linux', { CHROME_PATH: '/opt/my/chrome' })[0]).toBe('/opt/my/chrome')
  })

  test('三个系统的常见位置：Windows 自带 Edge 在内', () => {
    const windows = browserCandidates('win32', { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' })
    expect(windows).toContain('C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe')
    expect(browserCandidates('darwin', {})).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
    expect(browserCandidates('linux', {})).toContain('/usr/bin/chromium')
  })
})

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}

describe.runIf(process.platform !== 'win32')('浏览器出故障', () => {
  const withFake = async (script: string, work: (executable: string) => Promise<void>) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'fake-browser-'))
    const executable = path.join(folder, 'browser')
    writeFileSync(executable, `#!/bin/sh\n${script}\n`)
    chmodSync(executable, 0o755)
    try {
      await work(executable)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const signal = () => new AbortController().signal

  test('什么也没写出：说明怎么办，不留临时目录', async () => {
    const before = leftovers()
    await withFake('exit 0', async (executable) => {
      await expect(browserPdfPrinter(executable).print('<p></p>', signal())).rejects.toThrow(/没有排出 PDF.*Word 或 WPS/)
    })
    expect(leftovers().filter((name) => !before.includes(name))).toEqual([])
  })

  test('卡住：到时中止，连同它起的子进程', async () => {
    await withFake('echo $$ > "$0.pid"; sleep 30', async (executable) => {
      await expect(browserPdfPrinter(executable, 2000).print('<p></p>', signal())).rejects.toThrow('已中止')
      const processId = Number(readFileSync(`${executable}.pid`, 'utf8'))
      await expect.poll(() => isRunning(processId)).toBe(false)
    })
  })

  test('打不开：说出是哪个文件', async () => {
    await expect(browserPdfPrinter('/nowhere/chrome').print('<p></p>', signal())).rejects.toThrow('/nowhere/chrome')
  })

  test('还没开始就已取消：不起浏览器', async () => {
    const controller = new AbortController()
    controller.abort()
    await expect(browserPdfPrinter('/nowhere/chrome').print('<p></p>', controller.signal)).rejects.toThrow()
  })
})
