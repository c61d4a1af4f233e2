import { HEAD_BYTES, refusalAtSight } from '../../shared/contract/upload.ts'
import { bmpHeader, gifHeader, jpegHeader, MAX_PIXELS, pngHeader, webpHeader, type ImageHeader } from './image-header.ts'

/** 认得的一种文件：扩展名、内容类型，凭开头几个字节核对。 */
type Format = {
  readonly extensions: readonly string[]
  readonly mime: string
  readonly name: string
  readonly starts: (bytes: Uint8Array) => boolean
  readonly image?: (bytes: Uint8Array) => ImageHeader | null
}

const magic =
  (...signature: readonly number[]) =>
  (bytes: Uint8Array) =>
    signature.every((each, index) => bytes[index] === each)

const COMPOUND = magic(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
const ZIP = magic(0x50, 0x4b, 0x03, 0x04)
const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** 压缩包里要有这个名字的部件：docx、xlsx、pptx、ofd 都是压缩包，只看开头分不出来。 */
const zipHolding = (part: string) => (bytes: Uint8Array) => ZIP(bytes) && holds(bytes, part)

const FORMATS: readonly Format[] = [
  { extensions: ['jpg', 'jpeg'], mime: 'image/jpeg', name: 'JPG 照片', starts: magic(0xff, 0xd8, 0xff), image: jpegHeader },
  {
    extensions: ['png'],
    mime: 'image/png',
    name: 'PNG 图片',
    starts: magic(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    image: pngHeader,
  },
  { extensions: ['gif'], mime: 'image/gif', name: 'GIF 图片', starts: magic(0x47, 0x49, 0x46, 0x38), image: gifHeader },
  { extensions: ['bmp'], mime: 'image/bmp', name: 'BMP 图片', starts: magic(0x42, 0x4d), image: bmpHeader },
  {
    extensions: ['webp'],
    mime: 'image/webp',
    name: 'WebP 图片',
    starts: (bytes) => magic(0x52, 0x49, 0x46, 0x46)(bytes) && magic(0x57, 0x45, 0x42, 0x50)(bytes.subarray(8)),
    image: webpHeader,
  },
  { extensions: ['pdf'], mime: 'application/pdf', name: 'PDF', starts: magic(0x25, 0x50, 0x44, 0x46, 0x2d) },
  { extensions: ['docx'], mime: `${OFFICE}.wordprocessingml.document`, name: 'Word 文档', starts: zipHolding('word/') },
  { extensions: ['xlsx'], mime: `${OFFICE}.spreadsheetml.sheet`, name: 'Excel 表格', starts: zipHolding('xl/') },
  { extensions: ['pptx'], mime: `${OFFICE}.presentationml.presentation`, name: '演示文稿', starts: zipHolding('ppt/') },
  { extensions: ['ofd'], mime: 'application/ofd', name: 'OFD 版式文件', starts: zipHolding('OFD.xml') },
  { extensions: ['doc', 'wps'], mime: 'application/msword', name: 'Word 文档', starts: COMPOUND },
  { extensions: ['xls', 'et'], mime: 'application/vnd.ms-excel', name: 'Excel 表格', starts: COMPOUND },
  { extensions: ['ppt', 'dps'], mime: 'application/vnd.ms-powerpoint', name: '演示文稿', starts: COMPOUND },
  { extensions: ['txt'], mime: 'text/plain', name: '文本', starts: (bytes) => !bytes.subarray(0, 8192).includes(0) },
]

/** 能运行的东西：不论叫什么名字，看开头就不收。 */
const PROGRAMS: readonly { readonly name: string; readonly starts: (bytes: Uint8Array) => boolean }[] = [
  { name: 'Windows 程序', starts: magic(0x4d, 0x5a) },
  { name: 'Linux 程序', starts: magic(0x7f, 0x45, 0x4c, 0x46) },
  { name: 'macOS 程序', starts: magic(0xcf, 0xfa, 0xed, 0xfe) },
  { name: 'macOS 程序', starts: magic(0xca, 0xfe, 0xba, 0xbe) },
  { name: '快捷方式', starts: magic(0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00) },
  { name: '脚本', starts: magic(0x23, 0x21) },
]

export type Recognized = {
  readonly mime: string
  /** 照片的像素尺寸；不是照片为 null。 */
  readonly image: { readonly width: number; readonly height: number } | null
}

/** 认不得、不能收：`message` 写清楚为什么、怎么办。 */
export type Unacceptable = { readonly message: string }

/** 凭名字与内容认一个附件：扩展名要认得，内容要与扩展名相符，照片要完整。 */
export function recognize(name: string, bytes: Uint8Array): Recognized | Unacceptable {
  const extension = /\.([^.]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''
  const refusal = refusalAtSight(bytes.length, bytes.subarray(0, HEAD_BYTES))
  if (refusal !== '') return { message: refusal }
  const program = PROGRAMS.find(({ starts }) => starts(bytes))
  if (program) return { message: `内容是${program.name}，能运行的文件不收。如果它叫照片或文档的名字，请当心来路。` }
  const format = FORMATS.find(({ extensions }) => extensions.includes(extension))
  if (!format)
    return {
      message: `${extension === '' ? '没有扩展名' : `是 .${extension} 文件`}，不在能收的种类里：${ACCEPTED_TEXT}。请打开后另存成其中一种；压缩包请先解压，再添加里面的文件。`,
    }
  if (!format.starts(bytes)) {
    const real = FORMATS.find((each) => each !== format && each.mime !== 'text/plain' && each.starts(bytes))
    return {
      message: `叫 .${extension}，内容却${real ? `是${real.name}` : `不是${format.name}`}：扩展名改过，或者文件坏了。请打开原件另存一份${real ? `，或把扩展名改成 .${real.extensions[0] ?? ''}` : ''}。`,
    }
  }
  if (!format.image) return { mime: format.mime, image: null }
  const header = format.image(bytes)
  if (!header) return { message: '照片的开头已损坏，看不出尺寸。请从相机、手机或原处重新取一份。' }
  if (!header.isWhole) return { message: '照片不完整，后半截缺了或坏了。请从相机、手机或原处重新取一份。' }
  if (header.width * header.height > MAX_PIXELS)
    return { message: `照片有 ${header.width}×${header.height} 像素，大得不像一张照片。请缩小后再添加。` }
  return { mime: format.mime, image: { width: header.width, height: header.height } }
}

export const ACCEPTED_EXTENSIONS: readonly string[] = FORMATS.flatMap(({ extensions }) => extensions)
const ACCEPTED_TEXT = `照片（jpg、png、gif、bmp、webp），pdf、ofd，Word、Excel、演示文稿，txt`

/** 在压缩包里找一个部件的名字：名字不压缩，直接找字节。 */
function holds(bytes: Uint8Array, part: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(part, 0, 'latin1')
}
