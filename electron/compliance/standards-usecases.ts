import type * as z from 'zod'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { packOf } from '../../shared/compliance/indicator-packs.ts'
import { formatParameter } from '../../shared/compliance/parameter-specs.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import {
  chainProblems,
  checkChanges,
  linked,
  valuesProblems,
  withChanges,
  type CheckedChange,
  type StandardsProblem,
} from '../../shared/compliance/standards-checks.ts'
import { compareStandards, type StandardsChange } from '../../shared/compliance/standards-comparison.ts'
import type { standardsContract } from '../../shared/compliance/standards-contract.ts'
import { Standards, type StandardsSource } from '../../shared/compliance/standards.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { loadGroupFacts } from './queries.ts'
import { lineageOf, loadStandards } from './standards-queries.ts'
import { chainRevisions, insertChain, insertProfile, markProfile, profileRows, saveIndicators } from './standards-records-queries.ts'
import { overrideCommands, proposedDepartures } from './override-commands.ts'
import { refuseStandards } from './standards-refusal.ts'
import { standardsViews } from './standards-views.ts'

/** 对照时拟新增的方案版本在链里的称呼。 */
const DRAFT_PROFILE_ID = '拟'

export const standardsHandlers: Handlers<typeof standardsContract> = {
  ...standardsViews,
  ...overrideCommands,

  'compliance.previewStandards': async ({ db, today }, input) => {
    const asOf = input.asOf ?? today
    const current = await loadStandards(db)
    const proposed = await proposedStandards(db, current, input, asOf)
    const { changes, comparedCount } = compareStandards(await loadGroupFacts(db, asOf), current, proposed)
    return { asOf, comparedCount, changes: changes.map(changeView) }
  },

  'compliance.addProfile': async (context, input) => {
    const { db } = context
    const { profiles } = await loadStandards(db)
    const base = profiles.find((profile) => profile.id === input.basedOnId)
    if (!base) throw new DomainError('PROFILE_UNKNOWN', '没有所据的标准方案，可能已被移走。请在列表里重新选择。')
    const { changes, problems } = checkChanges(input.changes)
    if (profiles.some((profile) => profile.name === input.name))
      problems.push({ place: 'name', message: `已有名为“${input.name}”的方案，请换个名字（如加上年份）` })
    const values = withChanges(base.values, changes)
    refuseStandards(problems.length > 0 ? problems : valuesProblems(values).map((message) => ({ place: 'changes', message })))
    if (changes.every(({ key }) => formatParameter(key, values[key]) === formatParameter(key, base.values[key])))
      throw new DomainError('NOTHING_CHANGED', `所填的参数与“${base.name}”完全一样，不必另立版本。请改动至少一个参数。`)
    const profileId = context.newId()
    const { name, versionOn: on, note } = input
    await insertProfile(db, {
      id: profileId,
      name,
      basedOnId: base.id,
      versionOn: on,
      note,
      values,
      createdAt: context.at,
      createdBy: context.actor,
    })
    context.summarize(`新增标准方案“${name}”（据“${base.name}”改 ${changes.length} 个参数）`)
    return { profileId }
  },

  'compliance.setProfileRetired': async (context, { profileId, isRetired, reason }) => {
    const { db } = context
    const row = (await profileRows(db)).find((each) => each.id === profileId)
    if (!row) throw new DomainError('PROFILE_NOT_OWN', '内置方案不能停用；只能停用自己新增的方案版本。')
    if (isRetired && reason === '') refuseStandards([{ place: 'reason', message: '请写明为什么停用' }])
    const { at, actor } = context
    await markProfile(
      db,
      profileId,
      isRetired ? { retiredAt: at, retiredBy: actor, retirementReason: reason } : { retiredAt: null, retiredBy: '', retirementReason: '' },
    )
    context.summarize(`${isRetired ? '停用' : '恢复'}标准方案“${row.name}”${reason === '' ? '' : `：${reason}`}`)
    return { profileId, isRetired }
  },

  'compliance.changeChain': async (context, { links, reason, documentNo, approvedBy }) => {
    const { db } = context
    const { profiles, chain } = await loadStandards(db)
    refuseStandards(await chainIssues(db, links))
    const same =
      JSON.stringify(linked(links)) === JSON.stringify(chain.map(({ profileId, fromOn, untilOn }) => ({ profileId, fromOn, untilOn })))
    if (same) throw new DomainError('NOTHING_CHANGED', '与现行的方案链完全一样，没有什么要改的。')
    const revision = ((await chainRevisions(db)).at(-1)?.revision ?? 0) + 1
    const { at, actor } = context
    await insertChain(db, { revision, links, reason, documentNo, approvedBy, changedAt: at, changedBy: actor })
    const names = new Map(profiles.map((profile) => [profile.id, profile.name]))
    const text = links.map(({ profileId, fromOn }) => `${fromOn ?? '最早'}起“${names.get(profileId) ?? profileId}”`).join('、')
    context.summarize(`改方案链：${text}；${reason}`)
    return { revision }
  },

  'compliance.setIndicators': async (context, { ruleIds, isEnabled, reason }) => {
    const { db } = context
    refuseStandards(indicatorIssues(ruleIds))
    const standards = await loadStandards(db)
    const changed = [...new Set(ruleIds)].filter((ruleId) => standards.isRuleEnabled(ruleId) !== isEnabled)
    if (changed.length > 0) await saveIndicators(db, changed, { isEnabled, reason, changedAt: context.at, changedBy: context.actor })
    context.summarize(`${isEnabled ? '启用' : '停用'}指标 ${changed.join('、') || '（没有变化）'}：${reason}`)
    return { changed: changed.length }
  },
}

async function chainIssues(
  db: ReadDb,
  links: readonly { readonly profileId: string; readonly fromOn: PlainDate | null }[],
  drafts: readonly string[] = [],
) {
  const { profiles, chain } = await loadStandards(db)
  const retired = new Set((await profileRows(db)).flatMap((row) => (row.retiredAt === null ? [] : [row.id])))
  const choosable = [
    ...profiles.map(({ id, name }) => ({ id, name, isRetired: retired.has(id) })),
    ...drafts.map((id) => ({ id, name: '拟新增的方案', isRetired: false })),
  ]
  return chainProblems(links, choosable, new Set(chain.map((link) => link.profileId)))
}

function indicatorIssues(ruleIds: readonly string[]): StandardsProblem[] {
  return ruleIds.flatMap((ruleId, index) => {
    const provision = CATALOG.find((each) => each.id === ruleId)
    if (provision && packOf(provision) !== null) return []
    return [{ place: `ruleIds.${index}`, message: `“${ruleId}”不是专项指标包里的条目，不能启停` }]
  })
}

type PreviewInput = z.output<(typeof standardsContract)['compliance.previewStandards']['input']>

/** 在现行标准上叠加拟改的几处。 */
async function proposedStandards(db: ReadDb, current: Standards, input: PreviewInput, asOf: PlainDate): Promise<Standards> {
  const draft = input.profile === null ? null : draftProfile(current, input.profile)
  const profiles = draft === null ? current.profiles : [...current.profiles, draft]
  if (input.links !== null) refuseStandards(await chainIssues(db, input.links, draft === null ? [] : [DRAFT_PROFILE_ID]))
  const chain = input.links !== null ? linked(input.links) : draft === null ? current.chain : chainUsing(current, DRAFT_PROFILE_ID, asOf)
  const departures = await proposedDepartures(db, new Standards({ ...current.source, profiles, chain }), input)
  refuseStandards(indicatorIssues(input.indicators.map(({ ruleId }) => ruleId)))
  return new Standards({
    profiles,
    chain,
    ...departures,
    disabledRuleIds: toggled(current.source.disabledRuleIds, input.indicators),
    lineage: await lineageOf(db, [...departures.overrides, ...departures.adoptions]),
  })
}

function draftProfile(current: Standards, { basedOnId, changes: raw }: NonNullable<PreviewInput['profile']>) {
  const base = current.profiles.find((profile) => profile.id === basedOnId)
  if (!base) throw new DomainError('PROFILE_UNKNOWN', '没有所据的标准方案，可能已被移走。请在列表里重新选择。')
  const { changes, problems } = checkChanges(raw)
  const values = withChanges(base.values, changes satisfies readonly CheckedChange[])
  refuseStandards(problems.length > 0 ? problems : valuesProblems(values).map((message) => ({ place: 'changes', message })))
  return { ...base, id: DRAFT_PROFILE_ID, name: `${base.name}（拟改）`, readOnly: false, values }
}

/** 把判定日所在那一节换成拟新增的方案。 */
function chainUsing(current: Standards, profileId: string, asOf: PlainDate): StandardsSource['chain'] {
  const inForce = (link: StandardsSource['chain'][number]) =>
    (link.fromOn === null || link.fromOn <= asOf) && (link.untilOn === null || asOf <= link.untilOn)
  return current.chain.map((link) => (inForce(link) ? { ...link, profileId } : link))
}

function toggled(disabled: ReadonlySet<string>, changes: PreviewInput['indicators']): ReadonlySet<string> {
  const result = new Set(disabled)
  for (const { ruleId, isEnabled } of changes)
    if (isEnabled) result.delete(ruleId)
    else result.add(ruleId)
  return result
}

function changeView({ before, after, reasons, cause }: StandardsChange) {
  const subject = after ?? before
  if (subject === null) throw new Error('对照的一行两边都没有结论')
  const { organizationId, organizationName, ruleId, taskNo, quote } = subject
  return {
    organizationId,
    organizationName,
    ruleId,
    taskNo,
    quote,
    before: before && judgementView(before),
    after: after && judgementView(after),
    reasons: reasons.map((reason) => ({ ...reason })),
    cause,
  }
}

function judgementView({ verdict, severity, message, dueOn, profileName }: Finding) {
  return { verdict, severity, message, dueOn, profileName }
}
