import { strFromU8, unzipSync } from 'fflate'

/** 解开的 docx：各部件的 XML 文本。 */
export type DocxParts = {
  readonly names: readonly string[]
  part(name: string): string
  /** 正文各段的文字（表格里的段也在内），制表符写作 \t，换行写作空。 */
  paragraphs(): string[]
}

export function readDocx(bytes: Uint8Array): DocxParts {
  const files = unzipSync(bytes)
  const part = (name: string) => {
    const content = files[name]
    if (!content) throw new Error(`docx 里没有 ${name}，有：${Object.keys(files).join('、')}`)
    return strFromU8(content)
  }
  return {
    names: Object.keys(files),
    part,
    paragraphs: () => paragraphTexts(part('word/document.xml')),
  }
}

/** 各 w:p 的文字；文本框里的段嵌在外层段里，一并算在外层。 */
export function paragraphTexts(xml: string): string[] {
  return xml
    .split(/<w:p[ >]/)
    .slice(1)
    .map((chunk) =>
      [...chunk.matchAll(/<w:tab\/>|<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
        .map(([whole, text]) => (whole === '<w:tab/>' ? '\t' : unescape(text ?? '')))
        .join(''),
    )
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}

/** 一个样式的整段定义。 */
export function styleOf(stylesXml: string, id: string): string {
  const found = new RegExp(`<w:style [^>]*w:styleId="${id}">.*?</w:style>`).exec(stylesXml)
  if (!found) throw new Error(`styles.xml 里没有样式 ${id}`)
  return found[0]
}
