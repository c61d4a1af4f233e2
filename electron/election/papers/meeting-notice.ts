import { daysBetween, formatChinese } from '../../../shared/calendar/plain-date.ts'
import { linesOf } from '../../../shared/correspondence/draft-form.ts'
import { quorum } from '../../../shared/correspondence/facts.ts'
import { defaultAgenda } from './election-request.ts'
import { branchNoticeFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { requireRecords, takeMeeting, takeSeats } from './takes.ts'
import { enumerate, nounOf, sentence } from '../../../shared/correspondence/paper-wording.ts'

/** W08 召开党员大会的通知：支部 → 全体党员，附参会回执。 */
export const meetingNotice: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const frame = branchNoticeFrame(facts, edits, { genre: '通知', title: `关于召开${organization.name}党员大会的通知` })
  const { form } = frame
  const { meetingOn, place } = takeMeeting(form, facts)
  const time = form.take({
    key: 'meetingTime',
    label: '开会时间',
    section: '主体',
    input: '单行',
    remedy: '请填几点开会，如“下午2时30分”',
    maxLength: 20,
  })
  const seats = takeSeats(form, facts)
  const agenda = form.take({
    key: 'agenda',
    label: '会议议题',
    section: '主体',
    input: '多行',
    derived: defaultAgenda(seats, facts).join('\n'),
    derivedFrom: '常规议程，可改',
    maxLength: 1000,
  })
  const attendees = form.take({
    key: 'observers',
    label: '列席人员',
    section: '主体',
    input: '单行',
    isRequired: false,
    maxLength: 300,
  })
  const floating = form.take({
    key: 'floating',
    label: '流动党员怎样参加',
    section: '主体',
    input: '单行',
    derived: '流动党员和在外党员原则上返回参加会议，确实不能返回的应当提前书面请假',
    derivedFrom: '常规要求，可改',
    maxLength: 300,
  })
  requireRecords(form, facts)
  if (meetingOn !== null && meetingOn <= frame.datedOn)
    form.reject('meetingOn', `大会日期 ${meetingOn} 不晚于通知的成文日期 ${frame.datedOn}，请核对`)
  else if (meetingOn !== null && daysBetween(frame.datedOn, meetingOn) < 3) form.caution('距大会不足 3 天，党员来不及准备，请尽早发出。')

  return frame.finish(() => {
    const { voters, probationary } = facts.electorate
    const scope = [
      `本${noun}全体党员，应到会有选举权的党员${voters.length}名，到会不少于${quorum(voters.length)}名方可选举`,
      probationary.length > 0 ? `预备党员${probationary.length}名参加会议，没有选举权和被选举权` : '',
      attendees === '' ? '' : `列席：${attendees}`,
    ].filter((each) => each !== '')
    return {
      body: [
        form.paragraph('opening', `经研究，决定召开${organization.name}党员大会。现将有关事项通知如下。`, ['党组织']),
        form.paragraph('time', `${formatChinese(meetingOn ?? frame.datedOn)}${time}。`, ['大会日期', '开会时间'], '一、时间。'),
        form.paragraph('place', `${place.replace(/^在/, '')}。`, ['大会地点'], '二、地点。'),
        form.paragraph('scope', `${scope.join('；')}。`, ['党员名册', '列席人员'], '三、参会范围。'),
        form.paragraph('agenda', `${enumerate(linesOf(agenda))}。`, ['会议议题'], '四、会议议题。'),
        form.paragraph(
          'discipline',
          `请提前安排好工作，准时参加会议；因故不能到会的，应当在会前向${noun}书记书面请假并说明理由。${sentence(floating)}请于会前将参会回执交${noun}组织委员。`,
          ['流动党员怎样参加'],
          '五、有关要求。',
        ),
        form.paragraph('ending', '特此通知。', ['文种']),
      ],
      attachments: [
        {
          name: '参会回执',
          orientation: '纵向',
          blocks: [
            {
              kind: '表',
              columns: [
                { label: '姓名', share: 2, align: '居中' },
                { label: '人员类别', share: 2, align: '居中' },
                { label: '能否到会', share: 2, align: '居中' },
                { label: '不能到会的原因', share: 4, align: '居左' },
                { label: '本人签名', share: 2.4, align: '居中' },
              ],
              rows: facts.members.map((member) => [member.name, member.category, '', '', '']),
            },
          ],
        },
      ],
    }
  })
}
