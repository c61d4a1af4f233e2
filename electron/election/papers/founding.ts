import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { readCandidates, readPeople, type Candidate } from '../../../shared/correspondence/candidates.ts'
import { linesOf, type DraftForm } from '../../../shared/correspondence/draft-form.ts'
import { fullMembersOf, leastCandidates, type DraftFacts } from '../../../shared/correspondence/facts.ts'
import { downwardFrame, upwardFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { candidateRoster, memberRoster } from './tables.ts'
import { known, receivedSentence, takeDecidedOn, takeReference } from './takes.ts'
import { LAWS, nounOf, persons, sentence } from '../../../shared/correspondence/paper-wording.ts'

/** 成立支部的正式党员下限（N-01）；应当设支委会的下限（A21）；一个支部的党员上限（N-01）。 */
const LEAST_FULL = 3
const COMMITTEE_FULL = 7
const MOST_MEMBERS = 50

function takePeople(
  form: DraftForm,
  facts: DraftFacts,
  key: string,
  label: string,
  remedy: string,
  kinds: readonly string[],
): readonly Candidate[] {
  const text = form.take({ key, label, section: '附件', input: '人选', ...known(facts, key, kinds), remedy })
  const { candidates, problems } = (key === 'candidates' ? readCandidates : readPeople)(text, facts.members)
  for (const problem of problems) form.reject(key, problem)
  return candidates
}

/** W01 成立党支部的请示：由所在的党总支（或现编入的支部）报上级党委（A02、N-01）。 */
export const foundingRequest: Composer = (facts, edits) => {
  const branch = edits.fields['newName'] ?? ''
  const frame = upwardFrame(facts, edits, {
    genre: '请示',
    title: branch === '' ? '关于成立党支部的请示' : `关于成立${branch}的请示`,
    titleFrom: '拟成立的党支部',
  })
  const { form } = frame
  const newName = form.take({
    key: 'newName',
    label: '拟成立的党支部全称',
    section: '主体',
    input: '单行',
    remedy: '请填全称，如“中共某某公司支部委员会”',
    maxLength: 60,
  })
  const unitNature = form.take({
    key: 'unitNature',
    label: '单位性质与职工人数',
    section: '主体',
    input: '单行',
    remedy: '请填单位性质与职工人数，如“国有全资子公司，现有职工86人”',
    maxLength: 200,
  })
  const coverage = form.take({
    key: 'coverage',
    label: '联合支部覆盖的单位',
    section: '主体',
    input: '单行',
    isRequired: false,
    maxLength: 300,
  })
  const founders = takePeople(form, facts, 'founders', '拟编入的党员', '请从名册里选拟编入新支部的党员', [])
  const seats = form.takeInteger({ key: 'seatCount', label: '委员名额', section: '主体', remedy: '不设支部委员会的填 0' })
  const nominees = takePeople(form, facts, 'candidates', '委员（书记）候选人预备人选', '请逐行写“姓名,拟任职务”', [])
  const meetingOn = form.takeDate({
    key: 'meetingOn',
    label: '拟召开党员大会的日期',
    section: '主体',
    remedy: '请填拟召开党员大会选举的日期',
  })
  const roster = founders.map(({ member }) => member)
  const full = fullMembersOf(roster, facts.today).length
  if (founders.length > 0 && full < LEAST_FULL)
    form.reject('founders', `正式党员 ${full} 名，不足 ${LEAST_FULL} 名，不能单独成立党支部；可与邻近单位成立联合党支部`)
  if (roster.length > MOST_MEMBERS) form.caution(`拟编入党员 ${roster.length} 名，党支部党员一般不超过 ${MOST_MEMBERS} 名。`)
  const isBoard = seats !== null && seats > 0
  if (founders.length > 0 && full >= COMMITTEE_FULL && seats === 0)
    form.reject('seatCount', `正式党员 ${full} 名，有 ${COMMITTEE_FULL} 名以上的应当设立支部委员会，请填委员名额`)
  if (isBoard && (seats < 3 || seats > 7)) form.reject('seatCount', `委员 ${seats} 名：支部委员会由 3 至 5 人组成，一般不超过 7 人`)
  if (isBoard && nominees.length > 0 && nominees.length < leastCandidates(seats))
    form.reject('candidates', `委员差额不足：应选 ${seats} 名，候选人须不少于 ${leastCandidates(seats)} 名，现有 ${nominees.length} 名`)
  for (const { member } of nominees)
    if (founders.length > 0 && !founders.some((each) => each.member.id === member.id))
      form.reject('candidates', `${member.name}不在拟编入的党员之列，请核对`)

  return frame.finish(() => {
    const probationary = roster.length - full
    return {
      body: [
        form.paragraph(
          'opening',
          `根据《中国共产党章程》和《中国共产党支部工作条例（试行）》有关规定，拟成立${newName}。现将有关事项请示如下。`,
          ['拟成立的党支部'],
        ),
        form.paragraph(
          'reason',
          `该单位为${unitNature.replace(/[。；]$/, '')}，拟编入党员${roster.length}名，其中正式党员${full}名${probationary > 0 ? `、预备党员${probationary}名` : ''}，符合正式党员3人以上应当成立党支部的规定。`,
          ['单位性质与职工人数', '拟编入的党员'],
          '一、成立的缘由。',
        ),
        form.paragraph(
          'plan',
          `${isBoard ? `拟设立支部委员会，由委员${seats}名组成，设书记1名` : '拟不设支部委员会，设书记1名'}。${coverage === '' ? '' : `该支部为联合党支部，覆盖${sentence(coverage)}`}候选人预备人选见附件2。`,
          ['委员名额', '联合支部覆盖的单位'],
          '二、设置方案。',
        ),
        form.paragraph(
          'meeting',
          `拟于${formatChinese(meetingOn ?? frame.datedOn)}召开党员大会，以无记名投票方式进行选举，结果另行报告。`,
          ['大会日期'],
          '三、选举安排。',
        ),
        form.paragraph('ending', '妥否，请批示。', ['文种']),
      ],
      attachments: [memberRoster('拟编入党员名册', facts, founders), candidateRoster('候选人预备人选名册', facts, nominees)],
    }
  })
}

/** W02 同意成立党支部的批复：党委 → 请示单位（N-03）。 */
export const foundingReply: Composer = (facts, edits) => {
  const noun = nounOf(facts.organization.level)
  const branch = edits.fields['newName'] ?? known(facts, 'newName', ['W01']).derived
  const frame = downwardFrame(facts, edits, {
    genre: '批复',
    title: branch === '' ? '关于同意成立党支部的批复' : `关于同意成立${branch}的批复`,
    titleFrom: '成立请示',
  })
  const { form } = frame
  const newName = form.take({
    key: 'newName',
    label: '成立的党支部全称',
    section: '主体',
    input: '单行',
    ...known(facts, 'newName', ['W01']),
    remedy: '请填全称',
    maxLength: 60,
  })
  const reference = takeReference(form, facts, frame.datedOn, {
    key: 'request',
    label: '成立请示',
    kinds: ['W01'],
    milestone: null,
    usualTitle: `关于成立${newName}的请示`,
  })
  const decidedOn = takeDecidedOn(form, reference, frame.datedOn)
  const seats = form.takeInteger({
    key: 'seatCount',
    label: '委员名额',
    section: '主体',
    ...known(facts, 'seatCount', ['W01']),
    remedy: '不设支部委员会的填 0',
  })
  const nominees = takePeople(form, facts, 'candidates', '候选人预备人选', '请逐行写“姓名,拟任职务”', ['W01'])

  return frame.finish(() => ({
    body: [
      form.paragraph('opening', receivedSentence(noun, reference, decidedOn), ['发文登记簿', '党委会研究日期']),
      form.paragraph(
        'founding',
        `同意成立${newName}，${seats === 0 || seats === null ? '不设支部委员会，设书记1名' : `支部委员会由委员${seats}名组成，设书记1名`}。`,
        ['成立请示'],
        '一、',
      ),
      form.paragraph('nominees', `同意${persons(nominees.map(({ member }) => member.name))}为候选人预备人选。`, ['候选人预备人选'], '二、'),
      form.paragraph('discipline', `请按照${LAWS}规定的程序组织选举，选举结果及时报我委。`, ['文种'], '三、'),
      form.paragraph('ending', '此复。', ['文种']),
    ],
  }))
}

/** 升格的人数线：50 人以上设党总支，100 人以上设党委（A06、A08、C-10，含本数）。 */
const GENERAL_MEMBERS = 50
const COMMITTEE_MEMBERS = 100
const TARGETS = ['党总支', '党委'] as const

/** W03 升格党总支（党委）的请示。 */
export const promotionRequest: Composer = (facts, edits) => {
  const { organization, members } = facts
  const noun = nounOf(organization.level)
  const reached = members.length >= COMMITTEE_MEMBERS ? '党委' : '党总支'
  const guess = edits.fields['target'] ?? (organization.level === '党总支' ? '党委' : reached)
  const frame = upwardFrame(facts, edits, { genre: '请示', title: `关于${organization.name}升格为${guess}的请示`, titleFrom: '党组织' })
  const { form } = frame
  const target = form.take({
    key: 'target',
    label: '升格为',
    section: '主体',
    input: '选项',
    options: TARGETS,
    derived: guess,
    derivedFrom: `名册党员 ${members.length} 名`,
  })
  const newName = form.take({
    key: 'newName',
    label: '升格后的全称',
    section: '主体',
    input: '单行',
    remedy: '请填升格后的党组织全称',
    maxLength: 60,
  })
  const months = form.takeInteger({ key: 'months', label: '连续几个月达到人数', section: '主体', isRequired: false })
  const divisions = form.take({
    key: 'divisions',
    label: '拟设下级党支部（逐行写“名称,党员数,正式党员数”）',
    section: '附件',
    input: '多行',
    remedy: '请逐行写拟设的党支部与党员数',
  })
  const seats = form.takeInteger({ key: 'seatCount', label: '委员名额', section: '主体', remedy: '请填升格后的委员名额' })
  const transition = form.take({
    key: 'transition',
    label: '过渡安排',
    section: '主体',
    input: '多行',
    remedy: '请写名册、印章、台账移交等过渡安排',
  })
  const least = target === '党委' ? COMMITTEE_MEMBERS : GENERAL_MEMBERS
  if (members.length === 0) form.reject('members', '缺党员名册：没有编入党员，请先导入或编入')
  else if (members.length < least)
    form.caution(`名册党员 ${members.length} 名，不足 ${least} 名；确因工作需要升格的，须经上级批准，请在正文写明。`)
  if (organization.level === target) form.reject('target', `${organization.name}已是${target}，不必升格`)
  const rows = linesOf(divisions).map((line, index) => {
    const [name = '', all = '', full = ''] = line.split(/[,，\t]/).map((part) => part.trim())
    const isRead = name !== '' && /^\d{1,4}$/.test(all) && /^\d{1,4}$/.test(full)
    if (!isRead) form.reject('divisions', `拟设党支部第 ${index + 1} 行“${line}”读不懂：请写成“名称,党员数,正式党员数”`)
    else if (Number(full) > Number(all)) form.reject('divisions', `拟设党支部第 ${index + 1} 行：正式党员 ${full} 名多于党员 ${all} 名`)
    else if (Number(full) < LEAST_FULL)
      form.reject('divisions', `拟设党支部第 ${index + 1} 行“${name}”：正式党员 ${full} 名，不足 ${LEAST_FULL} 名，不能成立党支部`)
    return { name, all: Number(all), full: Number(full) }
  })
  const total = rows.reduce((sum, row) => sum + row.all, 0)
  if (rows.length > 0 && members.length > 0 && total !== members.length)
    form.reject('divisions', `拟设各党支部党员合计 ${total} 名，与名册 ${members.length} 名不符，请核对`)

  return frame.finish(() => {
    const full = fullMembersOf(members, facts.today)
    return {
      body: [
        form.paragraph(
          'opening',
          `根据《中国共产党章程》和《中国共产党支部工作条例（试行）》有关规定，拟将${organization.name}升格为${newName}。现将有关事项请示如下。`,
          ['党组织'],
        ),
        form.paragraph(
          'basis',
          `截至${formatChinese(frame.datedOn)}，我${noun}有党员${members.length}名，其中正式党员${full.length}名${months === null ? '' : `，连续${months}个月达到${least}人以上`}${members.length >= least ? `，达到党员${least}人以上设立${target}的标准` : ''}。`,
          ['党员名册'],
          '一、升格的依据。',
        ),
        form.paragraph('divisions', `升格后拟设党支部${rows.length}个，党员分布见附件。`, ['拟设下级党支部'], '二、下级组织设置。'),
        form.paragraph(
          'seats',
          `升格后的委员会由委员${seats ?? 0}名组成，按照规定选举产生，候选人预备人选另行报审。`,
          ['委员名额'],
          '三、班子职数与产生办法。',
        ),
        form.paragraph('transition', sentence(linesOf(transition).join('')), ['过渡安排'], '四、过渡安排。'),
        form.paragraph('ending', '妥否，请批示。', ['文种']),
      ],
      attachments: [
        {
          name: '拟设党支部及党员分布表',
          orientation: '纵向',
          blocks: [
            {
              kind: '表',
              columns: [
                { label: '序号', share: 1, align: '居中' },
                { label: '拟设党支部', share: 6, align: '居左' },
                { label: '党员数', share: 1.6, align: '居中' },
                { label: '正式党员数', share: 2, align: '居中' },
              ],
              rows: [
                ...rows.map((row, index) => [String(index + 1), row.name, String(row.all), String(row.full)]),
                ['', '合计', String(total), String(rows.reduce((sum, row) => sum + row.full, 0))],
              ],
            },
          ],
        },
      ],
    }
  })
}

/** W03R 同意升格的批复：党委 → 请示单位。 */
export const promotionReply: Composer = (facts, edits) => {
  const { organization } = facts
  const noun = nounOf(organization.level)
  const target =
    edits.fields['target'] ?? (known(facts, 'target', ['W03']).derived || (organization.level === '党总支' ? '党委' : '党总支'))
  const frame = downwardFrame(facts, edits, { genre: '批复', title: `关于同意${organization.name}升格为${target}的批复` })
  const { form } = frame
  form.take({ key: 'target', label: '升格为', section: '主体', input: '选项', options: TARGETS, derived: target, derivedFrom: '升格请示' })
  const newName = form.take({
    key: 'newName',
    label: '升格后的全称',
    section: '主体',
    input: '单行',
    ...known(facts, 'newName', ['W03']),
    remedy: '请填升格后的党组织全称',
    maxLength: 60,
  })
  const reference = takeReference(form, facts, frame.datedOn, {
    key: 'request',
    label: '升格请示',
    kinds: ['W03'],
    milestone: null,
    usualTitle: `关于${organization.name}升格为${target}的请示`,
  })
  const decidedOn = takeDecidedOn(form, reference, frame.datedOn)
  const seats = form.takeInteger({
    key: 'seatCount',
    label: '委员名额',
    section: '主体',
    ...known(facts, 'seatCount', ['W03']),
    remedy: '请填批准的委员名额',
  })

  return frame.finish(() => ({
    body: [
      form.paragraph('opening', receivedSentence(noun, reference, decidedOn), ['发文登记簿', '党委会研究日期']),
      form.paragraph('promotion', `同意${organization.name}升格为${newName}。`, ['升格请示'], '一、'),
      form.paragraph(
        'seats',
        `同意${newName}由委员${seats ?? 0}名组成。请按照${LAWS}规定的程序组织选举，候选人预备人选报我委审查，选举结果及时报我委。`,
        ['委员名额'],
        '二、',
      ),
      form.paragraph('transition', '请做好党员名册、印章、台账的移交和下级党支部的设置，过渡期间工作不断档。', ['文种'], '三、'),
      form.paragraph('ending', '此复。', ['文种']),
    ],
  }))
}
