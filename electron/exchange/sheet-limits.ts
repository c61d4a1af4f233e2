/** 一份文件里行、列、工作表的上限：再多就不是人做的花名册了。 */
export const ROWS_LIMIT = 100_000
export const COLUMNS_LIMIT = 2000
export const SHEETS_LIMIT = 1000
