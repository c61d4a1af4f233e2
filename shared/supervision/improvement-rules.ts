import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, type OrganizationRule } from '../organization/group-index.ts'
import type { ImprovementFacts } from '../organizational-life/facts.ts'
import { EVIDENCE_LIMIT } from '../organizational-life/gap-judgement.ts'
import { isOverdue } from '../organizational-life/improvement.ts'
import { notYetAnnual } from '../organizational-life/lecture-rules.ts'
import { notBranch } from '../organizational-life/meeting-rules.ts'
import { judgedYear } from '../organizational-life/period-checks.ts'
import { isOver, yearPeriod } from '../organizational-life/periods.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import { judged } from '../regulation/rule.ts'

const RECORDED_IN = '问题清单'
const LINK = '/life/meeting'

/** 问题的头几个字，列证据时用。 */
const LABEL_LENGTH = 20

function fact(each: ImprovementFacts, value: string): Fact {
  const text = Array.from(each.problem)
  return {
    label: text.length > LABEL_LENGTH ? `${text.slice(0, LABEL_LENGTH).join('')}……` : each.problem,
    value,
    recordedIn: RECORDED_IN,
    link: LINK,
  }
}

function openList(organization: OrganizationFacts, label: string): Remedy {
  return { label, route: 'life.recordImprovement', input: { organizationId: organization.id } }
}

/** 一条问题还缺什么。来源、表现、状态登记时必填，不会缺。 */
function lacks({ measure, ownerName, dueOn }: ImprovementFacts): string[] {
  return [...(measure === '' ? ['措施'] : []), ...(ownerName === '' ? ['责任人'] : []), ...(dueOn === null ? ['时限'] : [])]
}

/** K22：每个支部当年有问题清单，每条六项齐。 */
export const problemList: OrganizationRule = {
  id: 'K22',
  parameters: [],
  judge: (organization, asOf) => {
    const year = judgedYear(asOf)
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '问题清单')
    if (refused) return refused
    const name = organization.shortName
    const items = organization.life.improvements.filter((each) => each.recordedOn.startsWith(`${year}-`) && each.recordedOn <= asOf)
    const due = yearPeriod(year).until
    const workings = ['当年至少 1 版问题清单；每条写明来源、表现、措施、责任人、时限、状态']
    const facts = [{ label: `${year} 年列入清单的问题`, value: `${items.length} 条`, recordedIn: RECORDED_IN, link: LINK }]
    if (items.length === 0) {
      const remedies = [openList(organization, '列问题清单')]
      if (!isOver(yearPeriod(year), asOf))
        return judged('达标', `${name}今年还没有列问题清单，${due} 前办。`, { facts, workings, dueOn: due, remedies })
      return judged('不达标', `${name} ${year} 年没有问题清单。`, { facts, workings, remedies })
    }
    const wrong = items.filter((each) => lacks(each).length > 0)
    if (wrong.length > 0) {
      return judged('不达标', `${name}的问题清单有 ${wrong.length} 条不齐。`, {
        facts: [...facts, ...wrong.slice(0, EVIDENCE_LIMIT).map((each) => fact(each, `缺${lacks(each).join('、')}`))],
        workings,
        remedies: [openList(organization, '补齐问题清单')],
      })
    }
    return judged('达标', `${name}今年的问题清单 ${items.length} 条，各项都齐。`, { facts, workings })
  },
}

/** K21：标为本级解决不了的问题，写明上报给谁。 */
export const reportedUpward: OrganizationRule = {
  id: 'K21',
  parameters: [],
  judge: (organization) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const name = organization.shortName
    const items = organization.life.improvements.filter(({ state }) => state === '本级无法解决已上报')
    if (items.length === 0) return notApplicable(`${name}没有标为本级解决不了的问题。`)
    const wrong = items.filter(({ isReported }) => !isReported)
    const facts = items.slice(0, EVIDENCE_LIMIT).map((each) => fact(each, each.isReported ? '已写明上报' : '没有写上报给谁、何时上报'))
    const workings = ['状态改为“本级无法解决已上报”时写明上报给谁；上报件由人存档']
    if (wrong.length === 0) return judged('达标', `${name}本级解决不了的 ${items.length} 个问题都已上报。`, { facts, workings })
    return judged('不达标', `${name}有 ${wrong.length} 个问题标为本级解决不了，没有上报的记录。`, {
      facts,
      workings,
      remedies: [openList(organization, '补写上报情况')],
    })
  },
}

/** K31：巡视巡察、述职评议反馈的问题按期整改。 */
export const feedbackImproved: OrganizationRule = {
  id: 'K31',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    const items = organization.life.improvements.filter(({ source }) => source === '巡视巡察' || source === '述职评议')
    if (items.length === 0) return notApplicable(`${name}没有登记巡视巡察、述职评议反馈的问题。`)
    const late = items.filter((each) => isOverdue(each, asOf))
    const done = items.filter(({ state }) => state === '已销号').length
    const facts = (late.length > 0 ? late : items)
      .slice(0, EVIDENCE_LIMIT)
      .map((each) => fact(each, `${each.source}，${each.state}，时限 ${each.dueOn ?? '没有写'}`))
    const workings = [`整改完成率 = 已销号 ${done} ÷ ${items.length}；时限当天有效，次日起算逾期。看当年与上一年登记的`]
    if (late.length > 0) {
      return judged('不达标', `${name}有 ${late.length} 个巡视巡察、述职评议反馈的问题过了时限还没有销号。`, {
        facts,
        workings,
        remedies: [openList(organization, '登记整改进展')],
      })
    }
    const dueOn = items.flatMap((each) => (each.state !== '已销号' && each.dueOn !== null ? [each.dueOn] : [])).toSorted()[0] ?? null
    return judged('达标', `${name}巡视巡察、述职评议反馈的 ${items.length} 个问题没有逾期的，已销号 ${done} 个。`, {
      facts,
      workings,
      dueOn,
    })
  },
}

export const IMPROVEMENT_RULES: readonly OrganizationRule[] = [problemList, reportedUpward, feedbackImproved]
