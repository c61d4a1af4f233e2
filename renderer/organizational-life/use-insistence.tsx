import { useState, type ReactNode } from 'react'
import type { CallError } from '../app/client.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { ClosedMonthDialog, type ClosedMonthGrounds } from './ClosedMonthDialog.tsx'

/** 明知还要存：已有同一次仍要再录；已月结的写理由与授权人。 */
export type Insistence = { readonly allowsDuplicate: boolean; readonly closedMonth: ClosedMonthGrounds | null }

type Attempt<Draft> = { readonly draft: Draft; readonly insistence: Insistence }

export type InsistenceOptions<Draft> = {
  /** 最近一次存的错误；没有为 null。 */
  readonly error: CallError | null
  readonly isRunning: boolean
  /** 存；存成返回真。 */
  readonly save: (draft: Draft, insistence: Insistence) => Promise<boolean>
  /** 存的是哪个月的，写在理由框上。 */
  readonly monthOf: (draft: Draft) => string
  readonly submitLabel: string
}

/** 后端说已月结、说已有同一次，就接着问人，填的不丢；两样都撞上就一样一样问。 */
export function useInsistence<Draft>({ error, isRunning, save, monthOf, submitLabel }: InsistenceOptions<Draft>): {
  readonly submit: (draft: Draft) => Promise<void>
  /** 不等后端说，先问理由。 */
  readonly askGrounds: (draft: Draft) => void
  /** 没有在问的时候该显示的错误。 */
  readonly shownError: CallError | null
  readonly dialogs: ReactNode
} {
  const [attempt, setAttempt] = useState<Attempt<Draft> | null>(null)
  const [asks, setAsks] = useState<'理由' | '重复' | null>(null)
  const [answered, setAnswered] = useState<CallError | null>(null)
  if (error !== null && error !== answered && attempt !== null) {
    setAnswered(error)
    if (error.code === 'MONTH_CLOSED') setAsks('理由')
    if (error.code === 'DUPLICATE_ACTIVITY') setAsks('重复')
  }
  const run = async (draft: Draft, insistence: Insistence) => {
    setAttempt({ draft, insistence })
    if (await save(draft, insistence)) {
      setAsks(null)
      setAttempt(null)
    }
  }
  const insist = (more: Partial<Insistence>) => {
    if (attempt !== null) void run(attempt.draft, { ...attempt.insistence, ...more })
  }
  const start = (draft: Draft): Attempt<Draft> => ({ draft, insistence: { allowsDuplicate: false, closedMonth: null } })
  const dialogs = attempt !== null && (
    <>
      {asks === '理由' && (
        <ClosedMonthDialog
          month={monthOf(attempt.draft)}
          submitLabel={submitLabel}
          isRunning={isRunning}
          error={error?.code === 'MONTH_CLOSED' ? null : error}
          onSubmit={(closedMonth) => insist({ closedMonth })}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === '重复' && (
        <ConfirmDialog
          title="已经有这一次了"
          consequence={error?.message ?? ''}
          confirmLabel="不是同一次，照样记下"
          isOpen
          isRunning={isRunning}
          error={null}
          onConfirm={() => insist({ allowsDuplicate: true })}
          onClose={() => setAsks(null)}
        />
      )}
    </>
  )
  return {
    submit: (draft) => run(draft, start(draft).insistence),
    askGrounds: (draft) => {
      setAttempt(start(draft))
      setAsks('理由')
    },
    shownError: asks === null ? error : null,
    dialogs,
  }
}
