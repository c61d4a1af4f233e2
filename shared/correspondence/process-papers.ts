import type { ProcessForm, ProcessStepKind } from '../election/process.ts'
import type { ElectionPaperKind } from './document-kinds.ts'

/** 一个流程该有哪些文书；先后就是办事的先后。 */
export type PaperPlan = {
  readonly process: ProcessForm
  /** 不设委员会、由党员大会直接选书记。 */
  readonly isDirect: boolean
  readonly hasDeputy: boolean
  /** 报批过延期或提前换届。 */
  readonly isDeferred: boolean
}

/** 选举当天及以前、以后要用的全部文书；延期请示、副书记选票等用不着的不列。 */
export function papersOf({ process, isDirect, hasDeputy, isDeferred }: PaperPlan): ElectionPaperKind[] {
  if (process === '指派') return ['W12N', 'E16']
  if (process === '补选') return ['W12', 'W12R', 'W08', 'E19', 'E10', 'E09', 'E11', 'E13', 'W10', 'W11', 'E16']
  const deferral: ElectionPaperKind[] = isDeferred ? ['W07', 'W07R'] : []
  const ballots: ElectionPaperKind[] = isDirect ? ['E07'] : ['E06', 'E07', ...(hasDeputy ? (['E08'] as const) : [])]
  const session: ElectionPaperKind[] = isDirect ? [] : ['E15']
  const opening: ElectionPaperKind[] = process === '首届' ? [] : ['W04', ...deferral]
  const request: ElectionPaperKind[] = process === '首届' ? ['W01', 'W02'] : ['W05', 'W06']
  return [
    ...opening,
    'E01',
    'E02',
    'E03',
    'E04',
    ...request,
    'W08',
    'W09',
    'E05',
    'E19',
    'E10',
    ...ballots,
    'E11',
    'E12',
    'E13',
    'E14',
    ...session,
    'W10',
    'W11',
    'E16',
  ]
}

/** 文书办的是流程里的哪一步：那一步登记了日期、文号，文书就按那天起草、认那个文号。 */
export const STEP_OF: Readonly<Partial<Record<ElectionPaperKind, ProcessStepKind>>> = {
  W01: '请示',
  W02: '批复',
  W04: '上级提醒',
  W05: '请示',
  W06: '批复',
  W12: '请示',
  W12R: '批复',
  W12N: '上级指派',
  E01: '候选人酝酿',
  E04: '应到会核查',
  W08: '大会通知',
  W10: '结果报告',
  W11: '结果批复',
  E16: '分工公布',
}

/** 开会那天用的文书：人数、名单按大会那天的样子。 */
export const MEETING_DAY_PAPERS: ReadonlySet<ElectionPaperKind> = new Set([
  'W09',
  'E05',
  'E19',
  'E10',
  'E06',
  'E07',
  'E08',
  'E09',
  'E11',
  'E12',
  'E13',
  'E14',
  'E15',
])
