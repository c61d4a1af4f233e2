import { formatChinese, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { chineseNumber } from '../../shared/correspondence/draft-form.ts'
import type { BlockInput } from '../../shared/document/block.ts'
import type { DocumentInput } from '../../shared/document/model.ts'
import { minutesBetween } from '../../shared/organizational-life/activity-rules.ts'
import type { StoredThemePlan } from './preparation-queries.ts'
import { lines, ticked } from './record-documents.ts'

/** 方案写给谁、由谁落款、当月应开日是哪天。 */
export type ThemePlanSetting = {
  /** 党支部全称；统一下发的方案给党委自己看时是党委全称。 */
  readonly organizationFullName: string
  readonly organizationName: string
  /** 当月主题党日应开日（首个工作日）。 */
  readonly themeDay: PlainDate
  /** 应开日因节假日表未公布而暂算。 */
  readonly isProvisional: boolean
  readonly datedOn: PlainDate
  readonly hostName: string
  /** 责任人、党费收缴、材料准备：人写的；没有写的留空行给支部填。 */
  readonly owner: string
  readonly dues: string
  readonly preparation: string
}

const paragraph = (text: string): BlockInput => ({ kind: '段', text })
const blank = (label: string): BlockInput => ({ kind: '签字', fields: [{ label, blank: 18 }] })

/** 主题党日活动方案（W14）：主题、时间、地点、内容、时长、责任人、党费收缴、材料准备、要求。 */
export function themePlanDocument(
  plan: Pick<StoredThemePlan, 'month' | 'theme' | 'contentKinds' | 'plan'>,
  setting: ThemePlanSetting,
): DocumentInput {
  const { year, month } = partsOf(`${plan.month}-01`)
  const { suggestedOn, startsAt, endsAt, place, purpose, steps, requirements } = plan.plan
  const on = suggestedOn ?? setting.themeDay
  const isPostponed = on !== setting.themeDay
  const minutes = minutesBetween(startsAt, endsAt)
  const sections: (readonly [string, readonly BlockInput[]])[] = [
    ['活动主题', [paragraph(plan.theme)]],
    ...(purpose === '' ? [] : [['活动目的', lines(purpose)] as const]),
    [
      '活动时间',
      [
        paragraph(
          `${formatChinese(on)}${startsAt}至${endsAt}，共${duration(minutes)}${minutes < 120 ? '（不足2小时，请调整）' : ''}。当月首个工作日为${formatChinese(setting.themeDay)}${setting.isProvisional ? '（节假日表未公布，暂算）' : ''}。`,
        ),
        ...(isPostponed ? [blank('顺延原因')] : []),
      ],
    ],
    ['活动地点', place === '' ? [blank('地点')] : [paragraph(place)]],
    [
      '活动内容',
      [
        ...ticked(plan.contentKinds).map((text): BlockInput => ({ kind: '注', text })),
        ...steps.flatMap(({ title, type, detail }, index): BlockInput[] => [
          { kind: '标题', level: 2, text: `（${chineseNumber(index + 1)}）${title}${type === '主题党日' ? '' : `（${type}）`}` },
          ...lines(detail),
        ]),
      ],
    ],
    [
      '主持与责任人',
      [
        setting.hostName === '' ? blank('主持人') : paragraph(`主持人：${setting.hostName}。`),
        setting.owner === '' ? blank('责任人') : paragraph(`责任人：${setting.owner}。`),
      ],
    ],
    ['党费收缴', setting.dues === '' ? [blank('收缴安排')] : lines(setting.dues)],
    ['材料准备', setting.preparation === '' ? [blank('材料')] : lines(setting.preparation)],
    ...(requirements === '' ? [] : [['有关要求', lines(requirements)] as const]),
  ]
  return {
    form: '普通',
    genre: '内部文书',
    direction: '内部',
    head: { mark: '', number: '', signers: [] },
    title: `${setting.organizationName}${year}年${month}月主题党日活动方案`,
    recipients: [],
    body: sections.flatMap(([name, blocks], index): BlockInput[] => [
      { kind: '标题', level: 1, text: `${chineseNumber(index + 1)}、${name}` },
      ...blocks,
    ]),
    attachmentNames: [],
    attachments: [],
    signature: { issuer: setting.organizationFullName, datedOn: setting.datedOn, mode: '不用印' },
    note: '',
    colophon: null,
  }
}

/** 分钟 → “2小时30分钟”，整点不写分。 */
function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return `${hours === 0 ? '' : `${hours}小时`}${rest === 0 ? '' : `${rest}分钟`}`
}
