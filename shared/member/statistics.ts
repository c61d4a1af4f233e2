import type { PlainDate } from '../calendar/plain-date.ts'
import type { Gender, PersonCategory } from '../glossary.ts'
import { EDUCATIONS, JOBS } from './code-tables.ts'
import { ageOn, partyAgeOn } from './rules.ts'

/** 统计要看的一名党员：某日的样子。 */
export type StatisticPerson = {
  readonly gender: Gender
  readonly ethnicity: string
  readonly birthOn: PlainDate
  readonly education: string
  readonly job: string
  readonly category: PersonCategory
  readonly fullOn: PlainDate | null
}

export const STATISTIC_DIMENSIONS = ['人员类别', '性别', '民族', '年龄', '党龄', '学历', '岗位'] as const
export type StatisticDimension = (typeof STATISTIC_DIMENSIONS)[number]

/** 按上限分的档：不超过 `most` 的最小一档；最后一档没有上限。 */
type Span = { readonly bucket: string; readonly most: number }

const AGES: readonly Span[] = [
  { bucket: '30岁及以下', most: 30 },
  { bucket: '31—35岁', most: 35 },
  { bucket: '36—40岁', most: 40 },
  { bucket: '41—45岁', most: 45 },
  { bucket: '46—50岁', most: 50 },
  { bucket: '51—55岁', most: 55 },
  { bucket: '56—60岁', most: 60 },
  { bucket: '61岁及以上', most: Number.POSITIVE_INFINITY },
]

const PARTY_AGES: readonly Span[] = [
  { bucket: '不满5年', most: 4 },
  { bucket: '5—9年', most: 9 },
  { bucket: '10—19年', most: 19 },
  { bucket: '20—29年', most: 29 },
  { bucket: '30—39年', most: 39 },
  { bucket: '40—49年', most: 49 },
  { bucket: '50年及以上', most: Number.POSITIVE_INFINITY },
]
const NO_PARTY_AGE = '未转正（不计党龄）'
const NO_FULL_DATE = '正式党员缺转正日期'

const NOT_FILLED = '未填'
const OFF_TABLE = '不在代码表里'

/** 学历代码归到哪一档。 */
const EDUCATION_GROUPS: readonly (readonly [bucket: string, codes: readonly string[]])[] = [
  ['研究生', ['11', '12', '13', '1A', '1B']],
  ['大学本科', ['21', '23', '24', '2A', '2B']],
  ['大学专科', ['22', '2C', '2D']],
  ['中专、职高、技校', ['41', '44', '47']],
  ['普通高中', ['6']],
  ['初中及以下', ['7', '8']],
  ['其他', ['9']],
]

/** 工作岗位代码归到哪一档：按代码开头。 */
const JOB_GROUPS: readonly (readonly [bucket: string, pattern: RegExp])[] = [
  ['公务员、参公人员', /^01/],
  ['管理岗位', /^021[1357]$/],
  ['专业技术岗位', /^021[2468]$/],
  ['工勤岗位', /^031/],
  ['农牧渔业', /^1/],
  ['解放军、武警', /^2$/],
  ['学生', /^3\d/],
  ['离退休', /^50[123]$/],
  ['内部退养', /^504$/],
  ['其他', /^6/],
]

const EDUCATION_BUCKETS = groupsOf(EDUCATIONS, (code) => EDUCATION_GROUPS.find(([, codes]) => codes.includes(code))?.[0])
const JOB_BUCKETS = groupsOf(JOBS, (code) => JOB_GROUPS.find(([, pattern]) => pattern.test(code))?.[0])

function groupsOf(
  entries: readonly { readonly code: string; readonly label: string }[],
  bucketOfCode: (code: string) => string | undefined,
): ReadonlyMap<string, string> {
  return new Map(entries.map(({ code, label }) => [label, bucketOfCode(code) ?? '其他']))
}

/** 一个维度的各档，按次序；没有人的也列，合计才对得上。 */
export const STATISTIC_BUCKETS: Readonly<Record<StatisticDimension, readonly string[]>> = {
  人员类别: ['正式党员', '预备党员'],
  性别: ['男', '女'],
  民族: ['汉族', '少数民族'],
  年龄: AGES.map(({ bucket }) => bucket),
  党龄: [...PARTY_AGES.map(({ bucket }) => bucket), NO_PARTY_AGE, NO_FULL_DATE],
  学历: [...EDUCATION_GROUPS.map(([bucket]) => bucket), OFF_TABLE, NOT_FILLED],
  岗位: [...JOB_GROUPS.map(([bucket]) => bucket), OFF_TABLE, NOT_FILLED],
}

/** 口径：怎么算的、哪些没有核实。党内统计的正式口径没有公开文本可核对，一律标“未核实”。 */
export const STATISTIC_NOTES: Readonly<Record<StatisticDimension, string>> = {
  人员类别: '按那一天的状态，转正当日起为正式党员。',
  性别: '按登记的性别，不按证号推算。',
  民族: '汉族以外的合为少数民族；点开看各是哪个民族。',
  年龄: '周岁，生日当天满岁；分档未核实。',
  党龄: '自转为正式党员之日起的整年；分档未核实。',
  学历: '按官方学历代码归并；归并办法未核实。',
  岗位: '按官方工作岗位代码归并；归并办法未核实。',
}

/** 一个人在某个维度里属于哪一档。 */
export function bucketOf(dimension: StatisticDimension, person: StatisticPerson, asOf: PlainDate): string {
  switch (dimension) {
    case '人员类别':
      return person.category
    case '性别':
      return person.gender
    case '民族':
      return person.ethnicity === '汉族' ? '汉族' : '少数民族'
    case '年龄':
      return spanOf(AGES, ageOn(person.birthOn, asOf))
    case '党龄': {
      if (person.category === '预备党员') return NO_PARTY_AGE
      const years = partyAgeOn(person.fullOn, asOf)
      return years === null ? NO_FULL_DATE : spanOf(PARTY_AGES, years)
    }
    case '学历':
      return person.education === '' ? NOT_FILLED : (EDUCATION_BUCKETS.get(person.education) ?? OFF_TABLE)
    case '岗位':
      return jobBucket(person.job)
  }
}

/** 一个工作岗位归到哪一档。 */
export function jobBucket(job: string): string {
  return job === '' ? NOT_FILLED : (JOB_BUCKETS.get(job) ?? OFF_TABLE)
}

function spanOf(spans: readonly Span[], value: number): string {
  return spans.find(({ most }) => value <= most)?.bucket ?? ''
}

/** 一个维度各档的人数，次序同 `STATISTIC_BUCKETS`，合计等于总人数。 */
export function tally(dimension: StatisticDimension, people: readonly StatisticPerson[], asOf: PlainDate): number[] {
  const counts = new Map<string, number>()
  for (const person of people) {
    const bucket = bucketOf(dimension, person, asOf)
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  }
  return STATISTIC_BUCKETS[dimension].map((bucket) => counts.get(bucket) ?? 0)
}

/** 点开一档时，每个人后面写的那一项。 */
export function statisticDetail(dimension: StatisticDimension, person: StatisticPerson, asOf: PlainDate): string {
  switch (dimension) {
    case '人员类别':
      return person.category
    case '性别':
      return person.gender
    case '民族':
      return person.ethnicity
    case '年龄':
      return `${ageOn(person.birthOn, asOf)} 岁`
    case '党龄': {
      const years = partyAgeOn(person.fullOn, asOf)
      return years === null ? '' : `${years} 年`
    }
    case '学历':
      return person.education
    case '岗位':
      return person.job
  }
}

/** 逐年对比看哪几天：往年末各一天，最后是判定日；判定日就是年末的不重复。 */
export function comparedDates(asOf: PlainDate, years: number): PlainDate[] {
  const year = Number(asOf.slice(0, 4))
  const ends = Array.from({ length: years }, (_, index) => `${year - years + index}-12-31`)
  return [...ends, asOf]
}
