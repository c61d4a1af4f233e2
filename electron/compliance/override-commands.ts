import type * as z from 'zod'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { formatParameter, PARAMETER_SPECS } from '../../shared/compliance/parameter-specs.ts'
import {
  checkChange,
  overlappingAdoption,
  overlappingOverride,
  valuesProblems,
  withChanges,
  type StandardsProblem,
} from '../../shared/compliance/standards-checks.ts'
import type { standardsContract } from '../../shared/compliance/standards-contract.ts'
import {
  Standards,
  WHOLE_PROFILE,
  type ParameterOverride,
  type ProfileAdoption,
  type StandardsSource,
} from '../../shared/compliance/standards.ts'
import { existsOn, versionOn } from '../../shared/organization/hierarchy.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { loadOrganizations, type StoredOrganization } from '../organization/queries.ts'
import { loadStandards } from './standards-queries.ts'
import { endOverrideRow, insertOverride, overrideRows, profileRows, withdrawOverrideRow } from './standards-records-queries.ts'
import { refuseStandards, standardsInvalid } from './standards-refusal.ts'

/** 组织级覆盖：登记、提前结束、撤下。覆盖的是一个参数，或者整套方案。 */
export const overrideCommands = {
  'compliance.recordOverride': async (context, input) => {
    const { db } = context
    const departure = await checkedDeparture(db, await loadStandards(db), { ...input, id: context.newId() })
    const { id, organizationId, reach, fromOn, untilOn, documentNo, approvedBy, reason } = departure.grounds
    await insertOverride(db, {
      id,
      organizationId,
      reach,
      parameterKey: input.key,
      value: departure.kind === '参数' ? departure.override.value : departure.adoption.profileId,
      fromOn,
      untilOn,
      documentNo,
      approvedBy,
      reason,
      createdAt: context.at,
      createdBy: context.actor,
    })
    context.summarize(`登记组织覆盖：${departure.text}，${periodText(departure.grounds)}，依据 ${documentNo}`)
    return { overrideId: id }
  },

  'compliance.endOverride': async (context, { overrideId, untilOn, reason }) => {
    const row = await activeOverride(context.db, overrideId)
    if (untilOn < row.fromOn)
      refuseStandards([{ place: 'untilOn', message: `止日 ${untilOn} 早于起日 ${row.fromOn}；要整条不算，请用撤下` }])
    if (row.untilOn !== null && untilOn >= row.untilOn)
      refuseStandards([{ place: 'untilOn', message: `原止日是 ${row.untilOn}，提前结束须早于它；要延长请另登记一段并写明新的依据` }])
    await endOverrideRow(context.db, overrideId, untilOn)
    context.summarize(`组织覆盖提前到 ${untilOn} 结束：${reason}`)
    return { overrideId }
  },

  'compliance.withdrawOverride': async (context, { overrideId, reason }) => {
    await activeOverride(context.db, overrideId)
    const { at, actor } = context
    await withdrawOverrideRow(context.db, overrideId, { withdrawnAt: at, withdrawnBy: actor, withdrawalReason: reason })
    context.summarize(`撤下组织覆盖：${reason}`)
    return { overrideId }
  },
} satisfies Partial<Handlers<typeof standardsContract>>

type OverrideInput = z.output<(typeof standardsContract)['compliance.recordOverride']['input']>
type Grounds = Omit<ParameterOverride, 'key' | 'value'>

/** 校验过的一条：覆盖一个参数，或者整体采用另一个方案。`text` 是操作日志里的话。 */
type Departure = { readonly grounds: Grounds; readonly text: string } & (
  { readonly kind: '参数'; readonly override: ParameterOverride } | { readonly kind: '整套方案'; readonly adoption: ProfileAdoption }
)

/** 拟登记的几条叠到拟撤下以后的上面；与登记同一套校验。 */
export async function proposedDepartures(
  db: ReadDb,
  current: Standards,
  input: { readonly overrides: readonly OverrideInput[]; readonly withdrawnOverrideIds: readonly string[] },
): Promise<Pick<StandardsSource, 'overrides' | 'adoptions'>> {
  const isKept = ({ id }: { readonly id: string }) => !input.withdrawnOverrideIds.includes(id)
  let overrides = current.overrides.filter(isKept)
  let adoptions = current.adoptions.filter(isKept)
  for (const [index, proposed] of input.overrides.entries()) {
    const against = new Standards({ ...current.source, overrides, adoptions })
    const departure = await checkedDeparture(db, against, { ...proposed, id: `拟${index}` })
    if (departure.kind === '参数') overrides = [...overrides, departure.override]
    else adoptions = [...adoptions, departure.adoption]
  }
  return { overrides, adoptions }
}

/** 登记与拟登记同一套校验。 @throws DomainError 逐格说明哪里不对。 */
async function checkedDeparture(db: ReadDb, standards: Standards, input: OverrideInput & { readonly id: string }): Promise<Departure> {
  const organization = (await loadOrganizations(db)).find((each) => each.id === input.organizationId)
  if (!organization) throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被删改。请在列表里重新选择。')
  const { key, value, ...grounds } = input
  const problems = groundsProblems(organization, grounds)
  const name = nameOf(organization, grounds.fromOn)
  if (key === WHOLE_PROFILE) {
    const adoption: ProfileAdoption = { ...grounds, profileId: typeof value === 'string' ? value : '' }
    problems.push(...(await adoptionProblems(db, standards, adoption)))
    if (problems.length > 0) throw standardsInvalid(problems)
    const text = `${name}整体采用“${standards.profileById(adoption.profileId).name}”`
    return { kind: '整套方案', grounds, adoption, text }
  }
  const checked = checkChange({ key, value }, '')
  if ('problem' in checked) throw standardsInvalid([checked.problem, ...problems])
  const { change } = checked
  const override: ParameterOverride = { ...grounds, ...change }
  const overlapping = overlappingOverride(override, standards.overrides)
  if (overlapping) problems.push(overlapProblem(overlapping))
  const clashes = valuesProblems(withChanges(standards.profileFor(grounds.organizationId, grounds.fromOn).values, [change]))
  problems.push(...clashes.map((message) => ({ place: 'value', message: `与本组织其他参数说不通：${message}` })))
  if (problems.length > 0) throw standardsInvalid(problems)
  const text = `${name}${PARAMETER_SPECS[change.key].meaning} ${formatParameter(change.key, change.value)}`
  return { kind: '参数', grounds, override, text }
}

/** 哪个组织、哪段日子说不通的。 */
function groundsProblems(organization: StoredOrganization, { fromOn, untilOn }: Grounds): StandardsProblem[] {
  const problems: StandardsProblem[] = []
  if (untilOn !== null && untilOn < fromOn) problems.push({ place: 'untilOn', message: `止日 ${untilOn} 早于起日 ${fromOn}` })
  if (!existsOn(organization, fromOn))
    problems.push({ place: 'fromOn', message: `${fromOn} 时“${nameOf(organization, fromOn)}”还没有成立或已撤销` })
  else if (versionOn(organization, fromOn)?.level === '党小组')
    problems.push({ place: 'organizationId', message: '党小组不单独判定，请登记在它的党支部' })
  return problems
}

/** 整体采用的方案须在、没有停用、与全集团当时所用的不同；叠上本组织已有的逐参数覆盖也要说得通。 */
async function adoptionProblems(db: ReadDb, standards: Standards, adoption: ProfileAdoption): Promise<StandardsProblem[]> {
  const { profileId, organizationId, fromOn } = adoption
  const profile = standards.profiles.find((each) => each.id === profileId)
  if (!profile) return [{ place: 'value', message: '没有这个标准方案，请在列表里重新选择' }]
  const isRetired = (await profileRows(db)).some((row) => row.id === profileId && row.retiredAt !== null)
  if (isRetired) return [{ place: 'value', message: `“${profile.name}”已停用，不能再选` }]
  const problems: StandardsProblem[] = []
  if (standards.profileOn(fromOn).id === profileId)
    problems.push({ place: 'value', message: `“${profile.name}”就是 ${fromOn} 全集团所用的方案，不必另登记` })
  const overlapping = overlappingAdoption(adoption, standards.adoptions)
  if (overlapping) problems.push(overlapProblem(overlapping))
  else {
    const adopted = new Standards({ ...standards.source, adoptions: [...standards.adoptions, adoption] })
    const clashes = valuesProblems(adopted.profileFor(organizationId, fromOn).values)
    problems.push(...clashes.map((message) => ({ place: 'value', message: `与本组织已登记的参数覆盖说不通：${message}` })))
  }
  return problems
}

function overlapProblem(other: Grounds): StandardsProblem {
  return {
    place: 'fromOn',
    message: `与已登记的一条时段重叠（${periodText(other)}，依据 ${other.documentNo}）；请先提前结束或撤下那一条`,
  }
}

function nameOf(organization: StoredOrganization, on: PlainDate): string {
  return (versionOn(organization, on) ?? organization.versions[0])?.shortName ?? ''
}

function periodText({ fromOn, untilOn }: { readonly fromOn: PlainDate; readonly untilOn: PlainDate | null }): string {
  return untilOn === null ? `自 ${fromOn} 起长期` : `${fromOn} 至 ${untilOn}`
}

async function activeOverride(db: ReadDb, overrideId: string) {
  const row = (await overrideRows(db, null)).find((each) => each.id === overrideId)
  if (!row) throw new DomainError('OVERRIDE_UNKNOWN', '没有这条组织覆盖，可能已被移走。请刷新后重试。')
  if (row.withdrawnAt !== null) throw new DomainError('OVERRIDE_WITHDRAWN', '这条组织覆盖已经撤下，不必再改。')
  return row
}
