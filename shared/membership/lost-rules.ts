import { addMonths, addYears, type PlainDate } from '../calendar/plain-date.ts'
import type { MemberFacts, OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { Remedy } from '../regulation/finding.ts'
import { judged, type Judgement } from '../regulation/rule.ts'

/** 一名失去联系的党员到了哪一步：`dueOn` 是满期的那天，没有登记日期为 null。 */
type LostCase = { readonly member: MemberFacts; readonly step: '停止党籍' | '除名'; readonly dueOn: PlainDate | null }

/**
 * D19：失去联系满 6 个月应研究停止党籍，停止党籍满 2 年仍无联系应研究按自行脱党除名。
 * 系统只提示满期，停不停、除不除名由有权人决定并登记。
 */
export const lostMembers: OrganizationRule = {
  id: 'D19',
  parameters: ['lostStopMonths', 'lostExpelYears'],
  judge: (organization, asOf, profile) => {
    const { lostStopMonths: months, lostExpelYears: years } = profile.values
    if (months === null || years === null) return notPrescribed(profile, '失去联系多久作组织处理')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const cases = organization.members.filter((each) => each.isLost).map((member) => caseOf(member, months, years))
    if (cases.length === 0) return notApplicable(`${organization.shortName}没有登记失去联系的党员。`)
    return lostVerdict(organization, cases, asOf, `失去联系满 ${months} 个月提示停止党籍，停止党籍满 ${years} 年仍无联系提示按自行脱党除名`)
  },
}

function caseOf(member: MemberFacts, months: number, years: number): LostCase {
  if (member.partyStatus !== '停止党籍')
    return { member, step: '停止党籍', dueOn: member.lostOn === null ? null : addMonths(member.lostOn, months) }
  return { member, step: '除名', dueOn: member.suspendedOn === null ? null : addYears(member.suspendedOn, years) }
}

function lostVerdict(organization: OrganizationFacts, cases: readonly LostCase[], asOf: PlainDate, basis: string): Judgement {
  const due = cases.filter(({ dueOn }) => dueOn !== null && dueOn <= asOf)
  const undated = cases.filter(({ dueOn }) => dueOn === null)
  const waiting = cases.flatMap(({ dueOn }) => (dueOn !== null && dueOn > asOf ? [dueOn] : [])).toSorted()
  const detail = {
    facts: cases.map(({ member, step, dueOn }) => ({
      label: member.name,
      value: `${member.lostOn ?? '未登记日期'} 起失去联系${step === '除名' ? `，${member.suspendedOn ?? '未登记日期'} 起停止党籍` : ''}；${dueOn === null ? '满期日待补' : `${dueOn} 满期，应研究${step}`}`,
      recordedIn: '党员名册',
    })),
    workings: [basis, '重新取得联系的，登记恢复联系；处理与否由有权人决定'],
    memberIds: cases.map(({ member }) => member.id),
  }
  const names = (list: readonly LostCase[]) => list.map(({ member }) => member.name).join('、')
  if (due.length > 0) {
    const steps = [...new Set(due.map(({ step }) => step))].join('、')
    return judged('不达标', `${organization.shortName}${names(due)}失去联系已满期，应研究是否${steps}，由有权人决定。`, {
      ...detail,
      dueOn: due.flatMap(({ dueOn }) => dueOn ?? []).toSorted()[0] ?? null,
      remedies: due.map((each) => eventRemedy(each)),
    })
  }
  if (undated.length > 0)
    return judged('待确认', `${organization.shortName}${names(undated)}失去联系没有登记起始日期，算不出满期。`, {
      ...detail,
      remedies: undated.map(({ member }) => ({
        label: `补登${member.name}失去联系的日期`,
        route: 'member.update',
        input: { memberId: member.id },
      })),
    })
  return judged('提示', `${organization.shortName}${names(cases)}失去联系，还没有满期；请继续查找并留下记录。`, {
    ...detail,
    dueOn: waiting[0] ?? null,
  })
}

function eventRemedy({ member, step }: LostCase): Remedy {
  return {
    label: `登记${member.name}的处理（${step}）`,
    route: 'member.recordEvent',
    input: { memberIds: [member.id], event: { kind: step } },
  }
}

export const LOST_RULES: readonly OrganizationRule[] = [lostMembers]
