import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BranchIndex, compareEntry, duplicateRefusals, namesakeKey, type RosterMember } from '../../shared/exchange/roster-diff.ts'
import { readRosterSheet } from '../../shared/exchange/roster-layout.ts'
import { readRosterRow } from '../../shared/exchange/roster-rows.ts'
import type { Sheet, SheetCell, SheetRange } from '../../shared/exchange/sheet.ts'
import { memberProfile } from '../../shared/member/contract.ts'
import { profileProblems } from '../../shared/member/rules.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const TODAY = '2026-09-14'
const BRANCHES = [
  { id: '甲', name: '第一支部', shortName: '一支部' },
  { id: '乙', name: '第二支部', shortName: '二支部' },
]
const roll: RosterMember[] = Array.from({ length: 8 }, (_, index) => ({
  id: `人${index}`,
  profile: syntheticPerson(index),
  branchId: '甲',
  branchName: '第一支部',
  branchFrom: null,
}))
const state = {
  today: TODAY,
  asOf: TODAY,
  members: new Map(roll.map((member) => [member.profile.identityNumber, member])),
  namesakes: new Map(roll.map(({ profile }) => [namesakeKey(profile.name, profile.birthOn), profile.identityNumber])),
  recycled: new Set<string>(),
  branches: new BranchIndex(BRANCHES),
}

const HEADINGS = [
  '序号',
  '姓名',
  '所在党支部',
  '公民身份证号',
  '性别',
  '民族',
  '出生日期',
  '学历',
  '人员类别',
  '入党日期',
  '转正日期',
  '工作岗位',
  '手机号',
  '家庭住址',
  '党籍状态',
  '是否为\n失联党员',
  '联系电话',
  '备注',
  '',
]
const decorated = fc
  .constantFrom(...HEADINGS)
  .chain((heading) =>
    fc.constantFrom(
      heading,
      ` ${heading}`,
      `${heading}\n`,
      `${heading}（必填）`,
      `*${heading}`,
      heading.split('').join(' '),
      `　${heading}　`,
    ),
  )
const person = fc.nat(11).map((index) => syntheticPerson(index))
const plausible = person.chain(({ name, identityNumber, birthOn, joinedOn }) =>
  fc.constantFrom(
    name,
    identityNumber,
    birthOn,
    joinedOn,
    '第一支部',
    '二支部',
    '男',
    '女',
    '01 汉族',
    '正式党员',
    '预备',
    '正常',
    '是',
    '否',
    '1979.01',
    '35020319850615001X',
  ),
)
const cell: fc.Arbitrary<SheetCell | undefined> = fc.oneof(
  { weight: 3, arbitrary: plausible.map((text) => ({ kind: '文本' as const, text })) },
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => ({ kind: '文本' as const, text })),
  fc.double().map((number) => ({ kind: '数字' as const, number })),
  fc
    .integer({ min: -10, max: 110_000 })
    .map((serial) => ({ kind: '日期' as const, date: serial % 3 === 0 ? null : '1985-06-15', serial, showsDay: serial % 2 === 0 })),
  fc.boolean().map((isTrue) => ({ kind: '是否' as const, isTrue })),
  fc.constant({ kind: '错误' as const, text: '#REF!' }),
  fc.constant({ kind: '公式无值' as const }),
  fc.constant(undefined),
)
const edge = fc.integer({ min: -2, max: 30 })
const merge: fc.Arbitrary<SheetRange> = fc.record({ top: edge, left: edge, bottom: edge, right: edge })
const sheet: fc.Arbitrary<Sheet> = fc
  .tuple(
    fc.array(fc.array(cell, { maxLength: 20 }), { maxLength: 3 }),
    fc.array(decorated, { minLength: 1, maxLength: 22 }),
    fc.array(fc.array(cell, { maxLength: 24 }), { maxLength: 8 }),
    fc.array(merge, { maxLength: 6 }),
  )
  .map(([above, headings, rows, merges]) => ({
    name: '名册',
    rows: [...above, headings.map((text) => ({ kind: '文本' as const, text })), ...rows],
    merges,
    isHidden: false,
  }))

function differencesOf(input: Sheet) {
  const read = readRosterSheet(input)
  if (read.kind === '未读') return []
  const fields = read.columns.flatMap(({ field }) => (field === null ? [] : [field]))
  const entries = read.rows.map((row) => readRosterRow(row, fields, TODAY))
  const duplicates = duplicateRefusals(entries)
  return entries.map((entry) => compareEntry(entry, state, duplicates.get(entry)))
}

describe('随机变形的表头与值', () => {
  it('不崩；要写的都合契约与规则；没有拒绝就没有理由，有拒绝就有中文理由', () => {
    fc.assert(
      fc.property(sheet, (input) => {
        for (const row of differencesOf(input)) {
          if (row.outcome === '拒绝') expect(row.refusals.length).toBeGreaterThan(0)
          else expect(row.refusals).toEqual([])
          for (const { reason } of [...row.refusals, ...row.doubts]) expect(reason).toMatch(/[\u4e00-\u9fff].*。$/u)
          if (!('after' in row)) continue
          expect(memberProfile.safeParse(row.after).success).toBe(true)
          expect(profileProblems(row.after, TODAY)).toEqual([])
        }
      }),
      { numRuns: 600 },
    )
  })

  it('对应到谁只看证号：变更与相同必是同一证号，新增必是名册里没有的证号', () => {
    fc.assert(
      fc.property(sheet, (input) => {
        for (const row of differencesOf(input)) {
          const number = row.entry.values.identityNumber ?? ''
          expect(row.memberId).toBe(state.members.get(number)?.id ?? null)
          if (row.outcome === '新增') expect(state.members.has(number)).toBe(false)
          if (row.outcome === '变更') expect(row.member.profile.identityNumber).toBe(row.after.identityNumber)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('列序打乱，读出的内容不变', () => {
    const columns = HEADINGS.slice(1, 14)
    const values = (index: number) => {
      const { name, identityNumber, gender, birthOn, joinedOn, fullOn, mobile, address } = syntheticPerson(index)
      return [
        name,
        '第一支部',
        identityNumber,
        gender,
        '01 汉族',
        birthOn,
        '21 大学',
        '正式党员',
        joinedOn,
        fullOn ?? '',
        '0213 公有经济控制企业管理岗位',
        mobile,
        address,
      ]
    }
    const text = (value: string) => ({ kind: '文本' as const, text: value })
    fc.assert(
      fc.property(fc.shuffledSubarray([...columns.keys()], { minLength: columns.length }), (order) => {
        const arranged = (line: readonly string[]) => order.map((index) => text(line[index] ?? ''))
        const rows = differencesOf({
          name: '名册',
          rows: [arranged(columns), arranged(values(0)), arranged(values(20))],
          merges: [],
          isHidden: false,
        })
        expect(rows.map(({ outcome }) => outcome)).toEqual(['相同', '新增'])
      }),
    )
  })
})

describe('合并单元格', () => {
  const text = (value: string): SheetCell => ({ kind: '文本', text: value })
  const headings = ['姓名', '公民身份证号', '所在党支部', '民族', '人员类别', '入党日期'].map(text)
  const line = (index: number, branch: SheetCell | undefined) => {
    const { name, identityNumber, joinedOn } = syntheticPerson(index)
    return [text(name), text(identityNumber), branch, text('汉族'), text('正式党员'), text(joinedOn)]
  }

  it('支部名竖向合并时各行都取左上角；越界的裁掉', () => {
    const rows = [headings, line(20, text('第一支部')), line(21, undefined), line(22, undefined)]
    const found = differencesOf({ name: '名册', rows, merges: [{ top: 1, left: 2, bottom: 99, right: 2 }], isHidden: false })
    expect(found.map(({ branchName }) => branchName)).toEqual(['第一支部', '第一支部', '第一支部'])
  })

  it('重叠的说明是哪两处', () => {
    const rows = [headings, line(20, text('第一支部')), line(21, text('第二支部'))]
    const merges = [
      { top: 1, left: 2, bottom: 2, right: 2 },
      { top: 2, left: 2, bottom: 2, right: 3 },
    ]
    const read = readRosterSheet({ name: '名册', rows, merges, isHidden: false })
    expect(read.kind === '花名册' && read.notes).toEqual(['合并单元格 C3:D3 与 C2:C3 重叠，前者未展开，请核对。'])
  })
})
