import { addDays, formatChinese, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OutputOf } from '../../shared/contract/endpoint.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { DOCUMENT_KIND_NAMES, type DocumentKind } from '../../shared/correspondence/document-kinds.ts'
import { demoRosters } from './populate-members.ts'
import type { Dispatch } from './populate.ts'
import type { Call } from './population.ts'

/** 一个要写到磁盘的文件，`path` 相对于输出目录。 */
export type DemoFile = { readonly path: string; readonly bytes: Uint8Array }

export type DemoDeliverables = {
  readonly files: readonly DemoFile[]
  readonly counts: {
    readonly branches: number
    readonly red: number
    readonly orange: number
    readonly yellow: number
    readonly pending: number
  }
  /** 没做的与原因，如没有 PDF 打印。 */
  readonly notes: readonly string[]
}

/**
 * 从造好的演示集团生成可下载的东西：三份公文、各换届流程的整套文书、名册、上一年度材料包，连同两份原始汇总表。
 * 全部经路由，与界面上点出来的是同一份文件。
 */
export async function produceDemoFiles(dispatch: Dispatch, asOf: PlainDate): Promise<DemoDeliverables> {
  const call: Call = async (route, input) => (await dispatch(route, input)) as OutputOf<AppContract[typeof route]>
  const { counts, branchCount } = await call('compliance.dashboard', { asOf })
  const { canPrintPdf } = await call('settings.overview', {})
  const notes = canPrintPdf ? [] : ['本机没有找到可排 PDF 的浏览器，公文只出 docx；装好 Chrome、Edge 或 Chromium 后可在界面里导出 PDF。']
  const files: DemoFile[] = demoRosters(asOf).files.map((roster) => ({ path: `原始汇总表/${roster.fileName}`, bytes: roster.bytes }))
  for (const request of await documentRequests(call, asOf)) {
    const { documentId } = await issue(call, request)
    files.push(fileIn('公文', await call('correspondence.exportDocx', { documentId })))
    if (!canPrintPdf) continue
    try {
      files.push(fileIn('公文', await call('correspondence.exportPdf', { documentId })))
    } catch (error) {
      // 有浏览器而排不出 PDF（容器、权限）不该毁掉整个演示。
      notes.push(`PDF 没有排出：${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const { id } of (await call('election.processes', { asOf })).rows) {
    const papers = await call('correspondence.processPapers', { processId: id })
    // 刚发起、什么都还没定的流程一份也出不了。
    if (papers.rows.every((row) => row.state === '有缺项' || row.state === '另有文号')) continue
    files.push(fileIn('换届文书', (await call('correspondence.exportProcessPapers', { processId: id })).file))
  }
  files.push(fileIn('', await call('exchange.exportRoster', { asOf, fullNumbers: { purpose: '演示集团的名册' } })))
  const pack = await call('assessment.exportPackage', { year: partsOf(asOf).year - 1, asOf })
  files.push(fileIn('', pack.file))
  return {
    files,
    counts: { branches: branchCount, ...counts },
    notes,
  }
}

type DocumentRequest = { kind: DocumentKind; organizationId: string; year?: number; asOf: PlainDate; fields: Record<string, string> }

async function documentRequests(call: Call, asOf: PlainDate): Promise<readonly DocumentRequest[]> {
  const { nodes } = await call('organization.tree', { asOf })
  const idOf = (shortName: string) => {
    const node = nodes.find((candidate) => candidate.shortName === shortName)
    if (!node) throw new Error(`演示集团里没有“${shortName}”`)
    return node.id
  }
  const committee = nodes.find((node) => node.level === '党委')
  return [
    ...(await lastYearReminder(call, nodes, asOf)),
    { kind: 'W04', organizationId: idOf('机关第三'), asOf, fields: {} },
    { kind: 'W05', organizationId: idOf('担保第二'), asOf, fields: await electionRequestFields(call, idOf('担保第二'), asOf) },
    { kind: 'W34', organizationId: committee?.id ?? '', year: partsOf(asOf).year - 1, asOf, fields: {} },
  ]
}

/** 补登上一年度发过的一份换届提醒，年度材料包里才有当年的公文。 */
async function lastYearReminder(
  call: Call,
  nodes: OutputOf<AppContract['organization.tree']>['nodes'],
  asOf: PlainDate,
): Promise<DocumentRequest[]> {
  const lastYear = String(partsOf(asOf).year - 1)
  for (const { id } of nodes.filter((node) => node.level === '党支部')) {
    const { overview } = await call('election.board', { organizationId: id, asOf })
    const reminder = overview.currentTerm?.milestones.find(({ kind, occurredOn }) => kind === '上级提醒' && occurredOn.startsWith(lastYear))
    if (reminder) return [{ kind: 'W04', organizationId: id, asOf: reminder.occurredOn, fields: { datedOn: reminder.occurredOn } }]
  }
  return []
}

/** 换届请示里要人写的几栏：大会日期、地点、人选酝酿经过与候选人；其余由记录推出。 */
async function electionRequestFields(call: Call, organizationId: string, asOf: PlainDate): Promise<Record<string, string>> {
  const { overview, posts } = await call('election.board', { organizationId, asOf })
  const endsOn = overview.currentTerm?.effectiveEndsOn ?? asOf
  const nominees: { memberId: string; proposedPost: string }[] = posts
    .filter((post) => post.untilOn === null)
    .map(({ memberId, title }) => ({ memberId, proposedPost: title }))
  const { rows } = await call('member.list', { asOf, organizationId, sort: '党龄', descending: true, limit: 50 })
  const newcomer = rows.find((row) => row.adminPost !== '' && !nominees.some((nominee) => nominee.memberId === row.id))
  // 差额不少于应选人数的百分之二十：现任五人之外再提一人。
  if (newcomer) nominees.push({ memberId: newcomer.id, proposedPost: '委员' })
  return {
    meetingOn: addDays(endsOn, -10),
    place: '演示大厦三楼党员活动室',
    process: `${formatChinese(addDays(asOf, -20))}支委会研究提出推荐办法，各党小组酝酿推荐并征求党员意见，${formatChinese(addDays(asOf, -3))}支委会根据多数党员意见研究确定候选人预备人选。`,
    candidates: JSON.stringify(nominees),
  }
}

async function issue(call: Call, request: DocumentRequest): Promise<{ documentId: string }> {
  const draft = await call('correspondence.draft', request)
  if (draft.missing.length > 0) throw new Error(`${DOCUMENT_KIND_NAMES[request.kind].name}缺：${draft.missing.join('、')}`)
  return call('correspondence.issue', request)
}

function fileIn(folder: string, file: WireFile): DemoFile {
  return { path: folder === '' ? file.fileName : `${folder}/${file.fileName}`, bytes: Buffer.from(file.base64, 'base64') }
}
