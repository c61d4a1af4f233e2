import { formatChinese, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { CheckItem, CheckRow } from '../../shared/compliance/check-contract.ts'
import { TASKS } from '../../shared/glossary.ts'
import type { Block } from '../../shared/document/block.ts'
import { draftDocument, type DocumentModel } from '../../shared/document/model.ts'
import { listWorkbook } from '../assessment/workbook.ts'

export type SheetLine = { readonly item: CheckItem; readonly row: CheckRow }

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 一个党组织的勾核表：逐条给原文、出处、怎么判、应留的证据，留出勾选处；勾过的写上结论与依据。 */
export function checkSheetDocument(name: string, asOf: PlainDate, issuer: string, lines: readonly SheetLine[]): DocumentModel {
  const tasks = [...new Set(lines.map(({ item }) => item.taskNo))].toSorted((a, b) => a - b)
  const body: Block[] = [
    {
      kind: '段',
      lead: '',
      leadLevel: 1,
      text: `下列 ${lines.length} 条没有可算的数据，由人对照依据与证据勾核。已勾核的写明结论，未勾核的请在“□”内打“√”，并写明依据。判定日为${formatChinese(asOf)}。`,
    },
    ...tasks.flatMap((taskNo, index): Block[] => [
      { kind: '标题', level: 1, text: `${NUMERALS[index] ?? ''}、${TASKS[taskNo - 1] ?? '督查考核'}` },
      checkTable(lines.filter(({ item }) => item.taskNo === taskNo)),
    ]),
    {
      kind: '签字',
      fields: [
        { label: '勾核人', blank: 8, value: '' },
        { label: '日期', blank: 8, value: '' },
      ],
      align: '居右',
    },
  ]
  return draftDocument({
    form: '普通',
    genre: '内部文书',
    direction: '内部',
    head: { mark: '', number: '', signers: [] },
    title: `${name}人工勾核表`,
    recipients: [],
    body,
    attachmentNames: [],
    attachments: [],
    signature: { issuer, datedOn: asOf, mode: '无' },
    note: '',
    colophon: null,
  })
}

function checkTable(lines: readonly SheetLine[]): Block {
  return {
    kind: '表',
    columns: [
      { label: '规则', share: 1.4, align: '居中' },
      { label: '条文与看什么', share: 6.4, align: '居左' },
      { label: '应留的证据', share: 2.8, align: '居左' },
      { label: '结论', share: 2.2, align: '居左' },
      { label: '依据', share: 4.2, align: '居左' },
    ],
    rows: lines.map(({ item, row }) => [
      item.ruleId,
      `“${item.quote}”${item.hint}（${item.periodLabel}）`,
      item.evidence,
      conclusion(row),
      row.check ? `${row.check.basis}${row.check.evidence ? `；证据：${row.check.evidence}` : ''}` : '',
    ]),
  }
}

/** 勾过且还有效的写结论；别的留方框。 */
function conclusion(row: CheckRow): string {
  if (row.check && (row.state === '已勾核' || row.state === '沿用上期')) return `☑${row.check.verdict}`
  return '□达标　□不达标　□不适用'
}

/** 总表：一行一条一个党组织，供汇总与筛选。 */
export function checkSheetWorkbook(asOf: PlainDate, lines: readonly SheetLine[]): Uint8Array {
  return listWorkbook([
    {
      name: '人工勾核',
      title: `人工勾核表（${asOf}）`,
      columns: [
        { label: '党组织', width: 18 },
        { label: '规则', width: 8, align: '居中' },
        { label: '任务', width: 10, align: '居中' },
        { label: '条文', width: 40 },
        { label: '出处', width: 40 },
        { label: '看什么', width: 36 },
        { label: '应留的证据', width: 20 },
        { label: '周期', width: 16, align: '居中' },
        { label: '状态', width: 12, align: '居中' },
        { label: '结论', width: 10, align: '居中' },
        { label: '依据', width: 36 },
        { label: '证据', width: 24 },
        { label: '勾核人', width: 10, align: '居中' },
        { label: '勾核日', width: 12, align: '居中' },
        { label: '有效期至', width: 12, align: '居中' },
      ],
      rows: lines.map(({ item, row }) => [
        row.organizationName,
        item.ruleId,
        TASKS[item.taskNo - 1] ?? '督查考核',
        item.quote,
        item.citation,
        item.hint,
        item.evidence,
        item.periodLabel,
        row.state,
        row.check?.verdict ?? '',
        row.check?.basis ?? '',
        row.check?.evidence ?? '',
        row.check?.checkedBy ?? '',
        row.check?.checkedOn ?? '',
        row.check?.validUntil ?? '',
      ]),
      notes: ['“已失效”“待勾核”的结论是“待确认”，不算达标，也不算不达标。'],
    },
  ])
}
