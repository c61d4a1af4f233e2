import type { AttachmentStore } from '../attachment/store.ts'
import { gifHeader, bmpHeader, jpegHeader, pngHeader, type ImageHeader } from '../attachment/image-header.ts'
import type { StoredActivityFile } from './activity-queries.ts'
import type { RecordPhoto } from './record-documents.ts'

/** 没有印本的原图超过这么大就不印：一册几十张会大到打不开。 */
const MAX_PRINTED_BYTES = 1_500_000

const READERS: Readonly<Record<string, (bytes: Uint8Array) => ImageHeader | null>> = {
  'image/jpeg': jpegHeader,
  'image/png': pngHeader,
  'image/gif': gifHeader,
  'image/bmp': bmpHeader,
}

type PrintableMime = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/bmp'

function isPrintable(mime: string): mime is PrintableMime {
  return mime in READERS
}

/** 一次导出里照片还能占多少字节；用完了的只印说明。 */
export type PhotoBudget = { left: number }

/** 取一次活动的照片来印：有印本印印本，没有的印不太大的原件；缺了、坏了、太大的写明原因，不影响别的。 */
export function recordPhotos(store: AttachmentStore, files: readonly StoredActivityFile[], budget: PhotoBudget): RecordPhoto[] {
  return files.filter(({ kind }) => kind === '照片').map((file) => recordPhoto(store, file, budget))
}

function recordPhoto(store: AttachmentStore, { name, sha256, mime, byteCount }: StoredActivityFile, budget: PhotoBudget): RecordPhoto {
  const without = (problem: string): RecordPhoto => ({ name, picture: null, problem })
  const print = store.print(sha256)
  const state = store.check(sha256, byteCount, false)
  if (print === null && state !== '完好') return without(`原件${state}，没有印上`)
  if (print === null && byteCount > MAX_PRINTED_BYTES) return without('原图太大又没有缩印的一份，请看附件原件')
  const original = print === null ? store.get(sha256) : null
  if (original && original.bytes === null) return without(`原件${original.state}，没有印上`)
  const bytes = print ?? original?.bytes ?? null
  const kind = print === null ? mime : 'image/jpeg'
  const size = bytes === null || !isPrintable(kind) ? null : (READERS[kind]?.(bytes) ?? null)
  if (bytes === null || size === null || !isPrintable(kind)) return without('这种图片印不进文书，请看附件原件')
  if (bytes.length > budget.left) return without('这一册的照片太多，没有印上，请看附件原件')
  budget.left -= bytes.length
  return {
    name,
    problem: '',
    picture: { mime: kind, base64: Buffer.from(bytes).toString('base64'), width: size.width, height: size.height },
  }
}
