import { daysBetween, type PlainDate } from '../calendar/plain-date.ts'

/** 请示与批复的一端：本系统发的文，或收文登记里的一件。 */
export type ReplyEnd = {
  readonly source: '发文' | '收文'
  readonly number: string
  readonly title: string
  readonly genre: string
  readonly datedOn: PlainDate
  readonly isVoid: boolean
  /** 已经挂接着的另一端的文号；没有为空。 */
  readonly linkedTo: string
}

/** 上级可以用批复，也可以用函答复（函用于“请求批准和答复审批事项”）。 */
export const REPLY_GENRES = ['批复', '函'] as const

/**
 * 批复能不能挂到这份请示上：一请一复、先请后复。能挂为空串，不能挂写明为什么、怎么办。
 * 依据《党政机关公文处理工作条例》第八条（请示、批复、函的用途）、第十五条（一文一事）。
 */
export function replyProblem(request: ReplyEnd, reply: ReplyEnd): string {
  if (request.genre !== '请示') return `${nameOf(request)}是${request.genre || '其他文种'}，不是请示，不能挂批复`
  if (!REPLY_GENRES.some((genre) => genre === reply.genre))
    return `${nameOf(reply)}是${reply.genre || '其他文种'}，只有批复或答复审批事项的函能挂到请示上`
  if (request.isVoid) return `${nameOf(request)}已经作废，不能再挂批复`
  if (reply.isVoid) return `${nameOf(reply)}已经作废，不能挂到请示上`
  if (request.linkedTo !== '') return `${nameOf(request)}已经有批复${request.linkedTo}；一请一复，挂错了请先解除原来的挂接`
  if (reply.linkedTo !== '') return `${nameOf(reply)}已经挂在请示${reply.linkedTo}上；一份批复只答复一份请示`
  if (reply.datedOn < request.datedOn)
    return `批复日期 ${reply.datedOn} 早于请示日期 ${request.datedOn}，先请示后批复，请核对两份的成文日期`
  return ''
}

function nameOf({ number, title }: ReplyEnd): string {
  return number === '' ? `《${title}》` : number
}

/** 请示发出后已等了几天；已有批复的算到批复那天。 */
export function waitingDays(request: { readonly datedOn: PlainDate }, until: PlainDate): number {
  return Math.max(0, daysBetween(request.datedOn, until))
}
