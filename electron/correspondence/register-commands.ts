import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { kindName } from '../../shared/correspondence/free-kinds.ts'
import { documentNumber, serialKey } from '../../shared/correspondence/letterhead.ts'
import { numberGaps, numberProblem, parseNumber, tidyNumber } from '../../shared/correspondence/numbers.ts'
import type { RegisteredDocument, registerContract } from '../../shared/correspondence/register-contract.ts'
import { unsigns } from '../../shared/correspondence/signed.ts'
import { inspectionItem } from '../../shared/document/inspection.ts'
import type { ReadDb } from '../db/open.ts'
import { groupRows } from '../db/group-rows.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { requireDocument } from './finalized.ts'
import { withdrawIssueMilestone } from './milestones.ts'
import { whoHolds } from './number-choice.ts'
import { insertReservation, markReservationVoid, numberEntries, openReservations, reservationAt } from './number-queries.ts'
import { withdrawIssuedStep } from './process-steps.ts'
import {
  documentEvents,
  documentYears,
  findEvent,
  insertDocument,
  insertEvent,
  lastSerials,
  markEventWithdrawn,
  markVoid,
  registeredDocuments,
  supersededVersions,
  type DocumentRecord,
  type EventRecord,
} from './queries.ts'
import { keepSignedGrounds } from './signed-change.ts'

type Routes =
  | 'correspondence.register'
  | 'correspondence.document'
  | 'correspondence.void'
  | 'correspondence.reserveNumbers'
  | 'correspondence.voidNumber'
  | 'correspondence.recordEarlier'
  | 'correspondence.recordEvent'
  | 'correspondence.withdrawEvent'

export const registerHandlers: Handlers<Pick<typeof registerContract, Routes>> = {
  'correspondence.register': async ({ db, today }, filter) => {
    const reservations = await openReservations(db)
    return {
      rows: await registerRows(db, today, await registeredDocuments(db, filter)),
      gaps: numberGaps(await numberEntries(db, filter.year)),
      reservations: reservations
        .filter(({ year }) => filter.year === null || year === filter.year)
        .map((row) => ({ ...row, isDue: row.remindOn !== null && row.remindOn <= today })),
      years: await documentYears(db),
    }
  },

  'correspondence.document': async ({ db, today }, { documentId }) => {
    const record = await requireDocument(db, documentId)
    const [document] = await registerRows(db, today, [record])
    if (!document) throw new DomainError('NOT_FOUND', '登记簿里没有这份公文，请刷新登记簿后重选。')
    const versions = [record, ...(await supersededVersions(db, documentId))]
    return {
      document,
      inspection: storedInspection.parse(JSON.parse(record.inspectionJson)),
      versions: versions.map(({ revision, title, datedOn, revisionReason, versionedAt, versionedBy, docxSha256 }, index) => ({
        revision,
        title,
        datedOn,
        reason: revisionReason,
        versionedAt,
        versionedBy,
        docxSha256,
        isCurrent: index === 0,
      })),
      events: await documentEvents(db, documentId),
    }
  },

  'correspondence.void': async (context, { documentId, reason, authorizedBy }) => {
    const { db, at } = context
    const record = await requireDocument(db, documentId)
    if (record.status === '已作废') throw new DomainError('ALREADY_VOID', `${record.number}已经作废，原因：${record.voidReason}。`)
    await keepSignedGrounds(context, record, { action: '作废', reason, authorizedBy })
    await markVoid(db, documentId, reason)
    await withdrawIssueMilestone(db, record, at)
    await withdrawIssuedStep(db, record, at)
    context.summarize(`作废${record.number}《${record.title}》：${reason}`)
    return { documentId }
  },

  'correspondence.reserveNumbers': async (context, { documentCode, year, count, reservedFor, purpose, remindOn }) => {
    const { db, today, at, actor } = context
    if (year !== partsOf(today).year)
      throw new DomainError(
        'YEAR_NOT_CURRENT',
        `只能预留今年（${partsOf(today).year} 年）的号：文号按成文日期的年份编，往年的要用补号，来年的到了来年再留。`,
        { problems: [{ place: 'year', message: `应为 ${partsOf(today).year}` }] },
      )
    if (remindOn !== null && remindOn < today)
      throw new DomainError('REMIND_IN_PAST', `提醒日期 ${remindOn} 已经过去，请改成今天（${today}）或以后。`, {
        problems: [{ place: 'remindOn', message: '已经过去' }],
      })
    const last = (await lastSerials(db)).get(serialKey(documentCode, year)) ?? 0
    const numbers: string[] = []
    for (let serial = last + 1; serial <= last + count; serial += 1) {
      const number = documentNumber(documentCode, year, serial)
      numbers.push(number)
      await insertReservation(db, {
        id: context.newId(),
        documentCode,
        year,
        serial,
        number,
        state: '预留',
        reservedFor,
        purpose,
        remindOn,
        documentId: null,
        voidReason: '',
        createdAt: at,
        createdBy: actor,
        closedAt: null,
      })
    }
    context.summarize(`预留文号${numbers.join('、')}给${reservedFor}：${purpose}`)
    return { numbers }
  },

  'correspondence.voidNumber': async (context, { documentCode, year, serial, reason }) => {
    const { db, at, actor } = context
    const number = documentNumber(documentCode, year, serial)
    const reservation = await reservationAt(db, documentCode, year, serial)
    if (reservation?.state === '预留') await markReservationVoid(db, reservation.id, reason, at)
    else {
      const taken = await whoHolds(db, documentCode, year, serial)
      if (taken !== '') throw new DomainError('NUMBER_TAKEN', `${taken.replace(/，(请换一个号|不再使用)$/, '')}，不能作废这个号。`)
      const last = (await lastSerials(db)).get(serialKey(documentCode, year)) ?? 0
      if (serial > last) throw new DomainError('NOT_A_GAP', `${number}还没有编到（现编到 ${last} 号），不是缺号，不用作废。`)
      await insertReservation(db, {
        id: context.newId(),
        documentCode,
        year,
        serial,
        number,
        state: '作废',
        reservedFor: '',
        purpose: '',
        remindOn: null,
        documentId: null,
        voidReason: reason,
        createdAt: at,
        createdBy: actor,
        closedAt: at,
      })
    }
    context.summarize(`作废文号${number}：${reason}`)
    return { number }
  },

  'correspondence.recordEarlier': async (context, input) => {
    const { db, today, at, actor } = context
    const number = tidyNumber(input.number)
    const refuse = (place: string, message: string) =>
      new DomainError('EARLIER_REFUSED', `${message}。`, { problems: [{ place, message }] })
    if (input.datedOn > today) throw refuse('datedOn', `成文日期 ${input.datedOn} 在今天（${today}）之后，补登的应是此前已发的文`)
    const problem = numberProblem(number, input.datedOn)
    const parts = parseNumber(number)
    if (problem !== '' || !parts) throw refuse('number', problem)
    const taken = await whoHolds(db, parts.documentCode, parts.year, parts.serial)
    if (taken !== '') throw refuse('number', taken)
    const issuer = (await organizationsAt(db, input.datedOn)).get(input.organizationId)
    if (!issuer) throw new DomainError('NOT_FOUND', '没有这个党组织，请重新选择发文机关。')
    if (input.datedOn < issuer.establishedOn)
      throw refuse('datedOn', `“${issuer.name}”${issuer.establishedOn} 才成立，不会在 ${input.datedOn} 发文，请核对发文机关与成文日期`)
    const documentId = context.newId()
    await insertDocument(db, {
      id: documentId,
      kind: '',
      genre: input.genre,
      origin: '补登',
      issuerId: issuer.id,
      subjectId: issuer.id,
      ...parts,
      number,
      numberNote: '补登此前发文',
      title: input.title,
      issuerName: issuer.name,
      recipient: input.recipient,
      signer: input.signer,
      datedOn: input.datedOn,
      fieldsJson: JSON.stringify(input),
      modelJson: 'null',
      inspectionJson: '[]',
      docxSha256: '',
      templateSha256: '',
      status: '已登记',
      voidReason: '',
      revision: 1,
      revisionReason: '',
      versionedAt: at,
      versionedBy: actor,
      createdAt: at,
    })
    context.summarize(`补登此前发文${number}《${input.title}》`)
    return { documentId, number }
  },

  'correspondence.recordEvent': async (context, { documentId, kind, occurredOn, handler, note }) => {
    const { db, today, at, actor } = context
    const record = await requireDocument(db, documentId)
    if (record.status === '已作废') throw new DomainError('ALREADY_VOID', `${record.number}已经作废，不再登记${kind}。`)
    const refuse = (message: string) => new DomainError('EVENT_DATE', `${message}。`, { problems: [{ place: 'occurredOn', message }] })
    if (occurredOn > today) throw refuse(`${kind}日期 ${occurredOn} 在今天（${today}）之后，办了再登记`)
    if (kind !== '签发' && occurredOn < record.datedOn) throw refuse(`${kind}日期 ${occurredOn} 早于成文日期 ${record.datedOn}，请核对`)
    const eventId = context.newId()
    await insertEvent(db, {
      id: eventId,
      documentId,
      revision: record.revision,
      kind,
      occurredOn,
      handler,
      note,
      recordedAt: at,
      recordedBy: actor,
      withdrawnAt: null,
      withdrawalReason: '',
    })
    context.summarize(`${record.number}${kind}：${occurredOn} ${handler}`)
    return { eventId }
  },

  'correspondence.withdrawEvent': async (context, { eventId, reason, authorizedBy }) => {
    const { db, at } = context
    const event = await findEvent(db, eventId)
    if (!event) throw new DomainError('NOT_FOUND', '没有这条记录，请刷新后重试。')
    if (event.withdrawnAt !== null) throw new DomainError('EVENT_WITHDRAWN', `这条${event.kind}已经撤回，不用再撤。`)
    const record = await requireDocument(db, event.documentId)
    if (record.status !== '已作废' && unsigns(await documentEvents(db, record.id), event, record.revision))
      await keepSignedGrounds(context, record, { action: `撤回${event.kind}`, reason, authorizedBy })
    await markEventWithdrawn(db, eventId, at, reason)
    context.summarize(`撤回${event.kind}（${event.occurredOn} ${event.handler}）：${reason}`)
    return { eventId }
  },
}

export async function registerRows(db: ReadDb, today: PlainDate, records: readonly DocumentRecord[]): Promise<RegisteredDocument[]> {
  const organizations = await organizationsAt(db, today)
  const events = groupRows(await documentEvents(db, null), (event) => event.documentId)
  return records.map((record) => registered(record, organizations.get(record.subjectId)?.name ?? '', events.get(record.id) ?? []))
}

const storedInspection = inspectionItem.array()

function registered(record: DocumentRecord, subjectName: string, events: readonly EventRecord[]): RegisteredDocument {
  const { id, kind, genre, number, documentCode, year, serial, title, issuerName, subjectId, recipient, signer, datedOn } = record
  const inspection = storedInspection.parse(JSON.parse(record.inspectionJson))
  return {
    id,
    kind,
    kindName: kindName(kind) ?? '此前发文',
    genre,
    number,
    documentCode,
    year,
    serial,
    title,
    issuerName,
    subjectId,
    subjectName,
    recipient,
    signer,
    datedOn,
    status: record.status,
    voidReason: record.voidReason,
    origin: record.origin,
    revision: record.revision,
    numberNote: record.numberNote,
    warningCount: inspection.filter(({ level }) => level === '橙').length,
    docxSha256: record.docxSha256,
    isFromTemplate: record.templateSha256 !== '',
    stages: events
      .filter(({ withdrawnAt, revision }) => withdrawnAt === null && revision === record.revision)
      .map((event) => ({ kind: event.kind, occurredOn: event.occurredOn })),
    createdAt: record.createdAt,
  }
}
