import { daysBetween, formatChinese, type PlainDate } from '../../../shared/calendar/plain-date.ts'
import { readCandidates, type Candidate } from '../../../shared/correspondence/candidates.ts'
import { chineseNumber, linesOf, type DraftForm } from '../../../shared/correspondence/draft-form.ts'
import { leastCandidates, quorum, type DraftFacts } from '../../../shared/correspondence/facts.ts'
import { isCommitteeTitle } from '../../../shared/election/tenure.ts'
import { branchNoticeFrame, downwardFrame, upwardFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { namesByStrokes } from './names.ts'
import { profileAttachment, takeAppraisals } from './profiles.ts'
import { candidateRoster } from './tables.ts'
import { known, receivedSentence, requireRecords, takeDecidedOn, takeMeeting, takeReference } from './takes.ts'
import { boardOf, LAWS, nounOf, persons, reasonOf, sentence } from '../../../shared/correspondence/paper-wording.ts'

type Gap = { readonly title: string; readonly vacantOn: PlainDate | null; readonly reason: string; readonly fillBy: PlainDate | null }

/** 出缺的职务、日期、原因与最迟补上的日子：登记了卸任的带出。 */
function takeGap(form: DraftForm, facts: DraftFacts): Gap {
  const [vacancy] = facts.vacancies
  const derivedFrom = '届次与班子（卸任登记）'
  const title = form.take({
    key: 'vacantTitle',
    label: '出缺的职务',
    section: '主体',
    input: '单行',
    derived: facts.vacancies
      .map((each) => each.title)
      .filter((each, index, all) => all.indexOf(each) === index)
      .join('、'),
    derivedFrom,
    remedy: '请到“届次与班子”登记卸任，或在此填写，如“书记”',
    maxLength: 40,
  })
  const vacantOn = form.takeDate({
    key: 'vacantOn',
    label: '出缺日期',
    section: '主体',
    derived: vacancy?.vacantOn ?? '',
    derivedFrom,
    remedy: '请到“届次与班子”登记卸任，或在此填写',
  })
  const reason = form.take({
    key: 'vacantReason',
    label: '出缺原因',
    section: '主体',
    input: '单行',
    derived: facts.vacancies
      .map((each) => `${each.leftBy}${each.leftBy ? '同志' : ''}${each.endReason}`)
      .filter((each) => each !== '')
      .join('、'),
    derivedFrom,
    remedy: '请写明谁因什么离任，如“林葵同志调离”',
    maxLength: 200,
  })
  const fillBy = form.takeDate({
    key: 'fillBy',
    label: '最迟补上的日期',
    section: '主体',
    derived: facts.vacancies.map((each) => each.fillBy).toSorted()[0] ?? '',
    derivedFrom: '出缺日加现行方案的期限',
    isRequired: false,
  })
  return { title, vacantOn, reason, fillBy }
}

function takeNominees(form: DraftForm, facts: DraftFacts, kinds: readonly string[]): readonly Candidate[] {
  const planned = facts.process?.candidates ?? []
  const text = form.take({
    key: 'candidates',
    label: '候选人预备人选',
    section: '附件',
    input: '人选',
    ...known(facts, 'candidates', kinds, planned.length === 0 ? null : JSON.stringify(planned)),
    remedy: '请逐行写“姓名,拟任职务”',
  })
  const { candidates, problems } = readCandidates(text, facts.members)
  for (const problem of problems) form.reject('candidates', problem)
  return candidates
}

/** 书记、副书记缺的由委员会等额补选，委员缺的由党员大会补选（N-07、N-10）；人选还不是委员的先补选为委员。 */
function mannerSentence(facts: DraftFacts, title: string, nominees: readonly Candidate[]): string {
  const board = boardOf(facts.organization.level)
  const isOfficer = title.split('、').every((each) => each.endsWith('书记'))
  const sitting = new Set(facts.posts.filter((post) => isCommitteeTitle(post.title)).map((post) => post.memberId))
  const hasBoard = facts.term?.seatCount !== null
  if (isOfficer && hasBoard && nominees.every(({ member }) => sitting.has(member.id))) return `召开${board}全体会议，等额补选${title}。`
  const { voters } = facts.electorate
  const quorate = `应到会有选举权的党员${voters.length}名，实到会不少于${quorum(voters.length)}名时进行选举。`
  if (isOfficer && hasBoard) return `召开党员大会，先补选委员，再由${board}全体会议选举${title}。${quorate}`
  return `召开党员大会，以无记名投票方式补选${title}。${quorate}`
}

/** W12 补选的请示：支部 → 上级党委（A30、A32）。 */
export const byElectionRequest: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const titles =
    edits.fields['vacantTitle'] ??
    facts.vacancies
      .map((each) => each.title)
      .filter((each, at, all) => all.indexOf(each) === at)
      .join('、')
  const frame = upwardFrame(facts, edits, {
    genre: '请示',
    title: titles === '' ? '关于补选的请示' : `关于补选${noun}${titles}的请示`,
    titleFrom: '出缺登记',
  })
  const { form } = frame
  const gap = takeGap(form, facts)
  const { meetingOn, place } = takeMeeting(form, facts)
  const reason = form.take({
    key: 'reason',
    label: '拟补人选的理由与产生过程',
    section: '主体',
    input: '多行',
    remedy: '请写支委会研究、征求党员意见的经过和提名理由',
  })
  const nominees = takeNominees(form, facts, ['W12'])
  const appraisals = takeAppraisals(form, nominees)
  requireRecords(form, facts)
  if (gap.vacantOn !== null && gap.vacantOn > frame.datedOn)
    form.reject('vacantOn', `出缺日期 ${gap.vacantOn} 晚于成文日期 ${frame.datedOn}，请核对`)
  if (gap.fillBy !== null && meetingOn !== null && meetingOn > gap.fillBy)
    form.caution(`拟定的会议日期比补选期限 ${gap.fillBy} 晚 ${daysBetween(gap.fillBy, meetingOn)} 天。`)

  const memberGaps = facts.vacancies.filter((each) => !each.title.endsWith('书记')).length
  if (memberGaps > 0 && nominees.length > 0 && nominees.length < leastCandidates(memberGaps))
    form.caution(
      `补选委员 ${memberGaps} 名，候选人 ${nominees.length} 名，没有差额；委员候选人的差额应不少于应选人数的 20%，等额补选请先与上级沟通。`,
    )

  return frame.finish(() => {
    const names = nominees.map(({ member, proposedPost }) => `${member.name}同志（拟任${proposedPost}）`)
    return {
      body: [
        form.paragraph('opening', `因我${noun}班子成员出缺，根据${LAWS}有关规定，拟补选${noun}${gap.title}。现将有关事项请示如下。`, [
          '出缺登记',
        ]),
        form.paragraph(
          'gap',
          `${formatChinese(gap.vacantOn ?? frame.datedOn)}，${reasonOf(gap.reason)}，我${noun}${gap.title}出缺。${gap.fillBy === null ? '' : `按照规定，应于${formatChinese(gap.fillBy)}前补选到位。`}`,
          ['届次与班子（卸任登记）'],
          '一、出缺情况。',
        ),
        form.paragraph(
          'nominees',
          `${sentence(linesOf(reason).join(''))}拟提名${names.join('、')}为候选人预备人选，名册见附件1。`,
          ['拟补人选的理由', '候选人预备人选'],
          '二、拟补人选。',
        ),
        form.paragraph(
          'meeting',
          `拟于${formatChinese(meetingOn ?? frame.datedOn)}在${place.replace(/^在/, '')}${mannerSentence(facts, gap.title, nominees)}`,
          ['大会日期', '大会地点', '党员名册'],
          '三、选举安排。',
        ),
        form.paragraph('ending', '妥否，请批示。', ['文种']),
      ],
      attachments: [candidateRoster('候选人预备人选名册', facts, nominees), profileAttachment(facts, nominees, appraisals)],
    }
  })
}

/** W12R 同意补选的批复：党委 → 支部。 */
export const byElectionReply: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const titles =
    edits.fields['vacantTitle'] ?? (known(facts, 'vacantTitle', ['W12']).derived || facts.vacancies.map((each) => each.title).join('、'))
  const frame = downwardFrame(facts, edits, { genre: '批复', title: `关于同意${organization.name}补选${titles}的批复` })
  const { form } = frame
  const reference = takeReference(form, facts, frame.datedOn, {
    key: 'request',
    label: '补选请示',
    kinds: ['W12', 'E18'],
    milestone: null,
    usualTitle: `关于补选${noun}${titles}的请示`,
  })
  const decidedOn = takeDecidedOn(form, reference, frame.datedOn)
  const gap = takeGap(form, facts)
  const { meetingOn } = takeMeeting(form, facts)
  const nominees = takeNominees(form, facts, ['W12', 'E18'])
  requireRecords(form, facts)

  return frame.finish(() => ({
    body: [
      form.paragraph('opening', receivedSentence(noun, reference, decidedOn), ['发文登记簿', '党委会研究日期']),
      form.paragraph(
        'meeting',
        `同意你${noun}于${formatChinese(meetingOn ?? frame.datedOn)}召开会议，补选${gap.title}。`,
        ['大会日期', '出缺登记'],
        '一、',
      ),
      form.paragraph(
        'nominees',
        `同意${nominees.map(({ member, proposedPost }) => `${member.name}同志为${proposedPost}候选人预备人选`).join('，')}。`,
        ['候选人预备人选'],
        '二、',
      ),
      form.paragraph('discipline', `请按照${LAWS}规定的程序组织选举，结果及时报我委，委员报备案，书记、副书记报批准。`, ['文种'], '三、'),
      form.paragraph('ending', '此复。', ['文种']),
    ],
  }))
}

const APPOINTED = ['书记', '副书记'] as const

/** W12N 指派书记（副书记）的通知：党委 → 支部。委员缺额不能用指派代替补选（A31、K17）。 */
export const appointmentNotice: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const nominated = edits.fields['appointee'] ?? ''
  const { candidates: guess } = readCandidates(nominated, facts.members)
  const name = guess[0]?.member.name ?? ''
  const frame = downwardFrame(facts, edits, {
    genre: '通知',
    title: name === '' ? '关于任职的通知' : `关于${name}同志任职的通知`,
    titleFrom: '拟任人选',
  })
  const { form } = frame
  const title = form.take({
    key: 'appointedTitle',
    label: '职务',
    section: '主体',
    input: '选项',
    options: APPOINTED,
    derived: '书记',
    derivedFrom: '常见情形，可改',
  })
  const text = form.take({
    key: 'appointee',
    label: '指派的人选',
    section: '主体',
    input: '人选',
    remedy: '请从名册里选一名；组织关系不在本支部的先办转接、编入',
  })
  const { candidates, problems } = readCandidates(text, facts.members)
  for (const problem of problems) form.reject('appointee', problem)
  if (candidates.length > 1) form.reject('appointee', `一次指派一名${title}，现有 ${candidates.length} 名，请只留一名`)
  const decidedOn = form.takeDate({ key: 'decidedOn', label: '党委会研究日期', section: '主体', remedy: '请填党委会研究的日期' })
  const fromOn = form.takeDate({
    key: 'fromOn',
    label: '任职起算日期',
    section: '主体',
    derived: decidedOn ?? '',
    derivedFrom: '党委会研究日期',
    remedy: '请填任职起算日期',
  })
  if (decidedOn !== null && decidedOn > frame.datedOn)
    form.reject('decidedOn', `党委会研究日期 ${decidedOn} 晚于成文日期 ${frame.datedOn}，请核对`)
  const incumbent = facts.posts.find((post) => post.title === title)
  if (incumbent) form.caution(`${incumbent.memberName}现任${title}，指派前请先登记卸任。`)

  return frame.finish(() => {
    const appointee = candidates[0]?.member.name ?? ''
    return {
      body: [
        form.paragraph(
          'appointment',
          `根据《中国共产党支部工作条例（试行）》有关规定，经${formatChinese(decidedOn ?? frame.datedOn)}党委会议研究，指派${appointee}同志任${organization.name}${title}，任职时间自${formatChinese(fromOn ?? frame.datedOn)}起。`,
          ['党委会研究日期', '指派的人选'],
        ),
        form.paragraph('later', `待选举条件成熟后，请你${noun}按照规定程序进行选举，并将结果报我委。`, ['文种']),
        form.paragraph('ending', '特此通知。', ['文种']),
      ],
    }
  })
}

/** E18 增补委员的请示：支部 → 上级党委。 */
export const supplementRequest: Composer = (facts, edits) => {
  const { organization, term } = facts
  const noun = nounOf(organization.level)
  const board = boardOf(organization.level)
  const frame = upwardFrame(facts, edits, { genre: '请示', title: `关于增补${board}委员的请示`, titleFrom: '党组织' })
  const { form } = frame
  const sitting = new Set(facts.posts.filter((post) => isCommitteeTitle(post.title)).map((post) => post.memberId)).size
  const seats = form.takeInteger({
    key: 'seatCount',
    label: '本届批准的委员名额',
    section: '主体',
    derived: term?.seatCount === null || term === null ? '' : String(term.seatCount),
    derivedFrom: '届次登记',
    remedy: '请填本届批准设委员几名',
  })
  const added = form.takeInteger({
    key: 'addedCount',
    label: '拟增补几名',
    section: '主体',
    derived: seats !== null && seats > sitting ? String(seats - sitting) : '',
    derivedFrom: '名额减在任委员',
    remedy: '请填拟增补几名委员',
  })
  const reason = form.take({ key: 'reason', label: '增补的理由', section: '主体', input: '多行', remedy: '请写增补的理由与支委会研究情况' })
  const { meetingOn, place } = takeMeeting(form, facts)
  const nominees = takeNominees(form, facts, [])
  const appraisals = takeAppraisals(form, nominees)
  requireRecords(form, facts)
  if (added === 0) form.reject('addedCount', '拟增补 0 名，不必请示')
  if (added !== null && added > 0 && nominees.length > 0 && nominees.length < added)
    form.reject('candidates', `拟增补 ${added} 名，人选只有 ${nominees.length} 名，请补足`)
  const total = sitting + (added ?? 0)
  if (seats !== null && total > seats) form.caution(`增补后委员 ${total} 名，多于批准的名额 ${seats} 名，正文写明增加名额。`)
  if (total > 7 && organization.level === '党支部') form.caution('支部委员会一般不超过 7 人（《支部工作条例》），请核对。')

  return frame.finish(() => ({
    body: [
      form.paragraph('opening', `根据${LAWS}有关规定，我${noun}拟增补${board}委员。现将有关事项请示如下。`, ['党组织']),
      form.paragraph(
        'board',
        `我${noun}${term ? `第${chineseNumber(term.seq)}届` : ''}${board}批准设委员${seats ?? 0}名，现任委员${sitting}名。`,
        ['届次登记', '任职登记'],
        '一、班子现状。',
      ),
      form.paragraph(
        'reason',
        `${sentence(linesOf(reason).join(''))}拟增补委员${added ?? 0}名${seats !== null && total > seats ? `，委员名额由${seats}名增加到${total}名` : ''}。`,
        ['增补的理由'],
        '二、增补理由与名额。',
      ),
      form.paragraph(
        'nominees',
        `经酝酿，提名${persons(namesByStrokes(nominees.map(({ member }) => member.name)))}为增补委员候选人预备人选，名册见附件1。`,
        ['候选人预备人选'],
        '三、候选人预备人选。',
      ),
      form.paragraph(
        'meeting',
        `拟于${formatChinese(meetingOn ?? frame.datedOn)}在${place.replace(/^在/, '')}召开党员大会，以无记名投票方式选举。`,
        ['大会日期', '大会地点'],
        '四、选举安排。',
      ),
      form.paragraph('ending', '妥否，请批示。', ['文种']),
    ],
    attachments: [candidateRoster('候选人预备人选名册', facts, nominees), profileAttachment(facts, nominees, appraisals)],
  }))
}

/** E16 班子成员分工的通知：支部 → 全体党员（A33）。 */
export const dutyNotice: Composer = (facts, edits) => {
  const { organization } = facts
  const frame = branchNoticeFrame(facts, edits, { genre: '通知', title: `关于${organization.name}班子成员分工的通知` })
  const { form } = frame
  const derived = facts.posts
    .filter((post) => isCommitteeTitle(post.title) && post.duty !== '')
    .map((post) => `${post.memberName}，${post.title}，${post.duty}`)
  const text = form.take({
    key: 'duties',
    label: '分工（逐行写“姓名，职务，分工”）',
    section: '主体',
    input: '多行',
    derived: derived.join('\n'),
    derivedFrom: '任职登记（分工）',
    remedy: '请到“届次与班子”逐人登记分工，或在此逐行填写',
  })
  const studiedOn = form.takeDate({ key: 'studiedOn', label: '委员会研究日期', section: '主体', remedy: '请填委员会会议研究分工的日期' })
  if (studiedOn !== null && studiedOn > frame.datedOn)
    form.reject('studiedOn', `研究日期 ${studiedOn} 晚于成文日期 ${frame.datedOn}，请核对`)
  const rows = linesOf(text).map((line, index) => {
    const [name = '', title = '', ...duty] = line.split(/[，,\t]/).map((part) => part.trim())
    if (name === '' || title === '' || duty.length === 0)
      form.reject('duties', `分工第 ${index + 1} 行“${line}”读不懂：请写成“姓名，职务，分工”`)
    return { name, title, duty: duty.join('，') }
  })
  const named = new Set(rows.map(({ name }) => name))
  const missed = [...new Set(facts.posts.filter((post) => isCommitteeTitle(post.title)).map((post) => post.memberName))].filter(
    (name) => !named.has(name),
  )
  if (rows.length > 0 && missed.length > 0) form.caution(`${missed.join('、')}在任而没有写分工，每名委员应有分工。`)

  return frame.finish(() => ({
    body: [
      form.paragraph(
        'opening',
        `经${formatChinese(studiedOn ?? frame.datedOn)}${boardOf(organization.level)}会议研究，现将班子成员分工通知如下。`,
        ['委员会研究日期'],
      ),
      ...rows.map(({ name, title, duty }, index) =>
        form.paragraph(`duty${index + 1}`, sentence(duty), ['任职登记（分工）'], `${chineseNumber(index + 1)}、${name}（${title}）。`),
      ),
      form.paragraph('ending', '特此通知。', ['文种']),
    ],
  }))
}
