import { describe, expect, it } from 'vitest'
import { attendanceRoll, type RollMember } from '../../shared/member/attendance.ts'

const person = (id: string, change: Partial<RollMember> = {}): RollMember => ({
  id,
  name: `党员${id}`,
  category: '正式党员',
  fullOn: '2010-07-01',
  partyStatus: '正常',
  rightsStatus: '正常',
  ground: null,
  ...change,
})
const ground = { occurredOn: '2026-03-01', occurredOnPrecision: '日', detail: '不能表达意志', documentNo: '测党〔2026〕3号' } as const

describe('应到会（N-14）：逐人计入或不计入', () => {
  it('场景：正式 5（察看 1、中止 1、不计入 1）、预备 1、停止党籍 1', () => {
    const roll = attendanceRoll('2026-09-14', [
      person('一'),
      person('二'),
      person('三', { rightsStatus: '留党察看' }),
      person('四', { rightsStatus: '权利中止', ground: { ...ground, detail: '留置', documentNo: '' } }),
      person('五', { rightsStatus: '不计入应到会', ground }),
      person('六', { category: '预备党员', fullOn: null }),
      person('七', { partyStatus: '停止党籍' }),
    ])
    expect([roll.memberCount, roll.fullMemberCount, roll.voterCount]).toEqual([6, 5, 2])
    expect(roll.workings).toEqual([
      '党员人数＝正式 5＋预备 1＝6（党籍正常的）',
      '应到会＝正式党员 5－留党察看 1－权利中止 1－获准不计入 1＝2',
    ])
    const excluded = roll.lines.filter(({ isCounted }) => !isCounted)
    expect(excluded).toHaveLength(5)
    for (const line of excluded) expect([line.reason, line.basis]).not.toContain('')
    expect(excluded.find(({ memberId }) => memberId === '四')?.reason).toBe('自 2026-03-01 权利中止')
    expect(excluded.find(({ memberId }) => memberId === '五')).toMatchObject({
      reason: '自 2026-03-01 获准不计入（不能表达意志）',
      documentNo: '测党〔2026〕3号',
      problem: '',
    })
  })

  it('转正前一天不计入，当天起计入', () => {
    const voters = (asOf: string) => attendanceRoll(asOf, [person('一', { fullOn: '2026-07-01' })]).voterCount
    expect([voters('2026-06-30'), voters('2026-07-01'), voters('2026-07-02')]).toEqual([0, 1, 1])
  })

  it('不计入而没有登记依据、没有批准文号的点明', () => {
    const problem = (known: RollMember['ground']) =>
      attendanceRoll('2026-09-14', [person('一', { rightsStatus: '不计入应到会', ground: known })]).lines[0]?.problem
    expect(problem(null)).toContain('没有登记理由与上级同意的文号')
    expect(problem({ ...ground, documentNo: '' })).toContain('没有上级同意的文号')
    expect(problem(ground)).toBe('')
  })
})
