import type { calendarContract } from '../../shared/calendar/contract.ts'
import type { CheckedDraft, HolidayYearView } from '../../shared/calendar/holiday-contract.ts'
import { checkHolidays, holidayChanges, type HolidayDraft } from '../../shared/calendar/holiday-draft.ts'
import { readNotice } from '../../shared/calendar/holiday-notice.ts'
import { readHolidaySheet } from '../../shared/calendar/holiday-sheet.ts'
import { festivalOf, HOLIDAY_SOURCES, HOLIDAYS, yearsOf, type HolidayTable } from '../../shared/calendar/holidays.ts'
import { missingHolidayNotice } from '../../shared/calendar/missing-years.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { readWorkbook } from '../exchange/read-workbook.ts'
import { loadHolidays, recordHolidayYear, storedHolidayYears, withdrawHolidayYear, type StoredHolidayYear } from './holiday-queries.ts'

type Routes =
  | 'calendar.holidays'
  | 'calendar.readNotice'
  | 'calendar.readHolidayFile'
  | 'calendar.checkHolidayYear'
  | 'calendar.saveHolidayYear'
  | 'calendar.withdrawHolidayYear'

/** 节假日表不会大过这个：再大就是选错了文件。 */
const FILE_LIMIT = 2 * 1024 * 1024

export const holidayHandlers: Handlers<Pick<typeof calendarContract, Routes>> = {
  'calendar.holidays': async ({ db, today }) => {
    const stored = await storedHolidayYears(db)
    const table = await loadHolidays(db)
    const inUse = new Map(stored.filter((each) => each.withdrawnAt === null).map((each) => [each.year, each]))
    return {
      years: yearsOf(table)
        .toReversed()
        .map((year) => yearView(year, table, inUse.get(year))),
      withdrawn: stored.flatMap(({ year, documentNo, recordedAt, withdrawnAt, withdrawnBy, withdrawalReason }) =>
        withdrawnAt === null ? [] : [{ year, documentNo, recordedAt, withdrawnAt, withdrawnBy, reason: withdrawalReason }],
      ),
      missing: missingHolidayNotice(today, table),
    }
  },

  'calendar.readNotice': async ({ db }, { text, year }) => {
    if (text === '') throw new DomainError('NOTICE_EMPTY', '还没有粘贴通知的文字。')
    const { draft, problems, notes } = readNotice(text, year)
    // 一条放假的日子也认不出的不是通知：拒绝并说哪里不对，不给一份空的“读好了”。
    if (draft === null) throw new DomainError('NOTICE_UNREADABLE', `没有读出节假日安排：${problems.join('')}`)
    return { drafts: [checked(draft, await loadHolidays(db))], problems: [...problems], notes: [...notes] }
  },

  'calendar.readHolidayFile': async ({ db }, { file }) => {
    const bytes = Buffer.from(file.base64, 'base64')
    if (bytes.length > FILE_LIMIT) throw new DomainError('FILE_TOO_LARGE', `“${file.fileName}”超过 2 MB，不像是节假日表。请核对选的文件。`)
    const sheets = await readWorkbook(file.fileName, bytes)
    const readings = sheets.map(readHolidaySheet)
    const table = await loadHolidays(db)
    const found = readings.filter(({ drafts }) => drafts.length > 0)
    // 有一张读得懂就不必说别的张没有表头。
    const problems = (found.length > 0 ? found : readings.slice(0, 1)).flatMap((reading) => reading.problems)
    return { drafts: found.flatMap(({ drafts }) => drafts.map((draft) => checked(draft, table))), problems, notes: [] }
  },

  'calendar.checkHolidayYear': async ({ db }, { draft }) => checked(draft, await loadHolidays(db)),

  'calendar.saveHolidayYear': async (context, { year, documentNo, note, breaks, workdays }) => {
    const { problems } = checkHolidays({ year, breaks, workdays })
    if (problems.length > 0)
      throw new DomainError('HOLIDAYS_UNSOUND', `${year} 年的节假日有 ${problems.length} 处不对，没有保存：${problems.join('')}`, {
        problems: problems.map((message) => ({ place: 'breaks', message })),
      })
    const arranged = {
      breaks: breaks.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)),
      workdays: workdays.toSorted(),
    }
    const before = (await loadHolidays(context.db))[year]
    await recordHolidayYear(context.db, { id: context.newId(), year, documentNo, note, ...arranged }, context.at, context.actor)
    context.summarize(`保存 ${year} 年节假日表：放假 ${breaks.length} 段，调休上班 ${workdays.length} 天（${documentNo}）`)
    return { year, changes: holidayChanges(before, arranged, year) }
  },

  'calendar.withdrawHolidayYear': async (context, { year, reason }) => {
    if (!(await withdrawHolidayYear(context.db, year, reason, context.at, context.actor)))
      throw new DomainError('HOLIDAYS_NOT_STORED', `${year} 年没有自己存的节假日表，不用撤下；内置的不能撤。`)
    const restored = HOLIDAYS[year] === undefined ? '暂算' : '内置'
    context.summarize(`撤下 ${year} 年节假日表，${restored === '内置' ? '恢复内置' : '回到暂算'}：${reason}`)
    return { year, restored }
  },
}

function checked(draft: HolidayDraft, table: HolidayTable): CheckedDraft {
  const { problems, warnings } = checkHolidays(draft)
  const breaks = draft.breaks.map(([from, until]): [string, string] => [from, until])
  return {
    draft: { year: draft.year, documentNo: draft.documentNo, breaks, workdays: [...draft.workdays] },
    problems: [...problems],
    warnings: [...warnings],
    changes: holidayChanges(table[draft.year], draft, draft.year),
  }
}

function yearView(year: number, table: HolidayTable, stored: StoredHolidayYear | undefined): HolidayYearView {
  const arranged = table[year] ?? { breaks: [], workdays: [] }
  return {
    year,
    origin: stored ? '用户' : '内置',
    documentNo: stored?.documentNo ?? HOLIDAY_SOURCES[year] ?? '',
    note: stored?.note ?? '',
    breaks: arranged.breaks.map((each) => ({ from: each[0], until: each[1], festival: festivalOf(each) })),
    workdays: [...arranged.workdays],
    recordedAt: stored?.recordedAt ?? '',
    recordedBy: stored?.recordedBy ?? '',
    hasBuiltIn: HOLIDAYS[year] !== undefined,
  }
}
