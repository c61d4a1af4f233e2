import type { CheckRow } from '../../shared/compliance/check-contract.ts'

export function keyOf(row: CheckRow): string {
  return `${row.organizationId} ${row.ruleId}`
}
