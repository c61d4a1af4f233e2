import { describe, expect, it } from 'vitest'
import { DUTIES, dutyOf } from '../../shared/calendar/duties.ts'
import { canMark, type Duty, type DutyCycle } from '../../shared/calendar/duty.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { occurrencesOf } from '../../shared/calendar/occurrences.ts'
import { TERM_DUTY_IDS } from '../../shared/calendar/term-tasks.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'

/** 年度工作日历的原句 → 生成它的义务。`when` 是周期，或一年里的第几个月。 */
type Line = readonly [words: string, dutyIds: readonly string[], when: DutyCycle | number]

const BRANCH: readonly Line[] = [
  ['1日生成当月任务', ['branch.monthly-list'], '每月'],
  ['当月首个工作日主题党日，顺延不超过2个工作日', ['branch.theme-day'], '每月'],
  ['主题党日当天收党费', ['branch.dues-collect'], '每月'],
  ['17日前月报', ['branch.monthly-report'], '每月'],
  ['20日催交党费', ['branch.dues-urge'], '每月'],
  ['25日“支委会、党小组会未开”预警；月末支委会、各小组会至少1次', ['branch.committee-meeting', 'branch.group-meeting'], '每月'],
  ['无小组则全体学习至少1次', ['branch.whole-study'], '每月'],
  ['党费清月', ['branch.dues-clear'], '每月'],
  ['次月5日台账月结', ['branch.month-closing'], '每月'],
  ['党员大会至少1次', ['branch.general-meeting'], '每季'],
  ['党务公开至少1次', ['branch.disclosure'], '每季'],
  ['主题实践至少1次', ['branch.practice'], '每季'],
  ['流动党员通报与活动证填写', ['branch.floating-brief'], '每季'],
  ['信息库更新', ['branch.applicant-lists'], '每半年'],
  ['积极分子考察', ['branch.activist-review'], '每半年'],
  ['出国（境）联系', ['branch.abroad-contact'], '每半年'],
  ['走访慰问', ['branch.care-visit'], '每半年'],
  ['思想研判', ['branch.mood-review'], '每半年'],
  ['党费年度核定', ['branch.dues-assess'], 1],
  ['义务清单下发', ['branch.duty-list'], 1],
  ['上年民主评议收尾，至3月31日', ['branch.review'], 3],
  ['春节走访', ['branch.spring-visit'], 2],
  ['年度计划审议', ['branch.annual-plan'], 2],
  ['党课：一季度印在挂图上，全年下限到年底看', ['branch.lecture'], 12],
  ['摸底自查', ['branch.self-check'], 4],
  ['清明主题教育', ['branch.qingming'], 4],
  ['问题清单整改', ['branch.rectify'], 5],
  ['“七一”活动，6月20日至7月10日', ['branch.july-first'], 7],
  ['学习天数至少6天检查', ['branch.study-days'], 7],
  ['补短板', ['branch.catch-up'], 8],
  ['学时至少20检查', ['branch.study-hours-20'], 9],
  ['节前廉政提醒', ['branch.holiday-reminder'], 9],
  ['启动组织生活会方案', ['branch.life-meeting-plan'], 10],
  ['党费公示窗口10月1日开启，12月完成', ['branch.dues-publish'], 12],
  ['组织生活会', ['branch.life-meeting'], 12],
  ['谈心谈话补缺', ['branch.talks'], 12],
  ['书记讲党课检查', ['branch.secretary-lecture'], 12],
  ['学时至少28', ['branch.study-hours-28'], 11],
  ['支部年度报告', ['branch.annual-report'], 12],
  ['12月31日名册快照', ['branch.roster-snapshot'], 12],
  ['材料包', ['branch.package'], 12],
]

const UPPER: readonly Line[] = [
  ['党委听取支部汇报至少1次', ['committee.hear-reports'], '每季'],
  ['三张清单进度', ['committee.three-lists'], '每季'],
  ['督查', ['committee.inspection'], '每季'],
  ['半年报告', ['committee.half-report'], '每半年'],
  ['发布重点任务清单', ['committee.task-list'], 1],
  ['责任清单', ['committee.responsibility-list'], 1],
  ['上年考核计算', ['committee.last-assessment'], 1],
  ['述职测评汇总', ['committee.debrief-votes'], 1],
  ['上年度考核通报', ['committee.assessment-notice'], 2],
  ['党费上年决算', ['committee.dues-account'], 2],
  ['批复计划', ['committee.plan-reply'], 2],
  ['经费预算下达', ['committee.budget'], 3],
  ['培训计划', ['committee.training-plan'], 3],
  ['年度全面摸底排查启动', ['committee.sweep'], 12],
  ['制度检查启动', ['committee.system-check'], 12],
  ['上半年发展对象预审集中受理', ['committee.prereview'], 5],
  ['“七一”表彰、慰问', ['committee.july-first'], 7],
  ['联系点走访第1次', ['committee.contact-first'], 6],
  ['半年分析：积极分子队伍、考核预评', ['committee.half-analysis'], 7],
  ['书记轮训、集中培训', ['committee.secretary-training'], 9],
  ['部署组织生活会、民主评议、述职、考核', ['committee.autumn-notice'], 10],
  ['下年发展计划、工作报告上报', ['committee.admission-plan'], 12],
  ['联系点第2次', ['committee.contact-second'], 12],
  ['抽查', ['committee.spot-check'], 11],
  ['述职评议考核', ['committee.debrief'], 12],
  ['年度考核数据冻结12月31日', ['committee.assessment-freeze'], 12],
  ['下年任务清单', ['committee.next-task-list'], 12],
  ['党内统计年报', ['committee.statistics'], 12],
]

const known = (id: string): Duty => {
  const duty = dutyOf(id)
  if (!duty) throw new Error(`没有义务 ${id}`)
  return duty
}

const dueMonths = (duty: Duty) =>
  occurrencesOf(duty, '2026-01-01', '2026-12-31', HOLIDAYS, (on) => BUILT_IN_STANDARDS.profileFor('b1', on).values).map(({ dueOn }) =>
    Number(dueOn.slice(5, 7)),
  )

const PER_YEAR: Readonly<Record<DutyCycle, number>> = { 每月: 12, 每季: 4, 每半年: 2, 每年: 1 }

describe('年度工作日历逐句都有任务', () => {
  it.each([...BRANCH.map((line) => ['党支部', ...line] as const), ...UPPER.map((line) => ['党总支、党委', ...line] as const)])(
    '%s：%s',
    (side, _words, ids, when) => {
      for (const id of ids) {
        const duty = known(id)
        expect(duty.levels.includes('党支部'), id).toBe(side === '党支部')
        if (typeof when === 'number') expect(dueMonths(duty), id).toEqual([when])
        else {
          expect(duty.cycle, id).toBe(when)
          expect(dueMonths(duty), id).toHaveLength(PER_YEAR[when])
        }
      }
    },
  )

  it('反过来也一样：没有一项义务是日历里没有的', () => {
    expect([...BRANCH, ...UPPER].flatMap(([, ids]) => ids).toSorted()).toEqual(DUTIES.map(({ id }) => id).toSorted())
  })

  it('25 日预警、15 日信息库提醒在提醒日里', () => {
    expect(known('branch.committee-meeting').reminders).toContainEqual({ month: 0, day: 25 })
    expect(known('branch.group-meeting').reminders).toContainEqual({ month: 0, day: 25 })
    expect(known('branch.applicant-lists').reminders).toContainEqual({ month: 0, day: 15 })
  })

  it('党课印在三月；组织生活会、谈心、述职等窗口类印在日历写的月份', () => {
    const printed = (id: string) => known(id).chartMonths
    expect(printed('branch.lecture')).toEqual([3])
    expect(printed('branch.life-meeting')).toEqual([11])
    expect(printed('branch.dues-publish')).toEqual([10, 12])
    expect(printed('branch.spring-visit')).toEqual([1])
    expect(printed('committee.sweep')).toEqual([4])
    expect(printed('committee.contact-second')).toEqual([11])
  })

  it('换届类按届满日浮动：六个月提醒、四个月请示、三十天通知、届满前换届、七日内报结果', () => {
    expect(TERM_DUTY_IDS).toEqual(['term.remind', 'term.request', 'term.notice', 'term.meeting', 'term.result'])
  })

  it('没有一项任务永远挂着：看不出记录的都能勾“已办”', () => {
    const unmarkable = DUTIES.filter((duty) => !canMark(duty)).map(({ evidence }) => evidence.kind)
    expect(new Set(unmarkable)).toEqual(new Set(['活动', '民主评议', '月结', '自动']))
  })
})
