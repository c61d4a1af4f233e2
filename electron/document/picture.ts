import { createHash } from 'node:crypto'
import type { Block, BlockOf } from '../../shared/document/block.ts'
import { CELL, PITCH, SIZE } from './styles.ts'
import { breakLines, type Line } from './line-breaking.ts'

/** 图下那行字离图多远；图与下一块隔多远（磅）。 */
export const PICTURE = { captionGap: 4, after: 12 } as const

/** 一幅图排在纸上的尺寸（磅）与图注各行。 */
export type PictureLayout = {
  readonly width: number
  readonly height: number
  readonly caption: readonly Line[]
  /** 连同图注与下面的空隙，一共占多高。 */
  readonly total: number
}

/** 按版心缩放：宽不过版心、高不过给定的上限，不放大过一倍半，比例不变。一像素按 0.75 磅（96 dpi）。 */
export function layPicture({ width, height, maxHeight, caption }: BlockOf<'图'>, area: { width: number; height: number }): PictureLayout {
  const lines =
    caption === ''
      ? []
      : breakLines([{ text: caption, face: '仿宋' }], { size: SIZE.table, tracking: 0, firstRoom: area.width, room: area.width })
  const below = (lines.length === 0 ? 0 : PICTURE.captionGap + lines.length * PITCH.table) + PICTURE.after
  const room = Math.min(maxHeight, area.height - below)
  const scale = Math.min(area.width / width, room / height, 0.75 * 1.5)
  const laid = { width: Math.round(width * scale * 100) / 100, height: Math.round(height * scale * 100) / 100 }
  return { ...laid, caption: lines, total: laid.height + below }
}

/** 两幅一面时每幅图的高度上限：版心高的一半减去图注与空隙。 */
export const HALF_PAGE_PICTURE = Math.floor((PITCH.body * 22) / 2 - PICTURE.captionGap - PITCH.table * 2 - PICTURE.after - CELL / 4)

const EXTENSION = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/gif': 'gif', 'image/bmp': 'bmp' } as const

/** 包里的一个图片部件；同样的图只放一份。 */
export type PicturePart = {
  readonly id: string
  readonly name: string
  readonly extension: string
  readonly mime: string
  readonly bytes: Buffer
}

/** 部件的编号：取内容的散列，两个写手不必传来传去，同样的内容总是同一个号。 */
export function pictureId(base64: string): string {
  return `picture${createHash('sha256').update(base64).digest('hex').slice(0, 24)}`
}

/** 各块里的图，依出现的次序，重复的只算一次。 */
export function picturesIn(blocks: readonly Block[]): PicturePart[] {
  const parts = new Map<string, PicturePart>()
  for (const item of blocks) {
    if (item.kind !== '图') continue
    const id = pictureId(item.base64)
    const extension = EXTENSION[item.mime]
    if (!parts.has(id))
      parts.set(id, { id, name: `media/${id}.${extension}`, extension, mime: item.mime, bytes: Buffer.from(item.base64, 'base64') })
  }
  return [...parts.values()]
}
