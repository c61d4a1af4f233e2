import type * as z from 'zod'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { GroupFacts } from '../../shared/organization/facts.ts'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { gapRemedies, openRemedy, reviseRemedy } from '../../shared/organizational-life/gap-judgement.ts'
import type { matrixContract, matrixRow, slotDetail } from '../../shared/organizational-life/matrix-contract.ts'
import { branchMonths, matrixDay, type Slot } from '../../shared/organizational-life/month-matrix.ts'
import { monthPeriod, MONTHS, periodText } from '../../shared/organizational-life/periods.ts'
import { themeDayRuledOn, themeDayTarget } from '../../shared/organizational-life/theme-day-checks.ts'
import type { Provision } from '../../shared/regulation/provision.ts'
import { factsAndStandards, type JudgedGroup } from '../compliance/judged-queries.ts'
import { loadGroupFacts } from '../compliance/queries.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'

const provisions = new Map(CATALOG.map((provision) => [provision.id, provision]))

function provisionOf(ruleId: string): Provision {
  const provision = provisions.get(ruleId)
  if (!provision) throw new Error(`没有规定 ${ruleId}`)
  return provision
}

const strengthOf = (ruleId: string) => provisionOf(ruleId).strength

/** 这些党组织与它们的全部下级；不给就是全部。 */
function isUnder(facts: GroupFacts, underId: string | null): (organization: OrganizationFacts) => boolean {
  if (underId === null) return () => true
  const byId = new Map(facts.organizations.map((each) => [each.id, each]))
  if (!byId.has(underId)) throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被撤销。请在列表里重新选择。')
  return (organization) => {
    for (let each: OrganizationFacts | undefined = organization; each; each = each.parentId === null ? undefined : byId.get(each.parentId))
      if (each.id === underId) return true
    return false
  }
}

export const matrixHandlers: Handlers<typeof matrixContract> = {
  'life.matrix': async ({ db, today }, { year, underId, asOf: given = today }) => {
    const asOf = matrixDay(year, given)
    const { facts, standards } = await factsAndStandards(db, asOf, today)
    const branches = facts.organizations.filter((each) => each.level === '党支部').filter(isUnder(facts, underId))
    const heading = standards.datedFor(underId ?? facts.organizations[0]?.id ?? '')
    return {
      year,
      asOf,
      themeDays: MONTHS.map((month) => {
        const target = themeDayTarget(year, month, heading.ahead(themeDayRuledOn(year, month, facts.holidays)), facts.holidays)
        return { month: monthPeriod(year, month).name, on: target?.on ?? null, isProvisional: target?.isProvisional ?? false }
      }),
      rows: branches.map((organization) => knownRow(organization, { year, asOf, standards, holidays: facts.holidays })),
    }
  },

  'life.month': async ({ db, today }, { organizationId, month, asOf: given = today }) => {
    const year = Number(month.slice(0, 4))
    const asOf = matrixDay(year, given)
    const facts = await loadGroupFacts(db, asOf, [organizationId])
    const [organization] = facts.organizations
    if (organization?.level !== '党支部') {
      throw new DomainError('NOT_A_BRANCH', `${asOf} 没有这个党支部，可能还没有成立或已经撤销。请在矩阵里重新选择。`)
    }
    const dated = (await loadStandards(db)).datedFor(organizationId)
    const months = branchMonths(organization, { year, asOf, dated, holidays: facts.holidays, strengthOf })
    const slots = months[Number(month.slice(5)) - 1] ?? []
    return {
      organizationId,
      organizationName: organization.shortName,
      month,
      asOf,
      slots: slots.map((slot) => detailOf(organization, slot, asOf)),
    }
  },
}

type RowBasis = {
  readonly year: number
  readonly asOf: PlainDate
  readonly standards: JudgedGroup['standards']
  readonly holidays: JudgedGroup['facts']['holidays']
}

/** 排过的行，按事实对象记着：记一次活动只有那个支部的事实是新的，其余五百行照旧。 */
const knownRows = new WeakMap<OrganizationFacts, { readonly basis: RowBasis; readonly row: z.input<typeof matrixRow> }>()

function knownRow(organization: OrganizationFacts, basis: RowBasis): z.input<typeof matrixRow> {
  const known = knownRows.get(organization)
  const { year, asOf, standards, holidays } = basis
  if (known?.basis.year === year && known.basis.asOf === asOf && known.basis.standards === standards && known.basis.holidays === holidays)
    return known.row
  const dated = standards.datedFor(organization.id)
  const row = rowOf(organization, branchMonths(organization, { year, asOf, dated, holidays, strengthOf }))
  knownRows.set(organization, { basis, row })
  return row
}

function rowOf(organization: OrganizationFacts, months: readonly (readonly Slot[])[]): z.input<typeof matrixRow> {
  const slots = months.flat()
  return {
    organizationId: organization.id,
    organizationCode: organization.code,
    organizationName: organization.shortName,
    parentId: organization.parentId,
    gapCount: slots.reduce((total, each) => total + each.gapCount, 0),
    explainedCount: slots.reduce((total, each) => total + each.explainedCount, 0),
    months: months.map((own) =>
      own.map(({ state, ruleId, activities, notes, remark }) => ({
        state,
        ruleId,
        activityIds: activities.map((each) => each.id),
        isExplained: notes.length > 0,
        remark,
      })),
    ),
  }
}

/** 这个位置补开、补录时记的是哪一类活动。 */
function recordedType(slot: Slot): ActivityType {
  return slot.ruleId === 'B05' ? '集中学习' : slot.position
}

function detailOf(organization: OrganizationFacts, slot: Slot, asOf: PlainDate): z.input<typeof slotDetail> {
  const { position, state, ruleId, period, activities, doubtful, missingGroups, notes, remark } = slot
  const { quote, citation, predicate } = provisionOf(ruleId)
  const type = recordedType(slot)
  const groups = missingGroups.length > 0 ? missingGroups : [null]
  const noteOf = (groupId: string | null) => notes.find((each) => each.groupId === groupId || each.groupId === null) ?? null
  const isMissed = state === '漏开' || state === '红线'
  return {
    position,
    state,
    ruleId,
    quote,
    citation,
    message: messageOf(organization, slot),
    period: state === '不须办' ? '' : (period?.name ?? ''),
    dueOn: state === '不须办' ? null : (period?.until ?? null),
    activities: activities.map(({ id, title, primaryType, heldOn, groupId, isBackfilled, presentCount, expectedCount }) => ({
      id,
      title: title || primaryType,
      heldOn,
      groupId,
      isBackfilled,
      presentCount,
      expectedCount,
    })),
    missingGroups: missingGroups.map(({ id, name }) => ({ id, name })),
    gapNotes: notes.map(({ id, groupId, reason }) => ({ id, groupId, reason })),
    workings: [predicate, ...(remark === '' ? [] : [remark])],
    remedies: [
      ...doubtful.map((each) => reviseRemedy(organization, each, `补全 ${each.heldOn} 的记录`)),
      ...(period !== null && isMissed
        ? groups.flatMap((group) => gapRemedies(organization, { type, period, group, note: noteOf(group?.id ?? null) }))
        : []),
      ...(period !== null && state === '待办' ? groups.map((group) => openRemedy(organization, { type, group }, asOf)) : []),
    ],
  }
}

function messageOf(organization: OrganizationFacts, { position, state, period, ruleId, remark, activities }: Slot): string {
  const what = ruleId === 'B05' ? '支部全体党员学习' : position
  const when = period === null ? '' : periodText(period.name)
  const more = remark === '' ? '' : `（${remark}）`
  const name = organization.shortName
  switch (state) {
    case '已办':
    case '补录':
    case '晚开':
      return `${name}${activities.map((each) => each.heldOn).join('、')} 开了${what}${state === '已办' ? '' : `，${state}`}${more}。`
    case '待办':
      return `${name}${when}的${what}还没有开，${period?.until ?? ''} 前办${more}。`
    case '漏开':
    case '红线':
      return `${name}${when}没有开${what}${more}。`
    case '未到期':
      return `${when}还没有开始。`
    case '不须办':
      return period === null ? `这个月不要求${what}。` : `${name}这个月不另要求${what}${more}。`
  }
}
