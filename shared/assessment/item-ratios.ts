import { clamped, minus, ONE, over, ratio, sum, times, ZERO, type Ratio } from './ratio.ts'

// 28 个考核项的比率公式：入参是该项的计数事实，结果在 [0,1]，null 为不适用。
// “没有……则只看……”的半项，分母为 0 时由另一半独自成分，不当作满分也不当作零分。

/** 做成的与应做的。 */
export type Done = { readonly done: number; readonly due: number }

/** 完成率；应做为 0 时给 `whenNone`。 */
function share({ done, due }: Done, whenNone: Ratio): Ratio {
  return due === 0 ? whenNone : clamped(ratio(done, due))
}

function yes(condition: boolean): Ratio {
  return condition ? ONE : ZERO
}

/** 按份数加权平均；值为 null 的那一份不参加。全都没有为 null。 */
function weighted(parts: readonly (readonly [weight: Ratio, value: Ratio | null])[]): Ratio | null {
  const present = parts.flatMap(([weight, value]) => (value === null ? [] : [{ weight, value }]))
  if (present.length === 0) return null
  return over(sum(present.map(({ weight, value }) => times(weight, value))), sum(present.map(({ weight }) => weight)))
}

function half(first: Ratio | null, second: Ratio | null): Ratio | null {
  return weighted([
    [ONE, first],
    [ONE, second],
  ])
}

const orNull = (done: Done): Ratio | null => (done.due === 0 ? null : share(done, ZERO))
const HALF = ratio(1, 2)
const QUARTER = ratio(1, 4)
const TENTH = ratio(1, 10)

/** 1.1 组织设置：适用规则中通过的比例。 */
export function organizationSetup(rules: Done): Ratio | null {
  return orNull(rules)
}

export type RenewalOutcome =
  | { readonly kind: '按期' }
  /** 请示迟于 T−4 月，或 6、4 个月节点不齐，但按期换届。 */
  | { readonly kind: '节点不齐' }
  | { readonly kind: '延期内' }
  | { readonly kind: '逾期'; readonly days: number }

/** 1.2 任期换届。 */
export function termRenewal(outcome: RenewalOutcome): Ratio {
  switch (outcome.kind) {
    case '按期':
      return ONE
    case '节点不齐':
      return ratio(9, 10)
    case '延期内':
      return ratio(8, 10)
    case '逾期':
      return outcome.days <= 90 ? HALF : outcome.days <= 180 ? ratio(2, 10) : ZERO
  }
}

/** 1.3 班子健全：`gap` = Σ超限空缺天数，书记一天计 2、委员一天计 1。 */
export function completeCommittee(overdue: { readonly secretaryDays: number; readonly memberDays: number }): Ratio {
  return clamped(minus(ONE, ratio(overdue.secretaryDays * 2 + overdue.memberDays, 90)))
}

export type MeetingFacts = {
  /** 开过党员大会的季度与应开的季度，全年 4 个。 */
  readonly congress: Done
  /** 开过支委会的月份与应开的月份，全年 12 个；不设支委会为 null。 */
  readonly committee: Done | null
  /** 各小组各月开过的与应开的（全年 12 × 组数）；不划小组的看全体学习的月份。 */
  readonly small: Done
  /** 党课次数与目标；年度没完、还没到目标的为 null，先不计。 */
  readonly lectures: Done | null
  readonly hasSecretaryLectured: boolean | null
}

/** 2.1 三会一课：3、3、2、1、1 份；不设支委会的 3 份并入小组会或学习。还没有到期的一份不参加。 */
export function regularMeetings(facts: MeetingFacts): Ratio | null {
  return weighted([
    [ratio(3), orNull(facts.congress)],
    [ratio(3), facts.committee === null ? null : orNull(facts.committee)],
    [ratio(facts.committee === null ? 5 : 2), orNull(facts.small)],
    [ONE, facts.lectures === null ? null : share(facts.lectures, ONE)],
    [ONE, facts.hasSecretaryLectured === null ? null : yes(facts.hasSecretaryLectured)],
  ])
}

export type ThemeDay = { readonly held: '按期' | '合规顺延' | '未按期' | '未开'; readonly isUnderTwoHours: boolean }

/** 2.2 主题党日：各月月值之和 ÷ 应开的月数，全年 12 个月。一个月也没到期为 null。 */
export function themeDays(months: readonly ThemeDay[]): Ratio | null {
  if (months.length === 0) return null
  const value = { 按期: ONE, 合规顺延: ONE, 未按期: ratio(6, 10), 未开: ZERO }
  const values = months.map(({ held, isUnderTwoHours }) => (isUnderTwoHours ? times(value[held], ratio(7, 10)) : value[held]))
  return clamped(over(sum(values), ratio(months.length)))
}

/** 2.3 组织生活会：材料共 7 项。 */
export function lifeMeeting(facts: { readonly isHeld: boolean; readonly materials: number; readonly isInFourthQuarter: boolean }): Ratio {
  if (!facts.isHeld) return ZERO
  const held = sum([HALF, times(HALF, share({ done: facts.materials, due: 7 }, ZERO))])
  return clamped(facts.isInFourthQuarter ? held : minus(held, TENTH))
}

/** 2.4 民主评议：共 6 个环节，没做为 0 个。 */
export function democraticReview(facts: { readonly stages: number; readonly isExcellentOverLimit: boolean }): Ratio {
  const done = share({ done: facts.stages, due: 6 }, ZERO)
  return facts.isExcellentOverLimit ? times(done, ratio(8, 10)) : done
}

/** 3.1 接转规范：没有接转的看年度排查是否完成。 */
export function transfers(facts: { readonly compliant: Done; readonly isSweepDone: boolean }): Ratio {
  const compliant = share(facts.compliant, yes(facts.isSweepDone))
  return clamped(facts.isSweepDone ? compliant : minus(compliant, QUARTER))
}

/** 3.2 出国（境）：行前审批且登记齐。 */
export function goingAbroad(approvedAndRegistered: Done): Ratio | null {
  return orNull(approvedAndRegistered)
}

/** 3.3 流动党员；没有到联系期或没有返回的，那一份由其余的分摊。 */
export function floatingMembers(facts: { readonly managed: Done; readonly contacted: Done; readonly checkedOnReturn: Done }): Ratio | null {
  if (facts.managed.due === 0) return null
  return weighted([
    [ratio(5), orNull(facts.managed)],
    [ratio(3), orNull(facts.contacted)],
    [ratio(2), orNull(facts.checkedOnReturn)],
  ])
}

/** 4.1 学习培训：集中学习 12 天、党员学时、书记班子 56 学时、班子集中培训。 */
export function studyAndTraining(facts: {
  readonly studyDays: number
  readonly membersMet: Done
  readonly committeeMet: Done
  readonly committeeTrained: Done
}): Ratio {
  return over(
    sum([
      times(ratio(3), share({ done: facts.studyDays, due: 12 }, ZERO)),
      times(ratio(3), share(facts.membersMet, ZERO)),
      times(ratio(3, 2), share(facts.committeeMet, ZERO)),
      times(HALF, share(facts.committeeTrained, ZERO)),
    ]),
    ratio(8),
  )
}

/** 4.2 主题实践：每季一次。 */
export function themedPractice(count: number): Ratio {
  return share({ done: count, due: 4 }, ZERO)
}

/** 4.3 党费：人月；第四季度未公示再减 0.25。 */
export function dues(facts: { readonly paidInFull: Done; readonly isPublished: boolean }): Ratio | null {
  const paid = orNull(facts.paidInFull)
  if (paid === null) return null
  return clamped(facts.isPublished ? paid : minus(paid, QUARTER))
}

/** 4.4 日常管理：平均出勤率到九成即满。 */
export function dailyManagement(facts: { readonly duties: Done; readonly attendance: Done }): Ratio {
  const attendance = clamped(over(share(facts.attendance, ZERO), ratio(9, 10)))
  return times(HALF, sum([share(facts.duties, ZERO), attendance]))
}

/** 4.5 处置：按期处置。 */
export function disposals(onTime: Done): Ratio | null {
  return orNull(onTime)
}

/** 5.1 信息库：上、下半年各更新一次。 */
export function candidateRegister(facts: { readonly isFirstHalfUpdated: boolean; readonly isSecondHalfUpdated: boolean }): Ratio {
  return times(HALF, sum([yes(facts.isFirstHalfUpdated), yes(facts.isSecondHalfUpdated)]))
}

/** 5.2 程序合规：没有对象不适用。 */
export function admissionSteps(compliant: Done): Ratio | null {
  return orNull(compliant)
}

/** 5.3 队伍：非党员职工满 50 人的须有入党积极分子。 */
export function activistTeam(facts: { readonly nonpartyStaff: number; readonly hasActivists: boolean }): Ratio | null {
  return facts.nonpartyStaff < 50 ? null : yes(facts.hasActivists)
}

/** 6.1 谈心谈话：年度覆盖率与必谈事件按期书记面谈率。 */
export function heartToHeartTalks(facts: { readonly covered: Done; readonly mandatoryBySecretary: Done }): Ratio {
  return half(share(facts.covered, ZERO), orNull(facts.mandatoryBySecretary)) ?? ZERO
}

/** 6.2 权利公开：全年公开 4 次，意见按期答复。 */
export function rightsAndDisclosure(facts: { readonly disclosures: number; readonly answeredOnTime: Done }): Ratio {
  return half(share({ done: facts.disclosures, due: 4 }, ZERO), orNull(facts.answeredOnTime)) ?? ZERO
}

/** 6.3 帮扶：走访与申请闭环，都没有则不适用。 */
export function assistance(facts: { readonly visited: Done; readonly closedApplications: Done }): Ratio | null {
  return half(orNull(facts.visited), orNull(facts.closedApplications))
}

/** 7.1 制度：现行制度 6 项。 */
export function rulesInForce(count: number): Ratio {
  return share({ done: count, due: 6 }, ZERO)
}

/** 7.2 计划：提交情况与到期项完成率。 */
export function annualPlan(facts: { readonly submission: '按时' | '逾期' | '无'; readonly completed: Done }): Ratio {
  const submission = { 按时: ONE, 逾期: HALF, 无: ZERO }[facts.submission]
  return half(submission, orNull(facts.completed)) ?? ZERO
}

/** 7.3 台账：必录项、照片归档、月结；还没有到期的一份不参加。 */
export function ledgers(facts: { readonly required: Done; readonly photos: Done; readonly closings: Done }): Ratio | null {
  return weighted([
    [ratio(3, 2), orNull(facts.required)],
    [ratio(3, 4), orNull(facts.photos)],
    [ratio(3, 4), orNull(facts.closings)],
  ])
}

/** 7.4 报告整改：月报按时率与整改按期完成率；没有整改项则只看月报。 */
export function reportsAndRectification(facts: { readonly reportsOnTime: Done; readonly rectifiedOnTime: Done }): Ratio {
  return half(share(facts.reportsOnTime, ZERO), orNull(facts.rectifiedOnTime)) ?? ZERO
}

/** 8.1 阵地：有固定场所，设施共 6 项。 */
export function venue(facts: { readonly hasVenue: boolean; readonly facilities: number }): Ratio {
  return over(sum([yes(facts.hasVenue), times(ratio(2), share({ done: facts.facilities, due: 6 }, ZERO))]), ratio(3))
}

/** 8.2 经费：列支与合规支出率（金额以分计）；没有支出则只看列支。 */
export function funds(facts: { readonly isBudgeted: boolean; readonly compliantFen: Done }): Ratio {
  return half(yes(facts.isBudgeted), orNull(facts.compliantFen)) ?? ZERO
}

/** 8.3 党务力量：书记培训完成，信息员等到位。 */
export function partyWorkers(facts: { readonly isSecretaryTrained: boolean; readonly isStaffed: boolean }): Ratio {
  return times(HALF, sum([yes(facts.isSecretaryTrained), yes(facts.isStaffed)]))
}
