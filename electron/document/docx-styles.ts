import { DOCX_FONT, LATIN, type Face } from './fonts.ts'
import type { Geometry } from './geometry.ts'
import { CELL, PITCH, SIZE, TRACKING, twips } from './styles.ts'

/**
 * docx 的 styles.xml 与 fontTable.xml 全文。样式自己写而不用库的默认：库写不出 overflowPunct、snapToGrid、
 * firstLineChars，主题字体也要去净，否则 Word 会用等线替掉仿宋。
 */
export const STYLE_ID = {
  body: 'GwBody',
  flush: 'GwFlush',
  mark: 'GwMark',
  rule: 'GwRule',
  title: 'GwTitle',
  attachmentTitle: 'GwAttachmentTitle',
  attachmentLabel: 'GwAttachmentLabel',
  headings: ['GwH1', 'GwH2', 'GwH3', 'GwH4'],
  small: 'GwSmall',
  tableHead: 'GwTableHead',
  tableCell: 'GwTableCell',
  note: 'GwNote',
  pageNumber: 'GwPageNumber',
  end: 'GwEnd',
} as const

function fonts(face: Face, latin = LATIN): string {
  return `<w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:cs="${latin}" w:eastAsia="${DOCX_FONT[face].name}" w:hint="eastAsia"/>`
}

function size(points: number): string {
  return `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`
}

function exact(points: number): string {
  return `<w:spacing w:before="0" w:after="0" w:line="${twips(points)}" w:lineRule="exact"/>`
}

type StyleOptions = { id: string; name: string; based?: string; paragraph?: string; run?: string }

function paragraphStyle({ id, name, based = 'Normal', paragraph = '', run = '' }: StyleOptions): string {
  return `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${based}"/><w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
}

const NO_TRACKING = '<w:spacing w:val="0"/>'
const FLUSH = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'

export function stylesXml({ pitch }: Pick<Geometry, 'pitch'>): string {
  const indent = `<w:ind w:firstLineChars="200" w:firstLine="${twips(CELL * 2)}"/>`
  const heading = (level: number, face: Face) =>
    paragraphStyle({
      id: STYLE_ID.headings[level - 1] ?? 'GwH4',
      name: `公文层次标题${level}`,
      paragraph: `${indent}<w:outlineLvl w:val="${level - 1}"/>`,
      run: fonts(face),
    })
  const styles = [
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>${exact(pitch)}<w:jc w:val="both"/></w:pPr><w:rPr>${fonts('仿宋')}<w:spacing w:val="${twips(TRACKING)}"/>${size(SIZE.body)}</w:rPr></w:style>`,
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>',
    paragraphStyle({ id: STYLE_ID.body, name: '公文正文', paragraph: indent }),
    paragraphStyle({ id: STYLE_ID.flush, name: '公文顶格', paragraph: FLUSH }),
    paragraphStyle({
      id: STYLE_ID.mark,
      name: '发文机关标志',
      paragraph: `${FLUSH}<w:jc w:val="center"/>`,
      run: `${fonts('小标宋')}<w:color w:val="FF0000"/>${NO_TRACKING}`,
    }),
    paragraphStyle({ id: STYLE_ID.rule, name: '公文线条', paragraph: FLUSH, run: size(1) }),
    paragraphStyle({
      id: STYLE_ID.title,
      name: '公文标题',
      paragraph: `<w:keepNext/>${exact(PITCH.title)}${FLUSH}<w:jc w:val="center"/>`,
      run: `${fonts('小标宋')}${NO_TRACKING}${size(SIZE.title)}`,
    }),
    paragraphStyle({ id: STYLE_ID.attachmentTitle, name: '附件标题', based: STYLE_ID.title, paragraph: '<w:outlineLvl w:val="0"/>' }),
    paragraphStyle({ id: STYLE_ID.attachmentLabel, name: '附件序号', paragraph: `<w:keepNext/>${FLUSH}`, run: fonts('黑体') }),
    heading(1, '黑体'),
    heading(2, '楷体'),
    heading(3, '仿宋'),
    heading(4, '仿宋'),
    paragraphStyle({
      id: STYLE_ID.small,
      name: '公文版记',
      paragraph: `${exact(PITCH.small)}${FLUSH}<w:jc w:val="both"/>`,
      run: `${NO_TRACKING}${size(SIZE.small)}`,
    }),
    paragraphStyle({
      id: STYLE_ID.tableHead,
      name: '表头',
      paragraph: `${exact(PITCH.table)}${FLUSH}<w:jc w:val="center"/>`,
      run: `${fonts('黑体')}${NO_TRACKING}${size(SIZE.table)}`,
    }),
    paragraphStyle({
      id: STYLE_ID.tableCell,
      name: '表格文字',
      paragraph: `${exact(PITCH.table)}${FLUSH}<w:jc w:val="center"/>`,
      run: `${NO_TRACKING}${size(SIZE.table)}`,
    }),
    paragraphStyle({
      id: STYLE_ID.note,
      name: '表注',
      paragraph: `${exact(PITCH.table)}${FLUSH}<w:jc w:val="both"/>`,
      run: `${NO_TRACKING}${size(SIZE.table)}`,
    }),
    paragraphStyle({
      id: STYLE_ID.pageNumber,
      name: '公文页码',
      paragraph: exact(SIZE.small),
      run: `${fonts('宋体', DOCX_FONT.宋体.name)}${NO_TRACKING}${size(SIZE.small)}`,
    }),
    paragraphStyle({ id: STYLE_ID.end, name: '节末', paragraph: `${exact(1)}${FLUSH}`, run: size(1) }),
  ]
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>${fonts('仿宋')}<w:kern w:val="0"/>${size(SIZE.body)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>${styles.join('')}</w:styles>`
}

/** 字体表：没有 GB2312 版仿宋的机器按别名换成同样字宽的字体。 */
export function fontTableXml(): string {
  const east = Object.values(DOCX_FONT).map(
    ({ name, alternative, family }) =>
      `<w:font w:name="${name}"><w:altName w:val="${alternative}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="default"/></w:font>`,
  )
  const latin = `<w:font w:name="${LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${east.join('')}${latin}</w:fonts>`
}
