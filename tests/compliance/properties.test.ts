import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { evaluateGroup } from '../../shared/compliance/evaluate.ts'
import { BUILT_IN_STANDARDS, type Standards } from '../../shared/compliance/standards.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import type { ProfileValues } from '../../shared/regulation/profile.ts'
import {
  branch,
  extension,
  formerPost,
  generalBranch,
  groupOf,
  milestone,
  partyGroups,
  post,
  rootCommittee,
  standardsWith,
  term,
  withMembers,
} from './facts.ts'

const TODAY = '2026-09-14'
const day = (from: PlainDate, until: PlainDate) => fc.nat(daysBetween(from, until)).map((days) => addDays(from, days))

/** 各种样子的党支部：人数、小组、届次、批复、节点、班子都随机。 */
const anyBranch = fc
  .record({
    full: fc.nat(70),
    probationary: fc.nat(5),
    groups: fc.nat(6),
    electedOn: day('2016-01-01', '2026-09-01'),
    extendedBy: fc.option(fc.nat(900)),
    remindedOn: fc.option(day('2024-01-01', TODAY)),
    requestedOn: fc.option(day('2024-01-01', TODAY)),
    secretaryLeftOn: fc.option(day('2025-01-01', TODAY)),
    memberLeftOn: fc.option(day('2025-01-01', TODAY)),
    seatCount: fc.option(fc.integer({ min: 3, max: 7 })),
  })
  .map(({ full, probationary, groups, electedOn, extendedBy, remindedOn, requestedOn, secretaryLeftOn, memberLeftOn, seatCount }) => {
    const groupIds = Array.from({ length: groups }, (_, index) => `组${index}`)
    const first = term(electedOn)
    const endsOn = addDays(electedOn, first.termYears * 365)
    return branch({
      ...withMembers(full, probationary, groupIds),
      groups: partyGroups(...groupIds),
      sizeSteps: [{ on: '2020-01-01', total: full + probationary }],
      terms: [
        {
          ...first,
          seatCount,
          approvals: extendedBy === null ? [] : [extension(addDays(endsOn, -30), addDays(endsOn, extendedBy))],
          milestones: [
            ...(remindedOn === null ? [] : [milestone('上级提醒', remindedOn)]),
            ...(requestedOn === null ? [] : [milestone('换届请示', requestedOn)]),
          ],
        },
      ],
      posts: [
        secretaryLeftOn === null
          ? post('书记', '甲', { fromOn: electedOn })
          : formerPost('书记', '甲', secretaryLeftOn, { fromOn: electedOn }),
        memberLeftOn === null
          ? post('组织委员', '乙', { fromOn: electedOn })
          : formerPost('组织委员', '乙', memberLeftOn, { fromOn: electedOn }),
        post('宣传委员', '丙', { fromOn: electedOn }),
      ],
    })
  })

const judgeAll = (organizations: readonly OrganizationFacts[], standards: Standards = BUILT_IN_STANDARDS, asOf = TODAY) =>
  evaluateGroup(groupOf(asOf, organizations), standards)
const breaches = (findings: readonly Finding[]) =>
  findings.filter((each) => each.verdict === '不达标').map((each) => `${each.organizationId} ${each.ruleId}`)

/** 现行方案自始至终，改其中几个值。 */
function withValues(changes: Partial<ProfileValues>): Standards {
  const profiles = BUILT_IN_STANDARDS.profiles.map((each) =>
    each.id === 'DEF' ? { ...each, values: { ...each.values, ...changes } } : each,
  )
  return standardsWith({ profiles, chain: [{ profileId: 'DEF', fromOn: null, untilOn: null }] })
}

describe('单调：放宽一个参数，只会少、不会多出违规', () => {
  /** 较严的值、较宽的值。方向按条文定：期限放长为宽；提醒、请示的线往后（月数少）为宽；人数上限高、下限低、门槛高为宽。 */
  const relaxations: readonly (readonly [name: string, strict: Partial<ProfileValues>, loose: Partial<ProfileValues>])[] = [
    ['延期上限', { extensionMaxMonths: 6 }, { extensionMaxMonths: 18 }],
    ['提前上限', { earlyMaxMonths: 3 }, { earlyMaxMonths: 24 }],
    ['书记补选期限', { secretaryVacancy: 1 }, { secretaryVacancy: 6 }],
    ['委员补选期限', { memberVacancy: 1 }, { memberVacancy: 6 }],
    ['上级提醒的月数', { remindMonths: 9 }, { remindMonths: 3 }],
    ['请示的月数', { requestMonths: 6 }, { requestMonths: 2 }],
    ['小组上限', { groupMax: 6 }, { groupMax: 15 }],
    ['小组下限', { groupMin: 5 }, { groupMin: 2 }],
    ['划小组的人数', { groupRequiredAt: 10 }, { groupRequiredAt: 40 }],
    ['设支部的人数', { branchMinFull: 6 }, { branchMinFull: 2 }],
    ['升格宽限', { upgradeGraceMonths: 1 }, { upgradeGraceMonths: 36 }],
    ['副书记上限', { deputyMax: 0 }, { deputyMax: 3 }],
    ['书记党龄', { secretaryPartyAgeYears: 15 }, { secretaryPartyAgeYears: 1 }],
  ]

  it.each(relaxations)('%s', (_name, strict, loose) => {
    fc.assert(
      fc.property(anyBranch, (organization) => {
        const organizations = [rootCommittee(), organization]
        const before = new Set(breaches(judgeAll(organizations, withValues(strict))))
        expect(breaches(judgeAll(organizations, withValues(loose))).filter((each) => !before.has(each))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('批准的延期再长些，逾期换届只会少', () => {
    fc.assert(
      fc.property(anyBranch, fc.nat(400), fc.nat(400), (organization, shorter, more) => {
        const extended = (days: number) => {
          const [first] = organization.terms
          if (!first) return organization
          const endsOn = addDays(first.electedOn, first.termYears * 365)
          return { ...organization, terms: [{ ...first, approvals: [extension(addDays(endsOn, -30), addDays(endsOn, days))] }] }
        }
        const isOverdue = (facts: OrganizationFacts) => breaches(judgeAll([rootCommittee(), facts])).includes('b1 A15')
        if (!isOverdue(extended(shorter))) expect(isOverdue(extended(shorter + more))).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  it('判定日往后走而什么也不登记，逾期不会自己好', () => {
    fc.assert(
      fc.property(anyBranch, fc.integer({ min: 1, max: 60 }), (organization, days) => {
        const at = (asOf: string) => breaches(judgeAll([rootCommittee(), organization], BUILT_IN_STANDARDS, asOf)).includes('b1 A15')
        if (at(TODAY)) expect(at(addDays(TODAY, days))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('不变：不该影响结论的，就不影响', () => {
  const verdicts = (findings: readonly Finding[], id: string) =>
    findings.filter((each) => each.organizationId === id).map((each) => [each.ruleId, each.verdict, each.severity, each.dueOn])

  it('改名只改说法，不改结论', () => {
    fc.assert(
      fc.property(anyBranch, fc.constantFrom('第一支部', '财务部支部', '信托公司第二党支部'), (organization, name) => {
        const renamed = { ...organization, name: `中共${name}委员会`, shortName: name }
        expect(verdicts(judgeAll([rootCommittee(), renamed]), 'b1')).toEqual(verdicts(judgeAll([rootCommittee(), organization]), 'b1'))
      }),
      { numRuns: 60 },
    )
  })

  it('别的支部有什么记录，与本支部无关', () => {
    fc.assert(
      fc.property(anyBranch, anyBranch, anyBranch, (mine, one, other) => {
        const neighbour = (organization: OrganizationFacts) => ({ ...organization, id: 'b2', code: '001.002', shortName: '邻支部' })
        const of = (facts: OrganizationFacts) =>
          judgeAll([rootCommittee(), mine, neighbour(facts)]).filter((each) => each.organizationId === 'b1')
        expect(of(one)).toEqual(of(other))
      }),
      { numRuns: 60 },
    )
  })

  it('组织、党员、任职、节点登记的先后不影响结论', () => {
    fc.assert(
      fc.property(anyBranch, (organization) => {
        const shuffled = {
          ...organization,
          members: organization.members.toReversed(),
          posts: organization.posts.toReversed(),
          terms: organization.terms.map((each) => ({ ...each, milestones: each.milestones.toReversed() })),
        }
        const general = generalBranch({ terms: [term('2024-06-16')] })
        expect(verdicts(judgeAll([shuffled, general, rootCommittee()]), 'b1')).toEqual(
          verdicts(judgeAll([rootCommittee(), general, organization]), 'b1'),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('全部日期一齐平移二十八年，结论不变（方案不切换、不计法定节假日）', () => {
    /** 二十八年一轮，星期几与闰年都对得上；只平移形如日期的整段文字。 */
    const shifted = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
        typeof each === 'string' && /^\d{4}-\d\d-\d\d$/.test(each) ? `${Number(each.slice(0, 4)) + 28}${each.slice(4)}` : each,
      ) as T
    const standards = withValues({})
    const without = (organizations: readonly OrganizationFacts[], asOf: string) =>
      evaluateGroup(groupOf(asOf, organizations, {}), standards)
    const seen = (findings: readonly Finding[]) =>
      findings.map(({ ruleId, verdict, severity, dueOn }) => ({ ruleId, verdict, severity, dueOn }))
    fc.assert(
      fc.property(anyBranch, (organization) => {
        const organizations = [rootCommittee(), organization]
        expect(seen(without(shifted(organizations), shifted(TODAY)))).toEqual(shifted(seen(without(organizations, TODAY))))
      }),
      { numRuns: 60 },
    )
  })

  it('判两遍一样；判过不改动事实', () => {
    fc.assert(
      fc.property(anyBranch, (organization) => {
        const organizations = [rootCommittee(), organization]
        const before = JSON.stringify(organizations)
        expect(judgeAll(organizations)).toEqual(judgeAll(organizations))
        expect(JSON.stringify(organizations)).toBe(before)
      }),
      { numRuns: 30 },
    )
  })

  it('规则看别的党组织，只看身份与下级的名册：换掉旁的组织的组织生活、届次、班子，结论不变', () => {
    fc.assert(
      fc.property(anyBranch, anyBranch, (mine, other) => {
        const general = generalBranch({ ...withMembers(2, 0), posts: [], terms: [] })
        const busy = { ...general, terms: other.terms, posts: other.posts, groups: other.groups, sizeSteps: other.sizeSteps }
        const of = (facts: OrganizationFacts) =>
          judgeAll([rootCommittee(), facts, { ...mine, parentId: 'g1' }]).filter((each) => each.organizationId === 'b1')
        expect(of(busy)).toEqual(of(general))
      }),
      { numRuns: 60 },
    )
  })
})
