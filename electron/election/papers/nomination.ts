import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { linesOf } from '../../../shared/correspondence/draft-form.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import { sheetFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { takeAppraisals } from './profiles.ts'
import { candidateRosterBlocks, electionMeasures, electorateBlocks, presentPost, termTitle } from './tables.ts'
import { requireRecords, takeCandidates, takeSeats } from './takes.ts'
import { boardOf, electionName, month, nounOf, sentence } from '../../../shared/correspondence/paper-wording.ts'

/** W09 换届选举办法（草案）：提交党员大会讨论通过。 */
export const electionMeasuresDraft: Composer = (facts, edits) => {
  const { organization } = facts
  const { form, finish } = sheetFrame(facts, edits, { title: `${organization.name}${electionName(facts)}办法` })
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats)
  requireRecords(form, facts)
  return finish(() => {
    const { voters } = facts.electorate
    return {
      body: [
        { kind: '居中', text: '（草案，提交党员大会讨论）', face: '楷体' },
        { kind: '空行' },
        ...electionMeasures(organization.level, seats ?? 0, candidates.length, voters.length).map((block, index) =>
          block.kind === '段'
            ? form.paragraph(`item${index + 1}`, block.text, ['委员名额', '候选人预备人选', '党员名册'], block.lead)
            : block,
        ),
      ],
    }
  })
}

/** E01 候选人酝酿记录：会议经过由人写，人选由名册补全（N-11）。 */
export const nominationRecord: Composer = (facts, edits) => {
  const { organization } = facts
  const { form, finish } = sheetFrame(facts, edits, { title: `${organization.name}候选人酝酿记录` })
  const heldOn = form.takeDate({
    key: 'heldOn',
    label: '酝酿日期',
    section: '主体',
    derived: facts.process?.nominatedOn ?? '',
    derivedFrom: '换届流程',
    remedy: '请填酝酿会议的日期',
  })
  const place = form.take({ key: 'nominationPlace', label: '地点', section: '主体', input: '单行', remedy: '请填会议地点', maxLength: 60 })
  const host = form.take({
    key: 'host',
    label: '主持人',
    section: '主体',
    input: '单行',
    derived: facts.posts.find((post) => post.title === '书记')?.memberName ?? '',
    derivedFrom: '届次与班子（书记）',
    remedy: '请填主持人',
    maxLength: 60,
  })
  const recorder = form.take({ key: 'recorder', label: '记录人', section: '主体', input: '单行', remedy: '请填记录人', maxLength: 60 })
  const attendance = form.take({
    key: 'attendance',
    label: '参加人员',
    section: '主体',
    input: '单行',
    remedy: '请填参加酝酿的人员范围与人数',
    maxLength: 300,
  })
  const process = form.take({
    key: 'process',
    label: '酝酿经过',
    section: '主体',
    input: '多行',
    remedy: '请如实写推荐、讨论、征求意见的经过',
  })
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats)
  return finish(() => ({
    body: [
      {
        kind: '键值',
        pairs: [
          { label: '时间', value: formatChinese(heldOn ?? facts.today) },
          { label: '地点', value: place },
          { label: '主持人', value: host },
          { label: '记录人', value: recorder },
          { label: '参加人员', value: attendance, isWide: true },
        ],
      },
      { kind: '标题', level: 1, text: '一、酝酿经过' },
      ...linesOf(process).map((line, index) => form.paragraph(`process${index + 1}`, sentence(line), ['酝酿经过'])),
      { kind: '标题', level: 1, text: '二、酝酿结果' },
      form.paragraph(
        'result',
        `${seats === 0 ? '' : `新一届${boardOf(organization.level)}应选委员${seats ?? 0}名，`}经充分酝酿，根据多数党员的意见，提出候选人预备人选${candidates.length}名，名单如下。`,
        ['委员名额', '候选人预备人选'],
      ),
      ...candidateRosterBlocks(facts, candidates),
      { kind: '签字', fields: [{ label: '主持人' }, { label: '记录人' }] },
    ],
  }))
}

/** E02 候选人预备人选名册。 */
export const candidateRosterSheet: Composer = (facts, edits) => {
  const { organization } = facts
  const { form, finish } = sheetFrame(facts, edits, {
    title: `${organization.name}候选人预备人选名册`,
    signature: { mode: '用印' },
  })
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats)
  return finish(() => ({
    body: [
      {
        kind: '顶格',
        text: `届次：${termTitle(facts)}　应选：${seats === 0 ? '书记1名' : `委员${seats ?? 0}名`}　候选：${candidates.length}名`,
      },
      ...candidateRosterBlocks(facts, candidates),
    ],
  }))
}

/** E03 候选人基本情况表：一人一面，考察意见照录，没有的留给人填。 */
export const candidateProfiles: Composer = (facts, edits) => {
  const { organization } = facts
  const { form, finish } = sheetFrame(facts, edits, { title: '候选人预备人选基本情况表' })
  const seats = takeSeats(form, facts)
  const candidates = takeCandidates(form, facts, seats)
  const appraisals = takeAppraisals(form, candidates)
  return finish(() => ({
    body: candidates.flatMap((candidate, index): BlockInput[] => {
      const { member, proposedPost } = candidate
      return [
        ...(index === 0
          ? []
          : [
              { kind: '分页' as const },
              { kind: '居中' as const, text: '候选人预备人选基本情况表', face: '小标宋' as const, size: '2号' as const },
              { kind: '空行' as const },
            ]),
        {
          kind: '键值',
          pairs: [
            { label: '姓名', value: member.name },
            { label: '性别', value: member.gender },
            { label: '民族', value: member.ethnicity },
            { label: '出生年月', value: month(member.birthOn, member.birthOnPrecision) },
            { label: '学历', value: member.education },
            { label: '人员类别', value: member.category },
            { label: '入党时间', value: month(member.joinedOn, member.joinedOnPrecision) },
            { label: '转正时间', value: member.fullOn === null ? '' : month(member.fullOn, member.fullOnPrecision) },
            { label: '现任职务', value: presentPost(facts, candidate), isWide: true },
            { label: '拟任职务', value: proposedPost, isWide: true },
            { label: '考察意见', value: appraisals.get(member.name) ?? '', isWide: true, lines: 6 },
            { label: `${nounOf(organization.level)}意见`, value: '', isWide: true, lines: 4 },
            { label: '上级意见', value: '', isWide: true, lines: 4 },
          ],
        },
        { kind: '注', text: '注：姓名至拟任职务取自党员名册与任职登记；考察意见由考察单位填写，意见栏签署并盖章。' },
      ]
    }),
  }))
}

/** E04 应到会人数说明。 */
export const electorateSheet: Composer = (facts, edits) => {
  const { organization } = facts
  const { form, datedOn, finish } = sheetFrame(facts, edits, { title: `${organization.name}应到会人数说明`, signature: { mode: '用印' } })
  const electorate = facts.electorate
  requireRecords(form, facts)
  const unexplained = electorate.excluded.filter((member) => member.reason === '').map((member) => member.name)
  if (unexplained.length > 0) form.caution(`${unexplained.join('、')}拟不计入应到会，名册备注没有写理由；请到名册补写。`)
  return finish(() => ({ body: electorateBlocks(nounOf(organization.level), electorate, datedOn) }))
}

/** E19 党员大会签到表：有选举权的在前，预备党员另列。 */
export const attendanceSheet: Composer = (facts, edits) => {
  const { form, finish } = sheetFrame(facts, edits, { title: `${facts.organization.name}党员大会签到表` })
  const meetingOn = form.takeDate({
    key: 'meetingOn',
    label: '大会日期',
    section: '主体',
    derived: facts.process?.meetingOn ?? '',
    derivedFrom: '换届流程',
    remedy: '请填召开党员大会的日期',
  })
  requireRecords(form, facts)
  return finish(() => {
    const { voters, probationary, excluded, suspended } = facts.electorate
    const rows = [
      ...voters.map((member) => [member.name, '有选举权', '', '']),
      ...probationary.map((member) => [member.name, '预备党员', '', '']),
      ...suspended.map((member) => [member.name, '没有选举权', '', '']),
      ...excluded.map((member) => [member.name, '不计入应到会', '', '']),
    ]
    return {
      body: [
        { kind: '顶格', text: `会议日期：${formatChinese(meetingOn ?? facts.today)}　应到会有选举权的党员：${voters.length}名` },
        {
          kind: '表',
          columns: [
            { label: '序号', share: 1.2, align: '居中' },
            { label: '姓名', share: 2.6, align: '居中' },
            { label: '类别', share: 2.6, align: '居中' },
            { label: '签名', share: 3.4, align: '居中' },
            { label: '备注', share: 3, align: '居左' },
          ],
          rows: rows.map((cells, index) => [String(index + 1), ...cells]),
        },
        {
          kind: '签字',
          fields: [
            { label: '实到会有选举权的党员', blank: 4 },
            { label: '清点人', blank: 6 },
          ],
        },
      ],
    }
  })
}
