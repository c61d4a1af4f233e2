import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCharacter, readIdentityNumber } from '../../shared/member/identity-number.ts'

const TODAY = '2026-09-14'

function reason(text: string): string {
  const reading = readIdentityNumber(text, TODAY)
  return reading.ok ? '' : reading.reason
}

describe('GB 11643 公民身份号码', () => {
  it.each([
    ['11010519491231002', 'X'],
    ['35020319850615001', '1'],
    ['35020319900101100', '2'],
  ])('前 17 位 %s 的校验码是 %s', (body, check) => {
    expect(checkCharacter(body)).toBe(check)
    expect(readIdentityNumber(body + check, TODAY).ok).toBe(true)
  })

  it('末位写错时说明应为哪一位（场景 7.31）', () => {
    expect(reason('35020319850615001X')).toBe('身份证号校验不符：末位应为 1，这里是 X，请按证件重填。')
  })

  it('改对后取出性别与生日（场景 7.31）', () => {
    const reading = readIdentityNumber('350203198506150011', TODAY)
    expect(reading.ok && reading.identity).toEqual({ number: '350203198506150011', birthOn: '1985-06-15', gender: '男', isUpgraded: false })
  })

  it('遮着的证号（没勾全文的导出件）说清换哪张表', () => {
    expect(reason('3502************34')).toContain('遮着的')
  })

  it('小写 x、全角数字、前导撇号、空格都认', () => {
    for (const text of ['11010519491231002x', '１１０１０５１９４９１２３１００２Ｘ', "'110105 19491231 002X"]) {
      const reading = readIdentityNumber(text, TODAY)
      expect(reading.ok && reading.identity.number).toBe('11010519491231002X')
    }
  })

  it('15 位旧号补成 18 位并提示核对', () => {
    const reading = readIdentityNumber('110105491231002', TODAY)
    expect(reading.ok && reading.identity).toMatchObject({ number: '11010519491231002X', birthOn: '1949-12-31', isUpgraded: true })
    expect(reading.ok && reading.doubt).toContain('15 位旧号')
  })

  it('末三位被抹零：校验不符时拒绝并说明，相符时只提示', () => {
    expect(reason('350203198506150000')).toContain('Excel 把 15 位以后的数字抹成了 0')
    const fitting = Array.from({ length: 10 }, (_, i) => `3502031985061${i}`)
      .flatMap((head) => Array.from({ length: 10 }, (_, i) => `${head}${i}00`))
      .map((body) => body.slice(0, 17))
      .find((body) => checkCharacter(body) === '0')
    expect(fitting).toBeDefined()
    const reading = readIdentityNumber(`${fitting ?? ''}0`, TODAY)
    expect(reading.ok && reading.doubt).toContain('抹成了 0')
  })

  it.each([
    ['', '没有填写'],
    ['3.50203E+17', '科学记数法'],
    ['35020319850615', '14 位'],
    ['3502031985061500112', '19 位'],
    ['35020A198506150011', '别的字符'],
    ['990203198506150011', '前两位“99”'],
    ['000203198506150011', '前两位“00”'],
    ['350203198502300012', '“1985-02-30”不存在'],
    ['350203198513010012', '“1985-13-01”不存在'],
    ['35020320260915001X', '在今天（2026-09-14）之后'],
  ])('%s 被拒：%s', (text, because) => {
    expect(reason(text)).toContain(because)
  })

  it('出生日期以今天为界：今天可以，明天不行', () => {
    const born = (day: string) => `350203202609${day}001`
    expect(readIdentityNumber(born('14') + checkCharacter(born('14')), TODAY).ok).toBe(true)
    expect(readIdentityNumber(born('15') + checkCharacter(born('15')), TODAY).ok).toBe(false)
  })

  it('任一位数字写错都查得出（模 11 的检错能力）', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (sequence, place, shift) => {
          const body = `35020319850615${String(sequence).padStart(3, '0')}`
          const number = body + checkCharacter(body)
          const digit = (Number(number[place]) + shift) % 10
          expect(readIdentityNumber(`${number.slice(0, place)}${digit}${number.slice(place + 1)}`, TODAY).ok).toBe(false)
        },
      ),
    )
  })
})
