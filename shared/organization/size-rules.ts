import { addMonths, daysBetween, type PlainDate } from '../calendar/plain-date.ts'
import { judged } from '../regulation/rule.ts'
import type { OrganizationFacts } from './facts.ts'
import { notApplicable, notPrescribed, sizeFacts, type OrganizationRule } from './group-index.ts'

/** A02：正式党员 3 人以上设立党支部；已建支部不足 3 人的应改建联合党支部或撤并。 */
export const branchMinimum: OrganizationRule = {
  id: 'A02',
  parameters: ['branchMinFull'],
  judge: (organization, asOf, profile) => {
    const minimum = profile.values.branchMinFull
    if (minimum === null) return notPrescribed(profile, '设立党支部的正式党员人数')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const full = organization.fullMemberCount
    const facts = sizeFacts(organization, asOf)
    if (full >= minimum) {
      return judged('达标', `${organization.shortName}正式党员 ${full} 人，达到设立党支部的 ${minimum} 人。`, {
        facts,
        workings: [`正式党员 ${full} ≥ ${minimum}`],
      })
    }
    return judged('不达标', `${organization.shortName}正式党员只有 ${full} 人，不足 ${minimum} 人，应改建联合党支部或撤并。`, {
      facts,
      workings: [`正式党员 ${full} < ${minimum}`],
      remedies: [
        { label: '改为联合党支部', route: 'organization.revise', input: { organizationId: organization.id, effectiveOn: asOf } },
        { label: '并入其他党组织', route: 'organization.dissolve', input: { organizationId: organization.id, dissolvedOn: asOf } },
      ],
    })
  },
}

/** A03：正式党员不足 3 人的联合设立；联合党支部覆盖单位不超过上限。 */
export const jointBranch: OrganizationRule = {
  id: 'A03',
  parameters: ['jointMaxUnits', 'branchMinFull'],
  judge: (organization, asOf, profile) => {
    const { jointMaxUnits, branchMinFull } = profile.values
    if (jointMaxUnits === null || branchMinFull === null) return notPrescribed(profile, '联合党支部的覆盖单位数')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const isJoint = organization.form === '联合党支部'
    if (!isJoint && organization.fullMemberCount >= branchMinFull) {
      return notApplicable(`${organization.shortName}正式党员达到 ${branchMinFull} 人，单独组建，不需联合。`)
    }
    const units = organization.coveredUnits.length
    const facts = [
      ...sizeFacts(organization, asOf),
      { label: '组织形式', value: organization.form, recordedIn: '党组织登记' },
      { label: '覆盖单位', value: organization.coveredUnits.join('、') || '没有登记', recordedIn: '党组织登记' },
    ]
    const remedies = [
      { label: '改党组织登记', route: 'organization.revise', input: { organizationId: organization.id, effectiveOn: asOf } },
    ]
    if (!isJoint) {
      const message = `${organization.shortName}正式党员 ${organization.fullMemberCount} 人，不足 ${branchMinFull} 人，可与业务相近的单位联合设立党支部。`
      return judged('不达标', message, { facts, workings: [`正式党员 ${organization.fullMemberCount} < ${branchMinFull}`], remedies })
    }
    if (units > jointMaxUnits) {
      const message = `${organization.shortName}是联合党支部，覆盖 ${units} 个单位，一般不超过 ${jointMaxUnits} 个。`
      return judged('不达标', message, { facts, workings: [`覆盖单位 ${units} > ${jointMaxUnits}`], remedies })
    }
    if (units < 2 || organization.establishmentDocumentNo === '') {
      const lack = units < 2 ? '没有列明两个以上覆盖单位' : '没有登记列明覆盖单位的成立批复文号'
      return judged('待确认', `${organization.shortName}是联合党支部，但${lack}，请对照批复确认。`, { facts, remedies })
    }
    const message = `${organization.shortName}是联合党支部，覆盖 ${units} 个单位，不超过 ${jointMaxUnits} 个。`
    return judged('达标', message, { facts, workings: [`2 ≤ 覆盖单位 ${units} ≤ ${jointMaxUnits}`] })
  },
}

/** 自何日起连续不少于 `threshold` 人；现在不足则为 null。没有变动记录的从成立日算起。 */
export function atLeastSince(organization: OrganizationFacts, threshold: number, asOf: PlainDate): PlainDate | null {
  if (organization.memberCount < threshold) return null
  let since: PlainDate | null = null
  for (const step of organization.sizeSteps) {
    if (step.on > asOf) break
    if (step.total < threshold) since = null
    else since ??= step.on
  }
  return since ?? organization.establishedOn
}

/** A06：党支部党员 50 人以上、不足 100 人应升格为党总支；连续达到之日起有办理宽限。 */
export const generalBranchUpgrade: OrganizationRule = {
  id: 'A06',
  parameters: ['generalBranchAt', 'committeeAt', 'upgradeGraceMonths'],
  judge: (organization, asOf, profile) => {
    const { generalBranchAt: from, committeeAt: to, upgradeGraceMonths: grace } = profile.values
    if (from === null || to === null) return notPrescribed(profile, '升格党总支的人数')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const total = organization.memberCount
    if (total < from) return notApplicable(`${organization.shortName}党员 ${total} 人，不足 ${from} 人，不需升格。`)
    if (total >= to) return notApplicable(`${organization.shortName}党员 ${total} 人，达到 ${to} 人，按升格党委判定。`)
    const since = atLeastSince(organization, from, asOf) ?? asOf
    const days = daysBetween(since, asOf) + 1
    const dueOn = grace === null ? since : addMonths(since, grace)
    const facts = [...sizeFacts(organization, asOf), { label: `连续达到 ${from} 人自`, value: since, recordedIn: '党员名册' }]
    const workings = [
      `${from} ≤ 党员 ${total} < ${to}`,
      `自 ${since} 起连续 ${days} 天达到 ${from} 人`,
      grace === null ? '该方案没有办理宽限' : `办理期限 ${since} + ${grace} 个月 = ${dueOn}（宽限为产品默认）`,
    ]
    const remedies = [
      { label: '登记升格为党总支', route: 'organization.revise', input: { organizationId: organization.id, effectiveOn: asOf } },
    ]
    const head = `${organization.shortName}党员 ${total} 人，自 ${since} 起连续 ${days} 天达到 ${from} 人`
    if (grace !== null && asOf <= dueOn) {
      return judged('提示', `${head}，应启动升格为党总支，${dueOn} 前办结。`, { facts, workings, dueOn, remedies })
    }
    const overdue = grace === null ? '' : `，已超过 ${grace} 个月办理期限 ${daysBetween(dueOn, asOf)} 天`
    return judged('不达标', `${head}，应当升格为党总支${overdue}。`, { facts, workings, dueOn, remedies })
  },
}

/** A07：党员不足 50 人的党总支须有上级批准文号。 */
export const smallGeneralBranch: OrganizationRule = {
  id: 'A07',
  parameters: ['generalBranchAt'],
  judge: (organization, asOf, profile) => {
    const threshold = profile.values.generalBranchAt
    if (threshold === null) return notPrescribed(profile, '设党总支的人数')
    if (organization.level !== '党总支') return notApplicable(`${organization.shortName}不是党总支。`)
    const total = organization.memberCount
    if (total >= threshold) return notApplicable(`${organization.shortName}党员 ${total} 人，达到 ${threshold} 人，不需特批。`)
    const documentNo = organization.approvalDocumentNo || organization.establishmentDocumentNo
    const facts = [...sizeFacts(organization, asOf), { label: '批准文号', value: documentNo || '没有登记', recordedIn: '党组织登记' }]
    const workings = [`党员 ${total} < ${threshold}`]
    if (documentNo !== '') {
      const message = `${organization.shortName}党员 ${total} 人，不足 ${threshold} 人，已有上级批准（${documentNo}）。`
      return judged('达标', message, { facts, workings })
    }
    const message = `${organization.shortName}是党总支，党员只有 ${total} 人，不足 ${threshold} 人，又没有上级批准文号。`
    return judged('不达标', message, {
      facts,
      workings,
      remedies: [{ label: '补录批准文号', route: 'organization.revise', input: { organizationId: organization.id, effectiveOn: asOf } }],
    })
  },
}

/** A08：党员 100 人以上的党支部、党总支应升格为党委。 */
export const committeeUpgrade: OrganizationRule = {
  id: 'A08',
  parameters: ['committeeAt'],
  judge: (organization, asOf, profile) => {
    const threshold = profile.values.committeeAt
    if (threshold === null) return notPrescribed(profile, '升格党委的人数')
    if (organization.level === '党委') return notApplicable(`${organization.shortName}已是党委。`)
    const total = organization.memberCount
    if (total < threshold) return notApplicable(`${organization.shortName}党员 ${total} 人，不足 ${threshold} 人，不需升格党委。`)
    const since = atLeastSince(organization, threshold, asOf) ?? asOf
    const message = `${organization.shortName}党员 ${total} 人，达到 ${threshold} 人，应当报上级批准升格为党委。`
    return judged('不达标', message, {
      facts: [...sizeFacts(organization, asOf), { label: `达到 ${threshold} 人自`, value: since, recordedIn: '党员名册' }],
      workings: [`党员 ${total} ≥ ${threshold}`],
      remedies: [{ label: '登记升格为党委', route: 'organization.revise', input: { organizationId: organization.id, effectiveOn: asOf } }],
    })
  },
}

export const SIZE_RULES: readonly OrganizationRule[] = [
  branchMinimum,
  jointBranch,
  generalBranchUpgrade,
  smallGeneralBranch,
  committeeUpgrade,
]
