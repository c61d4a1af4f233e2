import type { PostTitle } from '../glossary.ts'
import type { PostFacts } from '../election/facts.ts'
import { isInOffice } from '../election/tenure.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { SEVERITY_ORDER, type Finding, type Severity } from '../regulation/finding.ts'
import { OPEN_SEVERITIES } from './dashboard.ts'

/** 体检单的一行：一条发现、它的条文、期限与责任人。 */
export type CheckupRow = {
  readonly finding: Finding
  readonly responsible: string
}

/** 八项任务各由哪位委员分管，没有这位委员的由书记负责〔产品默认〕；督查考核由书记负责。 */
const IN_CHARGE: Readonly<Record<number, PostTitle>> = {
  1: '组织委员',
  2: '组织委员',
  3: '组织委员',
  4: '宣传委员',
  5: '组织委员',
  6: '组织委员',
  7: '纪检委员',
  8: '宣传委员',
}

/** 要处理的发现，从重到轻、同级按期限、再按规则号；关闭了的排在最后。 */
export function checkupRows(organization: OrganizationFacts, findings: readonly Finding[]): CheckupRow[] {
  return findings
    .filter((finding) => finding.organizationId === organization.id && OPEN_SEVERITIES.includes(finding.severity))
    .toSorted(
      (a, b) =>
        Number(a.closure !== null) - Number(b.closure !== null) ||
        SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
        compare(a.dueOn ?? '9999', b.dueOn ?? '9999') ||
        compare(a.ruleId, b.ruleId),
    )
    .map((finding) => ({ finding, responsible: responsibleFor(finding, organization) }))
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** 责任人：书记负总责，分管委员具体办；红线一律写上书记。没有在任书记的写明空缺。 */
export function responsibleFor(
  { asOf, taskNo, severity }: Pick<Finding, 'asOf' | 'taskNo' | 'severity'>,
  organization: OrganizationFacts,
): string {
  const holder = (title: PostTitle) => organization.posts.filter((post) => post.title === title && isInOffice(post, asOf))
  const secretary = named('书记', holder('书记'))
  const title = IN_CHARGE[taskNo]
  const member = title === undefined ? '' : named(title, holder(title))
  const leader = secretary || named('副书记', holder('副书记')) || '书记空缺，由上级党组织明确'
  const both: readonly Severity[] = ['红线']
  if (member === '') return leader
  return both.includes(severity) || secretary === '' ? `${leader}；${member}` : member
}

function named(title: PostTitle, posts: readonly PostFacts[]): string {
  const names = [...new Set(posts.map((post) => post.memberName))]
  return names.length === 0 ? '' : `${title}${names.join('、')}`
}
