import * as z from 'zod'
import { command, exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { optionalLine } from '../contract/text.ts'
import { remedy } from '../regulation/finding.ts'
import { DUTY_CYCLES } from './duty.ts'
import { FESTIVALS } from './holidays.ts'
import { plainDate } from './plain-date.ts'
import { DONE_BY, MARK_VERDICTS, TASK_STATES } from './task.ts'

const level = z.enum(['党委', '党总支', '党支部', '党小组'])
const taskNo = z.number().int().min(1).max(9)

/** 一段日子：最长两年，再长就不是日历了。 */
const range = z
  .object({ from: plainDate, until: plainDate })
  .refine(({ from, until }) => from <= until, { error: '起止颠倒了，请把先后改过来', path: ['until'] })
  .refine(({ from, until }) => Number(until.slice(0, 4)) - Number(from.slice(0, 4)) <= 1, { error: '一次最多看两年', path: ['until'] })

const scope = {
  organizationId: z.string().nullable().default(null).describe('不给则全集团'),
  includesBelow: z.boolean().default(false).describe('连同全部下级'),
  taskNos: z.array(taskNo).default([]).describe('八项任务与督查考核；不给则全部'),
  levels: z.array(level).default([]),
}

export const dutyMark = z.object({
  id: z.string(),
  organizationId: z.string(),
  dutyId: z.string(),
  period: z.string(),
  verdict: z.enum(MARK_VERDICTS),
  doneOn: plainDate.nullable(),
  reason: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
})

const dates = {
  startsOn: plainDate,
  /** 应办日（期限），当日有效。 */
  dueOn: plainDate,
  /** 允许顺延的最后一天。 */
  lastOn: plainDate,
  /** 期限逢非工作日，提前到哪天办。 */
  actBy: plainDate,
  isProvisional: z.boolean(),
  isDefaultDate: z.boolean().describe('日子是产品默认的'),
}

export const calendarTask = z.object({
  id: z.string(),
  dutyId: z.string(),
  period: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  level,
  title: z.string(),
  taskNo,
  ruleIds: z.array(z.string()),
  ...dates,
  remindOn: z.array(plainDate),
  state: z.enum(TASK_STATES),
  doneOn: plainDate.nullable(),
  doneBy: z.enum(DONE_BY).nullable(),
  isLate: z.boolean(),
  evidence: z.string(),
  link: z.string().nullable(),
  canMarkDone: z.boolean(),
  mark: dutyMark.nullable(),
  note: z.string(),
  proof: z.string(),
  remedies: z.array(remedy),
})

/** 同一项义务、同一周期、同一天的，各党组织合成一行。 */
export const agendaEntry = z.object({
  key: z.string(),
  dutyId: z.string(),
  period: z.string(),
  title: z.string(),
  taskNo,
  ruleIds: z.array(z.string()),
  ...dates,
  note: z.string(),
  /** 还没办的里面最急的；都办了为已办。 */
  state: z.enum(TASK_STATES),
  total: z.number().int(),
  doneCount: z.number().int(),
  waivedCount: z.number().int(),
  openCount: z.number().int(),
  overdueCount: z.number().int(),
  /** 只有一个党组织的写它，多个的为 null。 */
  organizationId: z.string().nullable(),
  organizationName: z.string(),
})
export type AgendaEntry = z.infer<typeof agendaEntry>

/** 工作台与提醒用：近期要办的，多个党组织的同一件事合成一行。 */
export const dueTask = z.object({
  key: z.string(),
  dutyId: z.string(),
  period: z.string(),
  dueOn: plainDate,
  actBy: plainDate,
  title: z.string(),
  ruleId: z.string().describe('没有条文的为空串'),
  window: z.enum(['已过', '今天', '30天内', '以后']),
  /** 还没办的党组织，按名称。 */
  openCount: z.number().int(),
  total: z.number().int(),
  organizationId: z.string().nullable(),
  organizationName: z.string(),
  remedies: z.array(remedy),
  isDefaultDate: z.boolean(),
  isProvisional: z.boolean(),
})
export type DueTask = z.infer<typeof dueTask>

export const calendarDay = z.object({
  on: plainDate,
  kind: z.enum(['工作日', '周末', '放假', '调休上班']),
  festival: z.enum(FESTIVALS).nullable(),
  isProvisional: z.boolean(),
})

export const taskContract = {
  'calendar.agenda': query(
    '一段日子的任务，按义务合并，连同每天是不是工作日',
    z.object({ range, ...scope }),
    z.object({ today: plainDate, entries: z.array(agendaEntry), days: z.array(calendarDay), missing: z.string() }),
  ),
  'calendar.tasks': query(
    '一段日子里一件一件的任务：各党组织办没办、依据、怎么办',
    z.object({
      range,
      ...scope,
      dutyId: z.string().nullable().default(null),
      period: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(5000).default(1000),
    }),
    z.object({ today: plainDate, total: z.number().int(), tasks: z.array(calendarTask) }),
  ),
  'calendar.dueTasks': query(
    '已过未办、今天与 180 天内要办的，供工作台与提醒',
    z.object({ asOf: plainDate.optional(), organizationId: z.string().nullable().default(null) }),
    z.object({ asOf: plainDate, tasks: z.array(dueTask) }),
  ),
  'calendar.duties': query(
    '全部重复义务：谁办、多久一次、日子怎么算、依据、办完看什么',
    z.object({}),
    z.object({
      duties: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          levels: z.array(level),
          cycle: z.enum(DUTY_CYCLES),
          when: z.string(),
          taskNo,
          ruleIds: z.array(z.string()),
          isDefaultDate: z.boolean(),
          unverified: z.string(),
          proof: z.string(),
          seenBy: z.string().describe('怎么知道办了'),
        }),
      ),
    }),
  ),
  'calendar.recordMark': command(
    '勾“已办”，或“本期不办”并写理由；可一次勾多个党组织',
    z
      .object({
        organizationIds: z.array(z.string()).min(1, '没有选党组织').max(1000),
        dutyId: z.string(),
        period: z.string().regex(/^[12]\d{3}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/, '周期应写成 2026-09、2026-Q3、2026-H1 或 2026'),
        verdict: z.enum(MARK_VERDICTS),
        doneOn: plainDate.nullable().default(null),
        reason: optionalLine(200),
      })
      .refine(({ verdict, doneOn }) => verdict !== '已办' || doneOn !== null, { error: '请填办理日期', path: ['doneOn'] })
      .refine(({ verdict, reason }) => verdict !== '本期不办' || reason !== '', { error: '请写明本期不办的理由', path: ['reason'] }),
    z.object({ marked: z.number().int() }),
  ),
  'calendar.withdrawMark': command('撤下一次勾办', z.object({ markId: z.string() }), z.object({ markId: z.string() })),
  'calendar.exportCalendar': exporting(query('导出日历文件 .ics，手机与办公软件的日历都能导入', z.object({ range, ...scope }), file)),
  'calendar.exportWallChart': exporting(
    task(
      '年度工作日历挂图：A3、A4 横向，docx 或 PDF',
      z.object({
        year: z.number().int().min(1950).max(2199),
        paper: z.enum(['A3', 'A4']),
        format: z.enum(['docx', 'pdf']),
        taskId: z.string().optional(),
      }),
      file,
    ),
  ),
  'calendar.reminders': query(
    '今天的提醒：已过未办、今天与三日内要办的',
    z.object({}),
    z.object({
      today: plainDate,
      isPaused: z.boolean().describe('已选“今天不再提醒”'),
      isNoticed: z.boolean().describe('当日的系统通知已经发过'),
      overdue: z.array(dueTask),
      dueToday: z.array(dueTask).describe('今天到期或今天该提醒'),
      soon: z.array(dueTask).describe('三日内'),
      missing: z.string().describe('缺节假日表；不缺为空串'),
    }),
  ),
  'calendar.saveReminderPause': command('今天不再提醒', z.object({}), z.object({ pausedOn: plainDate })),
  'calendar.issueNotice': command(
    '领取当日唯一一次系统通知：当天第一次来领的得到内容，再来的为空',
    z.object({}),
    z.object({ notice: z.object({ title: z.string(), body: z.string() }).nullable() }),
  ),
} as const
