import type { activityContract, ExpectedRoll, NameMatch } from '../../shared/organizational-life/activity-contract.ts'
import { attendanceLines, headcountsOf } from '../../shared/organizational-life/expected-roll.ts'
import { bareName, guessNames, splitNames } from '../../shared/organizational-life/name-matching.ts'
import { requiredItemsOf, requiredSummary } from '../../shared/organizational-life/required-items.ts'
import { ARCHIVE_CATEGORY_OF } from '../../shared/organizational-life/activity-types.ts'
import { tally } from '../../shared/organizational-life/voting.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { nameReadings } from '../member/name-queries.ts'
import { organizationsAt, withDescendants, type OrganizationAt } from '../member/queries.ts'
import { existingActivity } from './activity-view.ts'
import { loadRolls, type LoadedRoll, type RollRequest } from './expected-roll.ts'
import { peopleById, peopleNamed, type RollCandidate } from './roll-queries.ts'

export const attendanceViews = {
  'life.expectedRoll': async ({ db }, request) => {
    const { roll, organizations } = await rollOf(db, request)
    return rollView(request, roll, organizations)
  },

  'life.matchNames': async ({ db, session }, { names, ...request }) => {
    const { roll, organizations } = await rollOf(db, request)
    const texts = names.flatMap(splitNames)
    const onRoll = new Map(roll.lines.map((line) => [line.memberId, line]))
    const rollPeople = await peopleById(db, request.heldOn, [...onRoll.keys()])
    const named = rollPeople.map(({ id, name }) => ({ memberId: id, name, readings: nameReadings(name) }))
    // 有范围的身份认不出别的支部的人：与名册里没有这个人说同样的话。
    const { organizationId: rootId } = session
    const visible = rootId === null ? null : new Set(organizations.has(rootId) ? withDescendants(organizations, rootId) : [rootId])
    const strangers = (await peopleNamed(db, request.heldOn, texts.map(bareName))).filter(
      ({ id, branchId }) => !onRoll.has(id) && (visible === null || (branchId !== null && visible.has(branchId))),
    )
    const candidateOf = (person: RollCandidate, why: string): NameMatch['candidates'][number] => ({
      memberId: person.id,
      name: person.name,
      branchName: person.branchId === null ? '' : (organizations.get(person.branchId)?.shortName ?? ''),
      groupName: person.groupId === null ? '' : (organizations.get(person.groupId)?.shortName ?? ''),
      birthYear: person.birthYear,
      isExpected: onRoll.get(person.id)?.isExpected ?? false,
      why,
    })
    const taken = new Set<string>()
    const matches = texts.map((text): NameMatch => {
      const year = /(?:19|20)\d{2}/.exec(text)?.[0]
      const guesses = guessNames(text, named, nameReadings).flatMap(({ memberId, why }) => {
        const person = rollPeople.find(({ id }) => id === memberId)
        return person ? [{ person, why }] : []
      })
      const exact = guesses.filter(({ why }) => why === '同名')
      // 同名的写了出生年份，就按年份认。
      const dated = exact.filter(({ person }) => person.birthYear === year)
      const [only, ...others] = dated.length > 0 ? dated : exact
      if (only && others.length === 0) {
        const isRepeated = taken.has(only.person.id)
        taken.add(only.person.id)
        return {
          text,
          outcome: isRepeated ? '重复' : '对上',
          memberId: only.person.id,
          candidates: [],
          message: isRepeated ? '名单里已有这个人' : '',
        }
      }
      if (only)
        return {
          text,
          outcome: '同名',
          memberId: null,
          candidates: exact.map(({ person, why }) => candidateOf(person, why)),
          message: `有 ${exact.length} 个“${only.person.name}”，请选是哪一个`,
        }
      const outside = strangers.filter(({ name }) => name === bareName(text)).map((person) => candidateOf(person, '同名，不在应到名单'))
      const alike = guesses.map(({ person, why }) => candidateOf(person, why))
      // 本支部确有此人、只是这次不该他来（如支委会以外的党员）：不把写法相近的摆在前面。
      const ours = strangers.find(
        ({ id, branchId }) => branchId === request.organizationId && outside.some(({ memberId }) => memberId === id),
      )
      if (ours)
        return {
          text,
          outcome: '非本支部',
          memberId: null,
          candidates: [...outside, ...alike],
          message: `${ours.name}是本支部党员，不在这次的应到名单里，可记为列席`,
        }
      if (alike.length > 0)
        return {
          text,
          outcome: '疑似',
          memberId: null,
          candidates: [...alike, ...outside],
          message: `应到名单里没有“${bareName(text)}”，写法相近的有 ${alike.length} 个，请选或跳过`,
        }
      const [first] = outside
      if (first)
        return {
          text,
          outcome: '非本支部',
          memberId: null,
          candidates: outside,
          message: `${first.name}${first.branchName === '' ? '那天没有编在任何支部' : `编在“${first.branchName}”`}，不在应到名单里，可记为列席`,
        }
      return {
        text,
        outcome: '没有此人',
        memberId: null,
        candidates: [],
        message: `名册里没有“${bareName(text)}”，请核对写法；外单位的人记在列席人员里`,
      }
    })
    return {
      matches,
      missingIds: roll.lines.filter(({ memberId, isExpected }) => isExpected && !taken.has(memberId)).map((line) => line.memberId),
    }
  },

  'life.requiredItems': async ({ db }, { activity, activityId }) => {
    const files = activityId === null ? [] : (await existingActivity(db, activityId)).files
    const { roll } = await rollOf(db, activity)
    return requiredSummary(
      requiredItemsOf({
        ...activity,
        archiveCategory: activity.archiveCategory ?? ARCHIVE_CATEGORY_OF[activity.types[0] ?? '其他'],
        ...headcountsOf(roll, attendanceLines(roll, activity.attendance, activity.unlisted)),
        fileKinds: files.map(({ kind }) => kind),
      }),
    )
  },

  'life.tally': (_context, vote) => {
    const outcome = tally(vote)
    return { ...outcome, workings: [...outcome.workings], ruleIds: [...outcome.ruleIds], problems: [...outcome.problems] }
  },
} satisfies Partial<Handlers<typeof activityContract>>

/** @throws DomainError `ORGANIZATION_UNKNOWN` 没有这个党组织。 */
export async function rollOf(
  db: ReadDb,
  request: RollRequest,
): Promise<{ roll: LoadedRoll; organizations: ReadonlyMap<string, OrganizationAt> }> {
  const organizations = await organizationsAt(db, request.heldOn)
  const roll = organizations.has(request.organizationId)
    ? (await loadRolls(db, [request.organizationId], request, organizations)).get(request.organizationId)
    : undefined
  if (!roll) throw new DomainError('ORGANIZATION_UNKNOWN', '没有找到这个党组织，请重新选择。')
  return { roll, organizations }
}

export function rollView(
  { organizationId, groupId, heldOn }: RollRequest,
  { lines, workings, problems, ...roll }: LoadedRoll,
  organizations: ReadonlyMap<string, OrganizationAt>,
): ExpectedRoll {
  return {
    ...roll,
    organizationId,
    organizationName: organizations.get(organizationId)?.shortName ?? '',
    groupId,
    heldOn,
    lines: lines.map((line) => ({ ...line, posts: [...line.posts] })),
    workings: [...workings],
    problems: [...problems],
  }
}
