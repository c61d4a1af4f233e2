/** 一份文件里行、列、工作表的上限：再多就不是人做的花名册了。 */
export const ROWS_LIMIT = 100_000
export const COLUMNS_LIMIT = 2000
export const SHEETS_LIMIT = 1000
/** 一次读进来的格子（空着占位的也算）：两万人、一百列是二百万。 */
export const CELLS_LIMIT = 3_000_000
/** Excel 一格最多的字数。 */
export const CELL_TEXT_LIMIT = 32_767
/** 压缩包里各份表格解压后合计，字节。 */
export const UNPACKED_IN_ALL = 400 * 1024 * 1024
