import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { downwardFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { namesByStrokes } from './names.ts'
import { receivedSentence, requireRecords, takeCandidates, takeDecidedOn, takeMeeting, takeReference, takeSeats } from './takes.ts'
import { boardOf, LAWS, nounOf, persons } from '../../../shared/correspondence/paper-wording.ts'

/** W06 同意换届及候选人预备人选的批复：党委 → 支部（N-11）。 */
export const electionReply: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const frame = downwardFrame(facts, edits, { genre: '批复', title: `关于同意${organization.name}换届选举的批复` })
  const { form } = frame
  const reference = takeReference(form, facts, frame.datedOn, {
    key: 'request',
    label: '换届请示',
    kinds: ['W05'],
    milestone: '换届请示',
    usualTitle: '关于召开党员大会进行换届选举的请示',
  })
  const decidedOn = takeDecidedOn(form, reference, frame.datedOn)
  const { meetingOn, place } = takeMeeting(form, facts)
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats)
  const { excluded } = facts.electorate
  requireRecords(form, facts)
  if (meetingOn !== null && meetingOn <= frame.datedOn) form.caution(`大会日期 ${meetingOn} 不晚于批复的成文日期，请核对。`)
  const effectiveEndsOn = facts.term?.effectiveEndsOn ?? ''
  if (meetingOn !== null && effectiveEndsOn !== '' && meetingOn > effectiveEndsOn)
    form.caution(`大会日期晚于届满日 ${effectiveEndsOn}，属逾期换届；需延期的应另行批复。`)

  return frame.finish(() => {
    const board = boardOf(organization.level)
    const count = seats ?? 0
    const heads = candidates.filter(({ proposedPost }) => proposedPost === '书记').map(({ member }) => member.name)
    const deputies = candidates.filter(({ proposedPost }) => proposedPost === '副书记').map(({ member }) => member.name)
    const names = namesByStrokes(candidates.map(({ member }) => member.name))
    const leaders = [
      ...(heads.length > 0 ? [`${heads.join('、')}同志为书记候选人预备人选`] : []),
      ...(deputies.length > 0 ? [`${persons(deputies)}为副书记候选人预备人选`] : []),
    ]
    const people =
      count === 0
        ? `同意${persons(names)}为书记候选人预备人选，由党员大会直接选举产生。`
        : `同意${persons(names)}为委员候选人预备人选（按姓氏笔画为序）${leaders.length > 0 ? `；同意${leaders.join('，')}` : ''}。`
    return {
      body: [
        form.paragraph('opening', receivedSentence(noun, reference, decidedOn), ['发文登记簿', '党委会研究日期']),
        form.paragraph(
          'meeting',
          `同意你${noun}于${formatChinese(meetingOn ?? frame.datedOn)}在${place.replace(/^在/, '')}召开党员大会，进行换届选举。`,
          ['大会日期', '大会地点'],
          '一、',
        ),
        form.paragraph(
          'seats',
          count === 0
            ? `同意不设${board}，设书记1名。`
            : `同意新一届${board}由${count}名委员组成，设书记1名${deputies.length > 0 ? `、副书记${deputies.length}名` : ''}。委员实行差额选举，候选人${candidates.length}名，差额${candidates.length - count}名；书记、副书记由新一届${board}第一次全体会议等额选举产生。`,
          ['委员名额', '候选人预备人选'],
          '二、',
        ),
        form.paragraph('people', people, ['候选人预备人选'], '三、'),
        ...(excluded.length === 0
          ? []
          : [
              form.paragraph(
                'excluded',
                `同意${persons(excluded.map((member) => member.name))}不计入应到会人数，提交党员大会通过。`,
                ['党员名册（权利状态）'],
                '四、',
              ),
            ]),
        form.paragraph(
          'discipline',
          `请按照${LAWS}规定的程序组织选举，严肃换届纪律。选举结果及时报我委，委员报备案，书记、副书记报批准。`,
          ['文种'],
          excluded.length === 0 ? '四、' : '五、',
        ),
        form.paragraph('ending', '此复。', ['文种']),
      ],
    }
  })
}
