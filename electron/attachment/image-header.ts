import { crc32 } from 'node:zlib'

/** 照片的像素尺寸；`isWhole` 为文件从头到尾是完整的。 */
export type ImageHeader = { readonly width: number; readonly height: number; readonly isWhole: boolean }

/** 像素再多的多半是拼出来撑内存的坏图：一亿像素，够一张最大的手机照片。 */
export const MAX_PIXELS = 100_000_000

/** PNG（ISO/IEC 15948）：逐块核对循环校验，到 IEND 为止；头都不对为 null。 */
export function pngHeader(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes)
  if (bytes.length < 33 || text(bytes, 12, 4) !== 'IHDR') return null
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  let isWhole = false
  let hasPixels = false
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) break
    const kind = text(bytes, at + 4, 4)
    if (kind === 'IDAT') hasPixels = true
    if (kind === 'IEND') {
      isWhole = hasPixels
      break
    }
    at = end
  }
  return sized(width, height, isWhole)
}

/** 带尺寸的帧头：SOF0–SOF15，去掉 DHT(C4)、JPG(C8)、DAC(CC)。 */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** JPEG（ITU-T T.81）：逐段走到扫描数据，取帧头的尺寸；末尾要有结束标记，手机常在其后再附东西，所以往前找。 */
export function jpegHeader(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes)
  let size: { width: number; height: number } | null = null
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) break
    const length = view.getUint16(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) break
    if (isFrame(marker) && length >= 8) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + length
    if (marker === 0xda) return size ? sized(size.width, size.height, endsScan(bytes, at)) : null
  }
  return size ? sized(size.width, size.height, false) : null
}

/** 扫描数据之后有没有 FFD9。 */
function endsScan(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  return false
}

/** GIF：逻辑屏幕尺寸；末字节是 3B。 */
export function gifHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 14) return null
  const view = viewOf(bytes)
  return sized(view.getUint16(6, true), view.getUint16(8, true), bytes.at(-1) === 0x3b)
}

/** BMP：文件头里写着总长。 */
export function bmpHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 30) return null
  const view = viewOf(bytes)
  return sized(Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)), view.getUint32(2, true) <= bytes.length)
}

/** WebP（RFC 9649）：RIFF 里写着总长，三种编码各有各的尺寸写法。 */
export function webpHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 30) return null
  const view = viewOf(bytes)
  const isWhole = view.getUint32(4, true) + 8 <= bytes.length
  switch (text(bytes, 12, 4)) {
    case 'VP8 ':
      return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff, isWhole)
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return sized((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1, isWhole)
    }
    case 'VP8X':
      return sized((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1, isWhole)
    default:
      return null
  }
}

function sized(width: number, height: number, isWhole: boolean): ImageHeader | null {
  return width > 0 && height > 0 ? { width, height, isWhole } : null
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function text(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length))
}
