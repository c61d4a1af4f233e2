import type { DraftForm } from '../../../shared/correspondence/draft-form.ts'
import { quorum, type DraftCount, type DraftFacts, type DraftVote } from '../../../shared/correspondence/facts.ts'
import { known } from './takes.ts'

const LABELS = { expected: '应到会人数', present: '实到会人数', issued: '发出选票', returned: '收回选票', valid: '有效选票' } as const
type CountKey = keyof typeof LABELS

/**
 * 取一次大会投票的计票结果：有计票记录的带出，没有的由人填；数对不上的逐项指出。
 * 到会、收回、有效、每人得票与过半当选依《中国共产党基层组织选举工作条例》（N-09、N-12、N-13）。
 */
export function takeCount(form: DraftForm, facts: DraftFacts, seats: number): DraftCount | null {
  const post = seats === 0 ? '书记' : '委员'
  const places = Math.max(seats, 1)
  const recorded = facts.process?.counts.findLast((each) => each.post === post)
  const { voters } = facts.electorate
  const numbers = new Map<CountKey, number | null>()
  for (const key of Object.keys(LABELS) as CountKey[]) {
    const own = known(facts, key, ['W10'], recorded?.[key] ?? null)
    const fromRoster = key === 'expected' && own.derived === '' ? { derived: String(voters.length), derivedFrom: '党员名册' } : own
    numbers.set(key, form.takeInteger({ key, label: LABELS[key], section: '主体', ...fromRoster, remedy: '请照报告单填数' }))
  }
  const votesText = form.take({
    key: 'votes',
    label: '得票（逐行写“姓名,赞成,反对,弃权”）',
    section: '主体',
    input: '多行',
    ...known(facts, 'votes', ['W10'], recorded ? recorded.votes.map(lineOf).join('\n') : null),
    remedy: '请照计票单逐行写，如“江以恒,10,0,0”',
  })
  const votes = readVotes(form, votesText)
  const [expected, present, issued, returned, valid] = (Object.keys(LABELS) as CountKey[]).map((key) => numbers.get(key) ?? null)
  const computed = present === null || present === undefined || votes === null ? [] : winners(votes, present, places)
  const electedText = form.take({
    key: 'elected',
    label: '当选人',
    section: '主体',
    input: '单行',
    ...(recorded && recorded.elected.length > 0
      ? { derived: recorded.elected.join('、'), derivedFrom: '换届流程' }
      : { derived: computed.join('、'), derivedFrom: '由得票推出' }),
    remedy: '得赞成票超过实到会人数一半的才能当选；票数相等的请写再次投票后当选的人',
    maxLength: 300,
  })
  if (expected === null || present === null || issued === null || returned === null || valid === null || votes === null) return null
  if (expected === undefined || present === undefined || issued === undefined || returned === undefined || valid === undefined) return null
  const elected = electedText
    .split(/[、，,]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
  const count: DraftCount = {
    post,
    venue: recorded?.venue ?? '党员大会',
    expected,
    present,
    issued,
    returned,
    valid,
    votes,
    elected,
    electedLater: [...(recorded?.electedLater ?? [])],
  }
  for (const [key, problem] of countProblems(count, places)) form.reject(key, problem)
  return count
}

function lineOf({ name, ayes, noes, abstentions }: DraftVote): string {
  return [name, ayes, noes, abstentions].join(',')
}

function readVotes(form: DraftForm, text: string): DraftVote[] | null {
  const votes: DraftVote[] = []
  let isReadable = text !== ''
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [name = '', ...numbers] = line.split(/[,，\t]/).map((part) => part.trim())
    if (name === '' || numbers.length !== 3 || numbers.some((each) => !/^\d{1,4}$/.test(each))) {
      form.reject('votes', `得票第 ${index + 1} 行“${line.trim()}”读不懂：请写成“姓名,赞成,反对,弃权”，三个都是数字`)
      isReadable = false
      continue
    }
    if (votes.some((vote) => vote.name === name))
      form.reject('votes', `得票第 ${index + 1} 行“${name}”重复；同名的两个人请在姓名后注明，如“${name}（女）”`)
    const [ayes = 0, noes = 0, abstentions = 0] = numbers.map(Number)
    votes.push({ name, ayes, noes, abstentions })
  }
  return isReadable ? votes : null
}

/** 过半的按得票取前几名；末位平票、还定不下来的不取。 */
function winners(votes: readonly DraftVote[], present: number, places: number): string[] {
  const passed = votes.filter((vote) => vote.ayes * 2 > present).toSorted((a, b) => b.ayes - a.ayes)
  const cut = passed[places - 1]?.ayes
  if (cut === undefined || passed[places] === undefined || passed[places].ayes < cut)
    return passed.slice(0, places).map((vote) => vote.name)
  return passed.filter((vote) => vote.ayes > cut).map((vote) => vote.name)
}

/** 票数对不上的地方：哪一栏、为什么、怎么办。 */
export function countProblems(count: DraftCount, places: number): [CountKey | 'votes' | 'elected', string][] {
  const { expected, present, issued, returned, valid, votes, elected, electedLater } = count
  const problems: [CountKey | 'votes' | 'elected', string][] = []
  const say = (isWrong: boolean, key: CountKey | 'votes' | 'elected', problem: string) => {
    if (isWrong) problems.push([key, problem])
  }
  say(present > expected, 'present', `实到会 ${present} 名多于应到会 ${expected} 名，请核对签到表`)
  say(
    count.venue === '委员会' && present * 2 < expected,
    'present',
    `到会委员 ${present} 名不足委员 ${expected} 名的半数，会议无效，不能报告结果`,
  )
  say(
    count.venue === '党员大会' && present <= expected && present * 5 < expected * 4,
    'present',
    `实到会 ${present} 名不足应到会 ${expected} 名的五分之四（至少 ${quorum(expected)} 名），选举无效，不能报告结果`,
  )
  say(issued > present, 'issued', `发出选票 ${issued} 张多于实到会 ${present} 名，请核对`)
  say(returned > issued, 'returned', `收回选票 ${returned} 张多于发出 ${issued} 张，选举无效，应当重新选举`)
  say(valid > returned, 'valid', `有效选票 ${valid} 张多于收回 ${returned} 张，请核对`)
  for (const vote of votes) {
    const total = vote.ayes + vote.noes + vote.abstentions
    say(total > valid, 'votes', `${vote.name}得赞成、反对、弃权共 ${total} 票，多于有效选票 ${valid} 张，请核对计票单`)
  }
  const ayes = votes.reduce((sum, vote) => sum + vote.ayes, 0)
  say(ayes > valid * places, 'votes', `赞成票合计 ${ayes} 张，多于有效选票 ${valid} 张乘应选 ${places} 名，请核对计票单`)
  say(elected.length > places, 'elected', `当选 ${elected.length} 名，多于应选 ${places} 名，请核对`)
  for (const name of elected) {
    const vote = votes.find((each) => each.name === name)
    if (electedLater.includes(name)) continue
    if (!vote) problems.push(['elected', `当选的${name}没有得票记录，请在得票里补上或改当选人`])
    else say(vote.ayes * 2 <= present, 'elected', `${name}得赞成票 ${vote.ayes} 张，没有超过实到会 ${present} 名的一半，不能当选`)
  }
  return problems
}
