import { formatChinese, type PlainDate } from '../../../shared/calendar/plain-date.ts'
import { readCandidates, type Candidate } from '../../../shared/correspondence/candidates.ts'
import type { DraftForm } from '../../../shared/correspondence/draft-form.ts'
import { leastCandidates, type DraftFacts } from '../../../shared/correspondence/facts.ts'
import type { TermMilestoneKind } from '../../../shared/glossary.ts'
import { isFirstElection } from '../../../shared/correspondence/paper-wording.ts'

type Derived = { derived: string; derivedFrom: string }

/** 换届流程里定下的优先，其次是本届已登记的几种公文里填过的同一栏。 */
export function known(facts: DraftFacts, key: string, kinds: readonly string[], inProcess: string | number | null = null): Derived {
  if (inProcess !== null && inProcess !== '') return { derived: String(inProcess), derivedFrom: '换届流程' }
  for (const kind of kinds) {
    const earlier = facts.issued.find((each) => each.kind === kind && (each.fields[key] ?? '') !== '')
    if (earlier) return { derived: earlier.fields[key] ?? '', derivedFrom: earlier.number }
  }
  return { derived: '', derivedFrom: '' }
}

/** 大会日期与地点。 */
export function takeMeeting(form: DraftForm, facts: DraftFacts): { meetingOn: PlainDate | null; place: string } {
  const meetingOn = form.takeDate({
    key: 'meetingOn',
    label: '大会日期',
    section: '主体',
    ...known(facts, 'meetingOn', ['W08', 'W06', 'W05', 'W12'], facts.process?.meetingOn ?? null),
    remedy: '请填召开党员大会的日期',
  })
  const place = form.take({
    key: 'place',
    label: '大会地点',
    section: '主体',
    input: '单行',
    ...known(facts, 'place', ['W08', 'W05', 'W12'], facts.process?.place ?? null),
    remedy: '请填会议地点，如“三楼会议室”',
    maxLength: 60,
  })
  return { meetingOn, place }
}

/** 委员名额；不设委员会、由大会直接选书记的为 0。 */
export function takeSeats(form: DraftForm, facts: DraftFacts): number | null {
  const { term, process } = facts
  if (process?.kind === '补选')
    return form.takeInteger({
      key: 'seatCount',
      label: '补选委员名额',
      section: '主体',
      derived: String(facts.vacancies.filter((each) => !each.title.endsWith('书记')).length),
      derivedFrom: '换届流程（出缺）',
      remedy: '请填补选几名委员；只补选书记的填 0',
    })
  const own = known(facts, 'seatCount', ['W06', 'W05'], facts.process?.seatCount ?? null)
  const fallback = { derived: term?.seatCount === null || term === null ? '' : String(term.seatCount), derivedFrom: '本届职数' }
  return form.takeInteger({
    key: 'seatCount',
    label: '委员名额',
    section: '主体',
    ...(own.derived === '' ? fallback : own),
    remedy: '请填新一届拟设委员几名；不设支部委员会、由党员大会直接选举书记的填 0',
  })
}

/** 候选人（预备人选）：从名册里选，问题都记在这一栏上。 */
export function takeCandidates(
  form: DraftForm,
  facts: DraftFacts,
  seats: number | null,
  { label = '候选人预备人选', kinds = ['W06', 'W05', 'W12'] }: { label?: string; kinds?: readonly string[] } = {},
): readonly Candidate[] {
  const planned = facts.process?.candidates ?? []
  const text = form.take({
    key: 'candidates',
    label,
    section: '附件',
    input: '人选',
    ...known(facts, 'candidates', kinds, planned.length === 0 ? null : JSON.stringify(planned)),
    remedy: '请逐行写“姓名,拟任职务”',
  })
  const { candidates, problems } = readCandidates(text, facts.members)
  for (const problem of problems) form.reject('candidates', problem)
  if (problems.length === 0) checkSpares(form, seats, candidates.length)
  return candidates
}

function checkSpares(form: DraftForm, seats: number | null, count: number): void {
  if (seats === null || seats === 0 || count === 0) return
  const least = leastCandidates(seats)
  if (count < least)
    form.reject(
      'candidates',
      `委员差额不足：应选 ${seats} 名，候选人须不少于 ${least} 名（差额不少于应选人数的 20%），现有 ${count} 名，请再酝酿 ${least - count} 名`,
    )
}

/** 收悉、根据的那份来文。 */
export type Reference = { readonly title: string; readonly number: string; readonly datedOn: PlainDate | null }

type ReferenceSpec = {
  readonly key: 'request' | 'reply' | 'result'
  /** 界面上怎么称呼它：请示、批复、结果报告。 */
  readonly label: string
  readonly kinds: readonly string[]
  readonly milestone: TermMilestoneKind | null
  readonly usualTitle: string
}

/** 取来文的标题、文号、日期：本系统登记过的直接带出，其次是登记的换届节点；早于来文的答复当场指出。 */
export function takeReference(form: DraftForm, facts: DraftFacts, answeredOn: PlainDate, spec: ReferenceSpec): Reference {
  const { key, label, kinds, milestone } = spec
  const earlier = facts.issued.find((each) => kinds.includes(each.kind))
  const noted = milestone === null ? undefined : facts.milestones.findLast((each) => each.kind === milestone)
  const remedy = `请填${label}的`
  const title = form.take({
    key: `${key}Title`,
    label: `${label}标题`,
    section: '主体',
    input: '单行',
    derived: earlier?.title ?? spec.usualTitle,
    derivedFrom: earlier ? '发文登记簿' : '通用标题，可改',
    remedy: `${remedy}标题`,
  })
  const number = form.take({
    key: `${key}No`,
    label: `${label}文号`,
    section: '主体',
    input: '单行',
    derived: earlier?.number ?? noted?.documentNo ?? '',
    derivedFrom: earlier ? '发文登记簿' : '换届节点',
    remedy: `${remedy}文号；先登记${label}，这里会自动带出`,
    maxLength: 60,
  })
  const datedOn = form.takeDate({
    key: `${key}On`,
    label: `${label}日期`,
    section: '主体',
    derived: earlier?.datedOn ?? noted?.occurredOn ?? '',
    derivedFrom: earlier ? '发文登记簿' : '换届节点',
    remedy: `${remedy}成文日期`,
  })
  if (datedOn !== null && answeredOn < datedOn)
    form.reject(`${key}On`, `本文成文日期 ${answeredOn} 早于${label}日期 ${datedOn}，答复不能在来文之前，请核对两个日期`)
  return { title, number, datedOn }
}

/** “你支部《……》（文号）收悉。经党委研究，现批复如下。” */
export function receivedSentence(noun: string, reference: Reference, decidedOn: PlainDate | null): string {
  const studied = decidedOn === null ? '经研究' : `经${formatChinese(decidedOn)}党委会议研究`
  return `你${noun}《${reference.title}》（${reference.number}）收悉。${studied}，现批复如下。`
}

/** 党委会研究的日期：可不写；写了就要在来文之后、成文之前。 */
export function takeDecidedOn(form: DraftForm, reference: Reference, datedOn: PlainDate): PlainDate | null {
  const decidedOn = form.takeDate({ key: 'decidedOn', label: '党委会研究日期', section: '主体', isRequired: false })
  if (decidedOn === null) return null
  if (decidedOn > datedOn) form.reject('decidedOn', `党委会研究日期 ${decidedOn} 晚于成文日期 ${datedOn}，请核对`)
  if (reference.datedOn !== null && decidedOn < reference.datedOn)
    form.reject('decidedOn', `党委会研究日期 ${decidedOn} 早于来文日期 ${reference.datedOn}，请核对`)
  return decidedOn
}

/** 缺届次、缺名册：各份换届文书都要的底数。 */
export function requireRecords(form: DraftForm, facts: DraftFacts): void {
  if (!facts.term && !isFirstElection(facts)) form.reject('term', '缺届次：本党组织没有登记本届的选举日，请到“届次与班子”登记')
  if (facts.members.length === 0) form.reject('members', '缺党员名册：本支部没有编入党员，请先导入或编入')
}
