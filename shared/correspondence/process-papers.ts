import type { ElectionPaperKind } from './document-kinds.ts'

/** 一个流程该有哪些文书；先后就是办事的先后。 */
export type PaperPlan = {
  readonly process: '换届' | '补选' | '指派'
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
  return [
    'W04',
    ...deferral,
    'E01',
    'E02',
    'E03',
    'E04',
    'W05',
    'W06',
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
