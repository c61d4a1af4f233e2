import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { linesOf, type Composition } from '../../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../../shared/correspondence/facts.ts'
import { downwardFrame } from '../../../shared/correspondence/paper-frame.ts'
import { enumerate, sentence } from '../../../shared/correspondence/paper-wording.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import type { ReviewPlanSubject } from '../../../shared/organizational-life/paper-subjects.ts'

const PROCEDURE = [
  '学习动员。组织党员学习党章党规和有关要求，明确评议的目的、内容和方法',
  '党员自评。党员对照党员标准和承诺事项，作自我评价',
  '党员互评。召开党小组会或党员大会，党员之间开展评议',
  '民主测评。组织党员对每名参评党员进行无记名测评',
  '组织评定。支部委员会综合测评情况和党员日常表现，提出评定意见',
  '处理反馈。向党员反馈评议结果，对基本合格、不合格党员开展教育帮助',
]

const USE = [
  '评议结果作为党内奖惩的重要依据，评为基本合格、不合格的，当年不得列入先进、优秀推荐',
  '对评为不合格的党员，党支部应当及时进行教育帮助，需要作组织处置的，按规定程序提出建议',
]

/** 普发的常用写法。 */
const EVERYONE_BELOW = '各党总支、各党支部'

/** W17 开展民主评议党员工作的通知：党委 → 各党总支、各党支部，附三张表（B25–B29）。 */
export function reviewNotice(
  facts: DraftFacts,
  { year, windowFrom, windowUntil, oneIn, basis }: ReviewPlanSubject,
  edits: DraftEdits,
): Composition {
  const name = `${year}年度民主评议党员`
  const frame = downwardFrame(facts, edits, {
    genre: '通知',
    title: `关于开展${name}工作的通知`,
    titleFrom: '评议年度',
    recipients: EVERYONE_BELOW,
  })
  const { form } = frame
  const startOn = form.takeDate({
    key: 'startOn',
    label: '开始日期',
    section: '主体',
    derived: windowFrom,
    derivedFrom: '标准方案（评议窗口）',
  })
  const untilOn = form.takeDate({
    key: 'untilOn',
    label: '完成日期',
    section: '主体',
    derived: windowUntil,
    derivedFrom: '标准方案（评议窗口）',
  })
  const reportOn = form.takeDate({
    key: 'reportOn',
    label: '报送时限',
    section: '主体',
    derived: windowUntil,
    derivedFrom: '与完成日期相同，可改',
  })
  const procedure = form.take({
    key: 'procedure',
    label: '评议程序',
    section: '主体',
    input: '多行',
    derived: PROCEDURE.join('\n'),
    derivedFrom: '六个环节，可改',
    maxLength: 1500,
  })
  const use = form.take({
    key: 'use',
    label: '结果运用',
    section: '主体',
    input: '多行',
    derived: USE.join('\n'),
    derivedFrom: '常规要求，可改',
    maxLength: 1000,
  })
  if (startOn !== null && untilOn !== null && untilOn < startOn)
    form.reject('untilOn', `完成日期 ${untilOn} 早于开始日期 ${startOn}，请核对`)
  if (untilOn !== null && reportOn !== null && reportOn < untilOn)
    form.reject('reportOn', `报送时限 ${reportOn} 早于完成日期 ${untilOn}，请核对`)
  if (untilOn !== null && untilOn < frame.datedOn) form.reject('untilOn', `完成日期 ${untilOn} 早于通知的成文日期 ${frame.datedOn}，请核对`)

  return frame.finish(() => ({
    body: [
      form.paragraph('opening', `根据党的组织生活制度，决定在全体党员中开展${name}工作。现将有关事项通知如下。`, ['评议年度']),
      form.paragraph(
        'scope',
        '组织关系在本单位各党支部的全体党员。预备党员参加评议，但不评定等次；流动党员可以在流入地党组织参加评议。',
        ['文种'],
        '一、评议范围。',
      ),
      form.paragraph(
        'time',
        `${formatChinese(startOn ?? windowFrom)}至${formatChinese(untilOn ?? windowUntil)}，以党支部为单位进行，可以与年度组织生活会结合开展。`,
        ['开始日期', '完成日期'],
        '二、时间安排。',
      ),
      { kind: '标题', level: 1, text: '三、评议程序' },
      ...linesOf(procedure).map((line, index) =>
        form.paragraph(`procedure${index + 1}`, `（${'一二三四五六七八九十'.charAt(index)}）${sentence(line)}`, ['评议程序']),
      ),
      form.paragraph(
        'grades',
        `评议结果分为优秀、合格、基本合格、不合格四个等次。评定为优秀的党员，一般不超过本支部${basis}的${oneIn === 3 ? '三分之一' : `1/${oneIn}`}。`,
        ['标准方案（优秀比例）'],
        '四、等次与比例。',
      ),
      form.paragraph('use', `${enumerate(linesOf(use))}。`, ['结果运用'], '五、结果运用。'),
      form.paragraph(
        'report',
        `各党支部于${formatChinese(reportOn ?? windowUntil)}前，将民主评议结果报告和汇总表报送党委，党员登记表存入支部工作档案。`,
        ['报送时限'],
        '六、报送要求。',
      ),
      form.paragraph('ending', '特此通知。', ['文种']),
    ],
    attachments: [
      { name: '民主评议党员登记表', orientation: '纵向', blocks: registration(year) },
      { name: '民主测评表', orientation: '纵向', blocks: ballotSheet() },
      { name: '民主评议党员情况汇总表', orientation: '横向', blocks: [summarySheet()] },
    ],
  }))
}

function registration(year: number): BlockInput[] {
  return [
    { kind: '居右', text: `评议年度：${year}年` },
    {
      kind: '键值',
      pairs: [
        { label: '姓名', value: '' },
        { label: '所在支部', value: '' },
        { label: '人员类别', value: '' },
        { label: '入党时间', value: '' },
        { label: '本人自评', value: '', isWide: true, lines: 5 },
        { label: '党员互评', value: '', isWide: true, lines: 4 },
        { label: '民主测评', value: '', isWide: true, lines: 2 },
        { label: '组织评定', value: '', isWide: true, lines: 4 },
        { label: '本人意见', value: '', isWide: true, lines: 2 },
      ],
    },
  ]
}

function ballotSheet(): BlockInput[] {
  const empty = Array.from({ length: 12 }, (_, index) => [String(index + 1), '', '', '', '', ''])
  return [
    {
      kind: '表',
      columns: [
        { label: '序号', share: 1, align: '居中' },
        { label: '姓名', share: 2.6, align: '居中' },
        { label: '优秀', share: 1.6, align: '居中', group: '测评意见' },
        { label: '合格', share: 1.6, align: '居中', group: '测评意见' },
        { label: '基本合格', share: 1.8, align: '居中', group: '测评意见' },
        { label: '不合格', share: 1.6, align: '居中', group: '测评意见' },
      ],
      rows: empty,
    },
    { kind: '注', text: '说明：请在相应栏内画“√”，每人只画一栏，不画为弃权；无记名填写。' },
  ]
}

function summarySheet(): BlockInput {
  return {
    kind: '表',
    columns: [
      { label: '党支部', share: 3.4, align: '居中' },
      { label: '应参评', share: 1.5, align: '居中' },
      { label: '实参评', share: 1.5, align: '居中' },
      { label: '优秀', share: 1.4, align: '居中' },
      { label: '合格', share: 1.4, align: '居中' },
      { label: '基本合格', share: 1.8, align: '居中' },
      { label: '不合格', share: 1.6, align: '居中' },
      { label: '不定等次', share: 1.8, align: '居中' },
      { label: '备注', share: 2.4, align: '居左' },
    ],
    rows: Array.from({ length: 8 }, () => Array.from({ length: 9 }, () => '')),
  }
}
