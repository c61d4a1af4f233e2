import type { Numbering } from '../../shared/correspondence/draft-contract.ts'
import { documentNumber, serialKey } from '../../shared/correspondence/letterhead.ts'
import type { ReadDb } from '../db/open.ts'
import { documentAt, findReservation, reservationAt } from './number-queries.ts'
import { lastSerials } from './queries.ts'

/** 这份公文要用的号。`problem` 非空时用不了，写明为什么、怎么办。 */
export type ChosenNumber = {
  readonly serial: number
  readonly number: string
  /** 登记簿里的取号说明；顺序取号为空。 */
  readonly note: string
  readonly reservationId: string | null
  readonly problem: string
}

/** 定文号：顺序取下一个、用预留的，或补一个真缺的号。代字与年份以公文为准。 */
export async function chooseNumber(db: ReadDb, choice: Numbering | undefined, documentCode: string, year: number): Promise<ChosenNumber> {
  const last = (await lastSerials(db)).get(serialKey(documentCode, year)) ?? 0
  const chosen = (serial: number, rest: Partial<ChosenNumber>): ChosenNumber => ({
    serial,
    number: documentNumber(documentCode, year, serial),
    note: '',
    reservationId: null,
    problem: '',
    ...rest,
  })
  if (choice === undefined) return chosen(last + 1, {})
  if ('reservationId' in choice) {
    const reservation = await findReservation(db, choice.reservationId)
    if (!reservation) return chosen(last + 1, { problem: '选的预留号不在了，请重新选取号方式' })
    const { serial, number, state, id, reservedFor } = reservation
    if (state !== '预留')
      return chosen(serial, { problem: `预留号${number}${state === '已用' ? '已经用了' : '已经作废'}，请重新选取号方式` })
    if (reservation.documentCode !== documentCode || reservation.year !== year)
      return chosen(serial, {
        problem: `预留号${number}与这份公文的“${documentCode}〔${year}〕”不是同一代字、同一年，请改机关代字、成文日期，或换一个号`,
      })
    return chosen(serial, { reservationId: id, note: `用预留号（留给${reservedFor}）` })
  }
  const { serial, reason } = choice
  if (serial > last)
    return chosen(serial, { problem: `${documentNumber(documentCode, year, serial)}还没有编到（现编到 ${last} 号），不是缺号，请顺序取号` })
  const taken = await whoHolds(db, documentCode, year, serial)
  return chosen(serial, { note: `补号：${reason}`, problem: taken })
}

/** 这个号被谁占着；没有占为空串。 */
export async function whoHolds(db: ReadDb, documentCode: string, year: number, serial: number): Promise<string> {
  const number = documentNumber(documentCode, year, serial)
  const document = await documentAt(db, documentCode, year, serial)
  if (document)
    return `文号${number}已经用于《${document.title}》${document.status === '已作废' ? '（已作废，文号不回收）' : ''}，请换一个号`
  const reservation = await reservationAt(db, documentCode, year, serial)
  if (reservation?.state === '预留')
    return `文号${number}预留给${reservation.reservedFor}（${reservation.purpose}），请从预留号里使用，或先作废这个预留`
  if (reservation) return `文号${number}已经作废（${reservation.voidReason}），不再使用`
  return ''
}
