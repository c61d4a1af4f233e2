import type { DocumentModel } from '../../shared/document/model.ts'
import { textOfDocument } from '../../shared/document/text.ts'

/** 版式上的毛病；空为合格。 */
export function faultsIn(xml: string, styles: string, model: DocumentModel): string[] {
  const faults: string[] = []
  const say = (isWrong: boolean, fault: string) => {
    if (isWrong) faults.push(fault)
  }
  const fonts = [...xml.matchAll(/<w:rFonts [^>]*\/>/g)].map(([tag]) => tag)
  say(fonts.length === 0, '没有指定字体')
  for (const tag of fonts) {
    if (tag.includes('w:ascii="宋体"')) continue
    for (const attribute of ['ascii', 'hAnsi', 'cs']) say(!tag.includes(`w:${attribute}="Times New Roman"`), `字体缺 ${attribute}：${tag}`)
    say(!/w:eastAsia="(仿宋_GB2312|黑体|楷体_GB2312|方正小标宋简体)"/.test(tag), `东亚字体不对：${tag}`)
  }
  const runs = xml.split('<w:r>').slice(1)
  say(
    runs.some((run) => /<w:t[ >]/.test(run) && !run.startsWith('<w:rPr><w:rFonts ')),
    '有一截文字没有写字体',
  )
  say(!styles.includes('<w:sz w:val="32"/>'), '正文不是 3 号')
  say(!styles.includes('w:line="579" w:lineRule="exact"'), '行距不是固定值 28.95 磅')
  const sections = [...xml.matchAll(/<w:sectPr.*?<\/w:sectPr>/gs)].map(([section]) => section)
  say(sections.length === 0, '没有分节')
  for (const section of sections) {
    const isUpright =
      /<w:pgSz w:w="11906" w:h="16838"/.test(section) && /w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/.test(section)
    const isTurned = /w:w="16838" w:h="11906"/.test(section) && /w:top="1587" w:right="2098" w:bottom="1474" w:left="1984"/.test(section)
    say(!isUpright && !isTurned, '页边距不是上 37、下 35、左 28、右 26 毫米')
  }
  for (const [table] of xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)) {
    const grid = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))
    const total = grid.reduce((sum, width) => sum + width, 0)
    say(grid.length === 0 || grid.some((width) => width <= 0), '表格没有网格')
    say(total > 12_760, `表格宽 ${total} 缇，超出版心`)
  }
  const text = textOfDocument(model)
  const placeholder = /[{}]|×{2,}|_{2,}|undefined|null|NaN|\[object|待填|TODO|○{2,}|某某/.exec(text)
  say(placeholder !== null, `有占位符：${placeholder?.[0] ?? ''}`)
  return faults
}
