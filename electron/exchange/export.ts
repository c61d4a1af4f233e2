import { zipSync } from 'fflate'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { FullNumbers } from '../../shared/contract/full-numbers.ts'
import type { exportContract } from '../../shared/exchange/export-contract.ts'
import type { ExportPerson } from '../../shared/exchange/export-fields.ts'
import { exportLayout, unrecordedHeadings, type ExportFormat, type ExportLayout } from '../../shared/exchange/export-layouts.ts'
import type { MemberFilter } from '../../shared/member/contract.ts'
import { groupRows } from '../db/group-rows.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers, TaskContext } from '../dispatch/handlers.ts'
import { collectionFormHandlers } from './collection-forms.ts'
import { disclosed } from './disclosure.ts'
import { refuseNobody, wireFile } from './exported-file.ts'
import { committeeName, loadExportOrganizations, loadExportPeople } from './export-queries.ts'
import { organizationsSheet, peopleSheet, type PeopleSheet } from './layout-workbook.ts'
import { templateHandlers } from './export-template.ts'
import { writeRosterWorkbook } from './roster-workbook.ts'
import { writeBiffWorkbook } from './write-biff.ts'
import { writeWorkbook, type WrittenSheet } from './write-workbook.ts'

export const exportHandlers: Handlers<typeof exportContract> = {
  'exchange.exportRoster': async (context, { fullNumbers, ...filter }) => {
    const asOf = filter.asOf ?? context.today
    const { people, organizations } = await loadExportPeople(context.db, asOf, filter)
    const bytes = writeRosterWorkbook(disclosed(context, people, fullNumbers), {
      committeeName: committeeName(organizations, filter.organizationId),
      summarizedOn: asOf,
    })
    return wireFile(`党员名册-${asOf}.xlsx`, bytes)
  },

  'exchange.exportTable': async (context, { layout: layoutId, format, filter, isPerBranch, fullNumbers }) => {
    const layout = exportLayout(layoutId)
    if (!layout.formats.includes(format))
      throw new DomainError('EXPORT_FORMAT_REFUSED', `“${layout.name}”不能导出成 .${format}，可选：${layout.formats.join('、')}。`)
    const asOf = filter.asOf ?? context.today
    const tables = await layoutTables(context, layout, { asOf, filter, isPerBranch, fullNumbers })
    await context.report(70, 100, '写文件')
    const written = bytesOf(layout, format, tables)
    // 最后再看一次是否已取消：取消了就不给文件。
    await context.report(100, 100, '完成')
    const unrecorded = unrecordedHeadings(layout)
    return {
      file: wireFile(`${layout.fileTitle}-${asOf}.${format}`, written),
      rowCount: tables.rowCount,
      notes: [
        ...(unrecorded.length === 0 ? [] : [`名册没有记、留空的列：${unrecorded.join('、')}。`]),
        ...(format === 'xls' ? ['.xls 里写不进边框与字体，值、合并单元格与列宽都在。'] : []),
      ],
    }
  },

  ...collectionFormHandlers,
  ...templateHandlers,
}

type Tables = { readonly people: readonly WrittenSheet[]; readonly organizations: WrittenSheet | null; readonly rowCount: number }

type TableChoices = {
  readonly asOf: PlainDate
  readonly filter: MemberFilter
  readonly isPerBranch: boolean
  readonly fullNumbers: FullNumbers
}

async function layoutTables(
  context: TaskContext,
  layout: ExportLayout,
  { asOf, filter, isPerBranch, fullNumbers }: TableChoices,
): Promise<Tables> {
  await context.report(0, 100, '取名册')
  const organizations = layout.organizations ? await loadExportOrganizations(context.db, asOf, filter.organizationId) : []
  const people: WrittenSheet[] = []
  let rowCount = layout.people ? 0 : organizations.length
  if (layout.people) {
    const data = await loadExportPeople(context.db, asOf, filter)
    refuseNobody(data.people.length, asOf)
    rowCount = data.people.length
    const shown = disclosed(context, data.people, fullNumbers)
    const meta = { committeeName: committeeName(data.organizations, filter.organizationId), summarizedOn: asOf }
    const split = layout.isOfficial && isPerBranch ? perBranch(shown) : [{ name: layout.people.title, people: shown }]
    for (const [index, sheet] of split.entries()) {
      await context.report(20 + Math.floor((index / split.length) * 50), 100, `排“${sheet.name}”`)
      const written = peopleSheet(layout, sheet, meta)
      if (written) people.push(written)
    }
  }
  return { people, organizations: organizationsSheet(layout, organizations), rowCount }
}

/** 一个党支部一张表，按支部编码的次序；表名用支部简称。 */
function perBranch(people: readonly ExportPerson[]): PeopleSheet[] {
  const groups = [...groupRows(people, ({ branchId }) => branchId).values()]
  return groups.map((members) => ({ name: members[0]?.branchShortName ?? '', people: members }))
}

function bytesOf(layout: ExportLayout, format: ExportFormat, { people, organizations }: Tables): Uint8Array {
  const sheets = [...people, ...(organizations ? [organizations] : [])]
  if (format === 'xls') return writeBiffWorkbook(sheets)
  if (format === 'xlsx') return writeWorkbook(sheets)
  return zipSync(
    Object.fromEntries([
      ...(layout.people ? [[`${layout.people.title}.xlsx`, writeWorkbook(people)] as const] : []),
      ...(layout.organizations && organizations ? [[`${layout.organizations.title}.xlsx`, writeWorkbook([organizations])] as const] : []),
    ]),
    { level: 0, mtime: '2000-01-01T00:00:00' },
  )
}
