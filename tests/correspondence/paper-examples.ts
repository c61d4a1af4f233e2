import { draftElectorate } from '../../electron/correspondence/process-facts.ts'
import { countElectorate } from '../../shared/election/electorate.ts'
import { attendanceRoll } from '../../shared/member/attendance.ts'
import type { DraftEdits } from '../../shared/correspondence/draft.ts'
import type { DraftFacts, DraftIssued, DraftMember, DraftPost, DraftProcess } from '../../shared/correspondence/facts.ts'
import type { ElectionPaperKind } from '../../shared/correspondence/document-kinds.ts'
import { UNIT } from './branch-fixture.ts'

/** 一个支部从请示到分工的全过程，逐种文书各一份填齐了的样张。人名都是编的。 */

const PEOPLE: readonly (readonly [name: string, gender: '男' | '女', birthOn: string, job: string])[] = [
  ['江以恒', '男', '1976-03-12', '综合管理部经理'],
  ['林葵', '女', '1981-11-02', '财务部副经理'],
  ['董念慈', '女', '1984-07-25', '人力资源部副经理'],
  ['苏晴', '女', '1989-01-30', '党群工作部主管'],
  ['欧阳远', '男', '1979-05-18', '投资部经理'],
  ['王一', '男', '1990-09-09', '投资部主管'],
  ['叶青', '男', '1972-12-01', '法务部经理'],
  ['阿依努尔·买买提', '女', '1991-04-16', '风控部主管'],
  ['陈知行', '男', '1986-06-06', '信息部副经理'],
  ['何川', '男', '1968-08-08', '工会干事'],
]

function member(index: number): DraftMember {
  const [name = '', gender = '男', birthOn = '', adminPost = ''] = PEOPLE[index] ?? []
  return {
    id: `m${index}`,
    name,
    gender,
    ethnicity: name.includes('·') ? '维吾尔族' : '汉族',
    birthOn,
    birthOnPrecision: index === 9 ? '月' : '日',
    education: '大学本科',
    category: '正式党员',
    joinedOn: `${Number(birthOn.slice(0, 4)) + 26}-07-01`,
    joinedOnPrecision: index === 9 ? '年' : '日',
    fullOn: `${Number(birthOn.slice(0, 4)) + 27}-07-01`,
    fullOnPrecision: '日',
    job: '企业管理人员',
    adminPost,
    partyStatus: '正常',
    rightsStatus: index === 9 ? '不计入应到会' : '正常',
    remark: index === 9 ? '年老体弱卧床，生活不能自理' : '',
  }
}

export const MEMBERS: readonly DraftMember[] = [
  ...PEOPLE.map((_, index) => member(index)),
  {
    ...member(3),
    id: 'm10',
    name: '新苗',
    category: '预备党员',
    joinedOn: '2026-03-10',
    fullOn: null,
    adminPost: '综合管理部专员',
    birthOn: '1996-02-14',
  },
]

const POSTS: readonly DraftPost[] = [
  { memberId: 'm0', memberName: '江以恒', title: '书记', duty: '主持支部全面工作' },
  { memberId: 'm1', memberName: '林葵', title: '组织委员', duty: '负责组织、发展党员和党费工作' },
  { memberId: 'm2', memberName: '董念慈', title: '纪检委员', duty: '负责纪律检查和监督工作' },
]

const CANDIDATES: DraftProcess['candidates'] = [
  { memberId: 'm0', proposedPost: '书记' },
  { memberId: 'm4', proposedPost: '副书记' },
  { memberId: 'm5', proposedPost: '组织委员' },
  { memberId: 'm7', proposedPost: '纪检委员' },
]

export const PROCESS: DraftProcess = {
  id: 'p1',
  kind: '换届',
  seq: 5,
  newTermYears: 3,
  meetingOn: '2026-10-15',
  place: '三楼会议室',
  seatCount: 3,
  chair: '江以恒',
  nominatedOn: null,
  candidates: CANDIDATES,
  counts: [
    {
      post: '委员',
      venue: '党员大会',
      expected: 9,
      present: 9,
      issued: 9,
      returned: 9,
      valid: 8,
      votes: [
        { name: '江以恒', ayes: 8, noes: 0, abstentions: 0 },
        { name: '欧阳远', ayes: 7, noes: 1, abstentions: 0 },
        { name: '王一', ayes: 6, noes: 1, abstentions: 1 },
        { name: '阿依努尔·买买提', ayes: 2, noes: 4, abstentions: 2 },
        { name: '叶青', ayes: 1, noes: 0, abstentions: 0 },
      ],
      elected: ['江以恒', '欧阳远', '王一'],
      electedLater: [],
    },
    {
      post: '书记',
      venue: '委员会',
      expected: 3,
      present: 3,
      issued: 3,
      returned: 3,
      valid: 3,
      votes: [{ name: '江以恒', ayes: 3, noes: 0, abstentions: 0 }],
      elected: ['江以恒'],
      electedLater: [],
    },
    {
      post: '副书记',
      venue: '委员会',
      expected: 3,
      present: 3,
      issued: 3,
      returned: 3,
      valid: 3,
      votes: [{ name: '欧阳远', ayes: 3, noes: 0, abstentions: 0 }],
      elected: ['欧阳远'],
      electedLater: [],
    },
  ],
  scrutineers: ['陈知行'],
  tellers: ['苏晴'],
}

const ORGANIZATION = {
  id: 'b1',
  name: '中共测试投资公司支部委员会',
  shortName: '投资支部',
  level: '党支部',
  documentCode: '投资支',
  contactName: '苏晴',
  contactPhone: '0592-5550137',
}

const COMMITTEE = { ...ORGANIZATION, id: 'c', name: UNIT.fullName, shortName: '集团党委', level: '党委', documentCode: '测集党' }

/** 拟不计入的照列，同请示。 */
function electorateOf(members: readonly DraftMember[], on: string): DraftFacts['electorate'] {
  const roll = attendanceRoll(
    on,
    members.map((each) => ({ ...each, ground: null })),
  )
  return draftElectorate(countElectorate(roll, [], on, { includesProposed: true }), members, null)
}

const BASE: DraftFacts = {
  electorate: electorateOf(MEMBERS, '2026-06-01'),
  today: '2026-06-01',
  unit: UNIT,
  organization: ORGANIZATION,
  superiors: [COMMITTEE],
  term: {
    id: 't1',
    seq: 4,
    electedOn: '2023-10-23',
    termYears: 3,
    seatCount: 3,
    endsOn: '2026-10-23',
    effectiveEndsOn: '2026-10-23',
    extension: null,
  },
  members: MEMBERS,
  posts: POSTS,
  vacancies: [],
  milestones: [],
  issued: [],
  process: PROCESS,
  lastSerials: new Map([
    ['测集党|2026', 11],
    ['投资支|2026', 2],
  ]),
}

const PROCESS_TEXT =
  '2026年5月12日支部委员会研究提出推荐办法，5月15日召开党员大会酝酿推荐，5月20日支部委员会根据多数党员的意见研究确定候选人预备人选。'

const NO_EDITS: DraftEdits = { fields: {}, paragraphs: {} }
const withFields = (fields: Record<string, string>): DraftEdits => ({ fields, paragraphs: {} })

const issued = (kind: string, number: string, title: string, datedOn: string, fields: Record<string, string> = {}): DraftIssued => ({
  kind,
  number,
  title,
  datedOn,
  fields,
})

/** 每种文书人要填的几栏；由数据推得出的不填。 */
export const EXAMPLES: Readonly<Record<ElectionPaperKind, DraftEdits>> = {
  W01: withFields({
    newName: '中共测试租赁公司支部委员会',
    unitNature: '国有全资子公司，现有职工46人',
    founders: ['江以恒', '林葵', '董念慈', '苏晴', '欧阳远', '王一', '叶青', '新苗'].join('\n'),
    seatCount: '3',
    candidates: '江以恒,书记\n林葵,组织委员\n董念慈,宣传委员\n苏晴,纪检委员',
    meetingOn: '2026-07-10',
  }),
  W02: withFields({ decidedOn: '2026-06-20' }),
  W03: withFields({
    target: '党总支',
    newName: '中共测试投资公司总支部委员会',
    divisions: '第一党支部,6,5\n第二党支部,5,5',
    seatCount: '5',
    transition: '升格后现有党员名册、印章和台账由新设党支部按编入情况分别接收，移交期间工作不断档。',
  }),
  W03R: withFields({ decidedOn: '2026-06-20' }),
  W04: NO_EDITS,
  W05: withFields({
    process: PROCESS_TEXT,
    appraisals: '江以恒：政治坚定，熟悉党务工作，群众基础好\n欧阳远：作风扎实，工作主动，党员评价较好',
    integrity: '集团纪委2026年5月25日出具意见：未发现影响提名的情形。',
  }),
  W06: withFields({ decidedOn: '2026-06-25' }),
  W07: withFields({
    newEndOn: '2027-04-23',
    reason: '因公司正在进行内设机构调整，预计2027年一季度完成，党员组织关系需随之调整',
    studied: '2026年5月28日支部委员会专题研究，一致同意申请延期',
    arrangements:
      '核查党员组织关系，林葵，2026年12月底前\n酝酿候选人预备人选，江以恒，2027年2月底前\n报送换届请示，江以恒，2027年3月10日前',
  }),
  W07R: withFields({ decidedOn: '2026-06-25' }),
  E01: withFields({
    heldOn: '2026-05-15',
    nominationPlace: '三楼会议室',
    recorder: '苏晴',
    attendance: '全体党员10名，列席1名',
    process: '支部书记介绍职数、条件和推荐办法\n与会党员充分讨论，采取无记名方式推荐\n汇总推荐情况，征求各方面意见',
  }),
  E02: NO_EDITS,
  E03: withFields({ appraisals: '江以恒：政治坚定，熟悉党务工作，群众基础好' }),
  E04: NO_EDITS,
  W08: withFields({ meetingTime: '下午2时30分', observers: '集团党群工作部有关同志' }),
  W09: NO_EDITS,
  E05: NO_EDITS,
  E19: NO_EDITS,
  E06: NO_EDITS,
  E07: NO_EDITS,
  E08: NO_EDITS,
  E10: NO_EDITS,
  E11: NO_EDITS,
  E12: NO_EDITS,
  E13: NO_EDITS,
  E14: withFields({
    meetingTime: '14时30分至16时10分',
    recorder: '苏晴',
    absent: '何川，获准不计入应到会',
    proceedings:
      '江以恒同志代表第四届支部委员会作工作报告，经讨论，一致通过\n审查通过任期内党费收缴、使用和管理情况报告\n表决通过选举办法和监票人名单',
  }),
  E15: withFields({
    meetingTime: '16时20分至16时50分',
    recorder: '王一',
    duties: '江以恒，书记，主持支部全面工作\n欧阳远，副书记，协助书记工作，负责宣传\n王一，组织委员，负责组织和党费工作',
  }),
  W10: NO_EDITS,
  W11: withFields({ decidedOn: '2026-10-26' }),
  E16: withFields({ studiedOn: '2026-10-28' }),
  E17: withFields({ resigner: '林葵', reason: '因工作调动，本人将到集团财务公司任职，难以继续履行职责' }),
  W12: withFields({
    reason: '2026年6月5日支部委员会研究并征求党员意见，王一同志作风正派、熟悉党务',
    candidates: '王一,组织委员',
    meetingOn: '2026-07-20',
    place: '三楼会议室',
  }),
  W12R: withFields({ decidedOn: '2026-06-20' }),
  E18: withFields({
    seatCount: '5',
    reason: '党员人数增加，支部工作任务加重，2026年5月28日支部委员会研究提出增补',
    candidates: '王一,宣传委员\n苏晴,青年委员',
    meetingOn: '2026-07-20',
    place: '三楼会议室',
  }),
  E09: withFields({ candidates: '王一,组织委员\n陈知行,组织委员', meetingOn: '2026-07-20', copies: '9' }),
  W12N: withFields({ appointee: '欧阳远,书记', decidedOn: '2026-06-01' }),
}

const W05_ISSUED = issued('W05', '投资支〔2026〕2号', '关于召开党员大会进行换届选举的请示', '2026-06-10')
const W06_ISSUED = issued('W06', '测集党〔2026〕12号', '关于同意中共测试投资公司支部委员会换届选举的批复', '2026-06-28')
const W10_ISSUED = issued('W10', '投资支〔2026〕5号', '关于中共测试投资公司支部委员会选举结果的报告', '2026-10-20', {
  elected: '江以恒、欧阳远、王一',
  secretary: '江以恒',
  deputies: '欧阳远',
  boardPresent: '3',
})
const VACANCY = { title: '组织委员', vacantOn: '2026-05-31', leftBy: '林葵', endReason: '调离', fillBy: '2026-08-31' }

/** 各种文书成文那天的事实。 */
export function exampleFacts(kind: ElectionPaperKind): DraftFacts {
  const on = (today: string, change: Partial<DraftFacts> = {}): DraftFacts => ({ ...BASE, today, ...change })
  const outside = (today: string, change: Partial<DraftFacts> = {}) => on(today, { process: null, ...change })
  switch (kind) {
    case 'W01':
      return outside('2026-06-12')
    case 'W02':
      return outside('2026-06-22', {
        issued: [issued('W01', '投资支〔2026〕2号', '关于成立中共测试租赁公司支部委员会的请示', '2026-06-12', EXAMPLES.W01.fields)],
      })
    case 'W03':
      return outside('2026-06-12')
    case 'W03R':
      return outside('2026-06-22', {
        issued: [issued('W03', '投资支〔2026〕2号', '关于中共测试投资公司支部委员会升格为党总支的请示', '2026-06-12', EXAMPLES.W03.fields)],
      })
    case 'W04':
      return outside('2026-04-20')
    case 'W05':
      return on('2026-06-10')
    case 'W06':
      return on('2026-06-28', { issued: [W05_ISSUED] })
    case 'W07':
      return outside('2026-06-08')
    case 'W07R':
      return outside('2026-06-28', {
        issued: [issued('W07', '投资支〔2026〕2号', '关于延期换届的请示', '2026-06-08', EXAMPLES.W07.fields)],
      })
    case 'E18':
      return outside('2026-06-08')
    case 'E09':
    case 'W12':
      return outside('2026-06-10', { vacancies: [VACANCY] })
    case 'W12R':
      return outside('2026-06-22', {
        vacancies: [VACANCY],
        issued: [issued('W12', '投资支〔2026〕2号', '关于补选支部组织委员的请示', '2026-06-10', EXAMPLES.W12.fields)],
      })
    case 'E17':
      return outside('2026-05-20')
    case 'W12N':
      return outside('2026-06-02', {
        posts: POSTS.slice(1),
        vacancies: [{ ...VACANCY, title: '书记', leftBy: '江以恒', fillBy: '2026-06-30' }],
      })
    case 'W08':
      return on('2026-10-08', { issued: [W06_ISSUED, W05_ISSUED] })
    case 'W10':
      return on('2026-10-20', { issued: [W06_ISSUED, W05_ISSUED] })
    case 'W11':
      return on('2026-10-27', { issued: [W10_ISSUED, W06_ISSUED, W05_ISSUED] })
    case 'E16':
      return on('2026-10-29', { issued: [W10_ISSUED] })
    default:
      return on('2026-10-15', { issued: [W06_ISSUED, W05_ISSUED] })
  }
}
