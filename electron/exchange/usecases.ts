import type { exchangeContract, RowOutcome } from '../../shared/exchange/contract.ts'
import { maskedSheet } from '../../shared/exchange/masked-import.ts'
import { maskNumbersIn } from '../../shared/member/masking.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { annotationHandlers, writtenResults } from './annotations.ts'
import { exportHandlers } from './export.ts'
import { layoutHandlers } from './layouts.ts'
import { keepImportResults } from './queries.ts'
import { compareRoster, importDate, importRowOf } from './roster-comparison.ts'
import { forgetReading, readRoster } from './roster-reading.ts'
import { chosenRows, writeRoster } from './roster-write.ts'
import { sealHandlers } from './sealing.ts'
import { signInHandlers } from './sign-ins.ts'

/** 一次导入超过这么多行，落库之前先留一份备份。 */
const ROWS_WORTH_A_BACKUP = 500

export const exchangeHandlers: Handlers<typeof exchangeContract> = {
  'exchange.previewRoster': async (context, { file, ...input }) => {
    const asOf = importDate(input.asOf, context.today)
    const reading = await readRoster(context, file, input.layoutChoices)
    const { rows, snapshot, digest } = await compareRoster(context, context.db, reading, asOf, input)
    const count = (outcome: RowOutcome) => rows.filter((row) => row.outcome === outcome).length
    const matched = new Set(rows.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])))
    return {
      fileName: reading.fileName,
      asOf,
      layout: reading.layout,
      sheets: reading.sheets.map(maskedSheet),
      counts: {
        added: count('新增'),
        changed: count('变更'),
        same: count('相同'),
        refused: count('拒绝'),
        suspected: count('疑似重复'),
        doubtful: rows.filter(({ doubts }) => doubts.length > 0).length,
      },
      rows: rows.map(importRowOf),
      unknownBranches: [
        ...new Set(rows.flatMap(({ isUnknownBranch, branchName }) => (isUnknownBranch ? [maskNumbersIn(branchName)] : []))),
      ],
      // 已经转出、去世……的历史党员本来就不该在表里，不算“表中没有”。
      untouchedCount: [...snapshot.assignments.keys()].filter((memberId) => !matched.has(memberId)).length,
      digest,
    }
  },

  'exchange.importRoster': async (context, { file, digest, ...input }) => {
    const asOf = importDate(input.asOf, context.today)
    const reading = await readRoster(context, file, input.layoutChoices)
    if (reading.entries.length > ROWS_WORTH_A_BACKUP) await context.backUp('导入前')
    return context.transaction(async (command) => {
      // 在写库的事务里重新比对：预览之后名册若有变化，摘要就对不上。
      const comparison = await compareRoster(context, command.db, reading, asOf, input)
      if (comparison.digest !== digest)
        throw new DomainError(
          'ROSTER_CHANGED_SINCE_PREVIEW',
          '名册（或这份文件）在预览之后已有变化，请重新预览、确认后再导入；本次没有写入任何内容。',
        )
      const chosen = chosenRows(comparison.rows, input, context.today)
      const written = await writeRoster(context, command, reading, chosen, comparison.snapshot)
      await keepImportResults(command.db, written.batchId, writtenResults(reading, comparison.rows, chosen))
      const skipped = comparison.rows.filter(({ outcome }) => outcome !== '相同').length - chosen.length
      command.summarize(`导入花名册“${reading.fileName}”：新增 ${written.added} 人，变更 ${written.changed} 人，未采用 ${skipped} 行`)
      forgetReading()
      return { ...written, skipped }
    })
  },

  ...annotationHandlers,
  ...layoutHandlers,
  ...exportHandlers,
  ...signInHandlers,
  ...sealHandlers,
}
