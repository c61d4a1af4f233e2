// 一个附件收不收，选文件的时候就看得出来的几样：界面先说，后端再核一遍，两处同一句话。

/** 单个附件的上限，字节。手机原图多在十兆以内，扫描的讲稿也够。 */
export const MAX_FILE_BYTES = 20 * 1024 * 1024

/** 看得出是不是 HEIC 要读开头这么多字节。 */
export const HEAD_BYTES = 32

/** ISO 媒体文件的品牌：苹果手机的 HEIC、HEIF 照片。 */
const HEIC_BRANDS: readonly string[] = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']

/** 只凭大小与开头几个字节就收不了的缘由，写清楚怎么办；还看不出不能收的为空串。 */
export function refusalAtSight(byteCount: number, head: Uint8Array): string {
  if (byteCount === 0) return '是空文件（零字节），多半没有拷完整。请从相机、手机或原处重新取一份。'
  if (byteCount > MAX_FILE_BYTES)
    return `有 ${megabytes(byteCount)} 兆，超过一个附件 ${megabytes(MAX_FILE_BYTES)} 兆的上限。照片请用“发送原图”以外的方式另存一份，扫描件请降低分辨率。`
  const box = String.fromCharCode(...head.subarray(4, 12))
  if (box.startsWith('ftyp') && HEIC_BRANDS.includes(box.slice(4)))
    return '是苹果手机的 HEIC 照片，别的机器多半打不开。请在手机“设置－相机－格式”选“兼容性最佳”，或另存成 JPG 再添加。'
  return ''
}

function megabytes(count: number): string {
  return String(Math.round((count / 1024 / 1024) * 10) / 10)
}
