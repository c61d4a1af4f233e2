import type { PlainDate } from '../calendar/plain-date.ts'
import { EXCLUSION_GROUNDS } from '../election/electorate.ts'
import type { DatePrecision } from '../glossary.ts'
import type { StateChange } from './state.ts'

/** 党员一生里有日期、有依据的事件，按界面上的次序。 */
export const MEMBER_EVENT_KINDS = [
  '入党',
  '延长预备期',
  '转正',
  '组织关系转入',
  '组织关系转出',
  '内部调整',
  '行政职务变动',
  '学历变化',
  '奖励',
  '处分',
  '流动外出',
  '流动返回',
  '失去联系',
  '恢复联系',
  '停止党籍',
  '恢复党籍',
  '留党察看',
  '权利中止',
  '恢复党员权利',
  '不计入应到会',
  '恢复计入应到会',
  '学时出勤豁免',
  '解除豁免',
  '取消预备党员资格',
  '退党',
  '劝退',
  '除名',
  '开除党籍',
  '去世',
  '重新入党',
  '信息变更',
] as const
export type MemberEventKind = (typeof MEMBER_EVENT_KINDS)[number]

/** 减员：自当日起不在册。 */
export const DEPARTURE_KINDS = [
  '组织关系转出',
  '取消预备党员资格',
  '退党',
  '劝退',
  '除名',
  '开除党籍',
  '去世',
] as const satisfies readonly MemberEventKind[]
export type DepartureKind = (typeof DEPARTURE_KINDS)[number]

/** 不在册以后再回来的。 */
export const RETURN_KINDS = ['组织关系转入', '重新入党'] as const satisfies readonly MemberEventKind[]

export function isDeparture(kind: MemberEventKind): kind is DepartureKind {
  return DEPARTURE_KINDS.some((each) => each === kind)
}

export function isReturn(kind: MemberEventKind): boolean {
  return RETURN_KINDS.some((each) => each === kind)
}

export const DISCIPLINES = ['警告', '严重警告', '撤销党内职务'] as const
export const EXEMPTIONS = ['年老体弱', '行动不便', '身患重病', '失能'] as const

/** 一种事件怎么登记：补充说明叫什么、可不可以从列里选、文号是不是非有不可、要不要说编到哪里。 */
export type EventForm = {
  readonly group: '党籍' | '组织关系' | '职务与学历' | '奖惩' | '流动与联系' | '党员权利' | '减员'
  /** 补充说明的名称；没有这一格为空串。 */
  readonly detailLabel: string
  readonly isDetailRequired: boolean
  /** 可选的几种；空为自由填写。 */
  readonly options: readonly string[]
  /** 补充说明是一个日期（延长到哪天）。 */
  readonly isDetailDate: boolean
  readonly isDocumentRequired: boolean
  readonly needsPlace: boolean
  /** 事情当天只能是人登记的；系统记下的（信息变更）不在表单里列。 */
  readonly isRecordable: boolean
}

const PLAIN: EventForm = {
  group: '党籍',
  detailLabel: '',
  isDetailRequired: false,
  options: [],
  isDetailDate: false,
  isDocumentRequired: false,
  needsPlace: false,
  isRecordable: true,
}

export const EVENT_FORMS: Readonly<Record<MemberEventKind, EventForm>> = {
  入党: PLAIN,
  延长预备期: { ...PLAIN, detailLabel: '延长到', isDetailRequired: true, isDetailDate: true },
  转正: PLAIN,
  组织关系转入: { ...PLAIN, group: '组织关系', detailLabel: '从哪里转来', needsPlace: true },
  组织关系转出: { ...PLAIN, group: '组织关系', detailLabel: '转往哪里', isDetailRequired: true },
  内部调整: { ...PLAIN, group: '组织关系', detailLabel: '事由', needsPlace: true },
  行政职务变动: { ...PLAIN, group: '职务与学历', detailLabel: '新的行政职务', isDetailRequired: true },
  学历变化: { ...PLAIN, group: '职务与学历', detailLabel: '新的学历', isDetailRequired: true },
  奖励: { ...PLAIN, group: '奖惩', detailLabel: '奖励名称', isDetailRequired: true },
  处分: { ...PLAIN, group: '奖惩', detailLabel: '处分种类', isDetailRequired: true, options: DISCIPLINES },
  流动外出: { ...PLAIN, group: '流动与联系', detailLabel: '外出流向（到县）', isDetailRequired: true },
  流动返回: { ...PLAIN, group: '流动与联系' },
  失去联系: { ...PLAIN, group: '流动与联系', detailLabel: '查找情况' },
  恢复联系: { ...PLAIN, group: '流动与联系', detailLabel: '怎样恢复联系' },
  停止党籍: { ...PLAIN, detailLabel: '情形' },
  恢复党籍: { ...PLAIN, detailLabel: '情形' },
  留党察看: { ...PLAIN, group: '党员权利', detailLabel: '期限' },
  权利中止: { ...PLAIN, group: '党员权利', detailLabel: '情形', options: ['留置', '逮捕', '其他'] },
  恢复党员权利: { ...PLAIN, group: '党员权利', detailLabel: '情形' },
  不计入应到会: {
    ...PLAIN,
    group: '党员权利',
    detailLabel: '理由',
    isDetailRequired: true,
    options: EXCLUSION_GROUNDS,
    isDocumentRequired: true,
  },
  恢复计入应到会: { ...PLAIN, group: '党员权利', detailLabel: '情形' },
  学时出勤豁免: { ...PLAIN, group: '党员权利', detailLabel: '缘由', isDetailRequired: true, options: EXEMPTIONS },
  解除豁免: { ...PLAIN, group: '党员权利' },
  取消预备党员资格: { ...PLAIN, group: '减员', detailLabel: '情形' },
  退党: { ...PLAIN, group: '减员', detailLabel: '情形' },
  劝退: { ...PLAIN, group: '减员', detailLabel: '情形' },
  除名: { ...PLAIN, group: '减员', detailLabel: '情形' },
  开除党籍: { ...PLAIN, group: '减员', detailLabel: '情形' },
  去世: { ...PLAIN, group: '减员' },
  重新入党: { ...PLAIN, group: '党籍', detailLabel: '情形', needsPlace: true },
  信息变更: { ...PLAIN, group: '党籍', isRecordable: false },
}

/** 登记一条事件所填的；日期已是存库的样子（记到月、年的取第一天）。 */
export type EventWriting = {
  readonly kind: MemberEventKind
  readonly occurredOn: PlainDate
  readonly occurredOnPrecision: DatePrecision
  readonly detail: string
}

/** 事件自当日起改了状态的哪些项；不改状态的（奖励、调整）为空。 */
export function effectsOf({ kind, occurredOn, occurredOnPrecision, detail }: EventWriting): StateChange {
  switch (kind) {
    case '入党':
      return { joinedOn: occurredOn, joinedOnPrecision: occurredOnPrecision }
    case '延长预备期':
      return { probationEndsOn: detail }
    case '转正':
      return { category: '正式党员', fullOn: occurredOn, fullOnPrecision: occurredOnPrecision, probationEndsOn: null }
    case '行政职务变动':
      return { adminPost: detail }
    case '学历变化':
      return { education: detail }
    case '流动外出':
      return { isFloating: true, floatingTo: detail }
    case '流动返回':
      return { isFloating: false, floatingTo: '' }
    case '失去联系':
      return { isLost: true, lostOn: occurredOn, lostOnPrecision: occurredOnPrecision }
    case '恢复联系':
      return { isLost: false, lostOn: null, lostOnPrecision: '日' }
    case '停止党籍':
      return { partyStatus: '停止党籍' }
    case '恢复党籍':
      return { partyStatus: '正常' }
    case '留党察看':
      return { rightsStatus: '留党察看' }
    case '权利中止':
      return { rightsStatus: '权利中止' }
    case '不计入应到会':
      return { rightsStatus: '不计入应到会' }
    case '恢复党员权利':
    case '恢复计入应到会':
      return { rightsStatus: '正常' }
    case '学时出勤豁免':
      return { exemption: detail }
    case '解除豁免':
      return { exemption: '' }
    case '重新入党':
      return {
        category: '预备党员',
        joinedOn: occurredOn,
        joinedOnPrecision: occurredOnPrecision,
        fullOn: null,
        fullOnPrecision: '日',
        probationEndsOn: null,
        partyStatus: '正常',
        rightsStatus: '正常',
        isLost: false,
        lostOn: null,
        lostOnPrecision: '日',
        isFloating: false,
        floatingTo: '',
      }
    default:
      return {}
  }
}

/** 入党日期从头就是那一天；其余自事件当日起。 */
export function isRetroactive(kind: MemberEventKind): boolean {
  return kind === '入党'
}
