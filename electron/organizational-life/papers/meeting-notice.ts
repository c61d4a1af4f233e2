import { addDays, daysBetween, formatChinese, type PlainDate } from '../../../shared/calendar/plain-date.ts'
import { linesOf, type Composition } from '../../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../../shared/correspondence/facts.ts'
import { branchNoticeFrame } from '../../../shared/correspondence/paper-frame.ts'
import { enumerate, sentence } from '../../../shared/correspondence/paper-wording.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import type { MeetingSubject } from '../../../shared/organizational-life/paper-subjects.ts'
import { planned } from './wording.ts'

const STUDY = '围绕会议主题，采取集中学习与个人自学相结合的方式，深入学习党章党规和党的创新理论，打牢思想基础'
const OPINIONS = '通过座谈访谈、发放征求意见表、设置意见箱等方式，广泛听取党员、群众和服务对象对支部班子及成员的意见'
const TALKS = '支部委员之间、委员和党员之间、党员和党员之间普遍开展谈心谈话，相互听取意见，交流思想'
const EXAMINATION = '支部班子和每名党员对照要求查找差距、剖析原因，撰写对照检查材料，见人见事见思想'
const PROCEDURE = [
  '通报上次组织生活会整改落实情况和会前征求意见情况',
  '支部书记代表支部班子作对照检查，党员逐一提出批评意见',
  '党员逐人作自我批评，其他党员对其进行批评',
  '上级党组织派员点评，支部书记作总结讲话',
]
const AFTERWARDS = [
  '逐条梳理会上查摆的问题和批评意见，制定整改清单，明确措施、责任人和时限',
  '向党员通报会议情况和整改清单，接受党员监督',
  '按要求向上级党组织报送会议情况报告，会议材料整理归档',
]

/** W15 召开组织生活会的通知：支部 → 全体党员，附方案（B20、B21、B23）。 */
export function lifeMeetingNotice(facts: DraftFacts, subject: MeetingSubject, edits: DraftEdits): Composition {
  const { organization } = facts
  const { year, groupName } = subject
  const name = `${year}年度组织生活会`
  const frame = branchNoticeFrame(facts, edits, { genre: '通知', title: `关于召开${name}的通知`, titleFrom: '组织生活会' })
  const { form } = frame
  const theme = form.take({
    key: 'theme',
    label: '会议主题',
    section: '主体',
    input: '单行',
    derived: subject.theme,
    derivedFrom: '组织生活会',
    remedy: '请到“组织生活会”填写主题，每次会议要突出主题（B23）',
  })
  const meetingOn = form.takeDate({
    key: 'meetingOn',
    label: '会议日期',
    section: '主体',
    derived: subject.held?.on ?? subject.plannedOn ?? '',
    derivedFrom: '组织生活会',
    remedy: '请到“组织生活会”填写拟开日期',
  })
  const time = form.take({
    key: 'meetingTime',
    label: '开会时间',
    section: '主体',
    input: '单行',
    ...planned(subject.plannedTime),
    remedy: '请填几点开会，如“下午2时30分”',
    maxLength: 20,
  })
  const place = form.take({
    key: 'place',
    label: '会议地点',
    section: '主体',
    input: '单行',
    ...planned(subject.place),
    remedy: '请填会议地点，如“三楼会议室”',
    maxLength: 60,
  })
  const host = form.take({
    key: 'host',
    label: '主持人',
    section: '主体',
    input: '单行',
    derived: subject.hostName || (facts.posts.find((post) => post.title === '书记')?.memberName ?? ''),
    derivedFrom: subject.hostName === '' ? '届次与班子（书记）' : '组织生活会',
    remedy: '请填主持人',
    maxLength: 60,
  })
  const usual = (key: string, label: string, text: string) =>
    form.take({ key, label, section: '附件', input: '多行', derived: text, derivedFrom: '常规要求，可改', maxLength: 1000 })
  const study = usual('study', '会前学习', STUDY)
  const opinions = usual('opinions', '征求意见', OPINIONS)
  const talks = usual('talks', '谈心谈话', TALKS)
  const examination = usual('examination', '对照检查', EXAMINATION)
  const procedure = usual('procedure', '会中程序', PROCEDURE.join('\n'))
  const afterwards = usual('afterwards', '会后工作', AFTERWARDS.join('\n'))
  if (facts.members.length === 0) form.reject('members', '缺党员名册：本支部没有编入党员，请先导入或编入')
  if (meetingOn !== null && meetingOn < frame.datedOn)
    form.reject('meetingOn', `会议日期 ${meetingOn} 早于通知的成文日期 ${frame.datedOn}；通知应在会前发出，请核对`)
  else if (meetingOn !== null && daysBetween(frame.datedOn, meetingOn) < 5)
    form.caution('距会议不足 5 天，会前学习、谈心谈话、撰写对照检查材料恐来不及，请酌情调整。')

  return frame.finish(() => {
    const on = meetingOn ?? frame.datedOn
    const unit = groupName === '' ? '支部全体党员' : `${groupName}全体党员`
    return {
      body: [
        form.paragraph('opening', `经研究，决定召开${organization.name}${groupName}${name}。现将有关事项通知如下。`, ['组织生活会']),
        form.paragraph('theme', `${theme}。`, ['会议主题'], '一、会议主题。'),
        form.paragraph('time', `${formatChinese(on)}${time}，${place.replace(/^在/, '')}。`, ['会议日期', '会议地点'], '二、时间和地点。'),
        form.paragraph('scope', `${unit}参加，由${host}同志主持。`, ['主持人'], '三、参会人员。'),
        form.paragraph(
          'requirements',
          '请全体党员按照方案做好会前学习、谈心谈话和撰写对照检查材料等准备，按时参加会议，以认真的态度开展批评和自我批评；因故不能到会的，应当提前书面请假。',
          ['文种'],
          '四、有关要求。',
        ),
        form.paragraph('ending', '特此通知。', ['文种']),
      ],
      attachments: [
        {
          name: `${name}方案`,
          orientation: '纵向',
          blocks: [
            { kind: '标题', level: 1, text: '一、主题与时间' },
            form.paragraph('planTheme', `会议以“${theme.replace(/^“|”$/g, '')}”为主题，定于${formatChinese(on)}召开。`, [
              '会议主题',
              '会议日期',
            ]),
            { kind: '标题', level: 1, text: '二、会前准备' },
            form.paragraph(
              'planBefore',
              enumerate([`组织学习。${study}`, `征求意见。${opinions}`, `谈心谈话。${talks}`, `撰写材料。${examination}`]) + '。',
              ['会前学习', '征求意见', '谈心谈话', '对照检查'],
            ),
            { kind: '标题', level: 1, text: '三、会中程序' },
            form.paragraph('planDuring', `${enumerate(linesOf(procedure))}。`, ['会中程序']),
            { kind: '标题', level: 1, text: '四、会后工作' },
            form.paragraph('planAfter', `${enumerate(linesOf(afterwards))}。`, ['会后工作']),
            { kind: '标题', level: 1, text: '五、时间安排' },
            schedule(frame.datedOn, on),
            { kind: '注', text: sentence('时间安排可视工作实际调整，会前各项须在会议召开前完成') },
          ],
        },
      ],
    }
  })
}

/** 时间安排表：会前各项在通知到开会之间排，会后一周内列清单、两周内报告。 */
function schedule(datedOn: PlainDate, meetingOn: PlainDate): BlockInput {
  const eve = addDays(meetingOn, -1) < datedOn ? datedOn : addDays(meetingOn, -1)
  const before = datedOn === eve ? formatChinese(eve) : `${formatChinese(datedOn)}至${formatChinese(eve)}`
  return {
    kind: '表',
    columns: [
      { label: '阶段', share: 2, align: '居中' },
      { label: '时间', share: 4, align: '居中' },
      { label: '主要工作', share: 6, align: '居左' },
    ],
    rows: [
      ['会前', before, '集中学习、征求意见、谈心谈话、撰写对照检查材料'],
      ['会中', formatChinese(meetingOn), '召开组织生活会，开展批评和自我批评'],
      ['会后', `${formatChinese(addDays(meetingOn, 7))}前`, '制定整改清单，明确措施、责任人和时限，向党员通报'],
      ['会后', `${formatChinese(addDays(meetingOn, 14))}前`, '向上级党组织报送情况报告，材料归档'],
    ],
  }
}
