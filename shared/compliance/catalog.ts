import type { Provision, RuleStatus } from '../regulation/provision.ts'
import { AWAITED_DATA, type AwaitedData } from './awaited-data.ts'
import { RULES } from './evaluate.ts'

/** 各归宿的意思，给人看。 */
export const STATUS_MEANINGS: Readonly<Record<RuleStatus, string>> = {
  自动实现: '系统按已登记的数据直接判定。',
  半自动实现: '系统先判，其中有的情况由人登记或确认。',
  人工勾核: '没有可算的数据，由人对照依据与证据勾核。',
  待数据: '判定要用的记录，本系统现在还没有地方登记。暂不判定，不算达标，也不算不达标。',
}

/** 国家规定与种子规则是同一件事、已由后者判定的：国家规定 → 种子规则。 */
export const JUDGED_BY: Readonly<Record<string, string>> = {
  'N-01': 'A02',
  'N-02': 'A03',
  'N-15': 'A18',
  'N-16': 'A13',
  'N-18': 'D02',
  'N-21': 'D19',
  'N-24': 'D17',
}

/** 原文写自动、系统只判得了一部分的：余下的在差异里写明由人做，归半自动。 */
export const JUDGED_IN_PART: readonly string[] = ['C22', 'D02', 'F02', 'F03', 'K06', 'K12', 'K40', 'N-18', 'N-21', 'N-30', 'N-36']

const implemented = new Set(RULES.map((rule) => rule.id))

/** 一条规定的归宿：有规则的按机检程度；没有规则的，人工项为人工勾核，其余待数据。 */
export function statusOf(provision: Provision): RuleStatus {
  if (implemented.has(JUDGED_BY[provision.id] ?? provision.id)) return isWhollyAutomatic(provision) ? '自动实现' : '半自动实现'
  return provision.check === '人工' ? '人工勾核' : '待数据'
}

function isWhollyAutomatic({ id, check }: Provision): boolean {
  return check === '自动' && !JUDGED_IN_PART.includes(id)
}

/** 待数据的缺什么、归哪一块；别的归宿为 null。 */
export function awaitedOf(provision: Provision): AwaitedData | null {
  return statusOf(provision) === '待数据' ? (AWAITED_DATA[provision.id] ?? null) : null
}
