import { MAX_FILE_BYTES } from '../../shared/contract/upload.ts'
import { ACCEPTED_EXTENSIONS, recognize } from '../attachment/recognize.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import type { attachmentContract, ActivityFile, ClosedMonthGrounds } from '../../shared/organizational-life/attachment-contract.ts'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { Problem } from '../../shared/contract/envelope.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { safeName } from '../document/file-names.ts'
import { loadActivity, type StoredActivity } from './activity-queries.ts'
import {
  fileById,
  filesOfActivities,
  insertActivityFile,
  insertStoredFile,
  lastFileSeq,
  updateActivityFile,
  type FileRow,
} from './attachment-queries.ts'
import { adviceFor, checkHandlers } from './attachment-check.ts'
import { recordClosedMonthChange, requireGrounds } from './month-closing.ts'

const MAX_THUMBNAIL_BYTES = 80 * 1024
const MAX_PRINT_BYTES = 2 * 1024 * 1024

/** 活动的附件：原件放进数据文件夹的“附件”，库里只记散列与缩略图。 */
export function attachmentHandlers(store: AttachmentStore): Handlers<typeof attachmentContract> {
  return {
    'life.files': async ({ db }, { activityId }) => {
      const rows = await filesOfActivities(db, [activityId], { withThumbnails: true })
      return { rows: rows.map((row) => described(row, store)), acceptedExtensions: [...ACCEPTED_EXTENSIONS], maxBytes: MAX_FILE_BYTES }
    },

    'life.addFiles': async (context, { activityId, files, closedMonth }) => {
      const { db, at } = context
      const activity = await standingActivity(db, activityId)
      const accepted = acceptedFiles(files)
      const held = new Map(activity.files.map(({ sha256, name }) => [sha256, name]))
      const duplicates: { name: string; existingName: string }[] = []
      const fileIds: string[] = []
      await underClosing(context, activity, closedMonth, async () => {
        let seq = await lastFileSeq(db, activityId)
        for (const { name, kind, bytes, found, thumbnail, print } of accepted) {
          const sha256 = store.put(bytes)
          const existingName = held.get(sha256)
          if (existingName !== undefined) {
            duplicates.push({ name, existingName })
            continue
          }
          held.set(sha256, name)
          if (print !== null) store.putPrint(sha256, print)
          const size = { width: found.image?.width ?? null, height: found.image?.height ?? null }
          await insertStoredFile(db, { sha256, byteCount: bytes.length, mime: found.mime, ...size, addedAt: at }, thumbnail)
          const id = context.newId()
          seq += 1
          await insertActivityFile(db, { id, activityId, seq, kind, name, sha256, addedAt: at })
          fileIds.push(id)
        }
      })
      context.summarize(`给${activity.heldOn}“${activity.title}”添加附件 ${fileIds.length} 个`)
      return { fileIds, duplicates }
    },

    'life.renameFile': async (context, { fileId, kind, name, closedMonth }) => {
      const { row, activity } = await standingFile(context.db, fileId)
      if (kind === '照片' && row.width === null)
        throw new DomainError('NOT_A_PHOTO', `“${row.name}”不是照片，不能归在“照片”里。请改归“签到表”“讲稿”或“其他”。`)
      const extension = /\.[^.]+$/.exec(row.name)?.[0] ?? ''
      // 扩展名随原件，不随人写的名字改。
      const kept = name.toLowerCase().endsWith(extension.toLowerCase()) ? name : `${name}${extension}`
      await underClosing(context, activity, closedMonth, () => updateActivityFile(context.db, fileId, { kind, name: cleanName(kept) }))
      context.summarize(`附件“${row.name}”改为“${kept}”（${kind}）`)
      return { saved: true }
    },

    'life.removeFile': async (context, { fileId, closedMonth }) => {
      const { row, activity } = await standingFile(context.db, fileId)
      await underClosing(context, activity, closedMonth, () => updateActivityFile(context.db, fileId, { removedAt: context.at }))
      context.summarize(`从${activity.heldOn}“${activity.title}”移去附件“${row.name}”`)
      return { removedAt: context.at }
    },

    'life.restoreFile': async (context, { fileId, closedMonth }) => {
      const row = await fileById(context.db, fileId)
      if (!row) throw noSuchFile()
      const activity = await standingActivity(context.db, row.activityId)
      const same = activity.files.find(({ sha256 }) => sha256 === row.sha256)
      if (same && same.id !== fileId)
        throw new DomainError('FILE_ALREADY_THERE', `同样的内容已经以“${same.name}”添加在这次活动里，不用再放回。`)
      await underClosing(context, activity, closedMonth, () => updateActivityFile(context.db, fileId, { removedAt: null }))
      context.summarize(`放回${activity.heldOn}“${activity.title}”的附件“${row.name}”`)
      return { saved: true }
    },

    'life.file': async ({ db }, { fileId }) => {
      const row = await fileById(db, fileId)
      if (!row) throw noSuchFile()
      const { state, bytes } = store.get(row.sha256)
      if (bytes === null)
        throw new DomainError(state === '缺失' ? 'FILE_MISSING' : 'FILE_DAMAGED', `附件“${row.name}”的原件${adviceFor(state)}`)
      return { file: { fileName: safeName(row.name), base64: Buffer.from(bytes).toString('base64') }, mime: row.mime }
    },

    ...checkHandlers(store),
  }
}

type NewFile = InputOf<(typeof attachmentContract)['life.addFiles']>['files'][number]

/** 逐个认；有一个不能收就全不收，逐个说明为什么。 */
function acceptedFiles(files: readonly NewFile[]) {
  const problems: Problem[] = []
  const accepted = files.flatMap(({ fileName, base64, kind, thumbnailBase64, printBase64 }) => {
    const bytes = Buffer.from(base64, 'base64')
    const found = recognize(fileName, bytes)
    const refuse = (message: string) => {
      problems.push({ place: fileName, message })
      return []
    }
    if ('message' in found) return refuse(found.message)
    if (kind === '照片' && found.image === null) return refuse('不是照片，不能归在“照片”里。请改归“签到表”“讲稿”或“其他”。')
    const thumbnail = derived(thumbnailBase64, MAX_THUMBNAIL_BYTES)
    const print = derived(printBase64, MAX_PRINT_BYTES)
    if (thumbnail === 'bad' || print === 'bad') return refuse('缩好的小图不是完整的图片。请重新选这个文件再试。')
    return [{ name: cleanName(fileName), kind, bytes, found, thumbnail, print }]
  })
  const [first, ...others] = problems
  // 只有一个的把话说全：界面对一处的不另列。
  const what = others.length === 0 ? `“${first?.place ?? ''}”不能收：${first?.message ?? ''}` : `有 ${problems.length} 个文件不能收，`
  if (first) throw new DomainError('FILE_REFUSED', `${what}这次一个也没有添加。`, { problems })
  return accepted
}

function described({ thumbnail, ...row }: FileRow, store: AttachmentStore): ActivityFile {
  const { id, kind, name, sha256, byteCount, mime, width, height, addedAt } = row
  return {
    ...{ id, kind, name, sha256, byteCount, mime, width, height, addedAt },
    thumbnail: thumbnail === null ? null : Buffer.from(thumbnail).toString('base64'),
    state: store.check(sha256, byteCount, false),
  }
}

/** 去掉路径与各系统不许的字符，留扩展名。 */
function cleanName(name: string): string {
  return safeName(name.replace(/^.*[\\/]/, ''))
}

/** 界面缩好的图：没有为 null，不完整为 'bad'。 */
function derived(base64: string | null | undefined, limit: number): Uint8Array | null | 'bad' {
  if (base64 === null || base64 === undefined || base64 === '') return null
  const bytes = Buffer.from(base64, 'base64')
  const isWhole = ['.jpg', '.png', '.webp'].some((extension) => 'mime' in recognize(extension, bytes))
  return isWhole && bytes.length <= limit ? bytes : 'bad'
}

async function standingActivity(db: ReadDb, activityId: string): Promise<StoredActivity> {
  const activity = await loadActivity(db, activityId)
  if (!activity) throw new DomainError('ACTIVITY_NOT_FOUND', '没有找到这次活动，可能还没有保存。请先保存活动，再添加附件。')
  if (activity.deletedAt !== null)
    throw new DomainError('ACTIVITY_REMOVED', `“${activity.title}”在回收站里，附件不能改。请先恢复这次活动。`)
  return activity
}

async function standingFile(db: ReadDb, fileId: string) {
  const row = await fileById(db, fileId)
  if (!row || row.removedAt !== null) throw noSuchFile()
  return { row, activity: await standingActivity(db, row.activityId) }
}

function noSuchFile(): DomainError {
  return new DomainError('NO_FILE', '没有找到这个附件，可能刚被移去。请刷新后再看。')
}

/** 月结以后动附件：先看理由与授权人齐不齐，动完留前后清单；没有月结的照动。 */
async function underClosing(
  context: CommandContext,
  before: StoredActivity,
  given: ClosedMonthGrounds | null,
  change: () => Promise<void>,
): Promise<void> {
  const grounds = await requireGrounds(context, [before], given)
  await change()
  const after = grounds ? await loadActivity(context.db, before.id) : null
  if (grounds && after) await recordClosedMonthChange(context, grounds, before, after)
}
