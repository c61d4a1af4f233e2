import type { Material } from '../../shared/assessment/material.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { effectiveTermEnd, electedTerms, isInOffice, termEnd } from '../../shared/election/tenure.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { listWorkbook, type SheetValue } from './workbook.ts'

/** 届次与班子台账：历届、批复与换届节点、任职三张表，到判定日为止。 */
export function boardWorkbook(organization: OrganizationFacts, on: PlainDate): Uint8Array {
  const terms = electedTerms(organization.terms, on)
  const posts = organization.posts
    .filter((post) => post.fromOn <= on)
    .toSorted((a, b) => compareText(a.fromOn, b.fromOn) || compareText(a.title, b.title) || compareText(a.memberName, b.memberName))
  return listWorkbook([
    {
      name: '届次',
      title: `${organization.shortName}届次台账`,
      columns: [
        { label: '届次', width: 8, align: '居中' },
        { label: '选举日', width: 12, align: '居中' },
        { label: '任期（年）', width: 8 },
        { label: '任期依据', width: 50 },
        { label: '届满日', width: 12, align: '居中' },
        { label: '生效届满日', width: 12, align: '居中' },
        { label: '委员职数', width: 8, align: '居中' },
        { label: '批复文号', width: 24 },
      ],
      rows: terms.map((term): SheetValue[] => [
        `第${term.seq}届`,
        term.electedOn,
        term.termYears,
        term.termYearsBasis,
        termEnd(term),
        effectiveTermEnd(term, on),
        term.seatCount ?? '不设',
        term.approvalDocumentNo,
      ]),
    },
    {
      name: '批复与换届节点',
      title: `${organization.shortName}延期提前批复与换届节点`,
      columns: [
        { label: '届次', width: 8, align: '居中' },
        { label: '事项', width: 14, align: '居中' },
        { label: '日期', width: 12, align: '居中' },
        { label: '文号', width: 28 },
        { label: '批准的届满日或选举日', width: 20, align: '居中' },
      ],
      rows: terms.flatMap((term) => [
        ...term.approvals
          .filter((each) => each.approvedOn <= on)
          .map((each): SheetValue[] => [`第${term.seq}届`, `${each.kind}批复`, each.approvedOn, each.documentNo, each.newEndOn]),
        ...term.milestones
          .filter((each) => each.occurredOn <= on)
          .map((each): SheetValue[] => [`第${term.seq}届`, each.kind, each.occurredOn, each.documentNo, '']),
      ]),
    },
    {
      name: '班子任职',
      title: `${organization.shortName}班子任职台账`,
      columns: [
        { label: '姓名', width: 12, align: '居中' },
        { label: '职务', width: 12, align: '居中' },
        { label: '分工', width: 36 },
        { label: '任职日', width: 12, align: '居中' },
        { label: '卸任日', width: 12, align: '居中' },
        { label: '卸任原因', width: 10, align: '居中' },
        { label: '产生方式', width: 10, align: '居中' },
        { label: '文号', width: 24 },
        { label: '判定日在任', width: 10, align: '居中' },
      ],
      rows: posts.map((post): SheetValue[] => {
        const hasEnded = post.untilOn !== null && post.untilOn <= on
        return [
          post.memberName,
          post.title,
          post.duty,
          post.fromOn,
          hasEnded ? post.untilOn : '',
          hasEnded ? (post.endReason ?? '') : '',
          post.source,
          post.documentNo,
          isInOffice(post, on) ? '是' : '否',
        ]
      }),
    },
  ])
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export type BranchMaterial = Material & { readonly organizationName: string }

/** 缺项单：缺的在前，待后续功能的在后；都没有时写明齐全。 */
export function gapsWorkbook(title: string, materials: readonly BranchMaterial[]): Uint8Array {
  const lacking = materials.filter((each) => each.state === '缺')
  const later = materials.filter((each) => each.state === '待后续功能')
  return listWorkbook([
    gapSheet('缺项', title, lacking, '应有的材料都已有。'),
    gapSheet('待后续功能', `${title}（待后续功能）`, later, '没有待后续功能的材料。'),
  ])
}

function gapSheet(name: string, title: string, materials: readonly BranchMaterial[], whenNone: string) {
  return {
    name,
    title,
    columns: [
      { label: '党支部', width: 20 },
      { label: '卷', width: 26 },
      { label: '材料', width: 30 },
      { label: '状态', width: 12, align: '居中' as const },
      { label: '怎么补', width: 50 },
    ],
    rows: materials.map((each) => [each.organizationName, each.volume, each.item, each.state, each.advice]),
    notes: materials.length === 0 ? [whenNone] : [],
  }
}
