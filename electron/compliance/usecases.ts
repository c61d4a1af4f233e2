import { groupScores } from '../../shared/assessment/group-scores.ts'
import type { complianceContract } from '../../shared/compliance/contract.ts'
import { countBySeverity, scopeOf, severitySpread, taskMatrix } from '../../shared/compliance/dashboard.ts'
import { duesOf } from '../../shared/compliance/dues.ts'
import { awaitedOf, JUDGED_BY, STATUS_MEANINGS, statusOf } from '../../shared/compliance/catalog.ts'
import { CONFLICTS } from '../../shared/compliance/conflicts.ts'
import { isAmong } from '../../shared/compliance/evaluate.ts'
import { PARAMETERS } from '../../shared/compliance/parameters.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import { ruleStatus } from '../../shared/regulation/provision.ts'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { loadScoreRecords } from '../assessment/queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { memberRecord } from '../member/record-queries.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { checkHandlers } from './check-commands.ts'
import { checkupHandlers } from './checkup-commands.ts'
import { closureHandlers } from './closure-commands.ts'
import { judgedGroup } from './judged-queries.ts'
import { loadStandards } from './standards-queries.ts'
import { standardsHandlers } from './standards-usecases.ts'

/** 判定日没有这个党组织就说清楚，不当作“没有发现”。 */
async function refuseUnknownOrganization(db: ReadDb, organizationId: string, asOf: PlainDate): Promise<void> {
  if (!(await organizationsAt(db, asOf)).has(organizationId))
    throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被删改。请在列表里重新选择。')
}

export type ComplianceServices = { readonly pdfPrinter: PdfPrinter | null }

export const complianceHandlers = ({ pdfPrinter }: ComplianceServices): Handlers<typeof complianceContract> => ({
  ...standardsHandlers,
  ...closureHandlers,
  ...checkHandlers(pdfPrinter),
  ...checkupHandlers(pdfPrinter),

  'compliance.dashboard': async ({ db, today }, input) => {
    const asOf = input.asOf ?? today
    const { organizationId } = input
    if (organizationId !== null) await refuseUnknownOrganization(db, organizationId, asOf)
    const group = await judgedGroup(db, asOf)
    const scope = scopeOf(group.facts, organizationId)
    const findings = organizationId === null ? group.findings : group.findings.filter((finding) => scope.has(finding.organizationId))
    // 判定日就在它自己的考核年度里，评分用的事实与发现即此刻这一份，不必再取一遍。
    const scores = groupScores(group.facts, group.findings, await loadScoreRecords(db, partsOf(asOf).year), group.standards)
    const matrix = taskMatrix(group.facts, group.findings, scores).filter((row) => scope.has(row.organizationId))
    const { organizations } = group.facts
    const top = organizations.filter(({ id, parentId }) => (organizationId === null ? parentId === null : id === organizationId))
    return {
      asOf,
      branchCount: matrix.length,
      memberCount: top.reduce((total, organization) => total + organization.memberCount, 0),
      counts: countBySeverity(findings),
      spread: severitySpread(findings),
      closedCount: findings.filter((finding) => finding.closure !== null).length,
      matrix,
      dues: duesOf(group.facts, group.standards)
        .filter((due) => scope.has(due.organizationId))
        .map((due) => ({ ...due, remedies: [...due.remedies] })),
    }
  },

  'compliance.findings': async ({ db, today }, input) => {
    const asOf = input.asOf ?? today
    const { organizationId, includesBelow } = input
    if (organizationId !== null) await refuseUnknownOrganization(db, organizationId, asOf)
    if (input.memberId !== null && !(await memberRecord(db, input.memberId, asOf)))
      throw new DomainError('MEMBER_NOT_FOUND', '没有这名党员，可能已经移到回收站。请回到名册重新选择。')
    const { facts, findings } = await judgedGroup(db, asOf)
    const scope = includesBelow ? scopeOf(facts, organizationId) : null
    return {
      asOf,
      findings: findings.filter(
        (finding) =>
          (scope?.has(finding.organizationId) ?? true) && isAmong(finding, scope === null ? input : { ...input, organizationId: null }),
      ),
    }
  },

  'compliance.catalog': () => ({
    rules: CATALOG.map((provision) => ({
      ...provision,
      status: statusOf(provision),
      awaits: awaitedOf(provision),
      judgedBy: JUDGED_BY[provision.id] ?? null,
    })),
    statuses: ruleStatus.options.map((status) => ({ status, meaning: STATUS_MEANINGS[status] })),
  }),

  'compliance.conflicts': () => ({
    conflicts: CONFLICTS.map((conflict) => ({
      ...conflict,
      texts: conflict.texts.map((text) => ({ ...text })),
      ruleIds: [...conflict.ruleIds],
    })),
  }),

  'compliance.profiles': async ({ db, today }, input) => {
    const asOf = input.asOf ?? today
    const standards = await loadStandards(db)
    return {
      asOf,
      currentProfileId: standards.profileOn(asOf).id,
      chain: standards.chain.map((link) => ({ ...link })),
      profiles: standards.profiles.map(({ id, name, versionOn, note, readOnly }) => ({ id, name, versionOn, note, readOnly })),
      parameters: PARAMETERS.map((parameter) => ({ ...parameter, values: { ...parameter.values } })),
    }
  },
})
