import { formatChinese, type PlainDate } from '../../../shared/calendar/plain-date.ts'
import type { Candidate } from '../../../shared/correspondence/candidates.ts'
import { chineseNumber } from '../../../shared/correspondence/draft-form.ts'
import { quorum, type DraftFacts, type Electorate, type ElectoratePerson } from '../../../shared/correspondence/facts.ts'
import type { Block } from '../../../shared/document/block.ts'
import type { Attachment } from '../../../shared/document/model.ts'
import { boardOf, month, nounOf, paragraph } from '../../../shared/correspondence/paper-wording.ts'

/** 将要选的是第几届，如“第五届支部委员会”；没有登记本届的写“新一届”。 */
export function termTitle({ term, organization, process }: DraftFacts): string {
  const board = boardOf(organization.level)
  if (process !== null && process.seq !== null) return `第${chineseNumber(process.seq)}届${board}`
  return term ? `第${chineseNumber(term.seq + 1)}届${board}` : `新一届${board}`
}

/** 党内现任职务，如“支部书记、组织委员”。 */
export function currentPosts(facts: DraftFacts, memberId: string): string {
  const titles = facts.posts.filter((post) => post.memberId === memberId).map((post) => `${nounOf(facts.organization.level)}${post.title}`)
  return [...new Set(titles)].join('、')
}

/** 现任职务栏：行政职务（没有登记的写工作岗位）加党内职务。 */
export function presentPost(facts: DraftFacts, { member }: Candidate): string {
  const inParty = currentPosts(facts, member.id)
  return [member.adminPost || (inParty ? '' : member.job), inParty].filter((each) => each).join('，')
}

export function candidateRoster(name: string, facts: DraftFacts, candidates: readonly Candidate[]): Attachment {
  return { name, orientation: '横向', blocks: candidateRosterBlocks(facts, candidates, '横向') }
}

/** 党员名册：横向表，末栏是人员类别。 */
export function memberRoster(name: string, facts: DraftFacts, people: readonly Candidate[]): Attachment {
  const [table] = candidateRosterBlocks(facts, people, '横向')
  if (table?.kind !== '表') return { name, orientation: '横向', blocks: [] }
  const columns = table.columns.map((column) => (column.label === '拟任职务' ? { ...column, label: '人员类别' } : column))
  const rows = table.rows.map((cells, index) => [...cells.slice(0, -1), people[index]?.member.category ?? ''])
  return { name, orientation: '横向', blocks: [{ ...table, columns, rows }] }
}

/** 名册各栏占的份数：横向的面宽，纵向的把现任职务让窄，年月不折行。 */
const ROSTER_SHARES = {
  横向: [1.2, 2.2, 1.2, 1.8, 2, 2.4, 2, 5.4, 2.2],
  纵向: [1, 2.2, 1.1, 1.8, 2.5, 2, 2.5, 3.2, 2.2],
} as const
const ROSTER_LABELS = ['序号', '姓名', '性别', '民族', '出生年月', '学历', '入党时间', '现任职务', '拟任职务'] as const

export function candidateRosterBlocks(
  facts: DraftFacts,
  candidates: readonly Candidate[],
  orientation: keyof typeof ROSTER_SHARES = '纵向',
): Block[] {
  return [
    {
      kind: '表',
      columns: ROSTER_LABELS.map((label, index) => ({
        label,
        share: ROSTER_SHARES[orientation][index] ?? 2,
        align: label === '现任职务' ? '居左' : '居中',
      })),
      rows: candidates.map((candidate, index) => {
        const { member, proposedPost } = candidate
        return [
          String(index + 1),
          member.name,
          member.gender,
          member.ethnicity,
          month(member.birthOn, member.birthOnPrecision),
          member.education,
          month(member.joinedOn, member.joinedOnPrecision),
          presentPost(facts, candidate),
          proposedPost,
        ]
      }),
    },
    { kind: '注', text: '注：以上按上报次序排列。' },
  ]
}

/** 名册取哪天的：大会日与成文日不同的写明。 */
export function rosterDay({ meetingOn }: Electorate, datedOn: PlainDate): string {
  return meetingOn === null || meetingOn === datedOn ? `截至${formatChinese(datedOn)}` : `按${formatChinese(meetingOn)}大会时的党员名册`
}

/** 应到会人数怎样一步步减出来，不计入的逐人列理由（N-14）。 */
export function electorateBlocks(noun: string, electorate: Electorate, datedOn: PlainDate): Block[] {
  const { all, full, probationary, voters, excluded, suspended } = electorate
  const count = (label: string, value: number, remark: string) => [label, String(value), remark]
  return [
    paragraph(`${rosterDay(electorate, datedOn)}，我${noun}应到会有选举权的党员为${voters.length}名，按党员名册逐项核算如下。`),
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
        count('减：没有选举权的', suspended.length, suspended.map((member) => `${member.name}（${member.reason}）`).join('、')),
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
            rows: excluded.map((member, index) => [String(index + 1), member.name, reasonCell(member)]),
          },
        ] satisfies Block[])),
  ]
}

/** 理由与上级同意的文号；还没有文号的只写理由。 */
function reasonCell({ reason, documentNo }: ElectoratePerson): string {
  const text = reason.replaceAll('\n', '')
  return documentNo === '' ? text : `${text}（${documentNo}）`
}

/** 选举办法：条文据《中国共产党基层组织选举工作条例》，每条一段、冠以序号。 */
export function electionMeasures(level: string, seats: number, candidateCount: number, voterCount: number): Block[] {
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
  return measures.map((text, index) => paragraph(text, `${chineseNumber(index + 1)}、`))
}
