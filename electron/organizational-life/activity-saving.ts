import type { HolidayTable } from '../../shared/calendar/holidays.ts'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { firstWorkdayOf } from '../../shared/calendar/workday.ts'
import { snapshotOf, type ActivitySnapshot } from '../../shared/organizational-life/activity-changes.ts'
import type { ActivityDraft, TaskDraft, VoteDraft } from '../../shared/organizational-life/activity-draft.ts'
import { draftProblems } from '../../shared/organizational-life/activity-problems.ts'
import { isBackfilled, typeProblemAt } from '../../shared/organizational-life/activity-rules.ts'
import { ARCHIVE_CATEGORY_OF, type ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { attendanceLines, headcountsOf, type Headcounts } from '../../shared/organizational-life/expected-roll.ts'
import { tally } from '../../shared/organizational-life/voting.ts'
import type { Problem } from '../../shared/contract/envelope.ts'
import type { ReadDb } from '../db/open.ts'
import type { OrganizationAt } from '../member/queries.ts'
import type { ActivityHead, StoredActivity } from './activity-queries.ts'
import { standingsOf } from './activity-view.ts'
import type { WrittenActivity } from './activity-write-queries.ts'
import type { LoadedRoll } from './expected-roll.ts'
import { peopleById, processIdsKnown } from './roll-queries.ts'

export type SavingContext = {
  readonly db: ReadDb
  readonly today: PlainDate
  readonly newId: () => string
  /** 开会那天的党组织。 */
  readonly organizations: ReadonlyMap<string, OrganizationAt>
  readonly roll: LoadedRoll
  /** 同一天本组织已有的活动。 */
  readonly sameDay: readonly ActivityHead[]
  readonly allowsDuplicate: boolean
  readonly holidays: HolidayTable
}

/**
 * 一份草稿能不能存：能存的给出要写下的样子与要人留意的话，不能的逐格说明为什么。
 * `current` 是更改以前的那一次，议题与议定事项的编号从它接过来。
 */
export async function prepareActivity(
  context: SavingContext,
  draft: ActivityDraft,
  current: StoredActivity | null,
): Promise<{ written: WrittenActivity; notices: string[] } | { problems: Problem[] }> {
  const { db, newId, roll, today } = context
  const organizationIssues = organizationProblems(context.organizations, draft)
  if (organizationIssues.length > 0) return { problems: organizationIssues }
  const names = await namesIn(db, draft, current)
  const problems = [
    ...draftProblems(draft, today),
    ...(await attendanceProblems(db, draft, context, current)),
    ...(await referenceProblems(db, draft, names)),
  ]
  const duplicate = context.allowsDuplicate ? null : duplicateOf(context.sameDay, draft, current?.id ?? null)
  if (duplicate)
    problems.push({
      place: 'heldOn',
      message: `${draft.heldOn} ${duplicate.startsAt} 至 ${duplicate.endsAt} 已有一次同类活动“${duplicate.title}”，时间重叠；请打开那一次补充，确是另一次的请选“仍要再录一次”。`,
    })
  const signIns = attendanceLines(roll, draft.attendance, draft.unlisted)
  const counts = headcountsOf(roll, signIns)
  const named = (id: string | null, name: string) => (name === '' && id !== null ? (names.get(id) ?? '') : name)
  const topics = draft.topics.map((topic, index) => ({
    ...topic,
    id: current?.topics[index]?.id ?? newId(),
    seq: index + 1,
    speakerName: named(topic.speakerId, topic.speakerName),
    votes: topic.votes.map((vote, at) => ({ ...vote, ...voteBase(vote, counts), seq: at + 1 })),
  }))
  for (const [index, topic] of topics.entries())
    for (const [at, vote] of topic.votes.entries())
      for (const message of tally({ ...vote, heldOn: draft.heldOn }).problems)
        problems.push({ place: `topics.${index}.votes.${at}`, message: `“${topic.title}”的计票：${message}` })
  if (problems.length > 0) return { problems }
  const written: WrittenActivity = {
    id: current?.id ?? newId(),
    organizationId: draft.organizationId,
    groupId: draft.groupId,
    title: draft.title === '' ? titleOf(draft.heldOn, draft.types, draft.extras.theme) : draft.title,
    heldOn: draft.heldOn,
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    place: draft.place,
    hostId: draft.hostId,
    hostName: named(draft.hostId, draft.hostName),
    recorderId: draft.recorderId,
    recorderName: named(draft.recorderId, draft.recorderName),
    postponeReason: draft.postponeReason,
    contentKinds: [...new Set(draft.contentKinds)],
    narrative: draft.narrative,
    archiveCategory: draft.archiveCategory ?? ARCHIVE_CATEGORY_OF[draft.types[0] ?? '其他'],
    eHomeOn: draft.eHomeOn,
    eHomeNo: draft.eHomeNo,
    themePlanId: draft.themePlanId,
    seriesId: current?.seriesId ?? null,
    extras: draft.extras,
    types: draft.types,
    ...counts,
    topics,
    attendance: signIns,
    guests: draft.guests,
    tasks: draft.tasks.map((task) => ({
      ...task,
      ownerName: named(task.ownerId, task.ownerName),
      id: keptTaskId(task, current) ?? newId(),
      topicId: task.topicSeq === null ? null : (topics[task.topicSeq - 1]?.id ?? null),
    })),
  }
  return { written, notices: noticesOf(written, context) }
}

/** 同组织（同小组）、类型有相同、时段重叠的另一次。 */
export function duplicateOf(
  sameDay: readonly ActivityHead[],
  draft: ActivityDraft | StoredActivity,
  ownId: string | null,
): ActivityHead | null {
  const found = sameDay.find(
    (each) =>
      each.id !== ownId &&
      each.organizationId === draft.organizationId &&
      each.groupId === draft.groupId &&
      each.types.some((type) => draft.types.includes(type)) &&
      each.startsAt < draft.endsAt &&
      draft.startsAt < each.endsAt,
  )
  return found ?? null
}

/** 没有起名的，由日期、主题与类型得名：“2026 年 9 月支委会”。 */
export function titleOf(heldOn: PlainDate, types: readonly ActivityType[], theme: string): string {
  const when = `${Number(heldOn.slice(0, 4))} 年 ${Number(heldOn.slice(5, 7))} 月`
  return theme === '' ? `${when}${types.join('、')}` : `${when}${types[0] ?? ''}：${theme}`
}

export function snapshotOfStored(activity: StoredActivity, organizations: ReadonlyMap<string, OrganizationAt>): ActivitySnapshot {
  return snapshotOf({
    ...activity,
    types: activity.types.map((type) => ({ type })),
    groupName: activity.groupId === null ? '' : (organizations.get(activity.groupId)?.shortName ?? ''),
  })
}

function organizationProblems(organizations: ReadonlyMap<string, OrganizationAt>, draft: ActivityDraft): Problem[] {
  const organization = organizations.get(draft.organizationId)
  if (!organization) return [{ place: 'organizationId', message: '没有找到这个党组织，请重新选择。' }]
  const problems = existenceProblems(organization, draft.heldOn, 'organizationId')
  for (const type of draft.types) {
    const message = typeProblemAt(organization.level, type)
    if (message !== '' && !problems.some((problem) => problem.message === message)) problems.push({ place: 'types', message })
  }
  if (draft.groupId !== null) {
    const group = organizations.get(draft.groupId)
    if (group?.level !== '党小组' || group.parentId !== draft.organizationId)
      problems.push({ place: 'groupId', message: `选的党小组不在“${organization.shortName}”名下，请重新选择。` })
    else problems.push(...existenceProblems(group, draft.heldOn, 'groupId'))
  }
  return problems
}

function existenceProblems({ name, establishedOn, dissolvedOn }: OrganizationAt, heldOn: PlainDate, place: string): Problem[] {
  if (heldOn < establishedOn)
    return [{ place, message: `“${name}”${establishedOn} 才成立，${heldOn} 还没有这个组织；请核对日期，或改正成立登记。` }]
  if (dissolvedOn !== null && heldOn >= dissolvedOn)
    return [{ place, message: `“${name}”已于 ${dissolvedOn} 撤销，${heldOn} 不能再记它的活动；请核对日期与党组织。` }]
  return []
}

/** 签到里的人：不在应到名单里的只能记列席，并说明他编在哪里；在名单里应到的不能记列席。 */
async function attendanceProblems(
  db: ReadDb,
  draft: ActivityDraft,
  { organizations, roll }: SavingContext,
  current: StoredActivity | null,
): Promise<Problem[]> {
  const recorded = new Map((current?.attendance ?? []).map(({ memberId, name }) => [memberId, name]))
  const onRoll = new Map(roll.lines.map((line) => [line.memberId, line]))
  const strangers = draft.attendance.filter(({ memberId }) => !onRoll.has(memberId))
  const people = new Map(
    (
      await peopleById(
        db,
        draft.heldOn,
        strangers.map(({ memberId }) => memberId),
      )
    ).map((person) => [person.id, person]),
  )
  const where = organizations.get(draft.organizationId)?.shortName ?? ''
  return draft.attendance.flatMap(({ memberId, status }, index): Problem[] => {
    const place = `attendance.${index}`
    const line = onRoll.get(memberId)
    if (line)
      return status === '列席' && line.isExpected ? [{ place, message: `${line.name}是“${where}”应到的人，不能记列席，请改为出席。` }] : []
    const person = people.get(memberId)
    if (!person)
      return [{ place, message: `签到里的${recorded.get(memberId) ?? '一个人'}不在名册里（可能已移入回收站），请去掉或重新选择。` }]
    if (status === '列席') return []
    const branch = person.branchId === null ? '' : (organizations.get(person.branchId)?.shortName ?? '')
    const reason =
      roll.audience === '在任委员'
        ? `${person.name}在 ${draft.heldOn} 不是“${where}”的在任委员`
        : roll.audience === '小组党员'
          ? `${person.name}在 ${draft.heldOn} 没有编在这个党小组`
          : `${person.name}在 ${draft.heldOn} ${branch === '' ? '没有编在任何支部' : `编在“${branch}”`}，不是“${where}”的党员`
    return [{ place, message: `${reason}；来旁听的请记为列席，记错了请去掉。` }]
  })
}

/** 主持、记录、主讲、责任人里选自名册的，id → 姓名；原来就记着的人，后来移出名册的也照认。 */
async function namesIn(db: ReadDb, draft: ActivityDraft, current: StoredActivity | null): Promise<ReadonlyMap<string, string>> {
  const ids = [
    draft.hostId,
    draft.recorderId,
    ...draft.topics.map(({ speakerId }) => speakerId),
    ...draft.tasks.map(({ ownerId }) => ownerId),
  ]
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const known = [
    [current?.hostId, current?.hostName],
    [current?.recorderId, current?.recorderName],
    ...(current?.topics ?? []).map(({ speakerId, speakerName }) => [speakerId, speakerName]),
    ...(current?.tasks ?? []).map(({ ownerId, ownerName }) => [ownerId, ownerName]),
  ].flatMap(([id, name]) => (id && name ? [[id, name] as const] : []))
  return new Map([...known, ...(await peopleById(db, draft.heldOn, wanted)).map(({ id, name }) => [id, name] as const)])
}

async function referenceProblems(db: ReadDb, draft: ActivityDraft, names: ReadonlyMap<string, string>): Promise<Problem[]> {
  const unknown = (place: string, id: string | null, who: string): Problem[] =>
    id === null || names.has(id)
      ? []
      : [{ place, message: `${who}选的人那天不在名册里（还没有入党，或已移入回收站），请重新选择，或只填姓名。` }]
  const processIds = draft.topics.flatMap(({ votes }) => votes.flatMap(({ electionProcessId }) => electionProcessId ?? []))
  const known = await processIdsKnown(db, draft.organizationId, processIds)
  return [
    ...unknown('hostId', draft.hostId, '主持人'),
    ...unknown('recorderId', draft.recorderId, '记录人'),
    ...draft.topics.flatMap(({ speakerId }, index) => unknown(`topics.${index}.speakerId`, speakerId, `第 ${index + 1} 个议题的主讲人`)),
    ...draft.tasks.flatMap(({ ownerId }, index) => unknown(`tasks.${index}.ownerId`, ownerId, `第 ${index + 1} 项议定事项的责任人`)),
    ...(processIds.every((id) => known.has(id))
      ? []
      : [{ place: 'topics', message: '计票指到的换届（补选）流程不是本支部的，或已撤下，请重新选择。' }]),
  ]
}

function voteBase(vote: VoteDraft, counts: Headcounts): { expectedCount: number; presentCount: number } {
  return {
    expectedCount: vote.expectedCount ?? counts.voterExpectedCount,
    presentCount: vote.presentCount ?? counts.voterPresentCount,
  }
}

function keptTaskId(task: TaskDraft, current: StoredActivity | null): string | null {
  return task.id !== null && current?.tasks.some(({ id }) => id === task.id) === true ? task.id : null
}

function noticesOf(written: WrittenActivity, { today, roll, holidays }: SavingContext): string[] {
  const notices: string[] = []
  const { year, month } = partsOf(written.heldOn)
  const themeDay = firstWorkdayOf(year, month, holidays).on
  if (written.types.includes('主题党日') && written.heldOn > themeDay && written.postponeReason === '')
    notices.push(`主题党日应在当月首个工作日 ${themeDay}，这次是 ${written.heldOn}，没有写顺延原因（B14）。`)
  if (isBackfilled(written.heldOn, today)) notices.push(`${written.heldOn} 的活动今天（${today}）才录，标“补录”。`)
  const uncounted = standingsOf(written).filter(({ isCounted }) => !isCounted)
  if (uncounted.length > 0)
    notices.push(`${uncounted.map(({ type, why }) => `“${type}”（${why}）`).join('、')}暂不计次，列为待确认；补上就计。`)
  for (const topic of written.topics)
    for (const vote of topic.votes) {
      const outcome = tally({ ...vote, heldOn: written.heldOn })
      if (vote.expectedCount !== written.voterExpectedCount || vote.presentCount !== written.voterPresentCount)
        notices.push(
          `“${topic.title}”的计票填的是应到 ${vote.expectedCount}、实到 ${vote.presentCount}，签到有表决权的应到 ${written.voterExpectedCount}、实到 ${written.voterPresentCount}，请核对。`,
        )
      if (!outcome.isQuorate) notices.push(`“${topic.title}”：${outcome.workings[0] ?? ''}，会议无效，不能算通过。`)
      else if (!outcome.isPassed && vote.matter !== '选举') notices.push(`“${topic.title}”没有通过：${outcome.workings[1] ?? ''}。`)
      const cast = vote.approveCount + vote.againstCount + vote.abstainCount
      if (cast < vote.presentCount)
        notices.push(`“${topic.title}”的票加起来 ${cast}，少于到会有表决权的 ${vote.presentCount} 人，请核对有没有人没投。`)
      if ((vote.matter === '接收预备党员' || vote.matter === '预备党员转正') && vote.method !== '无记名投票')
        notices.push(`“${topic.title}”：${vote.matter}应当采取无记名投票（N-27），这里记的是${vote.method}。`)
    }
  if (written.types.includes('支委会') && written.attendance.length > 0 && written.presentCount * 2 < written.expectedCount)
    notices.push(`到会委员 ${written.presentCount} 人，不到在任委员 ${written.expectedCount} 人的半数，会议无效（N-05）。`)
  if (roll.lines.length === 0) notices.push('名册里没有应到的人，应到按 0 计；请核对名册与任职。')
  return notices
}
