import * as z from 'zod'
import type { Direction, Genre } from '../document/model.ts'

/**
 * 文种表：系统能由数据起草的文书。代号是登记簿里的稳定标识，发布后不改义；
 * W 开头的取自文书编目，E 开头的是换届选举的表单与内部文书（不编号、不登记）。
 */
export const ELECTION_PAPER_KINDS = [
  'W01',
  'W02',
  'W03',
  'W03R',
  'W04',
  'W05',
  'W06',
  'W07',
  'W07R',
  'E01',
  'E02',
  'E03',
  'E04',
  'W08',
  'W09',
  'E05',
  'E19',
  'E06',
  'E07',
  'E08',
  'E10',
  'E11',
  'E12',
  'E13',
  'E14',
  'E15',
  'W10',
  'W11',
  'E16',
  'E17',
  'W12',
  'W12R',
  'E18',
  'E09',
  'W12N',
] as const
export type ElectionPaperKind = (typeof ELECTION_PAPER_KINDS)[number]

/** 组织生活会、民主评议的文书。 */
export const LIFE_PAPER_KINDS = ['W15', 'W16', 'W17', 'W18'] as const
export type LifePaperKind = (typeof LIFE_PAPER_KINDS)[number]

export const DOCUMENT_KINDS = [...ELECTION_PAPER_KINDS, ...LIFE_PAPER_KINDS, 'W34'] as const
export const documentKind = z.enum(DOCUMENT_KINDS)
export type DocumentKind = z.infer<typeof documentKind>

export type DocumentKindRow = {
  readonly name: string
  /** 文种：通知、请示……没有法定文种的表单归内部文书。 */
  readonly genre: Genre
  readonly direction: Direction
  /** 在起草页按组列出。 */
  readonly group: '组织设置' | '换届' | '补选与任职' | '组织生活' | '考核'
  /** 由哪几条规则提示起草。 */
  readonly triggeredBy: readonly string[]
  /** 编发文字号、入登记簿；表单与内部文书不编。 */
  readonly isNumbered: boolean
  /** 谁发：党委发给党支部，还是党支部（党总支）自己发。 */
  readonly issuedBy: '党委' | '支部'
}

/** 次序就是办事的先后。 */
export const DOCUMENT_KIND_NAMES: Readonly<Record<DocumentKind, DocumentKindRow>> = {
  W01: {
    name: '成立党支部请示',
    genre: '请示',
    direction: '上行',
    group: '组织设置',
    triggeredBy: ['A02', 'N-01'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W02: {
    name: '成立党支部批复',
    genre: '批复',
    direction: '下行',
    group: '组织设置',
    triggeredBy: ['N-03'],
    isNumbered: true,
    issuedBy: '党委',
  },
  W03: {
    name: '升格请示',
    genre: '请示',
    direction: '上行',
    group: '组织设置',
    triggeredBy: ['A06', 'A08'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W03R: {
    name: '升格批复',
    genre: '批复',
    direction: '下行',
    group: '组织设置',
    triggeredBy: ['A06', 'A08'],
    isNumbered: true,
    issuedBy: '党委',
  },
  W04: {
    name: '换届提醒通知',
    genre: '通知',
    direction: '下行',
    group: '换届',
    triggeredBy: ['A18', 'A20', 'N-15'],
    isNumbered: true,
    issuedBy: '党委',
  },
  W05: {
    name: '换届请示',
    genre: '请示',
    direction: '上行',
    group: '换届',
    triggeredBy: ['A15', 'A19', 'N-11'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W06: { name: '换届批复', genre: '批复', direction: '下行', group: '换届', triggeredBy: ['N-11'], isNumbered: true, issuedBy: '党委' },
  W07: {
    name: '延期（提前）换届请示',
    genre: '请示',
    direction: '上行',
    group: '换届',
    triggeredBy: ['A16', 'A17', 'C-04'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W07R: {
    name: '延期（提前）换届批复',
    genre: '批复',
    direction: '下行',
    group: '换届',
    triggeredBy: ['A16', 'A17', 'C-04'],
    isNumbered: true,
    issuedBy: '党委',
  },
  E01: {
    name: '候选人酝酿记录',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-11'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E02: {
    name: '候选人预备人选名册',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-10', 'N-11'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E03: {
    name: '候选人基本情况表',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-11'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E04: {
    name: '应到会人数说明',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-09', 'N-14'],
    isNumbered: false,
    issuedBy: '支部',
  },
  W08: { name: '党员大会通知', genre: '通知', direction: '下行', group: '换届', triggeredBy: ['C-14'], isNumbered: true, issuedBy: '支部' },
  W09: {
    name: '选举办法（草案）',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-09', 'N-12', 'N-13'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E05: {
    name: '主持词',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-06', 'N-09'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E19: { name: '签到表', genre: '内部文书', direction: '内部', group: '换届', triggeredBy: ['N-09'], isNumbered: false, issuedBy: '支部' },
  E06: {
    name: '委员选票',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-12', 'N-13'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E07: {
    name: '书记选票',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-07', 'N-13'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E08: {
    name: '副书记选票',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-07', 'N-13'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E10: {
    name: '清点到会人数报告单',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-09', 'C-37'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E11: {
    name: '清点选票报告单',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-13'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E12: {
    name: '计票单',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-12', 'N-13'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E13: {
    name: '选举结果报告单',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-12'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E14: {
    name: '党员大会会议记录',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-09', 'N-12'],
    isNumbered: false,
    issuedBy: '支部',
  },
  E15: {
    name: '第一次委员会会议记录',
    genre: '内部文书',
    direction: '内部',
    group: '换届',
    triggeredBy: ['N-05', 'N-07'],
    isNumbered: false,
    issuedBy: '支部',
  },
  W10: { name: '选举结果报告', genre: '报告', direction: '上行', group: '换届', triggeredBy: ['N-07'], isNumbered: true, issuedBy: '支部' },
  W11: { name: '选举结果批复', genre: '批复', direction: '下行', group: '换届', triggeredBy: ['N-07'], isNumbered: true, issuedBy: '党委' },
  E16: {
    name: '班子成员分工通知',
    genre: '通知',
    direction: '下行',
    group: '换届',
    triggeredBy: ['A33'],
    isNumbered: true,
    issuedBy: '支部',
  },
  E17: {
    name: '辞职报告',
    genre: '内部文书',
    direction: '内部',
    group: '补选与任职',
    triggeredBy: ['A30', 'A32'],
    isNumbered: false,
    issuedBy: '支部',
  },
  W12: {
    name: '补选请示',
    genre: '请示',
    direction: '上行',
    group: '补选与任职',
    triggeredBy: ['A30', 'A32'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W12R: {
    name: '补选批复',
    genre: '批复',
    direction: '下行',
    group: '补选与任职',
    triggeredBy: ['A30', 'A32'],
    isNumbered: true,
    issuedBy: '党委',
  },
  E18: {
    name: '增补委员请示',
    genre: '请示',
    direction: '上行',
    group: '补选与任职',
    triggeredBy: ['A22', 'A32'],
    isNumbered: true,
    issuedBy: '支部',
  },
  E09: {
    name: '补选选票',
    genre: '内部文书',
    direction: '内部',
    group: '补选与任职',
    triggeredBy: ['A32', 'N-13'],
    isNumbered: false,
    issuedBy: '支部',
  },
  W12N: {
    name: '指派书记通知',
    genre: '通知',
    direction: '下行',
    group: '补选与任职',
    triggeredBy: ['A30', 'A31'],
    isNumbered: true,
    issuedBy: '党委',
  },
  W15: {
    name: '组织生活会通知',
    genre: '通知',
    direction: '下行',
    group: '组织生活',
    triggeredBy: ['B20', 'B21'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W16: {
    name: '组织生活会情况报告',
    genre: '报告',
    direction: '上行',
    group: '组织生活',
    triggeredBy: ['B23'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W17: {
    name: '民主评议党员工作通知',
    genre: '通知',
    direction: '下行',
    group: '组织生活',
    triggeredBy: ['B25', 'B26'],
    isNumbered: true,
    issuedBy: '党委',
  },
  W18: {
    name: '民主评议结果报告',
    genre: '报告',
    direction: '上行',
    group: '组织生活',
    triggeredBy: ['B25', 'B29'],
    isNumbered: true,
    issuedBy: '支部',
  },
  W34: {
    name: '年度考核通报',
    genre: '通报',
    direction: '下行',
    group: '考核',
    triggeredBy: ['K11', 'K12'],
    isNumbered: true,
    issuedBy: '党委',
  },
}

export function isElectionPaper(kind: DocumentKind): kind is ElectionPaperKind {
  return (ELECTION_PAPER_KINDS as readonly string[]).includes(kind)
}

export function isLifePaper(kind: string): kind is LifePaperKind {
  return (LIFE_PAPER_KINDS as readonly string[]).includes(kind)
}

/** 党委自己发给各支部的：起草时不用选是给哪个支部的，但要说是哪一年度。 */
export function isCommitteeWide(kind: string): boolean {
  return kind === 'W17' || kind === 'W34'
}

/** 写明是哪一年度的。 */
export function isYearly(kind: string): boolean {
  return isLifePaper(kind) || kind === 'W34'
}
