import { addDays, makeDate, partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, type OrganizationRule } from '../organization/group-index.ts'
import { judged } from '../regulation/rule.ts'
import type { ActivityFacts } from './facts.ts'
import { activityFact, latest, reviseRemedy } from './gap-judgement.ts'
import { heldInYear, notBranch } from './meeting-rules.ts'
import { judgedYear, spanOf } from './period-checks.ts'
import { coversPeriod, monthPeriod, MONTHS, periodsText } from './periods.ts'

/** 活动后几天内整理归档〔产品默认〕。 */
const FILING_DAYS = 3
/** 会议记录正文不少于几个字〔产品默认〕。 */
const LEAST_TEXT = 200
/** 次月几日前月结〔产品默认〕。 */
const CLOSING_DAY = 5

/** B19：议定事项按期办结。 */
export const resolvedTasks: OrganizationRule = {
  id: 'B19',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const tasks = organization.life.activities
      .filter((each) => each.heldOn <= asOf)
      .flatMap((activity) => activity.tasks.map((task) => ({ activity, task })))
      .filter(({ task }) => task.dueOn !== null)
    if (tasks.length === 0) return notApplicable(`${organization.shortName}的会议、活动没有登记带期限的议定事项。`)
    const due = tasks.filter(({ task }) => (task.dueOn ?? '') < asOf)
    const overdue = due.filter(({ task }) => task.doneOn === null || task.doneOn > asOf)
    const late = due.filter(({ task }) => task.doneOn !== null && task.doneOn <= asOf && task.doneOn > (task.dueOn ?? ''))
    const workings = [
      `办结率 = 已办结 ÷ 已到期 = ${due.length - overdue.length} ÷ ${due.length}；其中逾期才办结的 ${late.length} 项`,
      '期限当天有效，次日起算逾期；落实得怎样由人核实',
    ]
    const line = ({ activity, task }: (typeof tasks)[number]) =>
      activityFact(
        activity,
        `${task.content}（${task.ownerName || '没有责任人'}，期限 ${task.dueOn ?? ''}，${task.doneOn === null ? '没有办结' : `${task.doneOn} 办结`}）`,
      )
    if (overdue.length > 0) {
      return judged('不达标', `${organization.shortName}有 ${overdue.length} 项议定事项过了期限还没有办结。`, {
        facts: latest(overdue).map(line),
        workings,
        remedies: overdue.map(({ activity, task }) => reviseRemedy(organization, activity, `登记办结：${task.content}`)),
      })
    }
    const facts = latest(due.length > 0 ? due : tasks).map(line)
    if (late.length > 0)
      return judged('提示', `${organization.shortName}到期的 ${due.length} 项议定事项都办结了，其中 ${late.length} 项逾期才办。`, {
        facts,
        workings,
      })
    return judged('达标', `${organization.shortName}到期的 ${due.length} 项议定事项都按期办结。`, { facts, workings })
  },
}

/** 一次活动的归档还缺什么。 */
export function filingGaps(activity: ActivityFacts): string[] {
  return [
    ...(activity.recorderName === '' ? ['记录人'] : []),
    ...(activity.photoCount === 0 ? ['照片'] : []),
    ...(activity.archiveCategory === '' ? ['归档类目'] : []),
  ]
}

/** G07：每次会议、活动都有记录人、照片、归档类目。 */
export const recordedAndFiled: OrganizationRule = {
  id: 'G07',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const all = heldInYear(organization, asOf)
    if (all.length === 0) return notApplicable(`${organization.shortName}今年还没有会议、活动的记录。`)
    const due = all.filter((each) => addDays(each.heldOn, FILING_DAYS) < asOf || asOf.endsWith('-12-31'))
    const lacking = due.filter((each) => filingGaps(each).length > 0)
    const workings = [
      `每次都要有记录人、不少于 1 张照片、归档类目；活动后 ${FILING_DAYS} 日内整理〔产品默认〕`,
      `到期的 ${due.length} 次里，缺项的 ${lacking.length} 次`,
    ]
    if (lacking.length === 0) {
      return judged('达标', `${organization.shortName}到期的 ${due.length} 次会议、活动都有记录人、照片和归档类目。`, {
        facts: latest(due).map((each) => activityFact(each)),
        workings,
      })
    }
    return judged('不达标', `${organization.shortName}有 ${lacking.length} 次会议、活动归档不全。`, {
      facts: latest(lacking).map((each) => activityFact(each, `缺${filingGaps(each).join('、')}`)),
      workings,
      remedies: latest(lacking).map((each) => reviseRemedy(organization, each, `补齐 ${each.heldOn} 的${filingGaps(each).join('、')}`)),
    })
  },
}

/** G08：会议记录必录项齐全；正文太短另提示。 */
export const detailedRecords: OrganizationRule = {
  id: 'G08',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const all = heldInYear(organization, asOf)
    if (all.length === 0) return notApplicable(`${organization.shortName}今年还没有会议、活动的记录。`)
    const lacking = all.filter((each) => each.required.done < each.required.total)
    const short = all.filter((each) => each.textLength < LEAST_TEXT)
    const done = all.reduce((total, each) => total + each.required.done, 0)
    const total = all.reduce((sum, each) => sum + each.required.total, 0)
    const workings = [
      `必录项齐全率 = ${done} ÷ ${total}`,
      `正文不少于 ${LEAST_TEXT} 字〔产品默认〕，不足的 ${short.length} 次；写得详不详细由人判断`,
    ]
    if (lacking.length > 0) {
      return judged('不达标', `${organization.shortName}有 ${lacking.length} 次会议、活动的必录项不齐。`, {
        facts: latest(lacking).map((each) =>
          activityFact(each, `必录项 ${each.required.done}/${each.required.total}，缺${each.required.missing.join('、')}`),
        ),
        workings,
        remedies: latest(lacking).map((each) => reviseRemedy(organization, each, `补齐 ${each.heldOn} 的必录项`)),
      })
    }
    if (short.length > 0) {
      return judged('提示', `${organization.shortName}的必录项都齐，有 ${short.length} 次的正文不足 ${LEAST_TEXT} 字。`, {
        facts: latest(short).map((each) => activityFact(each, `正文 ${each.textLength} 字`)),
        workings,
        remedies: latest(short).map((each) => reviseRemedy(organization, each, `充实 ${each.heldOn} 的记录`)),
      })
    }
    return judged('达标', `${organization.shortName}今年 ${all.length} 次会议、活动的必录项都齐。`, {
      facts: latest(all).map((each) => activityFact(each)),
      workings,
    })
  },
}

/** 一个月应在次月五日前结账；年末那个月到次年才到期。 */
export function closingDueOn(year: number, month: number): PlainDate {
  return month === 12 ? makeDate(year + 1, 1, CLOSING_DAY) : makeDate(year, month + 1, CLOSING_DAY)
}

/** 判定日已结账的月份。 */
export function closedMonths(organization: OrganizationFacts, year: number, until: PlainDate): string[] {
  return organization.life.closings.filter((each) => each.month.startsWith(`${year}-`) && each.closedOn <= until).map((each) => each.month)
}

/** G10：电子台账按月结账锁定。 */
export const monthlyClosing: OrganizationRule = {
  id: 'G10',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const year = judgedYear(asOf)
    const months = MONTHS.filter(
      (month) => coversPeriod(spanOf(organization), monthPeriod(year, month)) && monthPeriod(year, month).until < asOf,
    )
    if (months.length === 0) return notApplicable(`${organization.shortName}今年还没有过完的整月，台账不用月结。`)
    const closed = new Set(closedMonths(organization, year, asOf))
    const named = months.map((month) => ({ month, name: monthPeriod(year, month).name, dueOn: closingDueOn(year, month) }))
    const late = named.filter(({ name, dueOn }) => !closed.has(name) && dueOn < asOf)
    const open = named.find(({ name, dueOn }) => !closed.has(name) && dueOn >= asOf)
    const facts = [
      {
        label: `${year} 年已月结`,
        value: `${named.filter(({ name }) => closed.has(name)).length} ÷ ${named.length} 个月`,
        recordedIn: '月结记录',
      },
    ]
    const workings = named.map(({ name, dueOn }) => `${name}：应于 ${dueOn} 前结账〔产品默认〕，${closed.has(name) ? '已结' : '未结'}`)
    const remedies = [...late, ...(open ? [open] : [])].map(({ name }) => ({
      label: `月结 ${partsOf(`${name}-01`).month} 月`,
      route: 'life.closeMonth',
      input: { organizationIds: [organization.id], month: name },
    }))
    const todo = open ? `；${open.name} 应于 ${open.dueOn} 前结账` : ''
    const detail = { facts, workings, dueOn: open?.dueOn ?? null, remedies }
    if (late.length > 0) {
      return judged(
        '不达标',
        `${organization.shortName}的台账有 ${late.length} 个月没有结账：${periodsText(late.map(({ name }) => name))}${todo}。`,
        detail,
      )
    }
    return judged('达标', `${organization.shortName}的台账到期的月份都已结账${todo}。`, detail)
  },
}

/** G09：会议活动都归了档案类目；每件的保管期限没有登记的地方，由人按本企业的档案规定核对。 */
export const filedByCategory: OrganizationRule = {
  id: 'G09',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const all = heldInYear(organization, asOf)
    if (all.length === 0) return notApplicable(`${organization.shortName}今年还没有会议、活动的记录。`)
    const unfiled = all.filter((each) => each.archiveCategory === '')
    const counts = [...new Set(all.map((each) => each.archiveCategory))].filter((category) => category !== '').toSorted()
    const facts = [
      ...counts.map((category) => ({
        label: category,
        value: `${all.filter((each) => each.archiveCategory === category).length} 件`,
        recordedIn: '组织生活记录',
      })),
      ...latest(unfiled).map((each) => activityFact(each, '没有归档类目')),
    ]
    const workings = [
      `${all.length} 次会议、活动，有归档类目的 ${all.length - unfiled.length} 次`,
      '保管期限由人按本企业适用的档案规定核对，系统不内置统一的期限',
    ]
    if (unfiled.length > 0) {
      return judged('不达标', `${organization.shortName}有 ${unfiled.length} 次会议、活动没有归档类目。`, {
        facts,
        workings,
        remedies: latest(unfiled).map((each) => reviseRemedy(organization, each, `补 ${each.heldOn} 的归档类目`)),
      })
    }
    return judged('达标', `${organization.shortName}今年 ${all.length} 次会议、活动都按类目归档。`, { facts, workings })
  },
}

export const RECORD_RULES: readonly OrganizationRule[] = [filedByCategory, resolvedTasks, recordedAndFiled, detailedRecords, monthlyClosing]
