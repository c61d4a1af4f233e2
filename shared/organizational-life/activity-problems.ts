import type { PlainDate } from '../calendar/plain-date.ts'
import type { ActivityBody, ActivityDraft } from './activity-draft.ts'
import { COMMITTEE_TYPES, type ActivityType, type VoteMatter } from './activity-types.ts'
import { typeConflict } from './activity-rules.ts'

/** 哪一格、为什么、怎么办。 */
export type DraftProblem = { readonly place: string; readonly message: string }

/** 只能在党员大会上表决的事项，与只能由委员表决的：别的会上记了，分母与通过线都会算错。 */
const DECIDED_BY: Readonly<Partial<Record<VoteMatter, string>>> = {
  接收预备党员: '接收预备党员由党员大会讨论表决。',
  预备党员转正: '预备党员转正由党员大会讨论表决。',
  选举: '选举在党员大会上进行。',
  支委会表决: '请改选“一般事项”。',
}

function isDecidedAt(matter: VoteMatter, type: ActivityType): boolean {
  const isCommittee = COMMITTEE_TYPES.some((each) => each === type)
  if (matter === '支委会表决') return isCommittee
  return matter === '一般事项' || !(isCommittee || type === '党小组会')
}

/** 不看库就看得出的坏输入：时刻倒置、类型不能合并、议题类型不在活动类型里、议定事项日期不通。没有返回空。 */
export function bodyProblems(body: ActivityBody, heldOn: PlainDate, today: PlainDate): DraftProblem[] {
  const problems: DraftProblem[] = []
  const say = (place: string, message: string) => problems.push({ place, message })
  if (heldOn > today) say('heldOn', `活动日期 ${heldOn} 在今天（${today}）之后，请核对年份；还没开的到开完再记。`)
  if (body.endsAt <= body.startsAt)
    say('endsAt', `结束 ${body.endsAt} 不晚于开始 ${body.startsAt}，请核对起止时间；跨过零点的请分两天各记一次。`)
  const conflict = typeConflict(body.types)
  if (conflict !== '') say('types', conflict)
  for (const [index, topic] of body.topics.entries()) {
    const place = `topics.${index}`
    const named = `第 ${index + 1} 个议题“${topic.title}”`
    if (!body.types.includes(topic.type))
      say(`${place}.type`, `${named}是“${topic.type}”，这次活动没有选这个类型；请在类型里加上，或改议题的类型。`)
    for (const [at, { matter }] of topic.votes.entries())
      if (!isDecidedAt(matter, topic.type))
        say(`${place}.votes.${at}.matter`, `${named}是“${topic.type}”，不能表决“${matter}”；${DECIDED_BY[matter] ?? ''}`)
    if (topic.startsAt !== null && topic.endsAt !== null && topic.endsAt <= topic.startsAt)
      say(`${place}.endsAt`, `${named}的结束 ${topic.endsAt} 不晚于开始 ${topic.startsAt}，请核对。`)
    else if ((topic.startsAt ?? body.startsAt) < body.startsAt || (topic.endsAt ?? body.endsAt) > body.endsAt)
      say(`${place}.startsAt`, `${named}的时间不在活动起止（${body.startsAt} 至 ${body.endsAt}）之内，请核对。`)
  }
  for (const [index, task] of body.tasks.entries()) {
    const place = `tasks.${index}`
    const named = `议定事项“${task.content}”`
    if (task.topicSeq !== null && task.topicSeq > body.topics.length)
      say(`${place}.topicSeq`, `${named}指的第 ${task.topicSeq} 个议题不存在，请重新选择。`)
    if (task.dueOn !== null && task.dueOn < heldOn) say(`${place}.dueOn`, `${named}的办结时限 ${task.dueOn} 早于开会 ${heldOn}，请核对。`)
    if (task.doneOn !== null && task.doneOn < heldOn)
      say(`${place}.doneOn`, `${named}的办结日期 ${task.doneOn} 早于开会 ${heldOn}，请核对。`)
    if (task.doneOn !== null && task.doneOn > today) say(`${place}.doneOn`, `${named}的办结日期 ${task.doneOn} 在今天之后，请核对。`)
  }
  if (body.eHomeOn !== null && (body.eHomeOn < heldOn || body.eHomeOn > today))
    say('eHomeOn', `党建e家登记日期 ${body.eHomeOn} 应在开会 ${heldOn} 与今天 ${today} 之间，请核对。`)
  return problems
}

/** 一份完整的草稿：除上面的，还有小组与签到。 */
export function draftProblems(draft: ActivityDraft, today: PlainDate): DraftProblem[] {
  const problems = bodyProblems(draft, draft.heldOn, today)
  if (draft.types.includes('党小组会') && draft.groupId === null)
    problems.push({ place: 'groupId', message: '党小组会没有选是哪个党小组，请选。' })
  const seen = new Set<string>()
  for (const [index, { memberId }] of draft.attendance.entries()) {
    if (seen.has(memberId)) problems.push({ place: `attendance.${index}`, message: '签到里同一个人出现两次，请去掉一处。' })
    seen.add(memberId)
  }
  return problems
}
