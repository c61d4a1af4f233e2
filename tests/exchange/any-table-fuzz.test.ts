import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRoster, type ParsingInput } from '../../electron/exchange/roster-parsing.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import { OTHER_HEADINGS, ROSTER_FIELDS, type RosterFieldKey } from '../../shared/exchange/roster-fields.ts'
import { recognizeSheet } from '../../shared/exchange/roster-layout.ts'
import { readRosterRow, type RosterEntry } from '../../shared/exchange/roster-rows.ts'
import type { Sheet, SheetCell } from '../../shared/exchange/sheet.ts'
import { educationBook, ethnicityBook, jobBook } from '../../shared/member/codes.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { encodeGbk } from '../kit/encode-gbk.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const TODAY = '2026-09-14'
const SEED = 20260914
const BRANCHES = ['第一支部', '机关党支部', '车间联合党支部']

/** 一名党员的真实情况：测试里处处与它对照。 */
type Truth = { readonly profile: MemberProfile; readonly branch: string }

function truthOf(index: number): Truth {
  const ethnicity = ['汉族', '回族', '满族', '壮族'][index % 4] ?? '汉族'
  const isProbationary = index % 5 === 0
  return {
    profile: syntheticPerson(index * 41 + 3, {
      ethnicity,
      education: ['大学', '大专', '硕士研究生', '普通高中'][index % 4] ?? '大学',
      category: isProbationary ? '预备党员' : '正式党员',
      ...(isProbationary ? { fullOn: null } : {}),
    }),
    branch: BRANCHES[index % BRANCHES.length] ?? '第一支部',
  }
}

/** 同一个日期的几种写法；写到月的，读出来也只能到月。 */
const DATE_WRITINGS: readonly ((date: string) => string)[] = [
  (date) => date,
  (date) => date.replaceAll('-', '/'),
  (date) => date.replaceAll('-', '.'),
  (date) => date.replaceAll('-', ''),
  (date) => `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`,
  (date) => `${date} 00:00:00`,
  (date) => `${date.slice(0, 4)}.${date.slice(5, 7)}`,
  (date) => `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月`,
]

/** 每个字段怎样写；`way` 选其中一种写法。 */
const WRITINGS: Partial<Record<RosterFieldKey, (truth: Truth, way: number) => string>> = {
  name: ({ profile }, way) => (way % 3 === 0 ? Array.from(profile.name).join(' ') : way % 3 === 1 ? `\u200b${profile.name}` : profile.name),
  branch: ({ branch }) => branch,
  identityNumber: ({ profile }, way) =>
    way % 3 === 0 ? profile.identityNumber.toLowerCase() : way % 3 === 1 ? ` ${profile.identityNumber}` : profile.identityNumber,
  gender: ({ profile }, way) => (way % 3 === 0 ? `${profile.gender}性` : profile.gender),
  ethnicity: ({ profile }, way) => (way % 2 === 0 ? ethnicityBook.cell(profile.ethnicity) : profile.ethnicity),
  birthOn: ({ profile }, way) => DATE_WRITINGS[way % DATE_WRITINGS.length]?.(profile.birthOn) ?? '',
  education: ({ profile }, way) => (way % 2 === 0 ? educationBook.cell(profile.education) : profile.education),
  category: ({ profile }, way) =>
    way % 3 === 0 ? profile.category.slice(0, 2) : way % 3 === 1 ? `01 ${profile.category}` : profile.category,
  joinedOn: ({ profile }, way) => DATE_WRITINGS[way % DATE_WRITINGS.length]?.(profile.joinedOn) ?? '',
  fullOn: ({ profile }, way) => (profile.fullOn === null ? '' : (DATE_WRITINGS[way % DATE_WRITINGS.length]?.(profile.fullOn) ?? '')),
  job: ({ profile }, way) => (way % 2 === 0 ? jobBook.cell(profile.job) : profile.job),
  mobile: ({ profile }, way) =>
    way % 3 === 0 ? `+86 ${profile.mobile}` : way % 3 === 1 ? profile.mobile.replace(/(\d{3})(\d{4})/, '$1-$2-') : profile.mobile,
  address: ({ profile }) => profile.address,
  partyStatus: ({ profile }) => profile.partyStatus,
}
const FIELDS = Object.keys(WRITINGS) as RosterFieldKey[]

/** 别的列里像模像样的值：日期、姓名、证号、电话都有，看会不会被当成本人的。 */
const DISTRACTIONS: readonly ((index: number) => string)[] = [
  (index) => `20${String(10 + (index % 15)).padStart(2, '0')}-05-04`,
  (index) => syntheticPerson(index + 700).name,
  (index) => syntheticPerson(index + 700).identityNumber,
  (index) => String(13700000000 + index),
  (index) => (index % 2 === 0 ? '是' : '否'),
  (index) => `中共别处第${index % 3}支部委员会`,
  (index) => String(index * 3 + 1),
  () => '汉族',
  () => '',
]

const decoration = fc.constantFrom<(heading: string) => string>(
  (heading) => heading,
  (heading) => ` ${heading}\n`,
  (heading) => `${heading}（必填）`,
  (heading) => `*${heading}`,
  (heading) => heading.split('').join(' '),
  (heading) => `　${heading}：`,
  (heading) => `${heading}【见说明】`,
)

const aliasesOf = (field: RosterFieldKey) => ROSTER_FIELDS.find(({ key }) => key === field)?.aliases ?? [field]

type Column = { readonly field: RosterFieldKey | null; readonly heading: string; readonly way: number; readonly distraction: number }

const known = (field: RosterFieldKey): fc.Arbitrary<Column> =>
  fc.record({ alias: fc.constantFrom(...aliasesOf(field)), decorate: decoration, way: fc.nat(23) }).map(({ alias, decorate, way }) => ({
    field,
    heading: decorate(alias),
    way,
    distraction: 0,
  }))
const other: fc.Arbitrary<Column> = fc
  .record({ heading: fc.constantFrom(...OTHER_HEADINGS), decorate: decoration, distraction: fc.nat(DISTRACTIONS.length - 1) })
  .map(({ heading, decorate, distraction }) => ({ field: null, heading: decorate(heading), way: 0, distraction }))

/** 夹在中间的行：小计、说明、重复的表头、分段、空行。 */
const NOISE: readonly ((headings: readonly string[]) => string[])[] = [
  () => ['小计', '3 人'],
  () => ['以下为离退休党员'],
  (headings) => [...headings],
  () => ['注：本页共三人'],
  () => [],
  () => ['', '', ''],
]

/** 一张随机的表：姓名与证号必有，别的列随意；上面有标题，中间夹杂行，下面有脚注。 */
const table = fc
  .record({
    essential: fc.tuple(known('name'), known('identityNumber')),
    optional: fc
      .shuffledSubarray(FIELDS.filter((field) => field !== 'name' && field !== 'identityNumber'))
      .chain((fields) => fc.tuple(...fields.map(known))),
    others: fc.array(other, { maxLength: 6 }),
    order: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
    above: fc.subarray(['中共测试公司党员花名册', '填报单位：某某　　填报日期：2026年9月', '（此表由党办填写）']),
    people: fc.integer({ min: 3, max: 14 }),
    first: fc.nat(200),
    noise: fc.array(fc.tuple(fc.nat(), fc.nat(NOISE.length - 1)), { maxLength: 3 }),
    below: fc.subarray(['合计', '填表人：某某', '注：以上信息由各支部核对']),
  })
  .map(({ essential, optional, others, order, above, people, first, noise, below }) => {
    const keys = [...essential, ...optional, ...others].map((column, index) => ({ column, key: order[index] ?? 0 }))
    const columns = keys.sort((a, b) => a.key - b.key).map(({ column }) => column)
    const headings = columns.map(({ heading }) => heading)
    const truths = Array.from({ length: people }, (_, index) => truthOf(first + index))
    const body = truths.map((truth, index) =>
      columns.map(({ field, way, distraction }) =>
        field === null ? (DISTRACTIONS[distraction]?.(first + index) ?? '') : (WRITINGS[field]?.(truth, way) ?? ''),
      ),
    )
    for (const [at, kind] of noise) body.splice(at % (body.length + 1), 0, NOISE[kind]?.(headings) ?? [])
    return { columns, truths, lines: [...above.map((line) => [line]), headings, ...body, ...below.map((line) => [line])] }
  })
type Table = typeof table extends fc.Arbitrary<infer T> ? T : never

const cellOf = (value: string): SheetCell | undefined => (value === '' ? undefined : { kind: '文本', text: value })

function sheetOf({ lines }: Table): Sheet {
  return { book: '', name: '名册', rows: lines.map((line) => line.map(cellOf)), merges: [], isHidden: false }
}

function entriesOf(sheet: Sheet): RosterEntry[] {
  const { rows, places } = recognizeSheet(sheet, { today: TODAY, choices: new Map(), layouts: new Map() })
  return rows.map((row) => readRosterRow(row, { places, today: TODAY, organizationNames: new Map() }))
}

const DATED = ['birthOn', 'joinedOn', 'fullOn'] as const

/** 读出来的每一项都得是这个人的真实情况：可以没读到，不能读错、放错。 */
function expectTruthful(entry: RosterEntry, truths: readonly Truth[]): void {
  const number = entry.values.identityNumber
  if (number === undefined) return
  const truth = truths.find(({ profile }) => profile.identityNumber === number)
  expect(truth, `读出了表里没有的证号 ${number}`).toBeDefined()
  if (!truth) return
  for (const [key, value] of Object.entries(entry.values)) {
    const dated = DATED.find((field) => field === key)
    if (dated !== undefined) {
      const precision = entry.values[`${dated}Precision`] ?? '日'
      const actual = truth.profile[dated] ?? ''
      expect([key, value]).toEqual([
        key,
        precision === '日' ? actual : precision === '月' ? `${actual.slice(0, 7)}-01` : `${actual.slice(0, 4)}-01-01`,
      ])
    } else if (!key.endsWith('Precision')) expect([key, value]).toEqual([key, truth.profile[key as keyof MemberProfile]])
  }
  if (entry.branchName !== '') expect(entry.branchName).toBe(truth.branch)
}

describe('随机的表：表头改写、列序打乱、夹杂行、值换写法', () => {
  it('不崩、不漏人、不误并、不把值放错字段', () => {
    fc.assert(
      fc.property(table, (input) => {
        const entries = entriesOf(sheetOf(input))
        for (const entry of entries) expectTruthful(entry, input.truths)
        const numbers = entries.flatMap(({ values }) => values.identityNumber ?? [])
        // 一人一行，一个不少、一个不多。
        expect([...numbers].sort()).toEqual(input.truths.map(({ profile }) => profile.identityNumber).sort())
      }),
      { numRuns: 1000, seed: SEED },
    )
  })

  it('认识的表头都取到：有这一列、写了值的，不会悄悄丢掉', () => {
    fc.assert(
      fc.property(table, (input) => {
        const entries = entriesOf(sheetOf(input))
        const fields = new Set(input.columns.flatMap(({ field }) => (field === null ? [] : [field])))
        for (const entry of entries)
          for (const field of fields) {
            if (field === 'branch') expect(entry.branchName).not.toBe('')
            else if (field !== 'fullOn') expect(Object.keys(entry.values), `没有读到 ${field}`).toContain(field)
          }
      }),
      { numRuns: 300, seed: SEED + 1 },
    )
  })

  it('表头换成形近错字：要么认对，要么请人确认或不取，绝不取错', () => {
    const typos = [
      ['入', '人'],
      ['间', '问'],
      ['支', '技'],
      ['性', '姓'],
      ['族', '旅'],
      ['码', '玛'],
      ['日', '曰'],
      ['期', '斯'],
      ['党', '堂'],
      ['证', '正'],
      ['住', '往'],
      ['机', '几'],
    ] as const
    fc.assert(
      fc.property(table, fc.array(fc.tuple(fc.nat(), fc.nat(typos.length - 1)), { minLength: 1, maxLength: 4 }), (input, changes) => {
        const lines = input.lines.map((line) => [...line])
        const headings = lines.find(
          (line) => line.length === input.columns.length && line.every((cell, index) => cell === input.columns[index]?.heading),
        )
        for (const [at, which] of changes) {
          const [right, wrong] = typos[which] ?? ['', '']
          if (headings) headings[at % headings.length] = (headings[at % headings.length] ?? '').replaceAll(right, wrong)
        }
        for (const entry of entriesOf(sheetOf({ ...input, lines }))) expectTruthful(entry, input.truths)
      }),
      { numRuns: 400, seed: SEED + 2 },
    )
  })
})

describe('随机的文件：编码、分隔符、格式、截断', () => {
  const quoted = (value: string) => (/[",\n\t;|]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const encodings: readonly ((text: string) => Buffer)[] = [
    (text) => Buffer.from(text, 'utf8'),
    (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
    (text) => encodeGbk(text.replaceAll(/[䶮𬱖\u200b※]/gu, '')),
    (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  ]
  const parse = (fileName: string, bytes: Buffer) =>
    parseRoster({ fileName, bytes, today: TODAY, choices: [], layouts: new Map() } satisfies ParsingInput, () => Promise.resolve())

  /** GBK 里没有的生僻字会换成别的名字：只用常见字的人来比。 */
  const common = table.filter(({ truths }) => truths.every(({ profile }) => !/[䶮𬱖]/u.test(profile.name)))

  it('各种编码与分隔符写成文字，读出来还是那些人', async () => {
    await fc.assert(
      fc.asyncProperty(
        common,
        fc.nat(encodings.length - 1),
        fc.constantFrom(',', '\t', ';'),
        fc.constantFrom('\r\n', '\n'),
        async (input, encoding, delimiter, end) => {
          const text = input.lines.map((line) => line.map(quoted).join(delimiter)).join(end)
          const { entries } = await parse('名册.csv', encodings[encoding]?.(text) ?? Buffer.alloc(0))
          for (const entry of entries) expectTruthful(entry, input.truths)
          expect(entries.flatMap(({ values }) => values.identityNumber ?? [])).toHaveLength(input.truths.length)
        },
      ),
      { numRuns: 250, seed: SEED + 3 },
    )
  })

  it('截断的文字与工作簿：中文拒绝，或只读出完整的行；不会读成别人', async () => {
    const formats = ['csv', 'xlsx', 'xls'] as const
    const bytesOf = (input: Table, format: (typeof formats)[number]): Buffer => {
      if (format === 'csv')
        return encodeGbk(
          input.lines
            .map((line) => line.map(quoted).join(','))
            .join('\n')
            .replaceAll(/[䶮𬱖\u200b※]/gu, ''),
        )
      const workbook = XLSX.utils.book_new()
      XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(input.lines.map((line) => [...line])), '名册')
      return Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType: format === 'xls' ? 'biff8' : 'xlsx' }) as Buffer)
    }
    await fc.assert(
      fc.asyncProperty(common, fc.constantFrom(...formats), fc.double({ min: 0.05, max: 1, noNaN: true }), async (input, format, share) => {
        const whole = bytesOf(input, format)
        const bytes = whole.subarray(0, Math.ceil(whole.length * share))
        try {
          const { entries } = await parse(`名册.${format}`, bytes)
          // 文字截在半行时，最后一行的末一格可能不全，其余各行照旧。
          for (const entry of format === 'csv' && share < 1 ? entries.slice(0, -1) : entries) expectTruthful(entry, input.truths)
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError)
          expect((error as DomainError).message).toMatch(/[\u4e00-\u9fff].*。/u)
        }
      }),
      { numRuns: 250, seed: SEED + 4 },
    )
  })
})
