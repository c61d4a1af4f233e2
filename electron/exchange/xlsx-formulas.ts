/** 顶替“没有算好的公式”的值；读表时认它。 */
export const UNCALCULATED = '#UNCALCULATED!'

const FORMULA_TAGS = ['<f>', '<f ', '<f/', ':f>', ':f ', ':f/']
const FORMULA = String.raw`<(?:\w+:)?f\b[^<>]*(?:\/>|>[^<]*<\/(?:\w+:)?f>)`
/** 只有公式、没有值（或值为空）的一格。 */
const BARE_CELL = new RegExp(
  String.raw`<((?:\w+:)?)c\b([^<>]*)>\s*${FORMULA}\s*(<(?:\w+:)?v\s*\/>|<(?:\w+:)?v>\s*<\/(?:\w+:)?v>)?\s*<\/(?:\w+:)?c>`,
  'g',
)
const ANY_FORMULA = new RegExp(FORMULA, 'g')

/**
 * 去掉工作表里的公式，只留算好的值：解析库从不碰公式，坏公式也就害不到它。
 * 没有值的公式格换成 `UNCALCULATED`，好让人知道；结果就是空文字的（t="str" 而值为空）当作空格。
 */
export function withoutFormulas(part: Buffer): Buffer {
  if (!FORMULA_TAGS.some((tag) => part.includes(tag))) return part
  const xml = part
    .toString('utf8')
    .replace(BARE_CELL, (_, prefix: string, attributes: string, emptyValue: string | undefined) => {
      if (emptyValue !== undefined && /\bt=["']str["']/.test(attributes)) return ''
      const placed = attributes.replace(/\st=["'][^"']*["']/, '')
      return `<${prefix}c${placed} t="str"><${prefix}v>${UNCALCULATED}</${prefix}v></${prefix}c>`
    })
    .replace(ANY_FORMULA, '')
  return Buffer.from(xml, 'utf8')
}
