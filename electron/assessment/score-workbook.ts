import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { RankedSheet } from './queries.ts'
import { listWorkbook, type ListSheet, type SheetColumn, type SheetValue } from './workbook.ts'

const ITEM_COLUMNS: readonly SheetColumn[] = [
  { label: '任务', width: 12 },
  { label: '编号', width: 7, align: '居中' },
  { label: '考核项', width: 14 },
  { label: '权重', width: 8 },
  { label: '比率', width: 10 },
  { label: '得分', width: 8 },
  { label: '来源', width: 12, align: '居中' },
  { label: '依据', width: 60 },
]

/** 全集团的年度得分表：排名、各项得分与依据、加减分与一票否决三张表。 */
export function rankingWorkbook(sheets: readonly RankedSheet[], year: number, on: PlainDate): Uint8Array {
  return listWorkbook([rankingSheet(sheets, year, on), itemsSheet(sheets, year), adjustmentsSheet(sheets, year)])
}

/** 一个支部的得分表：总分一张、逐项一张、加减分与否决一张。 */
export function branchScoreWorkbook(sheet: RankedSheet, on: PlainDate): Uint8Array {
  return listWorkbook([rankingSheet([sheet], sheet.year, on), itemsSheet([sheet], sheet.year), adjustmentsSheet([sheet], sheet.year)])
}

function rankingSheet(sheets: readonly RankedSheet[], year: number, on: PlainDate): ListSheet {
  const tasks = sheets[0]?.tasks ?? []
  const version = sheets[0]?.schemeVersion ?? 1
  return {
    name: '总分与名次',
    title: `${year}年度党支部考核得分表（判定日 ${on}，评分方案第 ${version} 版）`,
    columns: [
      { label: '名次', width: 6, align: '居中' },
      { label: '组织代码', width: 12 },
      { label: '党支部', width: 20 },
      ...tasks.map((task) => ({ label: `${task.name}（${task.weightCenti / 100}）`, width: 10 })),
      { label: '基础分', width: 9 },
      { label: '加分', width: 8 },
      { label: '减分', width: 8 },
      { label: '得分', width: 9 },
      { label: '等次', width: 8, align: '居中' },
      { label: '星级', width: 12, align: '居中' },
      { label: '类别', width: 8, align: '居中' },
      { label: '一票否决', width: 24 },
      { label: '待补证项数', width: 10 },
    ],
    rows: sheets.map((sheet): SheetValue[] => [
      sheet.rank,
      sheet.organizationCode,
      sheet.organizationName,
      ...sheet.tasks.map((task): SheetValue => (task.isApplicable ? { points: task.scoreCenti } : '不适用')),
      { points: sheet.baseCenti },
      { points: sheet.bonusCenti },
      { points: sheet.deductionCenti },
      { points: sheet.finalCenti },
      sheet.grade,
      starsText(sheet.stars),
      sheet.category,
      sheet.vetoes.map((veto) => `${veto.vetoId} ${veto.name}`).join('；'),
      sheet.pendingItems.length,
    ]),
    notes: [
      '得分 = 基础分 + 加分（合计至多 5 分）− 减分，限在 0–100；不适用项的权重在任务内、不适用任务的权重在任务间按比例分摊。',
      '一票否决不改分数，等次至多“一般”，类别为后进，排在未否决者之后。名次并列的，后续名次顺延跳号。',
    ],
  }
}

export function starsText(stars: number): string {
  return '★'.repeat(stars) + '☆'.repeat(5 - stars)
}

export function percentText(permyriad: number): string {
  return `${(permyriad / 100).toFixed(2)}%`
}

function itemsSheet(sheets: readonly RankedSheet[], year: number): ListSheet {
  const isGroup = sheets.length > 1
  return {
    name: '逐项得分与依据',
    title: `${year}年度逐项得分与依据`,
    columns: [...(isGroup ? [{ label: '党支部', width: 20 }] : []), ...ITEM_COLUMNS],
    rows: sheets.flatMap((sheet) =>
      sheet.tasks.flatMap((task) =>
        task.items.map((item): SheetValue[] => [
          ...(isGroup ? [sheet.organizationName] : []),
          task.name,
          item.itemId,
          item.name,
          { points: item.weightCenti },
          item.isApplicable ? percentText(item.ratioPermyriad) : '不适用',
          item.isApplicable ? { points: item.scoreCenti } : '不适用',
          item.source,
          item.basis,
        ]),
      ),
    ),
    notes: ['来源为“人工评定”的分数由人评定并附依据；“待补证”的没有评定，按规定记 0 分。各项各自四舍五入，任务得分由未舍入的值合计。'],
  }
}

function adjustmentsSheet(sheets: readonly RankedSheet[], year: number): ListSheet {
  return {
    name: '加减分与一票否决',
    title: `${year}年度加减分与一票否决`,
    columns: [
      { label: '党支部', width: 20 },
      { label: '类别', width: 10, align: '居中' },
      { label: '分值', width: 8 },
      { label: '事由', width: 50 },
      { label: '文号', width: 24 },
      { label: '确认人', width: 20 },
      { label: '确认日期', width: 12, align: '居中' },
    ],
    rows: sheets.flatMap((sheet) => [
      ...sheet.adjustments.map((each): SheetValue[] => [
        sheet.organizationName,
        each.kind,
        { points: each.pointsCenti },
        each.reason,
        each.documentNo,
        '',
        '',
      ]),
      ...sheet.vetoes.map((veto): SheetValue[] => [
        sheet.organizationName,
        '一票否决',
        '',
        `${veto.vetoId} ${veto.name}：${veto.basis}`,
        '',
        veto.confirmedBy,
        veto.confirmedOn,
      ]),
    ]),
  }
}
