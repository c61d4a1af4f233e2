import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capturedTables } from '../../electron/db/table-shape.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallBranch, type SmallBranch } from '../kit/small-branch.ts'

/** 记前后值的各表的全部内容，逐表逐行。 */
function contents({ backend }: TestBackend): Record<string, unknown[]> {
  const { native } = backend.database
  return Object.fromEntries(
    capturedTables(native).map(({ name, columns }) => [
      name,
      native
        .prepare(`SELECT * FROM "${name}" ORDER BY ${columns.map((column) => `"${column}"`).join(', ')}`)
        .raw()
        .all(),
    ]),
  )
}

async function lastSeq(own: TestBackend): Promise<number> {
  return (await own.call('settings.journal', { limit: 1 })).rows[0]?.seq ?? 0
}

type Step = { readonly name: string; readonly run: (branch: SmallBranch, pick: number) => Promise<unknown> }

/** 各切片里改东西的命令；被拒绝的（如已在回收站）不算一步。 */
const STEPS: readonly Step[] = [
  {
    name: '改职务',
    run: ({ backend, members }, pick) =>
      backend.call('member.changeField', { memberIds: [members[pick % 12] ?? ''], field: 'job', value: `岗位${pick}` }),
  },
  {
    name: '移入回收站',
    run: ({ backend, members }, pick) => backend.call('member.remove', { memberId: members[pick % 12] ?? '', reason: '登重了' }),
  },
  {
    name: '记奖励',
    run: ({ backend, members }, pick) =>
      backend.call('member.recordEvent', {
        memberIds: [members[pick % 10] ?? ''],
        event: { kind: '奖励', occurredOn: '2026-07-01', detail: `优秀党员${pick}`, documentNo: '1号' },
      }),
  },
  {
    name: '记支委会',
    run: ({ backend, second }, pick) =>
      backend.call('life.recordActivity', {
        activity: {
          organizationId: second,
          types: ['支委会'],
          heldOn: `2026-08-${String((pick % 27) + 1).padStart(2, '0')}`,
          startsAt: '15:00',
          endsAt: '16:00',
          place: '三楼',
          unlisted: '出席',
        },
      }),
  },
  {
    name: '任职',
    run: ({ backend, second, members }, pick) =>
      backend.call('election.appoint', {
        organizationId: second,
        memberId: members[3 + (pick % 6)] ?? '',
        title: '宣传委员',
        fromOn: '2026-01-01',
        source: '补选',
      }),
  },
  {
    name: '评定',
    run: ({ backend, second }, pick) =>
      backend.call('assessment.rate', {
        year: 2026,
        organizationIds: [second],
        itemId: '4.1',
        ratioPermyriad: (pick * 37) % 10000,
        basis: '查台账',
      }),
  },
  {
    name: '加减分',
    run: ({ backend, second }, pick) =>
      backend.call('assessment.adjust', {
        year: 2026,
        organizationId: second,
        kind: '加分',
        pointsCenti: (pick % 90) + 1,
        reason: '受表彰',
      }),
  },
]

describe('撤销', () => {
  test('任意一串操作，从后往前逐步撤销：每撤一步都与那一步之前逐表逐行相同；再逐步重做，也逐表逐行相同', { timeout: 240_000 }, async () => {
    let undone = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(500)), { minLength: 3, maxLength: 6 }), async (steps) => {
        await using own = openTestBackend('2026-09-14')
        const branch = await plantSmallBranch(own)
        const states = [contents(own)]
        const seqs: number[] = []
        for (const [which, pick] of steps) {
          const before = await lastSeq(own)
          await STEPS[which]?.run(branch, pick).catch(() => undefined)
          const seq = await lastSeq(own)
          if (seq === before) continue
          seqs.push(seq)
          states.push(contents(own))
        }
        const undoSeqs: number[] = []
        for (const [index, seq] of [...seqs.entries()].toReversed()) {
          await own.call('settings.undo', { seq })
          undoSeqs.push(await lastSeq(own))
          expect(contents(own)).toEqual(states[index])
          undone += 1
        }
        for (const [index, seq] of undoSeqs.toReversed().entries()) {
          await own.call('settings.undo', { seq })
          expect(contents(own)).toEqual(states[index + 1])
        }
        expect(await own.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true })
      }),
      { numRuns: 6, seed: 20_260_914 },
    )
    expect(undone).toBeGreaterThan(10)
  })

  test('后来又改过的不撤，说是第几条、谁、何时；撤了后面的就撤得', async () => {
    await using own = openTestBackend('2026-09-14')
    const { members } = await plantSmallBranch(own)
    const change = (value: string) => own.call('member.changeField', { memberIds: [members[0] ?? ''], field: 'job', value })
    await change('科员')
    const first = await lastSeq(own)
    await change('科长')
    const second = await lastSeq(own)
    const before = contents(own)
    const refusal = await own.refused('settings.undo', { seq: first })
    expect(refusal.code).toBe('UNDO_CONFLICT')
    expect(refusal.message).toMatch(new RegExp(`王思齐.*第 ${second} 条（本机用户，2026-09-14 01:00.*请先撤销那一条`))
    expect(contents(own)).toEqual(before)
    await own.call('settings.undo', { seq: second })
    await own.call('settings.undo', { seq: first })
    expect(await own.refused('settings.undo', { seq: first })).toMatchObject({ code: 'UNDO_DONE' })
  })

  test('后来有别的记录用到新增的那一行：不撤，说是什么、几条', async () => {
    await using own = openTestBackend('2026-09-14')
    const { id } = await plantSmallBranch(own)
    const created = (await own.call('settings.journal', { limit: 500 })).rows.find(
      ({ route, input }) => route === 'member.create' && input.includes('叶闻舟'),
    )
    const refusal = await own.refused('settings.undo', { seq: created?.seq ?? 0 })
    expect(refusal).toMatchObject({ code: 'UNDO_CONFLICT' })
    expect(refusal.message).toMatch(/叶闻舟.*用到/)
    expect((await own.call('member.detail', { memberId: id('叶闻舟') })).member.name).toBe('叶闻舟')
  })

  test('月结以后不能撤那个月的活动：要到活动里写明理由与授权', async () => {
    await using own = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(own)
    await own.call('life.recordActivity', {
      activity: {
        organizationId: second,
        types: ['支委会'],
        heldOn: '2026-08-20',
        startsAt: '15:00',
        endsAt: '16:00',
        place: '三楼',
        unlisted: '出席',
      },
    })
    const seq = await lastSeq(own)
    await own.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    expect(await own.refused('settings.undo', { seq })).toMatchObject({ code: 'UNDO_MONTH_CLOSED' })
    expect(await own.refused('settings.undo', { seq: await lastSeq(own) })).toMatchObject({ code: 'UNDO_NOT_ALLOWED' })
  })

  test('只留痕的、没有的、旧版记的都撤不得；信封说得出撤不撤得', async () => {
    await using own = openTestBackend('2026-09-14')
    await own.call('settings.backUp', {})
    expect(await own.refused('settings.undo', { seq: await lastSeq(own) })).toMatchObject({ code: 'UNDO_NOT_ALLOWED' })
    expect(await own.refused('settings.undo', { seq: 999 })).toMatchObject({ code: 'UNDO_UNKNOWN' })
    const { second } = await plantSmallBranch(own)
    const reply = await own.backend.dispatcher.dispatch('assessment.adjust', {
      year: 2026,
      organizationId: second,
      kind: '加分',
      pointsCenti: 5,
      reason: '受表彰',
    })
    expect(reply).toMatchObject({ ok: true, entry: { seq: await lastSeq(own), canUndo: true } })
    expect((await own.call('settings.latestUndoable', {})).entry).toMatchObject({ route: 'assessment.adjust' })
  })
})

describe('前后值', () => {
  test('只列变了的格，敏感的遮好；按人筛得到', async () => {
    await using own = openTestBackend('2026-09-14')
    const { members } = await plantSmallBranch(own)
    const [memberId = ''] = members
    await own.call('member.changeField', { memberIds: [memberId], field: 'job', value: '科长' })
    const { rows, subjectName } = await own.call('settings.journal', { memberId, limit: 1 })
    expect(subjectName).toBe('王思齐')
    expect(rows[0]?.route).toBe('member.changeField')
    const changes = await own.call('settings.journalChanges', { seq: rows[0]?.seq ?? 0 })
    const member = changes.rows.find(({ table }) => table === 'member')
    expect(member).toMatchObject({ action: '改', tableLabel: '党员' })
    expect(member?.title).toContain('王思齐')
    expect(member?.fields.find(({ column }) => column === 'job')).toMatchObject({ after: '科长', isMasked: false })
    const created = (await own.call('settings.journal', { memberId, limit: 500 })).rows.find(({ route }) => route === 'member.create')
    const added = await own.call('settings.journalChanges', { seq: created?.seq ?? 0 })
    const identity = added.rows.flatMap(({ fields }) => fields).find(({ column }) => column === 'identityNumber')
    expect(identity?.isMasked).toBe(true)
    expect(identity?.after).toMatch(/^\d{4}\*+\w{2}$/)
  })

  test('改前后值的任何一列：核验都指到那一条', async () => {
    await using own = openTestBackend('2026-09-14')
    const { members } = await plantSmallBranch(own)
    await own.call('member.changeField', { memberIds: [members[0] ?? ''], field: 'landline', value: '0592-5551234' })
    const { native } = own.backend.database
    native.exec('DROP TRIGGER journalChangeIsAppendOnlyU; DROP TRIGGER journalChangeIsAppendOnlyD')
    const seq = await lastSeq(own)
    const ordinal = Number(native.prepare(`SELECT ordinal FROM journalChange WHERE seq = ? AND tableName = 'member'`).pluck().get(seq))
    const columns = [
      'seq',
      'ordinal',
      'tableName',
      'rowKeyJson',
      'action',
      'beforeJson',
      'afterJson',
      'veiledBeforeJson',
      'veiledAfterJson',
      'salt',
    ]
    const altered: Record<string, string> = { seq: '9999', ordinal: '9999', action: `'删'` }
    for (const column of columns) {
      native.exec('SAVEPOINT s')
      native.exec(
        `UPDATE journalChange SET "${column}" = ${altered[column] ?? `"${column}" || ' '`} WHERE seq = ${seq} AND ordinal = ${ordinal}`,
      )
      const verdict = await own.call('settings.verifyJournal', {})
      expect(verdict, column).toMatchObject({ isIntact: false, brokenAt: seq })
      expect(verdict.reason, column).toMatch(/前后值/)
      native.exec('ROLLBACK TO s; RELEASE s')
    }
    native.exec(`DELETE FROM journalChange WHERE seq = ${seq} AND ordinal = ${ordinal}`)
    expect(await own.call('settings.verifyJournal', {})).toMatchObject({ brokenAt: seq })
  })
})

describe('回收站', () => {
  test('移走的列在里面，写明谁、为什么；撤销后就不在了', async () => {
    await using own = openTestBackend('2026-09-14')
    const { members } = await plantSmallBranch(own)
    await own.call('member.remove', { memberId: members[5] ?? '', reason: '登重了' })
    const { rows } = await own.call('settings.recycled', {})
    expect(rows).toMatchObject([{ actor: '本机用户', reason: '登重了', itemCount: 1, undoObstacle: '' }])
    expect(rows[0]?.items[0]).toMatch(/党员.*郑若谷/)
    await own.call('settings.undo', { seq: rows[0]?.seq ?? 0 })
    expect((await own.call('settings.recycled', {})).total).toBe(0)
  })
})
