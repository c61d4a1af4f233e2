import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { PublicityFacts } from '../calendar/publicity-record.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { DatedValues, DuesPublicity, StandardProfile } from '../regulation/profile.ts'
import { judged, type Judgement } from '../regulation/rule.ts'

const LINK = '/calendar/publicity'

/** 一个年度的公示窗口，含两端。 */
type Cycle = { readonly year: number; readonly from: PlainDate; readonly until: PlainDate; readonly when: DuesPublicity }

/** 某年的窗口，按那年末日的参数；那年没有这项规定为 null。 */
function cycleOf(year: number, valuesOn: DatedValues['on']): Cycle | null {
  const when = valuesOn(`${year}-12-31`).duesPublicity
  return when && { year, from: when === '第四季度' ? `${year}-10-01` : `${year}-01-01`, until: `${year}-12-31`, when }
}

/**
 * D22：每年（现行方案为第四季度）公示一次党费收缴使用情况。窗口没开的看上一年；登记第一次公示以前的年度不倒查。
 * 全年哪天都行的，当年还没公示时也看上一年办了没有。
 */
export const duesPublishedEachYear: OrganizationRule = {
  id: 'D22',
  parameters: ['duesPublicity'],
  judge: (organization, asOf, profile, _group, dated) => {
    if (organization.level !== '党支部') return notApplicable('党费收缴使用情况由党支部公示。')
    const { year } = partsOf(asOf)
    const ahead = cycleOf(year, dated.ahead)
    const current = ahead !== null && ahead.from <= asOf ? cycleOf(year, dated.on) : null
    const open = current && judgeCycle(organization, current, asOf)
    if (open && (current.when === '第四季度' || open.dueOn === null)) return open
    const last = judgeLast(organization, asOf, profile, dated)
    return last.verdict === '不达标' ? last : (open ?? last)
  },
}

function judgeLast(organization: OrganizationFacts, asOf: PlainDate, profile: StandardProfile, dated: DatedValues): Judgement {
  const cycle = cycleOf(partsOf(asOf).year - 1, dated.on)
  if (cycle === null) return notPrescribed(profile, '党费收缴使用情况的公示')
  const name = organization.shortName
  if (organization.establishedOn > cycle.from) return notApplicable(`${name} ${organization.establishedOn} 成立，不足一个公示年度。`)
  return judgeCycle(organization, cycle, asOf)
}

function judgeCycle(organization: OrganizationFacts, { year, from, until, when }: Cycle, asOf: PlainDate): Judgement {
  const name = organization.shortName
  const records = organization.publicities.filter(({ kind, postedOn }) => kind === '党费收缴使用' && postedOn <= asOf)
  const posted = records.filter(({ postedOn, outcome }) => from <= postedOn && postedOn <= until && outcome !== '中止')
  const workings = [`${from} 至 ${until} 张贴的党费公示 ${posted.length} 次，须不少于 1 次`]
  const facts = [{ label: `${year} 年党费收缴使用公示`, value: valueOf(posted), recordedIn: '公示登记', link: LINK }]
  const latest = posted[0]
  if (latest) return judged('达标', `${name} ${latest.postedOn} 张贴了党费收缴使用公示（${latest.about}）。`, { facts, workings })
  const remedies = [{ label: '登记党费公示', route: 'calendar.open', input: { organizationId: organization.id, path: LINK } }]
  if (asOf <= until) {
    const message = `${name} ${year} 年党费收缴使用情况还没有公示，${until} 前办。`
    return judged('达标', message, { facts, workings, dueOn: until, remedies })
  }
  const first = records.at(-1)?.postedOn
  if (first === undefined || first > until) return notApplicable(`${name} ${until} 以前没有登记过党费公示，以往年度不倒查。`)
  const span = when === '第四季度' ? `${year} 年第四季度` : `${year} 年`
  return judged('不达标', `${name} ${span}没有公示党费收缴使用情况。`, { facts, workings, remedies })
}

function valueOf(posted: readonly PublicityFacts[]): string {
  return posted.length === 0 ? '没有登记' : posted.map(({ postedOn, about }) => `${postedOn} ${about}`).join('；')
}

export const DUES_PUBLICITY_RULES: readonly OrganizationRule[] = [duesPublishedEachYear]
