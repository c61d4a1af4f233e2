import { describe, expect, test } from 'vitest'
import { assessmentBulletin, type RankedSheet } from '../../electron/assessment/documents.ts'
import { TASKS } from '../../shared/glossary.ts'
import type { DraftFacts } from '../../shared/correspondence/facts.ts'
import { textOfDocument } from '../../shared/document/text.ts'
import { UNIT, plantBranch } from './branch-fixture.ts'

const plain = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s/g, '')

describe('换届通知（W04）', () => {
  test('本届已经发过就提醒文号；作废以后不再提醒', async () => {
    await using fixture = await plantBranch({ today: '2026-04-20' })
    const { backend, tree } = fixture
    const cautions = async () =>
      (await backend.call('correspondence.draft', { kind: 'W04', organizationId: tree.first })).cautions.join('；')
    expect(await cautions()).not.toContain('已经发过')
    const { documentId, number } = await backend.call('correspondence.issue', { kind: 'W04', organizationId: tree.first })
    expect(await cautions()).toContain(`同一事由已经发过：${number}`)
    await backend.call('correspondence.void', { documentId, reason: '登错' })
    expect(await cautions()).not.toContain('已经发过')
  })

  test('不用填一个字即成文；登记留下“上级提醒”', async () => {
    await using fixture = await plantBranch({ today: '2026-04-20' })
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', { kind: 'W04', organizationId: tree.first })
    expect(draft.missing).toEqual([])
    const text = plain(draft.html)
    expect(text).toContain('你支部第四届委员会于2023年10月23日选举产生，任期3年，将于2026年10月23日届满。')
    expect(text).toContain('于2026年6月23日前书面报送换届请示')
    expect(text).not.toContain('签发人')
    expect(text).toContain('应到会有选举权的党员10名')
    const { number } = await backend.call('correspondence.issue', { kind: 'W04', organizationId: tree.first })
    expect(number).toBe('测集党〔2026〕1号')
    const board = await backend.call('election.board', { organizationId: tree.first })
    expect(board.terms[0]?.milestones).toMatchObject([{ kind: '上级提醒', occurredOn: '2026-04-20', documentNo: number }])
  })

  test.each([
    ['2026-10-22', '将于2026年10月23日届满'],
    ['2026-10-23', '将于2026年10月23日届满'],
    ['2026-10-24', '已于2026年10月23日届满，至今逾期1天，尚未换届'],
  ])('%s 成文：%s', async (today, sentence) => {
    await using fixture = await plantBranch({ today })
    const { backend, tree } = fixture
    expect(plain((await backend.call('correspondence.draft', { kind: 'W04', organizationId: tree.first })).html)).toContain(sentence)
  })

  test('请示线已过：报送期限取成文后十五天，不写过去的日期', async () => {
    await using fixture = await plantBranch({ today: '2026-09-14' })
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', { kind: 'W04', organizationId: tree.first })
    expect(draft.fields.find((field) => field.key === 'replyBy')?.value).toBe('2026-09-29')
    expect(plain(draft.html)).toContain('报送时间已过')
    const early = await backend.call('correspondence.draft', { kind: 'W04', organizationId: tree.first, fields: { replyBy: '2026-09-13' } })
    expect(early.missing.join()).toContain('早于成文日期')
  })

  test('获批延期：按延期后的届满日算', async () => {
    await using fixture = await plantBranch({ today: '2026-11-01' })
    const { backend, tree, termId } = fixture
    await backend.call('election.recordApproval', {
      termId,
      kind: '延期',
      approvedOn: '2026-10-01',
      documentNo: '测集党〔2026〕9号',
      approver: '中共测试集团有限公司委员会',
      newEndOn: '2027-04-23',
    })
    expect(plain((await backend.call('correspondence.draft', { kind: 'W04', organizationId: tree.first })).html)).toContain(
      '原定2026年10月23日届满，经批准延期至2027年4月23日。',
    )
  })

  test('没有填本单位：逐项指到设置', async () => {
    await using fixture = await plantBranch({ withUnit: false })
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', { kind: 'W04', organizationId: tree.first })
    expect(draft.missing.filter((each) => each.includes('设置'))).toHaveLength(4)
    expect(draft.missing[0]).toBe('缺本单位全称：请到“设置”填写本单位与红头')
    expect(draft.html).toBe('')
  })
})

const NO_EDITS = { fields: {}, paragraphs: {} }

const FACTS: DraftFacts = {
  today: '2027-01-08',
  unit: UNIT,
  organization: {
    id: 'c',
    name: '中共测试集团有限公司委员会',
    shortName: '集团党委',
    level: '党委',
    documentCode: '',
    contactName: '',
    contactPhone: '',
  },
  superiors: [],
  term: null,
  members: [],
  electorate: { meetingOn: null, all: [], full: [], probationary: [], voters: [], excluded: [], suspended: [] },
  posts: [],
  vacancies: [],
  milestones: [],
  issued: [],
  process: null,
  lastSerials: new Map([['测集党|2027', 4]]),
}

function sheet(index: number, finalCenti: number, change: Partial<RankedSheet> = {}): RankedSheet {
  return {
    year: 2026,
    organizationId: `o${index}`,
    organizationName: `第${index}`,
    organizationCode: `001.${index}`,
    schemeVersion: 1,
    tasks: TASKS.map((name, task) => ({
      taskNo: task + 1,
      name,
      weightCenti: 1250,
      isApplicable: task !== 4,
      scoreCenti: 1000 - task,
      ratioPermyriad: 9000 - task * 100,
      items: [],
    })),
    baseCenti: finalCenti,
    bonusCenti: 0,
    deductionCenti: 0,
    finalCenti,
    grade: '优秀',
    stars: 5,
    category: '先进',
    adjustments: [],
    vetoes: [],
    vetoHints: [],
    pendingItems: [],
    rank: index,
    rankChange: null,
    ...change,
  }
}

describe('考核通报（W34）', () => {
  const sheets = [
    sheet(1, 9605),
    sheet(2, 8501, { grade: '良好', stars: 4, category: '中间' }),
    sheet(3, 5900, { grade: '较差', stars: 1, category: '后进' }),
    sheet(4, 9100, {
      grade: '一般',
      stars: 2,
      category: '后进',
      vetoes: [{ vetoId: 'V1', name: '逾期未换届', basis: '依据', confirmedBy: '党委', confirmedOn: '2027-01-05' }],
    }),
  ]

  test('平均、最高、最低与等次人数照得分表算；先进后进点名，中间不点名', () => {
    const { model, missing } = assessmentBulletin(FACTS, 2026, sheets, NO_EDITS, '2027-01-08')
    expect(missing).toEqual([])
    if (!model) throw new Error('应已成文')
    const text = textOfDocument(model)
    expect(model.head.number).toBe('测集党〔2027〕5号')
    // (9605+8501+5900+9100)/4 = 8276.5 → 82.77
    expect(text).toContain('4个党支部平均得分82.77分，最高96.05分，最低59.00分。按得分评定等次：优秀1个、良好1个、一般1个、较差1个。')
    expect(text).toContain('先进党支部1个（五星级）：第1党支部。')
    expect(text).toContain('后进党支部2个：第3党支部（一星级）、第4党支部（二星级）。')
    expect(text).toContain('第4党支部经确认存在一票否决情形，得分不改，等次按规定封顶')
    expect(text).not.toMatch(/中间党支部1个：/)
    expect(model.recipients).toEqual(['各党总支', '各党支部'])
  })

  test('得分表横排，每支部一行，不适用的任务写“—”', () => {
    const { model } = assessmentBulletin(FACTS, 2026, sheets, NO_EDITS, '2027-01-08')
    const [attachment] = model?.attachments ?? []
    expect(attachment).toMatchObject({ name: '2026年度党支部考核得分表', orientation: '横向' })
    const [table] = attachment?.blocks ?? []
    if (table?.kind !== '表') throw new Error('附件应是表')
    expect(table.rows).toHaveLength(4)
    expect(table.rows[0]).toEqual([
      '1',
      '第1',
      '10.00',
      '9.99',
      '9.98',
      '9.97',
      '—',
      '9.95',
      '9.94',
      '9.93',
      '96.05',
      '0.00',
      '0.00',
      '96.05',
      '优秀',
      '五星',
      '先进',
    ])
  })

  test('待确认的否决只提醒，不写进通报；年度未完也提醒', () => {
    const hinted = [sheet(1, 9605, { vetoHints: [{ vetoId: 'V1', reason: '逾期超过 180 天' }], pendingItems: ['1.1'] })]
    const { model, cautions } = assessmentBulletin(FACTS, 2026, hinted, NO_EDITS, '2026-12-31')
    expect(cautions.join()).toContain('待确认的一票否决')
    expect(cautions.join()).toContain('尚未结束')
    expect(cautions.join()).toContain('1 个党支部存在待补证项')
    expect(model ? textOfDocument(model) : '').not.toContain('一票否决')
    expect(assessmentBulletin(FACTS, 2026, hinted, NO_EDITS, '2027-01-01').cautions.join()).not.toContain('尚未结束')
  })

  test('没有支部参加考核、没有设置本单位：列缺项', () => {
    expect(assessmentBulletin(FACTS, 2026, [], NO_EDITS, '2027-01-08').missing.join()).toContain('缺考核得分')
    expect(assessmentBulletin({ ...FACTS, unit: null }, 2026, sheets, NO_EDITS, '2027-01-08').missing[0]).toContain('缺本单位全称')
  })

  test('由支部发通报、没给年度都拒绝', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    expect((await backend.refused('correspondence.draft', { kind: 'W34', organizationId: tree.first, year: 2025 })).code).toBe(
      'WRONG_LEVEL',
    )
    expect((await backend.refused('correspondence.draft', { kind: 'W34', organizationId: tree.committee })).code).toBe('YEAR_REQUIRED')
  })
})
