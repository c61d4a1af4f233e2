import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { chineseNumber, linesOf, type Composition } from '../../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../../shared/correspondence/facts.ts'
import { upwardFrame } from '../../../shared/correspondence/paper-frame.ts'
import { enumerate, sentence } from '../../../shared/correspondence/paper-wording.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import type { MeetingSubject } from '../../../shared/organizational-life/paper-subjects.ts'
import { clause } from './wording.ts'

type Held = NonNullable<MeetingSubject['held']>

/** W16 组织生活会情况的报告：支部 → 上级党委，附整改清单与会议记录（B23）。 */
export function lifeMeetingReport(facts: DraftFacts, subject: MeetingSubject, edits: DraftEdits): Composition {
  const { year, held, improvements } = subject
  const name = `${year}年度组织生活会`
  const frame = upwardFrame(facts, edits, { genre: '报告', title: `关于${name}情况的报告`, titleFrom: '组织生活会' })
  const { form } = frame
  const theme = form.take({
    key: 'theme',
    label: '会议主题',
    section: '主体',
    input: '单行',
    derived: subject.theme,
    derivedFrom: '组织生活会',
    remedy: '请到“组织生活会”填写主题',
  })
  const preparation = form.take({
    key: 'preparation',
    label: '会前准备',
    section: '主体',
    input: '多行',
    derived: preparationOf(subject).join('\n'),
    derivedFrom: '组织生活会各步',
    remedy: '请到“组织生活会”登记会前学习、征求意见、谈心谈话、对照检查',
  })
  const comment = form.take({
    key: 'comment',
    label: '上级点评与会议效果',
    section: '主体',
    input: '多行',
    derived: subject.comment,
    derivedFrom: '组织生活会',
    isRequired: false,
  })
  const suggestions = form.take({
    key: 'suggestions',
    label: '意见建议',
    section: '主体',
    input: '多行',
    derived: suggestionsOf(subject),
    derivedFrom: improvements.some(({ state }) => state === '本级无法解决已上报') ? '整改问题（已上报的）' : '常规写法，可改',
  })
  if (held === null) form.reject('held', '缺会议记录：还没有指明组织生活会是哪一次活动。请先在“组织生活”记下那次会，再到“组织生活会”指明')
  else if (frame.datedOn < held.on) form.reject('datedOn', `报告的成文日期 ${frame.datedOn} 早于会议日期 ${held.on}，请核对`)
  if (improvements.length === 0) form.reject('improvements', '缺整改清单：还没有登记查摆出的问题，请到“组织生活会”逐条登记问题与措施')
  const unmeasured = improvements.filter(({ measure }) => measure === '')
  if (unmeasured.length > 0) form.reject('measures', `有 ${unmeasured.length} 条问题没有写整改措施，请到“组织生活会”补上`)
  if (subject.criticisms.length === 0) form.reject('criticisms', '缺批评意见：还没有逐人登记自我批评与相互批评，请到“组织生活会”登记')
  if (subject.shortNames.length > 0)
    form.caution(`到会的${subject.shortNames.join('、')}批评意见不全（每人自我批评、收到的相互批评各不少于 1 条），请补记或核实。`)
  if (subject.missingMaterials.length > 0) form.caution(`材料还缺：${subject.missingMaterials.join('、')}（七项材料，B23）。`)

  return frame.finish(() => {
    if (held === null) throw new Error('没有会议记录时不应成文')
    const board = improvements.filter(({ scope }) => scope === '班子')
    const personal = improvements.filter(({ scope }) => scope === '个人')
    const selfCount = subject.criticisms.filter(({ kind }) => kind === '自我批评').length
    const mutualCount = subject.criticisms.length - selfCount
    return {
      body: [
        form.paragraph(
          'opening',
          `按照党的组织生活制度有关要求，我支部于${formatChinese(held.on)}召开${subject.groupName}${name}。现将有关情况报告如下。`,
          ['会议记录'],
        ),
        { kind: '标题', level: 1, text: '一、基本情况' },
        form.paragraph('meeting', meetingSentence(held, theme), ['会议记录', '会议主题']),
        form.paragraph('preparation', `会前，${linesOf(preparation).map(clause).join('；')}。`, ['会前准备']),
        ...(comment === ''
          ? []
          : linesOf(comment).map((line, index) => form.paragraph(`comment${index + 1}`, sentence(line), ['上级点评与会议效果']))),
        { kind: '标题', level: 1, text: '二、查摆问题情况' },
        form.paragraph(
          'problems',
          `会议共查摆问题${improvements.length}条，其中支部班子${board.length}条、党员个人${personal.length}条。${board.length === 0 ? '' : `班子存在的主要问题是：${enumerate(board.map(({ problem }) => clause(problem)))}。`}`,
          ['整改问题'],
        ),
        { kind: '标题', level: 1, text: '三、批评和自我批评情况' },
        form.paragraph(
          'criticisms',
          `与会党员联系思想和工作实际，逐人作自我批评，相互提出批评意见，共提出自我批评${selfCount}条、相互批评意见${mutualCount}条。`,
          ['批评意见'],
        ),
        { kind: '标题', level: 1, text: '四、整改措施与时限' },
        form.paragraph('measures', `${measuresSentence(board, personal)}各项问题的整改措施、责任人和完成时限见附件1。`, ['整改问题']),
        { kind: '标题', level: 1, text: '五、意见建议' },
        ...linesOf(suggestions).map((line, index) => form.paragraph(`suggestion${index + 1}`, sentence(line), ['意见建议'])),
        form.paragraph('ending', '特此报告。', ['文种']),
      ],
      attachments: [
        { name: `${name}整改清单`, orientation: '横向', blocks: [improvementTable(subject)] },
        { name: `${name}会议记录`, orientation: '纵向', blocks: minutes(facts, held, theme) },
      ],
    }
  })
}

/** 会前各步里有记录的，一步一句；没有记录的不写。 */
function preparationOf({ steps, opinions, talkCount, examinedCount, hasBoardExamination }: MeetingSubject): string[] {
  const doneOn = (kind: string) => steps.find((step) => step.kind === kind)?.doneOn ?? null
  const summary = (kind: string) => steps.find((step) => step.kind === kind)?.summary ?? ''
  const lines: string[] = []
  const study = doneOn('会前学习')
  if (study !== null)
    lines.push(`${formatChinese(study)}组织集中学习${summary('会前学习') === '' ? '' : `，${clause(summary('会前学习'))}`}`)
  const asked = doneOn('征求意见')
  if (opinions.length > 0) lines.push(`广泛征求意见，收到意见建议${opinions.length}条`)
  else if (asked !== null)
    lines.push(`${formatChinese(asked)}广泛征求意见${summary('征求意见') === '' ? '' : `，${clause(summary('征求意见'))}`}`)
  const talked = doneOn('谈心谈话')
  if (talkCount > 0) lines.push(`开展谈心谈话${talkCount}人次`)
  else if (talked !== null) lines.push(`普遍开展谈心谈话${summary('谈心谈话') === '' ? '' : `，${clause(summary('谈心谈话'))}`}`)
  if (examinedCount > 0 || hasBoardExamination)
    lines.push(
      `${hasBoardExamination ? '支部班子撰写对照检查材料，' : ''}${examinedCount === 0 ? '' : `${examinedCount}名党员撰写个人对照检查材料`}`.replace(
        /，$/,
        '',
      ),
    )
  else if (doneOn('对照检查') !== null) lines.push('支部班子和党员分别撰写对照检查材料')
  return lines
}

function suggestionsOf({ improvements }: MeetingSubject): string {
  const reported = improvements.filter(({ state }) => state === '本级无法解决已上报')
  if (reported.length === 0) return '本次组织生活会没有需要上级党组织协调解决的事项。'
  return reported.map(({ problem }) => `建议上级党组织协调解决：${clause(problem)}`).join('\n')
}

function meetingSentence(held: Held, theme: string): string {
  const absent = held.absent.map(({ name, status, reason }) => `${name}${status}${reason === '' ? '' : `（${clause(reason)}）`}`)
  const guests = held.guests.map(({ name, role }) => `${role}${name}`)
  return (
    [
      `会议以“${theme.replace(/^“|”$/g, '')}”为主题，由${held.hostName}同志主持`,
      `应到党员${held.expectedCount}名，实到${held.presentCount}名${absent.length === 0 ? '' : `，${absent.join('、')}`}`,
      ...(guests.length === 0 ? [] : [`${guests.join('、')}列席会议`]),
    ].join('；') + '。'
  )
}

function measuresSentence(board: MeetingSubject['improvements'], personal: MeetingSubject['improvements']): string {
  const boardPart =
    board.length === 0
      ? ''
      : `针对班子的问题，提出以下措施：${enumerate(board.map(({ measure, dueOn }) => `${clause(measure)}${dueOn === null ? '' : `，${formatChinese(dueOn)}前完成`}`))}。`
  return `${boardPart}${personal.length === 0 ? '' : `党员个人的问题${personal.length}条，由本人逐条认领整改。`}`
}

function improvementTable({ improvements }: MeetingSubject): BlockInput {
  return {
    kind: '表',
    columns: [
      { label: '序号', share: 1, align: '居中' },
      { label: '对象', share: 1.6, align: '居中' },
      { label: '存在问题', share: 6, align: '居左' },
      { label: '整改措施', share: 6.4, align: '居左' },
      { label: '责任人', share: 1.8, align: '居中' },
      { label: '完成时限', share: 2.4, align: '居中' },
      { label: '状态', share: 2, align: '居中' },
    ],
    rows: improvements.map((each, index) => [
      String(index + 1),
      each.scope === '班子' ? '班子' : each.memberName,
      clause(each.problem),
      clause(each.measure),
      each.ownerName,
      each.dueOn === null ? '长期坚持' : each.dueOn.replaceAll('-', '.'),
      each.state,
    ]),
  }
}

function minutes(facts: DraftFacts, held: Held, theme: string): BlockInput[] {
  const absent = held.absent.map(({ name, status, reason }) => `${name}（${reason === '' ? status : `${status}，${clause(reason)}`}）`)
  const text = [
    ...held.topics.flatMap(({ title, summary, resolution }, index) => [
      `议题${chineseNumber(index + 1)}：${clause(title)}`,
      ...linesOf(summary),
      ...(resolution === '' ? [] : [`决议：${clause(resolution)}`]),
    ]),
    ...linesOf(held.narrative),
  ]
  return [
    {
      kind: '键值',
      pairs: [
        { label: '时间', value: `${formatChinese(held.on)} ${held.startsAt}—${held.endsAt}`, isWide: true },
        { label: '地点', value: held.place },
        { label: '主持人', value: held.hostName },
        { label: '记录人', value: held.recorderName },
        { label: '到会', value: `应到${held.expectedCount}名，实到${held.presentCount}名` },
        { label: '缺席', value: absent.length === 0 ? '无' : absent.join('、'), isWide: true },
        {
          label: '列席',
          value:
            held.guests.length === 0 ? '无' : held.guests.map(({ name, role }) => `${name}${role === '' ? '' : `（${role}）`}`).join('、'),
          isWide: true,
        },
        { label: '主题', value: theme, isWide: true },
      ],
    },
    { kind: '空行' },
    ...(text.length === 0
      ? [{ kind: '段' as const, text: `${facts.organization.shortName}组织生活会按方案规定的程序进行，批评意见逐人登记在册。` }]
      : text.map((line) => ({ kind: '段' as const, text: sentence(line) }))),
    { kind: '签字', fields: [{ label: '主持人' }, { label: '记录人' }] },
  ]
}
