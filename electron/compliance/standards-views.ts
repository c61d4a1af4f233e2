import type * as z from 'zod'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { statusOf } from '../../shared/compliance/catalog.ts'
import type { standardsContract } from '../../shared/compliance/standards-contract.ts'
import { RULES } from '../../shared/compliance/evaluate.ts'
import { DISABLED_BY_DEFAULT, packOf, PACK_PROVISIONS } from '../../shared/compliance/indicator-packs.ts'
import { formatParameter, isParameterKey, PARAMETER_KEYS, PARAMETER_SPECS, readValue } from '../../shared/compliance/parameter-specs.ts'
import { PARAMETERS } from '../../shared/compliance/parameters.ts'
import { DEFAULT_CHAIN, PROFILES } from '../../shared/compliance/profiles.ts'
import { linked } from '../../shared/compliance/standards-checks.ts'
import { WHOLE_PROFILE, WHOLE_PROFILE_MEANING } from '../../shared/compliance/standards.ts'
import { versionOn } from '../../shared/organization/hierarchy.ts'
import type { ParameterKey, StandardProfile } from '../../shared/regulation/profile.ts'
import type { ReadDb } from '../db/open.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { loadOrganizations } from '../organization/queries.ts'
import { loadStandards } from './standards-queries.ts'
import { chainRevisions, indicatorRows, overrideRows, profileRows, type OverrideRow } from './standards-records-queries.ts'

/** 标准方案、覆盖、指标包的几个查询。 */
export const standardsViews = {
  'compliance.parameters': async ({ db }) => {
    const { profiles } = await loadStandards(db)
    return { profiles: await profileViews(db), parameters: PARAMETERS.map((each) => parameterView(each, profiles)) }
  },

  'compliance.chainHistory': async ({ db }) => {
    const names = new Map((await loadStandards(db)).profiles.map((profile) => [profile.id, profile.name]))
    const stored = await chainRevisions(db)
    const builtIn = {
      revision: 0,
      reason: '内置方案链',
      documentNo: '',
      approvedBy: '',
      changedAt: '',
      changedBy: '',
      links: DEFAULT_CHAIN.map(({ profileId, fromOn }) => ({ profileId, fromOn })),
    }
    const all = [builtIn, ...stored]
    return {
      revisions: all
        .map((revision, index) => ({
          ...revision,
          isCurrent: index === all.length - 1,
          links: linked(revision.links).map((link) => ({ ...link, profileName: names.get(link.profileId) ?? link.profileId })),
        }))
        .toReversed(),
    }
  },

  'compliance.overrides': async ({ db, today }, { organizationId, asOf = today }) => {
    const organizations = new Map((await loadOrganizations(db)).map((each) => [each.id, each]))
    const nameOf = (id: string) => {
      const organization = organizations.get(id)
      const version = organization && (versionOn(organization, asOf) ?? organization.versions.at(-1))
      return version?.shortName ?? '已不存在的党组织'
    }
    const rows = await overrideRows(db, organizationId)
    const { profiles } = await loadStandards(db)
    return { asOf, overrides: rows.flatMap((row) => overrideView(row, asOf, nameOf(row.organizationId), profiles)) }
  },

  'compliance.indicatorPacks': async ({ db }) => {
    const standards = await loadStandards(db)
    const rows = new Map((await indicatorRows(db)).map((row) => [row.ruleId, row]))
    return {
      items: PACK_PROVISIONS.flatMap((provision) => {
        const pack = packOf(provision)
        if (pack === null) return []
        const { id, quote, citation, strength, check } = provision
        const row = rows.get(id)
        return {
          ruleId: id,
          pack,
          quote,
          citation,
          strength,
          check,
          status: statusOf(provision),
          isEnabled: standards.isRuleEnabled(id),
          isEnabledByDefault: !DISABLED_BY_DEFAULT.has(id),
          reason: row?.reason ?? '',
          changedAt: row?.changedAt ?? null,
          changedBy: row?.changedBy ?? '',
        }
      }),
    }
  },
} satisfies Partial<Handlers<typeof standardsContract>>

async function profileViews(db: ReadDb) {
  const { chain, profiles } = await loadStandards(db)
  const rows = new Map((await profileRows(db)).map((row) => [row.id, row]))
  const builtIn = new Set(PROFILES.map((profile) => profile.id))
  return profiles.map(({ id, name, versionOn: on, note }) => {
    const row = rows.get(id)
    return {
      id,
      name,
      versionOn: on,
      note,
      isBuiltIn: builtIn.has(id),
      basedOnId: row?.basedOnId ?? null,
      createdAt: row?.createdAt ?? null,
      createdBy: row?.createdBy ?? '',
      isRetired: row !== undefined && row.retiredAt !== null,
      retirementReason: row?.retirementReason ?? '',
      isOnChain: chain.some((link) => link.profileId === id),
    }
  })
}

function parameterView(parameter: (typeof PARAMETERS)[number], profiles: readonly StandardProfile[]) {
  const texts = [...Object.values(parameter.values), parameter.note].join('')
  return {
    catalogKey: parameter.key,
    meaning: parameter.meaning,
    note: parameter.note,
    texts: { ...parameter.values },
    isProductDefault: texts.includes('〔产品默认〕'),
    isUnverified: texts.includes('未核实'),
    values: PARAMETER_KEYS.filter((key) => PARAMETER_SPECS[key].catalogKey === parameter.key).map((key) => typedValue(key, profiles)),
  }
}

function typedValue(key: ParameterKey, profiles: readonly StandardProfile[]) {
  const { meaning, input, isOptional } = PARAMETER_SPECS[key]
  return {
    key,
    meaning,
    input: input.kind === '选项' ? { kind: input.kind, options: [...input.options] } : { ...input },
    isOptional,
    byProfile: Object.fromEntries(
      profiles.map(({ id, values }) => [id, { value: jsonOf(values[key]), text: formatParameter(key, values[key]) }]),
    ),
    ruleIds: rulesReading(key),
  }
}

function rulesReading(key: ParameterKey): string[] {
  return RULES.filter((rule) => rule.parameters.includes(key)).map((rule) => rule.id)
}

/** 只读的人数三元组摊成普通对象，好过出参校验。 */
function jsonOf(value: StandardProfile['values'][ParameterKey]) {
  return typeof value === 'object' && value !== null ? { ...value } : value
}

type OverrideView = z.input<(typeof standardsContract)['compliance.overrides']['output']>['overrides'][number]

function overrideView(row: OverrideRow, asOf: PlainDate, organizationName: string, profiles: readonly StandardProfile[]): OverrideView[] {
  const { parameterKey, value: stored, ...rest } = row
  const state = stateOf(row, asOf)
  if (parameterKey === WHOLE_PROFILE) {
    const profileId = String(stored)
    const valueText = profiles.find((profile) => profile.id === profileId)?.name ?? profileId
    return [
      { ...rest, organizationName, key: WHOLE_PROFILE, meaning: WHOLE_PROFILE_MEANING, value: profileId, valueText, state, ruleIds: [] },
    ]
  }
  if (!isParameterKey(parameterKey)) return []
  const value = readValue(parameterKey, stored)
  return [
    {
      ...rest,
      organizationName,
      key: parameterKey,
      meaning: PARAMETER_SPECS[parameterKey].meaning,
      value: jsonOf(value),
      valueText: formatParameter(parameterKey, value),
      state,
      ruleIds: rulesReading(parameterKey),
    },
  ]
}

function stateOf(row: OverrideRow, asOf: PlainDate) {
  if (row.withdrawnAt !== null) return '已撤下' as const
  if (asOf < row.fromOn) return '未到期' as const
  return row.untilOn !== null && row.untilOn < asOf ? ('已到期' as const) : ('生效中' as const)
}
