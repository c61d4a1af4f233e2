import type * as z from 'zod'
import { rankedSheet } from '../../shared/assessment/contract.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { DraftForm, chineseNumber, linesOf, listOf, type Composition } from '../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../shared/correspondence/facts.ts'
import { committeeLetterhead, contactNote } from '../../shared/correspondence/letterhead.ts'
import type { Block } from '../../shared/document/block.ts'
import type { Attachment } from '../../shared/document/model.ts'

export type RankedSheet = z.infer<typeof rankedSheet>

const GRADES = ['优秀', '良好', '较好', '一般', '较差'] as const
const CATEGORIES = ['先进', '中间', '后进'] as const

const REQUIREMENTS = [
  '巩固成效。各党支部要对照考核结果，总结好的做法，持续抓实组织生活、党员教育管理等基础工作',
  '抓好整改。存在问题的党支部要逐项制定整改措施，明确责任人和完成时限，整改情况纳入下一年度考核',
  '压实责任。党支部书记要履行第一责任人职责，党总支要加强对所属党支部的督促指导，推动基层党建工作全面进步、全面过硬',
]

/** W34 年度党支部考核情况的通报：党委 → 各党总支、各党支部。数字全部取自得分表，不另填。 */
export function assessmentBulletin(
  facts: DraftFacts,
  year: number,
  sheets: readonly RankedSheet[],
  edits: DraftEdits,
  asOf: PlainDate,
): Composition {
  const form = new DraftForm(edits)
  const head = committeeLetterhead(form, facts)
  const title = form.take({
    key: 'title',
    label: '标题',
    section: '主体',
    input: '单行',
    derived: `关于${year}年度党支部考核情况的通报`,
    derivedFrom: '考核年度',
  })
  const recipients = form.take({
    key: 'recipient',
    label: '主送机关',
    section: '主体',
    input: '单行',
    derived: '各党总支、各党支部',
    derivedFrom: '普发',
  })
  if (sheets.length === 0) form.reject('sheets', `缺考核得分：${year} 年度没有参加考核的党支部，请先到“考核与材料包”核对`)
  const rates = taskRates(sheets)
  const strengths = form.take({
    key: 'strengths',
    label: '主要成效',
    section: '主体',
    input: '多行',
    derived: strengthText(rates),
    derivedFrom: '得分表（得分率最高的三项任务）',
  })
  const weaknesses = form.take({
    key: 'weaknesses',
    label: '突出问题',
    section: '主体',
    input: '多行',
    derived: weaknessText(rates, sheets),
    derivedFrom: '得分表（得分率最低的三项任务与待补证项）',
  })
  const requirements = form.take({
    key: 'requirements',
    label: '下步要求',
    section: '主体',
    input: '多行',
    derived: REQUIREMENTS.join('\n'),
    derivedFrom: '常规要求，可改',
  })
  const copies = listOf(form.take({ key: 'copies', label: '抄送', section: '落款', input: '单行', isRequired: false, maxLength: 300 }))
  const printer = form.take({
    key: 'printer',
    label: '印发机关',
    section: '落款',
    input: '单行',
    derived: facts.unit?.printingOffice ?? '',
    derivedFrom: '设置',
    remedy: '请到“设置”填写印发机关',
  })
  const note = contactNote(form, facts.unit?.contactName ?? '', facts.unit?.contactPhone ?? '', '设置')
  if (asOf <= `${year}-12-31`) form.caution(`${year} 年度尚未结束，得分截至 ${asOf}，年底前还会变化。`)
  const pending = sheets.filter((sheet) => sheet.pendingItems.length > 0).length
  if (pending > 0) form.caution(`有 ${pending} 个党支部存在待补证项，按 0 分计入；正式印发前请补证或确认。`)
  const hinted = sheets.filter((sheet) => sheet.vetoHints.length > 0 && sheet.vetoes.length === 0)
  if (hinted.length > 0) form.caution(`${hinted.map(branchName).join('、')}有待确认的一票否决情形，尚未由有权人确认，通报按未否决写。`)

  return form.finish(title, head.documentCode, () => {
    const datedOn = head.datedOn ?? facts.today
    const name = `${year}年度党支部考核得分表`
    return {
      genre: '通报',
      direction: '下行',
      head: { mark: head.mark, number: head.number, signers: [] },
      title,
      recipients: recipients
        .split(/[、，]/)
        .map((each) => each.trim())
        .filter((each) => each !== ''),
      body: [
        paragraph(`根据年度考核工作安排，对所属${sheets.length}个党支部${year}年度工作进行了考核。现将有关情况通报如下。`),
        { kind: '标题', level: 1, text: '一、总体情况' },
        paragraph(overall(sheets)),
        { kind: '标题', level: 1, text: '二、等次与排名' },
        ...standings(sheets),
        { kind: '标题', level: 1, text: '三、主要成效' },
        ...linesOf(strengths).map((line) => paragraph(sentence(line))),
        { kind: '标题', level: 1, text: '四、突出问题' },
        ...linesOf(weaknesses).map((line) => paragraph(sentence(line))),
        { kind: '标题', level: 1, text: '五、下步要求' },
        ...linesOf(requirements).map((line, index) => requirement(line, index)),
        paragraph('特此通报。'),
      ],
      attachmentNames: [name],
      attachments: [scoreTable(name, sheets)],
      signature: { issuer: head.issuer, datedOn },
      note,
      colophon: { copies, printer, printedOn: datedOn },
    }
  })
}

function paragraph(text: string): Block {
  return { kind: '段', lead: '', leadLevel: 1, text }
}

function requirement(line: string, index: number): Block {
  const stop = line.indexOf('。')
  const lead = stop > 0 && stop < 16 ? line.slice(0, stop + 1) : ''
  return { kind: '段', lead: `（${chineseNumber(index + 1)}）${lead}`, leadLevel: 2, text: sentence(line.slice(lead.length)) }
}

function sentence(text: string): string {
  return /[。！？]$/.test(text) ? text : `${text.replace(/[；，、]$/, '')}。`
}

/** 百分之一分 → 两位小数。 */
function points(centi: number): string {
  const sign = centi < 0 ? '-' : ''
  const value = Math.abs(centi)
  return `${sign}${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`
}

function overall(sheets: readonly RankedSheet[]): string {
  const total = sheets.reduce((sum, sheet) => sum + sheet.finalCenti, 0)
  const average = Math.round(total / sheets.length)
  const scores = sheets.map((sheet) => sheet.finalCenti)
  const counts = GRADES.map((grade) => ({ grade, count: sheets.filter((sheet) => sheet.grade === grade).length })).filter(
    ({ count }) => count > 0,
  )
  return `${sheets.length}个党支部平均得分${points(average)}分，最高${points(Math.max(...scores))}分，最低${points(Math.min(...scores))}分。按得分评定等次：${counts.map(({ grade, count }) => `${grade}${count}个`).join('、')}。`
}

/** 得分表里是简称，行文时写成“某某党支部”。 */
function branchName(sheet: RankedSheet): string {
  return /(支部|总支|委员会)$/.test(sheet.organizationName) ? sheet.organizationName : `${sheet.organizationName}党支部`
}

function starText(stars: number): string {
  return `${chineseNumber(stars)}星级`
}

/** 先进、后进点名，中间只写个数；全部名次见附件。 */
function standings(sheets: readonly RankedSheet[]): Block[] {
  const [advanced, middle, behind] = CATEGORIES.map((category) => sheets.filter((sheet) => sheet.category === category))
  const vetoed = sheets.filter((sheet) => sheet.vetoes.length > 0)
  return [
    ...namedGroup('先进', advanced ?? []),
    ...(middle && middle.length > 0 ? [paragraph(`中间党支部${middle.length}个，名次与得分见附件。`)] : []),
    ...namedGroup('后进', behind ?? []),
    ...(vetoed.length > 0
      ? [paragraph(`${vetoed.map(branchName).join('、')}经确认存在一票否决情形，得分不改，等次按规定封顶，名次列后。`)]
      : []),
  ]
}

/** 同一星级的写一次，不同的逐个写。 */
function namedGroup(category: string, group: readonly RankedSheet[]): Block[] {
  const [first] = group
  if (!first) return []
  const isSame = group.every((sheet) => sheet.stars === first.stars)
  const names = group.map((sheet) => (isSame ? branchName(sheet) : `${branchName(sheet)}（${starText(sheet.stars)}）`)).join('、')
  return [paragraph(`${category}党支部${group.length}个${isSame ? `（${starText(first.stars)}）` : ''}：${names}。`)]
}

type TaskRate = { name: string; rate: number; lowest: readonly string[] }

/** 各任务在适用的支部中的平均得分率，百分之一个百分点。 */
function taskRates(sheets: readonly RankedSheet[]): TaskRate[] {
  const names = new Map<number, string>()
  for (const sheet of sheets) for (const task of sheet.tasks) names.set(task.taskNo, task.name)
  return [...names].map(([taskNo, name]) => {
    const scored = sheets.flatMap((sheet) => {
      const task = sheet.tasks.find((each) => each.taskNo === taskNo)
      return task?.isApplicable ? [{ organizationName: sheet.organizationName, rate: task.ratioPermyriad }] : []
    })
    const total = scored.reduce((sum, each) => sum + each.rate, 0)
    const lowest = [...scored].sort((a, b) => a.rate - b.rate).filter((each) => each.rate < 6000)
    return {
      name,
      rate: scored.length === 0 ? 0 : Math.round(total / scored.length),
      lowest: lowest.slice(0, 3).map((each) => each.organizationName),
    }
  })
}

function percent(permyriad: number): string {
  return `${Math.floor(permyriad / 100)}.${String(permyriad % 100)
    .padStart(2, '0')
    .slice(0, 1)}%`
}

function strengthText(rates: readonly TaskRate[]): string {
  const best = [...rates].sort((a, b) => b.rate - a.rate).slice(0, 3)
  if (best.length === 0) return ''
  return `${best.map(({ name, rate }) => `${name}平均得分率${percent(rate)}`).join('，')}，在各项任务中完成较好。`
}

function weaknessText(rates: readonly TaskRate[], sheets: readonly RankedSheet[]): string {
  const worst = [...rates].sort((a, b) => a.rate - b.rate).slice(0, 3)
  if (worst.length === 0) return ''
  const pending = sheets.filter((sheet) => sheet.pendingItems.length > 0)
  const lines = [`${worst.map(({ name, rate }) => `${name}平均得分率${percent(rate)}`).join('，')}，是各项任务中的短板。`]
  if (pending.length > 0) lines.push(`有${pending.length}个党支部部分工作缺少记录或者佐证材料，相关项目未得分，须尽快补齐台账。`)
  return lines.join('\n')
}

function scoreTable(name: string, sheets: readonly RankedSheet[]): Attachment {
  const tasks = sheets[0]?.tasks ?? []
  // 各列宽度按 12 磅字算过：百分制两位小数与两字等次都排得下一行。
  const narrow = (label: string, share = 1.45) => ({ label, share, align: '居中' as const })
  return {
    name,
    orientation: '横向',
    blocks: [
      {
        kind: '表',
        columns: [
          narrow('名次'),
          { label: '党支部', share: 3.6, align: '居左' },
          ...tasks.map((task) => narrow(task.name, 1.6)),
          narrow('基础分', 2),
          narrow('加分'),
          narrow('减分'),
          narrow('总分', 1.9),
          narrow('等次'),
          narrow('星级'),
          narrow('类别'),
        ],
        rows: sheets.map((sheet) => [
          String(sheet.rank),
          sheet.organizationName,
          ...tasks.map((task) => taskPoints(sheet, task.taskNo)),
          points(sheet.baseCenti),
          points(sheet.bonusCenti),
          points(sheet.deductionCenti),
          points(sheet.finalCenti),
          sheet.grade,
          `${chineseNumber(sheet.stars)}星`,
          sheet.category,
        ]),
      },
      { kind: '注', text: '注：“—”为该项任务不适用，不计入满分；名次相同的为并列。' },
    ],
  }
}

function taskPoints(sheet: RankedSheet, taskNo: number): string {
  const task = sheet.tasks.find((each) => each.taskNo === taskNo)
  return task?.isApplicable ? points(task.scoreCenti) : '—'
}
