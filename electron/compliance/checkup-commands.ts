import { addDays, addMonths, makeDate, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { checkupRows } from '../../shared/compliance/checkup.ts'
import type { checkupContract, trendContract } from '../../shared/compliance/checkup-contract.ts'
import { countBySeverity } from '../../shared/compliance/dashboard.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { groupRows } from '../db/group-rows.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { recordedUnit } from '../settings/queries.ts'
import { checkupDocument, checkupTitle, type Checkup } from './checkup-documents.ts'
import { judgedGroup, type JudgedGroup } from './judged-queries.ts'
import { exportPapers } from './paper-export.ts'

export const checkupHandlers = (pdfPrinter: PdfPrinter | null): Handlers<typeof checkupContract & typeof trendContract> => ({
  'compliance.checkup': async ({ db, today }, { organizationId, asOf = today }) => {
    const group = await judgedGroup(db, asOf)
    const organization = branchOf(group, organizationId, asOf)
    const rows = checkupRows(organization, group.findings)
    return {
      asOf,
      organizationName: organization.shortName,
      counts: countBySeverity(rows.map((row) => row.finding)),
      rows: rows.map(({ finding, responsible }) => ({
        ruleId: finding.ruleId,
        severity: finding.severity,
        source: finding.source,
        message: finding.message,
        quote: finding.quote,
        citation: finding.citation,
        dueOn: finding.dueOn,
        responsible,
        remedy: finding.remedies[0]?.label ?? '',
        isClosed: finding.closure !== null,
      })),
    }
  },

  'compliance.exportCheckup': async (context, input) => {
    const asOf = input.asOf ?? context.today
    await context.report(0, 1, '按规则检查')
    const group = await judgedGroup(context.db, asOf)
    const branches =
      input.organizationIds.length === 0
        ? group.facts.organizations.filter((each) => each.level === '党支部')
        : [...new Set(input.organizationIds)].map((id) => branchOf(group, id, asOf))
    if (branches.length === 0) throw new DomainError('NO_BRANCH', `${asOf} 还没有党支部，没有体检单可出。请先在“党组织”登记党支部。`)
    const issuer = (await recordedUnit(context.db))?.fullName ?? ''
    const papers = branches.map((organization) => {
      const checkup: Checkup = {
        organization,
        rows: checkupRows(organization, group.findings),
        asOf,
        profileName: group.standards.profileFor(organization.id, asOf).name,
        issuer: issuer || organization.name,
      }
      return { name: `${checkupTitle(organization)}-${asOf}`, model: checkupDocument(checkup) }
    })
    return exportPapers(context, pdfPrinter, papers, `支部体检单-${asOf}`, input.format)
  },

  'compliance.trendMonth': async ({ db, today }, input) => {
    const asOf = lastDayWithin(input.month, input.asOf ?? today)
    const { facts, findings } = await judgedGroup(db, asOf)
    const own = groupRows(findings, (finding) => finding.organizationId)
    return {
      month: input.month,
      asOf,
      rows: facts.organizations.map(({ id, shortName, level }) => ({
        organizationId: id,
        organizationName: shortName,
        level,
        ...countBySeverity(own.get(id) ?? []),
      })),
    }
  },
})

/** 那个月的最后一天；还没过完的取判定日。 */
function lastDayWithin(month: string, asOf: PlainDate): PlainDate {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = addDays(addMonths(makeDate(year, number, 1), 1), -1)
  return last < asOf ? last : asOf
}

function branchOf({ facts }: JudgedGroup, organizationId: string, asOf: PlainDate): OrganizationFacts {
  const organization = facts.organizations.find((each) => each.id === organizationId)
  if (organization?.level === '党支部') return organization
  throw new DomainError(
    'NOT_A_BRANCH',
    organization
      ? `${organization.shortName}是${organization.level}，体检单按党支部出。请改选党支部。`
      : `${asOf} 没有所选的党支部，可能尚未成立或已撤销。请在列表里重新选择。`,
  )
}
