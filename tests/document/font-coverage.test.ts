import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { coverageOfFaces, fontDirectories, systemFontCoverage } from '../../electron/document/font-coverage.ts'
import { readFontFile, type FontFace } from '../../electron/document/font-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'fonts-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** 造一个最小的字体文件：只有 name 与 cmap 两张表。`wide` 用格式 12（全部平面），否则用格式 4。 */
function fontBytes(family: string, characters: string, wide: boolean): Uint8Array {
  const points = Array.from(characters, (char) => char.codePointAt(0) ?? 0).sort((a, b) => a - b)
  const cmap = wide ? formatTwelve(points) : formatFour(points)
  const text = Buffer.from(family, 'utf16le').swap16()
  const name = Buffer.alloc(18 + text.length)
  name.writeUInt16BE(1, 2)
  name.writeUInt16BE(18, 4)
  // 平台 3（Windows）、编码 1（Unicode）、简体中文、家族名。
  for (const [index, value] of [3, 1, 0x0804, 1, text.length, 0].entries()) name.writeUInt16BE(value, 6 + index * 2)
  text.copy(name, 18)
  const head = Buffer.alloc(12 + 32)
  head.writeUInt32BE(0x00010000, 0)
  head.writeUInt16BE(2, 4)
  const entry = (at: number, tag: string, offset: number, length: number) => {
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(length, at + 12)
  }
  entry(12, 'cmap', 44, cmap.length)
  entry(28, 'name', 44 + cmap.length, name.length)
  return Buffer.concat([head, cmap, name])
}

function cmapHead(format: number): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(1, 2)
  head.writeUInt16BE(3, 4)
  head.writeUInt16BE(format === 12 ? 10 : 1, 6)
  head.writeUInt32BE(12, 8)
  return head
}

function formatTwelve(points: readonly number[]): Buffer {
  const table = Buffer.alloc(16 + points.length * 12)
  table.writeUInt16BE(12, 0)
  table.writeUInt32BE(points.length, 12)
  for (const [index, point] of points.entries()) {
    table.writeUInt32BE(point, 16 + index * 12)
    table.writeUInt32BE(point, 20 + index * 12)
    table.writeUInt32BE(index + 1, 24 + index * 12)
  }
  return Buffer.concat([cmapHead(12), table])
}

function formatFour(points: readonly number[]): Buffer {
  const ends = [...points, 0xffff]
  const count = ends.length
  const table = Buffer.alloc(16 + count * 8)
  table.writeUInt16BE(4, 0)
  table.writeUInt16BE(count * 2, 6)
  for (const [index, point] of ends.entries()) {
    table.writeUInt16BE(point, 14 + index * 2)
    table.writeUInt16BE(point, 16 + count * 2 + index * 2)
    // 末段映到 0 号字形；其余映到第 index+1 号。
    table.writeUInt16BE(index === count - 1 ? 1 : (index + 1 - point) & 0xffff, 16 + count * 4 + index * 2)
  }
  return Buffer.concat([cmapHead(4), table])
}

function write(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

describe('读字体文件', () => {
  test('格式 4：基本平面的字认得出，没收的认得出没有', () => {
    const [face] = readFontFile(write('narrow.ttf', fontBytes('仿宋_GB2312', '国党', false)))
    expect(face?.names).toEqual(['仿宋_GB2312'])
    expect(['国', '党', '喆', '𬭚'].map((char) => face?.has(char.codePointAt(0) ?? 0))).toEqual([true, true, false, false])
  })

  test('格式 12：扩展区的字也认得出', () => {
    const [face] = readFontFile(write('wide.ttf', fontBytes('SimSun-ExtB', '𠮷𬭚', true)))
    expect(['国', '𠮷', '𬭚'].map((char) => face?.has(char.codePointAt(0) ?? 0))).toEqual([false, true, true])
  })

  test.each([
    ['空文件', new Uint8Array()],
    ['不是字体', Buffer.from('这不是字体，只是改了扩展名的文字')],
    ['截断的字体', fontBytes('仿宋', '国', false).slice(0, 50)],
    [
      '表长写得离谱',
      (() => {
        const bytes = Buffer.from(fontBytes('仿宋', '国', false))
        bytes.writeUInt32BE(0x7fffffff, 24)
        return bytes
      })(),
    ],
  ])('%s：当没有，不出错', (name, bytes) => {
    expect(readFontFile(write(`${name}.ttf`, bytes))).toEqual([])
  })

  test('没有的文件：当没有', () => {
    expect(readFontFile(path.join(folder, '没有.ttf'))).toEqual([])
  })
})

describe('本机能不能显示一个字', () => {
  const face = (name: string, characters: string): FontFace => ({
    names: [name],
    has: (point) => characters.includes(String.fromCodePoint(point)),
  })

  test('国标字体里有、别的字体里有、一种都没有', () => {
    const coverage = coverageOfFaces([face('仿宋_GB2312', '国党'), face('SimSun-ExtB', '𬭚')])
    expect(['国', '𬭚', '𠮷'].map((char) => coverage.supportOf('仿宋', char))).toEqual(['有', '代替', '缺'])
  })

  test('一种国标字体也没装：全文都是代替的，只报真没有的', () => {
    const coverage = coverageOfFaces([face('Droid Sans Fallback', '国')])
    expect(['国', '𬭚'].map((char) => coverage.supportOf('仿宋', char))).toEqual(['有', '缺'])
  })

  test('从目录里找', () => {
    const coverage = systemFontCoverage([folder, path.join(folder, '没有这个目录')])
    expect(['国', '𬭚', '喆'].map((char) => coverage.supportOf('仿宋', char))).toEqual(['有', '代替', '缺'])
  })

  test('三个系统各去哪里找', () => {
    expect(fontDirectories('win32', { WINDIR: 'D:\\Windows', LOCALAPPDATA: 'D:\\L' })).toEqual([
      'D:\\Windows\\Fonts',
      'D:\\L\\Microsoft\\Windows\\Fonts',
    ])
    expect(fontDirectories('darwin', {})).toContain('/System/Library/Fonts')
    expect(fontDirectories('linux', {})).toContain('/usr/share/fonts')
  })
})
