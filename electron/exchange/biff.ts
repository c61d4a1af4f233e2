/**
 * BIFF8（.xls）的工作簿流是一串“类型、长度、内容”的记录。解析库见到坏的公式记录会陷入死循环，
 * 而花名册只要值：这里只留下与值、合并区域、日期历法有关的记录，其余改成无害的空记录，
 * 公式只留算好的值。顺带查加密与截断。
 */
const BOF = 0x0809
const EOF = 0x000a
const FILEPASS = 0x002f
const BOUNDSHEET = 0x0085
const FORMULA = 0x0006
/** 竖向分页符：解析库不读内容，用它顶替不要的记录，长度与位置不变。 */
const IGNORED = 0x001a

const KEPT = new Set([
  BOF,
  EOF,
  BOUNDSHEET,
  FORMULA,
  0x0022, // 日期历法
  0x0042, // 代码页
  0x041e, // 数字格式
  0x00e0, // 单元格格式
  0x00fc, // 共享字符串
  0x003c, // 续
  0x00fd, // 共享字符串格
  0x0204, // 文字格
  0x00d6, // 富文本格
  0x0203, // 数
  0x027e, // 压缩的数
  0x00bd, // 一行里连续的压缩数
  0x0205, // 是否与错误
  0x0207, // 公式的文字结果
  0x00e5, // 合并区域
])

/** 一行里连续的压缩数：一条记录许多格，每格六字节。 */
const PACKED_NUMBERS = 0x00bd
/** 一条记录一格的各类。 */
const CELLS = new Set([FORMULA, 0x00fd, 0x0204, 0x00d6, 0x0203, 0x027e, 0x0205])

/** 公式记录里表达式长度的位置：行 2、列 2、格式 2、值 8、标志 2、计算链 4。 */
const FORMULA_EXPRESSION_AT = 20

export type BiffInspection =
  { readonly kind: '完好'; readonly stream: Buffer; readonly cells: number } | { readonly kind: '加密' } | { readonly kind: '损坏' }

export function valuesOnly(original: Buffer): BiffInspection {
  const stream = Buffer.from(original)
  const sheetStarts: number[] = []
  const finished = new Set<number>()
  let depth = 0
  let start = 0
  let at = 0
  let cells = 0
  for (; at + 4 <= stream.length;) {
    const type = stream.readUInt16LE(at)
    const length = stream.readUInt16LE(at + 2)
    const body = at + 4
    // 子流之间若不是 BOF，就是尾部的填充。
    if (depth === 0 && type !== BOF) break
    if (body + length > stream.length) return { kind: '损坏' }
    if (type === FILEPASS) return { kind: '加密' }
    if (type === BOUNDSHEET) {
      if (length < 8) return { kind: '损坏' }
      if (stream[body + 5] === 0) sheetStarts.push(stream.readUInt32LE(body))
    }
    if (type === FORMULA) {
      if (length < FORMULA_EXPRESSION_AT + 2) return { kind: '损坏' }
      stream.writeUInt16LE(0, body + FORMULA_EXPRESSION_AT)
    }
    if (type === PACKED_NUMBERS) cells += Math.floor(length / 6)
    else if (CELLS.has(type)) cells += 1
    if (!KEPT.has(type)) stream.writeUInt16LE(IGNORED, at)
    if (type === BOF) {
      if (depth === 0) start = at
      depth += 1
    }
    if (type === EOF) {
      depth -= 1
      if (depth === 0) finished.add(start)
    }
    at = body + length
  }
  const isWhole = finished.has(0) && sheetStarts.length > 0 && sheetStarts.every((each) => finished.has(each))
  return isWhole ? { kind: '完好', stream: stream.subarray(0, at), cells } : { kind: '损坏' }
}
