import path from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { openDatabase, DATA_FILE_NAME } from '../../electron/db/open.ts'
import { DemoPeople } from '../../electron/demo/people.ts'
import { AS_OF, openBenchBackend } from './bench-backend.ts'
import { stopwatch, type Measure } from './measure.ts'

export const BRANCHES = 500
export const PEOPLE_PER_BRANCH = 40
const DATA = '数据'
const TABLES = ['organization', 'organizationVersion', 'member', 'memberAssignment', 'term', 'termApproval', 'termMilestone', 'post']

/** 全集团规则检查：500 个支部、20,000 名党员。下限是把规则要看的各表逐行读一遍。 */
export const groupFindings: Measure = {
  name: 'group-findings',
  title: '全集团规则检查（500 支部、20,000 党员）',
  floorTitle: '把所需行读一遍',

  async prepare(directory) {
    const database = openDatabase(path.join(directory, DATA))
    fillGroup(database.native)
    await database.close()
  },

  async product(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DATA))
    const ms = await stopwatch(async () => {
      const { findings } = await call('compliance.findings', { asOf: AS_OF })
      if (findings.length < BRANCHES) throw new Error(`只有 ${findings.length} 条发现，规则没有真的跑`)
    })
    await backend.close()
    return ms
  },

  async floor(directory) {
    const connection = new Database(path.join(directory, DATA, DATA_FILE_NAME), { readonly: true })
    const ms = await stopwatch(() => {
      const rows = TABLES.reduce((total, table) => total + connection.prepare(`SELECT * FROM ${table}`).all().length, 0)
      if (rows < BRANCHES * PEOPLE_PER_BRANCH) throw new Error(`只读到 ${rows} 行`)
    })
    connection.close()
    return ms
  },
}

/** 直接写表造数：这里量的是检查，不是录入。 */
export function fillGroup(native: Database.Database): void {
  const people = new DemoPeople(AS_OF)
  const organization = native.prepare(
    "INSERT INTO organization (id, code, establishedOn, establishmentDocumentNo, createdAt, updatedAt) VALUES (?, ?, '2010-01-01', '批1号', '', '')",
  )
  const version = native.prepare(
    `INSERT INTO organizationVersion (id, organizationId, effectiveOn, parentId, level, name, shortName, form, unitType)
     VALUES (?, ?, '2010-01-01', ?, ?, ?, ?, '单独组建', '国有企业')`,
  )
  const member = native.prepare(
    `INSERT INTO member (id, name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, education, category,
       joinedOn, fullOn, job, mobile, address, createdAt, updatedAt)
     VALUES (?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')`,
  )
  const assignment = native.prepare('INSERT INTO memberAssignment (id, memberId, branchId, groupId) VALUES (?, ?, ?, ?)')
  const term = native.prepare(
    `INSERT INTO term (id, organizationId, seq, electedOn, termYears, termYearsBasis, seatCount, createdAt, updatedAt)
     VALUES (?, ?, 2, ?, 3, '任期', 5, '', '')`,
  )
  const milestone = native.prepare("INSERT INTO termMilestone (id, termId, kind, occurredOn, createdAt) VALUES (?, ?, ?, ?, '')")
  const post = native.prepare(
    `INSERT INTO post (id, organizationId, termId, memberId, title, duty, fromOn, source, createdAt, updatedAt)
     VALUES (?, ?, ?, ?, ?, '分工', ?, '选举', '', '')`,
  )
  native.exec('BEGIN')
  const organizationRow = (id: string, code: string, parentId: string | null, level: string) => {
    organization.run(id, code)
    version.run(`v${id}`, id, parentId, level, `中共演示${id}`, id)
  }
  organizationRow('党委', '001', null, '党委')
  for (let index = 0; index < BRANCHES; index += 1) {
    const branchId = `支部${index}`
    const code = `001.${String(index + 1).padStart(3, '0')}`
    organizationRow(branchId, code, '党委', '党支部')
    for (let group = 0; group < 4; group += 1) organizationRow(`${branchId}组${group}`, `${code}.${group}`, branchId, '党小组')
    for (let ordinal = 0; ordinal < PEOPLE_PER_BRANCH; ordinal += 1) {
      const person = people.create(ordinal < 5 ? '骨干' : ordinal === 39 ? '预备' : '普通')
      const id = `${branchId}-${ordinal}`
      member.run(
        id,
        person.name,
        person.gender,
        person.ethnicity,
        person.birthOn,
        person.identityNumber,
        person.education,
        person.category,
        person.joinedOn,
        person.fullOn,
        person.job,
        person.mobile,
        person.address,
      )
      assignment.run(`a${id}`, id, branchId, `${branchId}组${ordinal % 4}`)
    }
    // 届满日散布在前后三年：有在届的、临近的、逾期的。
    const electedOn = `${2021 + (index % 5)}-0${1 + (index % 9)}-15`
    term.run(`t${branchId}`, branchId, electedOn)
    milestone.run(`m${branchId}`, `t${branchId}`, '上级提醒', electedOn)
    for (const [seat, title] of ['书记', '副书记', '组织委员', '宣传委员', '纪检委员'].entries())
      post.run(`p${branchId}-${seat}`, branchId, `t${branchId}`, `${branchId}-${seat}`, title, electedOn)
  }
  native.exec('COMMIT')
}
