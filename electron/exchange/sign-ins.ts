import type { signInContract } from '../../shared/exchange/sign-in-contract.ts'
import { readSignIns } from '../../shared/exchange/sign-in-sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { readWorkbook } from './read-workbook.ts'

/** 一份签到表最多这么多人：再多就不是签到表了。 */
const SIGN_INS_LIMIT = 20_000

export const signInHandlers: Handlers<typeof signInContract> = {
  'exchange.signInSheet': async (context, { file }) => {
    await context.report(0, 100, '打开文件')
    const sheets = await readWorkbook(file.fileName, Buffer.from(file.base64, 'base64'), (done, total) =>
      context.report(done, total, '读表'),
    )
    const readings = sheets.flatMap((sheet) => readSignIns(sheet) ?? []).filter(({ rows }) => rows.length > 0)
    if (readings.length === 0)
      throw new DomainError(
        'NO_NAMES_FOUND',
        `“${file.fileName}”里没有找到姓名列；请确认有一列表头写着“姓名”，或把姓名列复制后直接粘贴到签到里。`,
      )
    const total = readings.reduce((sum, { rows }) => sum + rows.length, 0)
    if (total > SIGN_INS_LIMIT)
      throw new DomainError(
        'SIGN_INS_TOO_MANY',
        `“${file.fileName}”里有 ${total} 行姓名，超过 ${SIGN_INS_LIMIT} 行，不像签到表，请核对是不是选错了文件。`,
      )
    return {
      fileName: file.fileName,
      sheets: readings.map(({ nameHeadings, signHeadings, rows, sheet }) => ({
        sheet,
        nameHeadings: [...nameHeadings],
        signHeadings: [...signHeadings],
        rows: [...rows],
      })),
    }
  },
}
