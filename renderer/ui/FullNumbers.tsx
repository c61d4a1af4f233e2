import { Checkbox, TextInput } from '@mantine/core'
import './masked.css'

export type FullNumbersChoice = { readonly isFull: boolean; readonly purpose: string }

export type FullNumbersProps = {
  value: FullNumbersChoice
  onChange: (value: FullNumbersChoice) => void
  /** 这种表非要完整的证号与电话不可（采集表）：只问用途。 */
  isRequired: boolean
  /** 报上级的官方表：遮着的交不了，提醒一句。 */
  isForReport: boolean
}

/** 证号与电话缺省遮着；要全文的写明用途，连同用途记进操作日志。 */
export function FullNumbers({ value, onChange, isRequired, isForReport }: FullNumbersProps) {
  const isFull = value.isFull || isRequired
  return (
    <div className="full-numbers">
      {isRequired ? (
        <p>这种表要印完整的证号与电话，含敏感信息，导出会记入操作日志。</p>
      ) : (
        <Checkbox
          label="含完整的证号与电话"
          description={
            isForReport
              ? '不勾就遮着（前 4 后 2、前 3 后 2），只合自己核对；报上级、存档的请勾选。'
              : '不勾就遮着（证号前 4 后 2、电话前 3 后 2）。'
          }
          checked={value.isFull}
          onChange={(event) => onChange({ ...value, isFull: event.currentTarget.checked })}
        />
      )}
      {isFull && (
        <TextInput
          label="做什么用"
          required
          placeholder="如：报上级党委组织部"
          description="连同谁、什么时候、多少人，一起记进操作日志"
          value={value.purpose}
          maxLength={100}
          onChange={(event) => onChange({ ...value, purpose: event.currentTarget.value })}
        />
      )}
    </div>
  )
}
