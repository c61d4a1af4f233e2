import type { HolidayTable } from '../calendar/holidays.ts'
import { addDays, addMonths, daysBetween, type PlainDate } from '../calendar/plain-date.ts'
import { reminderOn } from '../calendar/workday.ts'
import type { PostTitle, TermMilestoneKind } from '../glossary.ts'
import type { ProfileValues } from '../regulation/profile.ts'
import type { TermFacts } from './facts.ts'
import { approvalsOf, effectiveTermEnd, extensionsOf, fillDeadline, termEnd } from './tenure.ts'
import { termLines } from './terms.ts'

/** 换届（含提前、延期）、补选、上级指派书记：同一流程的三种走法。 */
export const PROCESS_KINDS = ['换届', '补选', '指派'] as const
export type ProcessKind = (typeof PROCESS_KINDS)[number]

export const PROCESS_STEP_KINDS = [
  '上级提醒',
  '请示',
  '批复',
  '候选人酝酿',
  '应到会核查',
  '大会通知',
  '党员大会',
  '上级指派',
  '结果报告',
  '结果批复',
  '备案',
  '分工公布',
] as const
export type ProcessStepKind = (typeof PROCESS_STEP_KINDS)[number]

/** 步骤与称谓的走法：换届流程而没有上一届的，是支部成立后的首届选举。 */
export type ProcessForm = ProcessKind | '首届'

export function formOf(process: { readonly kind: ProcessKind; readonly termId: string | null }): ProcessForm {
  return process.kind === '换届' && process.termId === null ? '首届' : process.kind
}

export const STEPS_OF: Readonly<Record<ProcessForm, readonly ProcessStepKind[]>> = {
  换届: PROCESS_STEP_KINDS.filter((kind) => kind !== '上级指派'),
  首届: PROCESS_STEP_KINDS.filter((kind) => kind !== '上级提醒' && kind !== '上级指派'),
  补选: PROCESS_STEP_KINDS.filter((kind) => kind !== '上级提醒' && kind !== '上级指派'),
  指派: ['请示', '上级指派', '分工公布'],
}

/** 换届里与换届节点是同一件事的步骤：日期只存在节点里。 */
export const STEP_MILESTONES: Readonly<Partial<Record<ProcessStepKind, TermMilestoneKind>>> = {
  上级提醒: '上级提醒',
  请示: '换届请示',
  批复: '请示批复',
  大会通知: '大会通知',
  结果报告: '结果报告',
  结果批复: '结果批复',
  分工公布: '分工公布',
}

/** 大会以后的步骤，换届时节点记在新一届名下。 */
export const AFTER_MEETING: readonly ProcessStepKind[] = ['结果报告', '结果批复', '备案', '分工公布']

/** 没有规定天数、由产品给的提醒线：大会前 7 天通知、会后 7 天报结果、30 天内公布分工（A33）。 */
const NOTICE_DAYS = 7
const REPORT_DAYS = 7
const DUTY_DAYS = 30

/** 一处出缺：职务与出缺日（卸任当日）。 */
export type ProcessVacancy = { readonly title: PostTitle; readonly vacantOn: PlainDate }

export type ProcessFacts = {
  readonly kind: ProcessKind
  /** 支部成立后的首届选举：没有届满日，也不须提前或延期。 */
  readonly isFirst?: boolean
  /** 换届：将届满的一届；补选、指派：本届。没有登记届次为 null。 */
  readonly term: TermFacts | null
  readonly vacancies: readonly ProcessVacancy[]
  /** 拟定（会后为实际）的大会日期。 */
  readonly meetingOn: PlainDate | null
  /** 逾期换届的情况说明；写了才能在窗口以外继续。 */
  readonly overdueReason: string
  /** 已办各步的实际日期。 */
  readonly done: Readonly<Partial<Record<ProcessStepKind, PlainDate>>>
  /** 候选人公示的届满日与最早可以开会的日子；没有登记公示为 null 或不给。 */
  readonly publicity?: { readonly endsOn: PlainDate; readonly nextStepOn: PlainDate } | null
}

export const WINDOW_VERDICTS = ['未定', '在窗口内', '早于窗口', '晚于窗口'] as const
export type WindowVerdict = (typeof WINDOW_VERDICTS)[number]

export type ElectionWindow = {
  /** 最早可以开会的日子；还没有批复时为 null。 */
  readonly opensOn: PlainDate | null
  /** 最晚可以开会的日子（含当日）；方案只要求“及时”的为 null。 */
  readonly closesOn: PlainDate | null
  readonly verdict: WindowVerdict
  readonly message: string
  /** 两端各怎么来的，附条文号。 */
  readonly workings: readonly string[]
  /** 出了窗口而没有说明：大会通知及以后各步停用。 */
  readonly isBlocking: boolean
}

export const STEP_STATES = ['已办', '迟办', '待办', '逾期', '停用'] as const
export type StepState = (typeof STEP_STATES)[number]

export type PlannedStep = {
  readonly kind: ProcessStepKind
  readonly title: string
  readonly ruleIds: readonly string[]
  /** 法定或提醒的最后一天，当日有效；不限时的为 null。 */
  readonly dueOn: PlainDate | null
  /** 遇非工作日提前到的工作日；不需提前的与 dueOn 相同。 */
  readonly actBy: PlainDate | null
  /** 期限怎么推出来的，含遇非工作日的说明。 */
  readonly basis: string
  readonly isProvisional: boolean
  readonly state: StepState
  readonly doneOn: PlainDate | null
  /** 停用或不合规的缘由；没有为空。 */
  readonly problem: string
}

export type ProcessPlan = {
  /** 换届为生效届满日，补选、指派为最早的补选期限。 */
  readonly deadlineOn: PlainDate | null
  readonly window: ElectionWindow
  readonly steps: readonly PlannedStep[]
  /** 该办的下一步；全部办完为 null。 */
  readonly currentStep: ProcessStepKind | null
}

export type ProcessValues = Pick<
  ProfileValues,
  'remindMonths' | 'requestMonths' | 'earlyMaxMonths' | 'extensionMaxMonths' | 'secretaryVacancy' | 'memberVacancy'
>

/** 流程标题用语：换届请示、补选请示、指派请示；首届选举的请示就是成立支部的请示（W01）。 */
export function stepTitle(kind: ProcessStepKind, process: ProcessForm): string {
  if (kind === '请示' && process === '首届') return '成立请示'
  if (kind === '请示') return process === '换届' ? '换届请示' : `${process}请示`
  if (kind === '批复') return '请示批复'
  return kind
}

/**
 * 按届满日（或出缺日）与大会日期推出合法窗口和每一步的应办日。改大会日期、登记批复后重算即可，不存结果。
 * 依据：A15–A19、A30–A33、N-07、N-09、N-11、N-14、N-15、C-04–C-07、C14。
 */
export function planProcess(facts: ProcessFacts, asOf: PlainDate, values: ProcessValues, holidays: HolidayTable): ProcessPlan {
  const window = windowOf(facts, asOf, values)
  const steps = STEPS_OF[formIn(facts)].map((kind) => planStep(kind, facts, window, asOf, values, holidays))
  const next = steps.find((step) => step.doneOn === null)
  return { deadlineOn: window.closesOn, window, steps, currentStep: next?.kind ?? null }
}

function formIn({ kind, isFirst }: ProcessFacts): ProcessForm {
  return isFirst === true ? '首届' : kind
}

function windowOf(facts: ProcessFacts, asOf: PlainDate, values: ProcessValues): ElectionWindow {
  if (facts.isFirst === true) return firstWindow(facts)
  return facts.kind === '换届' ? electionWindow(facts, asOf, values) : fillingWindow(facts, asOf, values)
}

/** 首届选举：上级批复成立之后就可以开会，规定没有给最后期限。 */
function firstWindow({ meetingOn, done, publicity }: ProcessFacts): ElectionWindow {
  const approvedOn = done.批复
  const sinceApproval = approvedOn === undefined ? null : addDays(approvedOn, 1)
  const opensOn = later(sinceApproval, publicity?.nextStepOn ?? null)
  const workings = [
    sinceApproval === null
      ? '还没有登记同意成立的批复，批复以前不能选举（N-03、N-11）'
      : `批复 ${approvedOn ?? ''}，选举须在批复之后：不早于 ${sinceApproval}（N-11）`,
    ...publicityWorkings(publicity),
    '首届没有届满日，规定没有给选举的最后期限',
  ]
  const range = { opensOn, closesOn: null, workings }
  if (meetingOn === null) return { ...range, verdict: '未定', message: '首届选举，请定下大会日期。', isBlocking: false }
  if (opensOn !== null && meetingOn < opensOn)
    return {
      ...range,
      verdict: '早于窗口',
      message: publicityProblem(meetingOn, publicity) ?? `大会日期 ${meetingOn} 不晚于批复日，选举须在批复之后。`,
      isBlocking: true,
    }
  const message = sinceApproval === null ? '日期可行，待上级批复同意成立。' : '在批复之后，可以选举。'
  return { ...range, verdict: '在窗口内', message, isBlocking: false }
}

/** 换届窗口：自批复次日（且不早于请示线，除非获准提前）至生效届满日。 */
function electionWindow(facts: ProcessFacts, asOf: PlainDate, values: ProcessValues): ElectionWindow {
  const { term, meetingOn } = facts
  if (!term) {
    const message = '没有登记本届的选举日，推不出届满日；请先到届次页登记本届。'
    return { opensOn: null, closesOn: null, verdict: '未定', message, workings: [], isBlocking: true }
  }
  const closesOn = effectiveTermEnd(term, asOf)
  const extension = extensionsOf(term, asOf).at(-1)
  const early = approvalsOf(term, '提前', asOf).at(-1)
  const workings = [
    `届满日 = ${term.electedOn} + ${term.termYears} 年 = ${termEnd(term)}`,
    ...(extension ? [`${extension.documentNo} 批准延期，届满日改为 ${closesOn}（A16）`] : []),
  ]
  const approvedOn = facts.done.批复
  const earliest: PlainDate[] = []
  if (early) {
    const limit = values.earlyMaxMonths === null ? null : addMonths(termEnd(term), -values.earlyMaxMonths)
    workings.push(`${early.documentNo} 批准提前至 ${early.newEndOn}，批复须早于选举日（A16）`)
    earliest.push(addDays(early.approvedOn, 1))
    if (limit !== null) {
      workings.push(`提前一般不超过 ${String(values.earlyMaxMonths)} 个月：不早于 ${limit}（C-04）`)
      earliest.push(limit)
    }
  } else {
    const line = termLines(term, asOf, values).requestBy
    workings.push(`没有获批提前：选举日不早于请示线 ${line}（A16、A19）`)
    earliest.push(line)
  }
  if (approvedOn !== undefined) {
    workings.push(`批复 ${approvedOn}，选举须在批复之后：不早于 ${addDays(approvedOn, 1)}（N-11）`)
    earliest.push(addDays(approvedOn, 1))
  } else workings.push('还没有登记上级批复，批复以前不能选举（N-11）')
  if (facts.publicity) earliest.push(facts.publicity.nextStepOn)
  workings.push(...publicityWorkings(facts.publicity))
  const opensOn = earliest.toSorted().at(-1) ?? null
  return { ...judgeMeeting(facts, { opensOn, closesOn }, asOf, approvedOn !== undefined), workings }

  function judgeMeeting(
    { overdueReason }: ProcessFacts,
    range: { opensOn: PlainDate | null; closesOn: PlainDate },
    on: PlainDate,
    isApproved: boolean,
  ): Omit<ElectionWindow, 'workings'> {
    const bounds = { ...range, opensOn: isApproved ? range.opensOn : null }
    if (meetingOn === null) {
      const late = daysBetween(range.closesOn, on)
      const message = late > 0 ? `已届满 ${late} 天，请尽快定下大会日期，或按程序报批延期。` : '请定下大会日期。'
      return { ...bounds, verdict: '未定', message, isBlocking: false }
    }
    if (range.opensOn !== null && meetingOn < range.opensOn) {
      const underPublicity = publicityProblem(meetingOn, facts.publicity)
      const message =
        underPublicity !== null
          ? underPublicity
          : early
            ? `大会日期 ${meetingOn} 早于 ${range.opensOn}，不在获批的提前范围之内。`
            : `大会日期 ${meetingOn} 早于 ${range.opensOn}；提前换届须先有上级批复的文号，再定日期。`
      return { ...bounds, verdict: '早于窗口', message, isBlocking: true }
    }
    if (meetingOn > range.closesOn) {
      const days = daysBetween(range.closesOn, meetingOn)
      const message = `大会日期 ${meetingOn} 晚于届满日 ${range.closesOn} ${days} 天；请改日期，或先登记上级批准延期的文号。`
      return { ...bounds, verdict: '晚于窗口', message, isBlocking: overdueReason === '' }
    }
    const left = daysBetween(meetingOn, range.closesOn)
    const message = `${isApproved ? '在合法窗口内' : '日期可行，待上级批复'}，${left === 0 ? '当日届满' : `距届满 ${left} 天`}。`
    return { ...bounds, verdict: '在窗口内', message, isBlocking: false }
  }
}

/** 补选、指派的期限：自出缺之日起书记 1 个月、委员 3 个月（以方案为准），多处出缺取最早。 */
function fillingWindow(facts: ProcessFacts, asOf: PlainDate, values: ProcessValues): ElectionWindow {
  const limits = facts.vacancies.map(({ title, vacantOn }) => {
    const months = title === '书记' ? values.secretaryVacancy : values.memberVacancy
    const fillBy = typeof months === 'number' ? fillDeadline(vacantOn, months) : null
    const rule = title === '书记' ? 'A30、C-06' : 'A32、C-07'
    const working =
      fillBy === null
        ? `${title} ${vacantOn} 出缺，应当及时补选（该口径没有规定月数）`
        : `${title} ${vacantOn} 出缺 + ${String(months)} 个月 = ${fillBy}，当日有效（${rule}）`
    return { fillBy, working }
  })
  const workings = limits.map((each) => each.working)
  const closesOn = limits.flatMap((each) => (each.fillBy === null ? [] : [each.fillBy])).toSorted()[0] ?? null
  const approvedOn = facts.done.批复
  const sinceApproval = approvedOn === undefined || facts.kind === '指派' ? null : addDays(approvedOn, 1)
  if (sinceApproval !== null) workings.push(`批复 ${approvedOn ?? ''}，选举须在批复之后：不早于 ${sinceApproval}（N-11）`)
  const publicity = facts.kind === '指派' ? null : facts.publicity
  const opensOn = later(sinceApproval, publicity?.nextStepOn ?? null)
  workings.push(...publicityWorkings(publicity))
  const bounds = { opensOn, closesOn, workings }
  const actedOn = facts.meetingOn
  const what = facts.kind === '指派' ? '指派' : '补选'
  if (actedOn === null) {
    const late = closesOn === null ? 0 : daysBetween(closesOn, asOf)
    const message =
      late > 0 ? `已超过${what}期限 ${late} 天。` : closesOn === null ? '应当及时到位。' : `应当在 ${closesOn} 前到位，还有 ${-late} 天。`
    return { ...bounds, verdict: '未定', message, isBlocking: false }
  }
  if (opensOn !== null && actedOn < opensOn)
    return {
      ...bounds,
      verdict: '早于窗口',
      message: publicityProblem(actedOn, publicity) ?? `大会日期 ${actedOn} 不晚于批复日，选举须在批复之后。`,
      isBlocking: true,
    }
  if (closesOn !== null && actedOn > closesOn) {
    const message = `${what}日期 ${actedOn} 晚于期限 ${closesOn} ${daysBetween(closesOn, actedOn)} 天；请提前，或写明逾期的原因。`
    return { ...bounds, verdict: '晚于窗口', message, isBlocking: facts.overdueReason === '' }
  }
  const left = closesOn === null ? '' : `，距期限 ${daysBetween(actedOn, closesOn)} 天`
  return { ...bounds, verdict: '在窗口内', message: `在期限之内${left}。`, isBlocking: false }
}

/** 两个日子里晚的一个；都没有为 null。 */
function later(a: PlainDate | null, b: PlainDate | null): PlainDate | null {
  if (a === null || b === null) return a ?? b
  return a < b ? b : a
}

function publicityWorkings(publicity: ProcessFacts['publicity']): string[] {
  return publicity ? [`候选人公示 ${publicity.endsOn} 届满（张贴日计不计依登记），大会不早于 ${publicity.nextStepOn}`] : []
}

/** 大会日期还在候选人公示期里的说明；不在为 null。 */
function publicityProblem(meetingOn: PlainDate, publicity: ProcessFacts['publicity']): string | null {
  if (!publicity || meetingOn >= publicity.nextStepOn) return null
  return `候选人公示 ${publicity.endsOn} 才届满，${publicity.nextStepOn} 起才能开会选举；大会日期 ${meetingOn} 还在公示期内。`
}

type StepLimit = { readonly ruleIds: readonly string[]; readonly dueOn: PlainDate | null; readonly basis: string }

function limitOf(kind: ProcessStepKind, facts: ProcessFacts, window: ElectionWindow, asOf: PlainDate, values: ProcessValues): StepLimit {
  const { meetingOn, term } = facts
  const lines = term && facts.kind === '换届' ? termLines(term, asOf, values) : null
  const fromMeeting = (ruleIds: readonly string[], days: number, what: string): StepLimit => {
    if (meetingOn === null) return { ruleIds, dueOn: null, basis: '定下大会日期后推算' }
    const sign = days < 0 ? '−' : '+'
    const dueOn = addDays(meetingOn, days)
    return { ruleIds, dueOn, basis: `大会 ${meetingOn} ${sign} ${Math.abs(days)} 天 = ${dueOn}（${what}）` }
  }
  switch (kind) {
    case '上级提醒':
      return {
        ruleIds: ['A18', 'N-15'],
        dueOn: lines?.remindBy ?? null,
        basis: lines ? `届满 ${lines.endsOn} − ${values.remindMonths ?? 6} 个月 = ${lines.remindBy}` : '没有届满日',
      }
    case '请示':
      if (facts.isFirst === true)
        return { ruleIds: ['N-03'], dueOn: null, basis: '不限时：成立支部的请示（W01），连同首届委员候选人预备人选' }
      if (facts.kind !== '换届') return { ruleIds: [facts.kind === '指派' ? 'A31' : 'N-11'], dueOn: null, basis: '不限时，出缺后及时报送' }
      return {
        ruleIds: ['A19'],
        dueOn: lines?.requestBy ?? null,
        basis: lines
          ? `届满 ${lines.endsOn} − ${values.requestMonths ?? 4} 个月 = ${lines.requestBy}${values.requestMonths === null ? '（现行方案没有这条线，仅供参考）' : ''}`
          : '没有届满日',
      }
    case '批复':
      return { ...fromMeeting(['N-11'], -1, '批复须早于选举日'), ruleIds: ['N-11'] }
    case '候选人酝酿':
      return fromMeeting(['N-11'], -1, '正式候选人须在会前经党员酝酿确定')
    case '应到会核查':
      return fromMeeting(['N-09', 'N-14'], -NOTICE_DAYS, '随大会通知核定〔产品默认〕')
    case '大会通知':
      return fromMeeting(['C14'], -NOTICE_DAYS, '规定没有给天数〔产品默认〕')
    case '党员大会':
      return {
        ruleIds: facts.kind === '换届' ? ['N-09', 'A15'] : ['N-09', 'A30', 'A32'],
        dueOn: window.closesOn,
        basis: window.closesOn === null ? '不限时' : `${facts.kind === '换届' ? '届满日' : '补选期限'} ${window.closesOn}，当日有效`,
      }
    case '上级指派':
      return {
        ruleIds: ['A30', 'A31'],
        dueOn: window.closesOn,
        basis: window.closesOn === null ? '及时' : `补选期限 ${window.closesOn}，当日有效`,
      }
    case '结果报告':
      return fromMeeting(['N-07'], REPORT_DAYS, '规定没有给天数〔产品默认〕')
    case '结果批复':
      return { ruleIds: ['N-07'], dueOn: null, basis: '不限时：书记、副书记须经批准' }
    case '备案':
      return { ruleIds: ['N-07'], dueOn: null, basis: '不限时：委员报上级备案' }
    case '分工公布':
      return fromMeeting(['A33'], DUTY_DAYS, '30 日内明确〔产品默认〕')
  }
}

const BLOCKED_BY_WINDOW: readonly ProcessStepKind[] = ['大会通知', '党员大会', ...AFTER_MEETING]

function planStep(
  kind: ProcessStepKind,
  facts: ProcessFacts,
  window: ElectionWindow,
  asOf: PlainDate,
  values: ProcessValues,
  holidays: HolidayTable,
): PlannedStep {
  const limit = limitOf(kind, facts, window, asOf, values)
  const doneOn = facts.done[kind] ?? null
  const shifted = limit.dueOn === null ? null : reminderOn(limit.dueOn, holidays)
  const isShifted = shifted !== null && shifted.on !== limit.dueOn
  const isBlocked = doneOn === null && window.isBlocking && BLOCKED_BY_WINDOW.includes(kind)
  return {
    kind,
    title: stepTitle(kind, formIn(facts)),
    ruleIds: limit.ruleIds,
    dueOn: limit.dueOn,
    actBy: shifted?.on ?? null,
    basis: isShifted ? `${limit.basis}；逢非工作日，期限不顺延，提前到 ${shifted.on} 办` : limit.basis,
    isProvisional: shifted?.isProvisional ?? false,
    state: isBlocked ? '停用' : stateOf(doneOn, limit.dueOn, asOf),
    doneOn,
    problem: isBlocked ? window.message : '',
  }
}

function stateOf(doneOn: PlainDate | null, dueOn: PlainDate | null, asOf: PlainDate): StepState {
  if (doneOn !== null) return dueOn !== null && doneOn > dueOn ? '迟办' : '已办'
  return dueOn !== null && asOf > dueOn ? '逾期' : '待办'
}

/** 登记某步的实际日期与已办各步的先后矛盾；没有为 null。`done` 不含这一步原来的日期。 */
export function stepOrderProblem(
  kind: ProcessStepKind,
  doneOn: PlainDate,
  process: ProcessForm,
  done: Readonly<Partial<Record<ProcessStepKind, PlainDate>>>,
): string | null {
  for (const order of STEP_ORDERS) {
    if (order.later === kind) {
      const before = done[order.earlier]
      if (before !== undefined && (order.isStrict ? doneOn <= before : doneOn < before))
        return `${stepTitle(kind, process)}的日期 ${doneOn} ${order.isStrict ? '不晚于' : '早于'}${stepTitle(order.earlier, process)} ${before}，${order.why}；请核对两个日期。`
    }
    if (order.earlier === kind) {
      const after = done[order.later]
      if (after !== undefined && (order.isStrict ? after <= doneOn : after < doneOn))
        return `${stepTitle(kind, process)}的日期 ${doneOn} ${order.isStrict ? '不早于' : '晚于'}${stepTitle(order.later, process)} ${after}，${order.why}；请核对两个日期。`
    }
  }
  return null
}

type StepOrder = { readonly earlier: ProcessStepKind; readonly later: ProcessStepKind; readonly isStrict: boolean; readonly why: string }

const STEP_ORDERS: readonly StepOrder[] = [
  { earlier: '请示', later: '批复', isStrict: false, why: '先有请示才有批复' },
  { earlier: '请示', later: '上级指派', isStrict: false, why: '先有请示才有指派' },
  { earlier: '批复', later: '党员大会', isStrict: true, why: '上级同意人选的批复须早于选举日（N-11）' },
  { earlier: '大会通知', later: '党员大会', isStrict: false, why: '会前才谈得上通知' },
  { earlier: '候选人酝酿', later: '党员大会', isStrict: false, why: '候选人须在会前经党员酝酿确定（N-11）' },
  { earlier: '应到会核查', later: '党员大会', isStrict: false, why: '应到会人数须在会前核定（N-14）' },
  { earlier: '党员大会', later: '结果报告', isStrict: false, why: '选举以后才有结果' },
  { earlier: '结果报告', later: '结果批复', isStrict: false, why: '先有报告才有批复' },
  { earlier: '结果报告', later: '备案', isStrict: false, why: '先有报告才有备案' },
  { earlier: '党员大会', later: '分工公布', isStrict: false, why: '选出班子以后才分工' },
  { earlier: '上级指派', later: '分工公布', isStrict: false, why: '到任以后才分工' },
]
