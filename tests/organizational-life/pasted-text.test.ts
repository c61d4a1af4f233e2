import { describe, expect, test } from 'vitest'
import { durationText, tidyTime } from '../../shared/organizational-life/clock.ts'
import { evenSlots, namesFromText, topicsFromText } from '../../shared/organizational-life/pasted-text.ts'

describe('钟点的写法', () => {
  test.each([
    ['14:00', '14:00'],
    ['1400', '14:00'],
    ['14', '14:00'],
    ['9', '09:00'],
    ['9：05', '09:05'],
    ['14点半', '14:30'],
    ['下午2点', '14:00'],
    ['下午2点半', '14:30'],
    ['上午9:30', '09:30'],
    ['晚上7点15分', '19:15'],
  ])('%s 理成 %s', (written, tidied) => {
    expect(tidyTime(written)).toBe(tidied)
  })

  test.each(['25:00', '14:60', '一会儿', '下午', ''])('认不出的原样留着：%s', (written) => {
    expect(tidyTime(written)).toBe(written)
  })

  test('时长写成小时与分；结束不晚于开始的不写', () => {
    expect(durationText('14:00', '17:00')).toBe('3 小时')
    expect(durationText('15:00', '15:45')).toBe('45 分')
    expect(durationText('14:00', '15:30')).toBe('1 小时 30 分')
    expect(durationText('15:00', '15:00')).toBe('')
    expect(durationText('15:00', '14:00')).toBe('')
  })
})

describe('粘贴来的一列议题', () => {
  test('各种编号都去掉，题目里的数字不动', () => {
    const text =
      '一、学习《条例》\r\n2. 审议 2026 年计划\n（三）讨论接收预备党员\n④ 通报党费收缴\n议题五：研究评优\n- 其他事项\n\n2026年下半年安排'
    expect(topicsFromText(text).map(({ title }) => title)).toEqual([
      '学习《条例》',
      '审议 2026 年计划',
      '讨论接收预备党员',
      '通报党费收缴',
      '研究评优',
      '其他事项',
      '2026年下半年安排',
    ])
  })

  test('行首写了钟点的记作起止', () => {
    expect(topicsFromText('14:00-15:00 学习\n15：00 一、审议报告')).toEqual([
      { title: '学习', startsAt: '14:00', endsAt: '15:00' },
      { title: '审议报告', startsAt: '15:00', endsAt: '' },
    ])
  })

  test('平分时段：头尾贴住起止，中间取到 5 分钟，首尾相接', () => {
    expect(evenSlots('14:00', '17:00', 3)).toEqual([
      { startsAt: '14:00', endsAt: '15:00' },
      { startsAt: '15:00', endsAt: '16:00' },
      { startsAt: '16:00', endsAt: '17:00' },
    ])
    const seven = evenSlots('14:00', '16:30', 7)
    expect(seven[0]?.startsAt).toBe('14:00')
    expect(seven.at(-1)?.endsAt).toBe('16:30')
    expect(seven.slice(1).every((slot, index) => slot.startsAt === seven[index]?.endsAt)).toBe(true)
    expect(evenSlots('15:00', '15:00', 2)).toEqual([])
  })
})

describe('粘贴来的一列姓名', () => {
  test.each([
    ['周望舒\n沈予安\r\n林予白', ['周望舒', '沈予安', '林予白']],
    ['周望舒、沈予安，林予白;顾明霁', ['周望舒', '沈予安', '林予白', '顾明霁']],
    ['1\t周望舒\t\n2\t沈予安', ['1', '周望舒', '2', '沈予安'].filter((part) => !/^\d+$/.test(part))],
    ['1. 周望舒\n2、沈予安', ['周望舒', '沈予安']],
    ['秦 越\n秦　越', ['秦越', '秦越']],
    ['周望舒 沈予安', ['周望舒', '沈予安']],
    ['姓名\n周望舒\n签到：', ['周望舒']],
    ['买买提·艾力\n欧阳 明远', ['买买提·艾力', '欧阳', '明远']],
  ])('%j', (text, names) => {
    expect(namesFromText(text)).toEqual(names)
  })
})
