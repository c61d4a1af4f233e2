import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { BRANCHES } from './group-plan.ts'
import { recordActivities } from './populate-activities.ts'
import { recordAssessments } from './populate-assessments.ts'
import { recordElections } from './populate-elections.ts'
import { importRosters } from './populate-members.ts'
import { recordLives } from './populate-lives.ts'
import { recordProcesses } from './populate-processes.ts'
import { recordReviews } from './populate-reviews.ts'
import { createOrganizations, createPartyGroups } from './populate-organizations.ts'
import type { Call, RefusedRow, Step } from './population.ts'

/** 成功给出该路由的出参；被拒绝则抛出带中文说明的错误。 */
export type Dispatch = (route: string, input: unknown) => Promise<unknown>

export type DemoOptions = {
  readonly asOf: PlainDate
  /** 把“今天”挪到某一天：活动要在当时录，隔太久的才是补录。 */
  readonly moveTo: (day: PlainDate) => void
  readonly report: (done: number, total: number, label: string) => Promise<void>
}

export type DemoResult = {
  readonly organizations: number
  /** 判定日在册的人数。 */
  readonly members: number
  readonly terms: number
  readonly posts: number
  readonly activities: number
  readonly refusedRows: readonly RefusedRow[]
}

/**
 * 造一个演示集团：本单位、党组织、名册（经真实的表格导入）、党小组、届次与班子、几个在办的换届流程、两个年度的考核评定、一些党员的经历与减员、两年的组织生活。
 * 全部经路由写入，和人在界面上逐条录入走同一条路；同一个 `asOf` 造出同样的内容。
 */
export async function populateDemo(dispatch: Dispatch, options: DemoOptions): Promise<DemoResult> {
  const call: Call = async (route, input) => (await dispatch(route, input)) as OutputOf<AppContract[typeof route]>
  const { month } = partsOf(options.asOf)
  const months = 12 + month
  const total = 5 * BRANCHES.length + 6 + months
  let done = 0
  const step: Step = async (label) => {
    done += 1
    await options.report(Math.min(done, total), total, label)
  }
  const { asOf } = options
  const organizations = await createOrganizations(call, asOf, step)
  const roster = await importRosters(call, asOf, step)
  const groups = await createPartyGroups(call, asOf, organizations, roster, step)
  const elections = await recordElections(call, asOf, organizations, roster, groups, step)
  await recordProcesses(call, asOf, organizations, roster, step)
  await recordAssessments(call, asOf, organizations, step)
  const { departed } = await recordLives(call, asOf, roster, step)
  const { activities, yearEndMeetings } = await recordActivities(
    { call, asOf, moveTo: options.moveTo, organizations, rosters: roster, partyGroups: groups },
    step,
  )
  await recordReviews(call, asOf, options.moveTo, organizations, yearEndMeetings, step)
  options.moveTo(asOf)
  await options.report(total, total, '演示集团已造好')
  return {
    organizations: 2 + BRANCHES.length + groups.length,
    members: roster.importedCount - departed,
    terms: elections.terms,
    posts: elections.posts,
    activities,
    refusedRows: roster.refusedRows,
  }
}
