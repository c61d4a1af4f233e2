import { DISABLED_BY_DEFAULT } from '../../shared/compliance/indicator-packs.ts'
import { isParameterKey, PARAMETER_KEYS, readValue } from '../../shared/compliance/parameter-specs.ts'
import { DEFAULT_CHAIN, PROFILES, type ProfileChain } from '../../shared/compliance/profiles.ts'
import { linked } from '../../shared/compliance/standards-checks.ts'
import {
  Standards,
  WHOLE_PROFILE,
  type Lineage,
  type OverrideReach,
  type ParameterOverride,
  type ProfileAdoption,
} from '../../shared/compliance/standards.ts'
import { ancestries } from '../../shared/organization/hierarchy.ts'
import type { ProfileValues, StandardProfile } from '../../shared/regulation/profile.ts'
import type { ReadDb } from '../db/open.ts'
import { loadOrganizations } from '../organization/queries.ts'

/** 现行的全部标准：内置与用户的方案、现行方案链、未撤下的覆盖、指标包启停。 */
export async function loadStandards(db: ReadDb): Promise<Standards> {
  const { overrides, adoptions } = await activeDepartures(db)
  return new Standards({
    profiles: [...PROFILES, ...(await userProfiles(db))],
    chain: await currentChain(db),
    overrides,
    adoptions,
    disabledRuleIds: await disabledRuleIds(db),
    lineage: await lineageOf(db, [...overrides, ...adoptions]),
  })
}

/** 用户的方案版本，按登记先后；停用的也在，链上还用着。 */
async function userProfiles(db: ReadDb): Promise<StandardProfile[]> {
  const rows = await db.selectFrom('standardProfile').selectAll().orderBy('createdAt').orderBy('id').execute()
  const known = new Map(PROFILES.map((profile) => [profile.id, profile.values]))
  const [first] = PROFILES
  return rows.map((row) => {
    const values = completeValues(JSON.parse(row.valuesJson), known.get(row.basedOnId) ?? first?.values)
    known.set(row.id, values)
    return { id: row.id, name: row.name, versionOn: row.versionOn, note: row.note, readOnly: false, values }
  })
}

/** 存的值；登记以后产品新增的参数，取所据方案的值。 */
function completeValues(stored: unknown, base: ProfileValues | undefined): ProfileValues {
  if (base === undefined) throw new Error('没有内置方案')
  const held = stored as Readonly<Record<string, unknown>>
  return PARAMETER_KEYS.reduce<ProfileValues>(
    (values, key) => (Object.hasOwn(held, key) ? { ...values, [key]: readValue(key, held[key]) } : values),
    base,
  )
}

/** 现行方案链：最后一版；一版也没有时是内置链。 */
async function currentChain(db: ReadDb): Promise<ProfileChain> {
  const rows = await db
    .selectFrom('profileChainLink')
    .select(['profileId', 'fromOn'])
    .where('revision', '=', (inner) => inner.selectFrom('profileChain').select((eb) => eb.fn.max('revision').as('revision')))
    .orderBy('seq')
    .execute()
  return rows.length === 0 ? DEFAULT_CHAIN : linked(rows)
}

type Departures = { readonly overrides: readonly ParameterOverride[]; readonly adoptions: readonly ProfileAdoption[] }

/** 未撤下的覆盖与整体采用，按起日；参数已不存在的（更新版本写的）不取。 */
async function activeDepartures(db: ReadDb): Promise<Departures> {
  const rows = await db
    .selectFrom('parameterOverride')
    .selectAll()
    .where('withdrawnAt', 'is', null)
    .orderBy('fromOn')
    .orderBy('id')
    .execute()
  const overrides: ParameterOverride[] = []
  const adoptions: ProfileAdoption[] = []
  for (const row of rows) {
    const key = row.parameterKey
    const { id, organizationId, fromOn, untilOn, documentNo, approvedBy, reason } = row
    const grounds = { id, organizationId, reach: row.reach as OverrideReach, fromOn, untilOn, documentNo, approvedBy, reason }
    const stored: unknown = JSON.parse(row.valueJson)
    if (key === WHOLE_PROFILE) adoptions.push({ ...grounds, profileId: String(stored) })
    else if (isParameterKey(key)) overrides.push({ ...grounds, key, value: readValue(key, stored) })
  }
  return { overrides, adoptions }
}

async function disabledRuleIds(db: ReadDb): Promise<ReadonlySet<string>> {
  const disabled = new Set(DISABLED_BY_DEFAULT)
  for (const { ruleId, isEnabled } of await db.selectFrom('indicatorRule').select(['ruleId', 'isEnabled']).execute())
    if (isEnabled === 1) disabled.delete(ruleId)
    else disabled.add(ruleId)
  return disabled
}

/** 有及于下级的覆盖才读组织沿革；上级按事件日期当时的隶属找。 */
export async function lineageOf(db: ReadDb, overrides: readonly Pick<ParameterOverride, 'reach'>[]): Promise<Lineage> {
  if (overrides.every((override) => override.reach === '本组织')) return () => []
  const spans = ancestries(await loadOrganizations(db))
  return (organizationId, on) => {
    const own = spans.get(organizationId) ?? []
    // 成立以前的事件日期（补录的届次等）按成立时的隶属。
    return (own.find((span) => span.from <= on && on < span.until) ?? own[0])?.ancestorIds ?? []
  }
}
