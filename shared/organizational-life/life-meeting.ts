import { formatChinese, type PlainDate } from '../calendar/plain-date.ts'
import type { LifeMeetingMaterial } from './facts.ts'

/** 组织生活会的各步，次序就是办事的先后（documents.md W15、W16）。 */
export const LIFE_MEETING_STEPS = [
  '方案通知',
  '会前学习',
  '征求意见',
  '谈心谈话',
  '对照检查',
  '批评与自我批评',
  '整改清单',
  '情况报告',
] as const
export type LifeMeetingStepKind = (typeof LIFE_MEETING_STEPS)[number]

/** 会前各步：都要在会议当天或以前。 */
export const BEFORE_MEETING: readonly LifeMeetingStepKind[] = ['方案通知', '会前学习', '征求意见', '谈心谈话', '对照检查']
/** 会后各步：不早于会议当天。 */
export const AFTER_MEETING_STEPS: readonly LifeMeetingStepKind[] = ['整改清单', '情况报告']

export const OPINION_SOURCES = ['党员', '群众', '服务对象', '上级党组织', '其他'] as const
export type OpinionSource = (typeof OPINION_SOURCES)[number]

export const CRITICISM_KINDS = ['自我批评', '相互批评'] as const
export type CriticismKind = (typeof CRITICISM_KINDS)[number]

/** 一条批评意见；自我批评的 `criticId` 为 null。 */
export type CriticismRecord = {
  readonly memberId: string
  readonly kind: CriticismKind
  readonly criticId: string | null
  readonly content: string
}

/** 判断材料齐不齐要看的几样。 */
export type PreparedMeeting = {
  readonly theme: string
  readonly steps: readonly { readonly kind: LifeMeetingStepKind; readonly doneOn: PlainDate | null }[]
  readonly opinionCount: number
  readonly talkCount: number
  readonly examinationCount: number
  readonly criticismCount: number
  /** 写了整改措施的问题条数。 */
  readonly measureCount: number
}

/**
 * 七项材料里已有的（B23）。批评意见、整改措施要有逐条的记录，只登记一个日期的不算；
 * 会前学习、征求意见、谈心谈话、对照检查登记了日期的算，写了具体内容的也算。
 */
export function materialsOf(meeting: PreparedMeeting): LifeMeetingMaterial[] {
  const isDone = (kind: LifeMeetingStepKind) => meeting.steps.some((step) => step.kind === kind && step.doneOn !== null)
  const found: readonly (readonly [LifeMeetingMaterial, boolean])[] = [
    ['主题', meeting.theme !== ''],
    ['会前学习', isDone('会前学习')],
    ['征求意见', isDone('征求意见') || meeting.opinionCount > 0],
    ['谈心谈话', isDone('谈心谈话') || meeting.talkCount > 0],
    ['对照检查', isDone('对照检查') || meeting.examinationCount > 0],
    ['批评意见', meeting.criticismCount > 0],
    ['整改措施', meeting.measureCount > 0],
  ]
  return found.filter(([, has]) => has).map(([material]) => material)
}

export type CriticismCoverage = {
  readonly memberId: string
  readonly name: string
  readonly selfCount: number
  readonly receivedCount: number
}

/** 到会党员各作了几条自我批评、收到几条相互批评（B24：各不少于 1 条）。 */
export function criticismCoverage(
  present: readonly { readonly id: string; readonly name: string }[],
  criticisms: readonly CriticismRecord[],
): CriticismCoverage[] {
  const count = (memberId: string, kind: CriticismKind) =>
    criticisms.filter((each) => each.memberId === memberId && each.kind === kind).length
  return present.map(({ id, name }) => ({
    memberId: id,
    name,
    selfCount: count(id, '自我批评'),
    receivedCount: count(id, '相互批评'),
  }))
}

/** 逐人的一行还差什么；不差为空串。 */
export function criticismShortage({ selfCount, receivedCount }: Pick<CriticismCoverage, 'selfCount' | 'receivedCount'>): string {
  if (selfCount === 0 && receivedCount === 0) return '没有自我批评，也没有收到相互批评意见'
  if (selfCount === 0) return '没有自我批评'
  return receivedCount === 0 ? '没有收到相互批评意见' : ''
}

/** 这一步的日期与会议日期的先后说不通的缘由；说得通为 null。 */
export function lifeStepProblem(kind: LifeMeetingStepKind, doneOn: PlainDate, heldOn: PlainDate | null): string | null {
  if (heldOn === null) return null
  if (BEFORE_MEETING.includes(kind) && doneOn > heldOn)
    return `“${kind}”的日期 ${doneOn} 晚于会议日期 ${heldOn}；${kind}是会前要做的，请核对两个日期。`
  if (AFTER_MEETING_STEPS.includes(kind) && doneOn < heldOn)
    return `“${kind}”的日期 ${doneOn} 早于会议日期 ${heldOn}；${kind}在会后，请核对两个日期。`
  if (kind === '批评与自我批评' && doneOn !== heldOn)
    return `“批评与自我批评”就是开会那天（${formatChinese(heldOn)}），填的是 ${doneOn}；请核对。`
  return null
}

/**
 * 年度与日期对不上的缘由；对得上为 null。某年度的组织生活会、民主评议可以拖到次年才办，
 * 早于当年 1 月 1 日、晚于次年 12 月 31 日的必是填错了年度。
 */
export function yearProblem(what: string, year: number, on: PlainDate): string | null {
  if (on < `${year}-01-01`) return `${what}的日期 ${on} 早于 ${year} 年度，年度与日期矛盾；请核对是哪一年度的。`
  if (on > `${year + 1}-12-31`) return `${what}的日期 ${on} 已在 ${year} 年度的次年以后，年度与日期矛盾；请核对是哪一年度的。`
  return null
}

/** 人登记的一步。 */
export type RecordedStep = {
  readonly kind: LifeMeetingStepKind
  readonly doneOn: PlainDate | null
  readonly summary: string
  readonly activityId: string | null
  readonly documentId: string | null
}

/** 别处的记录里看得出这一步已经办了：哪天、凭什么。 */
export type StepTraces = {
  readonly heldOn: PlainDate | null
  readonly notice: { readonly id: string; readonly datedOn: PlainDate } | null
  readonly report: { readonly id: string; readonly datedOn: PlainDate } | null
  readonly talkedOn: PlainDate | null
  readonly examinedOn: PlainDate | null
  readonly improvedOn: PlainDate | null
}

export type StandingStep = RecordedStep & { readonly source: string }

/** 各步的样子：人登记过日期的照登记，没有登记的从会议、发文登记簿、谈话、对照检查、整改问题推出。 */
export function standingSteps(recorded: readonly RecordedStep[], traces: StepTraces): StandingStep[] {
  return LIFE_MEETING_STEPS.map((kind) => {
    const step = recorded.find((each) => each.kind === kind) ?? { kind, doneOn: null, summary: '', activityId: null, documentId: null }
    if (step.doneOn !== null) return { ...step, source: '登记' }
    const trace = traceOf(kind, traces)
    return trace === null
      ? { ...step, source: '' }
      : { ...step, doneOn: trace.on, documentId: step.documentId ?? trace.documentId, source: trace.source }
  })
}

type Trace = { readonly on: PlainDate; readonly source: string; readonly documentId: string | null }

function traceOf(kind: LifeMeetingStepKind, traces: StepTraces): Trace | null {
  const from = (on: PlainDate | null, source: string): Trace | null => (on === null ? null : { on, source, documentId: null })
  const issued = (document: StepTraces['notice']): Trace | null =>
    document === null ? null : { on: document.datedOn, source: '发文登记簿', documentId: document.id }
  switch (kind) {
    case '方案通知':
      return issued(traces.notice)
    case '谈心谈话':
      return from(traces.talkedOn, '谈话记录')
    case '对照检查':
      return from(traces.examinedOn, '对照检查材料')
    case '批评与自我批评':
      return from(traces.heldOn, '会议记录')
    case '整改清单':
      return from(traces.improvedOn, '整改问题')
    case '情况报告':
      return issued(traces.report)
    case '会前学习':
    case '征求意见':
      return null
  }
}
