import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { whatIs } from './use-reveal-member.ts'

export type MaskedInputProps = {
  field: 'identityNumber' | 'mobile' | 'landline'
  label: string
  required: boolean
  value: string
  /** 打开时遮着的样子；登记新人或本来就空着的为空串，直接填。 */
  masked: string
  name: string
  error: string | undefined
  onChange: (value: string) => void
  reveal: () => Promise<string | undefined>
}

/** 表单里遮着的一格：不动就照原样存着；要改先点“显示”，看一次记一条操作日志。 */
export function MaskedInput({ field, label, required, value, masked, name, error, onChange, reveal }: MaskedInputProps) {
  const [isShown, setShown] = useState(masked === '')
  const [isRunning, setRunning] = useState(false)
  const show = async () => {
    setRunning(true)
    const revealed = await reveal()
    setRunning(false)
    if (revealed === undefined) return
    onChange(revealed)
    setShown(true)
  }
  return (
    <TextInput
      label={label}
      required={required}
      readOnly={!isShown}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(isShown
        ? {}
        : {
            rightSectionWidth: 56,
            rightSection: (
              <Button
                size="xs"
                variant="default"
                loading={isRunning}
                title="看一次记一条操作日志；看到全文才能改"
                aria-label={`显示${whatIs(name, field)}`}
                onClick={() => void show()}
              >
                显示
              </Button>
            ),
          })}
    />
  )
}
