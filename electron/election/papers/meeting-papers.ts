import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { linesOf, listOf, type DraftForm } from '../../../shared/correspondence/draft-form.ts'
import { quorum, type DraftFacts } from '../../../shared/correspondence/facts.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import { takeCount } from './counts.ts'
import { defaultAgenda } from './election-request.ts'
import { sheetFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { namesByStrokes } from './names.ts'
import { countSentence, resultTable, takeOfficers } from './result-report.ts'
import { termTitle } from './tables.ts'
import { known, requireRecords, takeCandidates, takeMeeting, takeSeats } from './takes.ts'
import { boardOf, electionName, isFirstElection, nounOf, persons, sentence } from '../../../shared/correspondence/paper-wording.ts'

/** 监票人不能是候选人；名单由党员推选、大会通过，这里只照写。 */
function takeTellers(form: DraftForm, facts: DraftFacts, candidateNames: readonly string[]): { scrutineers: string[]; tellers: string[] } {
  const take = (key: 'scrutineers' | 'tellers', label: string) => {
    const recorded = facts.process?.[key] ?? []
    return listOf(
      form.take({
        key,
        label,
        section: '主体',
        input: '单行',
        ...known(facts, key, [], recorded.length === 0 ? null : recorded.join('、')),
        remedy: `请填${label}，不能是候选人`,
        maxLength: 100,
      }),
    )
  }
  const scrutineers = take('scrutineers', '监票人')
  const tellers = take('tellers', '计票人')
  for (const [key, names] of [
    ['scrutineers', scrutineers],
    ['tellers', tellers],
  ] as const)
    for (const name of names) if (candidateNames.includes(name)) form.reject(key, `${name}是候选人，不能作监票人、计票人，请换人`)
  return { scrutineers, tellers }
}

function takeHost(form: DraftForm, facts: DraftFacts): string {
  return form.take({
    key: 'host',
    label: '主持人',
    section: '主体',
    input: '单行',
    derived: facts.process?.chair || (facts.posts.find((post) => post.title === '书记')?.memberName ?? ''),
    derivedFrom: facts.process?.chair ? '换届流程' : '届次与班子（书记）',
    remedy: '请填主持人；书记空缺的由上届委员会推选一名委员主持，首届由上级党组织指定的人主持',
    maxLength: 60,
  })
}

/** E05 换届选举党员大会主持词。 */
export const hostScript: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const { form, finish } = sheetFrame(facts, edits, { title: `${organization.name}${electionName(facts)}党员大会主持词` })
  const { meetingOn, place } = takeMeeting(form, facts)
  const host = takeHost(form, facts)
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats)
  const agenda = form.take({
    key: 'agenda',
    label: '大会议程',
    section: '主体',
    input: '多行',
    derived: defaultAgenda(seats, facts).join('\n'),
    derivedFrom: '常规议程，可改',
    maxLength: 1000,
  })
  const candidateNames = candidates.map(({ member }) => member.name)
  const { scrutineers, tellers } = takeTellers(form, facts, candidateNames)
  requireRecords(form, facts)
  return finish(() => {
    const { voters } = facts.electorate
    const board = boardOf(organization.level)
    const isFirst = isFirstElection(facts)
    const cue = (text: string): BlockInput => ({ kind: '顶格', text: `（${text}）`, face: '楷体' })
    const items = linesOf(agenda)
    return {
      body: [
        {
          kind: '居中',
          text: `（${formatChinese(meetingOn ?? facts.today)}，${place.replace(/^在/, '')}，主持人：${host}）`,
          face: '楷体',
        },
        { kind: '空行' },
        { kind: '顶格', text: '同志们：' },
        form.paragraph('opening', `现在召开${organization.name}党员大会，进行${electionName(facts)}。`, ['党组织']),
        { kind: '标题', level: 1, text: '一、清点到会人数' },
        form.paragraph(
          'quorum',
          `我${noun}应到会有选举权的党员${voters.length}名。按照规定，实到会有选举权的党员达到应到会人数的五分之四，即不少于${quorum(voters.length)}名，方可进行选举。现在请清点到会人数，由监票人报告结果。`,
          ['党员名册'],
        ),
        cue('清点并报告到会人数；符合规定的，宣布开会，全体起立，奏（唱）国歌'),
        { kind: '标题', level: 1, text: '二、大会议程' },
        form.paragraph(
          'agenda',
          `今天的大会共有${items.length}项议程：${items.map((item, index) => `第${'一二三四五六七八九十'[index] ?? String(index + 1)}项，${item}`).join('；')}。`,
          ['大会议程'],
        ),
        { kind: '标题', level: 1, text: isFirst ? '三、宣读批复' : '三、审议报告' },
        isFirst
          ? form.paragraph('reports', `首先，宣读上级党组织关于同意成立${organization.name}的批复。`, ['大会议程'])
          : form.paragraph('reports', `首先，请上届${board}作工作报告，并报告党费收缴、使用和管理情况。`, ['大会议程']),
        cue(isFirst ? '宣读批复毕，介绍筹备情况' : '报告毕，组织讨论，提请大会表决'),
        { kind: '标题', level: 1, text: '四、通过选举办法和监票人、计票人名单' },
        form.paragraph('measures', '选举办法（草案）已印发给各位党员。请大家审议，没有不同意见的请举手表决。', ['大会议程']),
        form.paragraph(
          'tellers',
          `推选${scrutineers.join('、')}同志为监票人，提请大会表决；指定${tellers.join('、')}同志为计票人，在监票人监督下工作。`,
          ['监票人', '计票人'],
        ),
        cue('逐项举手表决，宣布通过'),
        { kind: '标题', level: 1, text: '五、进行选举' },
        form.paragraph(
          'candidates',
          seats === 0
            ? `经上级党组织审查同意和党员酝酿，书记候选人是${namesByStrokes(candidateNames).join('、')}同志。`
            : `${termTitle(facts)}应选委员${seats ?? 0}名，经上级党组织审查同意和党员酝酿，确定候选人${candidates.length}名，按姓氏笔画为序，他们是${namesByStrokes(candidateNames).join('、')}。`,
          ['委员名额', '候选人预备人选'],
        ),
        cue('介绍候选人情况；监票人检查票箱，分发选票，说明画票办法；先监票人、计票人投票，再依次投票'),
        form.paragraph('counting', '请监票人、计票人清点收回的选票。收回的选票等于或者少于发出的选票，选举有效。', ['选举工作条例']),
        cue('监票人报告收回选票的情况；计票；监票人报告计票结果'),
        { kind: '标题', level: 1, text: '六、宣布结果' },
        form.paragraph(
          'result',
          seats === 0
            ? '现在宣布选举结果，当选的书记报上级党组织批准。'
            : `现在宣布当选的委员名单。会后请当选委员留下，召开${termTitle(facts)}第一次全体会议，选举书记、副书记。`,
          ['委员名额'],
        ),
        cue('宣布当选名单'),
        form.paragraph('closing', '今天的大会议程已全部进行完毕，现在散会。', ['大会议程']),
      ],
    }
  })
}

function takeWhen(form: DraftForm): { time: string; recorder: string; absent: string } {
  const time = form.take({
    key: 'meetingTime',
    label: '起止时间',
    section: '主体',
    input: '单行',
    remedy: '请填起止时间，如“14时30分至16时”',
    maxLength: 30,
  })
  const recorder = form.take({ key: 'recorder', label: '记录人', section: '主体', input: '单行', remedy: '请填记录人', maxLength: 60 })
  const absent = form.take({ key: 'absent', label: '缺席人员与原因', section: '主体', input: '单行', isRequired: false, maxLength: 300 })
  return { time, recorder, absent }
}

/** E14 换届选举党员大会会议记录。 */
export const meetingMinutes: Composer = (facts, edits) => {
  const { organization } = facts
  const { form, finish } = sheetFrame(facts, edits, { title: `${organization.name}${electionName(facts)}党员大会会议记录` })
  const { meetingOn, place } = takeMeeting(form, facts)
  const { time, recorder, absent } = takeWhen(form)
  const host = takeHost(form, facts)
  const seats = takeSeats(form, facts)
  const count = takeCount(form, facts, seats ?? 0)
  const { scrutineers, tellers } = takeTellers(form, facts, count?.votes.map(({ name }) => name) ?? [])
  const proceedings = form.take({
    key: 'proceedings',
    label: '会议经过（审议报告、通过选举办法的情况）',
    section: '主体',
    input: '多行',
    remedy: '请如实写审议报告、通过选举办法和监票人名单的经过与表决情况',
  })
  requireRecords(form, facts)
  return finish(() => {
    if (!count) throw new Error('没有计票结果时不应成文')
    return {
      body: [
        {
          kind: '键值',
          pairs: [
            { label: '日期', value: formatChinese(meetingOn ?? facts.today) },
            { label: '时间', value: time },
            { label: '地点', value: place },
            { label: '主持人', value: host },
            { label: '应到会', value: `${count.expected}名` },
            { label: '实到会', value: `${count.present}名` },
            { label: '监票人', value: scrutineers.join('、') },
            { label: '计票人', value: tellers.join('、') },
            { label: '缺席及原因', value: absent === '' ? '无' : absent, isWide: true },
            { label: '记录人', value: recorder, isWide: true },
          ],
        },
        { kind: '标题', level: 1, text: '一、会议经过' },
        ...linesOf(proceedings).map((line, index) => form.paragraph(`proceedings${index + 1}`, sentence(line), ['会议经过'])),
        { kind: '标题', level: 1, text: '二、选举情况' },
        form.paragraph('count', countSentence(count), ['计票结果']),
        resultTable(count),
        { kind: '标题', level: 1, text: '三、选举结果' },
        form.paragraph(
          'elected',
          `${persons(namesByStrokes(count.elected))}得赞成票超过实到会人数的半数，当选${seats === 0 ? '支部书记' : `${termTitle(facts)}委员`}。`,
          ['计票结果'],
        ),
        { kind: '签字', fields: [{ label: '主持人' }, { label: '监票人' }, { label: '记录人' }] },
      ],
    }
  })
}

/** E15 新一届委员会第一次全体会议记录。 */
export const firstSessionMinutes: Composer = (facts, edits) => {
  const { organization } = facts
  const { form, finish } = sheetFrame(facts, edits, {
    title: `${organization.name.replace(new RegExp(`${boardOf(organization.level)}$`), '')}${termTitle(facts)}第一次全体会议记录`,
  })
  const { meetingOn, place } = takeMeeting(form, facts)
  const { time, recorder, absent } = takeWhen(form)
  const host = takeHost(form, facts)
  const elected = listOf(
    form.take({
      key: 'elected',
      label: '当选委员',
      section: '主体',
      input: '单行',
      ...known(facts, 'elected', ['W10'], facts.process?.counts.findLast((each) => each.post === '委员')?.elected.join('、') ?? null),
      remedy: '请填党员大会选出的委员',
      maxLength: 300,
    }),
  )
  const officers = takeOfficers(form, facts, elected)
  const duties = form.take({
    key: 'duties',
    label: '分工（逐行写“姓名，职务，分工”）',
    section: '主体',
    input: '多行',
    derived: facts.posts
      .filter((post) => post.duty !== '')
      .map((post) => `${post.memberName}，${post.title}，${post.duty}`)
      .join('\n'),
    derivedFrom: '任职登记（分工）',
    isRequired: false,
  })
  return finish(() => ({
    body: [
      {
        kind: '键值',
        pairs: [
          { label: '日期', value: formatChinese(meetingOn ?? facts.today) },
          { label: '时间', value: time },
          { label: '地点', value: place },
          { label: '主持人', value: host },
          { label: '应到委员', value: `${officers.boardExpected}名` },
          { label: '实到委员', value: `${officers.boardPresent}名` },
          { label: '缺席及原因', value: absent === '' ? '无' : absent, isWide: true },
          { label: '记录人', value: recorder, isWide: true },
        ],
      },
      { kind: '标题', level: 1, text: '一、选举书记、副书记' },
      form.paragraph(
        'officers',
        `会议以无记名投票方式等额选举，${officers.secretary}同志当选书记${officers.deputies.length > 0 ? `，${persons(officers.deputies)}当选副书记` : ''}，报上级党组织批准。`,
        ['第一次委员会会议'],
      ),
      { kind: '标题', level: 1, text: '二、研究委员分工' },
      ...(duties === ''
        ? [form.paragraph('duties', '委员分工另行研究，待上级批复后公布。', ['任职登记（分工）'])]
        : linesOf(duties).map((line, index) => form.paragraph(`duty${index + 1}`, sentence(line), ['任职登记（分工）'], `${index + 1}．`))),
      { kind: '签字', fields: [{ label: '主持人' }, { label: '记录人' }] },
    ],
  }))
}

/** E17 辞职报告：本人写给所在委员会；理由由本人写。 */
export const resignation: Composer = (facts, edits) => {
  const { organization } = facts
  const held = facts.posts.find((post) => post.memberName === (edits.fields['resigner'] ?? ''))
  const resignerName = edits.fields['resigner'] ?? ''
  const { form, finish } = sheetFrame(facts, edits, {
    title: '辞职报告',
    recipients: [organization.name],
    signature: { mode: '不用印', issuer: resignerName },
  })
  const name = form.take({ key: 'resigner', label: '辞职的人', section: '主体', input: '单行', remedy: '请填辞职人的姓名', maxLength: 60 })
  const title = form.take({
    key: 'resignedTitle',
    label: '辞去的职务',
    section: '主体',
    input: '单行',
    derived: held?.title ?? '',
    derivedFrom: '届次与班子（任职登记）',
    remedy: '请填辞去什么职务',
    maxLength: 40,
  })
  const reason = form.take({ key: 'reason', label: '辞职的理由', section: '主体', input: '多行', remedy: '请由本人如实写明理由' })
  if (name !== '' && facts.posts.every((post) => post.memberName !== name))
    form.reject('resigner', `${name}没有登记现任职务，请核对姓名或先登记任职`)
  return finish(() => ({
    body: [
      form.paragraph('request', `我现任${organization.name}${title}。${sentence(linesOf(reason).join(''))}现申请辞去${title}职务。`, [
        '任职登记',
        '辞职的理由',
      ]),
      form.paragraph('duty', '在组织批准以前，我将继续履行职责，并做好工作交接。', ['文种']),
      form.paragraph('ending', '请予审批。', ['文种']),
    ],
  }))
}
