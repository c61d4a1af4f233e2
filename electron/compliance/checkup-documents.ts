import { formatChinese } from '../../shared/calendar/plain-date.ts'
import type { CheckupRow } from '../../shared/compliance/checkup.ts'
import { countBySeverity } from '../../shared/compliance/dashboard.ts'
import { isInOffice } from '../../shared/election/tenure.ts'
import type { Block } from '../../shared/document/block.ts'
import { draftDocument, type DocumentModel } from '../../shared/document/model.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { Finding, Severity } from '../../shared/regulation/finding.ts'

/** 一个支部的体检单要的东西：组织、要处理的发现、判定所用方案的名字、编制单位。 */
export type Checkup = {
  readonly organization: OrganizationFacts
  readonly rows: readonly CheckupRow[]
  readonly asOf: string
  readonly profileName: string
  readonly issuer: string
}

const NUMERALS = ['一', '二', '三', '四', '五']

const GROUPS: readonly { readonly severity: Severity; readonly title: string }[] = [
  { severity: '红线', title: '红线' },
  { severity: '应当', title: '应当' },
  { severity: '提示', title: '提示' },
  { severity: '待确认', title: '待确认' },
]

/** `金融控股党支部体检单`；简称里已有“支部”的不重复。 */
export function checkupTitle({ shortName }: Pick<OrganizationFacts, 'shortName'>): string {
  return `${shortName}${shortName.endsWith('支部') ? '' : '党支部'}体检单`
}

/** 支部体检单：没有版头的表单。每条发现、条文、期限、责任人，从重到轻；关闭了的另列，写明理由与复查日。 */
export function checkupDocument({ organization, rows, asOf, profileName, issuer }: Checkup): DocumentModel {
  const open = rows.filter((row) => row.finding.closure === null)
  const closed = rows.filter((row) => row.finding.closure !== null)
  const groups = GROUPS.map(({ severity, title }) => ({ title, own: open.filter((row) => row.finding.severity === severity) })).filter(
    ({ own }) => own.length > 0,
  )
  const sections = [
    ...groups.map(({ title, own }) => ({ title: `${title}，${own.length}条`, blocks: [findingTable(own)] })),
    ...(closed.length > 0 ? [{ title: `填写理由关闭的，${closed.length}条`, blocks: [closedTable(closed)] }] : []),
  ]
  const body: Block[] = [
    summaryTable(organization, open, closed.length, asOf, profileName),
    ...(sections.length === 0 ? [paragraph('现有记录能判定的各条均已达标或不适用，没有要处理的发现。')] : []),
    ...sections.flatMap(({ title, blocks }, index): Block[] => [
      { kind: '标题', level: 1, text: `${NUMERALS[index] ?? ''}、${title}` },
      ...blocks,
    ]),
    {
      kind: '注',
      text: '注：本单由登记的记录按条文判定，只作提示；处置、否决、审批由有权的党组织决定。没有登记的记录视为没有，办过的请补录。',
    },
    {
      kind: '签字',
      fields: [
        { label: '支部书记', blank: 8, value: '' },
        { label: '日期', blank: 8, value: '' },
      ],
      align: '居右',
    },
  ]
  return draftDocument({
    form: '普通',
    genre: '内部文书',
    direction: '内部',
    head: { mark: '', number: '', signers: [] },
    title: checkupTitle(organization),
    recipients: [],
    body,
    attachmentNames: [],
    attachments: [],
    signature: { issuer, datedOn: asOf, mode: '无' },
    note: '',
    colophon: null,
  })
}

const paragraph = (text: string): Block => ({ kind: '段', lead: '', leadLevel: 1, text })

function summaryTable(
  organization: OrganizationFacts,
  open: readonly CheckupRow[],
  closedCount: number,
  asOf: string,
  profileName: string,
): Block {
  const { red, orange, yellow, pending } = countBySeverity(open.map((row) => row.finding))
  const secretaries = organization.posts.filter((post) => post.title === '书记' && isInOffice(post, asOf)).map((post) => post.memberName)
  const probationary = organization.memberCount - organization.fullMemberCount
  const pair = (label: string, value: string, isWide = false) => ({ label, value, isWide, lines: 1 })
  return {
    kind: '键值',
    perRow: 2,
    pairs: [
      pair('党组织', organization.name, true),
      pair('判定日', formatChinese(asOf)),
      pair('支部书记', secretaries.join('、') || '空缺'),
      pair('党员', `${organization.memberCount}名，其中正式${organization.fullMemberCount}名、预备${probationary}名`, true),
      pair(
        '发现',
        `红线${red}条，应当${orange}条，提示${yellow}条，待确认${pending}条${closedCount > 0 ? `；另有${closedCount}条已填写理由关闭` : ''}`,
        true,
      ),
      pair('所用标准', profileName, true),
    ],
  }
}

function findingTable(rows: readonly CheckupRow[]): Block {
  return {
    kind: '表',
    // 期限要容得下一个完整的日期，责任人容得下“书记”加三字姓名，都不折行。
    columns: [
      { label: '序号', share: 1.2, align: '居中' },
      { label: '发现与办法', share: 4.9, align: '居左' },
      { label: '条文', share: 5.1, align: '居左' },
      { label: '期限', share: 2.9, align: '居中' },
      { label: '责任人', share: 2.9, align: '居中' },
    ],
    rows: rows.map(({ finding, responsible }, index) => {
      const [remedy] = finding.remedies
      return [
        String(index + 1),
        [finding.message, remedy ? `办法：${remedy.label}。` : '', overrideNote(finding)].join(''),
        `${finding.ruleId}　“${finding.quote}”${finding.citation}`,
        finding.dueOn ?? '没有期限',
        responsible,
      ]
    }),
  }
}

/** 用了本组织覆盖的标准的，写明是哪个参数、依据什么。 */
function overrideNote({ overrides }: Finding): string {
  if (overrides.length === 0) return ''
  return `（本组织覆盖：${overrides.map((each) => `${each.meaning}${each.value}，${each.documentNo}`).join('；')}）`
}

function closedTable(rows: readonly CheckupRow[]): Block {
  return {
    kind: '表',
    columns: [
      { label: '序号', share: 1.1, align: '居中' },
      { label: '发现', share: 6, align: '居左' },
      { label: '关闭的理由', share: 6, align: '居左' },
      { label: '复查日', share: 2.3, align: '居中' },
    ],
    rows: rows.map(({ finding }, index) => [
      String(index + 1),
      `${finding.ruleId}　${finding.message}条文：“${finding.quote}”`,
      `${finding.closure?.reason ?? ''}（${finding.closure?.closedBy ?? ''}，${finding.closure?.closedOn ?? ''}${finding.closure?.documentNo ? `，${finding.closure.documentNo}` : ''}）`,
      finding.closure?.recheckOn ?? '',
    ]),
  }
}
