import { zipSync } from 'fflate'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { boundCollectionForms, COLLECTION_FORM_TITLE, type FormPacking } from '../../shared/exchange/collection-form.ts'
import type { exportContract } from '../../shared/exchange/export-contract.ts'
import type { ExportPerson } from '../../shared/exchange/export-fields.ts'
import { block } from '../../shared/document/block.ts'
import { groupRows } from '../db/group-rows.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { plainDocxOf } from '../document/render-pool.ts'
import { disclosed } from './disclosure.ts'
import { refuseNobody, wireFile } from './exported-file.ts'
import { loadExportPeople } from './export-queries.ts'

/** 一份 docx 里的人与文件名（不含扩展名）。 */
type Bundle = { readonly path: string; readonly people: readonly ExportPerson[] }

export const collectionFormHandlers: Handlers<Pick<typeof exportContract, 'exchange.exportCollectionForms'>> = {
  'exchange.exportCollectionForms': async (context, { filter, memberIds, packing, fullNumbers }) => {
    if (fullNumbers === null)
      throw new DomainError(
        'PURPOSE_REQUIRED',
        '《党员信息采集表》要印完整的证号与电话，请写明这次做什么用（如“年度信息采集，本人核对签字”），会连同用途记进操作日志。',
        { problems: [{ place: 'fullNumbers', message: '请写明用途' }] },
      )
    const asOf = filter.asOf ?? context.today
    await context.report(0, 100, '取名册')
    const { people: all } = await loadExportPeople(context.db, asOf, filter)
    const wanted = memberIds === undefined ? null : new Set(memberIds)
    const found = wanted === null ? all : all.filter(({ id }) => wanted.has(id))
    refuseNobody(found.length, asOf)
    const people = disclosed(context, found, fullNumbers)
    const bundles = bundlesOf(people, packing)
    const files: [string, Uint8Array][] = []
    for (const [index, { path, people: bound }] of bundles.entries()) {
      await context.report(Math.floor((index / bundles.length) * 95), 100, `第 ${index + 1} 份，共 ${bundles.length} 份`)
      files.push([`${path}.docx`, await formsDocx(bound, asOf)])
    }
    await context.report(100, 100, '完成')
    const [only, ...others] = files
    const notes = ['空着的项由本人补填；签字、盖章处留空。']
    if (only && others.length === 0)
      return { file: wireFile(`${COLLECTION_FORM_TITLE}-${fileNameOf(only[0])}`, only[1]), rowCount: people.length, notes }
    const zipped = zipSync(Object.fromEntries(files), { level: 0, mtime: '2000-01-01T00:00:00' })
    return { file: wireFile(`${COLLECTION_FORM_TITLE}-${asOf}.zip`, zipped), rowCount: people.length, notes }
  },
}

function formsDocx(people: readonly ExportPerson[], asOf: PlainDate): Promise<Uint8Array> {
  return plainDocxOf({
    title: COLLECTION_FORM_TITLE,
    orientation: '纵向',
    body: boundCollectionForms(people, asOf).map((each) => block.parse(each)),
    signature: { issuer: people[0]?.branchName ?? '', datedOn: asOf },
    isSigned: false,
  })
}

function bundlesOf(people: readonly ExportPerson[], packing: FormPacking): Bundle[] {
  const branches = [...groupRows(people, ({ branchId }) => branchId).values()]
  const taken = new Set<string>()
  const unique = (wanted: string) => {
    let path = wanted
    for (let copy = 2; taken.has(path); copy += 1) path = `${wanted}（${copy}）`
    taken.add(path)
    return path
  }
  return branches.flatMap((members): Bundle[] => {
    const branch = safeName(members[0]?.branchShortName ?? '')
    if (packing === '一个党支部合订一份') return [{ path: unique(branch), people: members }]
    return members.map((person) => ({ path: unique(`${branch}/${safeName(person.name)}`), people: [person] }))
  })
}

/** 各系统文件名都不许的字符换成空格。 */
function safeName(name: string): string {
  return (
    name
      .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
      .replace(/[. ]+$/, '')
      .trim() || '未命名'
  )
}

function fileNameOf(path: string): string {
  return path.replace('/', '-')
}
