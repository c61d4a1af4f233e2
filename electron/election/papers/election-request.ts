import { addMonths, daysBetween, formatChinese, type PlainDate } from '../../../shared/calendar/plain-date.ts'
import type { Candidate } from '../../../shared/correspondence/candidates.ts'
import { chineseNumber, linesOf, type DraftForm } from '../../../shared/correspondence/draft-form.ts'
import { quorum, type DraftFacts, type Electorate } from '../../../shared/correspondence/facts.ts'
import type { Attachment } from '../../../shared/document/model.ts'
import { upwardFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { candidateRoster, electionMeasures, electorateBlocks, rosterDay } from './tables.ts'
import { profileAttachment, takeAppraisals } from './profiles.ts'
import { requireRecords, takeCandidates, takeMeeting, takeSeats } from './takes.ts'
import {
  boardOf,
  BRANCH_LAWS,
  enumerate,
  isFirstElection,
  LAWS,
  nounOf,
  paragraph,
  percent,
  reasonOf,
  REQUEST_MONTHS,
  sentence,
} from '../../../shared/correspondence/paper-wording.ts'

/** W05 关于召开党员大会进行换届选举的请示：支部 → 上级党委。 */
export const electionRequest: Composer = (facts, edits) => {
  const frame = upwardFrame(facts, edits, { genre: '请示', title: '关于召开党员大会进行换届选举的请示' })
  const { form } = frame
  const { organization } = facts
  const { level } = organization
  const noun = nounOf(level)
  const general = facts.superiors.find((superior) => superior.level === '党总支')
  const { meetingOn, place } = takeMeeting(form, facts)
  const seats = takeSeats(form, facts)
  const delayReason = takeDelayReason(form, facts, meetingOn)
  const agenda = form.take({
    key: 'agenda',
    label: '大会议程',
    section: '主体',
    input: '多行',
    derived: defaultAgenda(seats, facts).join('\n'),
    derivedFrom: '常规议程，可改',
    maxLength: 1000,
  })
  const process = form.take({
    key: 'process',
    label: '人选产生过程',
    section: '主体',
    input: '多行',
    remedy: '请写支委会研究、征求党员意见、推荐酝酿的日期与经过',
  })
  const candidates = takeCandidates(form, facts, seats)
  const appraisals = takeAppraisals(form, candidates)
  const integrity = takeIntegrity(form)
  const electorate = facts.electorate
  requireRecords(form, facts)
  remindOfGaps(form, facts, electorate, candidates)
  remindOfLines(form, facts, frame.datedOn, meetingOn)

  return frame.finish(() => {
    const { datedOn } = frame
    const attachments: Attachment[] = [
      candidateRoster('候选人预备人选名册', facts, candidates),
      profileAttachment(facts, candidates, appraisals),
      {
        name: '选举办法（草案）',
        orientation: '纵向',
        blocks: electionMeasures(level, seats ?? 0, candidates.length, electorate.voters.length),
      },
      { name: '应到会人数说明', orientation: '纵向', blocks: electorateBlocks(noun, electorate, datedOn) },
      ...(integrity.length === 0
        ? []
        : [{ name: '党风廉政意见', orientation: '纵向' as const, blocks: integrity.map((line) => paragraph(sentence(line))) }]),
    ]
    return {
      body: [
        form.paragraph(
          'opening',
          `根据${LAWS}和${BRANCH_LAWS}有关规定，我${noun}拟召开党员大会进行换届选举${general ? `，现经${general.name}转报` : ''}。现将有关事项请示如下。`,
          ['党组织'],
        ),
        form.paragraph('term', termSentence(facts, meetingOn, delayReason), ['届次登记', '大会日期'], '一、届期情况。'),
        form.paragraph(
          'meeting',
          meetingSentence(noun, electorate, datedOn, meetingOn ?? datedOn, place),
          ['党员名册', '大会日期', '大会地点'],
          '二、大会安排。',
        ),
        form.paragraph('agenda', `${enumerate(linesOf(agenda))}。`, ['大会议程'], '三、大会议程。'),
        form.paragraph('seats', seatSentence(level, seats ?? 0, candidates.length), ['委员名额', '候选人预备人选'], '四、名额与选举办法。'),
        form.paragraph(
          'process',
          `${sentence(linesOf(process).join(''))}候选人预备人选名册见附件1。`,
          ['人选产生过程'],
          '五、人选产生过程。',
        ),
        form.paragraph('ending', '妥否，请批示。', ['文种']),
      ],
      attachments,
    }
  })
}

/** 大会晚于生效届满日，就要写明为什么没有按期。 */
function takeDelayReason(form: DraftForm, { term }: DraftFacts, meetingOn: PlainDate | null): string {
  if (term === null || meetingOn === null || meetingOn <= term.effectiveEndsOn) return ''
  return form.take({
    key: 'delayReason',
    label: '未按期换届的原因',
    section: '主体',
    input: '多行',
    remedy: `大会日期晚于届满日 ${term.effectiveEndsOn}，请如实写明原因`,
    maxLength: 500,
  })
}

/** 党风廉政意见由有权部门出具，这里只照录，不代拟。 */
function takeIntegrity(form: DraftForm): string[] {
  const text = form.take({
    key: 'integrity',
    label: '党风廉政意见（照录出具单位的原文）',
    section: '附件',
    input: '多行',
    isRequired: false,
  })
  if (text === '') form.caution('没有照录党风廉政意见，须另取原件随文报送；本系统不代拟。')
  return linesOf(text)
}

function remindOfGaps(form: DraftForm, facts: DraftFacts, electorate: Electorate, candidates: readonly Candidate[]): void {
  const unexplained = electorate.excluded.filter((member) => member.reason === '').map((member) => member.name)
  if (unexplained.length > 0) form.caution(`${unexplained.join('、')}拟不计入应到会，名册备注没有写理由，附件4该栏为空；请到名册补写。`)
  const postless = candidates
    .filter(({ member }) => !member.adminPost && !facts.posts.some((post) => post.memberId === member.id))
    .map(({ member }) => member.name)
  if (postless.length > 0) form.caution(`${postless.join('、')}没有登记行政职务，附件1“现任职务”以工作岗位代替；可到名册补写。`)
}

function remindOfLines(form: DraftForm, { term }: DraftFacts, datedOn: PlainDate, meetingOn: PlainDate | null): void {
  if (!term) return
  const line = addMonths(term.endsOn, -REQUEST_MONTHS)
  if (datedOn > line) form.caution(`成文日期比请示线 ${line}（届满前 ${REQUEST_MONTHS} 个月）晚 ${daysBetween(line, datedOn)} 天。`)
  if (!meetingOn) return
  if (meetingOn <= datedOn) form.caution(`大会日期 ${meetingOn} 不晚于成文日期，上级来不及批复。`)
  if (meetingOn > term.effectiveEndsOn)
    form.caution(`大会日期晚于届满日 ${term.effectiveEndsOn} 共 ${daysBetween(term.effectiveEndsOn, meetingOn)} 天，正文已如实写明。`)
  if (addMonths(meetingOn, 1) < term.effectiveEndsOn)
    form.caution(`大会日期比届满日 ${term.effectiveEndsOn} 早一个月以上，提前换届须另报上级批准。`)
}

/** 大会的常规议程；补选、首届选举没有上届的工作报告可审。 */
export function defaultAgenda(seats: number | null, facts: Pick<DraftFacts, 'organization' | 'process' | 'vacancies'>): string[] {
  const { level } = facts.organization
  const board = boardOf(level)
  const procedure = '讨论通过选举办法和监票人、计票人名单'
  if (facts.process?.kind === '补选') {
    const titles = [...new Set(facts.vacancies.map((each) => each.title))].join('、')
    return [procedure, `补选${nounOf(level)}${titles}`]
  }
  if (isFirstElection(facts)) return [procedure, seats === 0 ? '选举支部书记' : `选举第一届${board}委员`]
  return [
    `听取和审查上届${board}工作报告`,
    '审查党费收缴、使用和管理情况报告',
    procedure,
    seats === 0 ? '选举支部书记' : `选举新一届${board}委员`,
  ]
}

/** 第几届、何时选出、何时届满；延期与逾期都写明。 */
function termSentence({ term, organization }: DraftFacts, meetingOn: PlainDate | null, delayReason: string): string {
  if (!term) return ''
  const noun = nounOf(organization.level)
  const board = term.seatCount === null && !organization.name.endsWith('委员会') ? `${noun}班子` : boardOf(organization.level)
  const base = `我${noun}第${chineseNumber(term.seq)}届${board}于${formatChinese(term.electedOn)}选举产生，任期${term.termYears}年，于${formatChinese(term.endsOn)}届满。`
  const extended = term.extension
    ? `经${term.extension.approver}${term.extension.documentNo ? `（${term.extension.documentNo}）` : ''}批准，任期延长至${formatChinese(term.effectiveEndsOn)}。`
    : ''
  if (!meetingOn || meetingOn <= term.effectiveEndsOn) return `${base}${extended}拟按期换届。`
  const reason = reasonOf(linesOf(delayReason).join(''))
  return `${base}${extended}因${reason}，未能按期换届，至拟定的大会日期逾期${daysBetween(term.effectiveEndsOn, meetingOn)}天。`
}

function meetingSentence(noun: string, electorate: Electorate, datedOn: PlainDate, meetingOn: PlainDate, place: string): string {
  const { all, full, probationary, voters, excluded, suspended } = electorate
  return [
    `拟于${formatChinese(meetingOn)}在${place.replace(/^在/, '')}召开党员大会。`,
    `${rosterDay(electorate, datedOn)}，我${noun}共有党员${all.length}名，其中正式党员${full.length}名${probationary.length > 0 ? `、预备党员${probationary.length}名` : ''}。`,
    `应到会有选举权的党员${voters.length}名`,
    excluded.length > 0 ? `；另有${excluded.length}名正式党员拟按规定不计入应到会人数，名单及理由见附件4，报请同意后提交党员大会通过` : '',
    suspended.length > 0 ? `；${suspended.length}名正式党员按规定没有选举权` : '',
    `。实到会有选举权的党员不少于${quorum(voters.length)}名、即达到应到会人数的五分之四时，进行选举。`,
  ].join('')
}

function seatSentence(level: string, seats: number, candidateCount: number): string {
  if (seats === 0) return `我支部不设支部委员会，书记由党员大会以无记名投票方式直接选举产生，提出候选人预备人选${candidateCount}名。`
  const spare = candidateCount - seats
  const board = boardOf(level)
  return `新一届${board}拟设委员${seats}名，提出候选人预备人选${candidateCount}名，差额${spare}名，差额比例${percent(spare, seats)}，不少于应选人数的20%。委员由党员大会以无记名投票、差额选举的方式产生；书记、副书记由新一届${board}第一次全体会议等额选举产生。`
}
