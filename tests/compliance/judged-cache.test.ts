import Database from 'better-sqlite3-multiple-ciphers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackend, fixedClock, type Backend } from '../../electron/backend.ts'
import { judgedAfresh } from '../../electron/compliance/judged-cache.ts'
import { judgedGroup, type JudgedGroup } from '../../electron/compliance/judged-queries.ts'
import type { Route } from '../../shared/contract/index.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plant } from '../kit/organization-tree.ts'
import { plantSmallBranch, type SmallBranch } from '../kit/small-branch.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const TODAY = '2026-09-14'

type Step = { readonly route: Route; readonly input: unknown }
/** 一种命令：由一串数决定对谁、做什么。被拒绝的也算数——拒绝了就什么也不该变。 */
type Maker = (branch: SmallBranch, pick: (below: number) => number) => Step

const date = (pick: (below: number) => number, fromYear = 2023) =>
  `${fromYear + pick(2026 - fromYear + 1)}-${String(1 + pick(9)).padStart(2, '0')}-${String(1 + pick(28)).padStart(2, '0')}`
const one = <T>(pick: (below: number) => number, ...list: T[]): T => list[pick(list.length)] as T

const profileOf = (level: '党支部' | '党总支', name: string, parentId: string) => ({
  level,
  parentId,
  name,
  shortName: name,
  form: '单独组建',
  unitType: '国有企业',
  coveredUnits: [],
  staffTotal: null,
  nonpartyStaffTotal: null,
})

const MAKERS: readonly Maker[] = [
  ({ first, second, partyGroup }, pick) => ({
    route: 'member.create',
    input: {
      profile: syntheticPerson(
        100 + pick(5000),
        pick(3) === 0 ? { category: '预备党员', joinedOn: '2026-02-01', fullOn: null, mobile: '' } : {},
      ),
      ...one(pick, { branchId: first, groupId: null }, { branchId: second, groupId: null }, { branchId: second, groupId: partyGroup }),
      fromOn: pick(2) === 0 ? null : date(pick),
    },
  }),
  ({ members }, pick) => ({
    route: 'member.changeField',
    input: {
      memberIds: [one(pick, ...members)],
      field: one(pick, 'education', 'job', 'address', 'ethnicity'),
      value: one(pick, '', '大学', '13900001111'),
    },
  }),
  ({ members }, pick) => ({
    route: 'member.recordEvent',
    input: {
      memberIds: [one(pick, ...members)],
      event: {
        kind: one(pick, '转正', '停止党籍', '恢复党籍', '失去联系', '流动外出', '去世', '权利中止', '行政职务变动'),
        occurredOn: date(pick),
        detail: '部门经理',
      },
    },
  }),
  ({ members, first, second, general, partyGroup }, pick) => ({
    route: 'member.assign',
    input: {
      memberIds: [one(pick, ...members), one(pick, ...members)],
      ...one(pick, { branchId: first, groupId: null }, { branchId: second, groupId: partyGroup }, { branchId: general, groupId: null }),
      fromOn: date(pick),
      reason: '调整',
    },
  }),
  ({ members }, pick) => ({ route: 'member.remove', input: { memberId: one(pick, ...members), reason: '重复' } }),
  ({ members }, pick) => ({ route: 'member.restore', input: { memberId: one(pick, ...members) } }),
  ({ first, second }, pick) => ({
    route: 'election.recordTerm',
    input: { organizationId: one(pick, first, second), seq: 1 + pick(5), electedOn: date(pick, 2018), seatCount: one(pick, null, 3, 5) },
  }),
  ({ first, second, partyGroup, general, members }, pick) => ({
    route: 'election.appoint',
    input: {
      organizationId: one(pick, first, second, partyGroup, general),
      memberId: one(pick, ...members),
      title: one(pick, '书记', '组织委员', '纪检委员', '组长'),
      fromOn: date(pick),
      source: '选举',
    },
  }),
  ({ first, general, committee }, pick) => ({
    route: 'organization.revise',
    input: {
      organizationId: first,
      effectiveOn: date(pick),
      profile: profileOf('党支部', one(pick, '第一支部', '制造支部'), one(pick, general, committee)),
    },
  }),
  ({ second, general }, pick) => ({
    route: 'compliance.recordOverride',
    input: {
      organizationId: one(pick, second, general),
      reach: one(pick, '本组织', '本组织及下级'),
      key: one(pick, 'groupMax', 'termBranchYears', 'secretaryVacancy', 'groupRequiredAt'),
      value: 2 + pick(8),
      fromOn: date(pick),
      untilOn: null,
      documentNo: '测〔2026〕1号',
      approvedBy: '集团党委',
    },
  }),
  (_branch, pick) => ({ route: 'compliance.setIndicators', input: { ruleIds: ['A10'], isEnabled: pick(2) === 0, reason: '试' } }),
  (_branch, pick) => ({
    route: 'compliance.changeChain',
    input: {
      links: [
        { profileId: 'JY17', fromOn: null },
        { profileId: one(pick, 'DEF', 'LZ20', 'GJ'), fromOn: date(pick, 2018) },
      ],
      reason: '试',
      approvedBy: '集团党委',
    },
  }),
  ({ second }, pick) => ({
    route: 'compliance.closeFinding',
    input: {
      organizationId: second,
      ruleId: one(pick, 'A05', 'A26', 'A14'),
      reason: '暂不办',
      closedBy: '集团党委',
      recheckOn: '2026-12-01',
    },
  }),
  ({ second, first }, pick) => ({
    route: 'compliance.recordChecks',
    input: {
      items: [{ organizationId: one(pick, second, first), ruleId: one(pick, 'G02', 'B34', 'A01') }],
      verdict: one(pick, '达标', '不达标'),
      basis: '看过',
      evidence: '照片',
      checkedOn: date(pick, 2026),
      checkedBy: '王思齐',
      correctionReason: pick(2) === 0 ? '' : '改正',
    },
  }),
  ({ first, second, members }, pick) => ({
    route: 'life.recordActivity',
    input: {
      activity: {
        organizationId: one(pick, first, second),
        types: [one(pick, '支委会', '党员大会', '主题党日', '党课')],
        heldOn: date(pick, 2025),
        startsAt: `${String(8 + pick(9)).padStart(2, '0')}:00`,
        endsAt: '18:00',
        place: '三楼会议室',
        hostId: one(pick, ...members),
        topics: [{ type: '支委会', title: '研究工作', summary: '发言', resolution: '同意' }],
        unlisted: '出席',
      },
      allowsDuplicate: true,
    },
  }),
]

describe('判过的留着，只重判有变的', () => {
  let backend: TestBackend
  let branch: SmallBranch

  beforeEach(async () => {
    backend = openTestBackend(TODAY)
    branch = await plantSmallBranch(backend)
    // 组织多一些，一两处有变才走得到只重判有变的那条路。
    for (let index = 1; index <= 8; index += 1)
      await plant(backend, '党支部', branch.committee, `001.1${index}`, `中共测试第${index}分公司支部委员会`, `${index}分公司支部`)
  })
  afterEach(() => backend[Symbol.asyncDispose]())

  const inQuery = <T>(work: (db: Parameters<typeof judgedGroup>[0]) => Promise<T>) =>
    backend.backend.database.kysely.connection().execute((connection) => work(connection))
  const kept = (asOf = TODAY) => inQuery((db) => judgedGroup(db, asOf))
  /** 逐字段比的是事实与结论；标准里另有自己的备忘，不比。 */
  const seen = async (asOf = TODAY) => plain(await kept(asOf))
  const plain = ({ facts, findings }: JudgedGroup) => ({ facts, findings })
  const afresh = (asOf = TODAY) => inQuery(async (db) => plain((await judgedAfresh(db, asOf)).result))
  const run = async ({ route, input }: Step) => (await backend.backend.dispatcher.dispatch(route, input)).ok

  it('任意一串命令之后，留着的与从头算逐字段相同；回看的日子也一样', async () => {
    const done = new Map<Route, number>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(MAKERS.length - 1), fc.array(fc.nat(10_000), { minLength: 24, maxLength: 24 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (commands) => {
          for (const [index, numbers] of commands) {
            let at = 0
            const pick = (below: number) => (numbers[at++ % numbers.length] ?? 0) % below
            const step = MAKERS[index]?.(branch, pick)
            if (step && (await run(step))) done.set(step.route, (done.get(step.route) ?? 0) + 1)
            expect(await seen()).toEqual(await afresh())
          }
          expect(await seen('2025-03-31')).toEqual(await afresh('2025-03-31'))
        },
      ),
      { numRuns: 40, seed: 20260914 },
    )
    // 各种命令都真的做成过，不是全被拒绝。
    expect([...done.keys()].length, JSON.stringify([...done])).toBeGreaterThanOrEqual(12)
  }, 240_000)

  it('一串命令之后，工作台、铃铛、得分、矩阵与另开一个程序从头取的逐字段相同', async () => {
    const routes = [
      ['compliance.dashboard', {}],
      ['compliance.findings', {}],
      ['calendar.reminders', {}],
      ['calendar.agenda', { range: { from: '2026-08-01', until: '2026-12-31' } }],
      ['assessment.ranking', { year: 2026 }],
      ['life.matrix', { year: 2026 }],
    ] as const
    const drawn = async (from: Backend) => {
      const replies: unknown[] = []
      for (const [route, input] of routes) replies.push(await from.dispatcher.dispatch(route, input))
      return replies
    }
    let madeCount = 0
    for (const [round, makers] of [MAKERS, MAKERS.toReversed()].entries()) {
      await drawn(backend.backend)
      for (const [index, maker] of makers.entries()) {
        let at = round * 31 + index
        const made = await run(maker(branch, (below) => (at += 7) % below))
        if (made) madeCount += 1
        // 每改一次都让各页重画，记着的才有机会出错。
        const shown = await drawn(backend.backend)
        if (index % 6 !== 5 && index !== makers.length - 1) continue
        const other = createBackend({ dataDirectory: backend.directory, clock: fixedClock(TODAY) })
        expect(await drawn(other)).toEqual(shown)
        await other.close()
      }
    }
    expect(madeCount).toBeGreaterThan(MAKERS.length)
  }, 120_000)

  it('没有改动时原样给出同一份；改了一个支部，别的支部的结论是同一个对象', async () => {
    const before = await kept()
    expect(await kept()).toBe(before)
    await run({ route: 'member.changeField', input: { memberIds: [branch.members[0]], field: 'education', value: '' } })
    const after = await kept()
    expect(after).not.toBe(before)
    const find = (group: typeof before, id: string) => group.findings.find((each) => each.organizationId === id && each.ruleId === 'A01')
    expect(find(after, branch.second)).not.toEqual(find(before, branch.second))
    expect(find(after, branch.first)).toBe(find(before, branch.first))
    expect(find(after, branch.committee)).not.toBe(find(before, branch.committee))
  })

  it('别的程序写过就整个重来', async () => {
    await kept()
    const other = openOther()
    other.exec(`UPDATE member SET mobile = '' WHERE id = '${branch.members[1] ?? ''}'`)
    other.close()
    expect(await seen()).toEqual(await afresh())
    expect((await kept()).findings.find((each) => each.ruleId === 'A01' && each.organizationId === branch.second)?.verdict).toBe('不达标')
  })

  it('在事务里从头判，看得见还没提交的；撤了以后留着的不受影响', async () => {
    const before = await kept()
    const { kysely } = backend.backend.database
    const rolledBack = kysely.transaction().execute(async (transaction) => {
      await transaction.updateTable('member').set({ mobile: '' }).execute()
      const inside = await judgedGroup(transaction, TODAY)
      expect(inside.findings).not.toEqual(before.findings)
      throw new Error('撤')
    })
    await expect(rolledBack).rejects.toThrow('撤')
    expect(await kept()).toBe(before)
    expect(await seen()).toEqual(await afresh())
  })

  it('判到一半出错，下次从头来', async () => {
    await kept()
    await run({ route: 'member.changeField', input: { memberIds: [branch.members[2]], field: 'education', value: '' } })
    const { native } = backend.backend.database
    const prepare = native.prepare.bind(native)
    native.prepare = (source: string) => {
      if (source.includes('"memberAssignment"')) throw new Error('读到一半')
      return prepare(source)
    }
    await expect(kept()).rejects.toThrow('读到一半')
    native.prepare = prepare
    expect(await seen()).toEqual(await afresh())
  })

  function openOther() {
    return new Database(backend.backend.database.file)
  }
})
