import { strFromU8, unzipSync } from 'fflate'
import { BLOCK_ID, type InspectionItem, type InspectionTopic } from '../../shared/document/inspection.ts'
import { standardClause } from '../../shared/document/content-issue.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { CHARS_PER_LINE, LINES_PER_PAGE, SIZE } from './styles.ts'

/**
 * 从写出的 docx 量：拆开文件，按 Word 的继承规则算出实际生效的字体、字号、行距、页边距，再换算成毫米与行数、字数。
 * 查的是“交出去的这份文件”，与排版引擎用的常量无关。
 */
export function inspectDocx(model: DocumentModel, docx: Uint8Array): InspectionItem[] {
  const files = unzipSync(docx)
  const part = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  const names = Object.keys(files)
  const file: DocxFile = {
    document: part('word/document.xml'),
    styles: part('word/styles.xml'),
    settings: part('word/settings.xml'),
    footers: new Map(
      [...part('word/_rels/document.xml.rels').matchAll(/Id="([^"]+)"[^>]*Target="(footer\d+\.xml)"/g)].map(([, id = '', target = '']) => [
        id,
        names.includes(`word/${target}`) ? part(`word/${target}`) : '',
      ]),
    ),
  }
  const items: InspectionItem[] = []
  const say = (topic: InspectionTopic, message: string, basis: string, blockId: string | null = null) => {
    items.push({
      topic,
      level: '红',
      place: { page: null, line: null, blockId, label: 'docx 文件' },
      message,
      basis,
      remedy: '请重新生成；用 Word 改过的请改回。',
    })
  }
  inspectSections(file, say)
  inspectGrid(file, say)
  inspectFonts(file, say)
  inspectTitle(model, file, say)
  inspectRed(model, file, say)
  inspectFooters(model, file, say)
  inspectColophon(model, file, say)
  return items
}

type DocxFile = {
  readonly document: string
  readonly styles: string
  readonly settings: string
  readonly footers: ReadonlyMap<string, string>
}
type Say = (topic: InspectionTopic, message: string, basis: string, blockId?: string | null) => void

const MM_PER_TWIP = 25.4 / 1440

function number(xml: string, pattern: RegExp): number | null {
  const found = pattern.exec(xml)?.[1]
  return found === undefined ? null : Number(found)
}

function sectionsOf({ document }: DocxFile): string[] {
  return [...document.matchAll(/<w:sectPr>.*?<\/w:sectPr>/gs)].map(([xml]) => xml)
}

/** A4；左 28、右 26 毫米（横向时转过来）；上下两种读法：37/35，或首末行字形边缘在 37/262 毫米。 */
function inspectSections(file: DocxFile, say: Say): void {
  const line = bodyLine(file)
  for (const section of sectionsOf(file)) {
    const size = (side: 'w' | 'h') => (number(section, new RegExp(`<w:pgSz[^>]*w:${side}="(\\d+)"`)) ?? 0) * MM_PER_TWIP
    const margin = (side: string) => (number(section, new RegExp(`<w:pgMar[^>]*w:${side}="(\\d+)"`)) ?? 0) * MM_PER_TWIP
    const isTurned = size('w') > size('h')
    const [width, height] = isTurned ? [size('h'), size('w')] : [size('w'), size('h')]
    if (Math.abs(width - 210) > 0.5 || Math.abs(height - 297) > 0.5)
      say('版心', `纸是 ${width.toFixed(0)}×${height.toFixed(0)} 毫米，应为 A4（210×297）。`, standardClause('5.1'))
    const [top, right, bottom, left] = isTurned
      ? [margin('right'), margin('bottom'), margin('left'), margin('top')]
      : [margin('top'), margin('right'), margin('bottom'), margin('left')]
    const leading = (line - SIZE.body) * (25.4 / 72)
    const isCommon = near(top, 37, 1) && near(bottom, 35, 1)
    // 字形读法：固定行距里，字身上方约占余量的六成六（基线在八成处、字身上沿在基线上 0.88 字高）。
    const isStrict = near(top + (line * 0.8 - SIZE.body * 0.88) * (25.4 / 72), 37, 1) && near(bottom + leading * 0.26, 35, 1.2)
    if (!isCommon && !isStrict)
      say('版心', `天头 ${top.toFixed(1)}、下白边 ${bottom.toFixed(1)} 毫米，应为 37、35 毫米（±1）。`, standardClause('5.2.1'))
    if (!near(left, 28, 1) || !near(right, 26, 1))
      say('版心', `订口 ${left.toFixed(1)}、切口 ${right.toFixed(1)} 毫米，应为 28、26 毫米（±1）。`, standardClause('5.2.1'))
  }
}

function near(value: number, target: number, tolerance: number): boolean {
  return Math.abs(value - target) <= tolerance
}

function styleXml({ styles }: DocxFile, id: string): string {
  return new RegExp(`<w:style [^>]*w:styleId="${id}">.*?</w:style>`, 's').exec(styles)?.[0] ?? ''
}

/** 正文样式的固定行距（磅）；不是固定值为 0。 */
function bodyLine(file: DocxFile): number {
  const value = number(styleXml(file, 'Normal'), /<w:spacing [^>]*w:line="(\d+)" w:lineRule="exact"\/>/)
  return (value ?? 0) / 20
}

/** 每面行数 = 版心高 ÷ 行距；每行字数 = 版心宽 ÷（字高 + 字距）。 */
function inspectGrid(file: DocxFile, say: Say): void {
  const normal = styleXml(file, 'Normal')
  const line = bodyLine(file)
  const size = (number(normal, /<w:sz w:val="(\d+)"\/>/) ?? 0) / 2
  const tracking = (number(normal, /<w:rPr>.*?<w:spacing w:val="(-?\d+)"\/>/s) ?? 0) / 20
  const section = sectionsOf(file)[0] ?? ''
  const side = (name: string) => (number(section, new RegExp(`<w:pgMar[^>]*w:${name}="(\\d+)"`)) ?? 0) / 20
  const height = (number(section, /<w:pgSz[^>]*w:h="(\d+)"/) ?? 0) / 20 - side('top') - side('bottom')
  const width = (number(section, /<w:pgSz[^>]*w:w="(\d+)"/) ?? 0) / 20 - side('left') - side('right')
  const lines = line === 0 ? 0 : Math.floor((height + 0.5) / line)
  if (lines !== LINES_PER_PAGE)
    say(
      '版心',
      line === 0 ? '正文行距不是固定值，行数随字体而变。' : `每面排得下 ${lines} 行，应为 ${LINES_PER_PAGE} 行。`,
      standardClause('5.2.3'),
    )
  const chars = Math.floor(width / (size + tracking) + 0.02)
  if (chars !== CHARS_PER_LINE) say('版心', `每行排得下 ${chars} 字，应为 ${CHARS_PER_LINE} 字。`, standardClause('5.2.3'))
  if (size !== SIZE.body) say('字号字体', `正文 ${size} 磅，应为 3 号（16 磅）。`, standardClause('5.2.2'))
  const indent = /w:firstLineChars="(\d+)"/.exec(styleXml(file, 'GwBody'))?.[1]
  if (indent !== '200') say('版心', '正文首行没有空两字。', standardClause('7.3.3'))
}

const EAST_ASIA = new Set(['仿宋_GB2312', '黑体', '楷体_GB2312', '方正小标宋简体', '宋体', 'SimSun-ExtB', 'SimSun-ExtG'])

/** 每截文字都指明国标字体；没有主题字体把它换掉。 */
function inspectFonts(file: DocxFile, say: Say): void {
  const basis = standardClause('5.2.2')
  if (/Theme=/.test(file.styles + file.document)) say('字号字体', '用了主题字体，换一台机器字体会变。', basis)
  const runs = file.document.split('<w:r>').slice(1)
  const odd = new Set<string>()
  for (const run of runs) {
    const text = /<w:t(?: [^>]*)?>([^<]*)</.exec(run)?.[1]
    if (text === undefined) continue
    const fonts = /<w:rFonts [^>]*\/>/.exec(run)?.[0] ?? ''
    const name = /w:eastAsia="([^"]*)"/.exec(fonts)?.[1] ?? ''
    if (!EAST_ASIA.has(name)) odd.add(`“${Array.from(text).slice(0, 8).join('')}”用的是${name === '' ? '缺省字体' : name}`)
    else if (!['ascii', 'hAnsi', 'cs'].every((attribute) => fonts.includes(`w:${attribute}="`)))
      odd.add(`“${text.slice(0, 8)}”的西文字体没有写全`)
  }
  for (const each of odd) say('字号字体', `${each}。`, basis)
  for (const [level, face] of ['黑体', '楷体_GB2312', '仿宋_GB2312', '仿宋_GB2312'].entries())
    if (!styleXml(file, `GwH${level + 1}`).includes(`w:eastAsia="${face}"`))
      say('字号字体', `第 ${level + 1} 层标题不是${face}。`, standardClause('7.3.3'))
}

function paragraphsOf({ document }: DocxFile): string[] {
  return [...document.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([xml]) => xml)
}

function inspectTitle(model: DocumentModel, file: DocxFile, say: Say): void {
  const title = styleXml(file, 'GwTitle')
  if (!title.includes('<w:sz w:val="44"/>') || !title.includes('w:eastAsia="方正小标宋简体"') || !title.includes('<w:jc w:val="center"/>'))
    say('字号字体', '标题应为 2 号小标宋、居中。', standardClause('7.3.1'), BLOCK_ID.title)
  if (model.title === '') return
  const found = paragraphsOf(file).find((xml) => xml.includes('w:val="GwTitle"'))
  const text = [...(found ?? '').matchAll(/<w:t [^>]*>([^<]*)</g)].map(([, each = '']) => each).join('')
  if (unescape(text) !== model.title) say('标题', '文件里的标题与定稿不同。', standardClause('7.3.1'), BLOCK_ID.title)
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

/** 红：标志红色；文件、纪要一条与版心等宽的红线，信函四条 170 毫米的实心线。 */
function inspectRed(model: DocumentModel, { document }: DocxFile, say: Say): void {
  const isRed = /<w:color w:val="FF0000"\/>/.test(document)
  if (model.form !== '普通' && !isRed) say('红线', '发文机关标志不是红色。', standardClause('7.2.4'), BLOCK_ID.mark)
  const borders = [...document.matchAll(/<w:bottom w:val="single" w:sz="(\d+)" w:space="0" w:color="FF0000"\/>/g)]
  const bars = [...document.matchAll(/<wp:extent cx="(\d+)" cy="\d+"\/>(?:(?!<\/wp:anchor>).)*?<a:srgbClr val="FF0000"\/>/gs)].map(
    ([, width]) => Number(width) / 36000,
  )
  const [lines, expected] =
    model.form === '信函' ? [bars.filter((width) => near(width, 170, 0.6)).length, 4] : [borders.length, model.form === '普通' ? 0 : 1]
  if (lines !== expected)
    say('红线', `应有 ${expected} 条红线，文件里有 ${lines} 条。`, standardClause(model.form === '信函' ? '10.1' : '7.2.7'))
}

/** 页码：奇偶页不同，单页靠右、双页靠左各空一字；信函首页不显示。 */
function inspectFooters({ form }: DocumentModel, file: DocxFile, say: Say): void {
  const basis = standardClause('7.5')
  if (!file.settings.includes('<w:evenAndOddHeaders/>')) say('页码', '没有区分单双页，页码会都在一边。', basis)
  const sections = sectionsOf(file)
  const footer = (section: string, type: string) =>
    file.footers.get(new RegExp(`<w:footerReference w:type="${type}" r:id="([^"]+)"/>`).exec(section)?.[1] ?? '') ?? ''
  for (const [index, section] of sections.entries()) {
    const odd = footer(section, 'default')
    const even = footer(section, 'even')
    if (!odd.includes('PAGE') && !even.includes('PAGE')) {
      const isBlankTail = index === sections.length - 1 && section.includes('w:val="evenPage"')
      if (form !== '普通' && !isBlankTail) say('页码', `第 ${index + 1} 节没有页码。`, basis)
      continue
    }
    if (!odd.includes('<w:jc w:val="right"/>')) say('页码', '单页页码没有靠右。', basis)
    if (!even.includes('<w:jc w:val="left"/>')) say('页码', '双页页码没有靠左。', basis)
  }
  const first = sections[0] ?? ''
  const hides = first.includes('<w:titlePg/>') && !footer(first, 'first').includes('PAGE')
  if (form === '信函' && !hides) say('页码', '信函首页不应显示页码。', standardClause('10.1'))
}

/** 版记的框：下缘在距纸边 35 毫米处（最后一面版心下边缘），印发行在框里。 */
function inspectColophon({ form, colophon }: DocumentModel, { document }: DocxFile, say: Say): void {
  if (!colophon || (form === '信函' && colophon.copies.length === 0)) return
  const boxes = [...document.matchAll(/<wp:anchor .*?<\/wp:anchor>/gs)].map(([xml]) => xml)
  const box = boxes.find((xml) => xml.includes(form === '信函' ? '抄送：' : '印发'))
  const basis = standardClause(form === '信函' ? '10.1' : '7.4')
  if (!box) {
    say('版记', form === '信函' ? '文件里没有抄送。' : '文件的版记里没有“印发”。', basis, BLOCK_ID.colophon)
    return
  }
  const top = number(box, /<wp:positionV[^>]*><wp:posOffset>(-?\d+)</) ?? 0
  const height = number(box, /<wp:extent cx="\d+" cy="(\d+)"/) ?? 0
  const bottom = (top + height) / 36000
  if (!near(bottom, 262, 0.5)) say('版记', `版记下边缘在距纸上边 ${bottom.toFixed(1)} 毫米处，应为 262 毫米。`, basis, BLOCK_ID.colophon)
}
