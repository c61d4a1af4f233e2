import { maskedChange, maskedValue, maskIdentityNumber, maskNumbersIn } from '../member/masking.ts'
import type { ImportRow } from './contract.ts'
import type { SheetReading } from './layout-contract.ts'
import { fieldLabel, ROSTER_FIELD_KEYS, type RosterFieldKey } from './roster-fields.ts'

const FIELD_OF_LABEL: ReadonlyMap<string, RosterFieldKey> = new Map(ROSTER_FIELD_KEYS.map((key) => [fieldLabel(key), key]))

type Remark = ImportRow['refusals'][number]

/** 一格的值：证号、电话那几列整格遮，别的格子只遮夹在里面的号码。 */
export function maskedCell(field: RosterFieldKey | null | undefined, value: string): string {
  return maskNumbersIn(field === null || field === undefined ? value : maskedValue(field, value))
}

/** 一格的说明遮好的样子；是哪一格由表名、行号与格子名认，不靠号码。 */
export function maskedRemark<T extends Pick<Remark, 'label' | 'value' | 'reason'>>(remark: T): T {
  return { ...remark, value: maskedCell(FIELD_OF_LABEL.get(remark.label), remark.value), reason: maskNumbersIn(remark.reason) }
}

/** 差异里的一行遮好的样子：新旧证号、电话并排时说出第几位不同。 */
export function maskedImportRow(row: ImportRow): ImportRow {
  return {
    ...row,
    name: maskNumbersIn(row.name),
    branchName: maskNumbersIn(row.branchName),
    identityNumber: maskIdentityNumber(row.identityNumber),
    changes: row.changes.map((change) => ({ ...change, ...maskedChange(change.field, change.before, change.after) })),
    refusals: row.refusals.map(maskedRemark),
    doubts: row.doubts.map(maskedRemark),
    notes: row.notes.map(maskedRemark),
    suspects: row.suspects.map((each) => ({ ...each, identityNumber: maskIdentityNumber(each.identityNumber) })),
  }
}

/** 一张表的识别结果：头几个样例也遮，看得出是什么样的内容就够了；表头原文不动，记住表形要按它认。 */
export function maskedSheet<T extends SheetReading>(sheet: T): T {
  return {
    ...sheet,
    note: maskNumbersIn(sheet.note),
    columns: sheet.columns.map((column) => ({
      ...column,
      samples: column.samples.map((sample) => maskedCell(column.field ?? column.suggestion, sample)),
    })),
  }
}
