import { formatChinese, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel } from '../glossary.ts'
import { termYearsIn } from '../regulation/profile.ts'
import { TERM_REFORM_ON } from './profiles.ts'
import type { Standards } from './standards.ts'

export type TermYears = { readonly years: number; readonly basis: string; readonly profileId: string }

const TERM_KEYS = { 党支部: 'termBranchYears', 党总支: 'termGeneralYears', 党委: 'termCommitteeYears', 党小组: null } as const

/**
 * 登记届次时要冻结的任期年数与依据，按选举日取方案与本组织的覆盖。党小组没有届次，返回 null。
 * 2018-07-12 前选出的党支部为 2 年，本届届满后下一届才是 3 年（任期意见的过渡）。
 */
export function termYearsFor(
  organization: { readonly id: string; readonly level: OrganizationLevel },
  electedOn: PlainDate,
  standards: Standards,
): TermYears | null {
  const { id, level } = organization
  const profile = standards.profileFor(id, electedOn)
  const stated = termYearsIn(profile.values, level)
  if (stated === null) return null
  const { years, isStated } = stated
  const override = standards.overridesFor(id, electedOn).find((each) => each.key === TERM_KEYS[level])
  const adoption = standards.adoptionFor(id, electedOn)
  const source = override
    ? `本组织覆盖（${override.documentNo}）`
    : isStated
      ? `${adoption === null ? '' : '本组织采用的'}“${profile.name}”${adoption === null ? '' : `（${adoption.documentNo}）`}`
      : `“${profile.name}”未写${level}任期，取国家规定`
  return {
    years,
    profileId: profile.id,
    basis: `${formatChinese(electedOn)}选举，按${source}：${level}任期 ${years} 年${transition(level, electedOn, years)}`,
  }
}

function transition(level: OrganizationLevel, electedOn: PlainDate, years: number): string {
  if (level !== '党支部' || years !== 2 || electedOn >= TERM_REFORM_ON) return ''
  return '；2018 年 7 月任期意见规定已换届的本届届满后再执行 3 年任期'
}
