import { notApplicable, type OrganizationRule } from '../organization/group-index.ts'
import { judged } from '../regulation/rule.ts'

/** 一条结论里最多列几个人，其余到名册里看。 */
const LISTED = 20

/**
 * C22：名册信息准确可靠——出生日期与证号一致、必填项全满。
 * 证号不重复由名册登记时就拦住；与上级系统的人数是否一致，系统看不到，每年由人核对登记。
 */
export const accurateRoster: OrganizationRule = {
  id: 'C22',
  parameters: [],
  judge: (organization) => {
    const { shortName, members } = organization
    if (organization.level !== '党支部') return notApplicable(`${shortName}不直接管理党员名册。`)
    if (members.length === 0) return notApplicable(`${shortName}名下没有党员。`)
    const mismatched = members.filter((each) => !each.isBirthInNumber)
    const lacking = members.filter((each) => each.missing.length > 0)
    const workings = [
      `${members.length} 名党员：身份证号重复 0 人（登记时已拦住），出生日期与证号不一致 ${mismatched.length} 人，缺必填项 ${lacking.length} 人`,
      '与上级系统的人数是否一致须人工核对登记，未纳入本项结论',
    ]
    const wrong = members.filter((each) => !each.isBirthInNumber || each.missing.length > 0)
    if (wrong.length === 0)
      return judged('达标', `${shortName}名册 ${members.length} 名党员的证号、出生日期一致，必填项都已填写。`, { workings })
    const parts = [
      ...(mismatched.length > 0 ? [`${mismatched.length} 人出生日期与证号不一致`] : []),
      ...(lacking.length > 0 ? [`${lacking.length} 人缺必填项`] : []),
    ]
    return judged('不达标', `${shortName}名册质检没有通过：${parts.join('，')}。`, {
      facts: wrong.slice(0, LISTED).map((each) => ({
        label: each.name,
        value: [
          ...(each.isBirthInNumber ? [] : ['出生日期与证号不一致']),
          ...(each.missing.length > 0 ? [`缺${each.missing.join('、')}`] : []),
        ].join('；'),
        recordedIn: '党员名册',
      })),
      workings,
      memberIds: wrong.map((each) => each.id),
      remedies: [
        ...mismatched
          .slice(0, LISTED)
          .map(({ id, name }) => ({ label: `核对${name}的出生日期`, route: 'member.update', input: { memberId: id } })),
        ...(lacking.length > 0
          ? [{ label: '看缺项名单', route: 'member.list', input: { organizationId: organization.id, hasMissing: true } }]
          : []),
      ],
    })
  },
}

export const ROSTER_RULES: readonly OrganizationRule[] = [accurateRoster]
