import * as z from 'zod'
import type { DraftMember } from './facts.ts'

/** 一名候选人预备人选：名册里的人加拟任职务。 */
export type Candidate = {
  readonly member: DraftMember
  readonly proposedPost: string
  /** 写在第几行，自 1 起；指出问题时用。 */
  readonly line: number
}

const entry = z.object({ name: z.string().optional(), memberId: z.string().optional(), proposedPost: z.string().default('委员') })

/**
 * 读“人选”字段：JSON 数组 `[{memberId 或 name, proposedPost}]`，或逐行“姓名,拟任职务”（逗号、顿号、空格、制表符皆可）。
 * 按名册补全其余各栏。问题指明第几行、为什么、怎么办；次序就是上报次序。
 */
export function readCandidates(text: string, members: readonly DraftMember[]): { candidates: Candidate[]; problems: string[] } {
  const { candidates, problems } = readPeople(text, members)
  for (const { member, line } of candidates) {
    const obstacle = eligibilityProblem(member)
    if (obstacle) problems.push(`第 ${line} 名“${member.name}”${obstacle}`)
  }
  const secretaries = candidates.filter(({ proposedPost }) => proposedPost === '书记')
  if (secretaries.length > 1)
    problems.push(
      `拟任书记有 ${secretaries.length} 名（${secretaries.map(({ member }) => member.name).join('、')}），一届只有一名，请改其余人的拟任职务`,
    )
  return { candidates, problems }
}

/** 从名册里认人，不论能不能作候选人，如拟编入新支部的党员。 */
export function readPeople(text: string, members: readonly DraftMember[]): { candidates: Candidate[]; problems: string[] } {
  const problems: string[] = []
  const candidates: Candidate[] = []
  const seen = new Map<string, number>()
  const entries = parseEntries(text)
  if (entries === null) return { candidates, problems: ['人选读不懂：请逐行写“姓名,拟任职务”，如“江以恒,书记”'] }
  for (const [index, each] of entries.entries()) {
    const place = `第 ${index + 1} 名`
    const matches = members.filter((member) => (each.memberId ? member.id === each.memberId : member.name === each.name))
    const label = each.name ?? each.memberId ?? ''
    const [member] = matches
    if (!member) {
      problems.push(`${place}“${label}”不在本支部名册，请核对姓名或先把党员编入本支部`)
      continue
    }
    if (matches.length > 1) {
      problems.push(`${place}“${label}”在本支部有 ${matches.length} 名同名党员，请从名册里选定是哪一位`)
      continue
    }
    const earlier = seen.get(member.id)
    if (earlier !== undefined) {
      problems.push(`${place}“${member.name}”与第 ${earlier} 名重复，请删去一处`)
      continue
    }
    seen.set(member.id, index + 1)
    candidates.push({ member, proposedPost: each.proposedPost, line: index + 1 })
  }
  return { candidates, problems }
}

/** 候选人必须是有选举权、被选举权的正式党员（党章第四条、选举工作条例）。 */
function eligibilityProblem(member: DraftMember): string {
  if (member.category !== '正式党员') return '是预备党员，没有被选举权，不能作候选人'
  if (member.partyStatus !== '正常') return `党籍状态为“${member.partyStatus}”，不能作候选人`
  if (member.rightsStatus === '留党察看' || member.rightsStatus === '权利中止')
    return `权利状态为“${member.rightsStatus}”，没有被选举权，不能作候选人`
  return ''
}

type Entry = { name?: string | undefined; memberId?: string | undefined; proposedPost: string }

function parseEntries(text: string): Entry[] | null {
  const trimmed = text.trim()
  if (trimmed === '') return []
  if (trimmed.startsWith('[')) {
    const parsed = z.array(entry).safeParse(parseJson(trimmed))
    if (!parsed.success || parsed.data.some((each) => !each.name && !each.memberId)) return null
    return parsed.data.map((each) => ({ ...each, proposedPost: each.proposedPost.trim() || '委员' }))
  }
  return trimmed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      // 少数民族姓名里的“·”不是分隔符；空格只认连着职务的那一处。
      const [name = '', ...rest] = line.split(/[,，、\t]|\s{1,}(?=\S+$)/)
      return { name: name.trim(), proposedPost: rest.join('').trim() || '委员' }
    })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
