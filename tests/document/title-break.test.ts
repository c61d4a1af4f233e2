import { describe, expect, test } from 'vitest'
import { textWidth } from '../../electron/document/measure.ts'
import { SIZE, TEXT_WIDTH } from '../../electron/document/styles.ts'
import { breakTitle } from '../../electron/document/title-break.ts'

// GB/T 9704-2012 7.3.1：词意完整，排列对称，长短适宜，多行成梯形或菱形。
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['关于2026年度党支部考核情况的通报', ['关于2026年度党支部考核情况的通报']],
  ['关于召开党员大会进行换届选举的请示', ['关于召开党员大会', '进行换届选举的请示']],
  [
    '关于印发《厦门金圆投资集团有限公司开展党支部基本建设年活动实施方案》的通知',
    ['关于印发《厦门金圆投资集团有限公司', '开展党支部基本建设年活动实施方案》的通知'],
  ],
  [
    '关于成立中共厦门金圆投资集团有限公司信托有限责任公司总支部委员会的请示',
    ['关于成立中共厦门金圆投资集团有限公司', '信托有限责任公司总支部委员会的请示'],
  ],
  // 单位名称不从中间拆开：在“公司”“支部委员会”之后断。
  ['关于同意中共厦门金圆产业投资有限公司支部委员会换届选举的批复', ['关于同意中共厦门金圆产业投资有限公司', '支部委员会换届选举的批复']],
  [
    '关于做好中共鹭江金圆演示融资担保有限公司第二支部委员会换届准备工作的通知',
    ['关于做好中共鹭江金圆演示融资担保有限公司', '第二支部委员会换届准备工作的通知'],
  ],
  [
    '中共鹭江金圆产业投资有限公司支部委员会关于召开党员大会进行换届选举的请示',
    ['中共鹭江金圆产业投资有限公司支部委员会', '关于召开党员大会进行换届选举的请示'],
  ],
  // 内设的党小组、党小组会也不拆开。
  ['担保第一第1党小组党小组会会议记录', ['担保第一第1党小组党小组会', '会议记录']],
  ['请示', ['请示']],
]

const lines = (title: string) => breakTitle(title, SIZE.title, TEXT_WIDTH)

describe('公文标题断行', () => {
  test.each(CASES)('%s', (title, expected) => {
    expect(lines(title)).toEqual(expected)
  })

  const LONG = [
    ...CASES.map(([title]) => title),
    '关于做好中共鹭江金圆演示融资担保有限公司第二支部委员会换届准备工作的通知',
    '关于进一步加强和改进集团系统党支部标准化规范化建设推动基层党建工作与生产经营深度融合高质量发展的实施意见的通知',
    '关于同意中国共产党厦门金圆投资集团有限公司机关第三支部委员会延期换届并增补支部委员的批复',
  ]
  test.each(LONG)('不丢字、不出版心、没有沙漏形和长方形：%s', (title) => {
    const broken = lines(title)
    expect(broken.join('')).toBe(title)
    const widths = broken.map((line) => textWidth(line, SIZE.title))
    expect(Math.max(...widths)).toBeLessThanOrEqual(TEXT_WIDTH)
    const peak = widths.indexOf(Math.max(...widths))
    for (let index = 1; index < widths.length; index += 1) {
      const [before = 0, after = 0] = [widths[index - 1], widths[index]]
      if (index <= peak) expect(after).toBeGreaterThan(before)
      else expect(after).toBeLessThan(before)
    }
  })

  test.each(LONG)('“的”不起行，“关于”不单独成行：%s', (title) => {
    for (const line of lines(title)) {
      expect(line).not.toMatch(/^[的和与及、》”）年]/)
      expect(line).not.toMatch(/(关于|《|（|“)$/)
    }
  })

  test('比一行还长的不可断文字也不会出版心', () => {
    const broken = lines('关于' + '甲'.repeat(70) + '的通知')
    for (const line of broken) expect(textWidth(line, SIZE.title)).toBeLessThanOrEqual(TEXT_WIDTH)
    expect(broken.join('')).toHaveLength(75)
  })
})
