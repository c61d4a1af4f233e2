import { describe, expect, it } from 'vitest'
import { educationBook, ethnicityBook, jobBook } from '../../shared/member/codes.ts'
import { nameDoubt, nameProblem, normalizeName } from '../../shared/member/name.ts'
import { ageOn, missingFields, partyAgeOn, identityDoubts, profileProblems, type MemberFactsForRules } from '../../shared/member/rules.ts'

const TODAY = '2026-09-14'
const person: MemberFactsForRules = {
  name: '张三',
  gender: '男',
  ethnicity: '汉族',
  birthOn: '1985-06-15',
  birthOnPrecision: '日',
  identityNumber: '350203198506150011',
  education: '大学',
  category: '正式党员',
  joinedOn: '2006-07-01',
  joinedOnPrecision: '日',
  fullOn: '2007-07-01',
  fullOnPrecision: '日',
  job: '公有经济控制企业管理岗位',
  mobile: '13800000000',
  address: '某市某路 1 号',
  isLost: false,
  lostOn: null,
  lostOnPrecision: '日',
  isFloating: false,
  floatingTo: '',
}
const onCard = { gender: '男', birthOn: '1985-06-15' } as const
const labels = (change: Partial<MemberFactsForRules>) => profileProblems({ ...person, ...change }, TODAY).map(({ label }) => label)

describe('入册的条件', () => {
  it('各项齐全而合理时没有问题', () => {
    expect(profileProblems(person, TODAY)).toEqual([])
    expect(missingFields(person)).toEqual([])
    expect(identityDoubts(person, onCard)).toEqual([])
  })

  it('入党须年满十八岁：前一天不行，当天、后一天可以', () => {
    expect(labels({ joinedOn: '2003-06-14' })).toEqual(['入党日期'])
    expect(labels({ joinedOn: '2003-06-15' })).toEqual([])
    expect(labels({ joinedOn: '2003-06-16' })).toEqual([])
  })

  it('闰日出生的人在平年二月的最后一天满十八岁', () => {
    const leapling = { birthOn: '1988-02-29' }
    expect(labels({ ...leapling, joinedOn: '2006-02-27' })).toContain('入党日期')
    expect(labels({ ...leapling, joinedOn: '2006-02-28' })).not.toContain('入党日期')
  })

  it('入党、转正、失联日期以今天为界', () => {
    expect(labels({ fullOn: TODAY })).toEqual([])
    expect(labels({ fullOn: '2026-09-15' })).toEqual(['转正日期'])
    expect(labels({ joinedOn: '2026-09-15', fullOn: null })).toEqual(['入党日期'])
    expect(labels({ isLost: true, lostOn: '2026-09-15' })).toEqual(['失去联系日期'])
  })

  it('转正不得早于入党，预备党员不得有转正日期', () => {
    expect(labels({ fullOn: '2006-06-30' })).toEqual(['转正日期'])
    expect(labels({ fullOn: '2006-07-01' })).toEqual([])
    expect(labels({ category: '预备党员' })).toEqual(['转正日期'])
  })

  it('性别、生日与证号不符只是疑点（场景 7.31）', () => {
    expect(labels({ gender: '女', birthOn: '1985-06-16' })).toEqual([])
    expect(identityDoubts({ gender: '女', birthOn: '1985-06-16', birthOnPrecision: '日' }, onCard).map(({ label }) => label)).toEqual([
      '性别',
      '出生日期',
    ])
  })

  it('只记到月、年的日期按可能的范围判断：说不准的不拦，必定不合的才拦', () => {
    expect(labels({ joinedOn: '2003-06-01', joinedOnPrecision: '月' })).toEqual([])
    expect(labels({ joinedOn: '2003-05-01', joinedOnPrecision: '月' })).toEqual(['入党日期'])
    expect(labels({ joinedOn: '2003-01-01', joinedOnPrecision: '年' })).toEqual([])
    expect(labels({ joinedOn: '2002-01-01', joinedOnPrecision: '年' })).toEqual(['入党日期'])
    expect(labels({ fullOn: '2006-01-01', fullOnPrecision: '年' })).toEqual([])
    expect(labels({ fullOn: '2005-01-01', fullOnPrecision: '年' })).toEqual(['转正日期'])
    expect(identityDoubts({ gender: '男', birthOn: '1985-06-01', birthOnPrecision: '月' }, onCard)).toEqual([])
    expect(identityDoubts({ gender: '男', birthOn: '1985-07-01', birthOnPrecision: '月' }, onCard).map(({ reason }) => reason)).toEqual([
      '与身份证不符：证号为 1985-06-15，填的是 1985年7月，请按档案核对。',
    ])
  })

  it('应填而空的逐项列出；条件项只在条件成立时才算缺', () => {
    const bare = { education: '', job: '', mobile: '', address: '', fullOn: null }
    expect(missingFields({ ...person, ...bare })).toEqual(['学历', '转正日期', '工作岗位', '手机号', '家庭住址'])
    expect(missingFields({ ...person, category: '预备党员', fullOn: null })).toEqual([])
    expect(missingFields({ ...person, isLost: true, isFloating: true })).toEqual(['失去联系日期', '外出流向'])
  })
})

describe('年龄与党龄', () => {
  it('生日当天满周岁', () => {
    expect([ageOn('1985-06-15', '2026-06-14'), ageOn('1985-06-15', '2026-06-15'), ageOn('1985-06-15', '2026-06-16')]).toEqual([40, 41, 41])
  })

  it('党龄自转正之日起算，转正前为空', () => {
    expect([
      partyAgeOn('2007-07-01', '2007-06-30'),
      partyAgeOn('2007-07-01', '2008-06-30'),
      partyAgeOn('2007-07-01', '2008-07-01'),
    ]).toEqual([null, 0, 1])
    expect(partyAgeOn(null, TODAY)).toBeNull()
  })
})

describe('姓名', () => {
  it('间隔号统一、康熙部首折为汉字、对齐用的空格去掉', () => {
    expect(normalizeName('阿卜杜拉•买买提')).toBe('阿卜杜拉·买买提')
    expect(normalizeName('阿卜杜拉 ・ 买买提')).toBe('阿卜杜拉·买买提')
    expect(normalizeName('⽅⼀⽊')).toBe('方一木')
    expect(normalizeName('　张　三 ')).toBe('张三')
    expect(normalizeName('Ｊｏｈｎ  Smith')).toBe('John Smith')
  })

  it('扩展区生僻字与长名按字计数', () => {
    expect(nameProblem('𬱖𠮷')).toBe('')
    expect(nameProblem('𬱖')).toContain('1 个字')
    expect(nameProblem('买'.repeat(30))).toBe('')
    expect(nameProblem('买'.repeat(31))).toContain('31 个字')
  })

  it('控制字符与半个代理对拒绝，造字区与问号提示', () => {
    expect(nameProblem('张\u0001三')).toContain('控制字符')
    expect(nameProblem('张\ud842')).toContain('控制字符')
    expect(nameDoubt('张\ue000')).toContain('造字区')
    expect(nameDoubt('张?')).toContain('问号')
    expect(nameDoubt('张𬱖·买买提')).toBe('')
  })
})

describe('代码表', () => {
  it('“01 汉族”“汉族”“汉”“01”与掉了前导零的“1”都认', () => {
    for (const text of ['01 汉族', '01汉族', '汉族', '汉', '01', '1', ' ０１　汉族 '])
      expect(ethnicityBook.find(text)).toEqual({ kind: '认得', label: '汉族' })
    expect(ethnicityBook.find('维吾尔')).toEqual({ kind: '认得', label: '维吾尔族' })
  })

  it('学历别名与带字母的代码', () => {
    expect(educationBook.find('本科')).toEqual({ kind: '认得', label: '大学' })
    expect(educationBook.find('1A 中央党校研究生')).toEqual({ kind: '认得', label: '中央党校研究生' })
    expect(educationBook.find('省(区、市)委党校大学')).toEqual({ kind: '认得', label: '省（区、市）委党校大学' })
  })

  it('代码与名称不一致时说明矛盾，表外的词不猜', () => {
    expect(ethnicityBook.find('02 汉族')).toMatchObject({ kind: '矛盾' })
    expect(educationBook.find('研究生')).toEqual({ kind: '不认得', text: '研究生' })
    expect(jobBook.find('11')).toEqual({ kind: '不认得', text: '11' })
    expect(jobBook.find('213')).toEqual({ kind: '认得', label: '公有经济控制企业管理岗位' })
  })

  it('每一项写出来再读都回到自己', () => {
    for (const book of [ethnicityBook, educationBook, jobBook])
      for (const { label } of book.entries) expect(book.find(book.cell(label))).toEqual({ kind: '认得', label })
  })
})
