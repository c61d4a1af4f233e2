import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CallError } from '../app/client.ts'
import { errorText } from '../app/explain-error.ts'
import { SeverityShape } from './SeverityMark.tsx'
import { ProblemList } from './states.tsx'

export type FormDialogProps = {
  title: string
  /** 一句话说明这张表做什么、会影响什么。 */
  lead?: ReactNode
  submitLabel: string
  isOpen: boolean
  isRunning: boolean
  error: CallError | null
  /** 还不能提交时写明差什么。 */
  blockedBy?: string
  isDangerous?: boolean
  size?: number
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** 弹窗里的表单：回车提交，失败时原因留在表单里，填的东西不丢。 */
export function FormDialog(props: FormDialogProps) {
  const {
    title,
    lead,
    submitLabel,
    isOpen,
    isRunning,
    error,
    blockedBy,
    isDangerous = false,
    size = 560,
    onSubmit,
    onClose,
    children,
  } = props
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={size} closeOnClickOutside={false} transitionProps={{ duration: 0 }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (blockedBy === undefined && !isRunning) onSubmit()
        }}
      >
        <Stack gap={12}>
          {lead !== undefined && <p className="small secondary">{lead}</p>}
          {children}
          {error && <FormError error={error} />}
          <Group justify="flex-end" gap={8}>
            {blockedBy !== undefined && <span className="small secondary">{blockedBy}</span>}
            <Button variant="default" onClick={onClose} type="button">
              取消
            </Button>
            <Button type="submit" loading={isRunning} disabled={blockedBy !== undefined} {...(isDangerous ? { color: 'red.7' } : {})}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** 没做成的原因。用户自己取消的不算错，不用红色。 */
export function FormError({ error }: { error: CallError }) {
  const isCancelled = error.code === 'CANCELLED'
  return (
    <div className={isCancelled ? 'notice' : 'form-error'} role={isCancelled ? 'status' : 'alert'}>
      <SeverityShape severity={isCancelled ? '不适用' : '红线'} />
      <div>
        {errorText(error)}
        <ProblemList error={error} />
      </div>
    </div>
  )
}
