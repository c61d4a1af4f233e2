/** 花名册里几种固定取值的各种写法。 */
export const GENDER_WORDS = { 男: '男', 女: '女', 男性: '男', 女性: '女', '1': '男', '2': '女' } as const

export const CATEGORY_WORDS = {
  正式党员: '正式党员',
  正式: '正式党员',
  正: '正式党员',
  中共党员: '正式党员',
  中共正式党员: '正式党员',
  正式中共党员: '正式党员',
  中国共产党党员: '正式党员',
  中国共产党正式党员: '正式党员',
  预备党员: '预备党员',
  预备: '预备党员',
  预: '预备党员',
  中共预备党员: '预备党员',
  预备中共党员: '预备党员',
  中国共产党预备党员: '预备党员',
} as const

export const STATUS_WORDS = {
  正常: '正常',
  正常党籍: '正常',
  党籍正常: '正常',
  停止党籍: '停止党籍',
  停止: '停止党籍',
  已停止党籍: '停止党籍',
} as const

export const YES_NO_WORDS = {
  是: '是',
  否: '否',
  不是: '否',
  有: '是',
  无: '否',
  没有: '否',
  '√': '是',
  '✓': '是',
  '✔': '是',
  '×': '否',
  '✗': '否',
  Y: '是',
  N: '否',
  YES: '是',
  NO: '否',
  '1': '是',
  '0': '否',
  TRUE: '是',
  FALSE: '否',
  失联: '是',
  未失联: '否',
  流动: '是',
  流出: '是',
  未流动: '否',
  非流动: '否',
} as const

/** 在词表里查一个写法：大小写、空白、全半角不论，`01 正式党员` 这样的代码前缀可有可无。查不到为 undefined。 */
export function wordIn<T extends string>(options: Readonly<Record<string, T>>, text: string): T | undefined {
  if (Object.hasOwn(options, text)) return options[text]
  const folded = text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase()
  if (Object.hasOwn(options, folded)) return options[folded]
  const named = folded.replace(/^\d{1,2}[-—.、:]?(?=\D)/, '')
  return Object.hasOwn(options, named) ? options[named] : undefined
}
