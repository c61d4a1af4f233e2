export const SEAL_PASSPHRASE_MIN = 6
export const SEAL_PASSPHRASE_MAX = 64

/** 加了口令的文件叫什么、用什么打得开。 */
export type SealPlan = { readonly kind: 'Office' | 'zip' | '装进 zip'; readonly fileName: string; readonly note: string }

const ZIP_NOTE = '用 7-Zip、WinRAR、360 压缩等打开；Windows 自带的“全部解压缩”打不开这种加密。压缩包里的文件名不加密。'

/** 按扩展名定怎样加口令。Word、Excel 自己认的就地加密；PDF、.xls、.ics 等没有通用办法的装进带口令的 zip。 */
export function sealPlan(fileName: string): SealPlan {
  const dot = fileName.lastIndexOf('.')
  const extension = dot < 0 ? '' : fileName.slice(dot + 1).toLowerCase()
  if (extension === 'docx' || extension === 'xlsx')
    return { kind: 'Office', fileName, note: '用 Word、Excel、WPS 打开时会问口令；口令忘了就打不开，请与文件分开告诉对方。' }
  if (extension === 'zip') return { kind: 'zip', fileName, note: ZIP_NOTE }
  return { kind: '装进 zip', fileName: `${dot <= 0 ? fileName : fileName.slice(0, dot)}.zip`, note: ZIP_NOTE }
}
