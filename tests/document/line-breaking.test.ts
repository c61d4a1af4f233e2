import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { breakLines, letterSpacing } from '../../electron/document/line-breaking.ts'
import { charWidth } from '../../electron/document/measure.ts'
import { SIZE, TEXT_WIDTH, TRACKING } from '../../electron/document/styles.ts'

const OPTIONS = { size: SIZE.body, tracking: TRACKING, firstRoom: TEXT_WIDTH, room: TEXT_WIDTH }
const broken = (text: string) => breakLines([{ text, face: '仿宋' }], OPTIONS)
const texts = (text: string) => broken(text).map((line) => line.text)

describe('汉文断行', () => {
  test('一行恰好 28 个汉字（GB/T 9704 5.2.3）', () => {
    expect(texts('支'.repeat(84)).map((line) => line.length)).toEqual([28, 28, 28])
    expect(texts('支'.repeat(85)).map((line) => line.length)).toEqual([28, 28, 28, 1])
  })

  test('第 29 个是句号：挤进本行，不让标点起行', () => {
    expect(texts('支'.repeat(28) + '。' + '部'.repeat(3))).toEqual(['支'.repeat(28) + '。', '部部部'])
  })

  test('连着两个标点挤不进：推出一个字陪着', () => {
    expect(texts('支'.repeat(28) + '。”' + '部')).toEqual(['支'.repeat(27), '支。”部'])
  })

  test('前半书名号、括号不收行', () => {
    expect(texts('支'.repeat(27) + '《' + '部'.repeat(3))).toEqual(['支'.repeat(27), '《部部部'])
  })

  test('数字与西文词不拆：日期里的 2026 整个换行', () => {
    expect(texts('支'.repeat(27) + '2026年')).toEqual(['支'.repeat(27), '2026年'])
  })

  test('比一行还长的西文逐字拆开，不丢字也不空转', () => {
    const lines = texts('A'.repeat(200))
    expect(lines.join('')).toBe('A'.repeat(200))
    expect(lines.length).toBeGreaterThan(1)
  })

  test('四字节生僻字按一个字算', () => {
    expect(texts('𠮷'.repeat(29)).map((line) => Array.from(line).length)).toEqual([28, 1])
    expect(charWidth('𠮷', 16)).toBe(16)
  })

  test('弯引号、省略号、破折号按全角算', () => {
    for (const char of '“”‘’…—·×') expect(charWidth(char, 16)).toBe(16)
    expect(charWidth('0', 16)).toBe(8)
  })

  test('任何文字：不丢字，行首行末禁则成立，铺满的一行不越过版心半格以上', () => {
    const alphabet = Array.from('支部党员大会，。、；：”）》《“（0aZ-… 𠮷')
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 200 }), (chars) => {
        const text = chars.join('')
        const lines = broken(text)
        expect(
          lines
            .map((line) => line.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(text.replaceAll(' ', ''))
        for (const line of lines) {
          const count = Array.from(line.text).length
          const spacing = letterSpacing(line, SIZE.body, TRACKING)
          const drawn = Array.from(line.text).reduce((sum, char) => sum + charWidth(char, SIZE.body), 0) + spacing * (count - 1)
          expect(drawn).toBeLessThanOrEqual(TEXT_WIDTH + SIZE.body / 2 + 0.01)
        }
      }),
      { numRuns: 300 },
    )
  })
})
