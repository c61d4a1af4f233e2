import type { BlockOf } from '../../shared/document/block.ts'
import { STYLE_ID } from './docx-styles.ts'
import { layPicture, PICTURE, pictureId } from './picture.ts'
import { PITCH, SIZE, twips } from './styles.ts'
import { escapeXml, paragraphXml, run } from './wml.ts'

/** 一幅居中的图与图下的说明，两段不分在两面。`order` 是块的序号，同一幅图放几次编号也不重。 */
export function pictureXml(item: BlockOf<'图'>, area: { width: number; height: number }, order: number): string {
  const laid = layPicture(item, area)
  const id = pictureId(item.base64)
  const extent = `cx="${emu(laid.width)}" cy="${emu(laid.height)}"`
  const number = 1000 + order
  const hasCaption = item.caption !== ''
  const drawing = `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="${number}" name="图${number}" descr="${escapeXml(item.caption)}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="${PICTURE_NAMESPACE}"><pic:pic xmlns:pic="${PICTURE_NAMESPACE}"><pic:nvPicPr><pic:cNvPr id="${number}" name="图${number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  // 固定行距会把图截掉，这一段用单倍行距，也不贴网格。
  const after = hasCaption ? PICTURE.captionGap : PICTURE.after
  const picture = `<w:p><w:pPr><w:pStyle w:val="${STYLE_ID.flush}"/>${hasCaption ? '<w:keepNext/>' : ''}<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="${twips(after)}" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>${drawing}</w:p>`
  const caption = hasCaption
    ? paragraphXml(
        { style: STYLE_ID.flush, spacing: { line: PITCH.table, after: PICTURE.after }, alignment: 'center' },
        run(item.caption, '仿宋', { size: SIZE.table, tracking: 0 }),
      )
    : ''
  return picture + caption
}

const PICTURE_NAMESPACE = 'http://schemas.openxmlformats.org/drawingml/2006/picture'

function emu(points: number): number {
  return Math.round(points * 12700)
}
