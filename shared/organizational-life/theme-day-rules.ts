import type { PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type GroupIndex, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import type { DatedValues } from '../regulation/profile.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import { activityFact, gapRemedies, latest, RECORDED_IN, recordRemedy, reviseRemedy, uncountedText } from './gap-judgement.ts'
import { heldInYear, notBranch } from './meeting-rules.ts'
import { judgedYear } from './period-checks.ts'
import { periodsText } from './periods.ts'
import { REST_DAY_UNITS, themeDayChecks, type ThemeDayCheck, type ThemeDayHeld } from './theme-day-checks.ts'

/** 判定年度各月的主题党日，去掉没有存续满整月的。 */
function assessedMonths(organization: OrganizationFacts, asOf: PlainDate, dated: DatedValues, group: GroupIndex): ThemeDayCheck[] {
  return themeDayChecks(organization, judgedYear(asOf), asOf, dated, group.holidays).filter((each) => each.state !== '不考核')
}

function dayFact({ on, activities, minutes, timing }: ThemeDayHeld): Fact {
  const [first] = activities
  const value = `${timing}，${minutesText(minutes)}`
  return first ? activityFact(first, value) : { label: `${on} 主题党日`, value, recordedIn: RECORDED_IN }
}

export function minutesText(minutes: number): string {
  return `${Number((minutes / 60).toFixed(2))} 小时`
}

function gapRemediesOf(organization: OrganizationFacts, check: ThemeDayCheck): Remedy[] {
  return gapRemedies(organization, { type: '主题党日', period: check.period, group: null, note: check.note })
}

/** 一个月的应开日、开在哪天、算什么。 */
function monthWorking({ period, target, held, state }: ThemeDayCheck): string {
  const should = target
    ? `应开 ${target.on}，可顺延到 ${target.postponeBy}${target.isProvisional ? '（缺节假日表，暂算）' : ''}`
    : '当月任一天'
  const did = held ? `${held.on} 开，${held.timing}` : state === '漏开' ? '没有开' : '还没有开'
  return `${period.name}：${should}；${did}`
}

type Months = {
  readonly due: readonly ThemeDayCheck[]
  readonly missing: readonly ThemeDayCheck[]
  readonly open: ThemeDayCheck | undefined
}

function sorted(months: readonly ThemeDayCheck[]): Months {
  const due = months.filter((each) => each.state !== '未到期')
  return { due, missing: due.filter((each) => each.state === '漏开'), open: due.find((each) => each.state === '待办') }
}

function monthNames(checks: readonly ThemeDayCheck[]): string {
  return periodsText(checks.map((each) => each.period.name))
}

/** 有漏开、待办时共有的那些：事实、算式、期限、动作。 */
function monthDetail(organization: OrganizationFacts, asOf: PlainDate, { due, missing, open }: Months, evidence: readonly ThemeDayHeld[]) {
  return {
    facts: [
      { label: `到 ${asOf} 应开`, value: `${due.length} 个月，漏开 ${missing.length} 个月`, recordedIn: RECORDED_IN },
      ...missing.flatMap(({ note, period }) =>
        note ? [{ label: `${period.name} 漏开说明`, value: note.reason, recordedIn: '漏开说明' }] : [],
      ),
      ...latest(due.flatMap((each) => each.doubtful)).map((each) => activityFact(each, uncountedText(each, '主题党日'))),
      ...latest(evidence).map(dayFact),
    ],
    workings: due.map(monthWorking),
    dueOn: open ? (open.target?.on ?? open.period.until) : null,
    remedies: [
      ...missing.flatMap((each) => gapRemediesOf(organization, each)),
      ...(open ? [recordRemedy(organization, ['主题党日'], asOf, '记录主题党日')] : []),
    ],
  }
}

function explained(missing: readonly ThemeDayCheck[]): string {
  const count = missing.filter((each) => each.note !== null).length
  return count > 0 ? `（其中 ${count} 个月已说明）` : ''
}

function todo(open: ThemeDayCheck | undefined): string {
  if (!open) return ''
  return open.target
    ? `；本月应开日 ${open.target.on}${open.target.isProvisional ? '（暂算）' : ''}，还没有开`
    : `；本月还没有开，${open.period.until} 前办`
}

/** B13：主题党日开在当月第一个工作日。 */
export const themeDayOnFirstWorkday: OrganizationRule = {
  id: 'B13',
  parameters: ['themeDayRule', 'themeDayPostponeWorkdays', 'themeDayMinHours'],
  judge: (organization, asOf, profile, group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const all = assessedMonths(organization, asOf, dated, group)
    const months = all.filter((each) => each.target !== null)
    if (all.length > 0 && months.length === 0) return notPrescribed(profile, '主题党日开在当月第一个工作日')
    if (months.length === 0) return notApplicable(`${organization.shortName}还没有完整存续的月份，主题党日不考核。`)
    const split = sorted(months)
    const held = split.due.flatMap((each) => (each.held ? [each.held] : []))
    const detail = monthDetail(organization, asOf, split, held)
    const name = organization.shortName
    if (split.missing.length > 0) {
      const message = `${name}有 ${split.missing.length} 个月没有开主题党日：${monthNames(split.missing)}${explained(split.missing)}${todo(split.open)}。`
      return judged('不达标', message, detail)
    }
    const late = held.filter((each) => each.timing === '未按期')
    if (late.length > 0) {
      return judged(
        '提示',
        `${name}有 ${late.length} 个月的主题党日没有开在应开日或顺延期内：${late.map((each) => each.on).join('、')}${todo(split.open)}。`,
        {
          ...detail,
          remedies: [...detail.remedies, ...late.flatMap((each) => lateRemedies(organization, each))],
        },
      )
    }
    const onDay = held.filter((each) => each.timing === '按期').length
    return judged(
      '达标',
      `${name}的主题党日开在当月第一个工作日的 ${onDay} 个月，合规顺延的 ${held.length - onDay} 个月${todo(split.open)}。`,
      detail,
    )
  },
}

function lateRemedies(organization: OrganizationFacts, day: ThemeDayHeld): Remedy[] {
  const [first] = day.activities
  return first ? [reviseRemedy(organization, first, `补写 ${day.on} 为什么没有按期`)] : []
}

/** B14：顺延一至两个工作日并写明原因为合规；更晚提示；当月没有开不达标（红）。 */
export const themeDayPostponement: OrganizationRule = {
  id: 'B14',
  parameters: ['themeDayRule', 'themeDayPostponeWorkdays', 'themeDayMinHours'],
  judge: (organization, asOf, profile, group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const all = assessedMonths(organization, asOf, dated, group)
    const months = all.filter((each) => each.postponeWorkdays !== null)
    if (all.length > 0 && months.length === 0) return notPrescribed(profile, '主题党日的顺延')
    if (months.length === 0) return notApplicable(`${organization.shortName}还没有完整存续的月份，主题党日不考核。`)
    const split = sorted(months)
    const moved = split.due.flatMap((each) => (each.held && each.held.timing !== '按期' ? [each.held] : []))
    const detail = monthDetail(organization, asOf, split, moved)
    const name = organization.shortName
    if (split.missing.length > 0) {
      const message = `${name}有 ${split.missing.length} 个月当月没有开主题党日：${monthNames(split.missing)}${explained(split.missing)}${todo(split.open)}。`
      return judged('不达标', message, { ...detail, severity: '红线' })
    }
    const late = moved.filter((each) => each.timing === '未按期')
    const unexplained = moved.filter((each) => each.lacksReason)
    const openTarget = split.open?.target ?? null
    const openLateBy = openTarget !== null && asOf > openTarget.postponeBy ? openTarget.postponeBy : null
    const remedies = [...detail.remedies, ...[...late, ...unexplained].flatMap((each) => lateRemedies(organization, each))]
    if (late.length > 0 || unexplained.length > 0 || openLateBy !== null) {
      const parts = [
        ...(late.length > 0 ? [`${late.map((each) => each.on).join('、')} 晚于顺延期限，未按期`] : []),
        ...(unexplained.length > 0 ? [`${unexplained.map((each) => each.on).join('、')} 顺延没有写原因`] : []),
        ...(openLateBy !== null ? [`本月已过顺延期限 ${openLateBy}，还没有开`] : []),
      ]
      return judged('提示', `${name}的主题党日：${parts.join('；')}。`, { ...detail, remedies })
    }
    if (moved.length === 0) return judged('达标', `${name}的主题党日没有顺延${todo(split.open)}。`, detail)
    return judged('达标', `${name}有 ${moved.length} 个月的主题党日在期限内顺延，写明了原因${todo(split.open)}。`, detail)
  },
}

/** B15：只有非公企业、社会组织可以顺延到随后的首个周末或节假日。 */
export const themeDayOnRestDay: OrganizationRule = {
  id: 'B15',
  parameters: ['themeDayRule', 'themeDayPostponeWorkdays', 'themeDayMinHours'],
  judge: (organization, asOf, profile, group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    if (!REST_DAY_UNITS.includes(organization.unitType)) {
      return notApplicable(`${organization.shortName}所在单位是${organization.unitType}，主题党日不能顺延到周末、节假日。`)
    }
    const all = assessedMonths(organization, asOf, dated, group)
    const months = all.filter((each) => each.target !== null)
    if (all.length > 0 && months.length === 0) return notPrescribed(profile, '主题党日的顺延')
    const used = months.flatMap((each) => (each.held?.isOnRestDay ? [each.held] : []))
    const workings = months.filter((each) => each.held !== null).map(monthWorking)
    if (used.length === 0) return notApplicable(`${organization.shortName}今年没有顺延到周末、节假日的主题党日。`)
    return judged('达标', `${organization.shortName}有 ${used.length} 次主题党日顺延到随后的首个周末或节假日，按规定可以。`, {
      facts: latest(used).map(dayFact),
      workings,
    })
  },
}

/** B16：主题党日不少于两小时。 */
export const themeDayHours: OrganizationRule = {
  id: 'B16',
  parameters: ['themeDayRule', 'themeDayPostponeWorkdays', 'themeDayMinHours'],
  judge: (organization, asOf, profile, group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const days = themeDayChecks(organization, judgedYear(asOf), asOf, dated, group.holidays).flatMap((each) =>
      each.held ? [each.held] : [],
    )
    // 时长按举行那天的规定；那天没有规定时长的不看。
    const held = days.filter((each) => each.minHours !== null)
    if (held.length === 0 && (days.length > 0 || dated.on(asOf).themeDayMinHours === null)) return notPrescribed(profile, '主题党日的时长')
    const hours = [...new Set(held.map((each) => each.minHours))].join('、')
    if (held.length === 0) return notApplicable(`${organization.shortName}今年还没有主题党日的记录。`)
    const short = held.filter((each) => each.isShort)
    const workings = [`各段时间合计不少于 ${hours} 小时`, ...held.map((each) => `${each.on}：${minutesText(each.minutes)}`)]
    const facts = latest(short.length > 0 ? short : held).map(dayFact)
    if (short.length === 0)
      return judged('达标', `${organization.shortName}今年 ${held.length} 次主题党日都不少于 ${hours} 小时。`, { facts, workings })
    return judged(
      '提示',
      `${organization.shortName}有 ${short.length} 次主题党日不足 ${hours} 小时：${short.map((each) => each.on).join('、')}。`,
      {
        facts,
        workings,
        remedies: short.flatMap((each) =>
          each.activities.slice(0, 1).map((first) => reviseRemedy(organization, first, `核对 ${each.on} 的起止时间`)),
        ),
      },
    )
  },
}

/** B17：主题党日写明内容类型。 */
export const themeDayContents: OrganizationRule = {
  id: 'B17',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const days = heldInYear(organization, asOf, '主题党日')
    if (days.length === 0) return notApplicable(`${organization.shortName}今年还没有主题党日的记录。`)
    const blank = days.filter((each) => each.contentKinds.length === 0)
    const workings = ['每次主题党日的内容类型至少选 1 项；内容是否丰富由人判断']
    if (blank.length === 0) {
      return judged('达标', `${organization.shortName}今年 ${days.length} 次主题党日都写明了内容类型。`, {
        facts: latest(days).map((each) => activityFact(each, each.contentKinds.join('、'))),
        workings,
      })
    }
    return judged(
      '提示',
      `${organization.shortName}有 ${blank.length} 次主题党日没有写内容类型：${blank.map((each) => each.heldOn).join('、')}。`,
      {
        facts: latest(blank).map((each) => activityFact(each, '没有选内容类型')),
        workings,
        remedies: blank.map((each) => reviseRemedy(organization, each, `补选 ${each.heldOn} 的内容类型`)),
      },
    )
  },
}

/** B12：活动登记了“已在党建 e 家办理”；当月过完还没登记的提示。 */
export const eHomeRegistered: OrganizationRule = {
  id: 'B12',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const month = asOf.slice(0, 7)
    const all = heldInYear(organization, asOf)
    if (all.length === 0) return notApplicable(`${organization.shortName}今年还没有活动记录。`)
    const due = all.filter((each) => each.heldOn.slice(0, 7) < month || asOf.endsWith('-12-31'))
    const blank = due.filter((each) => each.eHomeOn === null)
    const workings = [`当月过完的活动 ${due.length} 次，登记了已同步 ${due.length - blank.length} 次；由人登记，系统不联网核验`]
    if (blank.length === 0) {
      return judged('达标', `${organization.shortName}过完月的 ${due.length} 次活动都登记了在党建e家办理。`, {
        facts: latest(due).map((each) => activityFact(each, each.eHomeOn ?? '')),
        workings,
      })
    }
    return judged('提示', `${organization.shortName}有 ${blank.length} 次活动还没有登记在党建e家办理。`, {
      facts: latest(blank).map((each) => activityFact(each, '没有登记')),
      workings,
      remedies: [
        {
          label: '登记已在党建e家办理',
          route: 'life.recordEHome',
          input: { organizationId: organization.id, activityIds: blank.map((each) => each.id), on: asOf },
        },
      ],
    })
  },
}

/** N-17：每月一次主题党日；领导干部参加所在支部活动见双重组织生活（B10）。 */
export const themeDayEachMonth: OrganizationRule = {
  id: 'N-17',
  parameters: ['themeDayRule', 'themeDayPostponeWorkdays', 'themeDayMinHours'],
  judge: (organization, asOf, _profile, group, dated): Judgement => {
    const refused = notBranch(organization)
    if (refused) return refused
    const months = assessedMonths(organization, asOf, dated, group)
    if (months.length === 0) return notApplicable(`${organization.shortName}还没有完整存续的月份，主题党日不考核。`)
    const split = sorted(months)
    const held = split.due.flatMap((each) => (each.held ? [each.held] : []))
    const shared = monthDetail(organization, asOf, split, held)
    const detail = { ...shared, workings: [...shared.workings, '每个自然月 1 次；领导干部参加所在支部活动的出席率见 B10'] }
    if (split.missing.length > 0) {
      const message = `${organization.shortName}有 ${split.missing.length} 个自然月没有主题党日：${monthNames(split.missing)}${explained(split.missing)}。`
      return judged('不达标', message, detail)
    }
    return judged('达标', `${organization.shortName}过完的各月都有主题党日${todo(split.open)}。`, detail)
  },
}

/** B18：每月活动有主题；季度安排、年度计划没有登记的地方，由人核对。 */
export const monthlyThemes: OrganizationRule = {
  id: 'B18',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const name = organization.shortName
    const held = heldInYear(organization, asOf, '主题党日')
    if (held.length === 0) return notApplicable(`${name}今年还没有主题党日的记录。`)
    const untitled = held.filter((each) => each.theme === '')
    const workings = [
      `主题党日 ${held.length} 次，写了主题的 ${held.length - untitled.length} 次`,
      '季度有安排、年度有计划没有登记的地方，由人核对',
    ]
    if (untitled.length > 0) {
      return judged('不达标', `${name}今年有 ${untitled.length} 次主题党日没有写主题。`, {
        facts: latest(untitled).map((each) => activityFact(each, '没有主题')),
        workings,
        remedies: latest(untitled).map((each) => reviseRemedy(organization, each, `补写 ${each.heldOn} 的主题`)),
      })
    }
    return judged('达标', `${name}今年 ${held.length} 次主题党日都有主题。`, {
      facts: latest(held).map((each) => activityFact(each, each.theme)),
      workings,
    })
  },
}

export const THEME_DAY_RULES: readonly OrganizationRule[] = [
  eHomeRegistered,
  themeDayOnFirstWorkday,
  themeDayPostponement,
  themeDayOnRestDay,
  themeDayHours,
  themeDayContents,
  themeDayEachMonth,
  monthlyThemes,
]
