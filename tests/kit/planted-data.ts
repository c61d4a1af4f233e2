import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openGate } from '../../electron/security/gate.ts'
import { fixedClock } from '../../electron/backend.ts'
import { DemoPeople } from '../../electron/demo/people.ts'
import { rosterWorkbook } from '../../electron/demo/roster-workbook.ts'

const AS_OF = '2026-09-14'
const COMMITTEE = '中共演示委员会'
const BRANCH = '中共演示第一支部委员会'

/** 造好、正常关闭、备份过一次的小数据：一个党委、一个支部、`people` 名党员。造一次，各例拷一份用。 */
export type PlantedData = {
  readonly directory: string
  copyTo(target: string): void
  discard(): void
}

export async function plantData(people: number): Promise<PlantedData> {
  const directory = mkdtempSync(path.join(tmpdir(), 'jishi-planted-'))
  const gate = openGate({ dataDirectory: directory, clock: fixedClock(AS_OF), occupiesData: true })
  const call = async (route: string, input: unknown): Promise<unknown> => {
    const reply = await gate.dispatch(route, input)
    if (!reply.ok) throw new Error(`${route}：${reply.failure.message}`)
    return reply.value
  }
  const unit = {
    fullName: COMMITTEE,
    shortName: '演示党委',
    letterheadName: COMMITTEE,
    documentCode: '演示党',
    printingOffice: '演示党委办公室',
  }
  await call('settings.saveUnit', unit)
  const profile = { unitType: '国有企业', form: '单独组建', staffTotal: null, nonpartyStaffTotal: null, coveredUnits: [] }
  const { organizationId } = (await call('organization.create', {
    code: '001',
    establishedOn: '2010-01-01',
    profile: { ...profile, level: '党委', parentId: null, name: COMMITTEE, shortName: '演示党委' },
  })) as { organizationId: string }
  await call('organization.create', {
    code: '001.001',
    establishedOn: '2010-01-01',
    profile: { ...profile, level: '党支部', parentId: organizationId, name: BRANCH, shortName: '第一支部' },
  })
  const source = new DemoPeople(AS_OF)
  const roster = { sheetName: '名册', branchName: BRANCH, people: Array.from({ length: people }, () => source.create('普通')) }
  const file = { fileName: '名册.xlsx', base64: Buffer.from(rosterWorkbook([roster], COMMITTEE, AS_OF, 'xlsx')).toString('base64') }
  const { digest } = (await call('exchange.previewRoster', { file })) as { digest: string }
  await call('exchange.importRoster', { file, digest })
  await call('settings.backUp', {})
  await gate.close()
  return {
    directory,
    copyTo: (target) => cpSync(directory, target, { recursive: true }),
    discard: () => rmSync(directory, { recursive: true, force: true }),
  }
}
