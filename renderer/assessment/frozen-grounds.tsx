import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useBackendQuery } from '../app/use-backend.ts'

export type FrozenGrounds = {
  isFrozen: boolean
  /** 交给命令的理由与授权；没有冻结为 null。 */
  value: { reason: string; authorizedBy: string } | null
  /** 还差什么；不差为 null。 */
  blockedBy: string | null
  /** 没有冻结为 null，表单里直接放。 */
  fields: ReactNode
}

/** 年度冻结以后再改考核，表单里多出理由与授权人两格；没有冻结的什么也不多。 */
export function useFrozenGrounds(year: number): FrozenGrounds {
  const state = useBackendQuery('assessment.frozenState', { year })
  const [reason, setReason] = useState('')
  const [authorizedBy, setAuthorizedBy] = useState('')
  if (!state.data?.freeze) return { isFrozen: false, value: null, blockedBy: null, fields: null }
  const blockedBy = reason.trim() === '' ? '请写改动的理由' : authorizedBy.trim() === '' ? '请写授权人' : null
  return {
    isFrozen: true,
    value: { reason, authorizedBy },
    blockedBy,
    fields: (
      <>
        <p className="notice" role="note">
          {year} 年度考核已经冻结：改动要写明理由与授权，冻结时的得分不变，差别在考核页看得到。
        </p>
        <TextInput label="改动的理由" required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <TextInput
          label="授权人"
          required
          placeholder="如：集团党委组织部 林部长"
          value={authorizedBy}
          onChange={(event) => setAuthorizedBy(event.currentTarget.value)}
        />
      </>
    ),
  }
}
