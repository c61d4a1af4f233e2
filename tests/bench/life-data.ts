import type Database from 'better-sqlite3-multiple-ciphers'
import { BRANCHES, fillGroup, PEOPLE_PER_BRANCH } from './group-findings.ts'

export const YEARS = [2022, 2023, 2024, 2025, 2026] as const
const WORDS = ['学习条例', '研究发展党员', '讨论年度计划', '廉洁教育', '安全生产', '志愿服务', '意识形态研判', '党费收缴'] as const

/** 500 个支部、20,000 名党员，五年里每月主题党日、支委会、党小组会，每季党员大会：约 10 万次活动、200 万行签到；`withStudy` 再加每月一次全体学习，共 330 万行签到。直接写表造数。 */
export function fillLife(
  native: Database.Database,
  { withAttendance, withStudy = false }: { withAttendance: boolean; withStudy?: boolean },
): void {
  fillGroup(native)
  const activity = native.prepare(
    `INSERT INTO activity (id, organizationId, groupId, title, heldOn, startsAt, endsAt, place, hostId, hostName, recorderName, contentKindsJson, archiveCategory,
       expectedCount, presentCount, voterExpectedCount, voterPresentCount, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
     VALUES (?, ?, ?, ?, ?, '14:00', '16:30', '三楼会议室', ?, '书记', '记录人', '["政治学习","交纳党费"]', ?, ?, ?, ?, ?, ?, '', '', '', '')`,
  )
  const type = native.prepare('INSERT INTO activityType VALUES (?, ?, 1)')
  const topic = native.prepare(
    'INSERT INTO activityTopic (id, activityId, seq, type, title, summary, resolution) VALUES (?, ?, 1, ?, ?, ?, ?)',
  )
  const attendance = native.prepare('INSERT INTO activityAttendance VALUES (?, ?, ?, ?, 1, 1)')
  native.exec('BEGIN')
  for (let index = 0; index < BRANCHES; index += 1) {
    const branch = `支部${index}`
    const record = (id: string, kind: string, category: string, heldOn: string, groupId: string | null, people: number, first: number) => {
      const absent = (index + heldOn.length + Number(heldOn.slice(5, 7))) % 4
      const present = people - Math.min(absent, people - 1)
      const word = WORDS[(index + Number(heldOn.slice(5, 7))) % WORDS.length] ?? ''
      activity.run(
        id,
        branch,
        groupId,
        `${heldOn.slice(0, 7)}${kind}`,
        heldOn,
        `${branch}-0`,
        category,
        people,
        present,
        people,
        present,
        heldOn,
      )
      type.run(id, kind)
      topic.run(`t${id}`, id, kind, word, `围绕${word}逐一发言，结合岗位谈认识。`, `同意${word}安排，分头落实。`)
      if (!withAttendance) return
      for (let ordinal = 0; ordinal < people; ordinal += 1)
        attendance.run(id, `${branch}-${first + ordinal}`, ordinal < present ? '出席' : '请假', ordinal < present ? '' : '出差')
    }
    for (const year of YEARS)
      for (let month = 1; month <= (year === 2026 ? 9 : 12); month += 1) {
        const at = `${year}-${String(month).padStart(2, '0')}`
        const id = `${index}.${at}`
        record(`${id}.日`, '主题党日', '主题党日', `${at}-0${1 + (month % 7)}`, null, PEOPLE_PER_BRANCH, 0)
        record(`${id}.支`, '支委会', '三会一课', `${at}-08`, null, 5, 0)
        for (let group = 0; group < 2; group += 1)
          record(`${id}.组${group}`, '党小组会', '三会一课', `${at}-1${group}`, `${branch}组${(group + month) % 4}`, 10, group * 10)
        if (withStudy) record(`${id}.学`, '集中学习', '学习教育', `${at}-12`, null, PEOPLE_PER_BRANCH, 0)
        if (month % 3 === 0) record(`${id}.会`, '党员大会', '三会一课', `${at}-09`, null, PEOPLE_PER_BRANCH, 0)
      }
  }
  native.exec('COMMIT')
}
