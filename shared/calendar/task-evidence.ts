import type { ActivityFacts, LifeFacts } from '../organizational-life/facts.ts'
import { isJulyFirst } from '../organizational-life/july-first.ts'
import { countedTypes } from '../organizational-life/type-standing.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { Duty, DutyEvidence } from './duty.ts'
import type { Occurrence } from './occurrences.ts'
import { addMonths, type PlainDate } from './plain-date.ts'
import type { PublicityKind } from './publicity-record.ts'

/** 登记簿里的一份公文：文种、发文的党组织与成文日期。 */
export type RegisteredPaper = {
  readonly id: string
  readonly kind: string
  readonly organizationId: string
  readonly datedOn: PlainDate
  readonly number: string
}

/** 由记录看出来的：办了没有、哪天办的、依据是什么。 */
export type Seen = { readonly doneOn: PlainDate | null; readonly evidence: string; readonly link: string | null }

/** 公文比窗口早多久成文仍算这一期的。 */
const EARLY_PAPER_MONTHS = 2

const NOT_SEEN: Seen = { doneOn: null, evidence: '', link: null }

/**
 * 一次义务由记录看办了没有。与组织生活的规则看同一份事实、同一个“算哪几类”。
 * 只认周期之内的活动；评议看评议年度，月结看所属的月。`needed` 是这一期要几次。
 */
export function seenIn(
  duty: Duty,
  occurrence: Occurrence,
  organization: OrganizationFacts,
  needed: number,
  papers: readonly RegisteredPaper[],
  today: PlainDate,
): Seen {
  const { evidence } = duty
  switch (evidence.kind) {
    case '活动':
      return seenOnce(duty, occurrence, organization, needed, today, () =>
        seenActivities(evidence, occurrence, organization, needed, today),
      )
    case '月结':
      return seenClosing(occurrence, organization.life)
    case '民主评议':
      return seenReview(occurrence, organization.life)
    case '公文': {
      const since = addMonths(occurrence.startsOn, -EARLY_PAPER_MONTHS)
      const paper = papers.find(
        ({ kind, datedOn }) =>
          evidence.documentKinds.includes(kind) && since <= datedOn && datedOn <= today && datedOn <= occurrence.lastOn,
      )
      return paper ? { doneOn: paper.datedOn, evidence: `已登记 ${paper.number}`, link: null } : NOT_SEEN
    }
    case '公示':
      return seenPublicity(evidence.publicityKind, occurrence, organization, today)
    case '自动':
      return occurrence.dueOn <= today ? { doneOn: occurrence.dueOn, evidence: '已按日历生成', link: '/calendar' } : NOT_SEEN
    case '人工':
      return NOT_SEEN
  }
}

/** 一个党组织最多记着多少期；翻看许多年份时不至于越积越多。 */
const OCCURRENCES_KEPT = 2000

/** 逐次翻活动看办没办最费时：事实不可变，同一个对象、同一期看出来的总是一样，记着；事实没人用了，记着的也就没了。 */
const seenAlready = new WeakMap<OrganizationFacts, Map<string, Seen>>()

function seenOnce(
  duty: Duty,
  { period, startsOn, lastOn }: Occurrence,
  organization: OrganizationFacts,
  needed: number,
  today: PlainDate,
  look: () => Seen,
): Seen {
  let own = seenAlready.get(organization)
  if (!own) seenAlready.set(organization, (own = new Map<string, Seen>()))
  const key = `${duty.id}|${period}|${startsOn}|${lastOn}|${needed}|${today}`
  const known = own.get(key)
  if (known) return known
  if (own.size >= OCCURRENCES_KEPT) own.clear()
  const seen = look()
  own.set(key, seen)
  return seen
}

/** 这一周期的头尾：窗口类按窗口，其余按周期本身（主题党日当月办了都算办，早晚另看）。 */
function spanOf({ period, startsOn, lastOn }: Occurrence): { from: PlainDate; until: PlainDate } {
  const isMonth = /^\d{4}-\d{2}$/.test(period)
  return isMonth ? { from: `${period}-01`, until: `${period}-31` } : { from: startsOn, until: lastOn }
}

type ActivityEvidence = Extract<DutyEvidence, { kind: '活动' }>

function seenActivities(
  evidence: ActivityEvidence,
  occurrence: Occurrence,
  { life, groups }: OrganizationFacts,
  needed: number,
  today: PlainDate,
): Seen {
  const { from, until } = spanOf(occurrence)
  const held = life.activities.filter(
    (activity) => from <= activity.heldOn && activity.heldOn <= until && activity.heldOn <= today && fits(activity, evidence),
  )
  if (evidence.everyGroup === true) return seenInGroups(held, groups, needed)
  const last = held[needed - 1]
  if (last) return { doneOn: last.heldOn, evidence: `${last.heldOn} ${last.title}`, link: activityLink(last) }
  return { ...NOT_SEEN, evidence: held.length === 0 ? '' : `已办 ${held.length} 次，还差 ${needed - held.length} 次` }
}

/** 各党小组都开过才算：最后一个小组开的那天为办结日。 */
function seenInGroups(held: readonly ActivityFacts[], groups: OrganizationFacts['groups'], needed: number): Seen {
  const finished: ActivityFacts[] = []
  const missing: string[] = []
  for (const group of groups) {
    const last = held.filter((activity) => activity.groupId === group.id)[needed - 1]
    if (last) finished.push(last)
    else missing.push(group.name)
  }
  const latest = finished.toSorted((a, b) => (a.heldOn < b.heldOn ? 1 : -1))[0]
  if (missing.length > 0 || !latest) return { ...NOT_SEEN, evidence: finished.length === 0 ? '' : `还差${missing.join('、')}` }
  return { doneOn: latest.heldOn, evidence: `${groups.length} 个党小组都已开`, link: activityLink(latest) }
}

function fits(activity: ActivityFacts, { types, bySecretary = false, contentKind, about }: ActivityEvidence): boolean {
  if (about === '七一纪念' && !isJulyFirst(activity)) return false
  if (about === '听取汇报' && !activity.hearsBranchReports) return false
  if (contentKind !== undefined && !activity.contentKinds.includes(contentKind)) return false
  const counted = countedTypes(activity)
  if (!types.some((type) => counted.includes(type))) return false
  return !bySecretary || activity.topics.some((topic) => types.includes(topic.type) && topic.speakerRole === '书记')
}

function activityLink(activity: ActivityFacts): string {
  return `/life/activity/${encodeURIComponent(activity.id)}`
}

function seenClosing({ period }: Occurrence, life: LifeFacts): Seen {
  const closing = life.closings.find((each) => each.month === period)
  return closing ? { doneOn: closing.closedOn, evidence: `${period} 已月结`, link: null } : NOT_SEEN
}

/** 张贴在这一期里、没有中止的公示；张贴当天即算公开。 */
function seenPublicity(kind: PublicityKind, { startsOn, lastOn }: Occurrence, { publicities }: OrganizationFacts, today: PlainDate): Seen {
  const posted = publicities.findLast(
    (each) =>
      each.kind === kind && each.outcome !== '中止' && startsOn <= each.postedOn && each.postedOn <= lastOn && each.postedOn <= today,
  )
  return posted
    ? { doneOn: posted.postedOn, evidence: `${posted.postedOn} 张贴公示：${posted.about}`, link: '/calendar/publicity' }
    : NOT_SEEN
}

function seenReview({ period }: Occurrence, life: LifeFacts): Seen {
  const review = life.reviews.find((each) => String(each.year) === period)
  if (!review) return NOT_SEEN
  if (review.decidedOn === null) return { ...NOT_SEEN, evidence: `${period} 年度评议已启动，还没有作出评定意见` }
  return { doneOn: review.decidedOn, evidence: `${period} 年度评议 ${review.decidedOn} 作出评定意见`, link: null }
}
