import type { exportContract } from '../../shared/exchange/export-contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { memberPage, organizationsAt, withDescendants, type OrganizationAt } from '../member/queries.ts'
import { writeRosterWorkbook } from './roster-workbook.ts'

export const exportHandlers: Handlers<typeof exportContract> = {
  'exchange.exportRoster': async ({ db, today }, filter) => {
    const asOf = filter.asOf ?? today
    const organizations = await organizationsAt(db, asOf)
    const within = filter.organizationId === null ? null : withDescendants(organizations, filter.organizationId)
    const { records } = await memberPage(db, asOf, filter, within, null)
    const rows = records.map((record) => ({ ...record, branchName: organizations.get(record.branchId)?.name ?? '' }))
    const bytes = writeRosterWorkbook(rows, { committeeName: committeeName(organizations, filter.organizationId), summarizedOn: asOf })
    return { fileName: `党员名册-${asOf}.xlsx`, base64: Buffer.from(bytes).toString('base64') }
  },
}

/** 表头上的“基层党委”：所选组织往上最近的党委，没有选就是最上级党委。 */
export function committeeName(organizations: ReadonlyMap<string, OrganizationAt>, organizationId: string | null): string {
  let current = organizations.get(organizationId ?? '')
  for (let depth = 0; current && current.level !== '党委' && depth < organizations.size; depth += 1)
    current = organizations.get(current.parentId ?? '')
  const root = [...organizations.values()].find(({ parentId, dissolvedOn }) => parentId === null && dissolvedOn === null)
  return (current ?? root)?.name ?? ''
}
