import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameReadings } from '../../electron/member/name-queries.ts'
import { bareName, guessNames, splitNames, type NamedPerson } from '../../shared/organizational-life/name-matching.ts'

const people: readonly NamedPerson[] = ['张三丰', '张伟', '张伟', '李晓明', '曾庆红', '欧阳青', '阿卜杜拉·买买提', '周若溪'].map(
  (name, index) => ({
    memberId: `${name}${index}`,
    name,
    readings: nameReadings(name),
  }),
)
const guess = (text: string) => guessNames(text, people, nameReadings).map(({ memberId, why }) => `${memberId.replace(/\d+$/, '')}:${why}`)

describe('一格里的姓名', () => {
  it.each([
    ['1. 张三丰', '张三丰'],
    ['（2）李晓明', '李晓明'],
    ['3、 张 伟 √', '张伟'],
    ['周若溪（请假）', '周若溪'],
    ['欧阳青同志', '欧阳青'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['　曾　庆　红　', '曾庆红'],
  ])('“%s”是“%s”', (text, name) => {
    expect(bareName(text)).toBe(name)
  })

  it('一格写了几个人的拆开，空的不要', () => {
    expect(splitNames('张伟、李晓明，欧阳青\n\n周若溪\t 曾庆红')).toEqual(['张伟', '李晓明', '欧阳青', '周若溪', '曾庆红'])
    expect(splitNames('张伟  李晓明')).toEqual(['张伟', '李晓明'])
    expect(splitNames('张　　伟').map(bareName)).toEqual(['张伟'])
    expect(splitNames('  \n、')).toEqual([])
  })
})

describe('对到名册', () => {
  it('一字不差的只给它；同名的都给', () => {
    expect(guess('李晓明')).toEqual(['李晓明:同名'])
    expect(guess('张伟')).toEqual(['张伟:同名', '张伟:同名'])
  })

  it('同音、错一字、颠倒、漏字、多字各说明为什么', () => {
    expect(guess('李小明')).toEqual(['李晓明:同音'])
    expect(guess('李晓朋')).toEqual(['李晓明:错一字'])
    expect(guess('周溪若')).toEqual(['周若溪:字序颠倒'])
    expect(guess('欧阳')).toEqual(['欧阳青:漏一字'])
    expect(guess('周若兰溪')).toEqual(['周若溪:多一字'])
  })

  it('姓的多音也认：增庆红与曾庆红同音', () => {
    expect(guess('增庆红')).toEqual(['曾庆红:同音'])
  })

  it('两个字的名字姓不对、又不同音的不算错一字', () => {
    expect(guess('王伟')).toEqual([])
    expect(guess('毫不相干')).toEqual([])
  })

  it('名册里的写法总能对上它自己；粘贴什么都不出错', () => {
    for (const { name } of people) expect(guess(name).every((each) => each === `${name}:同名`)).toBe(true)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        for (const part of splitNames(text)) expect(Array.isArray(guessNames(part, people, nameReadings))).toBe(true)
      }),
    )
  })
})
