import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import { chineseNumber } from './draft-form.ts'
import type { DraftFacts } from './facts.ts'
import type { Block } from '../document/block.ts'
import type { DatePrecision } from '../glossary.ts'

/** 支部请示线：届满前 4 个月（供销社方案的口径，国家规定没有这条线，只提醒不拦）。 */
export const REQUEST_MONTHS = 4
/** 上级提醒线：届满前 6 个月（《支部工作条例》“一般提前 6 个月提醒”）。 */
export const REMIND_MONTHS = 6

export const LAWS = '《中国共产党章程》《中国共产党基层组织选举工作条例》'
export const BRANCH_LAWS = '《中国共产党支部工作条例（试行）》'

/** 自称：支部称“支部”，党总支称“总支”。 */
export function nounOf(level: string): '支部' | '总支' {
  return level === '党总支' ? '总支' : '支部'
}

/** 委员会的名称：支部委员会、总支部委员会。 */
export function boardOf(level: string): '支部委员会' | '总支部委员会' {
  return level === '党总支' ? '总支部委员会' : '支部委员会'
}

/** 不登记段名的一段，不供逐段改，如表单里的固定说明。 */
export function paragraph(text: string, lead = ''): Block {
  return { kind: '段', lead, leadLevel: 1, text }
}

/** 句末没有标点的补上句号。 */
export function sentence(text: string): string {
  return /[。！？]$/.test(text) ? text : `${text.replace(/[；，、]$/, '')}。`
}

/** 人写的“因……”，去掉自带的“因”与句末标点，好接进句子里。 */
export function reasonOf(text: string): string {
  return text
    .replace(/^(由于|因为|因)/, '')
    .replace(/[。；，]$/, '')
    .trim()
}

/** 句内列举：（一）……；（二）……。 */
/** 支部成立后的首届选举：没有上届，也谈不上换届。 */
export function isFirstElection({ process }: Pick<DraftFacts, 'process'>): boolean {
  return process?.kind === '换届' && process.seq === 1
}

/** 选举怎么称呼：换届选举、补选；首届的只说选举。 */
export function electionName(facts: Pick<DraftFacts, 'process'>): string {
  if (facts.process?.kind === '补选') return '补选'
  return isFirstElection(facts) ? '选举' : '换届选举'
}

export function enumerate(items: readonly string[]): string {
  return items.map((item, index) => `（${chineseNumber(index + 1)}）${item.replace(/[。；，]$/, '')}`).join('；')
}

/** 表里的年月：1985.06；只知道年的写 1985，不臆造月。 */
export function month(date: PlainDate, precision: DatePrecision): string {
  const { year, month: value } = partsOf(date)
  return precision === '年' ? String(year) : `${year}.${String(value).padStart(2, '0')}`
}

/** 正文里的年月：1985年6月；只知道年的写 1985年。 */
export function spokenMonth(date: PlainDate, precision: DatePrecision): string {
  const { year, month: value } = partsOf(date)
  return precision === '年' ? `${year}年` : `${year}年${value}月`
}

/** 表里的日期：1985.06.15；只知道年月、只知道年的到那里为止。 */
export function dotted(date: PlainDate, precision: DatePrecision): string {
  return precision === '日' ? date.replaceAll('-', '.') : month(date, precision)
}

/** 百分比，一位小数，整数不带小数；只舍不入，不把 79.96% 说成 80%。 */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.floor((part * 1000) / whole) / 10}%`
}

/** “甲、乙、丙等3名同志”；一名不加“等”。 */
export function persons(names: readonly string[]): string {
  return names.length === 1 ? `${names[0] ?? ''}同志` : `${names.join('、')}等${names.length}名同志`
}
