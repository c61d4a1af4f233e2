import * as z from 'zod'

/**
 * 文种表：系统能由数据起草的文书。代号是登记簿里的稳定标识，发布后不改义；
 * W 开头的取自文书编目，E 开头的是换届选举的表单与内部文书（不编号、不登记）。
 */
export const DOCUMENT_KINDS = ['W04', 'W05', 'W34'] as const
export const documentKind = z.enum(DOCUMENT_KINDS)
export type DocumentKind = z.infer<typeof documentKind>

export type DocumentKindRow = {
  readonly name: string
  /** 文种：通知、请示……表单也算一种。 */
  readonly genre: string
  readonly direction: '上行' | '下行' | '平行'
  /** 在起草页按组列出。 */
  readonly group: '组织设置' | '换届' | '补选与任职' | '考核'
  /** 由哪几条规则提示起草。 */
  readonly triggeredBy: readonly string[]
  /** 编发文字号、入登记簿；表单与内部文书不编。 */
  readonly isNumbered: boolean
}

export const DOCUMENT_KIND_NAMES: Readonly<Record<DocumentKind, DocumentKindRow>> = {
  W04: { name: '换届提醒通知', genre: '通知', direction: '下行', group: '换届', triggeredBy: ['A18', 'A20', 'N-15'], isNumbered: true },
  W05: { name: '换届请示', genre: '请示', direction: '上行', group: '换届', triggeredBy: ['A15', 'A19', 'N-11'], isNumbered: true },
  W34: { name: '年度考核通报', genre: '通报', direction: '下行', group: '考核', triggeredBy: ['K11', 'K12'], isNumbered: true },
}
