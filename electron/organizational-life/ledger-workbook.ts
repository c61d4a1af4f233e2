import { listWorkbook, type SheetValue } from '../assessment/workbook.ts'
import type { LedgerBook } from './ledger-documents.ts'

/** 台账的表格版：目录、议题与决议、签到、议定事项、缺项五张表。 */
export function ledgerWorkbook(book: LedgerBook): Uint8Array {
  const numbered = book.activities.map((bound, index) => ({ ...bound, no: index + 1 }))
  const text = (label: string, width: number) => ({ label, width })
  const middle = (label: string, width: number) => ({ label, width, align: '居中' as const })
  return listWorkbook([
    {
      name: '目录',
      title: book.title,
      columns: [
        middle('序号', 6),
        middle('类目', 12),
        middle('日期', 12),
        middle('起止', 14),
        text('类型', 22),
        text('名称', 36),
        text('党小组', 14),
        text('地点', 24),
        middle('主持人', 10),
        middle('记录人', 10),
        middle('应到', 6),
        middle('实到', 6),
        middle('照片', 6),
        middle('录入日', 12),
        middle('补录', 6),
        text('缺项', 40),
      ],
      rows: numbered.map(({ no, activity, category, gaps, photos }): SheetValue[] => [
        no,
        category,
        activity.heldOn,
        `${activity.startsAt}—${activity.endsAt}`,
        activity.types.map(({ type }) => type).join('、'),
        activity.title,
        activity.groupName,
        activity.place,
        activity.hostName,
        activity.recorderName,
        activity.expectedCount,
        activity.presentCount,
        photos.length,
        activity.recordedOn,
        activity.isBackfilled ? '补录' : '',
        gaps.join('；'),
      ]),
    },
    {
      name: '议题与决议',
      title: `${book.title}：议题与决议`,
      columns: [
        middle('序号', 6),
        middle('日期', 12),
        middle('类型', 12),
        text('议题', 36),
        middle('主讲', 10),
        text('要点', 60),
        text('表决', 40),
        text('决议', 40),
      ],
      rows: numbered.flatMap(({ no, activity }) =>
        activity.topics.map((topic): SheetValue[] => [
          no,
          activity.heldOn,
          topic.type,
          topic.title,
          topic.speakerName,
          topic.summary,
          topic.votes
            .map(
              (vote) =>
                `${vote.subject === '' ? vote.matter : vote.subject}：应到${vote.expectedCount}、实到${vote.presentCount}、赞成${vote.approveCount}、反对${vote.againstCount}、弃权${vote.abstainCount}，${vote.outcome.isPassed ? '通过' : '没有通过'}`,
            )
            .join('\n'),
          topic.resolution,
        ]),
      ),
    },
    {
      name: '签到',
      title: `${book.title}：签到`,
      columns: [
        middle('序号', 6),
        middle('日期', 12),
        text('名称', 36),
        middle('姓名', 12),
        middle('签到', 8),
        text('原因', 24),
        middle('计入应到', 8),
      ],
      rows: numbered.flatMap(({ no, activity }) =>
        activity.attendance.map((each): SheetValue[] => [
          no,
          activity.heldOn,
          activity.title,
          each.name,
          each.status,
          each.reason,
          each.isExpected ? '是' : '否',
        ]),
      ),
    },
    {
      name: '议定事项',
      title: `${book.title}：议定事项`,
      columns: [
        middle('序号', 6),
        middle('日期', 12),
        text('事项', 50),
        middle('责任人', 12),
        middle('时限', 12),
        middle('办结', 12),
        text('备注', 30),
      ],
      rows: numbered.flatMap(({ no, activity }) =>
        activity.tasks.map((each): SheetValue[] => [
          no,
          activity.heldOn,
          each.content,
          each.ownerName,
          each.dueOn ?? '',
          each.doneOn ?? '',
          each.note,
        ]),
      ),
    },
    {
      name: '缺项',
      title: `${book.title}：缺项清单`,
      columns: [middle('序号', 6), middle('日期', 12), text('名称', 36), text('缺什么', 60)],
      rows: numbered.flatMap(({ no, activity, gaps }) => gaps.map((gap): SheetValue[] => [no, activity.heldOn, activity.title, gap])),
    },
  ])
}
