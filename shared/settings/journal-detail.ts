/** 导出的操作日志带不带前后值：不带、带但敏感的遮住（仍核验得了）、带全文。 */
export const JOURNAL_DETAILS = ['不带', '遮住敏感', '全文'] as const
export type JournalDetail = (typeof JOURNAL_DETAILS)[number]
