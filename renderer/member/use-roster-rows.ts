import { useQueries } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { MemberFilter, MemberRow } from '../../shared/member/contract.ts'
import { asCallError, call, type CallError } from '../app/client.ts'
import type { RosterSort } from './roster-columns.tsx'

/** 一段取多少行；看得见的行落在哪几段，就取哪几段。 */
const PAGE = 100

export type RosterRows = {
  /** 还没取到为 null。 */
  total: number | null
  rowAt: (index: number) => MemberRow | undefined
  onVisibleRange: (first: number, last: number) => void
  error: CallError | null
  retry: () => void
}

/** 分段取名册：滚到哪取到哪，已取的留着。 */
export function useRosterRows(filter: MemberFilter, sort: RosterSort, isDescending: boolean): RosterRows {
  const [range, setRange] = useState({ first: 0, last: 0 })
  const firstPage = Math.floor(range.first / PAGE)
  const lastPage = Math.floor(range.last / PAGE)
  const pageNumbers = Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)
  // 第 0 段总在：总数从它来，回到表头也不闪。
  const wanted = pageNumbers.includes(0) ? pageNumbers : [0, ...pageNumbers]
  const results = useQueries({
    queries: wanted.map((page) => {
      const input = { ...filter, sort, descending: isDescending, offset: page * PAGE, limit: PAGE }
      return { queryKey: ['member.list', input] as const, queryFn: () => call('member.list', input) }
    }),
  })
  const byPage = new Map(wanted.map((page, index) => [page, results[index]]))
  const failed = results.find((result) => result.error)
  return {
    total: byPage.get(0)?.data?.total ?? null,
    rowAt: (index) => byPage.get(Math.floor(index / PAGE))?.data?.rows[index % PAGE],
    onVisibleRange: useCallback((first: number, last: number) => setRange({ first, last }), []),
    error: failed?.error ? asCallError(failed.error) : null,
    retry: () => void Promise.all(results.map((result) => result.refetch())),
  }
}
