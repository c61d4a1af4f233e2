import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { chineseNumber, listOf, type DraftForm } from '../../../shared/correspondence/draft-form.ts'
import type { DraftCount, DraftFacts } from '../../../shared/correspondence/facts.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import { takeCount } from './counts.ts'
import { downwardFrame, sheetFrame, upwardFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { cautionRareNames, namesByStrokes } from './names.ts'
import { known, receivedSentence, requireRecords, takeDecidedOn, takeMeeting, takeReference, takeSeats } from './takes.ts'
import { boardOf, electionName, isFirstElection, nounOf, percent, persons } from '../../../shared/correspondence/paper-wording.ts'

export type Officers = {
  readonly secretary: string
  readonly deputies: readonly string[]
  readonly boardExpected: number
  readonly boardPresent: number
}

/** 第一次委员会会议选出的书记、副书记。 */
export function takeOfficers(form: DraftForm, facts: DraftFacts, elected: readonly string[]): Officers {
  const counts = facts.process?.counts ?? []
  const secretaryCount = counts.findLast((each) => each.post === '书记')
  const deputyCount = counts.findLast((each) => each.post === '副书记')
  const secretary = form.take({
    key: 'secretary',
    label: '当选书记',
    section: '主体',
    input: '单行',
    ...known(facts, 'secretary', ['W10'], secretaryCount?.elected[0] ?? null),
    remedy: '请填第一次委员会会议选出的书记',
    maxLength: 60,
  })
  const deputies = listOf(
    form.take({
      key: 'deputies',
      label: '当选副书记',
      section: '主体',
      input: '单行',
      ...known(facts, 'deputies', ['W10'], deputyCount?.elected.join('、') ?? null),
      isRequired: false,
      maxLength: 60,
    }),
  )
  const boardExpected = form.takeInteger({
    key: 'boardExpected',
    label: '委员会会议应到',
    section: '主体',
    ...(elected.length > 0 ? { derived: String(elected.length), derivedFrom: '当选委员' } : {}),
    remedy: '请填第一次委员会会议应到几名委员',
  })
  const boardPresent = form.takeInteger({
    key: 'boardPresent',
    label: '委员会会议实到',
    section: '主体',
    ...known(facts, 'boardPresent', ['W10'], secretaryCount?.present ?? null),
    remedy: '请填第一次委员会会议实到几名委员',
  })
  for (const [key, name] of [['secretary', secretary], ...deputies.map((each) => ['deputies', each] as const)] as const)
    if (name !== '' && elected.length > 0 && !elected.includes(name))
      form.reject(key, `${name}不在当选委员之列，不能由委员会选为书记、副书记，请核对`)
  if (deputies.includes(secretary)) form.reject('deputies', `${secretary}已是书记，不能兼任副书记，请核对`)
  if (boardExpected !== null && boardPresent !== null && boardPresent > boardExpected)
    form.reject('boardPresent', `委员会会议实到 ${boardPresent} 名多于应到 ${boardExpected} 名，请核对`)
  if (boardExpected !== null && boardPresent !== null && boardPresent * 2 < boardExpected)
    form.reject('boardPresent', `委员会会议实到 ${boardPresent} 名不足应到 ${boardExpected} 名的半数，会议无效，请核对`)
  return { secretary, deputies, boardExpected: boardExpected ?? 0, boardPresent: boardPresent ?? 0 }
}

/** 选举结果报告单的表格，按得票多少为序。 */
export function resultTable(count: DraftCount): BlockInput {
  return {
    kind: '表',
    columns: [
      { label: '序号', share: 1.2, align: '居中' },
      { label: '姓名', share: 2.6, align: '居中' },
      { label: '赞成', share: 1.6, align: '居中' },
      { label: '反对', share: 1.6, align: '居中' },
      { label: '弃权', share: 1.6, align: '居中' },
      { label: '结果', share: 2, align: '居中' },
    ],
    rows: count.votes
      .toSorted((a, b) => b.ayes - a.ayes)
      .map((vote, index) => [
        String(index + 1),
        vote.name,
        String(vote.ayes),
        String(vote.noes),
        String(vote.abstentions),
        count.elected.includes(vote.name) ? '当选' : '',
      ]),
  }
}

/** “应到会有选举权……发出选票……” */
export function countSentence(count: DraftCount): string {
  const { venue, expected, present, issued, returned, valid } = count
  const attendance =
    venue === '党员大会'
      ? `应到会有选举权的党员${expected}名，实到${present}名，占${percent(present, expected)}，达到应到会人数的五分之四，符合规定。`
      : `应到委员${expected}名，实到${present}名，达到半数以上，符合规定。`
  return `${attendance}发出选票${issued}张，收回${returned}张，其中有效票${valid}张、无效票${returned - valid}张，选举有效。`
}

/** W10 选举结果的报告：支部 → 上级党委（N-07）。 */
export const resultReport: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const board = boardOf(organization.level)
  const isFilling = facts.process?.kind === '补选'
  const isFirst = isFirstElection(facts)
  const frame = upwardFrame(facts, edits, { genre: '报告', title: `关于${organization.name}选举结果的报告`, titleFrom: '党组织' })
  const { form } = frame
  const reference = takeReference(form, facts, frame.datedOn, {
    key: 'reply',
    label: isFilling ? '补选批复' : isFirst ? '成立批复' : '换届批复',
    kinds: isFilling ? ['W12R'] : isFirst ? ['W02'] : ['W06'],
    milestone: '请示批复',
    usualTitle: isFirst ? `关于同意成立${organization.name}的批复` : `关于同意${organization.name}${electionName(facts)}的批复`,
  })
  const { meetingOn } = takeMeeting(form, facts)
  const seats = takeSeats(form, facts)
  const count = takeCount(form, facts, seats ?? 0)
  // 补选委员的，书记另有其人；只有同时补选书记时才写书记选举。
  const electsOfficers = seats !== 0 && (!isFilling || facts.process.counts.some((each) => each.post === '书记'))
  const officers = electsOfficers ? takeOfficers(form, facts, count?.elected ?? []) : null
  requireRecords(form, facts)
  if (meetingOn !== null && frame.datedOn < meetingOn)
    form.reject('meetingOn', `大会日期 ${meetingOn} 晚于报告的成文日期 ${frame.datedOn}，请核对`)
  if (reference.datedOn !== null && meetingOn !== null && meetingOn < reference.datedOn)
    form.reject('meetingOn', `大会日期 ${meetingOn} 早于批复日期 ${reference.datedOn}，批复以前不能选举，请核对`)
  if (count && seats !== null && seats > 0 && count.elected.length < seats && count.elected.length > 0)
    form.caution(`当选 ${count.elected.length} 名，少于应选 ${seats} 名：不足的应另行选举，或经到会半数以上同意减少名额。`)
  cautionRareNames(form, count?.elected ?? [])

  return frame.finish(() => {
    if (!count) throw new Error('没有计票结果时不应成文')
    const names = namesByStrokes(count.elected)
    const outcome =
      count.post === '书记'
        ? `经无记名投票，${persons(names)}当选${noun}书记。`
        : `经无记名投票，${persons(names)}${names.length > 1 ? '（按姓氏笔画为序）' : ''}当选${board}委员。`
    return {
      body: [
        form.paragraph(
          'meeting',
          `根据《${reference.title}》（${reference.number}），我${noun}于${formatChinese(meetingOn ?? frame.datedOn)}召开党员大会，进行${electionName(facts)}。现将选举结果报告如下。`,
          ['发文登记簿', '大会日期'],
        ),
        form.paragraph('count', countSentence(count), ['计票结果'], '一、到会与投票情况。'),
        form.paragraph(
          'elected',
          `${outcome}${count.electedLater.length > 0 ? `其中${persons(count.electedLater)}经再次投票（另行选举）产生。` : ''}得票情况见附件。`,
          ['计票结果'],
          '二、选举结果。',
        ),
        ...(officers === null
          ? []
          : [
              form.paragraph(
                'officers',
                `大会后随即召开${isFirst ? '第一届' : '新一届'}${board}第一次全体会议，应到委员${officers.boardExpected}名，实到${officers.boardPresent}名，等额选举${officers.secretary}同志为书记${officers.deputies.length > 0 ? `、${persons(officers.deputies)}为副书记` : ''}。`,
                ['第一次委员会会议'],
                '三、书记选举情况。',
              ),
            ]),
        form.paragraph(
          'ending',
          count.post === '书记'
            ? '当选书记报请批准。特此报告。'
            : officers === null
              ? '以上委员报请备案。特此报告。'
              : '以上委员报请备案，书记、副书记报请批准。特此报告。',
          ['文种'],
        ),
      ],
      attachments: [
        { name: '选举结果报告单', orientation: '纵向', blocks: [{ kind: '注', text: countSentence(count) }, resultTable(count)] },
      ],
    }
  })
}

/** W11 同意选举结果的批复：党委 → 支部。 */
export const resultReply: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const isFilling = facts.process?.kind === '补选'
  const frame = downwardFrame(facts, edits, { genre: '批复', title: `关于同意${organization.name}选举结果的批复` })
  const { form } = frame
  const reference = takeReference(form, facts, frame.datedOn, {
    key: 'result',
    label: '结果报告',
    kinds: ['W10'],
    milestone: '结果报告',
    usualTitle: `关于${organization.name}选举结果的报告`,
  })
  const decidedOn = takeDecidedOn(form, reference, frame.datedOn)
  const { meetingOn } = takeMeeting(form, facts)
  const recorded = facts.process?.counts.findLast((each) => each.post === '委员')
  const elected = listOf(
    form.take({
      key: 'elected',
      label: '当选委员',
      section: '主体',
      input: '单行',
      ...known(facts, 'elected', ['W10'], recorded?.elected.join('、') ?? null),
      isRequired: false,
      maxLength: 300,
    }),
  )
  const secretary = form.take({
    key: 'secretary',
    label: '书记',
    section: '主体',
    input: '单行',
    ...known(facts, 'secretary', ['W10'], facts.process?.counts.findLast((each) => each.post === '书记')?.elected[0] ?? null),
    isRequired: !isFilling,
    remedy: '请填报请批准的书记',
    maxLength: 60,
  })
  const deputies = listOf(
    form.take({
      key: 'deputies',
      label: '副书记',
      section: '主体',
      input: '单行',
      ...known(facts, 'deputies', ['W10'], facts.process?.counts.findLast((each) => each.post === '副书记')?.elected.join('、') ?? null),
      isRequired: false,
      maxLength: 60,
    }),
  )
  const years = form.takeInteger({
    key: 'termYears',
    label: '任期年数',
    section: '主体',
    ...(facts.process?.newTermYears
      ? { derived: String(facts.process.newTermYears), derivedFrom: '届次登记（新一届）' }
      : facts.term
        ? { derived: String(facts.term.termYears), derivedFrom: '届次登记（上届）' }
        : {}),
    remedy: '请填任期几年',
  })
  if (meetingOn !== null && frame.datedOn < meetingOn)
    form.reject('meetingOn', `选举日 ${meetingOn} 晚于批复的成文日期 ${frame.datedOn}，请核对`)
  if (elected.length === 0 && secretary === '') form.reject('elected', '当选委员与书记都没有填，请至少填一项')
  if (!isFilling && elected.length > 0 && secretary !== '' && !elected.includes(secretary))
    form.reject('secretary', `${secretary}不在当选委员之列，请核对`)

  return frame.finish(() => ({
    body: [
      form.paragraph('opening', receivedSentence(noun, reference, decidedOn), ['发文登记簿', '党委会研究日期']),
      ...(secretary === ''
        ? []
        : [
            form.paragraph(
              'officers',
              `同意${secretary}同志任${organization.name}书记${deputies.length > 0 ? `，${persons(deputies)}任副书记` : ''}。`,
              ['计票结果'],
              '一、',
            ),
          ]),
      ...(elected.length === 0
        ? []
        : [
            form.paragraph(
              'members',
              `${persons(namesByStrokes(elected))}当选${boardOf(organization.level)}委员${elected.length > 1 ? '（按姓氏笔画为序）' : ''}，予以备案。`,
              ['计票结果'],
              secretary === '' ? '一、' : '二、',
            ),
          ]),
      form.paragraph(
        'years',
        isFilling
          ? '补选的委员、书记任期至本届届满为止。请尽快调整委员分工，做好工作交接。'
          : `新一届班子任期自${formatChinese(meetingOn ?? frame.datedOn)}起，任期${years ?? 0}年。请尽快明确委员分工，做好工作交接。`,
        ['大会日期', '任期年数'],
        `${chineseNumber(1 + (secretary === '' ? 0 : 1) + (elected.length === 0 ? 0 : 1))}、`,
      ),
      form.paragraph('ending', '此复。', ['文种']),
    ],
  }))
}

/** E13 选举结果报告单：大会上由监票人宣读、签字。 */
export const resultSheet: Composer = (facts, edits) => {
  const { form, finish } = sheetFrame(facts, edits, { title: '选举结果报告单' })
  const seats = takeSeats(form, facts)
  const count = takeCount(form, facts, seats ?? 0)
  return finish(() => {
    if (!count) throw new Error('没有计票结果时不应成文')
    const half = Math.floor(count.present / 2) + 1
    return {
      body: [
        { kind: '居中', text: facts.organization.name, face: '楷体' },
        { kind: '空行' },
        form.paragraph('count', countSentence(count), ['计票结果']),
        form.paragraph(
          'line',
          `应选${Math.max(seats ?? 0, 1)}名，得赞成票超过实到会${count.present}名的半数，即不少于${half}票的，始得当选。得票情况如下。`,
          ['计票结果'],
        ),
        resultTable(count),
        form.paragraph('elected', `当选：${namesByStrokes(count.elected).join('、')}。`, ['计票结果']),
        { kind: '签字', fields: [{ label: '监票人' }, { label: '计票人' }] },
        { kind: '签字', fields: [{ label: '日期', blank: 8 }], align: '居右' },
      ],
    }
  })
}
