import type { PlainDate } from '../calendar/plain-date.ts'
import type { PersonCategory } from '../glossary.ts'
import type { ExcellentBase } from '../regulation/profile.ts'
import { REVIEW_STAGES, type ReviewGrade, type ReviewStage } from './facts.ts'

/** 测评票上可画的四个等次；“不定等次”由组织评定给预备党员，不在票上。 */
export const VOTED_GRADES = ['优秀', '合格', '基本合格', '不合格'] as const
export type VotedGrade = (typeof VOTED_GRADES)[number]

/** 评为不合格以后的后续处置。是提醒与记录，处置本身由有权的党组织决定。 */
export const FOLLOW_UP_KINDS = ['教育帮助', '谈话提醒', '限期改正', '建议启动组织处置程序', '其他'] as const
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number]

/** 评为不合格以后，多少日内要有后续处置记录〔产品默认〕（B31）。 */
export const FOLLOW_UP_DAYS = 90

export type ExcellentLimit = {
  readonly basis: ExcellentBase
  readonly base: number
  readonly limit: number
  /** 人能复核的算式。 */
  readonly working: string
}

/** 优秀的上限：基数除以几分之一，向下取整（B29）。 */
export function excellentLimit(
  people: readonly { readonly category: PersonCategory }[],
  { basis, oneIn }: { readonly basis: ExcellentBase; readonly oneIn: number },
): ExcellentLimit {
  const full = people.filter(({ category }) => category === '正式党员').length
  const base = basis === '正式党员' ? full : people.length
  const limit = Math.floor(base / oneIn)
  return { basis, base, limit, working: `${basis} ${base} 人 ÷ ${oneIn}，向下取整＝${limit} 人` }
}

/** 优秀人数超过上限时给人看的一句话；没有超过为空串。上限为 0 的支部人太少，报请上级统筹。 */
export function excellentProblem(count: number, { limit, working }: ExcellentLimit): string {
  if (count <= limit) return ''
  const advice = limit === 0 ? '支部人数太少，按比例一名也没有，可以报上级党组织在更大范围内统筹' : `请减到 ${limit} 名以内`
  return `评为优秀 ${count} 名，超过上限 ${limit} 名（${working}）。优秀比例一般不超过三分之一（B29）：${advice}；确有理由的写明理由确认。`
}

/** 预备党员参加评议但不定等次；正式党员不能是“不定等次”。说不通的缘由；说得通为空串。 */
export function gradeProblem(name: string, category: PersonCategory, grade: ReviewGrade): string {
  if (category === '预备党员' && grade !== '不定等次') return `${name}是预备党员，参加评议但不定等次，不能评为“${grade}”。`
  return category === '正式党员' && grade === '不定等次' ? `${name}是正式党员，应当评定等次；“不定等次”只用于预备党员。` : ''
}

/** 各环节的日期先后说不通的缘由；说得通为 null。 */
export function stageOrderProblem(stages: readonly { readonly stage: ReviewStage; readonly doneOn: PlainDate }[]): string | null {
  const inOrder = REVIEW_STAGES.flatMap((stage) => stages.find((each) => each.stage === stage) ?? [])
  for (const [index, later] of inOrder.entries()) {
    const earlier = inOrder[index - 1]
    if (earlier && later.doneOn < earlier.doneOn)
      return `“${later.stage}”的日期 ${later.doneOn} 早于“${earlier.stage}”的日期 ${earlier.doneOn}；先${earlier.stage}、后${later.stage}，请核对两个日期。`
  }
  return null
}

export type GradeVotes = Readonly<Record<VotedGrade, number>>
export const NO_VOTES: GradeVotes = { 优秀: 0, 合格: 0, 基本合格: 0, 不合格: 0 }

/** 一张测评票：给谁画了哪个等次；没有画的不写。 */
export type ReviewPaper = { readonly number: number; readonly isValid: boolean; readonly marks: Readonly<Record<string, VotedGrade>> }

/** 有效票逐人汇总；无效票不计。 */
export function tallyPapers(papers: readonly ReviewPaper[], memberIds: readonly string[]): Map<string, GradeVotes> {
  const valid = papers.filter((paper) => paper.isValid)
  return new Map(
    memberIds.map((id) => [
      id,
      valid.reduce<GradeVotes>((votes, { marks }) => {
        const mark = marks[id]
        return mark === undefined ? votes : { ...votes, [mark]: votes[mark] + 1 }
      }, NO_VOTES),
    ]),
  )
}

export function votesTotal(votes: GradeVotes): number {
  return VOTED_GRADES.reduce((sum, grade) => sum + votes[grade], 0)
}

export type BallotCounts = { readonly issued: number; readonly collected: number; readonly valid: number }

/** 票数对不上的逐条缘由；都对得上为空。`people` 的票数之和应等于有效票（逐票录入时可以少：没有画的算弃权）。 */
export function ballotProblems(
  { issued, collected, valid }: BallotCounts,
  people: readonly { readonly name: string; readonly votes: GradeVotes }[],
  { allowsBlank }: { readonly allowsBlank: boolean },
): string[] {
  const problems: string[] = []
  if (collected > issued) problems.push(`收回 ${collected} 张多于发出 ${issued} 张；请核对收发票数。`)
  if (valid > collected) problems.push(`有效票 ${valid} 张多于收回 ${collected} 张；请核对。`)
  for (const { name, votes } of people) {
    const total = votesTotal(votes)
    if (total > valid || (total < valid && !allowsBlank))
      problems.push(
        `${name}的票数之和 ${VOTED_GRADES.map((grade) => votes[grade]).join('＋')}＝${total}，与有效票 ${valid} 张不等；请核对。`,
      )
  }
  return problems
}

/** 四个等次与不定等次各几人，另有几人还没有评。 */
export function gradeCounts(results: readonly { readonly grade: ReviewGrade | null }[]): Readonly<Record<ReviewGrade | '未评', number>> {
  const count = (grade: ReviewGrade | null) => results.filter((each) => each.grade === grade).length
  return {
    优秀: count('优秀'),
    合格: count('合格'),
    基本合格: count('基本合格'),
    不合格: count('不合格'),
    不定等次: count('不定等次'),
    未评: count(null),
  }
}
