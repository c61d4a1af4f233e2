import type { NumberGap } from '../../shared/correspondence/numbers.ts'
import type { RegisteredDocument } from '../../shared/correspondence/register-contract.ts'
import { listWorkbook } from '../assessment/workbook.ts'

export const REGISTER_COLUMNS = [
  '发文字号',
  '标题',
  '文种',
  '发文机关',
  '主送',
  '签发人',
  '成文日期',
  '办理',
  '状态',
  '版本',
  '校验值',
] as const

/** 登记簿一行里要印、要导出的各栏，次序同 `REGISTER_COLUMNS`。 */
export function registerCells(row: RegisteredDocument): string[] {
  return [
    row.number,
    row.title,
    row.genre,
    row.issuerName,
    row.recipient,
    row.signer,
    row.datedOn,
    row.stages.map(({ kind, occurredOn }) => `${kind} ${occurredOn}`).join('；'),
    row.status === '已作废'
      ? `作废：${row.voidReason}`
      : [row.origin === '补登' ? '补登' : '已登记', row.numberNote].filter((each) => each !== '' && each !== '补登此前发文').join('，'),
    row.origin === '补登' ? '' : `第 ${row.revision} 版`,
    row.docxSha256.slice(0, 16),
  ]
}

/** 一年的发文登记簿：登记与缺号两张表。同样的登记逐字节相同。 */
export function registerWorkbook(year: number, rows: readonly RegisteredDocument[], gaps: readonly NumberGap[]): Uint8Array {
  const widths = [20, 44, 8, 34, 34, 10, 12, 22, 22, 8, 18]
  return listWorkbook([
    {
      name: '发文登记簿',
      title: `${year}年发文登记簿`,
      columns: REGISTER_COLUMNS.map((label, index) => ({ label, width: widths[index] ?? 12, align: index === 1 ? '居左' : '居中' })),
      rows: inNumberOrder(rows).map(registerCells),
      notes: ['校验值为定稿 docx 的 SHA-256 前 16 位；补登的此前发文没有定稿。'],
    },
    {
      name: '缺号清单',
      title: `${year}年缺号清单`,
      columns: [
        { label: '文号', width: 22, align: '居中' },
        { label: '情形', width: 12, align: '居中' },
        { label: '说明', width: 60 },
      ],
      rows: gaps.map(({ number, kind, text }) => [number, kind, text]),
      notes: gaps.length === 0 ? ['没有缺号。'] : [],
    },
  ])
}

/** 登记簿按代字、序号排，便于对号。 */
export function inNumberOrder(rows: readonly RegisteredDocument[]): RegisteredDocument[] {
  return rows.toSorted((a, b) => (a.documentCode === b.documentCode ? a.serial - b.serial : a.documentCode < b.documentCode ? -1 : 1))
}
