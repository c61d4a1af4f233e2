import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { quorum, type DraftFacts } from '../../../shared/correspondence/facts.ts'
import type { DraftForm } from '../../../shared/correspondence/draft-form.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import { readCandidates } from '../../../shared/correspondence/candidates.ts'
import { sheetFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { cautionRareNames, namesByStrokes } from './names.ts'
import { termTitle } from './tables.ts'
import { known, takeCandidates, takeSeats } from './takes.ts'
import { nounOf, percent } from '../../../shared/correspondence/paper-wording.ts'

const PER_PAGE = ['一页一张', '一页两张'] as const
const MOST_COPIES = 2000

function takePrinting(form: DraftForm, facts: DraftFacts, voterCount: number): { copies: number; perPage: number; meetingOn: string } {
  const copies = form.takeInteger({
    key: 'copies',
    label: '印几张',
    section: '主体',
    derived: String(voterCount),
    derivedFrom: '应到会人数',
    remedy: '请填印几张',
  })
  if (copies !== null && (copies < 1 || copies > MOST_COPIES)) form.reject('copies', `印 ${copies} 张：请填 1 到 ${MOST_COPIES} 之间的数`)
  const layout = form.take({
    key: 'perPage',
    label: '排版',
    section: '主体',
    input: '选项',
    options: PER_PAGE,
    derived: '一页两张',
    derivedFrom: '常用排法，可改',
  })
  const meetingOn = form.takeDate({
    key: 'meetingOn',
    label: '选举日期',
    section: '主体',
    ...known(facts, 'meetingOn', ['W08', 'W06', 'W05', 'W12'], facts.process?.meetingOn ?? null),
    remedy: '请填选举的日期',
  })
  return { copies: copies ?? 1, perPage: layout === '一页两张' ? 2 : 1, meetingOn: meetingOn === null ? '' : formatChinese(meetingOn) }
}

/** 画票说明：赞成、不赞成、弃权与另选他人（N-13）。 */
function instructions(places: number, spares: number): string[] {
  return [
    `应选${places}名，所选人数等于或者少于${places}名的有效，多于${places}名的无效。`,
    '赞成的，在姓名上方空格内画“○”；不赞成的，画“×”；弃权的，不画任何符号。',
    ...(spares > 0 ? ['另选他人的，先在不赞成的候选人上方画“×”，再在另选人栏写上姓名、在其上方空格内画“○”；弃权的不得另选他人。'] : []),
  ]
}

type BallotSpec = {
  readonly title: string
  readonly subtitle: string
  readonly label: string
  readonly names: readonly string[]
  readonly places: number
  readonly spares: number
}

function ballot(
  facts: DraftFacts,
  { title, subtitle, label, names, places, spares }: BallotSpec,
  printing: { copies: number; perPage: number; meetingOn: string },
): BlockInput {
  return {
    kind: '选票',
    title,
    subtitle: subtitle === '' ? printing.meetingOn : `${subtitle}（${printing.meetingOn}）`,
    groups: [{ label, candidates: namesByStrokes(names), spares }],
    instructions: instructions(places, spares),
    seal: `${facts.organization.name}（盖章）`,
    copies: printing.copies,
    perPage: printing.perPage,
  }
}

/** E06 委员选票：按实际候选人姓氏笔画排列，另选人空格与应选名额相同。 */
export const memberBallot: Composer = (facts, edits) => {
  const { form, finish } = sheetFrame(facts, edits, { title: `${facts.organization.name}委员选票`, isTitlePrinted: false })
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats, { label: '候选人' })
  const printing = takePrinting(form, facts, facts.electorate.voters.length)
  if (seats === 0) form.reject('seatCount', '不设委员会的，由党员大会直接选举书记，请用书记选票')
  const names = candidates.map(({ member }) => member.name)
  cautionRareNames(form, names)
  return finish(() => ({
    body: [
      ballot(
        facts,
        { title: '选　票', subtitle: `${termTitle(facts)}委员`, label: '候选人', names, places: seats ?? 1, spares: seats ?? 1 },
        printing,
      ),
    ],
  }))
}

/** 书记、副书记选票：等额，由委员会全体会议投（不设委员会的由党员大会投）。 */
function officerBallot(title: '书记' | '副书记'): Composer {
  return (facts, edits) => {
    const { form, finish } = sheetFrame(facts, edits, { title: `${facts.organization.name}${title}选票`, isTitlePrinted: false })
    const planned = (facts.process?.candidates ?? []).filter((each) => each.proposedPost === title)
    const earlier = known(facts, 'candidates', ['W06', 'W05'])
    const named = readCandidates(earlier.derived, facts.members).candidates.filter(({ proposedPost }) => proposedPost === title)
    const fallback = named.map(({ member }) => ({ memberId: member.id, proposedPost: title }))
    const derived = planned.length > 0 ? planned : fallback
    const text = form.take({
      key: 'candidates',
      label: `${title}候选人`,
      section: '主体',
      input: '人选',
      derived: derived.length === 0 ? '' : JSON.stringify(derived),
      derivedFrom: planned.length > 0 ? '换届流程' : earlier.derivedFrom,
      remedy: `请从名册里选${title}候选人`,
    })
    const { candidates, problems } = readCandidates(text, facts.members)
    for (const problem of problems) form.reject('candidates', problem)
    const isDirect = facts.term?.seatCount === null || facts.process?.seatCount === 0
    const board = facts.term?.seatCount ?? 1
    const printing = takePrinting(form, facts, isDirect ? facts.electorate.voters.length : board)
    const names = candidates.map(({ member }) => member.name)
    return finish(() => ({
      body: [
        ballot(
          facts,
          {
            title: '选　票',
            subtitle: isDirect ? `${facts.organization.name}${title}` : `${termTitle(facts)}${title}`,
            label: '候选人',
            names,
            places: Math.max(1, names.length),
            spares: Math.max(1, names.length),
          },
          printing,
        ),
      ],
    }))
  }
}

/** E07 书记选票。 */
export const secretaryBallot = officerBallot('书记')
/** E08 副书记选票。 */
export const deputyBallot = officerBallot('副书记')

/** E09 补选选票：补选委员或书记。 */
export const byElectionBallot: Composer = (facts, edits) => {
  const noun = nounOf(facts.organization.level)
  const { form, finish } = sheetFrame(facts, edits, { title: `${facts.organization.name}补选选票`, isTitlePrinted: false })
  const vacantTitle = form.take({
    key: 'vacantTitle',
    label: '补选的职务',
    section: '主体',
    input: '单行',
    ...(facts.vacancies.length > 0
      ? { derived: [...new Set(facts.vacancies.map((each) => each.title))].join('、'), derivedFrom: '届次与班子（卸任登记）' }
      : known(facts, 'vacantTitle', ['W12R', 'W12'])),
    remedy: '请填补选什么职务',
    maxLength: 40,
  })
  const places = form.takeInteger({
    key: 'places',
    label: '应选几名',
    section: '主体',
    derived: facts.vacancies.length > 0 ? String(facts.vacancies.length) : '',
    derivedFrom: '出缺人数',
    remedy: '请填应选几名',
  })
  const candidates = takeCandidates(form, facts, null, { label: '候选人', kinds: ['W12R', 'W12'] })
  const printing = takePrinting(form, facts, facts.electorate.voters.length)
  if (places === 0) form.reject('places', '应选 0 名，不必印选票')
  const names = candidates.map(({ member }) => member.name)
  if (places !== null && places > 0 && names.length > 0 && names.length < places)
    form.reject('candidates', `应选 ${places} 名，候选人只有 ${names.length} 名，请补足`)
  return finish(() => ({
    body: [
      ballot(
        facts,
        { title: '补选选票', subtitle: `${noun}${vacantTitle}`, label: '候选人', names, places: places ?? 1, spares: places ?? 1 },
        printing,
      ),
    ],
  }))
}

/** E10 清点到会人数报告单：开会时手填，已有计票记录的带出。 */
export const attendanceReport: Composer = (facts, edits) => {
  const { form, finish } = sheetFrame(facts, edits, { title: '清点到会人数报告单' })
  const { voters } = facts.electorate
  const recorded = facts.process?.counts[0]
  const expected = form.takeInteger({
    key: 'expected',
    label: '应到会人数',
    section: '主体',
    derived: String(recorded?.expected ?? voters.length),
    derivedFrom: recorded ? '换届流程' : '党员名册',
  })
  const present = form.takeInteger({
    key: 'present',
    label: '实到会人数',
    section: '主体',
    derived: recorded ? String(recorded.present) : '',
    derivedFrom: '换届流程',
    isRequired: false,
  })
  if (expected !== null && present !== null && present > expected)
    form.reject('present', `实到会 ${present} 名多于应到会 ${expected} 名，请核对签到表`)
  return finish(() => {
    const due = expected ?? 0
    const enough = present !== null && present * 5 >= due * 4
    return {
      body: [
        { kind: '居中', text: facts.organization.name, face: '楷体' },
        { kind: '空行' },
        {
          kind: '键值',
          perRow: 1,
          pairs: [
            { label: '应到会人数', value: `${due}名` },
            { label: '最少到会人数', value: `${quorum(due)}名（应到会的五分之四）` },
            { label: '实到会人数', value: present === null ? '' : `${present}名` },
            { label: '实到占应到', value: present === null ? '' : percent(present, due) },
            {
              label: '结论',
              value:
                present === null
                  ? ''
                  : enough
                    ? `${present}×5＝${present * 5}，不少于${due}×4＝${due * 4}，可以进行选举`
                    : `${present}×5＝${present * 5}，少于${due}×4＝${due * 4}，不能进行选举`,
            },
          ],
        },
        { kind: '空行' },
        { kind: '签字', fields: [{ label: '监票人' }, { label: '清点人' }] },
        { kind: '签字', fields: [{ label: '日期', blank: 8 }], align: '居右' },
      ],
    }
  })
}

const PAPER_LABELS = { issued: '发出选票', returned: '收回选票', valid: '有效选票' } as const

/** E11 清点选票报告单。 */
export const ballotReport: Composer = (facts, edits) => {
  const { form, finish } = sheetFrame(facts, edits, { title: '清点选票报告单' })
  const recorded = facts.process?.counts[0]
  const take = (key: keyof typeof PAPER_LABELS) =>
    form.takeInteger({
      key,
      label: PAPER_LABELS[key],
      section: '主体',
      derived: recorded ? String(recorded[key]) : '',
      derivedFrom: '换届流程',
      isRequired: false,
    })
  const issued = take('issued')
  const returned = take('returned')
  const valid = take('valid')
  if (returned !== null && valid !== null && valid > returned) form.reject('valid', `有效选票 ${valid} 张多于收回 ${returned} 张，请核对`)
  return finish(() => {
    const number = (value: number | null) => (value === null ? '' : `${value}张`)
    const conclusion =
      issued === null || returned === null
        ? ''
        : returned <= issued
          ? `收回${returned}张，不多于发出${issued}张，选举有效`
          : `收回${returned}张，多于发出${issued}张，选举无效，应当重新选举`
    return {
      body: [
        { kind: '居中', text: facts.organization.name, face: '楷体' },
        { kind: '空行' },
        {
          kind: '键值',
          perRow: 1,
          pairs: [
            { label: '发出选票', value: number(issued) },
            { label: '收回选票', value: number(returned) },
            { label: '有效选票', value: number(valid) },
            { label: '无效选票', value: returned === null || valid === null ? '' : number(returned - valid) },
            { label: '结论', value: conclusion },
          ],
        },
        { kind: '空行' },
        { kind: '签字', fields: [{ label: '监票人' }, { label: '计票人' }] },
        { kind: '签字', fields: [{ label: '日期', blank: 8 }], align: '居右' },
      ],
    }
  })
}

/** E12 计票单：候选人按姓氏笔画排好，供画“正”字；已有计票记录的带出票数。 */
export const tallySheet: Composer = (facts, edits) => {
  const { form, finish } = sheetFrame(facts, edits, { title: '选举计票单' })
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats, { label: '候选人' })
  const recorded = facts.process?.counts.findLast((each) => each.post === (seats === 0 ? '书记' : '委员'))
  const names = namesByStrokes(candidates.map(({ member }) => member.name))
  cautionRareNames(form, names)
  return finish(() => {
    const cells = (name: string) => {
      const vote = recorded?.votes.find((each) => each.name === name)
      return vote ? [String(vote.ayes), String(vote.noes), String(vote.abstentions)] : ['', '', '']
    }
    const others = recorded?.votes.filter((vote) => !names.includes(vote.name)).map((vote) => vote.name) ?? []
    const blank = Array.from({ length: Math.max(0, Math.max(seats ?? 1, 1) - others.length) }, () => ['另选人', '', '', '', ''])
    return {
      body: [
        { kind: '居中', text: `${facts.organization.name}（${seats === 0 ? '书记' : `${termTitle(facts)}委员`}）`, face: '楷体' },
        { kind: '空行' },
        {
          kind: '表',
          columns: [
            { label: '被选举人', share: 2.6, align: '居中' },
            { label: '画“正”字', share: 4.6, align: '居左' },
            { label: '赞成', share: 1.5, align: '居中' },
            { label: '反对', share: 1.5, align: '居中' },
            { label: '弃权', share: 1.5, align: '居中' },
          ],
          rows: [
            ...names.map((name) => [name, '', ...cells(name)]),
            ...others.map((name) => [`${name}（另选）`, '', ...cells(name)]),
            ...blank,
          ],
        },
        { kind: '签字', fields: [{ label: '监票人' }, { label: '计票人' }] },
        { kind: '签字', fields: [{ label: '日期', blank: 8 }], align: '居右' },
      ],
    }
  })
}
