import { addMonths, daysBetween, formatChinese, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { readCandidates, type Candidate } from '../../shared/correspondence/candidates.ts'
import { DraftForm, chineseNumber, linesOf, listOf, type Composition } from '../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../shared/correspondence/draft.ts'
import { electorateOf, leastCandidates, quorum, type DraftFacts, type Electorate } from '../../shared/correspondence/facts.ts'
import { branchLetterhead, contactNote } from '../../shared/correspondence/letterhead.ts'
import type { Block } from '../../shared/document/block.ts'
import type { Attachment } from '../../shared/document/model.ts'

/** 支部请示线：届满前 4 个月（供销社方案的口径，国家规定没有这条线，只提醒不拦）。 */
export const REQUEST_MONTHS = 4
/** 上级提醒线：届满前 6 个月（《支部工作条例》“一般提前 6 个月提醒”）。 */
export const REMIND_MONTHS = 6

/** 自称：支部称“支部”，党总支称“总支”。 */
export function nounOf(level: string): '支部' | '总支' {
  return level === '党总支' ? '总支' : '支部'
}

/** 委员会的名称：支部委员会、总支部委员会。 */
export function boardOf(level: string): '支部委员会' | '总支部委员会' {
  return level === '党总支' ? '总支部委员会' : '支部委员会'
}

export function paragraph(text: string, lead = ''): Block {
  return { kind: '段', lead, leadLevel: 1, text }
}

/** W05 关于召开党员大会进行换届选举的请示：支部 → 上级党委。 */
export function electionRequest(facts: DraftFacts, edits: DraftEdits): Composition {
  const form = new DraftForm(edits)
  const head = branchLetterhead(form, facts)
  const secretary = facts.posts.find((post) => post.title === '书记')?.memberName ?? ''
  const signer = form.take({
    key: 'signer',
    label: '签发人',
    section: '版头',
    input: '单行',
    derived: secretary,
    derivedFrom: '届次与班子（书记）',
    remedy: '上行文须标注签发人。支部没有在任书记：请先登记任职，或填主持工作的负责人',
    maxLength: 60,
  })
  const title = form.take({
    key: 'title',
    label: '标题',
    section: '主体',
    input: '单行',
    derived: '关于召开党员大会进行换届选举的请示',
    derivedFrom: '文种',
  })
  const committee = facts.superiors.find((superior) => superior.level === '党委')
  const general = facts.superiors.find((superior) => superior.level === '党总支')
  const recipient = form.take({
    key: 'recipient',
    label: '主送机关',
    section: '主体',
    input: '单行',
    derived: committee?.name ?? facts.unit?.fullName ?? '',
    derivedFrom: committee ? '党组织（上级党委）' : '设置',
    remedy: '请到党组织页设好上级党委',
  })
  const meetingOn = form.takeDate({ key: 'meetingOn', label: '大会日期', section: '主体', remedy: '请填拟召开党员大会的日期' })
  const place = form.take({
    key: 'place',
    label: '大会地点',
    section: '主体',
    input: '单行',
    remedy: '请填会议地点，如“三楼会议室”',
    maxLength: 60,
  })
  const { term } = facts
  const noun = nounOf(facts.organization.level)
  if (!term) form.reject('term', '缺届次：本党组织没有登记本届的选举日，请到“届次与班子”登记')
  const seats = form.takeInteger({
    key: 'seatCount',
    label: '委员名额',
    section: '主体',
    derived: term?.seatCount === null || term === null ? '' : String(term.seatCount),
    derivedFrom: '本届职数',
    remedy: '请填新一届拟设委员几名；不设支部委员会、由党员大会直接选举书记的填 0',
  })
  const isLate = term !== null && meetingOn !== null && meetingOn > term.effectiveEndsOn
  const delayReason = isLate
    ? form.take({
        key: 'delayReason',
        label: '未按期换届的原因',
        section: '主体',
        input: '多行',
        remedy: `大会日期晚于届满日 ${term.effectiveEndsOn}，请如实写明原因`,
        maxLength: 500,
      })
    : ''
  const agenda = form.take({
    key: 'agenda',
    label: '大会议程',
    section: '主体',
    input: '多行',
    derived: defaultAgenda(seats, facts.organization.level),
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
  const candidateText = form.take({
    key: 'candidates',
    label: '候选人预备人选',
    section: '附件',
    input: '人选',
    remedy: '请逐行写“姓名,拟任职务”',
  })
  const { candidates, problems } = readCandidates(candidateText, facts.members)
  for (const problem of problems) form.reject('candidates', problem)
  checkCandidateCount(form, seats, candidates, problems.length > 0)

  const electorate = electorateOf(facts.members, facts.today)
  if (facts.members.length === 0) form.reject('members', '缺党员名册：本支部没有编入党员，请先导入或编入')
  const unexplained = electorate.excluded.filter((member) => !member.remark).map((member) => member.name)
  if (unexplained.length > 0) form.caution(`${unexplained.join('、')}拟不计入应到会，名册备注没有写理由，附件2该栏为空；请到名册补写。`)
  const postless = candidates.filter(({ member }) => !member.adminPost && !currentPosts(facts, member.id)).map(({ member }) => member.name)
  if (postless.length > 0) form.caution(`${postless.join('、')}没有登记行政职务，附件1“现任职务”以工作岗位代替；可到名册补写。`)
  const copies = listOf(form.take({ key: 'copies', label: '抄送', section: '落款', input: '单行', isRequired: false, maxLength: 300 }))
  const note = contactNote(form, facts.organization.contactName, facts.organization.contactPhone, '党组织')
  remindOfLines(form, facts, head.datedOn, meetingOn)
  form.caution('人选考察意见、党风廉政意见须另行取得原件，随文报送；本系统不代拟考察结论。')

  return form.finish(title, head.documentCode, () => {
    const datedOn = head.datedOn ?? facts.today
    const names = ['候选人预备人选名册', '应到会人数说明', '选举办法（草案）']
    return {
      genre: '请示',
      direction: '上行',
      head: { mark: head.mark, number: head.number, signers: listOf(signer) },
      title,
      recipients: [recipient],
      body: [
        paragraph(
          `根据《中国共产党章程》《中国共产党基层组织选举工作条例》和《中国共产党支部工作条例（试行）》有关规定，我${noun}拟召开党员大会进行换届选举${general ? `，现经${general.name}转报` : ''}。现将有关事项请示如下。`,
        ),
        paragraph(termSentence(facts, meetingOn, delayReason), '一、届期情况。'),
        paragraph(meetingSentence(noun, electorate, datedOn, meetingOn ?? datedOn, place), '二、大会安排。'),
        paragraph(`${enumerate(linesOf(agenda))}。`, '三、大会议程。'),
        paragraph(seatSentence(facts.organization.level, seats ?? 0, candidates.length), '四、名额与选举办法。'),
        paragraph(closeSentence(linesOf(process).join('')) + '候选人预备人选名册见附件1。', '五、人选产生过程。'),
        paragraph('妥否，请批示。'),
      ],
      attachmentNames: names,
      attachments: [
        candidateRoster(names[0] ?? '', facts, candidates),
        electorateStatement(names[1] ?? '', noun, electorate, datedOn),
        electionMeasures(names[2] ?? '', facts.organization.level, seats ?? 0, candidates.length, electorate.voters.length),
      ],
      signature: { issuer: head.issuer, datedOn },
      note,
      colophon: { copies, printer: head.issuer, printedOn: datedOn },
    }
  })
}

function checkCandidateCount(form: DraftForm, seats: number | null, candidates: readonly Candidate[], hasProblems: boolean): void {
  if (seats === null || seats === 0 || candidates.length === 0 || hasProblems) return
  const least = leastCandidates(seats)
  if (candidates.length < least)
    form.reject(
      'candidates',
      `委员差额不足：应选 ${seats} 名，候选人须不少于 ${least} 名（差额不少于应选人数的 20%），现有 ${candidates.length} 名，请再酝酿 ${least - candidates.length} 名`,
    )
}

function remindOfLines(form: DraftForm, facts: DraftFacts, datedOn: PlainDate | null, meetingOn: PlainDate | null): void {
  const { term } = facts
  if (!term || !datedOn) return
  const line = addMonths(term.endsOn, -REQUEST_MONTHS)
  if (datedOn > line) form.caution(`成文日期比请示线 ${line}（届满前 ${REQUEST_MONTHS} 个月）晚 ${daysBetween(line, datedOn)} 天。`)
  if (!meetingOn) return
  if (meetingOn <= datedOn) form.caution(`大会日期 ${meetingOn} 不晚于成文日期，上级来不及批复。`)
  if (meetingOn > term.effectiveEndsOn)
    form.caution(`大会日期晚于届满日 ${term.effectiveEndsOn} 共 ${daysBetween(term.effectiveEndsOn, meetingOn)} 天，正文已如实写明。`)
  if (addMonths(meetingOn, 1) < term.effectiveEndsOn)
    form.caution(`大会日期比届满日 ${term.effectiveEndsOn} 早一个月以上，提前换届须另报上级批准。`)
}

function defaultAgenda(seats: number | null, level: string): string {
  const board = boardOf(level)
  return [
    `听取和审查上届${board}工作报告`,
    '审查党费收缴、使用和管理情况报告',
    '讨论通过选举办法和监票人、计票人名单',
    seats === 0 ? '选举支部书记' : `选举新一届${board}委员`,
  ].join('\n')
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
  const reason = linesOf(delayReason)
    .join('')
    .replace(/^(由于|因为|因)/, '')
    .replace(/[。；，]$/, '')
  return `${base}${extended}因${reason}，未能按期换届，至拟定的大会日期逾期${daysBetween(term.effectiveEndsOn, meetingOn)}天。`
}

function meetingSentence(noun: string, electorate: Electorate, datedOn: PlainDate, meetingOn: PlainDate, place: string): string {
  const { all, full, probationary, voters, excluded, suspended } = electorate
  const parts = [
    `拟于${formatChinese(meetingOn)}在${place.replace(/^在/, '')}召开党员大会。`,
    `截至${formatChinese(datedOn)}，我${noun}共有党员${all.length}名，其中正式党员${full.length}名${probationary.length > 0 ? `、预备党员${probationary.length}名` : ''}。`,
    `应到会有选举权的党员${voters.length}名`,
    excluded.length > 0 ? `；另有${excluded.length}名正式党员拟按规定不计入应到会人数，名单及理由见附件2，报请同意后提交党员大会通过` : '',
    suspended.length > 0 ? `；${suspended.length}名正式党员按规定没有选举权` : '',
    `。实到会有选举权的党员不少于${quorum(voters.length)}名、即达到应到会人数的五分之四时，进行选举。`,
  ]
  return parts.join('')
}

function enumerate(items: readonly string[]): string {
  return items.map((item, index) => `（${chineseNumber(index + 1)}）${item.replace(/[。；，]$/, '')}`).join('；')
}

function seatSentence(level: string, seats: number, candidateCount: number): string {
  if (seats === 0) return `我支部不设支部委员会，书记由党员大会以无记名投票方式直接选举产生，提出候选人预备人选${candidateCount}名。`
  const spare = candidateCount - seats
  const percent = Math.floor((spare * 1000) / seats) / 10
  return `新一届${boardOf(level)}拟设委员${seats}名，提出候选人预备人选${candidateCount}名，差额${spare}名，差额比例${percent}%，不少于应选人数的20%。委员由党员大会以无记名投票、差额选举的方式产生；书记、副书记由新一届${boardOf(level)}第一次全体会议等额选举产生。`
}

function closeSentence(text: string): string {
  return /[。！]$/.test(text) ? text : `${text.replace(/[；，、]$/, '')}。`
}

function month(date: PlainDate): string {
  const { year, month: value } = partsOf(date)
  return `${year}.${String(value).padStart(2, '0')}`
}

function currentPosts(facts: DraftFacts, memberId: string): string {
  const titles = facts.posts.filter((post) => post.memberId === memberId).map((post) => `${nounOf(facts.organization.level)}${post.title}`)
  return [...new Set(titles)].join('、')
}

function candidateRoster(name: string, facts: DraftFacts, candidates: readonly Candidate[]): Attachment {
  return {
    name,
    orientation: '横向',
    blocks: [
      {
        kind: '表',
        columns: [
          { label: '序号', share: 1.2, align: '居中' },
          { label: '姓名', share: 2.2, align: '居中' },
          { label: '性别', share: 1.2, align: '居中' },
          { label: '民族', share: 1.8, align: '居中' },
          { label: '出生年月', share: 2, align: '居中' },
          { label: '学历', share: 2.4, align: '居中' },
          { label: '入党时间', share: 2, align: '居中' },
          { label: '现任职务', share: 5.4, align: '居左' },
          { label: '拟任职务', share: 2.2, align: '居中' },
        ],
        rows: candidates.map(({ member, proposedPost }, index) => [
          String(index + 1),
          member.name,
          member.gender,
          member.ethnicity,
          month(member.birthOn),
          member.education,
          month(member.joinedOn),
          [member.adminPost || (currentPosts(facts, member.id) ? '' : member.job), currentPosts(facts, member.id)]
            .filter((each) => each)
            .join('，'),
          proposedPost,
        ]),
      },
      { kind: '注', text: '注：以上按上报次序排列。' },
    ],
  }
}

function electorateStatement(name: string, noun: string, electorate: Electorate, datedOn: PlainDate): Attachment {
  const { all, full, probationary, voters, excluded, suspended } = electorate
  const count = (label: string, value: number, remark: string) => [label, String(value), remark]
  return {
    name,
    orientation: '纵向',
    blocks: [
      paragraph(`截至${formatChinese(datedOn)}，我${noun}应到会有选举权的党员为${voters.length}名，按党员名册逐项核算如下。`),
      {
        kind: '表',
        columns: [
          { label: '项目', share: 4, align: '居左' },
          { label: '人数', share: 1, align: '居中' },
          { label: '说明', share: 4, align: '居左' },
        ],
        rows: [
          count('党员总数', all.length, '正式党员与预备党员之和'),
          count('减：预备党员', probationary.length, '预备党员没有选举权，可列席大会'),
          count('正式党员', full.length, ''),
          count(
            '减：没有选举权的',
            suspended.length,
            suspended
              .map((member) => `${member.name}（${member.partyStatus === '正常' ? member.rightsStatus : member.partyStatus}）`)
              .join('、'),
          ),
          count('减：拟不计入应到会的', excluded.length, excluded.length > 0 ? '须经上级党组织同意并经党员大会通过' : ''),
          count('应到会有选举权的党员', voters.length, ''),
          count('选举有效的最少到会人数', quorum(voters.length), '应到会人数的五分之四'),
        ],
      },
      ...(excluded.length === 0
        ? []
        : ([
            paragraph('拟按规定不计入应到会人数的党员名单及理由如下。'),
            {
              kind: '表',
              columns: [
                { label: '序号', share: 1, align: '居中' },
                { label: '姓名', share: 2, align: '居中' },
                { label: '理由', share: 7, align: '居左' },
              ],
              rows: excluded.map((member, index) => [String(index + 1), member.name, member.remark.replaceAll('\n', '')]),
            },
          ] satisfies Block[])),
    ],
  }
}

/** 选举办法（草案）：条文据《中国共产党基层组织选举工作条例》。 */
function electionMeasures(name: string, level: string, seats: number, candidateCount: number, voterCount: number): Attachment {
  const items =
    seats === 0
      ? ['本次大会选举支部书记，不设支部委员会。', `书记候选人${candidateCount}名，经上级党组织审查同意、党员酝酿讨论后确定。`]
      : [
          `本次大会选举新一届${boardOf(level)}委员${seats}名，候选人${candidateCount}名，实行差额选举，差额${candidateCount - seats}名。`,
          '委员候选人经上级党组织审查同意、党员酝酿讨论后确定。',
        ]
  const measures = [
    '根据《中国共产党章程》和《中国共产党基层组织选举工作条例》有关规定，制定本办法。',
    ...items,
    `应到会有选举权的党员${voterCount}名，实到会有选举权的党员达到应到会人数的五分之四，即不少于${quorum(voterCount)}名，方可进行选举。`,
    '选举采用无记名投票方式。有选举权的党员对候选人可以投赞成票、不赞成票或者弃权，也可以另选他人；投弃权票的不得另选他人。',
    '收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，应当重新选举。每张选票所选人数等于或者少于应选名额的有效，多于应选名额的无效。',
    '被选举人得赞成票超过实到会有选举权的党员的半数，始得当选。得赞成票超过半数的被选举人多于应选名额时，以得票多者当选；票数相等不能确定当选人时，就票数相等的被选举人再次投票，得票多者当选。',
    '得赞成票超过半数的被选举人少于应选名额时，对不足的名额另行选举；接近应选名额的，经半数以上有选举权的到会党员同意，也可以减少名额，不再选举。',
    '监票人由党员从不是候选人的党员中推选，经党员大会表决通过；计票人由大会主持人指定，在监票人监督下工作。',
    seats === 0
      ? '当选的书记报上级党组织批准。'
      : `书记、副书记由新一届${boardOf(level)}第一次全体会议选举产生，报上级党组织批准；委员报上级党组织备案。`,
    '本办法经党员大会通过后施行。',
  ]
  return { name, orientation: '纵向', blocks: measures.map((text, index) => paragraph(text, `${chineseNumber(index + 1)}、`)) }
}
