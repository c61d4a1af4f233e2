import * as z from 'zod'
import { command, query } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { FESTIVALS } from './holidays.ts'
import { plainDate } from './plain-date.ts'

const year = z.number().int().min(1950, '年份应在 1950 至 2199 之间').max(2199, '年份应在 1950 至 2199 之间')

/** 放假一段，含两端。 */
const span = z.tuple([plainDate, plainDate])

/** 一年的底稿：导入读出来的，或正在改的。日子是否站得住另由核对说，不在这里拦。 */
export const holidayDraft = z.object({
  year,
  documentNo: optionalLine(120),
  breaks: z.array(z.tuple([z.string(), z.string()])).max(40, '一年的放假不会超过 40 段'),
  workdays: z.array(z.string()).max(40, '一年的调休上班日不会超过 40 天'),
})

/** 底稿连同核对：`problems` 不改好不能存。 */
export const checkedDraft = z.object({
  draft: holidayDraft,
  problems: z.array(z.string()),
  warnings: z.array(z.string()),
  /** 与现用的这一年相比改了哪些日子；原来没有这一年的为空。 */
  changes: z.array(z.string()),
})
export type CheckedDraft = z.infer<typeof checkedDraft>

export const holidayYearView = z.object({
  year,
  origin: z.enum(['内置', '用户']),
  documentNo: z.string(),
  note: z.string(),
  breaks: z.array(z.object({ from: plainDate, until: plainDate, festival: z.enum(FESTIVALS).nullable() })),
  workdays: z.array(plainDate),
  /** 用户这一份何时由谁存的；内置的为空。 */
  recordedAt: z.string(),
  recordedBy: z.string(),
  /** 撤下用户这一份，就恢复内置（有内置的）或回到暂算。 */
  hasBuiltIn: z.boolean(),
})
export type HolidayYearView = z.infer<typeof holidayYearView>

export const holidayContract = {
  'calendar.holidays': query(
    '在用的节假日表与历次撤下的',
    z.object({}),
    z.object({
      years: z.array(holidayYearView),
      withdrawn: z.array(
        z.object({
          year,
          documentNo: z.string(),
          recordedAt: z.string(),
          withdrawnAt: z.string(),
          withdrawnBy: z.string(),
          reason: z.string(),
        }),
      ),
      /** 到该导入的时候还没导入的年份：一句话；不缺为空串。 */
      missing: z.string(),
    }),
  ),
  'calendar.readNotice': query(
    '从通知文字读出一年的节假日，先给人看',
    z.object({ text: multiLine(20_000), year: year.nullable().default(null) }),
    z.object({ drafts: z.array(checkedDraft), problems: z.array(z.string()), notes: z.array(z.string()) }),
  ),
  'calendar.readHolidayFile': query(
    '从表格（.xlsx、.xls、.csv）读出节假日，先给人看',
    z.object({ file }),
    z.object({ drafts: z.array(checkedDraft), problems: z.array(z.string()), notes: z.array(z.string()) }),
  ),
  'calendar.checkHolidayYear': query('核对一年的节假日底稿', z.object({ draft: holidayDraft }), checkedDraft),
  'calendar.saveHolidayYear': command(
    '存一年的节假日，盖过内置的；同年原来存的那份撤下留档',
    z.object({
      year,
      documentNo: singleLine(120),
      note: optionalLine(200),
      breaks: z.array(span).min(1, '至少一段放假').max(40),
      workdays: z.array(plainDate).max(40),
    }),
    z.object({ year, changes: z.array(z.string()) }),
  ),
  'calendar.withdrawHolidayYear': command(
    '撤下用户存的一年：有内置的恢复内置，没有的标暂算',
    z.object({ year, reason: singleLine(200) }),
    z.object({ year, restored: z.enum(['内置', '暂算']) }),
  ),
} as const
