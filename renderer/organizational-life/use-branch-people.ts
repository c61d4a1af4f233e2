import { useBackendQuery } from '../app/use-backend.ts'

/** 一个党支部（党小组）名册里的人，作下拉选项。 */
export function useBranchPeople(organizationId: string | null): { value: string; label: string }[] {
  const roster = useBackendQuery('member.list', { organizationId, limit: 500 }, { enabled: organizationId !== null })
  return (roster.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: `${row.name}${row.category === '预备党员' ? '（预备）' : ''}`,
  }))
}
