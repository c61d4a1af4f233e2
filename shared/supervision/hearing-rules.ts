import { notApplicable, notPrescribed, type GroupIndex, type OrganizationRule } from '../organization/group-index.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { activityFact, latest, recordRemedy, RECORDED_IN } from '../organizational-life/gap-judgement.ts'
import { hearingChecks, judgedYear, spanOf } from '../organizational-life/period-checks.ts'
import { coversMostOfYear, isOver, periodsText, periodText, yearPeriod } from '../organizational-life/periods.ts'
import { judged, type Judgement } from '../regulation/rule.ts'

/** 只有名下有党支部的党委才有听取、研究的事。 */
function notOverBranches(organization: OrganizationFacts, group: GroupIndex): Judgement | null {
  if (organization.level !== '党委') return notApplicable(`${organization.shortName}不是党委。`)
  const hasBranch = group.organizations.some((each) => each.level === '党支部')
  return hasBranch ? null : notApplicable(`${organization.shortName}名下还没有党支部。`)
}

/** K06：党委每季度听取党支部工作汇报。听了哪几个支部没有逐个登记，全年是不是都听过由人核对。 */
export const reportHearings: OrganizationRule = {
  id: 'K06',
  parameters: ['hearingsPerQuarter'],
  judge: (organization, asOf, profile, group, dated) => {
    const refused = notOverBranches(organization, group)
    if (refused) return refused
    const checks = hearingChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '听取党支部工作汇报的次数')
    const name = organization.shortName
    const assessed = checks.filter(({ state }) => state !== '不考核')
    const gaps = assessed.filter(({ state }) => state === '漏开')
    const pending = assessed.find(({ state }) => state === '待办')
    const held = assessed.flatMap((each) => each.held)
    if (assessed.length === 0) return notApplicable(`${name}还没有完整存续的季度。`)
    const facts = [
      { label: `${judgedYear(asOf)} 年听取汇报`, value: `${held.length} 次`, recordedIn: RECORDED_IN },
      ...latest(held).map((each) => activityFact(each)),
    ]
    const workings = [
      '每季度不少于 1 次，看党委会记录里勾了“听取党支部工作汇报”的；周期不跨补',
      '全年每个支部至少被听取 1 次〔产品默认〕：听了哪几个支部没有逐个登记，由人核对',
    ]
    const remedies = [...gaps, ...(pending ? [pending] : [])].map(({ period }) =>
      recordRemedy(organization, ['党委会'], period.until < asOf ? period.until : asOf, `记录${periodText(period.name)}听取汇报的党委会`),
    )
    const todo = pending ? `；${periodText(pending.period.name)}还没有听取，${pending.period.until} 前办` : ''
    const detail = { facts, workings, remedies, dueOn: pending?.period.until ?? null }
    if (gaps.length > 0)
      return judged('不达标', `${name}今年${periodsText(gaps.map(({ period }) => period.name))}没有听取党支部工作汇报${todo}。`, detail)
    return judged('达标', `${name}到期的季度都听取过党支部工作汇报${todo}。`, detail)
  },
}

/** K43：党委全年专题研究党支部建设。 */
export const branchWorkStudied: OrganizationRule = {
  id: 'K43',
  parameters: [],
  judge: (organization, asOf, _profile, group) => {
    const refused = notOverBranches(organization, group)
    if (refused) return refused
    const year = judgedYear(asOf)
    const name = organization.shortName
    if (!coversMostOfYear(spanOf(organization), year)) return notApplicable(`${name}在 ${year} 年存续不足 6 个月，专题研究不考核。`)
    const held = organization.life.activities.filter(
      (each) => each.discussesBranchWork && each.heldOn.startsWith(`${year}-`) && each.heldOn <= asOf,
    )
    const due = yearPeriod(year).until
    const facts = [
      { label: `${year} 年专题研究`, value: `${held.length} 次`, recordedIn: RECORDED_IN },
      ...latest(held).map((each) => activityFact(each)),
    ]
    const workings = ['全年不少于 1 次〔产品默认〕，看党委会记录里勾了“专题研究党支部建设”的']
    if (held.length > 0) return judged('达标', `${name}今年已专题研究党支部建设 ${held.length} 次。`, { facts, workings })
    const remedies = [recordRemedy(organization, ['党委会'], asOf, '记录专题研究的党委会')]
    if (!isOver(yearPeriod(year), asOf)) {
      return judged('达标', `${name}今年还没有专题研究党支部建设，${due} 前办。`, { facts, workings, dueOn: due, remedies })
    }
    return judged('不达标', `${name} ${year} 年没有专题研究党支部建设。`, { facts, workings, remedies })
  },
}

export const HEARING_RULES: readonly OrganizationRule[] = [reportHearings, branchWorkStudied]
