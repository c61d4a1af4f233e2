import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DemoPeople } from '../../electron/demo/people.ts'
import { insertAssignments } from '../../electron/member/assignment-queries.ts'
import { insertMembers } from '../../electron/member/record-queries.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import { AS_OF, openBenchBackend } from './bench-backend.ts'
import { stopwatch, type Measure } from './measure.ts'

const PEOPLE = 20_000
const DIRECTORY = '检索'
const AT = '2026-01-01T00:00:00Z'
/** 一个人边打边找：全拼逐键、首字母、汉字、混打、笔顺、笔画数。 */
const KEYS = ['z', 'zh', 'zha', 'zhan', 'zhang', 'zhangx', 'zhangxm', 'wl', '李', '李x', '515', 'hspn', '7画']

/** 两万人里每敲一键取一屏：下限是把同样多的姓名在内存里逐个比一遍。 */
export const nameSearch: Measure = {
  name: 'name-search',
  title: `两万人里检索，${KEYS.length} 键`,
  floorTitle: '扫一遍内存中姓名',

  async prepare(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DIRECTORY))
    const profile = { unitType: '国有企业', form: '单独组建', staffTotal: null, nonpartyStaffTotal: null } as const
    const create = (code: string, level: '党委' | '党支部', parentId: string | null, name: string) =>
      call('organization.create', {
        code,
        establishedOn: '2010-01-01',
        profile: { ...profile, level, parentId, name, shortName: name, coveredUnits: [] },
      })
    const { organizationId: root } = await create('001', '党委', null, '中共演示委员会')
    const { organizationId: branchId } = await create('001.001', '党支部', root, '中共演示支部委员会')
    const people = new DemoPeople(AS_OF)
    const members = Array.from({ length: PEOPLE }, (_, index) => ({
      id: `人${index}`,
      profile: syntheticPerson(index, { name: people.create('普通').name }),
    }))
    await backend.database.kysely.transaction().execute(async (db) => {
      await insertMembers(db, members, AT)
      const assigned = members.map(({ id }) => ({ id: `编${id}`, memberId: id, branchId, groupId: null, fromOn: null, reason: '' }))
      await insertAssignments(db, assigned)
    })
    await backend.close()
  },

  async product(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DIRECTORY), { keepsNamesReady: true })
    const one = async (search: string) => {
      const startedAt = performance.now()
      await call('member.list', { search, limit: 50 })
      return { search, ms: performance.now() - startedAt }
    }
    // 打开窗口到敲第一键，人总要一两秒。
    await sleep(1500)
    const names = new DemoPeople(AS_OF)
    const keys: { search: string; ms: number }[] = []
    const ms = await stopwatch(async () => {
      for (const search of KEYS) keys.push(await one(search))
    })
    const afterWrite = { immediately: [] as number[], soon: [] as number[] }
    for (const [index, search] of KEYS.entries()) {
      const waits = index % 2 === 1
      const profile = syntheticPerson(index, { name: `写后${names.create('普通').name}` })
      await call('member.update', { memberId: `人${index}`, profile })
      if (waits) await sleep(300)
      afterWrite[waits ? 'soon' : 'immediately'].push((await one(search)).ms)
    }
    report(
      '单键',
      keys.map((key) => key.ms),
    )
    report('写入后不等就敲', afterWrite.immediately)
    report('写入后隔 300 毫秒敲', afterWrite.soon)
    await backend.close()
    return ms
  },

  async floor(directory) {
    const { backend } = openBenchBackend(path.join(directory, DIRECTORY))
    const rows = await backend.database.kysely.selectFrom('member').select(['name', 'namePinyin']).execute()
    const ms = await stopwatch(() => {
      let hits = 0
      for (const search of KEYS)
        for (const { name, namePinyin } of rows) if (name.includes(search) || namePinyin.includes(search)) hits += 1
      if (hits === 0) throw new Error('下限一个也没有找到')
    })
    await backend.close()
    return ms
  },
}

function report(title: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  process.stderr.write(`${title}：中位 ${median.toFixed(1)} 毫秒，最大 ${(sorted.at(-1) ?? Number.NaN).toFixed(1)} 毫秒\n`)
}
