import { formatChinese, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { BlockInput } from '../../shared/document/block.ts'
import type { DocumentInput } from '../../shared/document/model.ts'
import { ARCHIVE_CATEGORIES, type ArchiveCategory } from '../../shared/organizational-life/activity-types.ts'
import type { Contents } from '../document/contents.ts'
import {
  photoBlocks,
  plainForm,
  plainTitle,
  recordBlocks,
  recordTitle,
  signInBlocks,
  type DocumentedActivity,
  type RecordPhoto,
} from './record-documents.ts'

/** 装进台账的一次活动：归在哪一类、还缺什么、照片。 */
export type BoundActivity = {
  readonly activity: DocumentedActivity
  readonly category: ArchiveCategory
  readonly gaps: readonly string[]
  readonly photos: readonly RecordPhoto[]
}

/** 一册台账：一个支部、一年、全部类目或一个类目。 */
export type LedgerBook = {
  readonly title: string
  readonly organizationFullName: string
  readonly year: number
  readonly category: ArchiveCategory | null
  readonly compiledOn: PlainDate
  readonly closedMonths: readonly string[]
  /** 依类目、日期排好。 */
  readonly activities: readonly BoundActivity[]
}

const center = (text: string, size: '2号' | '3号', face: '小标宋' | '仿宋' | '楷体' = '仿宋'): BlockInput => ({
  kind: '居中',
  text,
  size,
  face,
})

/** 成册：封面、目录、缺项清单、逐次记录连同签到与照片页；`contents` 供排版时填目录的页码。 */
export function ledgerDocument(book: LedgerBook): { readonly document: DocumentInput; readonly contents: Contents } {
  const body: BlockInput[] = [...coverBlocks(book), { kind: '分页' }, center('目　　录', '2号', '小标宋'), { kind: '空行' }]
  const table = body.length
  body.push({
    kind: '表',
    columns: [
      { label: '序号', share: 2, align: '居中' },
      { label: '日期', share: 4, align: '居中' },
      { label: '类型', share: 5, align: '居中' },
      { label: '名称', share: 11, align: '居左' },
      { label: '缺项', share: 2, align: '居中' },
      { label: '页', share: 2, align: '居中' },
    ],
    rows: book.activities.map(({ activity, gaps }, index) => [
      String(index + 1),
      activity.heldOn,
      activity.types.map(({ type }) => type).join('、'),
      activity.groupName === '' ? plainTitle(activity) : `${plainTitle(activity)}（${activity.groupName}）`,
      gaps.length === 0 ? '' : String(gaps.length),
      '',
    ]),
  })
  body.push(...gapBlocks(book))
  const targets: number[] = []
  for (const [index, { activity, category, photos }] of book.activities.entries()) {
    body.push({ kind: '分页' })
    targets.push(body.length)
    if (book.activities[index - 1]?.category !== category) body.push(center(`【${category}】`, '3号', '楷体'))
    body.push(center(recordTitle(activity), '2号', '小标宋'), { kind: '注', text: `第${index + 1}号　${activity.heldOn}` })
    body.push(...recordBlocks(activity))
    body.push({ kind: '标题', level: 1, text: '签到' }, ...signInBlocks(activity))
    body.push(...photoBlocks(activity, photos))
  }
  const form = plainForm({ organizationFullName: book.organizationFullName, heldOn: book.compiledOn })
  return { document: { ...form, title: '', body }, contents: { table, targets } }
}

function coverBlocks({ title, organizationFullName, year, category, compiledOn, closedMonths, activities }: LedgerBook): BlockInput[] {
  const count = (each: ArchiveCategory) => activities.filter((bound) => bound.category === each).length
  return [
    { kind: '空行', count: 4 },
    center(title, '2号', '小标宋'),
    { kind: '空行', count: 3 },
    {
      kind: '键值',
      perRow: 1,
      pairs: [
        { label: '党组织', value: organizationFullName },
        { label: '年度', value: `${year}年` },
        { label: '类目', value: category ?? '全部' },
        {
          label: '内容',
          value: ARCHIVE_CATEGORIES.filter((each) => count(each) > 0)
            .map((each) => `${each}${count(each)}次`)
            .join('，'),
        },
        { label: '照片', value: `${activities.reduce((sum, { photos }) => sum + photos.length, 0)}张` },
        {
          label: '月结',
          value:
            closedMonths.length === 0 ? '没有月结的月份' : `已月结${closedMonths.map((month) => `${Number(month.slice(5))}月`).join('、')}`,
        },
        { label: '编成日期', value: formatChinese(compiledOn) },
      ],
    },
    { kind: '空行', count: 2 },
    {
      kind: '签字',
      fields: [
        { label: '整理人', blank: 6 },
        { label: '审核人', blank: 6 },
      ],
    },
  ]
}

function gapBlocks({ activities }: LedgerBook): BlockInput[] {
  const lacking = activities.flatMap(({ activity, gaps }, index) => (gaps.length === 0 ? [] : [{ activity, gaps, no: index + 1 }]))
  if (lacking.length === 0) return [{ kind: '注', text: '必录项、照片与原件都齐全。' }]
  return [
    { kind: '标题', level: 1, text: '缺项清单' },
    {
      kind: '表',
      columns: [
        { label: '序号', share: 2, align: '居中' },
        { label: '日期', share: 4, align: '居中' },
        { label: '名称', share: 9, align: '居左' },
        { label: '缺什么', share: 11, align: '居左' },
      ],
      rows: lacking.map(({ activity, gaps, no }) => [String(no), activity.heldOn, plainTitle(activity), gaps.join('；')]),
    },
    { kind: '注', text: '序号同目录。缺项照实列出，没有编造；补齐记录后重新导出即可。' },
  ]
}
