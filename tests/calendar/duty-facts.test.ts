import { describe, expect, it } from 'vitest'
import { dutyTasks, type TaskRecords } from '../../shared/calendar/tasks.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import type { ActivityFacts, ImprovementFacts } from '../../shared/organizational-life/facts.ts'
import { NO_LIFE } from '../../shared/organizational-life/facts.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { branch, groupOf, onlyProfile, rootCommittee } from '../compliance/facts.ts'
import { activity, lifeBranch } from '../organizational-life/life-facts.ts'

const NO_RECORDS: TaskRecords = { papers: [], marks: [], floatingBranchIds: new Set(), abroadBranchIds: new Set() }
const YEAR = { from: '2026-01-01', until: '2026-12-31', today: '2026-09-14' }

function tasksOf(organization: OrganizationFacts, dutyId: string, records: Partial<TaskRecords> = {}, standards = BUILT_IN_STANDARDS) {
  const facts = groupOf(YEAR.today, [rootCommittee({ childIds: ['b1'] }), branch({ id: 'b2' }), organization])
  const valuesOf = (id: string, on: string) => standards.profileFor(id, on).values
  return dutyTasks(facts, { ...NO_RECORDS, ...records }, valuesOf, YEAR).filter(
    (each) => each.dutyId === dutyId && each.organizationId === organization.id,
  )
}

describe('义务按事实生成：没有那样的人、那样的事，就没有那项义务', () => {
  it('联系出国（境）党员：有流向国（境）外的党员才有', () => {
    expect(tasksOf(branch(), 'branch.abroad-contact')).toEqual([])
    expect(tasksOf(branch(), 'branch.abroad-contact', { abroadBranchIds: new Set(['b1']) })).toHaveLength(2)
  })

  it('问题清单整改：有没销号的问题才有', () => {
    const problem = (state: ImprovementFacts['state']): ImprovementFacts => ({
      id: 'i1',
      source: '自查',
      problem: '学习不够系统',
      measure: '',
      ownerName: '',
      dueOn: null,
      state,
      recordedOn: '2026-02-01',
      isReported: false,
    })
    expect(tasksOf(lifeBranch(), 'branch.rectify')).toEqual([])
    expect(tasksOf(lifeBranch({ improvements: [problem('已销号')] }), 'branch.rectify')).toEqual([])
    expect(tasksOf(lifeBranch({ improvements: [problem('整改中')] }), 'branch.rectify')).toHaveLength(1)
  })

  it.each([
    ['branch.practice', 'GJ'],
    ['branch.study-days', 'LZ20'],
    ['branch.study-hours-20', 'JY17'],
  ])('%s：方案没有这项规定（%s）就没有', (dutyId, profileId) => {
    expect(tasksOf(branch(), dutyId).length).toBeGreaterThan(0)
    expect(tasksOf(branch(), dutyId, {}, onlyProfile(profileId))).toEqual([])
  })
})

describe('由记录看出办没办', () => {
  it('“七一”纪念活动：窗口里写明了的算，没写明的不算，还可以人工勾', () => {
    const seen = (changes: Partial<ActivityFacts>) =>
      tasksOf(lifeBranch({ activities: [activity('主题实践', '2026-07-01', { theme: '', ...changes })] }), 'branch.july-first')[0]
    expect(seen({ practiceKind: '七一纪念' })).toMatchObject({ state: '已办', doneOn: '2026-07-01', doneBy: '记录' })
    expect(seen({})).toMatchObject({ state: '逾期', canMarkDone: true })
  })

  it('听取汇报：党委会记录勾了的那一季算办了', () => {
    const life = {
      ...NO_LIFE,
      activities: [activity('党委会', '2026-02-10', { hearsBranchReports: true }), activity('党委会', '2026-05-10')],
    }
    const committee = rootCommittee({ id: 'c2', childIds: ['b1'], life })
    expect(tasksOf(committee, 'committee.hear-reports').map(({ state }) => state)).toEqual(['已办', '逾期', '待办', '未到期'])
  })
})
