import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RIGHTS_STATUSES } from '../../shared/glossary.ts'
import { ATTENDANCE_STATUSES } from '../../shared/organizational-life/activity-types.ts'
import { attendanceLines, expectedRollOf, headcountsOf, type RollPerson } from '../../shared/organizational-life/expected-roll.ts'

const person = (id: string, change: Partial<RollPerson> = {}): RollPerson => ({
  id,
  name: id,
  category: '正式党员',
  fullOn: '2010-07-01',
  partyStatus: '正常',
  rightsStatus: '正常',
  ground: null,
  groupId: null,
  groupName: '',
  posts: [],
  isFloating: false,
  floatingTo: '',
  isLost: false,
  exemption: '',
  ...change,
})

const approved = { occurredOn: '2026-01-05', occurredOnPrecision: '日' as const, detail: '长期卧床', documentNo: '集组〔2026〕1号' }
const on = '2026-09-14'

describe('应到名单', () => {
  it('预备党员、留党察看的应到而没有表决权；停止党籍、权利中止、获准不计入的两样都不计；豁免出勤的仍有表决权', () => {
    const roll = expectedRollOf(on, '全体党员', [
      person('正式'),
      person('预备', { category: '预备党员', fullOn: null }),
      person('察看', { rightsStatus: '留党察看' }),
      person('中止', { rightsStatus: '权利中止' }),
      person('获准', { rightsStatus: '不计入应到会', ground: approved }),
      person('无文号', { rightsStatus: '不计入应到会', ground: { ...approved, documentNo: '' } }),
      person('停止', { partyStatus: '停止党籍' }),
      person('豁免', { exemption: '年老体弱' }),
    ])
    const shown = Object.fromEntries(roll.lines.map(({ name, isExpected, isVoter }) => [name, [isExpected, isVoter]]))
    expect(shown).toEqual({
      正式: [true, true],
      预备: [true, false],
      察看: [true, false],
      中止: [false, false],
      获准: [false, false],
      无文号: [true, true],
      停止: [false, false],
      豁免: [false, true],
    })
    expect(roll).toMatchObject({ expectedCount: 4, voterCount: 3 })
    expect(roll.problems).toEqual(['无文号：没有上级同意的文号，仍计入；请更正那条登记。'])
    expect(roll.lines.find(({ name }) => name === '豁免')).toMatchObject({ reason: '豁免出勤（年老体弱）' })
    expect(roll.lines.find(({ name }) => name === '豁免')?.basis).toContain('不作硬性要求')
  })

  it.each([
    ['2026-09-13', false],
    ['2026-09-14', true],
    ['2026-09-15', true],
  ])('9 月 14 日转正，%s 有没有表决权：%s', (day, isVoter) => {
    const roll = expectedRollOf(day, '全体党员', [person('转正', { fullOn: '2026-09-14' })])
    expect(roll.lines[0]?.isVoter).toBe(isVoter)
    expect(roll.expectedCount).toBe(1)
  })

  it('流动党员照样应到，标出去向', () => {
    const roll = expectedRollOf(on, '全体党员', [person('流动', { isFloating: true, floatingTo: '福建省泉州市' })])
    expect(roll.lines[0]).toMatchObject({ isExpected: true, isFloating: true, floatingTo: '福建省泉州市' })
  })
})

describe('签到', () => {
  const roll = expectedRollOf(on, '全体党员', [
    person('甲'),
    person('乙'),
    person('丙', { category: '预备党员' }),
    person('丁', { exemption: '重病' }),
  ])

  it('没有签到的按出席（点选减法）', () => {
    const lines = attendanceLines(roll, [{ memberId: '乙', status: '请假', reason: '出差' }], '出席')
    expect(headcountsOf(roll, lines)).toEqual({
      expectedCount: 3,
      presentCount: 2,
      voterExpectedCount: 3,
      voterPresentCount: 1,
      unexplainedCount: 0,
    })
  })

  it('没有签到的按缺席，没写原因的数出来', () => {
    const lines = attendanceLines(roll, [{ memberId: '甲', status: '出席', reason: '' }], '缺席')
    expect(headcountsOf(roll, lines)).toMatchObject({ expectedCount: 3, presentCount: 1, unexplainedCount: 2 })
  })

  it('一个也没有签到，是还没有录，不留行：应到取名单，实到为 0', () => {
    expect(attendanceLines(roll, [], '缺席')).toEqual([])
    expect(headcountsOf(roll, [])).toMatchObject({ expectedCount: 3, presentCount: 0, voterExpectedCount: 3 })
  })

  it('豁免出勤的来了，算应到也算实到；名单外的列席都不算', () => {
    const lines = attendanceLines(
      roll,
      [
        { memberId: '丁', status: '出席', reason: '' },
        { memberId: '外来', status: '列席', reason: '集团纪委' },
      ],
      '出席',
    )
    expect(headcountsOf(roll, lines)).toMatchObject({ expectedCount: 4, presentCount: 4, voterExpectedCount: 3, voterPresentCount: 3 })
    expect(lines.find(({ memberId }) => memberId === '外来')).toMatchObject({ isExpected: false, isVoter: false })
  })
})

describe('不论名册与签到怎样', () => {
  const people = fc
    .array(
      fc.record({
        rightsStatus: fc.constantFrom(...RIGHTS_STATUSES),
        category: fc.constantFrom('正式党员' as const, '预备党员' as const),
        partyStatus: fc.constantFrom('正常' as const, '停止党籍' as const),
        exemption: fc.constantFrom('', '年老体弱'),
        status: fc.constantFrom(...ATTENDANCE_STATUSES, null),
      }),
      { maxLength: 12 },
    )
    .map((rows) => rows.map(({ status, ...change }, index) => ({ status, person: person(`第${index}人`, change) })))

  it('实到不多于应到，有表决权的实到不多于应到', () => {
    fc.assert(
      fc.property(people, fc.constantFrom('出席' as const, '缺席' as const), (rows, unlisted) => {
        const roll = expectedRollOf(
          on,
          '全体党员',
          rows.map((row) => row.person),
        )
        const signIns = rows.flatMap(({ status, person: { id } }) => (status === null ? [] : [{ memberId: id, status, reason: '' }]))
        const counts = headcountsOf(roll, attendanceLines(roll, signIns, unlisted))
        expect(counts.presentCount).toBeLessThanOrEqual(counts.expectedCount)
        expect(counts.voterPresentCount).toBeLessThanOrEqual(counts.voterExpectedCount)
        expect(counts.voterExpectedCount).toBe(roll.voterCount)
        expect(counts.presentCount + counts.unexplainedCount).toBeLessThanOrEqual(counts.expectedCount)
      }),
    )
  })
})
