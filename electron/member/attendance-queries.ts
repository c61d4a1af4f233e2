import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { EVERYONE } from '../../shared/member/contract.ts'
import { attendanceRoll, type AttendanceRoll } from '../../shared/member/attendance.ts'
import type { ReadDb } from '../db/open.ts'
import { standingGrounds } from './event-queries.ts'
import { memberPage, organizationsAt, withDescendants } from './queries.ts'

/**
 * 某日一个党组织（连同全部下级）的应到会名单：逐人计入或不计入，理由取自登记的事件。
 * @throws DomainError `ORGANIZATION_UNKNOWN` 没有这个党组织。
 */
export async function loadAttendanceRoll(db: ReadDb, asOf: PlainDate, organizationId: string): Promise<AttendanceRoll> {
  const scope = withDescendants(await organizationsAt(db, asOf), organizationId)
  const { records } = await memberPage(db, asOf, EVERYONE, scope, null)
  const grounds = await standingGrounds(db, asOf)
  return attendanceRoll(
    asOf,
    records.map(({ id, name, category, fullOn, partyStatus, rightsStatus }) => {
      const known = grounds.get(id)
      const ground = partyStatus === '正常' ? known?.rightsStatus : known?.partyStatus
      return { id, name, category, fullOn, partyStatus, rightsStatus, ground: ground ?? null }
    }),
  )
}
