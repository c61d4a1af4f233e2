import { addYears, type PlainDate } from '../calendar/plain-date.ts'
import { leastCandidates } from '../correspondence/facts.ts'
import type { OrganizationLevel, PostTitle } from '../glossary.ts'
import { charactersWithoutStrokes } from '../member/strokes.ts'
import type { ProfileValues } from '../regulation/profile.ts'
import type { Strength } from '../regulation/provision.ts'
import { appointmentProblem, rightsProblem } from './appointment.ts'
import type { Office } from './ballot.ts'
import type { CandidateRecord } from './process-records.ts'

/** 候选人名单的一处不合规定或要留意的地方；`必须` 的不改不能投票。 */
export type CandidateIssue = {
  readonly office: Office
  readonly candidateId: string | null
  readonly ruleId: string
  readonly strength: Strength
  readonly message: string
}

export type CandidateSlate = {
  readonly level: OrganizationLevel
  /** 委员应选名额；不设委员会为 null。 */
  readonly seatCount: number | null
  readonly meetingOn: PlainDate
  readonly candidates: readonly CandidateRecord[]
  /** 判定日编在本党组织（含下级）的党员。 */
  readonly rosterIds: ReadonlySet<string>
  /** 补选的不查差额以外的班子结构。 */
  readonly isFullBoard: boolean
}

type SlateValues = Pick<ProfileValues, 'branchCommittee' | 'generalCommittee' | 'deputyMax' | 'secretaryPartyAgeYears'>

/** 候选人名单逐条核对：资格（党章）、差额（N-10）、职数（A22、A23、A27）、书记党龄（A29）、纪检（A26）、重名与笔画。 */
export function checkCandidates(slate: CandidateSlate, values: SlateValues): CandidateIssue[] {
  return [
    ...slate.candidates.flatMap((candidate) => eligibilityIssues(candidate, slate)),
    ...seatIssues(slate, values),
    ...marginIssues(slate),
    ...leaderIssues(slate, values),
    ...namesakeIssues(slate),
    ...slate.candidates.flatMap(strokeIssues),
  ]
}

function eligibilityIssues(candidate: CandidateRecord, { level, meetingOn, rosterIds }: CandidateSlate): CandidateIssue[] {
  const { office, id, member } = candidate
  const issue = (ruleId: string, message: string): CandidateIssue => ({ office, candidateId: id, ruleId, strength: '必须', message })
  const title: PostTitle = office === '委员' ? '委员' : office
  const problem = appointmentProblem(member, title, level, meetingOn) ?? rightsProblem(member.name, member.rightsStatus, title)
  if (problem !== null) return [issue('党章', problem)]
  if (!rosterIds.has(candidate.memberId))
    return [issue('N-11', `${member.name}没有编在本党组织，不能作候选人；请先在名册里编入，或另提人选。`)]
  return []
}

function seatIssues({ level, seatCount, isFullBoard }: CandidateSlate, values: SlateValues): CandidateIssue[] {
  if (seatCount === null || !isFullBoard) return []
  const [limit, ruleId] =
    level === '党支部' ? [values.branchCommittee, 'A22'] : level === '党总支' ? [values.generalCommittee, 'A23'] : [null, '']
  if (limit === null || (seatCount >= limit.min && seatCount <= limit.max)) return []
  const range = `一般 ${limit.min} 至 ${limit.max} 名，最多 ${limit.cap} 名`
  const strength: Strength = seatCount > limit.cap || seatCount < limit.min ? '应当' : '一般'
  return [{ office: '委员', candidateId: null, ruleId, strength, message: `委员应选 ${seatCount} 名，${range}；请核对上级批准的职数。` }]
}

function marginIssues({ seatCount, candidates }: CandidateSlate): CandidateIssue[] {
  const nominees = candidates.filter((each) => each.office === '委员')
  if (seatCount === null) return []
  const least = leastCandidates(seatCount)
  if (nominees.length >= least) return []
  const shape = nominees.length <= seatCount ? (nominees.length < seatCount ? '少于应选名额' : '没有差额') : '差额不足'
  const message = `委员应选 ${seatCount} 名，候选人 ${nominees.length} 名，${shape}；差额不少于应选人数的 20%，候选人至少 ${least} 名，还差 ${least - nominees.length} 名。`
  return [{ office: '委员', candidateId: null, ruleId: 'N-10', strength: '必须', message }]
}

function leaderIssues(slate: CandidateSlate, values: SlateValues): CandidateIssue[] {
  const { candidates, seatCount, isFullBoard, meetingOn, level } = slate
  const issues: CandidateIssue[] = []
  const secretaries = candidates.filter((each) => each.office === '书记')
  const deputies = candidates.filter((each) => each.office === '副书记')
  const others = candidates.filter((each) => each.office === '委员')
  if (isFullBoard && secretaries.length === 0)
    issues.push({
      office: '书记',
      candidateId: null,
      ruleId: 'N-10',
      strength: '应当',
      message: '还没有提出书记候选人；书记一般等额选举，应提 1 名。',
    })
  if (secretaries.length > 1) {
    const message = `书记候选人 ${secretaries.length} 名；书记一般等额选举（1 名），差额的须有上级同意。`
    issues.push({ office: '书记', candidateId: null, ruleId: 'N-10', strength: '一般', message })
  }
  if (deputies.length > values.deputyMax) {
    const message = `副书记候选人 ${deputies.length} 名，一般只增加 ${values.deputyMax} 名。`
    issues.push({ office: '副书记', candidateId: null, ruleId: 'A27', strength: '一般', message })
  }
  for (const leader of [...secretaries, ...deputies]) {
    const { member, office, id } = leader
    if (isFullBoard && seatCount !== null && !others.some((each) => each.memberId === leader.memberId)) {
      const message = `${member.name}是${office}候选人而不是委员候选人；${office}从新选出的委员里产生，请一并提为委员候选人。`
      issues.push({ office, candidateId: id, ruleId: 'N-07', strength: '必须', message })
    }
    const years = values.secretaryPartyAgeYears
    if (office === '书记' && years !== null && (member.fullOn === null || addYears(member.fullOn, years) > meetingOn)) {
      const age = member.fullOn === null ? '没有登记转正日期' : `${member.fullOn} 转正`
      const message = `${member.name}${age}，到 ${meetingOn} 党龄不满 ${years} 年；书记一般应当具有 ${years} 年以上党龄。`
      issues.push({ office, candidateId: id, ruleId: 'A29', strength: '一般', message })
    }
  }
  if (isFullBoard && seatCount !== null && level === '党支部' && others.length > 0) {
    const discipline = others.filter((each) => each.title === '纪检委员')
    if (discipline.length === 0) {
      const message = '委员候选人里还没有拟任纪检委员的；支部委员会应当设纪检委员。'
      issues.push({ office: '委员', candidateId: null, ruleId: 'A26', strength: '一般', message })
    }
    for (const each of discipline) {
      if (!secretaries.some((secretary) => secretary.memberId === each.memberId)) continue
      const message = `${each.member.name}拟任纪检委员又是书记候选人，书记兼任纪检不利于监督，宜另提。`
      issues.push({ office: '委员', candidateId: each.id, ruleId: 'A24', strength: '一般', message })
    }
  }
  return issues
}

/** 同名不同人：选票上须能区分。 */
function namesakeIssues({ candidates }: CandidateSlate): CandidateIssue[] {
  const issues: CandidateIssue[] = []
  for (const [index, candidate] of candidates.entries()) {
    const earlier = candidates
      .slice(0, index)
      .find(
        (each) => each.office === candidate.office && each.memberId !== candidate.memberId && each.member.name === candidate.member.name,
      )
    if (!earlier) continue
    const births = `${earlier.member.birthOn.slice(0, 7)} 与 ${candidate.member.birthOn.slice(0, 7)}`
    const message = `两名候选人同名“${candidate.member.name}”（${births} 出生），选票上要注明出生年月以便区分。`
    issues.push({ office: candidate.office, candidateId: candidate.id, ruleId: 'N-13', strength: '应当', message })
  }
  return issues
}

function strokeIssues({ office, id, member, position }: CandidateRecord): CandidateIssue[] {
  const unknown = charactersWithoutStrokes(member.name)
  if (unknown.length === 0 || position !== null) return []
  const message = `${member.name}的“${unknown.join('、')}”没有笔顺数据，按姓氏笔画排不了，请人工确定次序。`
  return [{ office, candidateId: id, ruleId: 'N-13', strength: '一般', message }]
}

/** 选票、名册上的姓名：同名的注明出生年月，如“张伟（1980.05）”。 */
export function ballotName(candidate: CandidateRecord, all: readonly CandidateRecord[]): string {
  const hasNamesake = all.some(
    (each) => each.office === candidate.office && each.memberId !== candidate.memberId && each.member.name === candidate.member.name,
  )
  return hasNamesake ? `${candidate.member.name}（${candidate.member.birthOn.slice(0, 7).replace('-', '.')}）` : candidate.member.name
}
