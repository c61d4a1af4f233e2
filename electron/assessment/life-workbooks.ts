import { lifeMeetingStandings } from '../../shared/assessment/life-materials.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { LIFE_MEETING_MATERIALS, type ReviewFacts } from '../../shared/organizational-life/facts.ts'
import { gradeCounts } from '../../shared/organizational-life/review.ts'
import type { TalkRecord } from '../organizational-life/talk-queries.ts'
import { listWorkbook, type SheetValue } from './workbook.ts'

const middle = (label: string, width: number) => ({ label, width, align: '居中' as const })
const text = (label: string, width: number) => ({ label, width })

/** 组织生活会七项材料的齐全情况，一次会一行；批评意见的内容不写。 */
export function lifeMeetingWorkbook(organization: OrganizationFacts, year: number, on: PlainDate): Uint8Array {
  return listWorkbook([
    {
      name: '组织生活会',
      title: `${organization.shortName}${year}年度组织生活会材料齐全情况`,
      columns: [
        middle('召开日', 12),
        text('党小组', 14),
        text('主题', 36),
        ...LIFE_MEETING_MATERIALS.map((label) => middle(label, 10)),
        text('缺哪几项', 40),
      ],
      rows: lifeMeetingStandings(organization, year, on).map(({ heldOn, groupName, theme, materials, missing }): SheetValue[] => [
        heldOn ?? '还没有开',
        groupName,
        theme,
        ...LIFE_MEETING_MATERIALS.map((each) => (materials.includes(each) ? '有' : '缺')),
        missing.join('、'),
      ]),
      notes: [`判定日为 ${on}。`],
    },
  ])
}

/** 民主评议汇总：参评的人、等次、反馈日；`exemptions` 是不参评的人与缘由。 */
export function reviewWorkbook(
  organization: OrganizationFacts,
  review: ReviewFacts,
  exemptions: ReadonlyMap<string, string>,
  on: PlainDate,
): Uint8Array {
  const exemptOf = (memberId: string) => exemptions.get(memberId) ?? ''
  const graded = review.results.filter(({ memberId }) => exemptOf(memberId) === '')
  const counts = gradeCounts(graded)
  const summary = Object.entries(counts).flatMap(([grade, count]) => (count === 0 ? [] : [`${grade} ${count} 人`]))
  const exempt = review.results.length - graded.length
  const stages = review.stages.map(({ stage, on: doneOn }) => `${stage} ${doneOn}`).join('，')
  return listWorkbook([
    {
      name: '民主评议',
      title: `${organization.shortName}${review.year}年度民主评议党员汇总表`,
      columns: [middle('序号', 6), middle('姓名', 12), middle('类别', 12), middle('等次', 12), middle('反馈日', 14), text('说明', 40)],
      rows: review.results.map(({ memberId, name, category, grade, feedbackOn }, index): SheetValue[] => {
        const reason = exemptOf(memberId)
        const isExempt = reason !== ''
        return [index + 1, name, category, isExempt ? '不参评' : (grade ?? '未评'), feedbackOn ?? '', isExempt ? reason : '']
      }),
      notes: [`${[...summary, ...(exempt === 0 ? [] : [`不参评 ${exempt} 人`])].join('，')}。`, `${stages}。判定日为 ${on}。`],
    },
  ])
}

/** 谈心谈话登记表，先后为序；要点是敏感内容，不写。 */
export function talkWorkbook(organization: OrganizationFacts, year: number, talks: readonly TalkRecord[]): Uint8Array {
  return listWorkbook([
    {
      name: '谈心谈话',
      title: `${organization.shortName}${year}年度谈心谈话登记表`,
      columns: [
        middle('序号', 6),
        middle('日期', 14),
        middle('类型', 10),
        middle('谈话人', 14),
        middle('谈话对象', 14),
        middle('方式', 10),
      ],
      // 次序只看内容：编号是随机的，同样的记录重录一遍次序不该变。
      rows: talks
        .map(({ heldOn, kind, talkerName, memberName, means }) => [heldOn, kind, talkerName, memberName, means])
        .toSorted((a, b) => (a.join('|') < b.join('|') ? -1 : 1))
        .map((row, index): SheetValue[] => [index + 1, ...row]),
      notes: ['谈话要点不列入本表。'],
    },
  ])
}
