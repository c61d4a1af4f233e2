import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import type { DatedValues, ProfileValues, StandardProfile } from '../regulation/profile.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import { REVIEW_STAGES, type ReviewFacts } from './facts.ts'
import { EVIDENCE_LIMIT } from './gap-judgement.ts'
import { excellentLimit, FOLLOW_UP_DAYS, gradeProblem, type ExcellentLimit } from './review.ts'
import { judgeReviews, type ReviewSubject } from './review-cycles.ts'

const RECORDED_IN = '民主评议'

function link(review: ReviewFacts): string {
  return `/life/review/${review.id}`
}

function reviewFact(review: ReviewFacts): Fact {
  const done = review.stages.map(({ stage, on }) => `${stage} ${on}`).join('、')
  return { label: `${review.year} 年度民主评议`, value: done || '还没有登记环节', recordedIn: RECORDED_IN, link: link(review) }
}

function openReview(organization: OrganizationFacts, year: number, label: string): Remedy {
  return { label, route: 'life.openReview', input: { organizationId: organization.id, year } }
}

type Surroundings = {
  readonly organization: OrganizationFacts
  readonly asOf: PlainDate
  readonly profile: StandardProfile
  readonly dated: DatedValues
}

/** 逐个评议年度判的规则：窗口按评议年度末日、优秀比例按评定那天的参数。 */
function eachReview(judge: (subject: ReviewSubject, surroundings: Surroundings) => Judgement): OrganizationRule['judge'] {
  return (organization, asOf, profile, _group, dated) =>
    judgeReviews(organization, asOf, dated, (subject) => judge(subject, { organization, asOf, profile, dated }))
}

/** B25：每个评议年度完成一次，以作出组织评定意见为完成。 */
export const reviewEachYear: OrganizationRule = {
  id: 'B25',
  parameters: ['reviewPerYear', 'reviewWindowFrom', 'reviewWindowUntil'],
  judge: eachReview(({ cycle, review, values }, { organization, asOf, profile }) => {
    if (values.reviewPerYear === null) return notPrescribed(profile, '民主评议的次数')
    const name = organization.shortName
    const facts = review
      ? [reviewFact(review)]
      : [{ label: `${cycle.year} 年度民主评议`, value: '没有登记', recordedIn: RECORDED_IN, link: '/life/review' }]
    const workings = [`评议年度 ${cycle.year}，${cycle.until} 前作出组织评定意见；归哪一年以评议年度为准`]
    if (review?.decidedOn) {
      return judged('达标', `${name} ${cycle.year} 年度民主评议已于 ${review.decidedOn} 作出组织评定。`, { facts, workings })
    }
    const remedies = [
      openReview(organization, cycle.year, review ? '继续办民主评议' : '开始民主评议'),
      { label: '生成民主评议通知', route: 'correspondence.draft', input: { kind: 'W17', organizationId: organization.id } },
    ]
    const state = review ? '还没有作出组织评定' : '还没有开展'
    if (asOf <= cycle.until) {
      const message = `${name} ${cycle.year} 年度民主评议${state}，${cycle.until} 前办。`
      return judged('达标', message, { facts, workings, dueOn: cycle.until, remedies })
    }
    return judged('不达标', `${name} ${cycle.year} 年度民主评议到 ${cycle.until} ${state}。`, { facts, workings, remedies })
  }),
}

/** B26：完成日在窗口以内。 */
export const reviewInWindow: OrganizationRule = {
  id: 'B26',
  parameters: ['reviewWindowFrom', 'reviewWindowUntil'],
  judge: eachReview(({ cycle, review }, { organization, profile }) => {
    if (!cycle.hasWindow) return notPrescribed(profile, '民主评议安排在哪几天')
    const name = organization.shortName
    if (!review?.decidedOn) return notApplicable(`${name} ${cycle.year} 年度民主评议还没有完成，见 B25。`)
    const { decidedOn } = review
    const facts = [reviewFact(review)]
    const workings = [`窗口 ${cycle.from} 至 ${cycle.until}〔产品默认〕；完成日 ${decidedOn}`]
    if (cycle.from <= decidedOn && decidedOn <= cycle.until) {
      return judged('达标', `${name} ${cycle.year} 年度民主评议 ${decidedOn} 完成，在年底或次年初。`, { facts, workings })
    }
    const side = decidedOn < cycle.from ? '早于' : '晚于'
    return judged('提示', `${name} ${cycle.year} 年度民主评议 ${decidedOn} 完成，${side}一般安排的年底或次年初。`, { facts, workings })
  }),
}

/** 六个环节齐不齐。B27、B28 同判：现行方案取两份文件的并集。 */
function stagesRule(id: 'B27' | 'B28'): OrganizationRule {
  return {
    id,
    parameters: ['reviewWindowFrom', 'reviewWindowUntil'],
    judge: eachReview(({ cycle, review }, { organization, asOf }) => {
      const name = organization.shortName
      if (!review) return notApplicable(`${name}还没有开展 ${cycle.year} 年度民主评议，见 B25。`)
      const done = new Set(review.stages.map(({ stage }) => stage))
      const missing = REVIEW_STAGES.filter((stage) => !done.has(stage))
      const facts = [reviewFact(review)]
      const workings = [`六个环节：${REVIEW_STAGES.join('、')}；已办 ${done.size} ÷ 6`]
      if (missing.length === 0) return judged('达标', `${name} ${cycle.year} 年度民主评议六个环节都办了。`, { facts, workings })
      const remedies = [openReview(organization, cycle.year, `补办${missing.join('、')}`)]
      if (review.decidedOn === null && asOf <= cycle.until) {
        const message = `${name} ${cycle.year} 年度民主评议已办 ${done.size} 个环节，还有${missing.join('、')}，${cycle.until} 前办。`
        return judged('达标', message, { facts, workings, dueOn: cycle.until, remedies })
      }
      return judged('不达标', `${name} ${cycle.year} 年度民主评议程序不全，缺${missing.join('、')}。`, { facts, workings, remedies })
    }),
  }
}

/** 按方案算的优秀上限；方案没有规定比例的为 null。 */
export function limitOf(review: ReviewFacts, values: ProfileValues): ExcellentLimit | null {
  const { excellentOneIn: oneIn, excellentBase: basis } = values
  return oneIn === null || basis === null ? null : excellentLimit(review.results, { basis, oneIn })
}

export function excellentCount(review: ReviewFacts): number {
  return review.results.filter((each) => each.grade === '优秀').length
}

/** B29：优秀不超过三分之一；超限提示，上报前须确认。 */
export const excellentShare: OrganizationRule = {
  id: 'B29',
  parameters: ['excellentOneIn', 'excellentBase', 'reviewWindowFrom', 'reviewWindowUntil'],
  judge: eachReview(({ cycle, review }, { organization, asOf, profile, dated }) => {
    const name = organization.shortName
    if (!review || review.results.every((each) => each.grade === null))
      return notApplicable(`${name} ${cycle.year} 年度民主评议还没有评定等次。`)
    const limit = limitOf(review, dated.on(review.decidedOn ?? asOf))
    if (limit === null) return notPrescribed(profile, '优秀等次的比例')
    const count = excellentCount(review)
    const probationary = review.results.filter((each) => each.category === '预备党员')
    const facts = [
      reviewFact(review),
      { label: '评为优秀', value: `${count} 人`, recordedIn: RECORDED_IN, link: link(review) },
      ...(probationary.length > 0
        ? [{ label: '不定等次', value: probationary.map((each) => each.name).join('、'), recordedIn: RECORDED_IN, link: link(review) }]
        : []),
    ]
    const workings = [`优秀上限：${limit.working}`, '预备党员参评、不定等次']
    if (count <= limit.limit) {
      const advice = limit.limit === 0 ? '；人太少，按比例一名也没有，可以报上级党组织统筹' : ''
      return judged('达标', `${name} ${cycle.year} 年度评为优秀 ${count} 人，不超过 ${limit.limit} 人${advice}。`, { facts, workings })
    }
    const confirmed = review.overLimitReason === '' ? '还没有写明理由确认' : `已写明理由确认：${review.overLimitReason}`
    return judged('提示', `${name} ${cycle.year} 年度评为优秀 ${count} 人，超过上限 ${limit.limit} 人；${confirmed}。`, {
      facts,
      workings,
      remedies: [openReview(organization, cycle.year, '核对评定等次')],
    })
  }),
}

/** B31：评议结果用于奖惩——基本合格、不合格的当年不列入先优；不合格的按期有后续处置。 */
export const reviewConsequences: OrganizationRule = {
  id: 'B31',
  parameters: ['reviewWindowFrom', 'reviewWindowUntil'],
  judge: eachReview(({ cycle, review }, { organization, asOf }) => {
    const name = organization.shortName
    if (!review?.decidedOn) return notApplicable(`${name} ${cycle.year} 年度民主评议还没有完成，见 B25。`)
    const poor = review.results.filter((each) => each.grade === '基本合格' || each.grade === '不合格')
    const commended = poor.filter((each) => each.isCommended)
    const followBy = addDays(review.decidedOn, FOLLOW_UP_DAYS)
    const failing = review.results.filter((each) => each.grade === '不合格')
    const unhandled = failing.filter((each) => each.handledOn === null)
    const late = failing.filter((each) => each.handledOn !== null && each.handledOn > followBy)
    const workings = [
      '评为基本合格、不合格的当年不得列入先优推荐',
      `评为不合格的，${review.decidedOn} + ${FOLLOW_UP_DAYS} 天 = ${followBy} 前须有后续处置记录〔产品默认〕；处置由有权的党组织决定，系统只提示`,
    ]
    const facts = [
      reviewFact(review),
      ...poor.slice(0, EVIDENCE_LIMIT).map((each) => ({
        label: each.name,
        value: `${each.grade ?? ''}${each.isCommended ? '，列入了先优推荐' : ''}${each.grade === '不合格' ? `，${each.handledOn === null ? '没有后续处置记录' : `${each.handledOn} 有后续处置`}` : ''}`,
        recordedIn: RECORDED_IN,
        link: link(review),
      })),
    ]
    const wrong = [...new Set([...commended, ...(asOf > followBy ? unhandled : []), ...late])]
    const remedies = [openReview(organization, cycle.year, '登记后续处置、核对先优推荐')]
    if (wrong.length > 0) {
      const parts = [
        ...(commended.length > 0 ? [`${commended.map((each) => each.name).join('、')}列入了先优推荐`] : []),
        ...(asOf > followBy && unhandled.length > 0
          ? [`${unhandled.map((each) => each.name).join('、')}到 ${followBy} 没有后续处置记录`]
          : []),
        ...(late.length > 0 ? [`${late.map((each) => each.name).join('、')}的后续处置晚于 ${followBy}`] : []),
      ]
      return judged('不达标', `${name} ${cycle.year} 年度民主评议的结果没有用好：${parts.join('；')}。`, {
        facts,
        workings,
        remedies,
        memberIds: wrong.map((each) => each.memberId),
      })
    }
    if (unhandled.length > 0) {
      return judged('达标', `${name}有 ${unhandled.length} 人评为不合格，${followBy} 前要有后续处置记录。`, {
        facts,
        workings,
        dueOn: followBy,
        remedies,
        memberIds: unhandled.map((each) => each.memberId),
      })
    }
    return judged('达标', `${name} ${cycle.year} 年度民主评议的结果已用于奖惩。`, { facts, workings })
  }),
}

/** N-35：等次四种之一，优秀不超过三分之一，预备党员不定等次。 */
export const reviewGrades: OrganizationRule = {
  id: 'N-35',
  parameters: ['excellentOneIn', 'excellentBase', 'reviewWindowFrom', 'reviewWindowUntil'],
  judge: eachReview(({ cycle, review }, { organization, asOf, dated }) => {
    const name = organization.shortName
    const graded = (review?.results ?? []).filter((each) => each.grade !== null)
    if (!review || graded.length === 0) return notApplicable(`${name} ${cycle.year} 年度民主评议还没有评定等次。`)
    const limit = limitOf(review, dated.on(review.decidedOn ?? asOf))
    const wrong = graded.filter((each) => each.grade !== null && gradeProblem(each.name, each.category, each.grade) !== '')
    const count = excellentCount(review)
    const facts = [
      reviewFact(review),
      { label: '评定了等次', value: `${graded.length} 人，其中优秀 ${count} 人`, recordedIn: RECORDED_IN, link: link(review) },
    ]
    const workings = ['等次为优秀、合格、基本合格、不合格；预备党员参评、不定等次', ...(limit ? [`优秀上限：${limit.working}`] : [])]
    const remedies = [openReview(organization, cycle.year, '核对评定等次')]
    if (wrong.length > 0) {
      return judged('不达标', `${name}有 ${wrong.length} 人的等次与人员类别不符：${wrong.map((each) => each.name).join('、')}。`, {
        facts,
        workings,
        remedies,
        memberIds: wrong.map((each) => each.memberId),
      })
    }
    if (limit && count > limit.limit) {
      return judged('提示', `${name} ${cycle.year} 年度评为优秀 ${count} 人，一般不超过 ${limit.limit} 人。`, { facts, workings, remedies })
    }
    return judged('达标', `${name} ${cycle.year} 年度民主评议的等次合规。`, { facts, workings })
  }),
}

export const REVIEW_RULES: readonly OrganizationRule[] = [
  reviewEachYear,
  reviewInWindow,
  stagesRule('B27'),
  stagesRule('B28'),
  excellentShare,
  reviewConsequences,
  reviewGrades,
]
