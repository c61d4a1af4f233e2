import { describe, expect, it } from 'vitest'
import { isSensitiveColumn, maskedColumn } from '../../shared/settings/sensitive-columns.ts'

describe('日志前后值里的敏感列', () => {
  it.each([
    ['member', 'identityNumber', '350206199001011234', '3502************34'],
    ['member', 'mobile', '13812345678', '138******78'],
    ['member', 'name', '张三', '张三'],
    ['member', 'remark', '妻子 13912345678', '妻子 139******78'],
    ['talk', 'points', '家里有困难', '＊＊＊'],
    ['memberEvent', 'detail', '严重警告', '＊＊＊'],
    ['batchChange', 'changesJson', '{"identityNumber":"350206199001011234"}', '{"identityNumber":"3502************34"}'],
  ])('%s.%s：%s 显示 %s', (table, column, value, shown) => expect(maskedColumn(table, column, value)).toBe(shown))

  it('数字与空值原样', () => {
    expect(maskedColumn('member', 'isLost', 1)).toBe(1)
    expect(maskedColumn('member', 'mobile', null)).toBeNull()
  })

  it('说得出哪一列是遮着的', () => {
    expect(isSensitiveColumn('member', 'identityNumber')).toBe(true)
    expect(isSensitiveColumn('member', 'name')).toBe(false)
  })
})
