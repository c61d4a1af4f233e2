import { recordName } from '../../shared/settings/record-names.ts'
import type { RejectedRow, Salvage } from '../db/salvage/salvage.ts'

/**
 * 抢救报告的正文，供人看、供日后补录：各表多少、放不回去的逐行列出。
 * @param showsValues 加密的数据不把内容写成明文，只写第一列（编号）。
 */
export function salvageReport(salvage: Salvage, at: string, filledFrom: string | null, showsValues: boolean): string {
  const lines = [
    '基石 数据抢救报告',
    `时刻：${at}`,
    `坏库共 ${salvage.pageCount} 页；${filledFrom === null ? '没有用备份补缺' : `缺的行从备份“${filledFrom}”补`}`,
    '',
    '各表：新库里的行数（从坏库读出 / 从备份补 / 放不回去 / 那一行读不出 / 可能有错 / 读不通的页）',
    ...salvage.tables
      .filter(({ kept, rejected, unreadable, brokenPages }) => kept + rejected + unreadable + brokenPages > 0)
      .map(
        (each) =>
          `  ${recordName(each.table)}：${each.kept}（${each.rescued} / ${each.filled} / ${each.rejected} / ${each.unreadable} / ${each.doubtful} / ${each.brokenPages}）`,
      ),
    '',
    salvage.unclaimedRows > 0 ? `另有 ${salvage.unclaimedRows} 行所在的页断开了，认不出归哪张表，没有放进新库；原样在另存的坏库里。` : '',
    salvage.rejected.length > 0 ? `放不回去的 ${salvage.rejected.length} 行：` : '没有放不回去的行。',
    ...salvage.rejected.map((row) => `  ${recordName(row.table)}｜${row.why}｜${valuesOf(row, showsValues)}`),
  ]
  return `${lines.join('\n')}\n`
}

function valuesOf({ values }: RejectedRow, showsValues: boolean): string {
  const pairs = Object.entries(values)
  return (showsValues ? pairs : pairs.slice(0, 1)).map(([name, value]) => `${name}=${value.slice(0, 200)}`).join('，')
}
