/** 文件名在各系统里最长 255 字节，汉字占 3 字节；留些余量给“(1)”之类。 */
const MAX_BYTES = 240

/** 三个系统都不许出现在文件名里的字符，连同控制字符。 */
const ILLEGAL = /[\\/:*?"<>|\p{Cc}]/gu

/** 导出的文件名：`标题（文号）.docx`，没有文号的不带括号。标题太长时截标题，文号总是完整。 */
export function documentFileName(title: string, number: string, extension: 'docx' | 'pdf' | 'zip'): string {
  const tail = number === '' ? `.${extension}` : `（${number.replace(ILLEGAL, '')}）.${extension}`
  const room = MAX_BYTES - Buffer.byteLength(tail)
  let head = ''
  let bytes = 0
  for (const char of title.replace(ILLEGAL, '').trim()) {
    bytes += Buffer.byteLength(char)
    if (bytes > room) break
    head += char
  }
  return `${head}${tail}`
}
