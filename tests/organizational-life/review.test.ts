import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ballotProblems,
  excellentLimit,
  excellentProblem,
  gradeProblem,
  NO_VOTES,
  stageOrderProblem,
  tallyPapers,
  VOTED_GRADES,
  votesTotal,
  type ReviewPaper,
} from '../../shared/organizational-life/review.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import { addMembers, plantLifeBranch, type LifeBranch } from './appraisal-fixture.ts'

const people = (full: number, probationary: number) => [
  ...Array.from({ length: full }, () => ({ category: '正式党员' as const })),
  ...Array.from({ length: probationary }, () => ({ category: '预备党员' as const })),
]

describe('优秀不超过三分之一（B29）', () => {
  test('正式 20＋预备 2：按正式党员上限 6，7 人超；按党员总数上限 7，合规', () => {
    const byFull = excellentLimit(people(20, 2), { basis: '正式党员', oneIn: 3 })
    expect(byFull).toMatchObject({ base: 20, limit: 6, working: '正式党员 20 人 ÷ 3，向下取整＝6 人' })
    expect(excellentProblem(6, byFull)).toBe('')
    expect(excellentProblem(7, byFull)).toContain('超过上限 6 名')
    const byAll = excellentLimit(people(20, 2), { basis: '党员总数', oneIn: 3 })
    expect(byAll.limit).toBe(7)
    expect(excellentProblem(7, byAll)).toBe('')
  })

  test('正式 2 人：上限 0，提示可以报上级统筹', () => {
    const limit = excellentLimit(people(2, 0), { basis: '正式党员', oneIn: 3 })
    expect(limit.limit).toBe(0)
    expect(excellentProblem(1, limit)).toContain('报上级党组织在更大范围内统筹')
  })

  test('放宽基数不会使上限变小；上限的三倍不超过基数', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(50), (full, probationary) => {
        const byFull = excellentLimit(people(full, probationary), { basis: '正式党员', oneIn: 3 })
        const byAll = excellentLimit(people(full, probationary), { basis: '党员总数', oneIn: 3 })
        expect(byAll.limit).toBeGreaterThanOrEqual(byFull.limit)
        expect(byFull.limit * 3).toBeLessThanOrEqual(full)
        expect((byFull.limit + 1) * 3).toBeGreaterThan(full)
      }),
    )
  })
})

describe('等次', () => {
  test('预备党员不定等次，正式党员必评等次（N-35）', () => {
    expect(gradeProblem('新苗', '预备党员', '不定等次')).toBe('')
    expect(gradeProblem('新苗', '预备党员', '合格')).toContain('不定等次')
    expect(gradeProblem('林葵', '正式党员', '不定等次')).toContain('只用于预备党员')
    expect(gradeProblem('林葵', '正式党员', '合格')).toBe('')
  })
})

describe('六个环节的先后（B27、B28）', () => {
  test.each([
    ['2026-12-09', false],
    ['2026-12-10', true],
    ['2026-12-11', true],
  ])('12 月 10 日组织评定，%s 反馈：说得通 %s', (doneOn, isFine) => {
    const problem = stageOrderProblem([
      { stage: '处理反馈', doneOn },
      { stage: '组织评定', doneOn: '2026-12-10' },
    ])
    expect(problem === null).toBe(isFine)
  })
})

describe('测评票', () => {
  test('收回多于发出、有效多于收回、票数之和不等于有效票，逐条指出', () => {
    const row = { name: '林葵', votes: { 优秀: 5, 合格: 3, 基本合格: 0, 不合格: 0 } }
    expect(ballotProblems({ issued: 9, collected: 9, valid: 8 }, [row], { allowsBlank: false })).toEqual([])
    const problems = ballotProblems({ issued: 8, collected: 9, valid: 10 }, [row], { allowsBlank: false })
    expect(problems).toHaveLength(3)
    expect(problems[2]).toContain('5＋3＋0＋0＝8，与有效票 10 张不等')
  })

  test('逐票汇总：无效票不计；每人票数之和不超过有效票', () => {
    const paper = fc.record({
      isValid: fc.boolean(),
      marks: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...VOTED_GRADES)),
    })
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 40 }), (given) => {
        const papers = given.map((each, index): ReviewPaper => ({ number: index + 1, ...each }))
        const valid = papers.filter((each) => each.isValid)
        for (const [id, votes] of tallyPapers(papers, ['a', 'b', 'c'])) {
          expect(votesTotal(votes)).toBe(valid.filter((each) => each.marks[id] !== undefined).length)
          for (const grade of VOTED_GRADES) expect(votes[grade]).toBe(valid.filter((each) => each.marks[id] === grade).length)
        }
        expect(tallyPapers([], ['a']).get('a')).toEqual(NO_VOTES)
      }),
    )
  })
})

async function openReview({ backend, branchId }: LifeBranch): Promise<string> {
  return (await backend.call('life.openReview', { organizationId: branchId, year: 2026, rosterOn: '2026-12-01' })).reviewId
}

/** 到组织评定为止都办好：10 名正式党员里前 `excellent` 名优秀，其余合格。 */
async function decide(branch: LifeBranch, reviewId: string, excellent = 3): Promise<void> {
  const { backend } = branch
  for (const [stage, doneOn] of [
    ['学习动员', '2026-12-02'],
    ['党员自评', '2026-12-03'],
    ['党员互评', '2026-12-04'],
    ['民主测评', '2026-12-05'],
  ] as const)
    await backend.call('life.recordReviewStage', { reviewId, stage, doneOn, summary: '' })
  const { people, revision } = await backend.call('life.review', { reviewId })
  const full = people.filter((person) => person.category === '正式党员')
  await backend.call('life.saveReviewTally', {
    reviewId,
    issued: 10,
    collected: 10,
    valid: 10,
    rows: full.map(({ memberId }) => ({ memberId, votes: { 优秀: 4, 合格: 6, 基本合格: 0, 不合格: 0 } })),
  })
  const after = await backend.call('life.review', { reviewId })
  expect(after.revision).toBe(revision + 1)
  await backend.call('life.saveGrades', {
    reviewId,
    revision: after.revision,
    rows: after.people.map(({ memberId, category }, index) => ({
      memberId,
      grade:
        category === '预备党员'
          ? ('不定等次' as const)
          : full.findIndex((each) => each.memberId === memberId) < excellent
            ? ('优秀' as const)
            : ('合格' as const),
      opinion: index === 0 ? '表现突出' : '',
    })),
  })
  await backend.call('life.recordReviewStage', { reviewId, stage: '组织评定', doneOn: '2026-12-10', summary: '' })
}

describe('一次民主评议', () => {
  test('参评名单由名册算出：正式、预备、停止党籍各归各', async () => {
    await using branch = await plantLifeBranch()
    const reviewId = await openReview(branch)
    const { people, limit } = await branch.backend.call('life.review', { reviewId })
    expect(people).toHaveLength(11)
    expect(people.filter(({ category }) => category === '预备党员').map(({ name }) => name)).toEqual(['新苗'])
    expect(limit).toMatchObject({ basis: '正式党员', base: 10, limit: 3 })
  })

  test('名册变了：提示差异，重算名单；评定以后不再改', async () => {
    await using branch = await plantLifeBranch()
    const { backend } = branch
    const reviewId = await openReview(branch)
    await addMembers(branch, 1, 0)
    const before = await backend.call('life.review', { reviewId })
    expect(before.rosterDrift.join()).toContain('不在名单里')
    await backend.call('life.updateReviewRoster', { reviewId, rosterOn: '2026-12-01' })
    const after = await backend.call('life.review', { reviewId })
    expect(after.people).toHaveLength(12)
    expect(after.rosterDrift).toEqual([])
  })

  test('场景 7.12：评优 7 人在保存前被拦，写明理由才存得下；改成 6 人不必理由', async () => {
    await using branch = await plantLifeBranch()
    const { backend } = branch
    await addMembers(branch, 10, 1)
    const reviewId = await openReview(branch)
    const { people, revision, limit } = await backend.call('life.review', { reviewId })
    expect(limit).toMatchObject({ base: 20, limit: 6 })
    const full = people.filter(({ category }) => category === '正式党员')
    const rows = (excellent: number) =>
      people.map(({ memberId, category }) => ({
        memberId,
        grade:
          category === '预备党员'
            ? ('不定等次' as const)
            : full.findIndex((each) => each.memberId === memberId) < excellent
              ? ('优秀' as const)
              : ('合格' as const),
      }))
    const blocked = await backend.refused('life.saveGrades', { reviewId, revision, rows: rows(7) })
    expect(blocked).toMatchObject({ code: 'EXCELLENT_OVER_LIMIT' })
    expect(blocked.message).toContain('评为优秀 7 名，超过上限 6 名')
    expect((await backend.call('life.review', { reviewId })).grades.未评).toBe(22)
    await backend.call('life.saveGrades', { reviewId, revision, rows: rows(7), overLimitReason: '当年承担重大项目，报集团党委同意' })
    const confirmed = await backend.call('life.review', { reviewId })
    expect(confirmed).toMatchObject({ overLimitReason: '当年承担重大项目，报集团党委同意', grades: { 优秀: 7, 不定等次: 2 } })
    await backend.call('life.saveGrades', { reviewId, revision: confirmed.revision, rows: rows(6), overLimitReason: '不再需要' })
    expect(await backend.call('life.review', { reviewId })).toMatchObject({ overLimitReason: '', limitProblem: '', grades: { 优秀: 6 } })
  })

  test('逐张录票：空白票作无效，自动汇总；换成汇总录入就不留逐张的', async () => {
    await using branch = await plantLifeBranch()
    const { backend, idOf } = branch
    const reviewId = await openReview(branch)
    await backend.call('life.saveReviewPapers', {
      reviewId,
      issued: 3,
      papers: [{ marks: { [idOf('林葵')]: '优秀', [idOf('何川')]: '合格' } }, { marks: { [idOf('林葵')]: '合格' } }, { marks: {} }],
    })
    const view = await backend.call('life.review', { reviewId })
    expect(view.ballot).toMatchObject({ entry: '逐票', issued: 3, collected: 3, valid: 2 })
    expect(view.people.find(({ name }) => name === '林葵')?.votes).toEqual({ 优秀: 1, 合格: 1, 基本合格: 0, 不合格: 0 })
    expect(view.people.find(({ name }) => name === '何川')?.votes).toEqual({ 优秀: 0, 合格: 1, 基本合格: 0, 不合格: 0 })
  })

  test('评定、反馈、后续处置一路办完，结果报告没有缺项，得票与名单写进附件', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, idOf } = branch
    const reviewId = await openReview(branch)
    await decide(branch, reviewId)
    const { people } = await backend.call('life.review', { reviewId })
    await backend.call('life.recordFeedback', {
      reviewId,
      memberIds: people.map(({ memberId }) => memberId),
      feedbackOn: '2026-12-15',
      note: '',
    })
    await backend.call('life.recordReviewStage', { reviewId, stage: '处理反馈', doneOn: '2026-12-15', summary: '' })
    await backend.call('life.setCommendation', { reviewId, memberId: idOf('江以恒'), commendedOn: '2026-12-18' })
    const draft = await backend.call('correspondence.draft', {
      kind: 'W18',
      organizationId: branchId,
      year: 2026,
      lifeRecordId: reviewId,
      fields: { issues: '少数党员参加学习不够主动', measures: '完善学习考勤，逐人建立学习台账' },
    })
    expect(draft.missing).toEqual([])
    expect(draft.cautions.filter((caution) => !caution.startsWith('附注'))).toEqual([])
    expect(draft.inspection.filter((item) => item.level !== '提示')).toEqual([])
    expect(draft.paragraphs.map(({ text }) => text).join('')).toContain('优秀3名，占正式党员10名的30%；合格7名')
    const { rows } = await backend.call('life.reviews', { year: 2026 })
    expect(rows[0]).toMatchObject({
      doneStages: ['学习动员', '党员自评', '党员互评', '民主测评', '组织评定', '处理反馈'],
      decidedOn: '2026-12-10',
    })
  })

  test('不合格：提示最迟哪天要有后续处置，只建议启动程序；当年不得列入先优', async () => {
    await using branch = await plantLifeBranch()
    const { backend, idOf } = branch
    const reviewId = await openReview(branch)
    await decide(branch, reviewId)
    const { revision, people } = await backend.call('life.review', { reviewId })
    await backend.call('life.saveGrades', {
      reviewId,
      revision,
      rows: [{ memberId: idOf('何川'), grade: '不合格', opinion: '长期不参加组织生活' }],
    })
    const view = await backend.call('life.review', { reviewId })
    const he = view.people.find(({ name }) => name === '何川')
    expect(he?.followUpBy).toBe('2027-03-10')
    expect(view.cautions.join()).toContain('建议研究启动组织处置程序')
    expect((await backend.refused('life.setCommendation', { reviewId, memberId: idOf('何川'), commendedOn: '2026-12-18' })).code).toBe(
      'NOT_COMMENDABLE',
    )
    await backend.call('life.recordFollowUp', {
      reviewId,
      memberId: idOf('何川'),
      kind: '教育帮助',
      doneOn: '2026-12-16',
      note: '支部书记谈话',
    })
    expect((await backend.call('life.review', { reviewId })).people.find(({ name }) => name === '何川')?.followUpBy).toBeNull()
    expect(people).toHaveLength(11)
  })
})

describe('坏输入：说清楚，什么也不写', () => {
  test('逐项', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, tree, idOf } = branch
    const outsider = (
      await backend.call('member.create', {
        profile: syntheticPerson(300, { name: '外人' }),
        branchId: tree.second,
        groupId: null,
        fromOn: null,
      })
    ).memberId
    const reviewId = await openReview(branch)
    await decide(branch, reviewId)
    const before = await backend.call('life.review', { reviewId })
    const { revision } = before
    const tally = { reviewId, issued: 10, collected: 10, valid: 10 }
    const refusals = [
      await backend.refused('life.openReview', { organizationId: branchId, year: 2026 }),
      await backend.refused('life.openReview', { organizationId: branchId, year: 2024, rosterOn: '2026-12-01' }),
      await backend.refused('life.openReview', { organizationId: tree.general, year: 2025, rosterOn: '2025-12-01' }),
      await backend.refused('life.saveGrades', { reviewId, revision, rows: [{ memberId: outsider, grade: '合格' }] }),
      await backend.refused('life.saveGrades', { reviewId, revision, rows: [{ memberId: branch.probationaryId, grade: '合格' }] }),
      await backend.refused('life.saveGrades', { reviewId, revision: 1, rows: [] }),
      await backend.refused('life.saveGrades', { reviewId, revision, rows: [{ memberId: idOf('何川'), grade: null }] }),
      await backend.refused('life.saveReviewTally', { ...tally, rows: [] }),
      await backend.refused('life.recordFeedback', { reviewId, memberIds: [idOf('何川')], feedbackOn: '2026-12-09' }),
      await backend.refused('life.recordFeedback', { reviewId, memberIds: [outsider], feedbackOn: '2026-12-11' }),
      await backend.refused('life.recordReviewStage', { reviewId, stage: '处理反馈', doneOn: '2026-12-09', summary: '' }),
      await backend.refused('life.recordReviewStage', { reviewId, stage: '民主测评', doneOn: '2026-12-11', summary: '' }),
      await backend.refused('life.recordReviewStage', { reviewId, stage: '学习动员', doneOn: '2025-12-02', summary: '' }),
      await backend.refused('life.recordFollowUp', { reviewId, memberId: idOf('何川'), kind: '谈话提醒', doneOn: '2026-12-12' }),
      await backend.refused('life.setReviewExemption', { reviewId, memberId: idOf('何川'), reason: '长期患病' }),
    ]
    expect(refusals.map(({ code }) => code)).toEqual([
      'REVIEW_EXISTS',
      'YEAR_MISMATCH',
      'WRONG_LEVEL',
      'NOT_IN_REVIEW',
      'BAD_GRADES',
      'STALE',
      'BAD_GRADES',
      'BALLOT_MISMATCH',
      'FEEDBACK_BEFORE_DECISION',
      'NOT_IN_REVIEW',
      'STAGE_ORDER',
      'STAGE_ORDER',
      'YEAR_MISMATCH',
      'NO_FOLLOW_UP',
      'ALREADY_DECIDED',
    ])
    expect(refusals[3]?.message).toContain('外人不在 2026 年度的参评名单里')
    expect(await backend.call('life.review', { reviewId })).toEqual(before)
  })
})
