import { readdirSync, type Dirent } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { FontCoverage, GlyphSupport } from '../../shared/document/inspection.ts'
import { fontChain } from './fonts.ts'
import { readFontFile, type FontFace } from './font-file.ts'

/**
 * 本机字体收了哪些字。做法：找遍系统的字体目录，读每个字体的名称表与字符映射表（cmap），
 * 按公文的字体链（仿宋_GB2312、仿宋、……）看谁收了这个字。与用什么浏览器、什么窗口无关，也不联网。
 *
 * “代替”：链上头几种国标惯用的字体没有、但本机别的字体有，印得出而字形不一。
 * 一种国标字体也没装的机器上全文都是替代字体，不逐字提示，只报“缺”的。
 */
export function systemFontCoverage(directories: readonly string[] = fontDirectories(process.platform, process.env)): FontCoverage {
  const faces = directories.flatMap(fontFiles).flatMap(readFontFile)
  return coverageOfFaces(faces)
}

export function coverageOfFaces(faces: readonly FontFace[]): FontCoverage {
  const known = new Map<string, GlyphSupport>()
  const chosen = new Map<string, FontFace | null>()
  const installed = (face: Parameters<FontCoverage['supportOf']>[0]): FontFace | null => {
    const remembered = chosen.get(face)
    if (remembered !== undefined) return remembered
    const chain = fontChain(face)
    const found = chain.map((name) => faces.find((each) => each.names.includes(name))).find((each) => each !== undefined) ?? null
    chosen.set(face, found)
    return found
  }
  return {
    supportOf(face, char) {
      const key = `${face}${char}`
      const remembered = known.get(key)
      if (remembered) return remembered
      const codePoint = char.codePointAt(0) ?? 0
      const own = installed(face)
      const isElsewhere = () => faces.some((each) => each.has(codePoint))
      const support: GlyphSupport = own?.has(codePoint) === true ? '有' : isElsewhere() ? (own ? '代替' : '有') : '缺'
      known.set(key, support)
      return support
    },
  }
}

/** 各系统放字体的目录。 */
export function fontDirectories(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  const home = homedir()
  if (platform === 'win32') {
    const windows = environment['WINDIR'] ?? 'C:\\Windows'
    const local = environment['LOCALAPPDATA']
    return [path.win32.join(windows, 'Fonts'), ...(local === undefined ? [] : [path.win32.join(local, 'Microsoft\\Windows\\Fonts')])]
  }
  if (platform === 'darwin')
    return ['/System/Library/Fonts', '/System/Library/AssetsV2', '/Library/Fonts', path.join(home, 'Library/Fonts')]
  return ['/usr/share/fonts', '/usr/local/share/fonts', path.join(home, '.local/share/fonts'), path.join(home, '.fonts')]
}

const DEEPEST = 6
const MOST_FILES = 4000

function fontFiles(directory: string): string[] {
  const files: string[] = []
  const visit = (folder: string, depth: number) => {
    let entries: Dirent[]
    try {
      entries = readdirSync(folder, { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries) {
      if (files.length >= MOST_FILES) return
      const full = path.join(folder, entry.name)
      if (entry.isDirectory() && depth < DEEPEST) visit(full, depth + 1)
      else if (/\.(ttf|otf|ttc|otc)$/i.test(entry.name)) files.push(full)
    }
  }
  visit(directory, 0)
  return files
}
