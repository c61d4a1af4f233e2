import { describe, expect, it } from 'vitest'
import { countBallot, judgePaper, outcomeOf, type BallotSetup, type Mark, type Nominee, type Paper } from '../../shared/election/ballot.ts'

const nominees = (count: number): Nominee[] =>
  Array.from({ length: count }, (_, index) => ({ memberId: `m${index + 1}`, name: `候选${index + 1}`, title: '委员', isWriteIn: false }))

const setup = (change: Partial<BallotSetup> = {}): BallotSetup => ({
  office: '委员',
  venue: '党员大会',
  kind: '正式选举',
  heldOn: '2026-09-14',
  seats: 3,
  dueCount: 25,
  presentCount: 23,
  issuedCount: 23,
  collectedCount: 23,
  ...change,
})

/** 每人的赞成票数，其余记反对；无效 0 张。 */
const summed = (votes: readonly number[], valid: number) => ({
  entry: '汇总' as const,
  invalidCount: 0,
  tallies: new Map(votes.map((ayes, index) => [`m${index + 1}`, { ayes, noes: valid - ayes, abstentions: 0 }])),
})

const paper = (number: number, marks: string, writeIns: Paper['writeIns'] = []): Paper => {
  const names: Record<string, Mark> = { 赞: '赞成', 反: '反对', 弃: '弃权' }
  const entries = Array.from(marks).map((mark, index) => [`m${index + 1}`, names[mark] ?? '弃权'] as const)
  return { number, marks: Object.fromEntries(entries), writeIns }
}

describe('N-13：一张票所选人数不多于应选名额的有效', () => {
  const ids = ['m1', 'm2', 'm3', 'm4']
  it.each([
    ['少于应选', '赞赞反反', true],
    ['等于应选', '赞赞赞反', true],
    ['多于应选', '赞赞赞赞', false],
    ['全部反对', '反反反反', true],
    ['全部弃权计入有效票', '弃弃弃弃', true],
    ['没有画的按弃权', '', true],
  ])('%s', (_name, marks, isValid) => {
    expect(judgePaper(paper(1, marks), ids, 3).isValid).toBe(isValid)
  })

  it('无效票说清楚赞成几人、应选几人', () => {
    expect(judgePaper(paper(1, '赞赞赞赞'), ids, 3).reason).toBe('赞成 4 人，多于应选 3 人')
  })

  it('反对几人才能另选几人；弃权的不得另选，另选不计而整张仍有效', () => {
    const other = [{ memberId: 'x', name: '周某' }]
    expect(judgePaper(paper(1, '赞赞反弃', other), ids, 3)).toMatchObject({ isValid: true, countsWriteIns: true })
    expect(judgePaper(paper(1, '赞赞弃弃', other), ids, 3)).toMatchObject({ isValid: true, countsWriteIns: false })
    expect(judgePaper(paper(1, '赞赞赞反', other), ids, 3)).toMatchObject({
      isValid: false,
      reason: '赞成 3 人、另选 1 人，共 4 人，多于应选 3 人',
    })
  })
})

describe('N-09、C-37：到会不少于应到会的五分之四', () => {
  it.each([
    ['2026-09-14', 25, 19, false],
    ['2026-09-14', 25, 20, true],
    ['2026-09-14', 25, 21, true],
    ['2026-09-14', 7, 5, false],
    ['2026-09-14', 7, 6, true],
    ['2020-07-12', 25, 20, false],
    ['2020-07-12', 25, 21, true],
    ['2020-07-13', 25, 20, true],
  ])('%s 应到 %i 实到 %i：%s', (heldOn, dueCount, presentCount, isValid) => {
    const counts = { heldOn, dueCount, presentCount, issuedCount: presentCount, collectedCount: presentCount }
    const count = countBallot(setup(counts), nominees(4), summed([presentCount, presentCount, presentCount, 0], presentCount))
    expect(count.attendance.isValid).toBe(isValid)
    expect(count.electedIds.length).toBe(isValid ? 3 : 0)
  })

  it('算式用交叉相乘写出', () => {
    expect(countBallot(setup(), nominees(4), summed([20, 20, 20, 3], 23)).attendance.working).toBe('实到 23×5=115，不少于应到 25×4=100')
  })
})

describe('N-13：收回不多于发出', () => {
  it.each([
    [22, true],
    [23, true],
    [24, false],
  ])('发出 23 收回 %i：有效 %s', (collectedCount, isEffective) => {
    const count = countBallot(setup({ collectedCount }), nominees(4), summed([20, 19, 18, 1], collectedCount))
    expect(count.isEffective).toBe(isEffective)
    if (!isEffective) expect(count.conclusion).toBe('收回 24 张多于发出 23 张，本次选举无效，应当重新投票（N-13）。')
  })
})

describe('N-12、C-38、K5：当选的分母是实到会', () => {
  it.each([
    ['实到 23：11 票不过半', 23, 11, false],
    ['实到 23：12 票过半', 23, 12, true],
    ['实到 24：12 票恰半不过半', 24, 12, false],
    ['实到 24：13 票过半', 24, 13, true],
  ])('%s', (_name, presentCount, ayes, isElected) => {
    const counts = { presentCount, issuedCount: presentCount, collectedCount: presentCount, seats: 1, dueCount: presentCount }
    const count = countBallot(setup(counts), nominees(2), summed([ayes, 0], presentCount))
    expect(count.electedIds).toEqual(isElected ? ['m1'] : [])
  })

  it('没有交回的票也在分母里：实到 23、收回 20，11 票不当选', () => {
    const count = countBallot(setup({ collectedCount: 20, seats: 1 }), nominees(2), summed([11, 5], 20))
    expect(count.majority).toBe(12)
    expect(count.electedIds).toEqual([])
  })

  it('过半的多于应选，得票多的当选', () => {
    const count = countBallot(setup(), nominees(5), summed([18, 13, 17, 15, 3], 23))
    expect(count.electedIds).toEqual(['m1', 'm3', 'm4'])
    expect(count.nominees.find((each) => each.memberId === 'm2')?.verdict).toBe('过半未当选')
    expect(count.conclusion).toContain('选足应选 3 名')
  })

  it('末位相等不能确定：就平票的再投，其余先当选', () => {
    const count = countBallot(setup(), nominees(5), summed([18, 13, 17, 13, 3], 23))
    expect(count.electedIds).toEqual(['m1', 'm3'])
    expect(count.tiedIds).toEqual(['m2', 'm4'])
    expect(count.tiedSeats).toBe(1)
    expect(count.conclusion).toContain('再次投票（N-12）')
  })

  it('票数相等而名额够，一起当选，不必再投', () => {
    const count = countBallot(setup(), nominees(4), summed([20, 15, 15, 3], 23))
    expect(count.electedIds).toEqual(['m1', 'm2', 'm3'])
    expect(count.tiedIds).toEqual([])
  })

  it('平票而未过半，不再投，算不足', () => {
    const count = countBallot(setup(), nominees(4), summed([20, 20, 11, 11], 23))
    expect(count).toMatchObject({ tiedIds: [], shortage: 1 })
    expect(count.conclusion).toContain('不足的 1 名应当另行选举')
  })

  it('没有人过半', () => {
    expect(countBallot(setup(), nominees(4), summed([11, 11, 10, 9], 23)).conclusion).toContain('没有人当选')
  })

  it('再投：得赞成票多的当选，不再要求过半', () => {
    const count = countBallot(setup({ kind: '再投', seats: 1 }), nominees(2), summed([10, 9], 23))
    expect(count.electedIds).toEqual(['m1'])
  })

  it('再投又相等，再投一次', () => {
    expect(countBallot(setup({ kind: '再投', seats: 1 }), nominees(2), summed([10, 10], 23))).toMatchObject({
      electedIds: [],
      tiedIds: ['m1', 'm2'],
    })
  })

  it('另选他人过半也当选', () => {
    const list: Nominee[] = [...nominees(1), { memberId: 'x', name: '周某', title: '委员', isWriteIn: true }]
    const papers = Array.from({ length: 5 }, (_, index) => paper(index + 1, '反', [{ memberId: 'x', name: '周某' }]))
    const count = countBallot(setup({ seats: 1, dueCount: 5, presentCount: 5, issuedCount: 5, collectedCount: 5 }), list, {
      entry: '逐张',
      papers,
    })
    expect(count.electedIds).toEqual(['x'])
  })
})

describe('K1、N-05：委员会会议，半数以上委员到会（含半数）', () => {
  it.each([
    [1, false],
    [2, true],
    [3, true],
  ])('4 名委员到 %i 名：%s', (presentCount, isValid) => {
    const counts = {
      venue: '委员会' as const,
      office: '书记' as const,
      seats: 1,
      dueCount: 4,
      presentCount,
      issuedCount: presentCount,
      collectedCount: presentCount,
    }
    expect(countBallot(setup(counts), nominees(1), summed([presentCount], presentCount)).attendance.isValid).toBe(isValid)
  })
})

describe('逐张录入', () => {
  const small = setup({ dueCount: 5, presentCount: 5, issuedCount: 5, collectedCount: 5, seats: 2 })

  it('没录完不下结论，录完才有当选', () => {
    const papers = [1, 2, 3, 4].map((number) => paper(number, '赞赞反'))
    const partial = countBallot(small, nominees(3), { entry: '逐张', papers })
    expect(partial).toMatchObject({ isComplete: false, remainingCount: 1, electedIds: [] })
    expect(partial.conclusion).toBe('余 1 张不会改变前 2 名过半的结果；录完并由监票人签字后才写入当选。')
    const whole = countBallot(small, nominees(3), { entry: '逐张', papers: [...papers, paper(5, '反反赞')] })
    expect(whole.electedIds).toEqual(['m1', 'm2'])
  })

  it('余票可能改变结果时不说“不会改变”', () => {
    const papers = [paper(1, '赞赞反'), paper(2, '赞反赞'), paper(3, '赞赞赞')]
    expect(countBallot(small, nominees(3), { entry: '逐张', papers }).conclusion).toBe('还有 2 张没有录入，录完才能下结论。')
  })

  it('无效票不计票，号码仍在；有效加无效等于已录', () => {
    const papers = [paper(1, '赞赞赞'), ...[2, 3, 4, 5].map((number) => paper(number, '赞赞反'))]
    const count = countBallot(small, nominees(3), { entry: '逐张', papers })
    expect(count).toMatchObject({ validCount: 4, invalidCount: 1, enteredCount: 5 })
    expect(count.nominees.find((each) => each.memberId === 'm3')?.ayes).toBe(0)
  })

  it('录多了要说', () => {
    const papers = [1, 2, 3, 4, 5, 6].map((number) => paper(number, '赞赞反'))
    expect(countBallot(small, nominees(3), { entry: '逐张', papers }).problems[0]).toContain('多于收回的 5 张')
  })
})

describe('票数对不上', () => {
  it('一人的赞成、反对、弃权相加不等于有效票', () => {
    const entry = { entry: '汇总' as const, invalidCount: 1, tallies: new Map([['m1', { ayes: 20, noes: 3, abstentions: 0 }]]) }
    const count = countBallot(setup({ seats: 1 }), nominees(1), entry)
    expect(count.problems[0]).toBe('候选1赞成 20 + 反对 3 + 弃权 0 = 23，与有效票 22 对不上，请核对。')
    expect(count.isComplete).toBe(false)
  })

  it('赞成票合计多于有效票乘应选', () => {
    const count = countBallot(setup({ seats: 1 }), nominees(2), summed([20, 10], 23))
    expect(count.problems[0]).toContain('赞成票合计 30，多于有效票 23 × 应选 1 = 23')
  })

  it('实到多于应到、发出多于实到', () => {
    const count = countBallot(setup({ presentCount: 26, issuedCount: 27 }), nominees(4), summed([20, 19, 18, 1], 23))
    expect(count.problems).toHaveLength(2)
  })
})

describe('各轮合并', () => {
  const done = { isEffective: true, tiedIds: [], tiedSeats: 0, shortage: 0 }
  it('没有投过：正式选举', () => {
    expect(outcomeOf([], 3).next).toEqual({ kind: '正式选举', seats: 3, nomineeIds: null })
  })
  it('平票 → 再投 → 选足', () => {
    const first = {
      kind: '正式选举' as const,
      seats: 3,
      isReduced: false,
      count: { ...done, electedIds: ['a', 'b'], tiedIds: ['c', 'd'], tiedSeats: 1 },
    }
    expect(outcomeOf([first], 3).next).toEqual({ kind: '再投', seats: 1, nomineeIds: ['c', 'd'] })
    const again = { kind: '再投' as const, seats: 1, isReduced: false, count: { ...done, electedIds: ['c'] } }
    expect(outcomeOf([first, again], 3)).toEqual({ electedIds: ['a', 'b', 'c'], next: null })
  })
  it('不足 → 另选；半数以上同意减少名额 → 了结', () => {
    const short = { kind: '正式选举' as const, seats: 3, isReduced: false, count: { ...done, electedIds: ['a', 'b'], shortage: 1 } }
    expect(outcomeOf([short], 3).next).toEqual({ kind: '另选', seats: 1, nomineeIds: null })
    expect(outcomeOf([{ ...short, isReduced: true }], 3)).toEqual({ electedIds: ['a', 'b'], next: null })
  })
  it('到会不足或收回多于发出的一轮不算，重新正式选举', () => {
    const void_ = { kind: '正式选举' as const, seats: 3, isReduced: false, count: { ...done, isEffective: false, electedIds: [] } }
    expect(outcomeOf([void_], 3).next?.kind).toBe('正式选举')
  })
})
