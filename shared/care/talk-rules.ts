import { addDays, daysBetween, type PlainDate } from '../calendar/plain-date.ts'
import { ABSENCE_LIMIT, frequentAbsentees } from '../education/attendance-rules.ts'
import { isInOffice } from '../election/tenure.ts'
import type { MemberEventKind } from '../member/event-kinds.ts'
import type { MemberEventFacts, OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { TalkFacts } from '../organizational-life/facts.ts'
import { EVIDENCE_LIMIT } from '../organizational-life/gap-judgement.ts'
import { notBranch } from '../organizational-life/meeting-rules.ts'
import { judgedYear } from '../organizational-life/period-checks.ts'
import { TALK_OCCASIONS, type TalkOccasion } from '../organizational-life/talk.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import { judged, type Judgement } from '../regulation/rule.ts'

const RECORDED_IN = '谈心谈话'
const LINK = '/life/talk'

/** 转入落实后几日内面谈〔产品默认〕；苗头性问题触发后几日内面谈〔产品默认〕。 */
const AFTER_DAYS = 15
/** 转出、外出、处置之前几日以内谈的，算为这件事谈的〔产品默认〕。 */
const BEFORE_DAYS = 90

/** 谈话那天在任的书记谈的：没有登记过书记任职的，看谈话登记的身份。 */
function isBySecretary(organization: OrganizationFacts, talk: TalkFacts): boolean {
  const secretaries = organization.posts.filter((post) => post.title === '书记' && isInOffice(post, talk.heldOn))
  return secretaries.length > 0 ? secretaries.some((post) => talk.talkerIds.includes(post.memberId)) : talk.talkerRole === '书记'
}

/** 书记与本人见面谈的（F06）。 */
function isProper(organization: OrganizationFacts, talk: TalkFacts): boolean {
  return talk.means === '见面' && isBySecretary(organization, talk)
}

function talkFact(talk: TalkFacts, name: string, note = ''): Fact {
  return {
    label: `${talk.heldOn} 与${name}谈话`,
    value: `${talk.kind}，${talk.means}，谈话人为${talk.talkerRole}${note}`,
    recordedIn: RECORDED_IN,
    link: LINK,
  }
}

/** 一件必谈的事，谈没谈、几时谈的。`by` 是期限，当日有效。 */
type Mandatory = {
  readonly memberId: string
  readonly name: string
  readonly what: string
  readonly by: PlainDate
  /** 合规的一次谈话；没有为 null。 */
  readonly talk: TalkFacts | null
  /** 谈了，但不是书记见面谈的。 */
  readonly improper: TalkFacts | null
}

/** 为这件事谈的：窗口以内的，或写明了这件事、晚一些补谈的；合规的优先。 */
function talksFor(organization: OrganizationFacts, memberId: string, from: PlainDate, occasion: TalkOccasion) {
  const about = organization.life.talks.filter(
    (each) => each.subjectIds.includes(memberId) && each.heldOn >= from && (each.occasion === occasion || each.occasion === ''),
  )
  return {
    talk: about.find((each) => isProper(organization, each)) ?? null,
    improper: about.find((each) => !isProper(organization, each)) ?? null,
  }
}

function remedyFor(organization: OrganizationFacts, { memberId, name }: Mandatory, occasion: TalkOccasion, asOf: PlainDate): Remedy {
  const secretary = organization.posts.find((post) => post.title === '书记' && isInOffice(post, asOf))
  const input = {
    organizationId: organization.id,
    memberIds: [memberId],
    occasion,
    ...(secretary ? { talkerIds: [secretary.memberId] } : {}),
  }
  return { label: `登记书记与${name}的谈话`, route: 'life.recordTalks', input }
}

type Wording = {
  readonly occasion: TalkOccasion
  readonly rule: string
  /** 没有这类事时怎么说。 */
  readonly none: string
  /** 还没有谈的怎么定：缺省为不达标。 */
  readonly missing?: (each: Mandatory) => '不达标' | '待确认'
}

/** 几件必谈的事一并下结论：没谈的不达标，晚谈的提示，没到期的待办。 */
function judgeMandatory(organization: OrganizationFacts, asOf: PlainDate, list: readonly Mandatory[], wording: Wording): Judgement {
  const name = organization.shortName
  if (list.length === 0) return notApplicable(`${name}${wording.none}。`)
  const missing = list.filter((each) => each.talk === null && asOf > each.by)
  const waiting = list.filter((each) => each.talk === null && asOf <= each.by)
  const late = list.filter((each) => each.talk !== null && each.talk.heldOn > each.by)
  const facts = list.slice(-EVIDENCE_LIMIT).map((each): Fact => ({
    label: each.name,
    value: `${each.what}，${each.by} 前面谈；${
      each.talk
        ? `书记 ${each.talk.heldOn} 面谈${each.talk.heldOn > each.by ? `，晚 ${daysBetween(each.by, each.talk.heldOn)} 天` : ''}`
        : each.improper
          ? `${each.improper.heldOn} 由${each.improper.talkerRole}${each.improper.means}谈，不算书记面谈`
          : '没有书记面谈的记录'
    }`,
    recordedIn: RECORDED_IN,
    link: LINK,
  }))
  const workings = [wording.rule, '书记与本人见面谈才算；电话、视频或他人代谈的不算，谈话的触发事件写别的事的不算']
  const names = (some: readonly Mandatory[]) => [...new Set(some.map((each) => each.name))].join('、')
  const detail = {
    facts,
    workings,
    remedies: [...missing, ...waiting].map((each) => remedyFor(organization, each, wording.occasion, asOf)),
    memberIds: [...new Set(list.map((each) => each.memberId))],
  }
  if (missing.length > 0) {
    const verdict = missing.every((each) => wording.missing?.(each) === '待确认') ? '待确认' : '不达标'
    return judged(verdict, `${name}有 ${missing.length} 件必谈的事没有书记面谈的记录：${names(missing)}。`, detail)
  }
  if (waiting.length > 0) {
    const dueOn = waiting.map((each) => each.by).toSorted()[0] ?? null
    return judged('达标', `${name}书记要与${names(waiting)}面谈，${dueOn ?? ''} 前办。`, { ...detail, dueOn })
  }
  if (late.length > 0) return judged('提示', `${name}书记与${names(late)}的面谈晚于期限，已补谈。`, detail)
  return judged('达标', `${name}今年 ${list.length} 件必谈的事，书记都面谈过。`, detail)
}

/** 当年发生的这几类事。 */
function eventsOf(organization: OrganizationFacts, asOf: PlainDate, kinds: readonly MemberEventKind[]): MemberEventFacts[] {
  const firstDay = `${judgedYear(asOf)}-01-01`
  return organization.memberEvents.filter((each) => kinds.includes(each.kind) && firstDay <= each.occurredOn && each.occurredOn <= asOf)
}

function before(organization: OrganizationFacts, event: MemberEventFacts, occasion: TalkOccasion, what: string): Mandatory {
  const { memberId, name, occurredOn } = event
  return { memberId, name, what, by: occurredOn, ...talksFor(organization, memberId, addDays(occurredOn, -BEFORE_DAYS), occasion) }
}

/** F02：转入落实后十五日内、转出以前，书记面谈。 */
export const transferTalks: OrganizationRule = {
  id: 'F02',
  parameters: ['mandatoryTalks'],
  judge: (organization, asOf, profile) => {
    if (!profile.values.mandatoryTalks) return notPrescribed(profile, '书记必谈的情形')
    const refused = notBranch(organization)
    if (refused) return refused
    const occasion = '组织关系转入转出'
    const list = eventsOf(organization, asOf, ['组织关系转入', '组织关系转出']).map((event): Mandatory => {
      const { memberId, name, occurredOn, kind } = event
      if (kind === '组织关系转出') return before(organization, event, occasion, `${occurredOn} 转出`)
      return {
        memberId,
        name,
        what: `${occurredOn} 转入`,
        by: addDays(occurredOn, AFTER_DAYS),
        ...talksFor(organization, memberId, occurredOn, occasion),
      }
    })
    return judgeMandatory(organization, asOf, list, {
      occasion,
      rule: `转入的，落实之日起 ${AFTER_DAYS} 日内〔产品默认〕；转出的，转出以前（介绍信还没有登记，按转出之日）`,
      none: '今年没有转入、转出的党员',
    })
  },
}

/** F03：外出流动的，出发以前书记面谈。出国（境）还没有登记的地方，不在内。 */
export const departureTalks: OrganizationRule = {
  id: 'F03',
  parameters: ['mandatoryTalks'],
  judge: (organization, asOf, profile) => {
    if (!profile.values.mandatoryTalks) return notPrescribed(profile, '书记必谈的情形')
    const refused = notBranch(organization)
    if (refused) return refused
    const occasion = '外出流动或出国（境）'
    const list = eventsOf(organization, asOf, ['流动外出']).map((event) =>
      before(organization, event, occasion, `${event.occurredOn} 流动外出`),
    )
    return judgeMandatory(organization, asOf, list, {
      occasion,
      rule: '外出之日以前面谈；确实不能见面的，写明并在返回时补谈',
      none: '今年没有登记流动外出的党员',
    })
  },
}

/** F04：苗头性问题，十五日内书记面谈。系统看得出的只有无故缺席；登记的线索、义务清单还没有记录。 */
export const symptomTalks: OrganizationRule = {
  id: 'F04',
  parameters: ['mandatoryTalks'],
  judge: (organization, asOf, profile) => {
    if (!profile.values.mandatoryTalks) return notPrescribed(profile, '书记必谈的情形')
    const refused = notBranch(organization)
    if (refused) return refused
    const occasion = '思想波动或苗头性问题'
    const list = frequentAbsentees(organization).map(({ member, since }): Mandatory => ({
      memberId: member.id,
      name: member.name,
      what: `${since} 第 ${ABSENCE_LIMIT} 次无故缺席`,
      by: addDays(since, AFTER_DAYS),
      ...talksFor(organization, member.id, since, occasion),
    }))
    return judgeMandatory(organization, asOf, list, {
      occasion,
      rule: `无故缺席满 ${ABSENCE_LIMIT} 次之日起 ${AFTER_DAYS} 日内〔产品默认〕面谈；人工发现的线索、义务清单还没有登记的地方，由人掌握`,
      none: `今年没有无故缺席满 ${ABSENCE_LIMIT} 次的党员；思想波动等线索由人掌握`,
    })
  },
}

const DISPOSALS: readonly MemberEventKind[] = ['处分', '留党察看', '劝退', '除名', '开除党籍', '取消预备党员资格']

/** F05：组织处置、党纪处分，作出决定以前书记面谈。除名的可能早已失去联系，没有面谈的由人确认。 */
export const disposalTalks: OrganizationRule = {
  id: 'F05',
  parameters: ['mandatoryTalks'],
  judge: (organization, asOf, profile) => {
    if (!profile.values.mandatoryTalks) return notPrescribed(profile, '书记必谈的情形')
    const refused = notBranch(organization)
    if (refused) return refused
    const occasion = '组织处理或党纪处分'
    const events = eventsOf(organization, asOf, DISPOSALS)
    const expelled = new Set(events.filter(({ kind }) => kind === '除名').map(({ memberId }) => memberId))
    const list = events.map((event) => before(organization, event, occasion, `${event.occurredOn} ${event.kind}`))
    return judgeMandatory(organization, asOf, list, {
      occasion,
      rule: '作出决定之日以前面谈（支部决议的日子还没有登记，按决定之日）',
      none: '今年没有登记组织处置、党纪处分',
      missing: ({ memberId }) => (expelled.has(memberId) ? '待确认' : '不达标'),
    })
  },
}

/** 前四类触发事件书记必谈。 */
const MANDATORY_OCCASIONS: readonly string[] = TALK_OCCASIONS.slice(0, 4)

/** F06：必谈的谈话须是书记、须见面；补谈过的算。 */
export const faceToFaceTalks: OrganizationRule = {
  id: 'F06',
  parameters: ['mandatoryTalks'],
  judge: (organization, asOf, profile) => {
    if (!profile.values.mandatoryTalks) return notPrescribed(profile, '书记必谈的情形')
    const refused = notBranch(organization)
    if (refused) return refused
    const name = organization.shortName
    const firstDay = `${judgedYear(asOf)}-01-01`
    const talks = organization.life.talks.filter(
      (each) => each.heldOn >= firstDay && each.heldOn <= asOf && MANDATORY_OCCASIONS.includes(each.occasion),
    )
    if (talks.length === 0) return notApplicable(`${name}今年没有登记必谈情形的谈话。`)
    const isMadeUp = (talk: TalkFacts) =>
      talks.some(
        (each) =>
          each.heldOn >= talk.heldOn &&
          each.occasion === talk.occasion &&
          isProper(organization, each) &&
          talk.subjectIds.every((id) => each.subjectIds.includes(id)),
      )
    const wrong = talks.filter((each) => !isProper(organization, each) && !isMadeUp(each))
    const nameOf = new Map([
      ...organization.members.map(({ id, name: who }) => [id, who] as const),
      ...organization.memberEvents.map(({ memberId, name: who }) => [memberId, who] as const),
    ])
    const fact = (talk: TalkFacts) =>
      talkFact(talk, talk.subjectIds.map((id) => nameOf.get(id) ?? '已不在册的党员').join('、'), `；${talk.occasion}`)
    const workings = [
      '谈话人为书记，方式为见面；电话、视频或他人代谈的，书记见面补谈以后算',
      `必谈情形的谈话 ${talks.length} 次，不合的 ${wrong.length} 次`,
    ]
    if (wrong.length === 0) {
      return judged('达标', `${name}今年必谈情形的 ${talks.length} 次谈话都由书记见面谈，或已补谈。`, {
        facts: talks.slice(-EVIDENCE_LIMIT).map(fact),
        workings,
      })
    }
    return judged('不达标', `${name}有 ${wrong.length} 次必谈情形的谈话不是书记见面谈的，请补谈。`, {
      facts: wrong.slice(-EVIDENCE_LIMIT).map(fact),
      workings,
      memberIds: [...new Set(wrong.flatMap(({ subjectIds }) => subjectIds))],
      remedies: wrong.slice(-EVIDENCE_LIMIT).map(({ subjectIds, occasion }) => ({
        label: `登记书记与${subjectIds.map((id) => nameOf.get(id) ?? '本人').join('、')}的补谈`,
        route: 'life.recordTalks',
        input: { organizationId: organization.id, memberIds: [...subjectIds], occasion },
      })),
    })
  },
}

/** F01：四种谈话分类登记；诫勉谈话的批准依据由人确认。 */
export const talkKinds: OrganizationRule = {
  id: 'F01',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const name = organization.shortName
    const firstDay = `${judgedYear(asOf)}-01-01`
    const talks = organization.life.talks.filter((each) => each.heldOn >= firstDay && each.heldOn <= asOf)
    if (talks.length === 0) return notApplicable(`${name}今年还没有登记谈话；谈没谈够见 B30。`)
    const admonitions = talks.filter(({ kind }) => kind === '诫勉')
    const counts = (['日常', '专题', '提醒', '诫勉'] as const).map(
      (kind) => `${kind} ${talks.filter((each) => each.kind === kind).length} 次`,
    )
    const facts: Fact[] = [{ label: `${judgedYear(asOf)} 年谈话`, value: counts.join('、'), recordedIn: RECORDED_IN, link: LINK }]
    const workings = ['谈话登记为日常、专题、提醒、诫勉之一；诫勉谈话须有批准依据，由人确认']
    if (admonitions.length > 0) {
      return judged('待确认', `${name}今年有 ${admonitions.length} 次诫勉谈话，请确认都有批准依据。`, {
        facts: [
          ...facts,
          ...admonitions.map((each) => ({
            label: `${each.heldOn} 诫勉谈话`,
            value: each.occasion || '没有写触发事件',
            recordedIn: RECORDED_IN,
            link: LINK,
          })),
        ],
        workings,
        memberIds: [...new Set(admonitions.flatMap(({ subjectIds }) => subjectIds))],
      })
    }
    return judged('达标', `${name}今年的 ${talks.length} 次谈话都分类登记，没有诫勉谈话。`, { facts, workings })
  },
}

export const CARE_TALK_RULES: readonly OrganizationRule[] = [
  talkKinds,
  transferTalks,
  departureTalks,
  symptomTalks,
  disposalTalks,
  faceToFaceTalks,
]
