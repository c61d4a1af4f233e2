import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VOTE_MATTERS } from '../../shared/organizational-life/activity-types.ts'
import { tally, type VoteCount } from '../../shared/organizational-life/voting.ts'

const vote = (change: Partial<VoteCount>): VoteCount => ({
  heldOn: '2026-09-14',
  matter: '一般事项',
  expectedCount: 20,
  presentCount: 20,
  approveCount: 0,
  againstCount: 0,
  abstainCount: 0,
  writtenApproveCount: 0,
  ...change,
})

describe('接收、转正大会（N-27）：实到必须超过应到的半数，赞成过应到的半数，书面意见计票不计到会', () => {
  it('场景 7.21：应到 20、实到 10 加 2 份书面赞成：正好半数不行，会议无效', () => {
    const outcome = tally(vote({ matter: '接收预备党员', presentCount: 10, approveCount: 10, writtenApproveCount: 2 }))
    expect(outcome).toMatchObject({ isQuorate: false, isPassed: false, denominator: '应到会有表决权 20', ruleIds: ['N-27'], problems: [] })
    expect(outcome.workings[0]).toContain('10×2=20，没有超过应到 20')
  })

  it('场景 7.21：实到 11、到会赞成 9、书面赞成 2：合计 11，11×2 大于 20，通过', () => {
    const outcome = tally(vote({ matter: '接收预备党员', presentCount: 11, approveCount: 9, againstCount: 2, writtenApproveCount: 2 }))
    expect(outcome).toMatchObject({ isQuorate: true, isPassed: true })
    expect(outcome.workings[1]).toBe('到会赞成 9＋书面赞成 2＝11，11×2=22 大于应到会有表决权 20')
  })

  it('场景 7.21：到会赞成 10、没有书面意见，10×2 不大于 20，不通过', () => {
    const outcome = tally(vote({ matter: '接收预备党员', presentCount: 11, approveCount: 10, againstCount: 1 }))
    expect(outcome).toMatchObject({ isQuorate: true, isPassed: false })
  })

  it.each([
    [9, false],
    [10, false],
    [11, true],
  ])('实到 20 而没有书面意见，赞成 %i：%s', (approveCount, isPassed) => {
    expect(tally(vote({ matter: '预备党员转正', approveCount, againstCount: 20 - approveCount })).isPassed).toBe(isPassed)
  })

  it('书面赞成多于没到会的人：到了会的不再计书面意见', () => {
    expect(tally(vote({ matter: '接收预备党员', presentCount: 19, approveCount: 19, writtenApproveCount: 2 })).problems).toHaveLength(1)
    expect(tally(vote({ matter: '接收预备党员', presentCount: 18, approveCount: 18, writtenApproveCount: 2 })).problems).toEqual([])
  })
})

describe('一般事项（N-04）：到会半数以上含半数，赞成过应到的半数', () => {
  it.each([
    [9, false],
    [10, true],
    [11, true],
  ])('应到 20、实到 %i：到会%s', (presentCount, isQuorate) => {
    expect(tally(vote({ presentCount, approveCount: presentCount })).isQuorate).toBe(isQuorate)
  })

  it('实到 10 人全部赞成，10×2 不大于 20，没有通过：分母是应到不是实到', () => {
    expect(tally(vote({ presentCount: 10, approveCount: 10 }))).toMatchObject({ isQuorate: true, isPassed: false })
    expect(tally(vote({ presentCount: 11, approveCount: 11 })).isPassed).toBe(true)
  })

  it('书面意见不计，填了就说明', () => {
    const outcome = tally(vote({ presentCount: 12, approveCount: 10, writtenApproveCount: 5 }))
    expect(outcome.isPassed).toBe(false)
    expect(outcome.problems.join('')).toContain('只有接收预备党员、转正可以计会前的书面意见')
  })
})

describe('选举（N-09、N-12）：到会五分之四，分母换成实到', () => {
  it.each([
    [15, false],
    [16, true],
    [17, true],
  ])('应到 20、实到 %i：到会%s', (presentCount, isQuorate) => {
    expect(tally(vote({ matter: '选举', presentCount, approveCount: presentCount })).isQuorate).toBe(isQuorate)
  })

  it('实到 16、赞成 9 过半当选：按应到会算本来过不了半', () => {
    expect(tally(vote({ matter: '选举', presentCount: 16, approveCount: 9 }))).toMatchObject({
      isPassed: true,
      denominator: '实到会有选举权 16',
    })
    expect(tally(vote({ matter: '选举', presentCount: 16, approveCount: 8 })).isPassed).toBe(false)
  })

  it('2020-07-13 以前要“超过”五分之四', () => {
    expect(tally(vote({ matter: '选举', heldOn: '2020-07-12', presentCount: 16, approveCount: 16 })).isQuorate).toBe(false)
    expect(tally(vote({ matter: '选举', heldOn: '2020-07-13', presentCount: 16, approveCount: 16 })).isQuorate).toBe(true)
  })
})

describe('支委会（N-05、K1）', () => {
  it.each([
    [1, false],
    [2, true],
    [3, true],
  ])('4 名委员到 %i 名：到会%s', (presentCount, isQuorate) => {
    expect(tally(vote({ matter: '支委会表决', expectedCount: 4, presentCount, approveCount: presentCount })).isQuorate).toBe(isQuorate)
  })
})

describe('数对不上的', () => {
  it('实到多于应到、票多于到会，各说一条', () => {
    expect(tally(vote({ presentCount: 21, approveCount: 21 })).problems).toHaveLength(1)
    expect(tally(vote({ presentCount: 19, approveCount: 18, againstCount: 1, abstainCount: 1 })).problems).toHaveLength(1)
    expect(tally(vote({ presentCount: 20, approveCount: 18, againstCount: 1, abstainCount: 1 })).problems).toEqual([])
  })

  it('一个应到的人也没有，什么都不算通过', () => {
    for (const matter of VOTE_MATTERS)
      expect(tally(vote({ matter, expectedCount: 0, presentCount: 0 }))).toMatchObject({ isQuorate: false, isPassed: false })
  })
})

const anyVote = fc
  .record({
    matter: fc.constantFrom(...VOTE_MATTERS),
    expectedCount: fc.integer({ min: 0, max: 60 }),
    presentCount: fc.integer({ min: 0, max: 60 }),
    approveCount: fc.integer({ min: 0, max: 60 }),
    writtenApproveCount: fc.integer({ min: 0, max: 5 }),
  })
  .map(vote)

describe('不论什么数', () => {
  it('到会不够就不会通过；多一票赞成不会从通过变成不通过', () => {
    fc.assert(
      fc.property(anyVote, (each) => {
        const outcome = tally(each)
        if (!outcome.isQuorate) expect(outcome.isPassed).toBe(false)
        const more = tally({ ...each, approveCount: each.approveCount + 1 })
        if (outcome.isPassed) expect(more.isPassed).toBe(true)
      }),
    )
  })

  it('除接收、转正外，书面票数不改变结论', () => {
    fc.assert(
      fc.property(anyVote, (each) => {
        fc.pre(each.matter !== '接收预备党员' && each.matter !== '预备党员转正')
        expect(tally(each).isPassed).toBe(tally({ ...each, writtenApproveCount: 0 }).isPassed)
      }),
    )
  })
})
