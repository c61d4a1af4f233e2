import { shownDate } from '../../shared/calendar/date-precision.ts'
import type { MEMBER_SORTS, MemberRow } from '../../shared/member/contract.ts'
import type { Column } from '../ui/DataTable.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

export type RosterSort = (typeof MEMBER_SORTS)[number]

/** 列键 → 后端的排序名。 */
export const SORT_OF_COLUMN: Readonly<Record<string, RosterSort>> = {
  name: '姓名',
  branchName: '支部',
  birthOn: '出生日期',
  joinedOn: '入党日期',
  partyAge: '党龄',
}

export const rosterColumns: readonly Column<MemberRow>[] = [
  {
    key: 'name',
    title: '姓名',
    width: 120,
    grow: true,
    isSortable: true,
    render: (row) => <strong className="ellipsis">{row.name}</strong>,
  },
  { key: 'gender', title: '性别', width: 52, render: (row) => row.gender },
  {
    key: 'branchName',
    title: '所在党支部',
    width: 140,
    grow: true,
    isSortable: true,
    render: (row) => <span className="ellipsis">{row.branchShortName}</span>,
  },
  {
    key: 'groupName',
    title: '党小组',
    width: 110,
    isOptional: true,
    render: (row) => (row.groupShortName === '' ? '—' : row.groupShortName),
  },
  { key: 'category', title: '人员类别', width: 84, render: (row) => row.category },
  { key: 'identityNumber', title: '公民身份号码', width: 172, isOptional: true, render: (row) => row.identityNumber },
  {
    key: 'birthOn',
    title: '出生日期',
    width: 100,
    isSortable: true,
    isOptional: true,
    render: (row) => shownDate(row.birthOn, row.birthOnPrecision),
  },
  { key: 'age', title: '年龄', width: 52, align: 'right', isOptional: true, isHiddenAtFirst: true, render: (row) => row.age },
  { key: 'ethnicity', title: '民族', width: 84, isOptional: true, isHiddenAtFirst: true, render: (row) => row.ethnicity },
  { key: 'education', title: '学历', width: 100, isOptional: true, render: (row) => <span className="ellipsis">{row.education}</span> },
  { key: 'joinedOn', title: '入党日期', width: 100, isSortable: true, render: (row) => shownDate(row.joinedOn, row.joinedOnPrecision) },
  {
    key: 'fullOn',
    title: '转正日期',
    width: 100,
    isOptional: true,
    isHiddenAtFirst: true,
    render: (row) => (row.fullOn === null ? '—' : shownDate(row.fullOn, row.fullOnPrecision)),
  },
  { key: 'partyAge', title: '党龄', width: 60, align: 'right', isSortable: true, isOptional: true, render: (row) => row.partyAge ?? '—' },
  {
    key: 'job',
    title: '工作岗位',
    width: 180,
    grow: true,
    isOptional: true,
    isHiddenAtFirst: true,
    render: (row) => (
      <span className="ellipsis" title={row.job}>
        {row.job}
      </span>
    ),
  },
  { key: 'mobile', title: '手机号', width: 116, isOptional: true, isHiddenAtFirst: true, render: (row) => row.mobile },
  { key: 'status', title: '状态', width: 108, render: (row) => <MemberStatus row={row} /> },
]

function MemberStatus({ row }: { row: MemberRow }) {
  if (row.partyStatus === '停止党籍') return <SeverityMark severity="红线" text="停止党籍" />
  if (row.isLost) return <SeverityMark severity="红线" text="失联" />
  if (row.rightsStatus !== '正常')
    return <SeverityMark severity="待确认" text={row.rightsStatus === '不计入应到会' ? '不计应到会' : row.rightsStatus} />
  if (row.missing.length > 0)
    return (
      <span title={`缺：${row.missing.join('、')}`}>
        <SeverityMark severity="应当" text={`缺 ${row.missing.length} 项`} />
      </span>
    )
  if (row.isFloating) return <SeverityMark severity="待确认" text="流动" />
  return <span className="muted">正常</span>
}
