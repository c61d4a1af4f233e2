import { Button, Group, Modal, Stack } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
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
  const { isAsking, close, touched, keep } = useUnsavedGuard(isOpen, isRunning, onClose)
  return (
    <Modal opened={isOpen} onClose={close} title={title} size={size} closeOnClickOutside={false} transitionProps={{ duration: 0 }}>
      <form
        noValidate
        onInput={touched}
        onClick={(event) => {
          // 下拉里选一项不触发 input 事件，按点了选项算。
          if (event.target instanceof Element && event.target.closest('[role=option]')) touched()
        }}
        onSubmit={(event) => {
          event.preventDefault()
          if (blockedBy === undefined && !isRunning) onSubmit()
        }}
      >
        <Stack gap={12}>
          {lead !== undefined && <p className="small secondary">{lead}</p>}
          {children}
          {error && <FormError error={error} />}
          {isAsking && (
            <div className="notice" role="alert">
              <SeverityShape severity="提示" />
              <div className="unsaved">
                <span>填的内容还没有保存，关掉就没有了。</span>
                <Button size="xs" variant="default" onClick={keep} data-autofocus type="button">
                  继续填写
                </Button>
                <Button size="xs" variant="default" color="red.7" onClick={onClose} type="button">
                  放弃
                </Button>
              </div>
            </div>
          )}
          <Group justify="flex-end" gap={8}>
            {blockedBy !== undefined && <span className="small secondary">{blockedBy}</span>}
            <Button variant="default" onClick={close} type="button">
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

/** 填过东西的表单，按 Esc、点取消、点叉先问一句；刷新、关窗口由浏览器问。 */
function useUnsavedGuard(isOpen: boolean, isRunning: boolean, onClose: () => void) {
  const [isDirty, setDirty] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (wasOpen !== isOpen) {
    setWasOpen(isOpen)
    setDirty(false)
    setAsking(false)
  }
  useEffect(() => {
    if (!isOpen || !isDirty || isRunning) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isOpen, isDirty, isRunning])
  return {
    isAsking,
    touched: () => setDirty(true),
    keep: () => setAsking(false),
    close: () => {
      if (isDirty) setAsking(true)
      else onClose()
    },
  }
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
