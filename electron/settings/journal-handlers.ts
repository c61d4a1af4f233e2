import { maskNumbersIn } from '../../shared/member/masking.ts'
import type { journalContract } from '../../shared/settings/journal-contract.ts'
import { maskedInputJson } from '../../shared/settings/journal-masking.ts'
import { recordName } from '../../shared/settings/record-names.ts'
import { DETAIL_TABLES, REMOVAL_COLUMNS, REMOVAL_REASONS } from '../../shared/settings/removals.ts'
import type { Cells, CellValue } from '../../shared/settings/row-changes.ts'
import { undoObstacle } from '../../shared/settings/undo-rules.ts'
import { changeCaptureOf, rowReader } from '../db/change-capture.ts'
import { verifyChain } from '../db/journal-chain.ts'
import { journalExport } from '../db/journal-export.ts'
import type { OpenedDatabase, ReadDb } from '../db/open.ts'
import type { TableShape } from '../db/table-shape.ts'
import { cellsOfKey, fullChanges, type FullChange } from '../db/undo.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { changedRow, idsIn, rowTitle } from './change-view.ts'
import {
  changeCount,
  entriesOf,
  journalChoices,
  journalPage,
  namesOf,
  protectedChanges,
  recentEntriesOf,
  removals,
  touchedBy,
  undoState,
  type Removal,
} from './journal-queries.ts'
import { undoStep } from './undo.ts'

/** 往回找多少条自己的操作。 */
const LOOKED_BACK = 200
/** 回收站至多往回看多少行。 */
const REMOVALS_SEEN = 5000
/** 一步删了很多，只列前几样。 */
const ITEMS_SHOWN = 5

export function journalHandlers(database: OpenedDatabase, exclusively: <T>(work: () => T) => Promise<T>): Handlers<typeof journalContract> {
  return {
    'settings.journal': async ({ db }, { offset, limit, memberId, organizationId, ...filter }) => {
      const subjectId = memberId ?? organizationId
      const { total, rows } = await journalPage(db, { ...filter, subjectId }, offset, limit)
      const { undoneBy, undoes } = await undoState(db)
      const subjectName = subjectId === null ? null : ((await namesOf(db, [subjectId])).get(subjectId) ?? '已不在的记录')
      return {
        total,
        rows: rows.map((row) => ({
          ...row,
          summary: maskNumbersIn(row.summary),
          input: maskedInputJson(row.input),
          undoneBy: undoneBy(row.seq),
          undoes: undoes(row.seq),
        })),
        ...(await journalChoices(db)),
        subjectName,
      }
    },

    'settings.journalChanges': async ({ db }, { seq, offset, limit }) => {
      const changes = recordsFirst(fullChanges(database.native, seq)).slice(offset, offset + limit)
      const rowOf = rowReader(database.native)
      const current = changes.map(({ shape, key }) => cellsOf(shape, rowOf(shape, key)))
      const names = await namesOf(db, [...new Set(changes.flatMap((change, index) => idsIn(change, current[index] ?? null)))])
      return {
        total: await changeCount(db, seq),
        rows: changes.map((change, index) => changedRow(change, current[index] ?? null, names)),
        undoObstacle: await obstacleOf(db, seq),
      }
    },

    'settings.latestUndoable': async ({ db, actor }) => {
      const { undoneBy, undoes } = await undoState(db)
      for (const entry of await recentEntriesOf(db, actor, LOOKED_BACK)) {
        if (undoneBy(entry.seq) !== null || undoes(entry.seq) !== null) continue
        if ((await obstacleOf(db, entry.seq)) === '') return { entry: { ...entry, summary: maskNumbersIn(entry.summary) } }
      }
      return { entry: null }
    },

    'settings.undo': (context, { seq }) => undoStep(context, database.native, seq),

    'settings.recycled': async ({ db }, { offset, limit }) => {
      const shapes = new Map(changeCaptureOf(database.native).shapes.map((shape) => [shape.name, shape]))
      const rowOf = rowReader(database.native)
      const gone = (await removals(db, DETAIL_TABLES, REMOVALS_SEEN)).flatMap((removal) => {
        const shape = shapes.get(removal.tableName)
        const key = JSON.parse(removal.rowKeyJson) as CellValue[]
        const cells = shape ? removed(removal, cellsOfKey(shape, key), cellsOf(shape, rowOf(shape, key))) : null
        return cells ? [{ ...removal, cells }] : []
      })
      const seqs = [...new Set(gone.map(({ seq }) => seq))]
      const page = seqs.slice(offset, offset + limit)
      const entries = await entriesOf(db, page)
      const shownRows = gone.filter(({ seq }) => page.includes(seq))
      const names = await namesOf(db, [...new Set(shownRows.flatMap(({ cells }) => Object.values(cells).map(String)))])
      const rows = []
      for (const seq of page) {
        const entry = entries.get(seq)
        if (!entry) continue
        const items = shownRows.filter((each) => each.seq === seq)
        const reasons = items.flatMap(({ cells }) => REMOVAL_REASONS.flatMap((column) => (cells[column] ? [String(cells[column])] : [])))
        rows.push({
          seq,
          at: entry.at,
          actor: entry.actor,
          summary: maskNumbersIn(entry.summary),
          items: items
            .slice(0, ITEMS_SHOWN)
            .map(({ tableName, cells }) => maskNumbersIn(`${recordName(tableName)} ${rowTitle(cells, tableName, names)}`.trim())),
          itemCount: items.length,
          reason: maskNumbersIn([...new Set(reasons)].join('；')),
          undoObstacle: await obstacleOf(db, seq),
        })
      }
      return { total: seqs.length, rows }
    },

    'settings.protectedChanges': async ({ db }) => ({ rows: await protectedChanges(db) }),

    'settings.verifyJournal': () => {
      const verdict = verifyChain(database.native)
      return { ...verdict, isIntact: verdict.brokenAt === null }
    },

    'settings.exportJournal': async (context, { detail }) => {
      await context.report(0, 1, '整理操作日志')
      const exported = await exclusively(() => journalExport(database.native, context.at, detail))
      await context.transaction((command) => {
        command.summarize(`导出操作日志 ${exported.count} 条（前后值：${detail}），末条散列 ${exported.lastHash}`)
        return Promise.resolve()
      })
      return { fileName: `操作日志-${context.today}.json`, base64: Buffer.from(exported.text, 'utf8').toString('base64') }
    },
  }
}

/** 主要的记录在前，明细与批次在后。 */
function recordsFirst(changes: readonly FullChange[]): FullChange[] {
  const isDetail = ({ shape }: FullChange) => DETAIL_TABLES.includes(shape.name)
  return [...changes.filter((change) => !isDetail(change)), ...changes.filter(isDetail)]
}

/** 这一条按它动到的表撤不撤得；撤得为空串。 */
async function obstacleOf(db: ReadDb, seq: number): Promise<string> {
  return undoObstacle(await touchedBy(db, seq))
}

function cellsOf(shape: TableShape, values: readonly CellValue[] | null): Cells | null {
  return values === null ? null : Object.fromEntries(shape.columns.map((column, index) => [column, values[index] ?? null]))
}

/** 现在仍不在、仍撤着的，给出那一行；已恢复的为 null。 */
function removed({ action, beforeJson, afterJson }: Removal, key: Cells, current: Cells | null): Cells | null {
  if (action === '删') return current === null ? { ...key, ...(JSON.parse(beforeJson) as Cells) } : null
  const after = JSON.parse(afterJson) as Cells
  const isStill =
    current !== null && REMOVAL_COLUMNS.some((column) => column in after && after[column] !== null && current[column] === after[column])
  return isStill ? current : null
}
