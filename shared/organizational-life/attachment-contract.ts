import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { singleLine } from '../contract/text.ts'
import { closedMonthGrounds } from './activity-draft.ts'
import { ACTIVITY_FILE_KINDS } from './activity-types.ts'

/** 原件在不在、对不对。 */
export const FILE_STATES = ['完好', '缺失', '损坏'] as const

/** 一次最多添加几个附件。 */
export const MAX_FILES_AT_ONCE = 50

const kind = z.enum(ACTIVITY_FILE_KINDS)

export const activityFile = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  sha256: z.string(),
  byteCount: z.number().int(),
  mime: z.string(),
  /** 照片的像素尺寸；不是照片为 null。 */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** 缩略图，base64 的 JPEG、PNG 或 WebP；没有为 null。 */
  thumbnail: z.string().nullable(),
  addedAt: z.string(),
  /** 按在不在、长度对不对看的；内容要逐字节核对用 life.checkAttachments。 */
  state: z.enum(FILE_STATES),
})
export type ActivityFile = z.infer<typeof activityFile>

const newFile = file.extend({
  kind,
  /** 界面缩好的小图（长边约 320 像素），base64；没有就不显示小图。 */
  thumbnailBase64: z.string().max(120_000, '缩略图太大').nullable().default(null),
  /** 界面缩好的印本（长边约 1600 像素的 JPEG），base64；台账里印它，原件照样留着。没有就印原件。 */
  printBase64: z.string().max(2_800_000, '印本太大').nullable().default(null),
})

/** 所属月份已月结时必须给：改动的理由与授权人。 */
const closedMonth = closedMonthGrounds.nullable().default(null)
export type ClosedMonthGrounds = z.infer<typeof closedMonthGrounds>

const faulty = z.object({
  fileId: z.string(),
  activityId: z.string(),
  organizationName: z.string(),
  heldOn: plainDate,
  title: z.string(),
  kind,
  name: z.string(),
  state: z.enum(['缺失', '损坏']),
  advice: z.string(),
})

/** 活动的附件：照片、签到表、讲稿。 */
export const attachmentContract = {
  'life.files': query(
    '一次活动的附件清单与缩略图',
    z.object({ activityId: z.string() }),
    z.object({ rows: z.array(activityFile), acceptedExtensions: z.array(z.string()), maxBytes: z.number().int() }),
  ),

  'life.addFiles': command(
    '给一次活动添加附件；有一个不能收就全不收',
    z.object({
      activityId: z.string(),
      files: z.array(newFile).min(1, '请先选文件').max(MAX_FILES_AT_ONCE, `一次最多添加 ${MAX_FILES_AT_ONCE} 个，请分几次`),
      closedMonth,
    }),
    z.object({
      fileIds: z.array(z.string()),
      /** 内容与这次活动已有附件一样、没有重复添加的。 */
      duplicates: z.array(z.object({ name: z.string(), existingName: z.string() })),
    }),
  ),

  'life.renameFile': command(
    '更改附件的名称或类别，原件不动',
    z.object({ fileId: z.string(), kind, name: singleLine(120), closedMonth }),
    z.object({ saved: z.literal(true) }),
  ),

  'life.removeFile': command(
    '从活动里移去一个附件；原件留着，可以放回',
    z.object({ fileId: z.string(), closedMonth }),
    z.object({ removedAt: z.string() }),
  ),

  'life.restoreFile': command('放回移去的附件', z.object({ fileId: z.string(), closedMonth }), z.object({ saved: z.literal(true) })),

  'life.file': exporting(query('取一个附件的原件', z.object({ fileId: z.string() }), z.object({ file, mime: z.string() }))),

  'life.checkAttachments': task(
    '核对全部附件的原件：缺失、损坏的逐个列出，没人用的给个数',
    z.object({
      /** 连内容逐字节核对；否则只看在不在、长度对不对。 */
      isThorough: z.boolean().default(false),
      taskId: z.string().max(64).optional(),
    }),
    z.object({
      checked: z.number().int(),
      bytes: z.number().int(),
      faulty: z.array(faulty),
      orphans: z.object({ count: z.number().int(), bytes: z.number().int() }),
    }),
  ),

  'life.restoreOriginals': command(
    '从备份里取回缺失、损坏的附件原件',
    z.object({}),
    z.object({ restored: z.number().int(), remaining: z.number().int() }),
  ),

  'life.clearOrphans': command(
    '清走附件文件夹里没有登记的文件（登记时中途撤回留下的）',
    z.object({}),
    z.object({ count: z.number().int(), bytes: z.number().int() }),
  ),
}
