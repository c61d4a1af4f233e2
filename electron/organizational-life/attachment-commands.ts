import { MAX_FILE_BYTES, ACCEPTED_EXTENSIONS, recognize } from '../attachment/recognize.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import type { attachmentContract, ActivityFile, ClosedMonthGrounds } from '../../shared/organizational-life/attachment-contract.ts'
import type { Problem } from '../../shared/contract/envelope.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { safeName } from '../document/file-names.ts'
import {
  fileById,
  fileOwner,
  filesOfActivities,
  insertActivityFile,
  insertClosedMonthChange,
  insertStoredFile,
  isMonthClosed,
  lastFileSeq,
  updateActivityFile,
  type FileOwner,
  type FileRow,
} from './attachment-queries.ts'
import { adviceFor, checkHandlers } from './attachment-check.ts'

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
      const owner = await standingOwner(db, activityId)
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
      if (problems.length > 0)
        throw new DomainError('FILE_REFUSED', `有 ${problems.length} 个文件不能收，这次一个也没有添加。`, { problems })
      const before = await filesOfActivities(db, [activityId], { withThumbnails: false })
      const held = new Map(before.map(({ sha256, name }) => [sha256, name]))
      const duplicates: { name: string; existingName: string }[] = []
      const fileIds: string[] = []
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
      if (fileIds.length > 0) await noteClosedMonth(context, owner, before, closedMonth)
      context.summarize(`给${owner.heldOn}“${owner.title}”添加附件 ${fileIds.length} 个`)
      return { fileIds, duplicates }
    },

    'life.renameFile': async (context, { fileId, kind, name, closedMonth }) => {
      const { row, owner, before } = await standingFile(context.db, fileId)
      if (kind === '照片' && row.width === null)
        throw new DomainError('NOT_A_PHOTO', `“${row.name}”不是照片，不能归在“照片”里。请改归“签到表”“讲稿”或“其他”。`)
      const extension = /\.[^.]+$/.exec(row.name)?.[0] ?? ''
      // 扩展名随原件，不随人写的名字改。
      const kept = name.toLowerCase().endsWith(extension.toLowerCase()) ? name : `${name}${extension}`
      await updateActivityFile(context.db, fileId, { kind, name: cleanName(kept) })
      await noteClosedMonth(context, owner, before, closedMonth)
      context.summarize(`附件“${row.name}”改为“${kept}”（${kind}）`)
      return { saved: true }
    },

    'life.removeFile': async (context, { fileId, closedMonth }) => {
      const { row, owner, before } = await standingFile(context.db, fileId)
      await updateActivityFile(context.db, fileId, { removedAt: context.at })
      await noteClosedMonth(context, owner, before, closedMonth)
      context.summarize(`从${owner.heldOn}“${owner.title}”移去附件“${row.name}”`)
      return { removedAt: context.at }
    },

    'life.restoreFile': async (context, { fileId, closedMonth }) => {
      const row = await fileById(context.db, fileId)
      if (!row) throw noSuchFile()
      const owner = await standingOwner(context.db, row.activityId)
      const before = await filesOfActivities(context.db, [row.activityId], { withThumbnails: false })
      const same = before.find(({ sha256 }) => sha256 === row.sha256)
      if (same && same.id !== fileId)
        throw new DomainError('FILE_ALREADY_THERE', `同样的内容已经以“${same.name}”添加在这次活动里，不用再放回。`)
      await updateActivityFile(context.db, fileId, { removedAt: null })
      await noteClosedMonth(context, owner, before, closedMonth)
      context.summarize(`放回${owner.heldOn}“${owner.title}”的附件“${row.name}”`)
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
function derived(base64: string | null, limit: number): Uint8Array | null | 'bad' {
  if (base64 === null || base64 === '') return null
  const bytes = Buffer.from(base64, 'base64')
  const isWhole = ['.jpg', '.png', '.webp'].some((extension) => 'mime' in recognize(extension, bytes))
  return isWhole && bytes.length <= limit ? bytes : 'bad'
}

async function standingOwner(db: ReadDb, activityId: string): Promise<FileOwner> {
  const owner = await fileOwner(db, activityId)
  if (!owner) throw new DomainError('NO_ACTIVITY', '没有找到这次活动，可能还没有保存。请先保存活动，再添加附件。')
  if (owner.deletedAt !== null) throw new DomainError('ACTIVITY_REMOVED', `“${owner.title}”在回收站里，附件不能改。请先恢复这次活动。`)
  return owner
}

async function standingFile(db: ReadDb, fileId: string) {
  const row = await fileById(db, fileId)
  if (!row || row.removedAt !== null) throw noSuchFile()
  const owner = await standingOwner(db, row.activityId)
  return { row, owner, before: await filesOfActivities(db, [row.activityId], { withThumbnails: false }) }
}

function noSuchFile(): DomainError {
  return new DomainError('NO_FILE', '没有找到这个附件，可能刚被移去。请刷新后再看。')
}

/** 月结以后动附件：要理由与授权人，前后清单留痕；没有月结的不记。 */
async function noteClosedMonth(
  context: CommandContext,
  owner: FileOwner,
  before: readonly FileRow[],
  grounds: ClosedMonthGrounds | null,
): Promise<void> {
  const month = owner.heldOn.slice(0, 7)
  if (!(await isMonthClosed(context.db, owner.organizationId, month))) return
  if (grounds === null)
    throw new DomainError('MONTH_CLOSED', `${month} 已经月结，附件也锁定了。确需改动的，请写明理由与授权人；这次没有改动。`)
  const after = await filesOfActivities(context.db, [owner.id], { withThumbnails: false })
  const list = (rows: readonly FileRow[]) => JSON.stringify({ files: rows.map(({ kind, name, sha256 }) => ({ kind, name, sha256 })) })
  await insertClosedMonthChange(context.db, {
    id: context.newId(),
    organizationId: owner.organizationId,
    month,
    activityId: owner.id,
    ...grounds,
    changedAt: context.at,
    actor: context.actor,
    beforeJson: list(before),
    afterJson: list(after),
  })
}
