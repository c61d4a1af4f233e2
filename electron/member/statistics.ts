import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ReconciliationRow, statisticsContract } from '../../shared/member/statistics-contract.ts'
import { flowsOf, imbalance, reconcile, totalOf, type Flow, type ReconciledRow } from '../../shared/member/statistics-reconciliation.ts'
import {
  bucketOf,
  comparedDates,
  STATISTIC_BUCKETS,
  STATISTIC_DIMENSIONS,
  STATISTIC_NOTES,
  statisticDetail,
  tally,
} from '../../shared/member/statistics.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { organizationsAt, withDescendants, type OrganizationAt } from './queries.ts'
import { enrolledOn, reconciledPeople, type EnrolledPerson } from './statistics-queries.ts'
import { statisticsWorkbook, type BalanceSheet, type Structure } from './statistics-workbook.ts'

const TOTAL = ''

export const statisticsHandlers: Handlers<typeof statisticsContract> = {
  'member.statistics': async ({ db, today }, { asOf = today, organizationId, years }) => structure(db, { asOf, organizationId, years }),

  'member.statisticPeople': async ({ db }, { on, organizationId, dimension, bucket }) => {
    const organizations = await organizationsAt(db, on)
    const people = countedPeople(await enrolledOn(db, on, scopeOf(organizations, organizationId)))
    return {
      rows: people
        .filter((person) => bucket === '' || bucketOf(dimension, person, on) === bucket)
        .map((person) => personRow(person, organizations, statisticDetail(dimension, person, on))),
    }
  },

  'member.reconciliation': async ({ db, today }, { year, organizationId }) => {
    const { rows, ...rest } = await balanceSheet(db, today, year, organizationId)
    return { ...rest, rows }
  },

  'member.reconciliationPeople': async ({ db, today }, { year, organizationId, branchId, direction, cause }) => {
    const { openingOn, closingOn } = periodOf(year, today)
    const organizations = await organizationsAt(db, closingOn)
    const scope = scopeOf(organizations, organizationId)
    const isWanted = (id: string) => (branchId === null || id === branchId) && (scope?.has(id) ?? true)
    if (direction === '期初' || direction === '期末') {
      const on = direction === '期初' ? openingOn : closingOn
      const people = countedPeople(await enrolledOn(db, on, null)).filter((person) => isWanted(person.branchId))
      return { rows: people.map((person) => personRow(person, organizations, `${on} 在册`)) }
    }
    const people = await reconciledPeople(db)
    const names = new Map(people.map(({ id, name }) => [id, name]))
    const flows = people
      .flatMap((person) => flowsOf(person, openingOn, closingOn))
      .filter((flow) => flow.direction === direction && (cause === null || flow.cause === cause) && isWanted(flow.branchId))
    return {
      rows: flows.map(({ memberId, branchId: where, on, cause: why }) => ({
        memberId,
        name: names.get(memberId) ?? '',
        branchName: organizations.get(where)?.shortName ?? '',
        detail: `${on} ${why}`,
      })),
    }
  },

  'member.exportStatistics': async (context, { asOf = context.today, organizationId, years, year }) => {
    await context.report(0, 100, '数结构')
    const tables = await structure(context.db, { asOf, organizationId, years })
    await context.report(60, 100, '对账')
    const sheet = await balanceSheet(context.db, context.today, year, organizationId)
    const organizations = await organizationsAt(context.db, asOf)
    const scopeName = organizations.get(organizationId ?? '')?.name ?? '全部党组织'
    const bytes = statisticsWorkbook(scopeName, tables, { year, ...sheet })
    await context.report(100, 100, '完成')
    return { file: { fileName: `党员统计-${asOf}.xlsx`, base64: Buffer.from(bytes).toString('base64') } }
  },
}

async function structure(
  db: ReadDb,
  { asOf, organizationId, years }: { asOf: PlainDate; organizationId: string | null; years: number },
): Promise<Structure> {
  const dates = comparedDates(asOf, years)
  const days = await Promise.all(
    dates.map(async (on) => {
      const everyone = await enrolledOn(db, on, scopeOf(await organizationsAt(db, on), organizationId))
      return { on, people: countedPeople(everyone), everyone }
    }),
  )
  return {
    asOf,
    dates,
    totals: days.map(({ people }) => people.length),
    suspended: days.map(({ people, everyone }) => everyone.length - people.length),
    tables: STATISTIC_DIMENSIONS.map((dimension) => {
      const counts = days.map(({ on, people }) => tally(dimension, people, on))
      return {
        dimension,
        note: STATISTIC_NOTES[dimension],
        buckets: STATISTIC_BUCKETS[dimension].map((bucket, index) => ({ bucket, counts: counts.map((each) => each[index] ?? 0) })),
      }
    }),
  }
}

async function balanceSheet(db: ReadDb, today: PlainDate, year: number, organizationId: string | null): Promise<BalanceSheet> {
  const { openingOn, closingOn } = periodOf(year, today)
  const organizations = await organizationsAt(db, closingOn)
  const scope = scopeOf(organizations, organizationId)
  const flows: Flow[] = (await reconciledPeople(db))
    .flatMap((person) => flowsOf(person, openingOn, closingOn))
    .filter(({ branchId }) => scope?.has(branchId) ?? true)
  const opening = headCounts(await enrolledOn(db, openingOn, scope))
  const counted = headCounts(await enrolledOn(db, closingOn, scope))
  const rows = reconcile(flows, opening, counted)
  const codeOf = ({ branchId }: ReconciledRow) => organizations.get(branchId)?.code ?? ''
  const ordered = rows.toSorted((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1))
  const total = totalOf(rows, TOTAL)
  const problems = ordered.filter((row) => imbalance(row) !== '').length
  return {
    openingOn,
    closingOn,
    rows: ordered.map((row) => named(row, organizations.get(row.branchId)?.shortName ?? '', imbalance(row))),
    total: named(total, '合计', problems === 0 ? '' : `${problems} 个支部有不平或原因未登记`),
  }
}

function named({ increases, decreases, ...row }: ReconciledRow, name: string, problem: string): ReconciliationRow {
  return { ...row, name, increases: { ...increases }, decreases: { ...decreases }, problem }
}

/** 期初是上年末，期末是本年末；本年还没过完的到今天。 */
function periodOf(year: number, today: PlainDate): { openingOn: PlainDate; closingOn: PlainDate } {
  const openingOn = `${year - 1}-12-31`
  if (openingOn >= today)
    throw new DomainError('YEAR_NOT_STARTED', `${year} 年还没有开始，没有可对的账；请选 ${today.slice(0, 4)} 年或以前。`)
  const lastDay = `${year}-12-31`
  return { openingOn, closingOn: lastDay < today ? lastDay : today }
}

function headCounts(people: readonly EnrolledPerson[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { branchId } of countedPeople(people)) counts.set(branchId, (counts.get(branchId) ?? 0) + 1)
  return counts
}

/** N_all：正式＋预备，党籍正常。 */
function countedPeople(people: readonly EnrolledPerson[]): EnrolledPerson[] {
  return people.filter(({ partyStatus }) => partyStatus === '正常')
}

function scopeOf(organizations: ReadonlyMap<string, OrganizationAt>, organizationId: string | null): ReadonlySet<string> | null {
  return organizationId === null ? null : new Set(withDescendants(organizations, organizationId))
}

function personRow({ id, name, branchId }: EnrolledPerson, organizations: ReadonlyMap<string, OrganizationAt>, detail: string) {
  return { memberId: id, name, branchName: organizations.get(branchId)?.shortName ?? '', detail }
}
