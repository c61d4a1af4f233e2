import { describe, expect, it } from 'vitest'
import { unzipSync, strFromU8 } from 'fflate'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { parseIcalendar } from './parse-icalendar.ts'

const OCTOBER = { from: '2026-10-01', until: '2026-10-31' }

async function tasksOf(backend: TestBackend, organizationId: string, dutyId: string, range = OCTOBER) {
  return (await backend.call('calendar.tasks', { range, organizationId, dutyId })).tasks
}

const NOTICE_2027 = `关于2027年部分节假日安排的通知 国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假。
六、中秋节：9月15日（周三）放假。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。`

describe('任务由组织与记录推出', () => {
  it('党支部、党总支、党委各有各的；没有党小组的支部开全体学习而不是小组会', async () => {
    await using backend = openTestBackend('2026-10-05')
    const { committee, general, first, second } = await plantSmallTree(backend)
    const { tasks } = await backend.call('calendar.tasks', { range: OCTOBER })
    const duties = (id: string) => new Set(tasks.filter(({ organizationId }) => organizationId === id).map(({ dutyId }) => dutyId))
    expect(duties(first)).toContain('branch.group-meeting')
    expect(duties(first)).not.toContain('branch.whole-study')
    expect(duties(second)).toContain('branch.whole-study')
    expect(duties(second)).not.toContain('branch.group-meeting')
    expect(duties(general)).toContain('branch.monthly-report')
    expect(duties(committee)).toContain('committee.autumn-notice')
    expect(duties(committee)).not.toContain('branch.monthly-report')
    // 半年报告出自停用的指标包。
    const half = await backend.call('calendar.tasks', { range: { from: '2026-12-01', until: '2026-12-31' }, organizationId: committee })
    expect(half.tasks.map(({ dutyId }) => dutyId)).not.toContain('committee.half-report')
  })

  it.each([
    ['2026-10-01', '本周'],
    ['2026-10-07', '本周'],
    ['2026-10-08', '今天'],
    ['2026-10-09', '本周'],
    ['2026-10-10', '本周'],
    ['2026-10-11', '逾期'],
  ])('%s 看十月主题党日（应办 10-08，可顺延至 10-10）是%s', async (today, state) => {
    await using backend = openTestBackend(today)
    const { second } = await plantSmallTree(backend)
    expect(await tasksOf(backend, second, 'branch.theme-day')).toEqual([
      expect.objectContaining({ dueOn: '2026-10-08', lastOn: '2026-10-10', state: today === '2026-10-01' ? '待办' : state }),
    ])
  })

  it('勾“已办”留痕、可撤；看得出的不能勾；“本期不办”须写理由', async () => {
    await using backend = openTestBackend('2026-10-20')
    const { second } = await plantSmallTree(backend)
    const mark = { organizationIds: [second], dutyId: 'branch.monthly-report', period: '2026-10' }
    expect(await backend.refused('calendar.recordMark', { ...mark, verdict: '已办' })).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await backend.refused('calendar.recordMark', { ...mark, verdict: '本期不办' })).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await backend.refused('calendar.recordMark', { ...mark, verdict: '已办', doneOn: '2026-10-21' })).toMatchObject({
      code: 'DONE_LATER_THAN_TODAY',
    })
    expect(
      await backend.refused('calendar.recordMark', { ...mark, dutyId: 'branch.theme-day', verdict: '已办', doneOn: '2026-10-08' }),
    ).toMatchObject({ code: 'DUTY_SEEN_BY_RECORDS' })
    expect(await backend.refused('calendar.recordMark', { ...mark, dutyId: '没有', verdict: '已办', doneOn: '2026-10-08' })).toMatchObject({
      code: 'DUTY_UNKNOWN',
    })
    await backend.call('calendar.recordMark', { ...mark, verdict: '已办', doneOn: '2026-10-19' })
    const [done] = await tasksOf(backend, second, 'branch.monthly-report')
    expect(done).toMatchObject({ state: '已办', doneOn: '2026-10-19', doneBy: '人工', isLate: true })
    await backend.call('calendar.withdrawMark', { markId: done?.mark?.id ?? '' })
    expect(await tasksOf(backend, second, 'branch.monthly-report')).toEqual([expect.objectContaining({ state: '逾期', mark: null })])
    expect(await backend.refused('calendar.withdrawMark', { markId: done?.mark?.id ?? '' })).toMatchObject({ code: 'MARK_NOT_FOUND' })
    await backend.call('calendar.recordMark', { ...mark, verdict: '本期不办', reason: '当月没有布置' })
    expect(await tasksOf(backend, second, 'branch.monthly-report')).toEqual([
      expect.objectContaining({ state: '本期不办', evidence: '当月没有布置' }),
    ])
  })

  it('换届各步按届满日浮动：提前六个月、四个月、三十天、届满日；选举后七日报结果', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    await backend.call('election.recordTerm', { organizationId: second, seq: 1, electedOn: '2024-08-31', seatCount: 3 })
    const range = { from: '2027-01-01', until: '2027-12-31' }
    const { tasks } = await backend.call('calendar.tasks', { range, organizationId: second })
    const steps = tasks.filter(({ dutyId }) => dutyId.startsWith('term.')).map(({ dutyId, dueOn }) => [dutyId, dueOn])
    expect(steps).toEqual([
      ['term.remind', '2027-02-28'],
      ['term.request', '2027-04-30'],
      ['term.notice', '2027-08-01'],
      ['term.meeting', '2027-08-31'],
    ])
    expect(
      (await backend.call('calendar.tasks', { range: { from: '2024-09-01', until: '2024-09-30' }, organizationId: second })).tasks,
    ).toContainEqual(expect.objectContaining({ dutyId: 'term.result', dueOn: '2024-09-07' }))
  })

  it('届满多年没有换届的，仍在到期清单里；不再要提醒、通知，往届的结果报告也不追', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    await backend.call('election.recordTerm', { organizationId: second, seq: 1, electedOn: '2019-08-31', seatCount: 3 })
    const { tasks } = await backend.call('calendar.dueTasks', { organizationId: second })
    expect(tasks.filter(({ dutyId }) => dutyId.startsWith('term.')).map(({ dutyId, dueOn }) => [dutyId, dueOn])).toEqual([
      ['term.request', '2022-04-30'],
      ['term.meeting', '2022-08-31'],
    ])
  })

  it('工作台要的到期清单：同一件事合成一行，写几个没办；每月自动生成的不算', async () => {
    await using backend = openTestBackend('2026-10-08')
    await plantSmallTree(backend)
    const { tasks } = await backend.call('calendar.dueTasks', {})
    expect(tasks.find(({ dutyId }) => dutyId === 'branch.theme-day')).toMatchObject({
      window: '今天',
      openCount: 2,
      total: 2,
      organizationId: null,
      organizationName: '2 个党组织',
    })
    expect(tasks.some(({ dutyId }) => dutyId === 'branch.monthly-list')).toBe(false)
    // 重复义务只往回看一个月，不把几年前的都翻出来。
    expect(tasks[0]?.dueOn).toBe('2026-09-17')
    expect(tasks.map(({ dueOn }) => dueOn)).toEqual(tasks.map(({ dueOn }) => dueOn).toSorted())
  })
})

describe('由组织生活的记录看出办了没有', () => {
  it('记一次主题党日即已办，过了顺延期的是迟办；内容写了交纳党费，收党费也算办了', async () => {
    await using backend = openTestBackend('2026-10-20')
    const { second } = await plantSmallBranch(backend)
    const theme = await tasksOf(backend, second, 'branch.theme-day')
    expect(theme).toEqual([expect.objectContaining({ state: '逾期', canMarkDone: false })])
    expect(theme[0]?.remedies[0]).toMatchObject({ route: 'life.recordActivity', input: { organizationId: second, types: ['主题党日'] } })
    const { draft } = await backend.call('life.activityDraft', { organizationId: second, types: ['主题党日'], heldOn: '2026-10-12' })
    const activity = {
      ...draft,
      title: '十月主题党日',
      place: '三楼',
      contentKinds: ['交纳党费' as const],
      narrative: '学习细则，现场收缴党费',
      startsAt: '09:00',
      endsAt: '11:30',
      unlisted: '出席' as const,
    }
    await backend.call('life.recordActivity', { activity })
    expect(await tasksOf(backend, second, 'branch.theme-day')).toEqual([
      expect.objectContaining({ state: '已办', doneBy: '记录', doneOn: '2026-10-12', isLate: true, evidence: '2026-10-12 十月主题党日' }),
    ])
    expect(await tasksOf(backend, second, 'branch.dues-collect')).toEqual([expect.objectContaining({ state: '已办', canMarkDone: true })])
  })

  it('台账月结：结了账即已办', async () => {
    await using backend = openTestBackend('2026-10-20')
    const { second } = await plantSmallTree(backend)
    expect(await tasksOf(backend, second, 'branch.month-closing')).toEqual([expect.objectContaining({ period: '2026-09', state: '逾期' })])
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-09' })
    expect(await tasksOf(backend, second, 'branch.month-closing')).toEqual([
      expect.objectContaining({ state: '已办', doneOn: '2026-10-20' }),
    ])
  })
})

describe('节假日表：用户存的盖过内置，撤下就恢复', () => {
  it('导入 2027 年：主题党日由暂算变准，状态栏的年份跟着有；撤下回到暂算', async () => {
    await using backend = openTestBackend('2026-11-20')
    const { second } = await plantSmallTree(backend)
    const january = { from: '2027-01-01', until: '2027-01-31' }
    expect((await backend.call('calendar.holidays', {})).missing).toContain('2027 年节假日表未导入')
    expect(await tasksOf(backend, second, 'branch.theme-day', january)).toEqual([
      expect.objectContaining({ dueOn: '2027-01-01', isProvisional: true }),
    ])
    const { drafts, problems } = await backend.call('calendar.readNotice', { text: NOTICE_2027 })
    expect(problems).toEqual([])
    const [checked] = drafts
    if (!checked) throw new Error('没有读出来')
    expect(checked).toMatchObject({ problems: [], warnings: [], draft: { year: 2027, documentNo: '国办发明电〔2026〕9号' } })
    await backend.call('calendar.saveHolidayYear', { ...checked.draft, note: '' })
    expect((await backend.call('calendar.holidays', {})).missing).toBe('')
    expect((await backend.call('settings.overview', {})).holidayYears).toContain(2027)
    expect(await tasksOf(backend, second, 'branch.theme-day', january)).toEqual([
      expect.objectContaining({ dueOn: '2027-01-04', lastOn: '2027-01-06', isProvisional: false }),
    ])
    expect(await backend.call('calendar.withdrawHolidayYear', { year: 2027, reason: '试存' })).toEqual({ year: 2027, restored: '暂算' })
    expect(await tasksOf(backend, second, 'branch.theme-day', january)).toEqual([expect.objectContaining({ dueOn: '2027-01-01' })])
    expect((await backend.call('calendar.holidays', {})).withdrawn).toEqual([expect.objectContaining({ year: 2027, reason: '试存' })])
  })

  it('改了内置的年份，再恢复内置；内置的不能撤', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const { years } = await backend.call('calendar.holidays', {})
    const year = years.find((each) => each.year === 2026)
    const breaks = (year?.breaks ?? []).map(({ from, until }): [string, string] => [from, until === '2026-10-07' ? '2026-10-08' : until])
    const saved = await backend.call('calendar.saveHolidayYear', {
      year: 2026,
      documentNo: '市里临时通知',
      breaks,
      workdays: year?.workdays ?? [],
    })
    expect(saved.changes).toEqual(['2026-10-08（周四）由上班改为放假'])
    expect(await tasksOf(backend, second, 'branch.theme-day')).toEqual([expect.objectContaining({ dueOn: '2026-10-09' })])
    expect(await backend.call('calendar.withdrawHolidayYear', { year: 2026, reason: '撤' })).toMatchObject({ restored: '内置' })
    expect(await tasksOf(backend, second, 'branch.theme-day')).toEqual([expect.objectContaining({ dueOn: '2026-10-08' })])
    expect(await backend.refused('calendar.withdrawHolidayYear', { year: 2026, reason: '撤' })).toMatchObject({
      code: 'HOLIDAYS_NOT_STORED',
    })
  })

  it('站不住的不存：说清哪一处，什么也没写', async () => {
    await using backend = openTestBackend()
    const refusal = await backend.refused('calendar.saveHolidayYear', {
      year: 2027,
      documentNo: '某号',
      breaks: [['2027-01-03', '2027-01-01']],
      workdays: ['2027-01-11'],
    })
    expect(refusal).toMatchObject({ code: 'HOLIDAYS_UNSOUND' })
    expect(refusal.message).toMatch(/头尾颠倒.*2027-01-11 是周一/)
    expect((await backend.call('calendar.holidays', {})).years.map(({ year }) => year)).not.toContain(2027)
  })

  it('csv 与坏文件', async () => {
    await using backend = openTestBackend()
    const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
    const file = { fileName: '节假日.csv', base64: base64('日期,类型\n2027-10-01,放假\n2027-10-02,放假\n2027-10-09,上班\n') }
    expect((await backend.call('calendar.readHolidayFile', { file })).drafts[0]?.draft).toEqual({
      year: 2027,
      documentNo: '',
      breaks: [['2027-10-01', '2027-10-02']],
      workdays: ['2027-10-09'],
    })
    expect(
      await backend.refused('calendar.readHolidayFile', { file: { fileName: '坏.xlsx', base64: base64('PK\u0003\u0004坏的') } }),
    ).toMatchObject({
      code: expect.stringMatching(/^FILE_/) as string,
    })
    expect(await backend.refused('calendar.readNotice', { text: '' })).toMatchObject({ code: 'NOTICE_EMPTY' })
    expect(await backend.refused('calendar.readNotice', { text: '你好' })).toMatchObject({
      code: 'NOTICE_UNREADABLE',
      message: expect.stringContaining('没有写是哪一年的安排') as string,
    })
    expect(await backend.refused('calendar.readNotice', { text: '你好', year: 2027 })).toMatchObject({
      code: 'NOTICE_UNREADABLE',
      message: expect.stringContaining('没有认出放假的日子') as string,
    })
  })
})

describe('提醒', () => {
  it('到十一月提示次年缺表；一天只领得到一条通知；今天不再提醒', async () => {
    await using backend = openTestBackend('2026-10-31')
    await plantSmallTree(backend)
    const reminders = await backend.call('calendar.reminders', {})
    expect(reminders).toMatchObject({ isPaused: false, isNoticed: false, missing: '' })
    expect(reminders.dueToday.length).toBeGreaterThan(0)
    const { notice } = await backend.call('calendar.issueNotice', {})
    expect(notice?.title).toMatch(/^党建工作：今天 \d+ 项/)
    expect(await backend.call('calendar.issueNotice', {})).toEqual({ notice: null })
    expect(await backend.call('calendar.reminders', {})).toMatchObject({ isNoticed: true })
    await backend.call('calendar.saveReminderPause', {})
    expect(await backend.call('calendar.reminders', {})).toMatchObject({ isPaused: true })
  })
})

describe('导出', () => {
  it('.ics：同一件事换了日子 UID 不变；没有可导出的说清楚', async () => {
    await using backend = openTestBackend('2026-11-20')
    const { second } = await plantSmallTree(backend)
    const range = { from: '2027-01-01', until: '2027-01-31' }
    const themeDay = async () => {
      const file = await backend.call('calendar.exportCalendar', { range, organizationId: second })
      const { events } = parseIcalendar(Buffer.from(file.base64, 'base64'))
      expect(new Set(events.map((event) => event['UID'])).size).toBe(events.length)
      return events.find((event) => event['SUMMARY']?.startsWith('主题党日（'))
    }
    const before = await themeDay()
    const [checked] = (await backend.call('calendar.readNotice', { text: NOTICE_2027 })).drafts
    if (!checked) throw new Error('没有读出来')
    await backend.call('calendar.saveHolidayYear', { ...checked.draft, note: '' })
    const after = await themeDay()
    expect([before?.['DTSTART'], after?.['DTSTART']]).toEqual(['20270101', '20270104'])
    expect(after?.['UID']).toBe(before?.['UID'])
    expect(await backend.refused('calendar.exportCalendar', { range: { from: '2005-01-01', until: '2005-01-31' } })).toMatchObject({
      code: 'CALENDAR_EMPTY',
    })
  })

  it.each(['A3', 'A4'] as const)('%s 挂图 docx：横向一张纸，十二个月与固定事项都在', async (paper) => {
    await using backend = openTestBackend('2026-09-14')
    const file = await backend.call('calendar.exportWallChart', { year: 2026, paper, format: 'docx' })
    const xml = strFromU8(unzipSync(Buffer.from(file.base64, 'base64'))['word/document.xml'] ?? new Uint8Array())
    const [width, height] = paper === 'A3' ? [420, 297] : [297, 210]
    const size = /<w:pgSz w:w="(\d+)" w:h="(\d+)" w:orient="landscape"\/>/.exec(xml)
    expect([Number(size?.[1]) / 56.7, Number(size?.[2]) / 56.7].map(Math.round)).toEqual([width, height])
    for (const text of [
      '12月',
      '主题党日 8日（周四）',
      '国庆节 1日至7日',
      '党费年度核定〔默〕',
      '次月5日：台账月结〔默〕',
      'T 前6个月：上级提醒',
    ])
      expect(xml, text).toContain(text)
  })
})
