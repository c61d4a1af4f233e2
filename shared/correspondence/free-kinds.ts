import * as z from 'zod'
import type { Direction, Form, Genre } from '../document/model.ts'
import { DOCUMENT_KIND_NAMES, DOCUMENT_KINDS } from './document-kinds.ts'

/** 自由起草的文种：系统不推正文，只管版头、层次、附件、版记与登记。代号发布后不改义。 */
export const FREE_KINDS = ['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08', 'F09', 'F10', 'F11'] as const
export const freeKind = z.enum(FREE_KINDS)
export type FreeKind = z.infer<typeof freeKind>

export type FreeKindRow = {
  readonly name: string
  readonly genre: Genre
  readonly direction: Direction
  readonly form: Form
  readonly group: '自由起草'
  /** 编发文字号、入登记簿。公示、证明、介绍信不用发文字号，直接导出、打印。 */
  readonly isNumbered: boolean
  /** 这个文种惯用的结语；没有为空。 */
  readonly ending: string
  /** 标题的样子，给人看。 */
  readonly titleExample: string
}

function row(genre: Genre, direction: Direction, rest: Partial<FreeKindRow> = {}): FreeKindRow {
  return {
    name: genre,
    genre,
    direction,
    form: '文件',
    group: '自由起草',
    isNumbered: true,
    ending: '',
    titleExample: `关于……的${genre}`,
    ...rest,
  }
}

export const FREE_KIND_ROWS: Readonly<Record<FreeKind, FreeKindRow>> = {
  F01: row('通知', '下行', { ending: '特此通知。' }),
  F02: row('请示', '上行', { ending: '妥否，请批示。' }),
  F03: row('报告', '上行', { ending: '特此报告。' }),
  F04: row('批复', '下行', { ending: '此复。' }),
  F05: row('函', '平行', { form: '信函', ending: '特此函告。' }),
  F06: row('纪要', '内部', { form: '纪要', titleExample: '第三次支部委员会会议纪要' }),
  F07: row('通报', '下行'),
  F08: row('决定', '下行'),
  F09: row('公示', '内部', { form: '普通', isNumbered: false, titleExample: '关于……的公示' }),
  F10: row('证明', '平行', { form: '普通', isNumbered: false, ending: '特此证明。', titleExample: '证明' }),
  F11: row('介绍信', '平行', { form: '普通', isNumbered: false, titleExample: '介绍信' }),
}

/** 全部可起草的文种：由数据起草的与自由起草的。 */
export const ANY_KINDS = [...DOCUMENT_KINDS, ...FREE_KINDS] as const
// 一张表而不是两张表的并：填错时才说得出“只能取”哪些。
export const anyKind = z.enum(ANY_KINDS)
export type AnyKind = z.infer<typeof anyKind>

export function isFreeKind(kind: AnyKind): kind is FreeKind {
  return FREE_KINDS.some((each) => each === kind)
}

type KindRow = {
  readonly name: string
  readonly genre: string
  readonly direction: string
  readonly group: string
  readonly isNumbered: boolean
}

export function kindRow(kind: AnyKind): KindRow {
  return isFreeKind(kind) ? FREE_KIND_ROWS[kind] : DOCUMENT_KIND_NAMES[kind]
}

/** 登记簿、草稿箱里存的代号叫什么；认不得的为 null。 */
export function kindName(kind: string): string | null {
  const parsed = anyKind.safeParse(kind)
  return parsed.success ? kindRow(parsed.data).name : null
}
