import { Button, Group, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addMonths, isPlainDate } from '../../shared/calendar/plain-date.ts'
import { CLOSURE_MAX_MONTHS, closureBar, latestRecheck } from '../../shared/regulation/closure.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from './DateField.tsx'
import { FormDialog } from './FormDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { SeverityShape } from './SeverityMark.tsx'

/** 关闭的来龙去脉：正关着的写理由与复查日，自动回来的写为什么回来。没有关过的什么也不写。 */
export function ClosureNotice({ finding }: { finding: Finding }) {
  const { closure, reopening } = finding
  const shown = closure ?? reopening
  if (!shown) return null
  return (
    <div className="notice closure-notice" role="status">
      <SeverityShape severity={closure ? '不适用' : '提示'} />
      <div>
        <strong>{closure ? '已填写理由关闭，不计入未办' : reopened(reopening?.because ?? '到了复查日', shown.recheckOn)}</strong>
        <p>理由：{shown.reason}</p>
        <p>
          {shown.closedOn} 由{shown.closedBy}关闭{shown.documentNo === '' ? '' : `，依据 ${shown.documentNo}`}
          {closure ? `；${shown.recheckOn} 自动复查、重新计入，事实变了也会重新计入` : ''}
        </p>
      </div>
    </div>
  )
}

function reopened(because: '到了复查日' | '事实变了', recheckOn: string): string {
  return because === '到了复查日' ? `复查日 ${recheckOn} 已到，重新计入` : '关闭以后事实变了，重新计入'
}

export type ClosureActionsProps = {
  finding: Finding
  /** 关闭或撤销以后，抽屉里的这一条要换成新的。 */
  onChanged: () => void
}

/** 能关的给“填写理由关闭”，关着的给“撤销关闭”，不能关的写明为什么。 */
export function ClosureActions({ finding, onChanged }: ClosureActionsProps) {
  const [open, setOpen] = useState<'关闭' | '撤销' | null>(null)
  const overview = useBackendQuery('settings.overview', {})
  const bar = closureBar(finding)
  const today = overview.data?.today ?? finding.asOf
  if (today !== finding.asOf && (finding.closure !== null || bar === null))
    return <p className="small secondary closure-bar">这是回看 {finding.asOf} 的结论；要关闭或撤销关闭，请回到今天的工作台。</p>
  if (finding.closure)
    return (
      <>
        <Button variant="default" onClick={() => setOpen('撤销')}>
          撤销关闭
        </Button>
        {open === '撤销' && <WithdrawDialog closureId={finding.closure.id} onChanged={onChanged} onClose={() => setOpen(null)} />}
      </>
    )
  if (finding.severity === '达标' || finding.severity === '不适用') return null
  if (bar !== null) return <p className="small secondary closure-bar">{bar}</p>
  return (
    <>
      <Button variant="default" onClick={() => setOpen('关闭')}>
        填写理由关闭
      </Button>
      {open === '关闭' && <CloseDialog finding={finding} onChanged={onChanged} onClose={() => setOpen(null)} />}
    </>
  )
}

/** 复查日的三个现成选择。 */
const RECHECK_CHOICES = [3, 6, CLOSURE_MAX_MONTHS] as const

function CloseDialog({ finding, onChanged, onClose }: ClosureActionsProps & { onClose: () => void }) {
  const overview = useBackendQuery('settings.overview', {})
  const today = overview.data?.today ?? finding.asOf
  const [reason, setReason] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const [closedBy, setClosedBy] = useState('')
  const [recheckOn, setRecheckOn] = useState(() => addMonths(today, 6))
  const close = useCommand('compliance.closeFinding', { showsOwnError: true, done: () => `已关闭 ${finding.ruleId}，${recheckOn} 复查` })
  const blockedBy =
    reason.trim() === '' ? '请写明理由' : closedBy.trim() === '' ? '请写明谁批准关闭' : isPlainDate(recheckOn) ? undefined : '请填复查日'
  const submit = async () => {
    const done = await close.run({
      organizationId: finding.organizationId,
      ruleId: finding.ruleId,
      reason,
      documentNo,
      closedBy,
      recheckOn,
    })
    if (!done) return
    onClose()
    onChanged()
  }
  return (
    <FormDialog
      title={`填写理由关闭 ${finding.ruleId}`}
      lead="只有“一般、原则上”的规定可以关闭。关闭留痕，不计入未办；到复查日或事实变了，自动重新计入。"
      submitLabel="关闭这一条"
      isOpen
      isRunning={close.isRunning}
      error={close.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="closure-subject">{finding.message}</p>
      <Textarea
        label="理由"
        description="为什么可以不办，或为什么现在办不了"
        rows={3}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={close.problem('reason')}
        data-autofocus
      />
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="谁批准关闭"
          required
          value={closedBy}
          onChange={(event) => setClosedBy(event.currentTarget.value)}
          error={close.problem('closedBy')}
        />
        <TextInput
          label="依据文号"
          placeholder="没有就空着"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={close.problem('documentNo')}
        />
      </Group>
      <div>
        <DateField
          label="复查日"
          description={`至多一年，最晚 ${latestRecheck(today)}`}
          required
          value={recheckOn}
          onChange={setRecheckOn}
          error={close.problem('recheckOn')}
        />
        <Group gap={8} mt={6}>
          {RECHECK_CHOICES.map((months) => (
            <Button key={months} size="xs" variant="default" type="button" onClick={() => setRecheckOn(addMonths(today, months))}>
              {months === CLOSURE_MAX_MONTHS ? '一年后' : `${months} 个月后`}
            </Button>
          ))}
        </Group>
      </div>
    </FormDialog>
  )
}

function WithdrawDialog({ closureId, onChanged, onClose }: { closureId: string; onChanged: () => void; onClose: () => void }) {
  const withdraw = useCommand('compliance.withdrawClosure', { showsOwnError: true, done: () => '已撤销关闭，重新计入未办' })
  return (
    <ReasonDialog
      title="撤销关闭"
      lead="撤销后这一条立即重新计入未办；原来的理由与撤销原因都留痕。"
      submitLabel="撤销关闭"
      command={withdraw}
      onSubmit={async (reason) => {
        const done = await withdraw.run({ closureId, reason })
        if (done) onChanged()
        return done
      }}
      onClose={onClose}
    />
  )
}
