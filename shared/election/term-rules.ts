import { addMonths, daysBetween, partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact } from '../regulation/finding.ts'
import { termYearsIn } from '../regulation/profile.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import type { TermFacts } from './facts.ts'
import { approvalsOf, effectiveTermEnd, electedTerms, extensionsOf, termEnd } from './tenure.ts'

export type TermSubject = { readonly term: TermFacts; readonly previous: TermFacts | null; readonly endsOn: PlainDate }

/** 本届与上届；临时党支部的班子由上级指定，没有届次。 */
export function withTerm(organization: OrganizationFacts, asOf: PlainDate, judge: (subject: TermSubject) => Judgement): Judgement {
  if (organization.level === '党小组') return notApplicable('党小组没有届次。')
  if (organization.form === '临时党支部') return notApplicable(`${organization.shortName}是临时党支部，班子由上级党组织指定，没有届次。`)
  const terms = electedTerms(organization.terms, asOf)
  const term = terms.at(-1)
  if (!term) return notApplicable(`${organization.shortName}没有届次记录。`)
  return judge({ term, previous: terms.at(-2) ?? null, endsOn: termEnd(term) })
}

/** 本届选举日；没有届次取判定日。 */
function electedOnOf(organization: OrganizationFacts, asOf: PlainDate): PlainDate {
  return electedTerms(organization.terms, asOf).at(-1)?.electedOn ?? asOf
}

/** 本届届满日；没有届次取判定日。 */
export function termEndOf(organization: OrganizationFacts, asOf: PlainDate): PlainDate {
  const term = electedTerms(organization.terms, asOf).at(-1)
  return term ? termEnd(term) : asOf
}

export function termFacts(subject: TermSubject, asOf: PlainDate): Fact[] {
  const { term, endsOn } = subject
  return [
    { label: `第 ${term.seq} 届选举日`, value: term.electedOn, recordedIn: '届次登记' },
    { label: '任期', value: `${term.termYears} 年（${term.termYearsBasis}）`, recordedIn: '届次登记' },
    { label: '届满日', value: endsOn, recordedIn: '由选举日与任期推出' },
    ...extensionsOf(term, asOf).map((each) => ({
      label: '延期批复',
      value: `${each.approvedOn} ${each.documentNo}，延至 ${each.newEndOn}`,
      recordedIn: '届次登记',
    })),
  ]
}

function endWorkings({ term, endsOn }: TermSubject): string {
  return `届满日 ${term.electedOn} + ${term.termYears} 年 = ${endsOn}`
}

/** A13：任期年数按选举日所在方案——党总支 3 年，党支部 2 年（2018 年任期意见以后 3 年）。 */
export const termExpiry: OrganizationRule = {
  id: 'A13',
  parameters: ['termBranchYears', 'termGeneralYears', 'termCommitteeYears'],
  eventOn: electedOnOf,
  judge: (organization, asOf, profile) =>
    withTerm(organization, asOf, (subject) => {
      const { term, endsOn } = subject
      const expected = termYearsIn(profile.values, organization.level)?.years ?? term.termYears
      const detail = { facts: termFacts(subject, asOf), workings: [endWorkings(subject)], dueOn: endsOn }
      if (term.termYears === expected) {
        const message = `${organization.shortName}第 ${term.seq} 届 ${term.electedOn} 选举，任期 ${term.termYears} 年，${endsOn} 届满。`
        return judged('达标', message, detail)
      }
      const message = `${organization.shortName}第 ${term.seq} 届登记的任期是 ${term.termYears} 年，按选举日应为 ${expected} 年。`
      return judged('不达标', message, {
        ...detail,
        workings: [...detail.workings, `“${profile.name}”：${organization.level}任期 ${expected} 年`],
        remedies: [
          {
            label: '改正届次登记',
            route: 'election.correctTerm',
            input: { termId: term.id, electedOn: term.electedOn, seatCount: term.seatCount },
          },
        ],
      })
    }),
}

/** A14：支部、总支每届 3 年，党委 5 年；任期意见以前选出的本届仍按原任期执行到届满。 */
export const currentTermLength: OrganizationRule = {
  id: 'A14',
  parameters: ['termBranchYears', 'termGeneralYears', 'termCommitteeYears'],
  eventOn: electedOnOf,
  judge: (organization, asOf, profile) =>
    withTerm(organization, asOf, (subject) => {
      const { term, endsOn } = subject
      const general = organization.level === '党委' ? 5 : 3
      const detail = { facts: termFacts(subject, asOf), workings: [endWorkings(subject)] }
      const name = `${organization.shortName}第 ${term.seq} 届任期 ${term.termYears} 年`
      if (term.termYears === general) return judged('达标', `${name}，符合每届一般 ${general} 年。`, detail)
      if (termYearsIn(profile.values, organization.level)?.years === term.termYears) {
        return notApplicable(`${name}，按选举日的“${profile.name}”执行到 ${endsOn} 届满，下一届起 ${general} 年。`)
      }
      return judged('不达标', `${name}，一般应为 ${general} 年。`, detail)
    }),
}

/** A15：任期届满必须换届；判定日晚于生效届满日而没有新一届，即逾期。 */
export const overdueElection: OrganizationRule = {
  id: 'A15',
  parameters: [],
  judge: (organization, asOf) => {
    if (organization.level !== '党小组' && organization.form !== '临时党支部' && electedTerms(organization.terms, asOf).length === 0) {
      return judged('待确认', `${organization.shortName}没有届次记录，无法判定任期是否届满。`, {
        remedies: [{ label: '登记届次', route: 'election.recordTerm', input: { organizationId: organization.id, seq: 1 } }],
      })
    }
    return withTerm(organization, asOf, (subject) => overdueVerdict(organization, subject, asOf))
  },
}

function overdueVerdict(organization: OrganizationFacts, subject: TermSubject, asOf: PlainDate): Judgement {
  const { term, previous } = subject
  const dueOn = effectiveTermEnd(term, asOf)
  const overdue = daysBetween(dueOn, asOf)
  const facts = termFacts(subject, asOf)
  if (overdue > 0) {
    const isExtended = dueOn !== subject.endsOn
    const basis = isExtended ? `延至 ${dueOn} 也已届满` : `${dueOn} 届满，没有获批延期`
    const hint = overdue > 180 ? '，已超过 180 天，属一票否决观察情形（须由有权人确认）' : ''
    return judged('不达标', `${organization.shortName}第 ${term.seq} 届任期 ${basis}，至 ${asOf} 已逾期 ${overdue} 天没有换届${hint}。`, {
      facts,
      workings: [endWorkings(subject), `逾期天数 ${asOf} − ${dueOn} = ${overdue} 天`],
      dueOn,
      remedies: [
        { label: '生成换届请示', route: 'correspondence.draft', input: { kind: 'W05', organizationId: organization.id } },
        {
          label: '登记换届结果',
          route: 'election.recordTerm',
          input: { organizationId: organization.id, seq: term.seq + 1, electedOn: asOf, seatCount: term.seatCount },
        },
        { label: '补录延期批复', route: 'election.recordApproval', input: { termId: term.id, kind: '延期' } },
        { label: '进入换届流程', route: 'election.openProcess', input: { organizationId: organization.id, kind: '换届' } },
      ],
    })
  }
  const late = previous ? lateBy(term, previous, asOf) : 0
  if (previous && late > 0) {
    const previousEnd = effectiveTermEnd(previous, term.electedOn)
    const message = `${organization.shortName}第 ${previous.seq} 届 ${previousEnd} 届满，${term.electedOn} 才换届，本年度内逾期 ${late} 天换届。`
    return judged('不达标', message, {
      facts: [{ label: `第 ${previous.seq} 届届满日`, value: previousEnd, recordedIn: '届次登记' }, ...facts],
      workings: [
        `届满日 ${previous.electedOn} + ${previous.termYears} 年 = ${termEnd(previous)}`,
        `逾期天数 ${term.electedOn} − ${previousEnd} = ${late} 天`,
        endWorkings(subject),
      ],
      dueOn: previousEnd,
      remedies: [{ label: '补录上届的延期批复', route: 'election.recordApproval', input: { termId: previous.id, kind: '延期' } }],
    })
  }
  const extended = dueOn === subject.endsOn ? '' : '（已获批延期）'
  return judged('达标', `${organization.shortName}第 ${term.seq} 届在任期内，${dueOn} 届满${extended}，还有 ${-overdue} 天。`, {
    facts,
    workings: [endWorkings(subject), `${dueOn} − ${asOf} = ${-overdue} 天`],
    dueOn,
  })
}

/** 本年度内的换届比上届生效届满日晚了几天；不在本年度或没有晚为 0。 */
function lateBy(term: TermFacts, previous: TermFacts, asOf: PlainDate): number {
  if (partsOf(term.electedOn).year !== partsOf(asOf).year) return 0
  return Math.max(0, daysBetween(effectiveTermEnd(previous, term.electedOn), term.electedOn))
}

/** 没有写请示线的方案，比届满早于 4 个月当选即视为提前〔产品默认〕。 */
const EARLY_MONTHS = 4

/** 一届的各次延期：批复日不晚于当时的届满日（再次延期以前次延期日为界）。 */
function extensionChecks(term: TermFacts, asOf: PlainDate): { working: string; problem: string | null }[] {
  let limit = termEnd(term)
  return extensionsOf(term, asOf).map((each) => {
    const working = `第 ${term.seq} 届延期批复日 ${each.approvedOn} 应不晚于 ${limit}`
    const problem = each.approvedOn > limit ? `第 ${term.seq} 届延期批复 ${each.approvedOn} 晚于届满日 ${limit}` : null
    if (each.newEndOn > limit) limit = each.newEndOn
    return { working, problem }
  })
}

/** A16：延期须在届满前获批，提前换届须在选举前获批。 */
export const rescheduleApproval: OrganizationRule = {
  id: 'A16',
  parameters: ['requestMonths'],
  eventOn: termEndOf,
  judge: (organization, asOf, profile) =>
    withTerm(organization, asOf, (subject) => {
      const { term, previous } = subject
      const facts = termFacts(subject, asOf)
      const isThisYear = partsOf(term.electedOn).year === partsOf(asOf).year
      const checks = [...(previous && isThisYear ? extensionChecks(previous, asOf) : []), ...extensionChecks(term, asOf)]
      const workings = checks.map((check) => check.working)
      const problems = checks.flatMap((check) => (check.problem === null ? [] : [check.problem]))
      const early = previous && isThisYear ? approvalsOf(previous, '提前', asOf) : []
      for (const each of early) {
        workings.push(`提前批复日 ${each.approvedOn} 应早于选举日 ${term.electedOn}`)
        if (each.approvedOn >= term.electedOn) problems.push(`提前换届的批复 ${each.approvedOn} 没有早于选举日 ${term.electedOn}`)
      }
      const line = previous && addMonths(termEnd(previous), -(profile.values.requestMonths ?? EARLY_MONTHS))
      const isEarly = isThisYear && line !== null && term.electedOn < line
      if (isEarly && early.length === 0) {
        workings.push(`选举日 ${term.electedOn} 早于请示线 ${line}，为提前换届`)
        problems.push(`${term.electedOn} 提前换届，没有登记上级批复`)
      }
      if (problems.length > 0) {
        const target = isEarly && early.length === 0 && previous ? { termId: previous.id, kind: '提前' } : { termId: term.id, kind: '延期' }
        return judged('不达标', `${organization.shortName}：${problems.join('；')}。`, {
          facts,
          workings,
          remedies: [{ label: '补录批复', route: 'election.recordApproval', input: target }],
        })
      }
      if (workings.length === 0) return notApplicable(`${organization.shortName}没有延期或提前换届。`)
      return judged('达标', `${organization.shortName}的延期、提前换届都事先获得批准。`, { facts, workings })
    }),
}

/** A17：延长（以及提前）一般不超过 1 年。 */
export const rescheduleLimit: OrganizationRule = {
  id: 'A17',
  parameters: ['extensionMaxMonths', 'earlyMaxMonths'],
  eventOn: (organization, asOf) => {
    const term = electedTerms(organization.terms, asOf).at(-1)
    return (term && extensionsOf(term, asOf).at(-1)?.approvedOn) ?? asOf
  },
  judge: (organization, asOf, profile) =>
    withTerm(organization, asOf, (subject) => {
      const { term, endsOn } = subject
      const { extensionMaxMonths, earlyMaxMonths } = profile.values
      const latest = addMonths(endsOn, extensionMaxMonths)
      const earliest = earlyMaxMonths === null ? null : addMonths(endsOn, -earlyMaxMonths)
      const extensions = extensionsOf(term, asOf)
      const early = earliest === null ? [] : approvalsOf(term, '提前', asOf)
      if (extensions.length + early.length === 0) return notApplicable(`${organization.shortName}本届没有延期或提前。`)
      const workings = [
        ...(extensions.length > 0 ? [`延期上限 ${endsOn} + ${extensionMaxMonths} 个月 = ${latest}`] : []),
        ...(early.length > 0 && earliest ? [`提前上限 ${endsOn} − ${String(earlyMaxMonths)} 个月 = ${earliest}`] : []),
      ]
      const facts = termFacts(subject, asOf)
      const over = extensions.find((each) => each.newEndOn > latest)
      if (over) {
        const message = `${organization.shortName}延期至 ${over.newEndOn}，超过届满日 ${endsOn} 后 ${extensionMaxMonths} 个月的上限 ${latest}，须有上级特批依据。`
        return judged('不达标', message, { facts, workings, dueOn: latest, remedies: approvalRemedy(term.id, '延期') })
      }
      const ahead = early.find((each) => earliest !== null && each.newEndOn < earliest)
      if (ahead && earliest !== null) {
        const message = `${organization.shortName}提前至 ${ahead.newEndOn} 换届，早于届满日 ${endsOn} 前 ${String(earlyMaxMonths)} 个月的上限 ${earliest}。`
        return judged('不达标', message, { facts, workings, remedies: approvalRemedy(term.id, '提前') })
      }
      return judged('达标', `${organization.shortName}获批的延期、提前都不超过 1 年。`, { facts, workings })
    }),
}

function approvalRemedy(termId: string, kind: string): Judgement['remedies'] {
  return [{ label: '补录上级特批', route: 'election.recordApproval', input: { termId, kind } }]
}

export const TERM_RULES: readonly OrganizationRule[] = [termExpiry, currentTermLength, overdueElection, rescheduleApproval, rescheduleLimit]
