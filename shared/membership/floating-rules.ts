import { addDays, addMonths, addYears, type PlainDate } from '../calendar/plain-date.ts'
import type { MemberFacts, OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact } from '../regulation/finding.ts'
import { judged } from '../regulation/rule.ts'

/** 预备期满前几日开始准备转正（C16 谓词）。 */
const PREPARE_DAYS = 30
/** 转入的预备党员，讨论转正可以推迟的月数（发展党员工作细则）。 */
export const POSTPONE_MONTHS = 6

type Probation = { readonly member: MemberFacts; readonly endsOn: PlainDate }

/** 党籍正常的预备党员与各自的预备期满日；延长过的按延长后的。 */
function probations(members: readonly MemberFacts[]): Probation[] {
  return members
    .filter((each) => each.category === '预备党员' && each.partyStatus === '正常')
    .map((member) => ({ member, endsOn: member.probationEndsOn ?? addYears(member.joinedOn, 1) }))
    .toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : 0))
}

function names(members: readonly { readonly member: MemberFacts }[]): string {
  return members.map(({ member }) => member.name).join('、')
}

function conversionRemedies(list: readonly Probation[]) {
  return list.map(({ member }) => ({
    label: `登记${member.name}转正`,
    route: 'member.recordEvent',
    input: { memberIds: [member.id], event: { kind: '转正' } },
  }))
}

/** C16：流动的预备党员按期转正——期满前 30 日起准备，由编入的党支部办理；期满未登记转正（或延长）的不达标。 */
export const floatingProbationary: OrganizationRule = {
  id: 'C16',
  parameters: [],
  judge: (organization, asOf) => {
    const { shortName } = organization
    if (organization.level !== '党支部') return notApplicable(`${shortName}不是党支部。`)
    const list = probations(organization.members.filter((each) => each.isFloating))
    if (list.length === 0) return notApplicable(`${shortName}没有流动外出的预备党员。`)
    const overdue = list.filter(({ endsOn }) => endsOn < asOf)
    const near = list.filter(({ endsOn }) => endsOn >= asOf && addDays(endsOn, -PREPARE_DAYS) <= asOf)
    const detail = {
      facts: list.map(({ member, endsOn }) => ({ label: member.name, value: `流动外出，预备期 ${endsOn} 满`, recordedIn: '党员名册' })),
      workings: [`期满前 ${PREPARE_DAYS} 日起准备转正，由${shortName}办理；延长过的按延长后的期满日`],
      dueOn: list[0]?.endsOn ?? null,
      memberIds: list.map(({ member }) => member.id),
    }
    if (overdue.length > 0) {
      return judged('不达标', `${shortName}流动的预备党员${names(overdue)}预备期已满，没有登记转正或延长。`, {
        ...detail,
        remedies: conversionRemedies(overdue),
      })
    }
    if (near.length > 0) {
      return judged('提示', `${shortName}流动的预备党员${names(near)}预备期将满，请准备讨论转正。`, {
        ...detail,
        remedies: conversionRemedies(near),
      })
    }
    return judged('达标', `${shortName}流动的预备党员${names(list)}预备期都还没有临近期满。`, detail)
  },
}

/** N-30：转入的预备党员，期满后讨论转正最多推迟 6 个月，转正自期满日算起。 */
export const transferredProbationary: OrganizationRule = {
  id: 'N-30',
  parameters: [],
  judge: (organization, asOf) => {
    const { shortName } = organization
    if (organization.level !== '党支部') return notApplicable(`${shortName}不是党支部。`)
    const list = probations(organization.members.filter((each) => each.transferredInOn !== null))
    if (list.length === 0) return notApplicable(`${shortName}没有转入的预备党员。`)
    const late = list.filter(({ endsOn }) => addMonths(endsOn, POSTPONE_MONTHS) < asOf)
    const ended = list.filter(({ endsOn }) => endsOn < asOf)
    const detail = {
      facts: list.map(({ member, endsOn }) => ({
        label: member.name,
        value: `${member.transferredInOn ?? ''} 转入，预备期 ${endsOn} 满，讨论转正不晚于 ${addMonths(endsOn, POSTPONE_MONTHS)}`,
        recordedIn: '党员名册',
      })),
      workings: [`期满后最多推迟 ${POSTPONE_MONTHS} 个月讨论；转正时间从预备期满之日算起`],
      memberIds: list.map(({ member }) => member.id),
    }
    const dueOn = (each: Probation | undefined) => (each ? addMonths(each.endsOn, POSTPONE_MONTHS) : null)
    if (late.length > 0) {
      return judged('不达标', `${shortName}转入的预备党员${names(late)}预备期满已过 ${POSTPONE_MONTHS} 个月，还没有登记转正或延长。`, {
        ...detail,
        dueOn: dueOn(late[0]),
        remedies: conversionRemedies(late),
      })
    }
    if (ended.length > 0) {
      return judged('提示', `${shortName}转入的预备党员${names(ended)}预备期已满，请讨论转正，不晚于 ${dueOn(ended[0]) ?? ''}。`, {
        ...detail,
        dueOn: dueOn(ended[0]),
        remedies: conversionRemedies(ended),
      })
    }
    return judged('达标', `${shortName}转入的预备党员${names(list)}预备期还没有满。`, { ...detail, dueOn: list[0]?.endsOn ?? null })
  },
}

function floatingFacts(floating: readonly MemberFacts[], months: number): Fact[] {
  return floating.map(({ name, floatingOn }) => ({
    label: name,
    value:
      floatingOn === null ? '流动外出，没有登记自哪天' : `${floatingOn} 起流动外出，${addMonths(floatingOn, months)} 满 ${months} 个月`,
    recordedIn: '党员名册',
  }))
}

/** N-36：没有转移组织关系、连续外出满 6 个月的，按流动党员登记管理。只提示；从出勤找没有登记外出的，还不会。 */
export const floatingMembers: OrganizationRule = {
  id: 'N-36',
  parameters: ['floatMonths'],
  judge: (organization: OrganizationFacts, asOf, profile) => {
    const months = profile.values.floatMonths
    if (months === null) return notPrescribed(profile, '外出多久按流动党员管理')
    const { shortName } = organization
    if (organization.level !== '党支部') return notApplicable(`${shortName}不是党支部。`)
    const floating = organization.members.filter((each) => each.isFloating)
    if (floating.length === 0) return notApplicable(`${shortName}没有登记流动外出的党员。`)
    const dueOf = ({ floatingOn }: MemberFacts) => (floatingOn === null ? null : addMonths(floatingOn, months))
    const due = floating.filter((each) => (dueOf(each) ?? asOf) <= asOf && each.floatingOn !== null)
    const undated = floating.filter((each) => each.floatingOn === null)
    const detail = {
      facts: floatingFacts(floating, months),
      workings: [`没有转移组织关系、连续外出满 ${months} 个月的是流动党员`, '没有登记流动外出的，本项看不到，请按出勤核对'],
      dueOn: floating.flatMap((each) => dueOf(each) ?? []).toSorted()[0] ?? null,
      memberIds: floating.map(({ id }) => id),
    }
    const listed = (list: readonly MemberFacts[]) => list.map(({ name }) => name).join('、')
    if (due.length > 0) {
      return judged('提示', `${shortName}${listed(due)}连续外出满 ${months} 个月，请按流动党员登记管理；地点固定的宜转移组织关系。`, {
        ...detail,
        remedies: due.flatMap(({ id, name }) => [
          { label: `登记${name}转出组织关系`, route: 'member.recordEvent', input: { memberIds: [id], event: { kind: '组织关系转出' } } },
          { label: `登记${name}流动返回`, route: 'member.recordEvent', input: { memberIds: [id], event: { kind: '流动返回' } } },
        ]),
      })
    }
    if (undated.length > 0) {
      return judged('待确认', `${shortName}${listed(undated)}流动外出，没有登记自哪天，不知满没满 ${months} 个月。`, {
        ...detail,
        remedies: undated.map(({ id, name }) => ({
          label: `登记${name}哪天外出`,
          route: 'member.recordEvent',
          input: { memberIds: [id], event: { kind: '流动外出' } },
        })),
      })
    }
    return judged('达标', `${shortName}${listed(floating)}外出还没有满 ${months} 个月。`, detail)
  },
}

/** C12 四项里名册登记得了的三项；应填而空的由名册算好。 */
const WHEREABOUTS = ['外出流向', '手机'] as const

/** C12：流动党员的去向、外出时间、地点、联系方式齐；最近联系过没有，由人每季核对。 */
export const floatingWhereabouts: OrganizationRule = {
  id: 'C12',
  parameters: [],
  judge: (organization) => {
    const { shortName } = organization
    if (organization.level !== '党支部') return notApplicable(`${shortName}不是党支部。`)
    const floating = organization.members.filter((each) => each.isFloating && each.partyStatus === '正常')
    if (floating.length === 0) return notApplicable(`${shortName}没有流动外出的党员。`)
    const rows = floating.map((member) => ({
      member,
      lacks: [
        ...(member.floatingOn === null ? ['外出时间'] : []),
        ...WHEREABOUTS.filter((field) => member.missing.some((each) => each.startsWith(field))),
      ],
    }))
    const wrong = rows.filter(({ lacks }) => lacks.length > 0)
    const facts = rows.map(({ member, lacks }) => ({
      label: member.name,
      value: lacks.length > 0 ? `缺${lacks.join('、')}` : `${member.floatingOn ?? ''} 外出，流向、联系方式都有`,
      recordedIn: '党员名册',
    }))
    const workings = ['流向（含地点）、外出时间、联系方式都登记；最近一次联系不超过 90 天〔产品默认〕没有登记的地方，每季由人核对']
    const detail = { facts, workings, memberIds: rows.map(({ member }) => member.id) }
    if (wrong.length > 0) {
      return judged('不达标', `${shortName}有 ${wrong.length} 名流动党员的去向、时间或联系方式不全。`, {
        ...detail,
        remedies: wrong.map(({ member }) => ({
          label: `补登${member.name}的外出情况`,
          route: 'member.update',
          input: { memberId: member.id },
        })),
      })
    }
    return judged('达标', `${shortName} ${floating.length} 名流动党员的去向、时间、联系方式都有登记。`, detail)
  },
}

export const FLOATING_RULES: readonly OrganizationRule[] = [
  floatingWhereabouts,
  floatingProbationary,
  transferredProbationary,
  floatingMembers,
]
