import type { PlainDate } from '../calendar/plain-date.ts'
import { readIdentityNumber } from '../member/identity-number.ts'
import {
  fitOf,
  isAge,
  isBranchCode,
  isDateLike,
  isPartyPost,
  shareOf,
  TELLING_FIELDS,
  tellingFit,
  type ColumnSample,
} from './column-values.ts'
import { readDate } from './date-cell.ts'
import { matchHeading, type HeadingMatch } from './heading.ts'
import type { ColumnConfidence } from './layout-contract.ts'
import { fieldLabel, type RosterFieldKey } from './roster-fields.ts'
import { cellText, columnName, type SheetCell } from './sheet.ts'

/** 表头的一列：列号、自上而下各层归一的文字。 */
export type HeadedColumn = { readonly column: number; readonly parts: readonly string[] }

/** 一列的判断。`field` 是正在取的字段；`suggestion` 是还要人确认的猜测。 */
export type ColumnDecision = {
  readonly column: number
  readonly heading: string
  readonly field: RosterFieldKey | null
  readonly suggestion: RosterFieldKey | null
  readonly confidence: ColumnConfidence
  readonly reason: string
}

/** 人指定的、或记住的表形给出的列；`why` 写进理由。 */
export type ColumnOverrides = { readonly fields: ReadonlyMap<number, RosterFieldKey | null>; readonly why: string }

type Grid = readonly (readonly (SheetCell | undefined)[])[]

/** 至少这么多个值都不像，才算与表头不符：一两格写错不说明列认错了。 */
const ENOUGH_VALUES = 3
const MISFIT = 0.3
const GOOD_FIT = 0.6
const STRONG_FIT = 0.9

type Claim = Omit<ColumnDecision, 'column' | 'heading'> & { readonly score: number; readonly alternatives: readonly RosterFieldKey[] }

/**
 * 逐列判断取哪个字段：先看表头，同名歧义按值；值与表头明显不符、或只是相近的，列为待确认、先不取；
 * 同一字段有几列时取最有把握的一列。
 */
export function decideColumns(
  columns: readonly HeadedColumn[],
  sampleOf: (column: number) => ColumnSample,
  overrides: ColumnOverrides | null,
): ColumnDecision[] {
  const claims = columns.map(({ column, parts }) => ({ column, parts, claim: claimOf(parts, sampleOf(column)) }))
  const taken = new Map<RosterFieldKey, number>()
  const decided = new Map<number, ColumnDecision>()
  for (const { column, parts } of claims) {
    const heading = parts.join('/')
    const field = overrides?.fields.get(column)
    if (overrides === null || field === undefined) continue
    const rival = field === null ? undefined : taken.get(field)
    if (field !== null && rival === undefined) taken.set(field, column)
    decided.set(column, {
      column,
      heading,
      field: rival === undefined ? field : null,
      suggestion: null,
      confidence: field === null || rival !== undefined ? '不导入' : '确定',
      reason: rival === undefined ? overrides.why : `${fieldLabel(field ?? 'remark')}已经指定取 ${columnName(rival)} 列。`,
    })
  }
  const queue = claims.filter(({ column }) => !decided.has(column)).sort((a, b) => b.claim.score - a.claim.score || a.column - b.column)
  for (const { column, parts, claim } of queue)
    decided.set(column, { column, heading: parts.join('/'), ...settle(column, claim, taken, sampleOf(column)) })
  const inOrder = columns.map(({ column }) => decided.get(column)).filter((each) => each !== undefined)
  return suggestMissing(inOrder, taken, sampleOf)
}

type Settled = Omit<ColumnDecision, 'column' | 'heading'>

function settle(column: number, claim: Claim, taken: Map<RosterFieldKey, number>, sample: ColumnSample): Settled {
  const { field, suggestion, confidence, reason } = claim
  if (field === null) {
    const isTaken = suggestion !== null && taken.has(suggestion)
    return isTaken
      ? notTaken(`${reason}不过${fieldLabel(suggestion)}已取 ${columnName(taken.get(suggestion) ?? column)} 列。`)
      : { field, suggestion, confidence, reason }
  }
  const holder = taken.get(field)
  if (holder === undefined) {
    taken.set(field, column)
    return { field, suggestion, confidence, reason }
  }
  for (const other of claim.alternatives) {
    if (taken.has(other) || (fitOf(other, sample) ?? 0) < GOOD_FIT) continue
    taken.set(other, column)
    return {
      field: other,
      suggestion: null,
      confidence: '较有把握',
      reason: `${fieldLabel(field)}已取 ${columnName(holder)} 列，这一列的值像${fieldLabel(other)}。`,
    }
  }
  return notTaken(`与 ${columnName(holder)} 列同是${fieldLabel(field)}，只取 ${columnName(holder)} 列。`)
}

function notTaken(reason: string): Settled {
  return { field: null, suggestion: null, confidence: '不导入', reason }
}

const NOTHING = { field: null, suggestion: null, confidence: '不导入', score: 0, alternatives: [] } as const

function claimOf(parts: readonly string[], sample: ColumnSample): Claim {
  const match = matchHeading(parts)
  const heading = parts.at(-1) ?? ''
  switch (match.kind) {
    case '不收':
      return { ...NOTHING, reason: `名册不收“${heading}”。` }
    case '不认识':
      return { ...NOTHING, reason: heading === '' ? '没有表头。' : `不认识“${heading}”这个表头。` }
    case '相近':
      return nearClaim(match, heading, sample)
    case '字段':
      return headingClaim(match, heading, sample)
  }
}

/** 只差一个字的表头：值独一无二地证明了才取，否则请人确认。 */
function nearClaim({ fields, isSole }: Extract<HeadingMatch, { kind: '相近' }>, heading: string, sample: ColumnSample): Claim {
  const proven = fields.filter(
    (field) => PROVABLE.has(field) && sample.cells.length >= ENOUGH_VALUES && tellingFit(field, sample) >= STRONG_FIT,
  )
  const [field] = proven
  if (isSole && proven.length === 1 && field !== undefined)
    return {
      ...NOTHING,
      field,
      confidence: '较有把握',
      reason: `表头“${heading}”与${fieldLabel(field)}的写法只差一个字，值也都是${fieldLabel(field)}。`,
      score: 60,
    }
  const [only] = fields
  if (fields.length > 1 || only === undefined) return { ...NOTHING, reason: `不认识“${heading}”这个表头。` }
  return {
    ...NOTHING,
    suggestion: only,
    confidence: '待确认',
    reason: `表头“${heading}”与${fieldLabel(only)}的写法只差一个字，请确认是不是。`,
    score: 10,
  }
}

/** 光凭值就证明得了的字段；姓名、电话、岗位各处都有，证明不了。 */
const PROVABLE: ReadonlySet<RosterFieldKey> = new Set(
  TELLING_FIELDS.filter((field) => field !== 'name' && field !== 'mobile' && field !== 'job'),
)

function headingClaim({ candidates, how }: Extract<HeadingMatch, { kind: '字段' }>, heading: string, sample: ColumnSample): Claim {
  const [first] = candidates
  if (!first) return { ...NOTHING, reason: '' }
  const alternatives = candidates.slice(1).map(({ field }) => field)
  const exactScore = first.isExact ? 100 : 80
  const confidence: ColumnConfidence = first.isExact ? '确定' : '较有把握'
  const because = how === '' ? `表头就是“${heading}”` : `表头“${heading}”与“${fieldLabel(first.field)}”${how}`
  if (sample.cells.length === 0)
    return first.needsValues
      ? { ...NOTHING, reason: `“${heading}”要看值才知道是什么，这一列没有值。` }
      : { ...NOTHING, field: first.field, confidence, reason: `${because}；这一列没有值。`, score: exactScore - 30, alternatives }
  const fits = candidates.map(({ field, needsValues }) => ({ field, needsValues, fit: strictFit(field, heading, needsValues, sample) }))
  const oddity = oddityOf(first.field, heading, sample)
  if (oddity !== null) return oddity
  // 没有歧义的表头按表头；值也要像才行。
  const [own] = fits
  const best = fits.reduce((a, b) => (b.fit > a.fit ? b : a))
  if (best !== own && best.fit >= GOOD_FIT && (own?.fit ?? 0) < GOOD_FIT)
    return {
      ...NOTHING,
      field: best.field,
      confidence: best.fit >= STRONG_FIT ? '确定' : '较有把握',
      reason: `“${heading}”按值判断：${shareWords(best.fit, sample)}是${fieldLabel(best.field)}。`,
      score: 75 + best.fit * 10,
      alternatives: [],
    }
  const fit = own?.fit ?? 0
  if (first.needsValues) {
    if (fit < GOOD_FIT) return vagueClaim(heading, first.field, fit, sample)
    return {
      ...NOTHING,
      field: first.field,
      confidence: fit >= STRONG_FIT && first.isExact ? '确定' : '较有把握',
      reason: `“${heading}”按值判断：${shareWords(fit, sample)}是${fieldLabel(first.field)}。`,
      score: 70 + fit * 10,
      alternatives,
    }
  }
  if (fit < MISFIT && sample.cells.length >= ENOUGH_VALUES)
    return {
      ...NOTHING,
      suggestion: first.field,
      confidence: '待确认',
      reason: `${because}，但${shareWords(fit, sample)}像${fieldLabel(first.field)}（如“${exampleOf(sample)}”），请确认。`,
      score: 5,
    }
  return { ...NOTHING, field: first.field, confidence, reason: `${because}。`, score: exactScore - (1 - fit) * 20, alternatives }
}

/** 要看值的表头，值又定不下来：有一些像的请人确认，一点不像的不取。 */
function vagueClaim(heading: string, field: RosterFieldKey, fit: number, sample: ColumnSample): Claim {
  if (fit < MISFIT) return { ...NOTHING, reason: `“${heading}”里的值（如“${exampleOf(sample)}”）不是名册收的内容。` }
  return {
    ...NOTHING,
    suggestion: field,
    confidence: '待确认',
    reason: `“${heading}”里${shareWords(fit, sample)}像${fieldLabel(field)}，请确认。`,
    score: 8,
  }
}

/** 要看值才定的写法，用严的标准；“政治面貌”全是中共党员时看不出正式还是预备。 */
function strictFit(field: RosterFieldKey, heading: string, needsValues: boolean, sample: ColumnSample): number {
  if (!needsValues) return fitOf(field, sample) ?? 0
  if (field === 'category') {
    const fit = tellingFit('category', sample)
    const isVagueMember = shareOf(sample, (text) => /^(中共|中国共产党)?党员$/.test(text)) >= STRONG_FIT
    return isVagueMember && heading.includes('面貌') ? Math.min(fit, 0.5) : fit
  }
  if (field === 'adminPost') return (fitOf(field, sample) ?? 0) - shareOf(sample, isPartyPost)
  if (field === 'job') return tellingFit('job', sample)
  if (field === 'branch')
    return Math.max(
      shareOf(sample, (text) => /支部/.test(text)),
      shareOf(sample, isBranchCode) * 0.5,
    )
  return fitOf(field, sample) ?? 0
}

/** 几种一看值就知道表头说的是别的：出生年月里是年龄、支部里是代码。 */
function oddityOf(field: RosterFieldKey, heading: string, sample: ColumnSample): Claim | null {
  if (field === 'birthOn' && shareOf(sample, isAge) >= GOOD_FIT)
    return { ...NOTHING, reason: `“${heading}”里是年龄（如“${exampleOf(sample)}”），不是生日；出生日期从证号取。` }
  if (field === 'branch' && shareOf(sample, isBranchCode) >= GOOD_FIT)
    return {
      ...NOTHING,
      field,
      confidence: '较有把握',
      reason: `“${heading}”里是党组织代码（如“${exampleOf(sample)}”），按代码找党支部。`,
      score: 40,
    }
  return null
}

/** 还缺的要紧字段，在没认出的列里按值找一找：只作猜测，等人确认。 */
function suggestMissing(
  decisions: readonly ColumnDecision[],
  taken: ReadonlyMap<RosterFieldKey, number>,
  sampleOf: (column: number) => ColumnSample,
): ColumnDecision[] {
  const offered = new Set(decisions.flatMap(({ suggestion }) => (suggestion === null ? [] : [suggestion])))
  const wanted = TELLING_FIELDS.filter((field) => !taken.has(field) && !offered.has(field))
  if (wanted.length === 0) return [...decisions]
  const used = new Set<RosterFieldKey>()
  return decisions.map((decision) => {
    if (decision.confidence !== '不导入' || matchHeading(decision.heading.split('/')).kind === '不收') return decision
    const sample = sampleOf(decision.column)
    if (sample.cells.length < ENOUGH_VALUES) return decision
    const field = wanted.find((each) => !used.has(each) && tellingFit(each, sample) >= STRONG_FIT)
    if (field === undefined) return decision
    used.add(field)
    const title = decision.heading === '' ? '没有表头的这一列' : `“${decision.heading}”这一列`
    return {
      ...decision,
      suggestion: field,
      confidence: '待确认',
      reason: `${title}的值都像${fieldLabel(field)}（如“${exampleOf(sample)}”），请确认是不是。`,
    }
  })
}

function shareWords(fit: number, { cells }: ColumnSample): string {
  const count = Math.round(fit * cells.length)
  if (count === cells.length) return `看过的 ${cells.length} 个值都`
  return count === 0 ? `看过的 ${cells.length} 个值没有一个` : `看过的 ${cells.length} 个值里有 ${count} 个`
}

function exampleOf({ cells }: ColumnSample): string {
  const text = cellText(cells[0]).replaceAll(/\s+/gu, ' ').trim()
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}

/**
 * 两列日期写反了：同一行里转正早于入党、出生晚于入党的占多数。返回要请人确认的字段；没有为空。
 * 只看两列都写全的行。
 */
export function swappedDates(rows: Grid, decisions: readonly ColumnDecision[], today: PlainDate): ReadonlyMap<RosterFieldKey, string> {
  const columnOf = (field: RosterFieldKey) => decisions.find((decision) => decision.field === field)?.column
  const found = new Map<RosterFieldKey, string>()
  const step = Math.max(1, Math.floor(rows.length / 40))
  const looked = rows.filter((_, index) => index % step === 0)
  const dateAt = (row: Grid[number], column: number | undefined): PlainDate | null => {
    const cell = column === undefined ? undefined : row[column]
    if (cell === undefined || !isDateLike(cellText(cell), cell)) return null
    const reading = readDate(cell)
    return reading.kind === '日期' ? reading.date : null
  }
  const compare = (early: RosterFieldKey, late: RosterFieldKey) => {
    const [earlyColumn, lateColumn] = [columnOf(early), columnOf(late)]
    if (earlyColumn === undefined || lateColumn === undefined) return
    let [right, wrong] = [0, 0]
    for (const row of looked) {
      const [first, second] = [dateAt(row, earlyColumn), dateAt(row, lateColumn)]
      if (first === null || second === null || first === second) continue
      if (first < second) right += 1
      else wrong += 1
    }
    if (wrong < ENOUGH_VALUES || wrong <= right * 3) return
    const reason = `多数行里“${fieldLabel(late)}”早于“${fieldLabel(early)}”，两列的表头可能写反了，请确认。`
    found.set(early, reason)
    found.set(late, reason)
  }
  compare('birthOn', 'joinedOn')
  compare('joinedOn', 'fullOn')
  const [identity, birth] = [columnOf('identityNumber'), columnOf('birthOn')]
  if (identity !== undefined && birth !== undefined && !found.has('birthOn')) {
    let [same, different] = [0, 0]
    for (const row of looked) {
      const reading = readIdentityNumber(cellText(row[identity]), today)
      const written = dateAt(row, birth)
      if (!reading.ok || written === null) continue
      if (reading.identity.birthOn.slice(0, 4) === written.slice(0, 4)) same += 1
      else different += 1
    }
    if (different >= ENOUGH_VALUES && different > same * 3)
      found.set('birthOn', '多数行的“出生日期”与证号里的年份不符，这一列可能是别的日期，请确认。')
  }
  return found
}
