import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BranchIndex } from '../../shared/exchange/branch-index.ts'
import { compareEntry, duplicateRefusals } from '../../shared/exchange/roster-diff.ts'
import { recognizeSheet } from '../../shared/exchange/roster-layout.ts'
import type { RosterMember } from '../../shared/exchange/roster-member.ts'
import { readRosterRow } from '../../shared/exchange/roster-rows.ts'
import type { Sheet, SheetCell, SheetRange } from '../../shared/exchange/sheet.ts'
import { SuspectIndex } from '../../shared/exchange/suspects.ts'
import { memberProfile, type MemberProfile } from '../../shared/member/contract.ts'
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
  openPosts: [],
}))
const SUSPECTS = new SuspectIndex(roll)
const state = {
  today: TODAY,
  asOf: TODAY,
  members: new Map(roll.map((member) => [member.profile.identityNumber, member])),
  memberById: (id: string) => roll.find((member) => member.id === id),
  suspects: () => SUSPECTS,
  recycled: new Set<string>(),
  branches: new BranchIndex(BRANCHES),
}

const text = (value: string) => ({ kind: '文本' as const, text: value })

/** 每一列的表头与一名党员在这一列的值。 */
const COLUMNS: readonly (readonly [string, (person: MemberProfile) => string])[] = [
  ['姓名', ({ name }) => name],
  ['所在党支部', () => '第一支部'],
  ['公民身份证号', ({ identityNumber }) => identityNumber],
  ['民族', () => '01 汉族'],
  ['人员类别', ({ category }) => category],
  ['入党日期', ({ joinedOn }) => joinedOn],
  ['性别', ({ gender }) => gender],
  ['出生日期', ({ birthOn }) => birthOn],
  ['学历', () => '21 大学'],
  ['转正日期', ({ fullOn }) => fullOn ?? ''],
  ['工作岗位', () => '0213 公有经济控制企业管理岗位'],
  ['手机号', ({ mobile }) => mobile],
  ['家庭住址', ({ address }) => address],
  ['党籍状态', () => '正常'],
  ['是否为\n失联党员', () => '否'],
  ['备注', () => ''],
]
const REQUIRED_COLUMNS = 6

const WORDS = [
  '王五',
  syntheticPerson(3).identityNumber,
  '350203198506150000',
  '二支部',
  '没有的支部',
  '女',
  '汉',
  '02 汉族',
  '预备党员',
  '积极分子',
  '1979.01',
  '2027-01-01',
  '1950年1月1日',
  '=1+1',
  '停止党籍',
  '是',
]
const cell: fc.Arbitrary<SheetCell | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS).map(text) },
  fc.string({ unit: 'binary', maxLength: 40 }).map(text),
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
const decoration = fc.constantFrom<(heading: string) => string>(
  (heading) => heading,
  (heading) => ` ${heading}\n`,
  (heading) => `${heading}（必填）`,
  (heading) => `*${heading}`,
  (heading) => heading.split('').join(' '),
  (heading) => `　${heading}　`,
)
/** 一行：第几个人（前 8 个在名册里），几格换成别的。 */
const line = fc.record({ who: fc.nat(14), swaps: fc.array(fc.tuple(fc.nat(), cell), { maxLength: 2 }) })

/** 必需列齐全、列序与写法任意、别的列随意多少，上面有几行杂物，合并区域随意。 */
const sheet: fc.Arbitrary<Sheet> = fc
  .record({
    kept: fc.shuffledSubarray([...COLUMNS.keys()]),
    order: fc.shuffledSubarray([...COLUMNS.keys()], { minLength: COLUMNS.length }),
    decorations: fc.array(decoration, { minLength: COLUMNS.length, maxLength: COLUMNS.length }),
    above: fc.array(fc.array(cell, { maxLength: 20 }), { maxLength: 3 }),
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    merges: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(merge, { maxLength: 4 })),
  })
  .map(({ kept, order, decorations, above, lines, merges }) => {
    const columns = order.filter((index) => index < REQUIRED_COLUMNS || kept.includes(index))
    const headings = columns.map((index) => text(decorations[index]?.(COLUMNS[index]?.[0] ?? '') ?? ''))
    const rows = lines.map(({ who, swaps }) => {
      const cells: (SheetCell | undefined)[] = columns.map((index) => text(COLUMNS[index]?.[1](syntheticPerson(who)) ?? ''))
      for (const [at, swapped] of swaps) cells[at % cells.length] = swapped
      return cells
    })
    return { book: '', name: '名册', rows: [...above, headings, ...rows], merges, isHidden: false }
  })

const recognize = (input: Sheet) => recognizeSheet(input, { today: TODAY, choices: new Map(), layouts: new Map() })

function differencesOf(input: Sheet) {
  const { rows, places } = recognize(input)
  const entries = rows.map((row) => readRosterRow(row, { places, today: TODAY, organizationNames: new Map() }))
  const duplicates = duplicateRefusals(entries)
  return entries.map((entry) => compareEntry(entry, state, { matches: new Map(), clearing: new Set() }, duplicates.get(entry)))
}

describe('随机变形的表头与值', () => {
  it('不崩；要写的都合契约与规则；没有拒绝就没有理由，有拒绝就有中文理由', () => {
    fc.assert(
      fc.property(sheet, (input) => {
        for (const row of differencesOf(input)) {
          if (row.outcome === '拒绝') expect(row.refusals.length).toBeGreaterThan(0)
          else if (row.outcome === '疑似重复') expect(row.suspects.length).toBeGreaterThan(0)
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
    fc.assert(
      fc.property(fc.shuffledSubarray([...COLUMNS], { minLength: COLUMNS.length }), (columns) => {
        const values = (index: number) => columns.map(([, value]) => text(value(syntheticPerson(index))))
        const rows = [columns.map(([heading]) => text(heading)), values(0), values(20)]
        expect(differencesOf({ book: '', name: '名册', rows, merges: [], isHidden: false }).map(({ outcome }) => outcome)).toEqual([
          '相同',
          '新增',
        ])
      }),
    )
  })

  it('变形之后五种去向都走得到，随机测试才不是空转', () => {
    const met = new Set(
      fc.sample(sheet, { numRuns: 300, seed: 20260914 }).flatMap((input) => differencesOf(input).map(({ outcome }) => outcome)),
    )
    expect(met).toEqual(new Set(['新增', '变更', '相同', '拒绝', '疑似重复']))
  })
})

describe('合并单元格', () => {
  const headings = ['姓名', '公民身份证号', '所在党支部', '民族', '人员类别', '入党日期'].map(text)
  const enrolled = (index: number, branch: SheetCell | undefined) => {
    const { name, identityNumber, joinedOn } = syntheticPerson(index)
    return [text(name), text(identityNumber), branch, text('汉族'), text('正式党员'), text(joinedOn)]
  }

  it('支部名竖向合并时各行都取左上角；越界的裁掉', () => {
    const rows = [headings, enrolled(20, text('第一支部')), enrolled(21, undefined), enrolled(22, undefined)]
    const found = differencesOf({ book: '', name: '名册', rows, merges: [{ top: 1, left: 2, bottom: 99, right: 2 }], isHidden: false })
    expect(found.map(({ branchName }) => branchName)).toEqual(['第一支部', '第一支部', '第一支部'])
  })

  it('重叠的说明是哪两处', () => {
    const rows = [headings, enrolled(20, text('第一支部')), enrolled(21, text('第二支部'))]
    const merges = [
      { top: 1, left: 2, bottom: 2, right: 2 },
      { top: 2, left: 2, bottom: 2, right: 3 },
    ]
    const read = recognize({ book: '', name: '名册', rows, merges, isHidden: false })
    expect(read.reading.note).toContain('合并单元格 C3:D3 与 C2:C3 重叠，前者未展开，请核对。')
  })
})
