import { cellName } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { CELL_TEXT_LIMIT, CELLS_LIMIT, COLUMNS_LIMIT, UNPACKED_IN_ALL } from './sheet-limits.ts'

/**
 * 读一份文件（连同压缩包里的各份）一共能占多少：几十 KB 的坏文件也能写出几亿个空格，
 * 一张张表分着看都没有超，合起来才占满内存，所以从头到尾记在一本账上。
 */
export class ReadingBudget {
  private cells = CELLS_LIMIT

  private unpacked = UNPACKED_IN_ALL

  private readonly fileName: string

  constructor(fileName: string) {
    this.fileName = fileName
  }

  /** 又占了 `count` 格（空着占位的格与行也算）。@throws DomainError `SHEET_TOO_MANY_CELLS` */
  takeCells(sheet: string, count: number): void {
    this.cells -= count
    if (this.cells < 0)
      throw new DomainError(
        'SHEET_TOO_MANY_CELLS',
        `“${this.fileName}”读到工作表“${sheet}”时已超过 ${CELLS_LIMIT / 10_000} 万格，不像花名册。请删去右边、下边和别的工作表里多余的内容，或分成几份再导入。`,
      )
  }

  /** 又解开了 `bytes` 字节。@throws DomainError `FILE_UNPACKS_TOO_LARGE` */
  takeUnpacked(bytes: number): void {
    this.unpacked -= bytes
    if (this.unpacked < 0)
      throw new DomainError('FILE_UNPACKS_TOO_LARGE', `“${this.fileName}”里的各份表格解压后合起来大得不正常，没有打开。请分成几份再导入。`)
  }
}

/** 一格的文字太长：Excel 自己一格也放不下这么多。行列从 0 起。@throws DomainError `SHEET_CELL_TOO_LONG` */
export function refuseLongText(sheet: string, row: number, column: number, text: string): void {
  if (text.length > CELL_TEXT_LIMIT)
    throw new DomainError(
      'SHEET_CELL_TOO_LONG',
      `工作表“${sheet}”${column < COLUMNS_LIMIT ? `的 ${cellName(row, column)} 格` : `第 ${row + 1} 行`}有 ${text.length} 个字，超过一格 ${CELL_TEXT_LIMIT} 字的上限（Excel 也放不下）。请打开核对，删去不该有的内容再导入。`,
    )
}
