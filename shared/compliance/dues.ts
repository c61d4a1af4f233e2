import type { HolidayTable } from '../calendar/holidays.ts'
import { addDays, addMonths, addYears, daysBetween, type PlainDate } from '../calendar/plain-date.ts'
import { reminderOn } from '../calendar/workday.ts'
import { currentTerm, termLines } from '../election/terms.ts'
import { effectiveTermEnd, fillDeadline, secretaryVacancy } from '../election/tenure.ts'
import { openMemberVacancies } from '../election/vacancy-rules.ts'
import { POSTPONE_MONTHS } from '../membership/floating-rules.ts'
import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import type { Remedy } from '../regulation/finding.ts'
import type { Standards } from './standards.ts'

export const DUE_KINDS = ['换届提醒', '换届请示', '届满换届', '书记补选', '委员补选', '预备期满'] as const
export type DueKind = (typeof DUE_KINDS)[number]
export type DueWindow = '已过' | '今天' | '30天内' | '以后'

export type Due = {
  readonly dueOn: PlainDate
  readonly kind: DueKind
  readonly organizationId: string
  readonly organizationName: string
  readonly title: string
  readonly ruleId: string
  readonly window: DueWindow
  readonly remedies: readonly Remedy[]
}

/** 到期清单往前看多少天。 */
export const DUE_HORIZON_DAYS = 180

/** 预备期满依党章，不在 A 类规则之内。 */
const PARTY_CONSTITUTION = '党章'

type Open = Pick<Due, 'dueOn' | 'kind' | 'title' | 'ruleId' | 'remedies'>

const NAME_ORDER = new Intl.Collator('zh-CN')

/** 180 天内到期与已过未办，按期限排；已办的不列。 */
export function duesOf(facts: GroupFacts, standards: Standards): Due[] {
  const { asOf } = facts
  const horizon = addDays(asOf, DUE_HORIZON_DAYS)
  return facts.organizations
    .filter((organization) => organization.level !== '党小组')
    .flatMap((organization) =>
      [...termDues(organization, asOf, standards), ...vacancyDues(organization, asOf, standards), ...probationDues(organization, asOf)]
        .filter((due) => due.dueOn <= horizon)
        .map((due) => ({
          ...due,
          title: `${due.title}${workdayNote(due.dueOn, asOf, facts.holidays)}`,
          organizationId: organization.id,
          organizationName: organization.shortName,
          window: windowOf(due.dueOn, asOf),
        })),
    )
    .toSorted((a, b) => (a.dueOn === b.dueOn ? NAME_ORDER.compare(a.organizationName, b.organizationName) : a.dueOn < b.dueOn ? -1 : 1))
}

function windowOf(dueOn: PlainDate, asOf: PlainDate): DueWindow {
  const days = daysBetween(asOf, dueOn)
  if (days < 0) return '已过'
  if (days === 0) return '今天'
  return days <= 30 ? '30天内' : '以后'
}

/** 期限不顺延；逢非工作日把该办的日子提前到前一工作日，缺节假日表的年份标暂算。 */
function workdayNote(dueOn: PlainDate, asOf: PlainDate, holidays: HolidayTable): string {
  if (dueOn < asOf) return ''
  const { on, isProvisional } = reminderOn(dueOn, holidays)
  return on === dueOn ? '' : `（${dueOn} 非工作日，请在 ${on} 前办${isProvisional ? '，暂算' : ''}）`
}

/** 提醒、请示、届满三条线里还没办的。届满以后不再要提醒，直接换届。 */
function termDues(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): Open[] {
  const term = organization.form === '临时党支部' ? null : currentTerm(organization.terms, asOf)
  if (!term) return []
  const endsOn = effectiveTermEnd(term, asOf)
  const { values } = standards.profileFor(organization.id, endsOn)
  const lines = termLines(term, asOf, values)
  const isDone = (kind: '上级提醒' | '换届请示') =>
    term.milestones.some((each) => each.kind === kind && each.occurredOn <= asOf && each.occurredOn >= term.electedOn)
  const name = `第 ${term.seq} 届 ${endsOn} 届满`
  const dues: Open[] = []
  if (values.remindMonths !== null && organization.parentId !== null && asOf <= endsOn && !isDone('上级提醒')) {
    dues.push({
      dueOn: lines.remindBy,
      kind: '换届提醒',
      title: `${name}，发换届提醒通知`,
      ruleId: 'A18',
      remedies: [{ label: '生成提醒通知', route: 'correspondence.draft', input: { kind: 'W04', organizationId: organization.id } }],
    })
  }
  const request = { label: '生成换届请示', route: 'correspondence.draft', input: { kind: 'W05', organizationId: organization.id } }
  if (values.requestMonths !== null && !isDone('换届请示')) {
    dues.push({ dueOn: lines.requestBy, kind: '换届请示', title: `${name}，报送换届请示`, ruleId: 'A19', remedies: [request] })
  }
  const record = {
    label: '登记换届结果',
    route: 'election.recordTerm',
    input: { organizationId: organization.id, seq: term.seq + 1, electedOn: asOf, seatCount: term.seatCount },
  }
  const open = { label: '进入换届流程', route: 'election.openProcess', input: { organizationId: organization.id, kind: '换届' } }
  const remedies = isDone('换届请示') ? [open, record] : [request, open, record]
  dues.push({ dueOn: endsOn, kind: '届满换届', title: `${name}，召开党员大会换届`, ruleId: 'A15', remedies })
  return dues
}

function vacancyDues(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): Open[] {
  if (organization.level !== '党支部' && organization.level !== '党总支') return []
  const appoint = (title: string): Remedy => ({
    label: `登记补选${title}`,
    route: 'election.appoint',
    input: { organizationId: organization.id, title, fromOn: asOf, source: '补选' },
  })
  const open = { label: '进入补选流程', route: 'election.openProcess', input: { organizationId: organization.id, kind: '补选' } }
  const secretary = secretaryVacancy(organization.posts, asOf)
  const within = (vacantOn: PlainDate) => standards.profileFor(organization.id, vacantOn).values
  const dues: Open[] = []
  if (secretary) {
    const months = within(secretary.vacantOn).secretaryVacancy
    if (typeof months === 'number') {
      dues.push({
        dueOn: fillDeadline(secretary.vacantOn, months),
        kind: '书记补选',
        title: `书记 ${secretary.vacantOn} 起空缺，补选或由上级指派`,
        ruleId: 'A30',
        remedies: [open, appoint('书记')],
      })
    }
  }
  for (const vacancy of openMemberVacancies(organization, asOf)) {
    const months = within(vacancy.vacantOn).memberVacancy
    if (typeof months !== 'number') continue
    dues.push({
      dueOn: fillDeadline(vacancy.vacantOn, months),
      kind: '委员补选',
      title: `${vacancy.title} ${vacancy.vacantOn} 起出缺，召开党员大会补选`,
      ruleId: 'A32',
      remedies: [open, appoint(vacancy.title)],
    })
  }
  return dues
}

/** 预备期一年，自支部大会通过（入党）之日起算；已转正、停止党籍的不列。 */
function probationDues(organization: OrganizationFacts, asOf: PlainDate): Open[] {
  return organization.members
    .filter((member) => member.category === '预备党员' && member.partyStatus === '正常' && member.fullOn === null)
    .map((member) => {
      const endsOn = member.probationEndsOn ?? addYears(member.joinedOn, 1)
      // 转入的、新支部还不熟悉的，讨论可以推迟，推迟期内不算未按期转正（N-30）。
      const isPostponable = member.transferredInOn !== null && endsOn < asOf
      return {
        dueOn: isPostponable ? addMonths(endsOn, POSTPONE_MONTHS) : endsOn,
        kind: '预备期满' as const,
        title: isPostponable
          ? `${member.name}预备期 ${endsOn} 已满，转入的可推迟讨论转正`
          : `${member.name}${member.probationEndsOn === null ? '' : '延长的'}预备期满，讨论转正`,
        ruleId: isPostponable ? 'N-30' : PARTY_CONSTITUTION,
        remedies: [{ label: '登记转正', route: 'member.recordEvent', input: { memberId: member.id, kind: '转正' } }],
      }
    })
}
