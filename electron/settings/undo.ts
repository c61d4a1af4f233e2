import { recordName } from '../../shared/settings/record-names.ts'
import type { Cells } from '../../shared/settings/row-changes.ts'
import { undoObstacle } from '../../shared/settings/undo-rules.ts'
import { fullChanges, revertChanges, type FullChange, type UndoProblem } from '../db/undo.ts'
import type { OpenedDatabase, ReadDb } from '../db/open.ts'
import { standardsProblem } from '../../shared/compliance/standards-checks.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { rowTitle } from './change-view.ts'
import { closedMonthsOf, entriesOf, frozenYears, journalEntry, namesOf, undoState } from './journal-queries.ts'

/** 说到几处为止。 */
const PROBLEMS_SHOWN = 5

/**
 * 把第 `seq` 条整步倒回。
 * @throws DomainError `UNDO_*`：没有这一条、撤不得、之后又改过、倒回去说不通；什么也没写。
 */
export async function undoStep(
  context: CommandContext,
  native: OpenedDatabase['native'],
  seq: number,
): Promise<{ undone: number; rows: number }> {
  const { db } = context
  const entry = await journalEntry(db, seq)
  if (!entry) throw new DomainError('UNDO_UNKNOWN', `没有第 ${seq} 条操作日志。请刷新日志后再选。`)
  if (context.session.role !== '党委管理员' && entry.actor !== context.actor)
    throw new DomainError('UNDO_NOT_OWN', `第 ${seq} 条是别人做的，你只能撤销自己做的。要撤请找党委管理员。`)
  if (entry.changesHash === null)
    throw new DomainError('UNDO_UNRECORDED', `第 ${seq} 条是旧版本记的，没有前后值，撤不回。请照日志里写的手工改回。`)
  const changes = fullChanges(native, seq)
  const obstacle = undoObstacle(changes.map(({ shape, action }) => `${shape.name} ${action}`))
  if (obstacle !== '') throw new DomainError('UNDO_NOT_ALLOWED', `第 ${seq} 条撤不得：${obstacle}`)
  const { undoneBy } = await undoState(db)
  const by = undoneBy(seq)
  if (by !== null) throw new DomainError('UNDO_DONE', `第 ${seq} 条已经被第 ${by} 条撤销了。要恢复成撤销之前，请撤销第 ${by} 条。`)
  await refuseClosedMonths(context, changes)
  await refuseFrozenYears(context, changes)
  const problems = revertChanges(native, seq, changes)
  if (problems.length > 0) throw await explained(context, seq, problems)
  await refuseBrokenStandards(db, seq, changes)
  const { undoes } = await undoState(db)
  const redone = undoes(seq)
  context.summarize(
    redone === null ? `撤销第 ${seq} 条：${entry.summary || entry.route}` : `撤销第 ${seq} 条，即重做第 ${redone} 条：${entry.summary}`,
  )
  return { undone: seq, rows: changes.length }
}

/** 月结以后改组织生活要理由与授权，撤销也是改。 */
async function refuseClosedMonths({ db }: CommandContext, changes: readonly FullChange[]): Promise<void> {
  const concerned = changes.filter(({ shape }) => shape.name.startsWith('activity'))
  if (concerned.length === 0) return
  const ids = concerned.flatMap(({ shape, key, before, after }) => {
    const id = shape.name === 'activity' ? key[0] : (before['activityId'] ?? after['activityId'] ?? key[shape.key.indexOf('activityId')])
    return typeof id === 'string' ? [id] : []
  })
  const days = concerned.flatMap(({ before, after }) =>
    [before, after, { ...after, ...before }].flatMap(({ organizationId, heldOn }: Cells) =>
      typeof organizationId === 'string' && typeof heldOn === 'string' ? [{ organizationId, heldOn }] : [],
    ),
  )
  const closed = await closedMonthsOf(db, [...new Set(ids)], days)
  if (closed.length > 0)
    throw new DomainError(
      'UNDO_MONTH_CLOSED',
      `${[...new Set(closed)].join('、')} 已经月结，这一步改的活动在那个月里：撤销也是改动，要写明理由与授权。请到这次活动里照改，写明理由与授权人。`,
    )
}

const STANDARDS_TABLES: ReadonlySet<string> = new Set(['standardProfile', 'profileChain', 'profileChainLink', 'parameterOverride'])

/**
 * 方案版本被方案链、整体采用引用着，覆盖的时段不能重叠：这些没有外键可查，倒回去以后核一遍。
 * 说不通就拒绝，整个事务随之作废；不然全部判定都取不到方案。
 */
async function refuseBrokenStandards(db: ReadDb, seq: number, changes: readonly FullChange[]): Promise<void> {
  if (!changes.some(({ shape }) => STANDARDS_TABLES.has(shape.name))) return
  const problem = standardsProblem((await loadStandards(db)).source)
  if (problem !== '') throw new DomainError('UNDO_CONFLICT', `第 ${seq} 条没有撤销，什么也没有改：倒回去以后${problem}`)
}

const ASSESSMENT_TABLES: ReadonlySet<string> = new Set(['assessmentRating', 'assessmentAdjustment', 'assessmentVeto'])

/** 已冻结的考核，人工评定、加减分、否决的改动要理由与授权，撤销也是改。 */
async function refuseFrozenYears({ db }: CommandContext, changes: readonly FullChange[]): Promise<void> {
  const concerned = changes.filter(({ shape }) => ASSESSMENT_TABLES.has(shape.name))
  if (concerned.length === 0) return
  const frozen = await frozenYears(db)
  const years = concerned.flatMap(({ shape, key, before, after }) => {
    const year = before['year'] ?? after['year'] ?? key[shape.key.indexOf('year')]
    return typeof year === 'number' ? [year] : []
  })
  // 撤下、恢复加减分与否决的改动里没有年度：只要有冻结的年度就不放过。
  const isUnknown = years.length < concerned.length
  const hit = [...frozen].filter((year) => isUnknown || years.includes(year))
  if (hit.length > 0)
    throw new DomainError(
      'UNDO_YEAR_FROZEN',
      `${hit.join('、')} 年度考核已经冻结：撤销也是改动，要写明理由与授权。请到考核页照改，写明理由与授权人。`,
    )
}

async function explained({ db }: CommandContext, seq: number, problems: readonly UndoProblem[]): Promise<DomainError> {
  const some = problems.slice(0, PROBLEMS_SHOWN)
  const later = await entriesOf(
    db,
    some.flatMap((problem) => ('laterSeq' in problem && problem.laterSeq !== null ? [problem.laterSeq] : [])),
  )
  const ids = some.flatMap(({ change: { before, after, key } }) => [...Object.values(before), ...Object.values(after), ...key].map(String))
  const names = await namesOf(db, [...new Set(ids)])
  const lines = some.map((problem) => {
    const { shape, key, before, after } = problem.change
    const keyed = Object.fromEntries(shape.key.map((column, index) => [column, key[index] ?? null]))
    const what = `${recordName(shape.name)}${wrapped(rowTitle({ ...keyed, ...after, ...before }, shape.name, names))}`
    const laterOf = (laterSeq: number | null) => {
      const entry = laterSeq === null ? undefined : later.get(laterSeq)
      return entry
        ? `第 ${entry.seq} 条（${entry.actor}，${entry.at.slice(0, 16).replace('T', ' ')}，${entry.summary || entry.route}）`
        : ''
    }
    switch (problem.kind) {
      case '后来改过': {
        const entry = laterOf(problem.laterSeq)
        return entry === '' ? `${what}现在已不是这一条改成的样子` : `${what}后来被${entry}改过，请先撤销那一条`
      }
      case '后来用到':
        return `${what}后来被 ${problem.count} 条${recordName(problem.table)}用到，请先把它们撤下或撤销`
      case '所属已不在': {
        const entry = laterOf(problem.laterSeq)
        return `${what}所属的${recordName(problem.table)}已经不在或已撤${entry === '' ? '' : `，见${entry}`}`
      }
      case '与现有重复':
        return `${what}倒回去会与现有的记录重复或不合规定`
      case '没有记全':
        return `${what}当时的内容没有记全（文件、口令一类不入日志）`
    }
  })
  const more = problems.length > PROBLEMS_SHOWN ? `；等共 ${problems.length} 处` : ''
  return new DomainError('UNDO_CONFLICT', `第 ${seq} 条没有撤销，什么也没有改：${lines.join('；')}${more}。`)
}

function wrapped(title: string): string {
  return title === '' ? '' : `“${title}”`
}
