import { createHash } from 'node:crypto'
import { zipSync, type Zippable } from 'fflate'
import type * as z from 'zod'
import type { packageGap } from '../../shared/assessment/contract.ts'
import { assessedBranches } from '../../shared/assessment/group-scores.ts'
import { PACKAGE_FILES, type Material } from '../../shared/assessment/material.ts'
import { materialsOf } from '../../shared/assessment/volumes.ts'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { documentModel } from '../../shared/document/model.ts'
import { EVERYONE } from '../../shared/member/contract.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import type { ReadDb } from '../db/open.ts'
import { groupRows } from '../db/group-rows.ts'
import { keptFile } from '../correspondence/kept-file-queries.ts'
import type { FullNumbers } from '../../shared/contract/full-numbers.ts'
import { maskProfile } from '../../shared/member/masking.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import { docxOf, plainDocxOf } from '../document/render-pool.ts'
import { writeRosterWorkbook } from '../exchange/roster-workbook.ts'
import { memberPage, organizationsAt } from '../member/queries.ts'
import type { MemberRecord } from '../member/record-queries.ts'
import { photoBytesPerBook } from '../organizational-life/ledger-queries.ts'
import { recordedUnit } from '../settings/queries.ts'
import { safeName, uniqueName } from '../document/file-names.ts'
import { basicsDocument, catalogDocument, groupCatalogDocument, selfReportDocument, type BranchSummary } from './package-documents.ts'
import { lifeFiles, type LifeSources } from './package-life.ts'
import { boardWorkbook, gapsWorkbook, type BranchMaterial } from './package-workbooks.ts'
import { documentsOfYear, loadAssessedGroup, type AssessedGroup, type RankedSheet } from './queries.ts'
import { branchScoreWorkbook, rankingWorkbook } from './score-workbook.ts'

type StoredDocument = Awaited<ReturnType<typeof documentsOfYear>>[number]
type PackageFile = { readonly path: string; readonly bytes: Uint8Array }
type Branch = { readonly organization: OrganizationFacts; readonly sheet: RankedSheet; readonly materials: readonly Material[] }

const ROOT_FILES = {
  catalog: '00 总目录.docx',
  ranking: '01 年度考核得分表.xlsx',
  gaps: '02 缺项汇总.xlsx',
  sums: 'SHA256SUMS.txt',
} as const
const DOCUMENT_FOLDER = '公文'

/** 全集团或一个支部的材料清单：应有的每一项与它的状态，按支部、卷号排。 */
export async function packageGaps(
  db: ReadDb,
  year: number,
  day: PlainDate,
  organizationId: string | null,
): Promise<z.input<typeof packageGap>[]> {
  const assessed = await loadAssessedGroup(db, year, day)
  const documents = await documentsUntil(db, year, day)
  return branchesOf(assessed, year, day, documents, organizationId === null ? [] : [organizationId]).flatMap(
    ({ organization, materials }) =>
      materials.map((each) => ({ ...each, organizationId: organization.id, organizationName: organization.shortName })),
  )
}

/**
 * 参评支部连同得分与材料，按组织代码排；`organizationIds` 为空取全部。那一天还没成立、已撤销的略过
 * （有范围的人不选时给的是他现在的全部支部），一个也不剩才拒绝。
 */
function branchesOf(
  assessed: AssessedGroup | null,
  year: number,
  day: PlainDate,
  documents: ReadonlyMap<string, readonly StoredDocument[]>,
  organizationIds: readonly string[],
): Branch[] {
  const sheets = new Map(assessed?.sheets.map((sheet) => [sheet.organizationId, sheet]))
  const other = assessed?.facts.organizations.find(({ id }) => organizationIds.includes(id) && !sheets.has(id))
  if (other !== undefined || (organizationIds.length > 0 && !organizationIds.some((id) => sheets.has(id)))) {
    throw new DomainError(
      'NOT_A_BRANCH',
      other
        ? `${other.shortName}是${other.level}，材料包只按党支部生成。请改选党支部。`
        : `${day} 没有所选的党支部，可能尚未成立或已撤销。请在列表里重新选择。`,
    )
  }
  if (assessed === null) return []
  const { standards, facts } = assessed
  return assessedBranches(facts).flatMap((organization) => {
    const sheet = sheets.get(organization.id)
    if (!sheet || (organizationIds.length > 0 && !organizationIds.includes(organization.id))) return []
    const papers = (documents.get(organization.id) ?? []).filter(({ origin }) => origin !== '补登')
    const materials = materialsOf(organization, sheet, { year, asOf: day, standards, holidays: facts.holidays, papers })
    return [{ organization, sheet, materials }]
  })
}

export type PackageChoices = {
  readonly year: number
  readonly day: PlainDate
  /** 空为全部党支部。 */
  readonly organizationIds: readonly string[]
  /** 卷里的花名册要不要完整的证号与电话。 */
  readonly fullNumbers: FullNumbers
}

/** 生成年度材料包：逐支部报进度，取消即中止、什么也不留；同样的记录与判定日逐字节相同。 */
export async function exportPackage(
  context: TaskContext,
  store: AttachmentStore,
  { year, day, organizationIds, fullNumbers }: PackageChoices,
) {
  const { db } = context
  const assessed = await loadAssessedGroup(db, year, day)
  const documentsOf = await documentsUntil(db, year, day)
  const branches = branchesOf(assessed, year, day, documentsOf, organizationIds)
  if (branches.length === 0)
    throw new DomainError('NO_BRANCH', `${day} 还没有党支部，没有材料可打包。请先在“党组织”登记党支部，再导入党员花名册。`)
  const total = branches.length + 1
  const unit = await recordedUnit(db)
  const committeeName = unit?.fullName ?? topCommitteeName(assessed)
  const members = await membersByBranch(db, day, fullNumbers)
  context.noteExport({
    people: branches.reduce((sum, { organization }) => sum + (members.get(organization.id)?.length ?? 0), 0),
    ...(fullNumbers === null ? { numbers: '遮着' } : { numbers: '完整', purpose: fullNumbers.purpose }),
  })
  const organizations = await organizationsAt(db, day)
  const photoBytes = photoBytesPerBook(branches.length)

  const folders = new Set<string>(Object.values(ROOT_FILES).map((name) => name.toLowerCase()))
  const files: PackageFile[] = []
  const summaries: BranchSummary[] = []
  for (const [index, branch] of branches.entries()) {
    const { organization, materials } = branch
    await context.report(index, total, `${organization.shortName}（${index + 1}／${branches.length}）`)
    const folder = uniqueName(safeName(`${organization.code} ${organization.shortName}`), folders)
    const count = (state: Material['state']) => materials.filter((each) => each.state === state).length
    summaries.push({
      folder,
      organizationName: organization.shortName,
      have: count('已有'),
      lack: count('缺'),
      later: count('待后续功能'),
    })
    const content = await branchFiles(branch, year, day, {
      db,
      store,
      organizations,
      photoBytes,
      committeeName,
      members: members.get(organization.id) ?? [],
      documents: documentsOf.get(organization.id) ?? [],
    })
    files.push(...content.map(({ path, bytes }) => ({ path: `${folder}/${path}`, bytes })))
  }
  await context.report(branches.length, total, '总目录、得分表与打包')
  const isWholeGroup = organizationIds.length === 0
  const branchIds = new Set(branches.map((each) => each.organization.id))
  const groupDocuments = isWholeGroup ? [...documentsOf.values()].flat().filter((each) => !branchIds.has(each.subjectId)) : []
  const root: PackageFile[] = [
    { path: ROOT_FILES.catalog, bytes: await plainDocxOf(groupCatalogDocument(committeeName, year, day, summaries)) },
    { path: ROOT_FILES.ranking, bytes: rankingWorkbook(rankOrder(branches), year, day) },
    { path: ROOT_FILES.gaps, bytes: gapsWorkbook(`${year}年度考核材料缺项汇总`, branches.flatMap(named)) },
    ...(await documentFiles(db, groupDocuments)).values(),
  ]
  const all = [...root, ...files]
  const packed = zipped([...all, { path: ROOT_FILES.sums, bytes: checksums(all) }], day)
  await context.report(total, total, '完成')
  return {
    file: {
      fileName: safeName(`${unit?.shortName ?? ''}${year}年度考核材料包.zip`),
      base64: Buffer.from(packed).toString('base64'),
    },
    sha256: sha256(packed),
    branchCount: branches.length,
    fileCount: all.length + 1,
    gapCount: summaries.reduce((lacking, each) => lacking + each.lack, 0),
  }
}

type BranchRecords = LifeSources & {
  readonly committeeName: string
  readonly members: readonly MemberRecord[]
  readonly documents: readonly StoredDocument[]
}

/** 一个支部文件夹里的文件，路径相对于该文件夹。 */
async function branchFiles(branch: Branch, year: number, day: PlainDate, records: BranchRecords): Promise<PackageFile[]> {
  const { organization, sheet } = branch
  const issued = await documentFiles(records.db, records.documents)
  const materials = [...branch.materials, ...records.documents.map((each) => issuedMaterial(each, issued.get(each.id)))]
  const roster = records.members.map((member) => ({ ...member, branchName: organization.name }))
  return [
    { path: PACKAGE_FILES.catalog, bytes: await plainDocxOf(catalogDocument(organization, year, day, materials)) },
    { path: PACKAGE_FILES.basics, bytes: await plainDocxOf(basicsDocument(organization, day)) },
    // 没有党员就没有花名册可出，目录里列“缺”，不放一张空表充数。
    ...(roster.length === 0
      ? []
      : [{ path: PACKAGE_FILES.roster, bytes: writeRosterWorkbook(roster, { committeeName: records.committeeName, summarizedOn: day }) }]),
    { path: PACKAGE_FILES.board, bytes: boardWorkbook(organization, day) },
    ...(await lifeFiles(organization, year, day, records)),
    { path: PACKAGE_FILES.report, bytes: await plainDocxOf(selfReportDocument(organization, sheet, day)) },
    { path: PACKAGE_FILES.score, bytes: branchScoreWorkbook(sheet, day) },
    { path: PACKAGE_FILES.gaps, bytes: gapsWorkbook(`${organization.shortName}${year}年度考核材料缺项单`, named(branch)) },
    ...issued.values(),
  ]
}

/** 到判定日为止的公文，按成文的党组织。 */
async function documentsUntil(db: ReadDb, year: number, day: PlainDate) {
  const documents = (await documentsOfYear(db, year)).filter((each) => each.datedOn <= day)
  return groupRows(documents, (each) => each.subjectId)
}

/** 已登记公文登记时的那份 docx，按公文 id；早先登记、没有留存的按定稿重排，补登的只有登记、没有文件。 */
async function documentFiles(db: ReadDb, documents: readonly StoredDocument[]): Promise<Map<string, PackageFile>> {
  const taken = new Set<string>()
  const files = new Map<string, PackageFile>()
  for (const { id, origin, number, title, modelJson, docxSha256 } of documents) {
    if (origin === '补登') continue
    const bytes = (await keptFile(db, docxSha256)) ?? (await docxOf(documentModel.parse(JSON.parse(modelJson))))
    files.set(id, { path: `${DOCUMENT_FOLDER}/${uniqueName(safeName(`${number} ${title}.docx`), taken)}`, bytes })
  }
  return files
}

function issuedMaterial(document: StoredDocument, file: PackageFile | undefined): Material {
  const isSame = file !== undefined && sha256(file.bytes) === document.docxSha256
  const advice = isSame ? '' : '（重新排版，与登记时的校验值不同，内容以登记定稿为准）'
  return {
    volume: DOCUMENT_FOLDER,
    item: `${document.number} ${document.title}`,
    state: '已有',
    advice: file ? `${file.path}${advice}` : '补登的此前发文，系统里只有登记，请把纸质原件复印放入',
  }
}

function named({ organization, materials }: Branch): BranchMaterial[] {
  return materials.map((each) => ({ ...each, organizationName: organization.shortName }))
}

function rankOrder(branches: readonly Branch[]): RankedSheet[] {
  return branches.map((each) => each.sheet).toSorted((a, b) => a.rank - b.rank || (a.organizationCode < b.organizationCode ? -1 : 1))
}

async function membersByBranch(db: ReadDb, day: PlainDate, fullNumbers: FullNumbers) {
  const { records } = await memberPage(db, day, EVERYONE, null, null)
  return groupRows(fullNumbers === null ? records.map(maskProfile) : records, (member) => member.branchId)
}

function topCommitteeName(assessed: AssessedGroup | null): string {
  return assessed?.facts.organizations.find((each) => each.parentId === null)?.name ?? '上级党组织'
}

/** `sha256sum -c` 认的清单。 */
function checksums(files: readonly PackageFile[]): Uint8Array {
  return Buffer.from(files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join(''), 'utf8')
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** 里面的文件都已压缩，只打包不再压；时间取判定日，次序即给定的次序。 */
function zipped(files: readonly PackageFile[], on: PlainDate): Uint8Array {
  const { year, month, day } = partsOf(on)
  const mtime = new Date(year, month - 1, day, 9, 0, 0)
  const entries: Zippable = {}
  for (const { path, bytes } of files) entries[path] = [bytes, { mtime, level: 0 }]
  return zipSync(entries)
}
