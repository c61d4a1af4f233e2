import { describe, expect, it } from 'vitest'
import { RowCells } from '../../shared/exchange/data-rows.ts'
import { ROSTER_FIELD_KEYS, type RosterFieldKey } from '../../shared/exchange/roster-fields.ts'
import { readRosterRow, type RosterEntry } from '../../shared/exchange/roster-rows.ts'
import type { SheetCell } from '../../shared/exchange/sheet.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const { identityNumber, birthOn } = syntheticPerson(0)

/** 第 5 行，各字段依次在 A、B、C……列；没给的格空着。 */
function read(cells: Partial<Record<RosterFieldKey, string | SheetCell>>): RosterEntry {
  const keys = ROSTER_FIELD_KEYS.filter((key) => key in cells)
  const places = new Map(keys.map((key, column) => [key, column] as const))
  const line = keys.map((key): SheetCell | undefined => {
    const value = cells[key]
    return typeof value === 'string' ? { kind: '文本', text: value } : value
  })
  return readRosterRow(
    { sheet: '一', rowNo: 5, cells: new RowCells(line, places), branchHint: '' },
    { places, today: '2026-09-14', organizationNames: new Map([['001.002', '第一支部']]) },
  )
}

describe('看上去一样的字折成一个', () => {
  it.each([
    ['康熙部首', '⽅⽂⾦', '方文金'],
    ['部首补充', '⻢⺠⻰', '马民龙'],
    ['兼容汉字', '\uf9e1\uf92c\u{2f81a}', '李郎冬'],
    ['零宽字符与变体选择符', '张\u200b三\ufe00\u{e0101}', '张三'],
    ['对齐的空格', '张　三', '张三'],
    ['间隔号各种写法', '买买提•吐尔逊', '买买提·吐尔逊'],
    ['汉字之间的点', '买买提.吐尔逊', '买买提·吐尔逊'],
    ['扩展区的字一个不改', '𬱖䶮𠮷', '𬱖䶮𠮷'],
  ])('姓名：%s', (_, written, name) => expect(read({ name: written, identityNumber }).values.name).toBe(name))

  it('支部、民族、住址里的也折，全角字母数字改半角，标点不动', () => {
    const { values, branchName } = read({
      name: '张三',
      identityNumber,
      branch: '第⼀党⽀部',
      ethnicity: '⽩族',
      address: '某⾥１２号（Ａ座）',
    })
    expect(branchName).toBe('第一党支部')
    expect(values.ethnicity).toBe('白族')
    expect(values.address).toBe('某里12号（A座）')
  })
})

describe('代码、名称、别名', () => {
  it.each<[RosterFieldKey, string, string]>([
    ['ethnicity', '05 维吾尔族', '维吾尔族'],
    ['ethnicity', '05', '维吾尔族'],
    ['ethnicity', '5', '维吾尔族'],
    ['ethnicity', '维吾尔', '维吾尔族'],
    ['education', '21 大学', '大学'],
    ['education', '本科', '大学'],
    ['education', '1A', '中央党校研究生'],
    ['job', '0213', '公有经济控制企业管理岗位'],
    ['job', '606（转业）待安置、学生毕业未就业的人员', '（转业）待安置、学生毕业未就业的人员'],
    ['category', '01 正式党员', '正式党员'],
    ['category', '中共预备党员', '预备党员'],
    ['category', '预', '预备党员'],
    ['gender', '1男', '男'],
    ['gender', '女性', '女'],
    ['partyStatus', '停止', '停止党籍'],
  ])('%s 写作“%s”', (key, written, value) => {
    const { values, refusals } = read({ name: '张三', identityNumber, [key]: written })
    expect(refusals).toEqual([])
    expect(values[key as 'ethnicity']).toBe(value)
  })

  it('支部写的是代码而有党组织清单的换成全称；清单里没有的原样交给对应', () => {
    expect(read({ name: '张三', identityNumber, branch: '001.002' }).branchName).toBe('第一支部')
    expect(read({ name: '张三', identityNumber, branch: '001.009' }).branchName).toBe('001.009')
  })
})

describe('证号', () => {
  const last = { kind: '数字' as const, number: 350299198506150015 }
  it('数字格丢了末几位的拒收那一格，说在哪一格；别的格照读', () => {
    const entry = read({ name: '张三', identityNumber: last, ethnicity: '汉' })
    expect(entry.refusals).toMatchObject([
      { label: '公民身份证号', cell: 'B5', reason: expect.stringContaining('15 位以后的数字已丢失') as string },
    ])
    expect(entry.values).toMatchObject({ name: '张三', ethnicity: '汉族' })
  })
  it('十五位旧号补成十八位并提示', () => {
    const entry = read({ name: '张三', identityNumber: { kind: '数字', number: 350299600101001 } })
    expect(entry.values.identityNumber).toMatch(/^35029919600101001[\dX]$/)
    expect(entry.doubts[0]?.reason).toContain('15 位旧号已按规则补成 18 位')
  })
})

describe('日期的精度', () => {
  it('缺日的存该月第一天并标“月”，只有年的标“年”，写全的标“日”', () => {
    const { values, doubts } = read({
      name: '张三',
      identityNumber,
      birthOn: `${birthOn.slice(0, 4)}年`,
      joinedOn: '1985年7月',
      fullOn: '1986-07-01',
      category: '正式党员',
    })
    expect(values).toMatchObject({
      birthOn: `${birthOn.slice(0, 4)}-01-01`,
      birthOnPrecision: '年',
      joinedOn: '1985-07-01',
      joinedOnPrecision: '月',
      fullOn: '1986-07-01',
      fullOnPrecision: '日',
    })
    expect(doubts.map(({ label, cell }) => [label, cell])).toEqual([
      ['出生日期', 'C5'],
      ['加入党组织日期', 'E5'],
    ])
  })
})
