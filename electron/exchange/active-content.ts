import { DomainError } from '../dispatch/domain-error.ts'
import { openZip, type ZipPart } from './open-zip.ts'

/** 带得进程序、别的文件或外来数据的部件。 */
const ACTIVE_PARTS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /vbaProject|vbaData|(^|\/)macrosheets\//i, what: '宏' },
  { pattern: /(^|\/)activeX\//i, what: 'ActiveX 控件' },
  { pattern: /(^|\/)embeddings\//i, what: '嵌入的对象' },
  { pattern: /(^|\/)customUI\//i, what: '自定义功能区' },
  { pattern: /(^|\/)externalLinks\//i, what: '指到别的工作簿的链接' },
  { pattern: /(^|\/)(connections\.xml$|queryTables\/)/i, what: '自动取数的连接' },
]

/** 会去取外来内容、调别的程序的函数与 DDE 写法（`程序|主题!项`）。 */
const ACTIVE_FORMULA =
  /<(?:\w{1,20}:)?f(?:\s[^<>]{0,500})?>[^<]{0,2000}?(\b(?:WEBSERVICE|RTD|CALL|REGISTER\.ID|IMAGE)\s*\(|\b[\w.]{1,40}\|)/i

const MOST_PARTS = 5000

/**
 * 登记作模板、以后要原样带进导出件的 .xlsx：里面会自己去取东西、运行东西的一样也不收。
 * 只用来读值的花名册不在此列，读的时候就没有碰那些部件。
 * @throws DomainError `TEMPLATE_HAS_ACTIVE_CONTENT`
 */
export async function refuseActiveContent(fileName: string, bytes: Buffer): Promise<void> {
  for (const part of await openZip(bytes, MOST_PARTS)) {
    const problem = problemIn(part)
    if (problem !== '')
      throw new DomainError(
        'TEMPLATE_HAS_ACTIVE_CONTENT',
        `“${fileName}”里有${problem}，导出来的表会把它带给收表的人，不能作模板。请用 Excel 或 WPS 打开，删去后另存为新的 .xlsx 再登记。`,
      )
  }
}

function problemIn(part: ZipPart): string {
  const active = ACTIVE_PARTS.find(({ pattern }) => pattern.test(part.name))
  if (active) return `${active.what}（${part.name.slice(0, 60)}）`
  if (/\.rels$/i.test(part.name)) {
    // 点了才走的超链接不算。
    const outside = (
      part
        .read()
        .toString('utf8')
        .match(/<(?:\w{1,20}:)?Relationship\s[^<>]{1,4000}>/g) ?? []
    ).find((each) => /TargetMode\s*=\s*["'](External|&#)/i.test(each) && !/\/hyperlink["']/i.test(each))
    return outside === undefined ? '' : `文件之外的引用（${/Target\s*=\s*["']([^"']{1,80})/i.exec(outside)?.[1] ?? ''}）`
  }
  const formula = /^xl\/worksheets\/[^/]+\.xml$/i.test(part.name) ? ACTIVE_FORMULA.exec(part.read().toString('utf8'))?.[1] : undefined
  return formula === undefined ? '' : `会去取外来内容的公式（${formula.trim()}…）`
}
