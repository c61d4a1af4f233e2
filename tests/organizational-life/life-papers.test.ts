import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { composeLifePaper } from '../../electron/organizational-life/documents.ts'
import { DOCUMENT_KIND_NAMES, LIFE_PAPER_KINDS, type LifePaperKind } from '../../shared/correspondence/document-kinds.ts'
import type { DraftEdits } from '../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../shared/correspondence/facts.ts'
import { textOfDocument } from '../../shared/document/text.ts'
import type { LifePaperSubject, MeetingSubject, ReviewSubject } from '../../shared/organizational-life/paper-subjects.ts'
import { excellentLimit } from '../../shared/organizational-life/review.ts'
import { exampleFacts, MEMBERS } from '../correspondence/paper-examples.ts'
import { faultsIn } from '../correspondence/paper-faults.ts'
import { readDocx } from '../kit/read-docx.ts'

const MEETING: MeetingSubject = {
  year: 2026,
  groupName: '',
  theme: '学党章、强党性、作表率',
  plannedOn: '2026-12-10',
  plannedTime: '下午2时30分',
  place: '三楼会议室',
  hostName: '江以恒',
  comment: '',
  steps: [{ kind: '会前学习', doneOn: '2026-12-01', summary: '学习党章和党内法规' }],
  held: null,
  opinions: [
    { source: '群众', content: '多到一线' },
    { source: '党员', content: '会风再实一些' },
  ],
  talkCount: 12,
  examinedCount: 10,
  hasBoardExamination: true,
  criticisms: [
    { kind: '自我批评', name: '江以恒' },
    { kind: '相互批评', name: '江以恒' },
    { kind: '相互批评', name: '林葵' },
  ],
  shortNames: [],
  improvements: [
    {
      scope: '班子',
      memberName: '',
      problem: '调查研究不够深入',
      measure: '每名委员每季度到一线不少于两次',
      ownerName: '江以恒',
      dueOn: '2027-03-31',
      state: '整改中',
    },
    {
      scope: '个人',
      memberName: '林葵',
      problem: '理论学习不系统',
      measure: '制定学习计划',
      ownerName: '林葵',
      dueOn: null,
      state: '未整改',
    },
  ],
  missingMaterials: [],
}

const HELD: MeetingSubject = {
  ...MEETING,
  held: {
    on: '2026-12-10',
    startsAt: '14:30',
    endsAt: '17:00',
    place: '三楼会议室',
    hostName: '江以恒',
    recorderName: '苏晴',
    expectedCount: 11,
    presentCount: 10,
    absent: [{ name: '何川', status: '请假', reason: '住院' }],
    guests: [{ name: '陈部长', role: '集团党群工作部' }],
    topics: [{ title: '通报上次整改情况', summary: '上次查摆的问题全部整改到位', resolution: '通过' }],
    narrative: '',
  },
}

const REVIEW: ReviewSubject = {
  year: 2026,
  rosterOn: '2026-12-01',
  stages: [
    { stage: '学习动员', doneOn: '2026-12-02', summary: '' },
    { stage: '党员自评', doneOn: '2026-12-03', summary: '' },
    { stage: '党员互评', doneOn: '2026-12-04', summary: '' },
    { stage: '民主测评', doneOn: '2026-12-05', summary: '' },
    { stage: '组织评定', doneOn: '2026-12-10', summary: '' },
    { stage: '处理反馈', doneOn: '2026-12-15', summary: '' },
  ],
  ballot: { issued: 10, collected: 10, valid: 9 },
  results: MEMBERS.map(({ name, category }, index) => ({
    name,
    category,
    exemptReason: index === 9 ? '年老体弱，长期卧床' : '',
    selfGrade: '合格',
    votes: category === '正式党员' && index !== 9 ? { 优秀: 3, 合格: 6, 基本合格: 0, 不合格: 0 } : null,
    grade: index === 9 ? null : category === '预备党员' ? '不定等次' : index < 3 ? '优秀' : index === 8 ? '不合格' : '合格',
    opinion: index === 8 ? '长期不参加组织生活' : '',
    feedbackOn: '2026-12-15',
    followUps: [],
  })),
  limit: excellentLimit(MEMBERS, { basis: '正式党员', oneIn: 3 }),
  overLimitReason: '',
}

const SUBJECTS: Readonly<Record<LifePaperKind, LifePaperSubject>> = {
  W15: { kind: '组织生活会', meeting: MEETING },
  W16: { kind: '组织生活会', meeting: HELD },
  W17: { kind: '评议部署', plan: { year: 2026, windowFrom: '2026-12-01', windowUntil: '2027-03-31', oneIn: 3, basis: '正式党员' } },
  W18: { kind: '民主评议', review: REVIEW },
}

const EDITS: Readonly<Record<LifePaperKind, DraftEdits>> = {
  W15: { fields: {}, paragraphs: {} },
  W16: { fields: {}, paragraphs: {} },
  W17: { fields: {}, paragraphs: {} },
  W18: { fields: { issues: '少数党员参加学习不够主动', measures: '完善学习考勤' }, paragraphs: {} },
}

const DAYS: Readonly<Record<LifePaperKind, string>> = { W15: '2026-11-25', W16: '2026-12-20', W17: '2026-11-20', W18: '2026-12-20' }

function compose(
  kind: LifePaperKind,
  change: { subject?: LifePaperSubject; fields?: Record<string, string>; facts?: Partial<DraftFacts> } = {},
) {
  const facts = { ...exampleFacts('W05'), today: DAYS[kind], process: null, issued: [], ...change.facts }
  const edits = { ...EDITS[kind], fields: { ...EDITS[kind].fields, ...change.fields } }
  return composeLifePaper(kind, facts, change.subject ?? SUBJECTS[kind], edits)
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** 我们逐份审过的正文的散列；正文有意改了，审过以后再换。 */
const REVIEWED: Readonly<Record<LifePaperKind, string>> = {
  W15: '0748bb234d4425ab',
  W16: 'c419d7173a1b46cd',
  W17: '1ca957c10ed4f8f3',
  W18: 'a02dda8c6338fb34',
}

describe('每种文书一份黄金结构', () => {
  test.each(LIFE_PAPER_KINDS.map((kind) => [kind, DOCUMENT_KIND_NAMES[kind].name] as const))('%s %s', (kind) => {
    const { model, missing } = compose(kind)
    expect(missing).toEqual([])
    if (!model) throw new Error('没有成文')
    const { genre, direction } = DOCUMENT_KIND_NAMES[kind]
    expect(model).toMatchObject({ genre, direction, form: '文件' })
    const docx = readDocx(renderDocx(model))
    expect(faultsIn(docx.part('word/document.xml'), docx.part('word/styles.xml'), model)).toEqual([])
    expect(hashOf(textOfDocument(model))).toBe(REVIEWED[kind])
  })

  test('上行的标注签发人、主送上级党委，下行的不标', () => {
    expect(compose('W16').model?.head.signers).toEqual(['江以恒'])
    expect(compose('W18').model?.recipients).toEqual(['中共测试集团有限公司委员会'])
    expect(compose('W15').model?.head.signers).toEqual([])
    expect(compose('W17').model?.recipients).toEqual(['各党总支', '各党支部'])
  })
})

describe('缺项先列，不留占位', () => {
  const meeting = (change: Partial<MeetingSubject>): LifePaperSubject => ({ kind: '组织生活会', meeting: { ...HELD, ...change } })
  const review = (change: Partial<ReviewSubject>): LifePaperSubject => ({ kind: '民主评议', review: { ...REVIEW, ...change } })

  test.each([
    ['W15', meeting({ theme: '', held: null }), '缺会议主题'],
    ['W15', meeting({ plannedOn: null, held: null }), '缺会议日期'],
    ['W16', meeting({ held: null }), '缺会议记录'],
    ['W16', meeting({ improvements: [] }), '缺整改清单'],
    ['W16', meeting({ criticisms: [] }), '缺批评意见'],
    ['W18', review({ ballot: null }), '缺民主测评'],
    ['W18', review({ stages: REVIEW.stages.slice(0, 4) }), '缺组织评定'],
    ['W18', review({ limit: { ...REVIEW.limit, limit: 2 } }), '评为优秀 3 名，超过上限 2 名'],
  ] as const)('%s：%s', (kind, subject, missing) => {
    const composed = compose(kind, { subject })
    expect(composed.missing.join()).toContain(missing)
    expect(composed.model).toBeNull()
  })

  test('没有写措施的问题、没有评等次的党员，逐项指明几个', () => {
    const improvements = HELD.improvements.map((each) => ({ ...each, measure: '' }))
    expect(compose('W16', { subject: meeting({ improvements }) }).missing.join()).toContain('有 2 条问题没有写整改措施')
    const results = REVIEW.results.map((each) => ({ ...each, grade: null }))
    expect(compose('W18', { subject: review({ results }) }).missing.join()).toContain('还有 10 名党员没有评定等次')
  })

  test('超限写了理由的可以成文，正文照写理由', () => {
    const subject = review({ limit: { ...REVIEW.limit, limit: 2 }, overLimitReason: '当年承担重大项目' })
    const { model, missing, cautions } = compose('W18', { subject })
    expect(missing).toEqual([])
    expect(cautions.join()).toContain('当年承担重大项目')
    expect(model && textOfDocument(model)).toContain('优秀人数超过三分之一，理由是：当年承担重大项目。')
  })
})

describe('日期说得通才成文', () => {
  // 会议、评定 2026-12-10：前一天、当天、后一天。
  test.each([
    ['2026-12-09', false],
    ['2026-12-10', true],
    ['2026-12-11', true],
  ])('%s 成文的情况报告、结果报告：%s', (datedOn, isFine) => {
    expect(compose('W16', { fields: { datedOn } }).model !== null).toBe(isFine)
    expect(compose('W18', { fields: { datedOn } }).model !== null).toBe(isFine)
  })

  test.each([
    ['2026-12-10', true],
    ['2026-12-11', false],
  ])('12 月 10 日的会，%s 才发的通知：%s', (datedOn, isFine) => {
    expect(compose('W15', { fields: { datedOn } }).model !== null).toBe(isFine)
  })
})

test('不合格的只写建议，不替组织作结论', () => {
  const { model } = compose('W18')
  const text = model ? textOfDocument(model) : ''
  expect(text).toContain('陈知行评为不合格，长期不参加组织生活；建议由支部委员会研究提出教育帮助或者启动组织处置程序的意见，按规定报批')
  expect(text).toContain('何川未参加（年老体弱，长期卧床）')
  expect(text).toContain('应参加评议党员11名，实际参加10名，其中正式党员9名、预备党员1名')
})
