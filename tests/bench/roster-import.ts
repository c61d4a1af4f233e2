import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as XLSX from '@e965/xlsx'
import { openDatabase } from '../../electron/db/open.ts'
import { DemoPeople } from '../../electron/demo/people.ts'
import { rosterWorkbook } from '../../electron/demo/roster-workbook.ts'
import { AS_OF, openBenchBackend, type BenchBackend } from './bench-backend.ts'
import { stopwatch, type Measure } from './measure.ts'

const BRANCHES = 400
const PEOPLE_PER_BRANCH = 50
const FILE_NAME = '名册.xlsx'

const branchName = (index: number) => `中共演示第${index + 1}支部委员会`

/** 导入 20,000 行：先看差异再确认落库，一个事务。下限是读出这个文件再把每行插进同样的两张表。 */
export const rosterImport: Measure = {
  name: 'roster-import',
  title: '导入 20,000 行',
  floorTitle: '只解析文件加裸插入',

  prepare(directory) {
    const people = new DemoPeople(AS_OF)
    const sheets = Array.from({ length: BRANCHES }, (_, index) => ({
      sheetName: `第${index + 1}支部`,
      branchName: branchName(index),
      people: Array.from({ length: PEOPLE_PER_BRANCH }, () => people.create('普通')),
    }))
    writeFileSync(path.join(directory, FILE_NAME), rosterWorkbook(sheets, '中共演示委员会', AS_OF, 'xlsx'))
    return Promise.resolve()
  },

  async product(directory, round) {
    const opened = openBenchBackend(path.join(directory, `产品-${round}`))
    await createBranches(opened)
    const file = { fileName: FILE_NAME, base64: readFileSync(path.join(directory, FILE_NAME)).toString('base64') }
    const ms = await stopwatch(async () => {
      const preview = await opened.call('exchange.previewRoster', { file })
      const imported = await opened.call('exchange.importRoster', { file, digest: preview.digest })
      const expected = BRANCHES * PEOPLE_PER_BRANCH
      if (imported.added !== expected) throw new Error(`应导入 ${expected} 行，实际 ${imported.added} 行`)
    })
    await opened.backend.close()
    return ms
  },

  async floor(directory, round) {
    const database = openDatabase(path.join(directory, `下限-${round}`))
    const { native } = database
    native
      .prepare("INSERT INTO organization (id, code, establishedOn, createdAt, updatedAt) VALUES ('支部', '001', '2010-01-01', '', '')")
      .run()
    const insertMember = native.prepare(
      `INSERT INTO member (id, name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, education, category,
         joinedOn, fullOn, job, mobile, landline, address, createdAt, updatedAt)
       VALUES (?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, '', '')`,
    )
    const insertAssignment = native.prepare("INSERT INTO memberAssignment (id, memberId, branchId) VALUES (?, ?, '支部')")
    const ms = await stopwatch(() => {
      const workbook = XLSX.read(readFileSync(path.join(directory, FILE_NAME)), { type: 'buffer', dense: true })
      native.exec('BEGIN IMMEDIATE')
      let inserted = 0
      for (const name of workbook.SheetNames) {
        const sheet = workbook.Sheets[name]
        if (!sheet) continue
        for (const row of XLSX.utils.sheet_to_json<(string | number)[]>(sheet, { header: 1 }).slice(4, -1)) {
          const cell = (column: number) => String(row[column] ?? '')
          const id = String((inserted += 1))
          insertMember.run(
            id,
            cell(1),
            cell(4),
            cell(5),
            cell(6),
            cell(3),
            cell(7),
            cell(8),
            cell(9),
            cell(11),
            cell(12),
            cell(13),
            cell(14),
          )
          insertAssignment.run(id, id)
        }
      }
      native.exec('COMMIT')
      if (inserted !== BRANCHES * PEOPLE_PER_BRANCH) throw new Error(`下限只插了 ${inserted} 行`)
    })
    await database.close()
    return ms
  },
}

async function createBranches({ call }: BenchBackend): Promise<void> {
  const profile = { unitType: '国有企业', form: '单独组建', staffTotal: null, nonpartyStaffTotal: null } as const
  const { organizationId: parentId } = await call('organization.create', {
    code: '001',
    establishedOn: '2010-01-01',
    profile: { ...profile, level: '党委', parentId: null, name: '中共演示委员会', shortName: '演示党委', coveredUnits: [] },
  })
  for (let index = 0; index < BRANCHES; index += 1) {
    await call('organization.create', {
      code: `001.${String(index + 1).padStart(3, '0')}`,
      establishedOn: '2010-01-01',
      profile: { ...profile, level: '党支部', parentId, name: branchName(index), shortName: `第${index + 1}支部`, coveredUnits: [] },
    })
  }
}
