import { partsOf } from '../../shared/calendar/plain-date.ts'
import type { incomingContract, IncomingFields } from '../../shared/correspondence/incoming-contract.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { recognize } from '../attachment/recognize.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { safeName } from '../document/file-names.ts'
import { organizationsAt } from '../member/queries.ts'
import { wireFile } from './finalized.ts'
import {
  findIncoming,
  incomingFiles,
  incomingRecords,
  incomingYears,
  insertIncoming,
  insertIncomingFile,
  lastIncomingSerial,
  sameIncoming,
  updateIncoming,
  type IncomingRecord,
} from './incoming-queries.ts'
import { keepFile, keptFile } from './kept-file-queries.ts'
import { incomingNumber, linkEnds, linkReply, replyLinkOf } from './reply-commands.ts'

type Routes =
  | 'correspondence.incoming'
  | 'correspondence.recordIncoming'
  | 'correspondence.reviseIncoming'
  | 'correspondence.removeIncoming'
  | 'correspondence.restoreIncoming'
  | 'correspondence.incomingFile'

const FILE_LIMIT_MB = 20
const MEGABYTE = 1024 * 1024

export const incomingHandlers: Handlers<Pick<typeof incomingContract, Routes>> = {
  'correspondence.incoming': async ({ db, today }, { year, includesDeleted }) => {
    const records = await incomingRecords(db, year, includesDeleted)
    const files = await incomingFiles(
      db,
      records.map(({ id }) => id),
    )
    const organizations = await organizationsAt(db, today)
    const links = await linkEnds(db)
    return {
      rows: records.map((record) => ({
        ...record,
        number: incomingNumber(record.year, record.serial),
        organizationName: record.organizationId === null ? '' : (organizations.get(record.organizationId)?.shortName ?? ''),
        files: [...(files.get(record.id) ?? [])],
        link: replyLinkOf(links, { source: '收文', id: record.id }),
      })),
      years: await incomingYears(db),
    }
  },

  'correspondence.recordIncoming': async (context, { incoming, files, repliesTo }) => {
    const { db, at, actor } = context
    await refuseUnsound(db, context.today, incoming, null)
    const { year } = partsOf(incoming.receivedOn)
    const serial = (await lastIncomingSerial(db, year)) + 1
    const id = context.newId()
    const number = incomingNumber(year, serial)
    await insertIncoming(db, {
      id,
      year,
      serial,
      ...incoming,
      createdAt: at,
      createdBy: actor,
      updatedAt: at,
      deletedAt: null,
      deletionReason: '',
    })
    await keepAttachments(db, id, files, 0)
    const milestone = repliesTo === null ? '' : await linkReply(context, repliesTo, { source: '收文', id })
    context.summarize(`登记收文${number}：${incoming.sender}《${incoming.title}》${files.length === 0 ? '' : `，附件 ${files.length} 个`}`)
    return { incomingId: id, number, milestone }
  },

  'correspondence.reviseIncoming': async (context, { incomingId, incoming, files }) => {
    const { db, at } = context
    const record = await requireIncoming(db, incomingId)
    refuseDeleted(record)
    await refuseUnsound(db, context.today, incoming, incomingId)
    const { year } = partsOf(incoming.receivedOn)
    if (year !== record.year)
      throw new DomainError(
        'YEAR_FIXED',
        `${incomingNumber(record.year, record.serial)}是 ${record.year} 年的收文编号，收文日期要在 ${record.year} 年。登错年份的请撤下后重新登记。`,
        {
          problems: [{ place: 'incoming.receivedOn', message: `应在 ${record.year} 年` }],
        },
      )
    const link = replyLinkOf(await linkEnds(db), { source: '收文', id: incomingId })
    if (link && (incoming.genre !== record.genre || incoming.datedOn !== record.datedOn))
      throw new DomainError('LINKED', `这件收文与${link.number}挂着，文种与成文日期不能改。请先解除挂接，改好再挂。`)
    const kept = (await incomingFiles(db, [incomingId])).get(incomingId) ?? []
    await updateIncoming(db, incomingId, { ...incoming, updatedAt: at })
    await keepAttachments(db, incomingId, files, kept.at(-1)?.position ?? 0)
    context.summarize(`更正收文${incomingNumber(record.year, record.serial)}《${incoming.title}》`)
    return { incomingId }
  },

  'correspondence.removeIncoming': async (context, { incomingId, reason }) => {
    const { db, at } = context
    const record = await requireIncoming(db, incomingId)
    refuseDeleted(record)
    const link = replyLinkOf(await linkEnds(db), { source: '收文', id: incomingId })
    if (link) throw new DomainError('LINKED', `这件收文与${link.number}《${link.title}》挂着，请先解除挂接再撤下。`)
    await updateIncoming(db, incomingId, { deletedAt: at, deletionReason: reason })
    context.summarize(`撤下收文${incomingNumber(record.year, record.serial)}《${record.title}》：${reason}`)
    return { incomingId }
  },

  'correspondence.restoreIncoming': async (context, { incomingId }) => {
    const { db } = context
    const record = await requireIncoming(db, incomingId)
    if (record.deletedAt === null) throw new DomainError('INCOMING_LIVE', '这件收文没有撤下，不用恢复。')
    await refuseRepeated(db, record.sender, record.senderNumber, incomingId)
    await updateIncoming(db, incomingId, { deletedAt: null, deletionReason: '' })
    context.summarize(`恢复收文${incomingNumber(record.year, record.serial)}《${record.title}》`)
    return { incomingId }
  },

  'correspondence.incomingFile': async ({ db }, { incomingId, position }) => {
    const kept = (await incomingFiles(db, [incomingId])).get(incomingId) ?? []
    const found = kept.find((each) => each.position === position)
    const bytes = found ? await keptFile(db, found.sha256) : null
    if (!found || !bytes) throw new DomainError('NOT_FOUND', '没有这个附件，请刷新后重选。')
    return wireFile(found.fileName, bytes)
  },
}

async function refuseUnsound(db: ReadDb, today: string, incoming: IncomingFields, ownId: string | null): Promise<void> {
  const problems: { place: string; message: string }[] = []
  const say = (place: string, message: string) => problems.push({ place: `incoming.${place}`, message })
  if (incoming.receivedOn > today) say('receivedOn', `收文日期 ${incoming.receivedOn} 在今天（${today}）之后，收到了再登记`)
  if (incoming.datedOn !== null && incoming.datedOn > incoming.receivedOn)
    say('datedOn', `来文的成文日期 ${incoming.datedOn} 晚于收文日期 ${incoming.receivedOn}，请核对`)
  if (incoming.organizationId !== null && !(await organizationsAt(db, today)).has(incoming.organizationId))
    say('organizationId', '没有这个党组织，请重新选择')
  if (problems.length > 0) throw new DomainError('INCOMING_REFUSED', `${problems.map(({ message }) => message).join('；')}。`, { problems })
  await refuseRepeated(db, incoming.sender, incoming.senderNumber, ownId)
}

async function refuseRepeated(db: ReadDb, sender: string, senderNumber: string, ownId: string | null): Promise<void> {
  if (senderNumber === '') return
  const same = await sameIncoming(db, sender, senderNumber)
  if (!same || same.id === ownId) return
  const message = `${sender}的${senderNumber}已经登记过（${incomingNumber(same.year, same.serial)}《${same.title}》，${same.receivedOn}收）`
  throw new DomainError('INCOMING_REPEATED', `${message}，请核对字号；补承办与批示请打开原来那件。`, {
    problems: [{ place: 'incoming.senderNumber', message }],
  })
}

async function keepAttachments(db: WriteDb, incomingId: string, files: readonly WireFile[], from: number): Promise<void> {
  for (const [index, { fileName, base64 }] of files.entries()) {
    const bytes = Buffer.from(base64, 'base64')
    const place = `files.${index}`
    if (bytes.length === 0)
      throw new DomainError('FILE_EMPTY', `附件“${fileName}”是空文件，请重新选择。`, { problems: [{ place, message: '是空文件' }] })
    if (bytes.length > FILE_LIMIT_MB * MEGABYTE)
      throw new DomainError(
        'FILE_TOO_LARGE',
        `附件“${fileName}”有 ${Math.ceil(bytes.length / MEGABYTE)} MB，超过 ${FILE_LIMIT_MB} MB，请压缩后再添。`,
        {
          problems: [{ place, message: `超过 ${FILE_LIMIT_MB} MB` }],
        },
      )
    // 收文多半是别处传来的：名字与内容不符、能运行的不收，与活动附件同一把尺子。
    const found = recognize(fileName, bytes)
    if ('message' in found)
      throw new DomainError('FILE_REFUSED', `附件“${fileName}”${found.message}`, { problems: [{ place, message: found.message }] })
    const { sha256 } = await keepFile(db, bytes)
    const name = safeName(fileName.replace(/^.*[\\/]/, ''))
    await insertIncomingFile(db, { incomingId, position: from + index + 1, fileName: name, sha256 })
  }
}

async function requireIncoming(db: ReadDb, incomingId: string): Promise<IncomingRecord> {
  const record = await findIncoming(db, incomingId)
  if (record) return record
  throw new DomainError('NOT_FOUND', '收文登记簿里没有这一件，请刷新后重选。')
}

function refuseDeleted({ deletedAt }: IncomingRecord): void {
  if (deletedAt !== null) throw new DomainError('INCOMING_REMOVED', '这件收文已经撤下。要改请先恢复。')
}
