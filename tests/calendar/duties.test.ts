import { describe, expect, it } from 'vitest'
import { DUTIES, dutyOf } from '../../shared/calendar/duties.ts'
import { seenByText, whenText } from '../../shared/calendar/duty-words.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { occurrencesOf } from '../../shared/calendar/occurrences.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'

const profileById = (id: string) => BUILT_IN_STANDARDS.profileById(id)
const DEF = profileById('DEF').values
const duty = (id: string) => {
  const found = dutyOf(id)
  if (!found) throw new Error(`没有义务 ${id}`)
  return found
}
const datesIn = (id: string, year: number, values = DEF, holidays = HOLIDAYS) =>
  occurrencesOf(duty(id), `${year}-01-01`, `${year}-12-31`, holidays, () => values)

/** 现行方案下 2026 年各项义务的应办日，逐项写定。 */
const DATES_2026: readonly (readonly [id: string, dates: string])[] = [
  ['branch.monthly-list', '01-01 02-01 03-01 04-01 05-01 06-01 07-01 08-01 09-01 10-01 11-01 12-01'],
  ['branch.theme-day', '01-04 02-02 03-02 04-01 05-06 06-01 07-01 08-03 09-01 10-08 11-02 12-01'],
  ['branch.dues-collect', '01-04 02-02 03-02 04-01 05-06 06-01 07-01 08-03 09-01 10-08 11-02 12-01'],
  ['branch.monthly-report', '01-17 02-17 03-17 04-17 05-17 06-17 07-17 08-17 09-17 10-17 11-17 12-17'],
  ['branch.dues-urge', '01-20 02-20 03-20 04-20 05-20 06-20 07-20 08-20 09-20 10-20 11-20 12-20'],
  ['branch.committee-meeting', '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'],
  ['branch.group-meeting', '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'],
  ['branch.whole-study', '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'],
  ['branch.dues-clear', '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'],
  ['branch.month-closing', '01-05 02-05 03-05 04-05 05-05 06-05 07-05 08-05 09-05 10-05 11-05 12-05'],
  ['branch.general-meeting', '03-31 06-30 09-30 12-31'],
  ['branch.disclosure', '03-31 06-30 09-30 12-31'],
  ['branch.practice', '03-31 06-30 09-30 12-31'],
  ['branch.floating-brief', '03-31 06-30 09-30 12-31'],
  ['branch.applicant-lists', '06-30 12-31'],
  ['branch.activist-review', '06-30 12-31'],
  ['branch.abroad-contact', '06-30 12-31'],
  ['branch.care-visit', '06-30 12-31'],
  ['branch.mood-review', '06-30 12-31'],
  ['branch.dues-assess', '01-31'],
  ['branch.duty-list', '01-31'],
  ['branch.spring-visit', '02-14'],
  ['branch.annual-plan', '02-28'],
  ['branch.review', '03-31'],
  ['branch.lecture', '12-31'],
  ['branch.self-check', '04-30'],
  ['branch.qingming', '04-30'],
  ['branch.rectify', '05-31'],
  ['branch.july-first', '07-10'],
  ['branch.study-days', '07-31'],
  ['branch.catch-up', '08-31'],
  ['branch.study-hours-20', '09-30'],
  ['branch.holiday-reminder', '09-30'],
  ['branch.life-meeting-plan', '10-31'],
  ['branch.dues-publish', '12-31'],
  ['branch.life-meeting', '12-31'],
  ['branch.talks', '12-31'],
  ['branch.secretary-lecture', '12-31'],
  ['branch.study-hours-28', '11-30'],
  ['branch.annual-report', '12-31'],
  ['branch.roster-snapshot', '12-31'],
  ['branch.package', '12-31'],
  ['committee.hear-reports', '03-31 06-30 09-30 12-31'],
  ['committee.three-lists', '03-31 06-30 09-30 12-31'],
  ['committee.inspection', '03-31 06-30 09-30 12-31'],
  ['committee.half-report', '06-30 12-31'],
  ['committee.task-list', '01-31'],
  ['committee.responsibility-list', '01-31'],
  ['committee.last-assessment', '01-31'],
  ['committee.debrief-votes', '01-31'],
  ['committee.assessment-notice', '02-28'],
  ['committee.dues-account', '02-28'],
  ['committee.plan-reply', '02-28'],
  ['committee.budget', '03-31'],
  ['committee.training-plan', '03-31'],
  ['committee.sweep', '12-31'],
  ['committee.system-check', '12-31'],
  ['committee.prereview', '05-31'],
  ['committee.july-first', '07-10'],
  ['committee.contact-first', '06-30'],
  ['committee.half-analysis', '07-31'],
  ['committee.secretary-training', '09-30'],
  ['committee.autumn-notice', '10-31'],
  ['committee.admission-plan', '12-31'],
  ['committee.contact-second', '12-31'],
  ['committee.spot-check', '11-30'],
  ['committee.debrief', '12-31'],
  ['committee.assessment-freeze', '12-31'],
  ['committee.next-task-list', '12-31'],
  ['committee.statistics', '12-31'],
]

describe('2026 年每项义务的日子', () => {
  it('每一项都写定了，没有多没有漏', () => {
    expect(DATES_2026.map(([id]) => id)).toEqual(DUTIES.map(({ id }) => id))
  })

  it.each(DATES_2026)('%s：%s', (id, dates) => {
    expect(datesIn(id, 2026).map(({ dueOn }) => dueOn.slice(5))).toEqual(dates.split(' '))
  })

  it('每条依据都在规则目录里；没有条文的标产品默认', () => {
    const known = new Set(CATALOG.map(({ id }) => id))
    for (const each of DUTIES) {
      for (const ruleId of each.ruleIds) expect(known, `${each.id} ${ruleId}`).toContain(ruleId)
      if (each.ruleIds.length === 0) expect(each.isDefaultDate, each.id).toBe(true)
      expect(whenText(each) && seenByText(each) && each.proof, each.id).toBeTruthy()
    }
  })

  it('编号不重；一年一次的都排进了挂图的某个月', () => {
    expect(new Set(DUTIES.map(({ id }) => id)).size).toBe(DUTIES.length)
    for (const each of DUTIES.filter(({ cycle }) => cycle === '每年')) expect(each.chartMonths?.length, each.id).toBeGreaterThan(0)
  })
})

describe('主题党日：当月首个工作日，可顺延两个工作日（场景 7.7）', () => {
  it.each([
    [2026, '2026-01', '2026-01-04', '2026-01-06'],
    [2026, '2026-10', '2026-10-08', '2026-10-10'],
    [2017, '2017-04', '2017-04-01', '2017-04-06'],
  ])('%i 年 %s 应办 %s，最晚 %s', (year, period, dueOn, lastOn) => {
    expect(datesIn('branch.theme-day', year).find((each) => each.period === period)).toMatchObject({ dueOn, lastOn, isProvisional: false })
  })

  it('没有节假日表的年份照排，标暂算；导入以后日子随之变', () => {
    expect(datesIn('branch.theme-day', 2027)[0]).toMatchObject({ dueOn: '2027-01-01', isProvisional: true })
    const table = { ...HOLIDAYS, 2027: { breaks: [['2027-01-01', '2027-01-03'] as const], workdays: [] } }
    expect(datesIn('branch.theme-day', 2027, DEF, table)[0]).toMatchObject({
      dueOn: '2027-01-04',
      lastOn: '2027-01-06',
      isProvisional: false,
    })
  })

  it('方案没有写首个工作日的，当月办了就行，没有顺延', () => {
    const values = profileById('LZ20').values
    expect(datesIn('branch.theme-day', 2026, values)[0]).toMatchObject({
      startsOn: '2026-01-01',
      dueOn: '2026-01-31',
      lastOn: '2026-01-31',
    })
  })

  it('提前五天、一天提醒', () => {
    expect(datesIn('branch.theme-day', 2026)[8]?.remindOn).toEqual(['2026-08-27', '2026-08-31'])
  })
})

describe('不顺延：逢非工作日提前到前一个工作日办', () => {
  it.each([
    ['branch.monthly-report', '2026-10', '2026-10-17', '2026-10-16'],
    ['branch.monthly-report', '2026-09', '2026-09-17', '2026-09-17'],
    ['branch.committee-meeting', '2026-05', '2026-05-31', '2026-05-29'],
    ['branch.month-closing', '2026-03', '2026-04-05', '2026-04-03'],
  ])('%s %s 期限 %s，%s 前办', (id, period, dueOn, actBy) => {
    expect(datesIn(id, 2026).find((each) => each.period === period)).toMatchObject({ dueOn, actBy, lastOn: dueOn })
  })

  it('前一个工作日还在上个月、办不了的，仍在期限当天', () => {
    expect(datesIn('branch.month-closing', 2026).find(({ period }) => period === '2026-04')).toMatchObject({
      dueOn: '2026-05-05',
      actBy: '2026-05-05',
    })
  })
})

describe('月末、闰年、跨年', () => {
  it.each([
    [2027, '02-28'],
    [2028, '02-29'],
  ])('%i 年二月月末是 %s', (year, day) => {
    expect(datesIn('branch.dues-clear', year)[1]?.dueOn).toBe(`${year}-${day}`)
    expect(datesIn('committee.dues-account', year)[0]?.dueOn).toBe(`${year}-${day}`)
  })

  it('年度计划按方案的截止日；方案没有写的取二月末', () => {
    expect(datesIn('branch.annual-plan', 2028)[0]?.dueOn).toBe('2028-02-28')
    expect(datesIn('branch.annual-plan', 2028, profileById('LZ20').values)[0]?.dueOn).toBe('2028-02-29')
  })

  it('民主评议归评议年度：十二月一日起，次年三月三十一日止，三次提醒', () => {
    expect(datesIn('branch.review', 2027)).toEqual([
      expect.objectContaining({
        period: '2026',
        startsOn: '2026-12-01',
        dueOn: '2027-03-31',
        remindOn: ['2026-12-01', '2027-02-15', '2027-03-15'],
      }),
    ])
  })

  it('一月的月结办的是上年十二月', () => {
    expect(datesIn('branch.month-closing', 2027)[0]).toMatchObject({ period: '2026-12', startsOn: '2027-01-01', dueOn: '2027-01-05' })
  })

  it('春节走访在放假前的最后一个工作日；缺表按一月末暂算', () => {
    expect(datesIn('branch.spring-visit', 2026)[0]).toMatchObject({ dueOn: '2026-02-14', isProvisional: false })
    expect(datesIn('branch.spring-visit', 2027)[0]).toMatchObject({ dueOn: '2027-01-31', isProvisional: true })
  })

  it.each([
    ['DEF', '09-17'],
    ['SZ22', '09-25'],
    ['LZ20', undefined],
  ] as const)('月报日按方案：%s 为 %s', (profileId, day) => {
    const september = datesIn('branch.monthly-report', 2026, profileById(profileId).values).find(({ period }) => period === '2026-09')
    expect(september?.dueOn.slice(5)).toBe(day)
  })

  it('只取应办日落在起止之内的，含两端', () => {
    const on = (from: string, until: string) =>
      occurrencesOf(duty('branch.monthly-report'), from, until, HOLIDAYS, () => DEF).map(({ dueOn }) => dueOn)
    expect(on('2026-09-17', '2026-09-17')).toEqual(['2026-09-17'])
    expect(on('2026-09-18', '2026-10-16')).toEqual([])
  })
})
