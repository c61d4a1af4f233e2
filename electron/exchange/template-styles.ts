export type TemplateFormat = '原样' | '文本' | '带引号的文本' | '日期'

/** 数字格式 49 即“文本”。 */
const TEXT_FORMAT = '49'
/** 内置的日期格式号；自定义的自 164 起。 */
const BUILTIN_DATE_FORMATS = new Set(['14', '15', '16', '17', '22', '30', '31', '57', '58'])
const FIRST_CUSTOM_FORMAT = 164

/** 模板的样式表：在原有的单元格格式上只换数字格式，字体、边框、对齐不动；新增的排在最后，原来的编号不变。 */
export class TemplateStyles {
  private readonly source: string
  private readonly formats: string[]
  private readonly originalCount: number
  private readonly dateFormats: ReadonlySet<string>
  private readonly dateFormatId: number
  private readonly variants = new Map<string, number>()

  constructor(xml: string) {
    this.source = xml.replace(/<numFmts\b[^>]*\/>/, '')
    const listed = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1] ?? ''
    this.formats = [...listed.matchAll(/<xf\b[^>]*?(?:\/>|>[\s\S]*?<\/xf>)/g)].map(([each]) => each)
    this.originalCount = this.formats.length
    const custom = [...xml.matchAll(/<numFmt\b[^>]*\/>/g)].map(([each]) => ({
      id: /numFmtId="(\d+)"/.exec(each)?.[1] ?? '',
      code: /formatCode="([^"]*)"/.exec(each)?.[1] ?? '',
    }))
    this.dateFormats = new Set([...BUILTIN_DATE_FORMATS, ...custom.filter(({ code }) => /[yd]/i.test(bare(code))).map(({ id }) => id)])
    this.dateFormatId = Math.max(FIRST_CUSTOM_FORMAT - 1, ...custom.map(({ id }) => Number(id))) + 1
  }

  /** 某个格式换成文本或日期之后的编号；本来就合用的原样返回。 */
  variant(base: number, format: TemplateFormat): number {
    const source = this.formats[base] ?? this.formats[0] ?? '<xf/>'
    const numberFormat = /numFmtId="(\d+)"/.exec(source)?.[1] ?? '0'
    if (format === '原样') return base
    if (format === '日期' && this.dateFormats.has(numberFormat)) return base
    if (format === '文本' && numberFormat === TEXT_FORMAT && !source.includes('quotePrefix')) return base
    const key = `${base}/${format}`
    const known = this.variants.get(key)
    if (known !== undefined) return known
    const wanted = format === '日期' ? String(this.dateFormatId) : TEXT_FORMAT
    const head = /^<xf\b([^>]*?)(\/?)>/.exec(source)
    const attributes = (head?.[1] ?? '').replaceAll(/\s(numFmtId|applyNumberFormat|quotePrefix)="[^"]*"/g, '')
    const quote = format === '带引号的文本' ? ' quotePrefix="1"' : ''
    const opened = `<xf numFmtId="${wanted}"${attributes} applyNumberFormat="1"${quote}${head?.[2] ?? ''}>`
    this.formats.push(opened + source.slice(head?.[0].length ?? 0))
    this.variants.set(key, this.formats.length - 1)
    return this.formats.length - 1
  }

  xml(): string {
    if (this.formats.length === this.originalCount) return this.source
    const listed = `<cellXfs count="${this.formats.length}">${this.formats.join('')}</cellXfs>`
    const withFormats = this.source.replace(/<cellXfs\b[^>]*>[\s\S]*?<\/cellXfs>/, () => listed)
    if (![...this.variants.keys()].some((key) => key.endsWith('/日期'))) return withFormats
    const dateFormat = `<numFmt numFmtId="${this.dateFormatId}" formatCode="yyyy\\-mm\\-dd"/>`
    if (!/<numFmts\b/.test(withFormats))
      return withFormats.replace(/<styleSheet\b[^>]*>/, (head) => `${head}<numFmts count="1">${dateFormat}</numFmts>`)
    const count = [...withFormats.matchAll(/<numFmt\b/g)].length + 1
    return withFormats.replace(
      /<numFmts\b[^>]*>([\s\S]*?)<\/numFmts>/,
      (_, inner: string) => `<numFmts count="${count}">${inner}${dateFormat}</numFmts>`,
    )
  }
}

/** 去掉引号里的字、方括号与转义，剩下的才是格式代码。 */
function bare(code: string): string {
  return code
    .replaceAll('&quot;', '"')
    .replaceAll(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '')
    .replace(/general/i, '')
}
