import { EDUCATIONS, ETHNICITIES, JOBS, type CodeEntry } from './code-tables.ts'

/** 一张可查的代码表：认 `01 汉族`、`汉族`、`01` 与常见别名，写 `01 汉族`。 */
export type CodeBook = {
  readonly name: string
  readonly entries: readonly CodeEntry[]
  readonly find: (text: string) => CodeReading
  /** 导出用的 `代码 名称`；表外的名称原样返回。 */
  readonly cell: (label: string) => string
}

export type CodeReading =
  | { readonly kind: '认得'; readonly label: string }
  | { readonly kind: '不认得'; readonly text: string }
  | { readonly kind: '矛盾'; readonly reason: string }

export const ethnicityBook = codeBook(
  '民族',
  ETHNICITIES,
  // 省去“族”字的写法：汉、维吾尔。
  Object.fromEntries(ETHNICITIES.filter(({ label }) => label.endsWith('族')).map(({ label }) => [label.slice(0, -1), label])),
)

export const educationBook = codeBook('学历', EDUCATIONS, {
  博士: '博士研究生',
  硕士: '硕士研究生',
  本科: '大学',
  大学本科: '大学',
  全日制本科: '大学',
  专科: '大专',
  大学专科: '大专',
  中专: '中等专科',
  职高: '职业高中',
  技校: '技工学校',
  中技: '技工学校',
  高中: '普通高中',
  其它: '其他',
  省委党校研究生: '省（区、市）委党校研究生',
  省委党校大学: '省（区、市）委党校大学',
  省委党校大专: '省（区、市）委党校大专',
})

export const jobBook = codeBook('工作岗位', JOBS, {
  退休: '退休人员',
  离休: '离休干部',
  内退: '内部退养职工',
})

function codeBook(name: string, entries: readonly CodeEntry[], aliases: Readonly<Record<string, string>>): CodeBook {
  const byCode = new Map(entries.map((entry) => [entry.code, entry.label]))
  const byLabel = new Map(
    [...Object.entries(aliases), ...entries.map(({ label }) => [label, label] as const)].map(([k, v]) => [fold(k), v]),
  )
  const byWriting = new Map(entries.flatMap(({ code, label }) => [[label, label] as const, [`${code} ${label}`, label] as const]))
  const codeOf = new Map(entries.map((entry) => [entry.label, entry.code]))
  return {
    name,
    entries,
    find: (text) => {
      // 绝大多数格就是“代码 名称”或名称原文，先直接对上。
      const written = byWriting.get(text)
      if (written !== undefined) return { kind: '认得', label: written }
      const folded = fold(text)
      const exact = byLabel.get(folded)
      if (exact !== undefined) return { kind: '认得', label: exact }
      const parts = /^(\d[0-9A-Z]*)(.*)$/.exec(folded)
      const code = parts?.[1] ?? ''
      // 代码在表里被存成数字时会掉前导零（01 成了 1）；补零后也有其码的（岗位 11 与 011）无法分辨，不猜。
      const [exactCode, paddedCode] = [byCode.get(code), byCode.get(`0${code}`)]
      const labelOfCode = exactCode ?? paddedCode
      const rest = (parts?.[2] ?? '').replace(/^[-—.、:]+/, '')
      if (rest === '' && labelOfCode !== undefined && (exactCode === undefined || paddedCode === undefined))
        return { kind: '认得', label: labelOfCode }
      const labelOfRest = byLabel.get(rest)
      if (labelOfCode === undefined || labelOfRest === undefined) return { kind: '不认得', text: text.trim() }
      if (labelOfCode === labelOfRest) return { kind: '认得', label: labelOfRest }
      return { kind: '矛盾', reason: `${name}代码 ${code} 是“${labelOfCode}”，与写的“${rest}”不一致，请改成一致的一项。` }
    },
    cell: (label) => {
      const code = codeOf.get(label)
      return code === undefined ? label : `${code} ${label}`
    },
  }
}

function fold(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase()
}
