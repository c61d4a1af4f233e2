import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ActivityFacts, MemberAttendanceFacts } from '../../shared/organizational-life/facts.ts'
import { studyMinutes } from '../../shared/organizational-life/period-checks.ts'
import type { ReadDb } from '../db/open.ts'

/**
 * 当年各党组织每人的应到、实到、缺席与集体学习时长。哪几次活动、每次算多少学时由活动的事实定，
 * 签到只按人汇总，在库里加好：一年几十万行，逐行搬出来太慢。键是党组织。
 */
export async function loadAttendanceFacts(
  db: ReadDb,
  asOf: PlainDate,
  activities: ReadonlyMap<string, readonly ActivityFacts[]>,
): Promise<Map<string, MemberAttendanceFacts[]>> {
  const firstDay = `${asOf.slice(0, 4)}-01-01`
  const organizationIds = [...activities.keys()]
  const held = organizationIds.flatMap((id, index) =>
    (activities.get(id) ?? []).flatMap((each) => (each.heldOn >= firstDay ? [[each.id, index, studyMinutes(each), each.heldOn]] : [])),
  )
  if (held.length === 0) return new Map()
  const counted = sql<{ place: number; memberId: string; expected: number; present: number; minutes: number; absentOn: string | null }>`(
    WITH held AS MATERIALIZED (
      SELECT value ->> 0 AS id, value ->> 1 AS place, value ->> 2 AS minutes, value ->> 3 AS heldOn FROM json_each(${JSON.stringify(held)})
    )
    SELECT h.place, x.memberId, sum(x.isExpected) AS expected,
      sum(x.isExpected = 1 AND x.status = '出席') AS present,
      sum(CASE WHEN x.status = '出席' THEN h.minutes ELSE 0 END) AS minutes,
      group_concat(CASE WHEN x.isExpected = 1 AND x.status = '缺席' THEN h.heldOn END, '|') AS absentOn
    FROM held h CROSS JOIN activityAttendance x ON x.activityId = h.id
    GROUP BY h.place, x.memberId)`.as('counted')
  const rows = await db.selectFrom(counted).selectAll().execute()
  const facts = new Map<string, MemberAttendanceFacts[]>()
  for (const { place, memberId, expected, present, minutes, absentOn } of rows) {
    const organizationId = organizationIds[place] ?? ''
    const fact = { memberId, expected, present, absentOn: absentOn === null ? [] : absentOn.split('|').toSorted(), studyMinutes: minutes }
    const own = facts.get(organizationId)
    if (own) own.push(fact)
    else facts.set(organizationId, [fact])
  }
  return facts
}
