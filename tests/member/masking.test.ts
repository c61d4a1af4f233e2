import { describe, expect, it } from 'vitest'
import {
  HIDDEN_TEXT,
  isHalfMasked,
  maskedChange,
  maskIdentityNumber,
  maskNumbersIn,
  maskPhone,
  maskProfile,
  maskText,
  withoutMasks,
} from '../../shared/member/masking.ts'

describe('敏感字段怎样遮', () => {
  it.each([
    ['350206199001011234', '3502************34'],
    ['35020619900101123X', '3502************3X'],
    ['350206900101123', '3502*********23'],
    ['3502061', '*******'],
    ['35020612', '3502**12'],
    ['', ''],
  ])('证号 %s 只露前 4 后 2：%s', (number, masked) => expect(maskIdentityNumber(number)).toBe(masked))

  it.each([
    ['13812345678', '138******78'],
    ['0592-1234567', '059*******67'],
    ['123456', '******'],
    ['', ''],
  ])('电话 %s 只露前 3 后 2：%s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

  it('整段的文字不露字数，空着的看得出是空的', () => {
    expect(maskText('思想上有顾虑')).toBe(HIDDEN_TEXT)
    expect(maskText('')).toBe('')
  })

  it.each([
    ['证号 350206199001011234 已登记', '证号 3502************34 已登记'],
    ['末位小写 35020619900101123x。', '末位小写 3502************3x。'],
    ['旧号350206900101123', '旧号3502*********23'],
    ['电话13812345678，备用 +86 13912345678', '电话138******78，备用 +86 139******78'],
    ['分段写 138-1234-5678', '分段写 138********78'],
    ['办公 0592-1234567', '办公 059*******67'],
    ['2026-09-14 交 1234567 元，文号 金圆党〔2026〕12号', '2026-09-14 交 1234567 元，文号 金圆党〔2026〕12号'],
    ['标识 7f350206-1990-4101-8123-138123456789', '标识 7f350206-1990-4101-8123-138123456789'],
    ['散列 a350206199001011234f', '散列 a350206199001011234f'],
    ['流水 999999999999999999', '流水 999999999999999999'],
  ])('文字里夹着的号码：%s', (text, masked) => expect(maskNumbersIn(text)).toBe(masked))

  it('遮两次与遮一次一样', () => {
    for (const text of ['证号 350206199001011234', '13812345678、0592-1234567'])
      expect(maskNumbersIn(maskNumbersIn(text))).toBe(maskNumbersIn(text))
  })
})

const STORED = { identityNumber: '350206199001011234', mobile: '13812345678', landline: '', remark: '妻子电话 13912345678' }

describe('遮着送回来的', () => {
  it('没有点开的几项取库里的原值', () => {
    expect(withoutMasks(maskProfile(STORED), STORED)).toEqual(STORED)
  })

  it('点开改过的照写，清空也是改', () => {
    const written = { ...maskProfile(STORED), mobile: '13700000000', remark: '' }
    expect(withoutMasks(written, STORED)).toEqual({ ...STORED, mobile: '13700000000', remark: '' })
  })

  it('星号改了一半的认得出', () => {
    expect(isHalfMasked('138*****999')).toBe(true)
    expect(isHalfMasked('13812345678')).toBe(false)
  })
})

describe('前后值并排', () => {
  const before = '350206199001011234'
  it.each([
    ['350206199001011243', '3502************43（末 2 位不同）'],
    ['350206199001011235', '3502************35（末位不同）'],
    ['350206199002011234', '3502************34（第 12 位不同）'],
    ['350206198802011234', '3502************34（第 9、10、12 位不同）'],
    ['110101198802022345', '1101************45（有 12 位不同）'],
    ['', ''],
  ])('证号改为 %s 显示 %s', (after, shown) => {
    expect(maskedChange('identityNumber', before, after)).toEqual({ before: '3502************34', after: shown })
  })

  it('不敏感的项原样', () => expect(maskedChange('job', '甲', '乙')).toEqual({ before: '甲', after: '乙' }))
})
