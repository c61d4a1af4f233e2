import { describe, expect, test } from 'vitest'
import { completeRequest, plantBranch } from './branch-fixture.ts'

const plain = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s/g, '')

async function draftOf(fields: Record<string, string>, options: Parameters<typeof plantBranch>[0] = {}) {
  await using fixture = await plantBranch(options)
  const { backend, tree } = fixture
  return await backend.call('correspondence.draft', completeRequest(tree, fields))
}

describe('换届请示（W05）', () => {
  test('填齐即成文：签发人、主送、届期、应到会、结语都由数据推出', async () => {
    const draft = await draftOf({})
    expect(draft.missing).toEqual([])
    const text = plain(draft.html)
    expect(text).toContain('签发人：江以恒')
    expect(text).toContain('中共测试集团有限公司委员会：')
    expect(text).toContain('现经中共测试制造公司总支部委员会转报')
    expect(text).toContain('我支部第四届支部委员会于2023年10月23日选举产生，任期3年，于2026年10月23日届满。拟按期换届。')
    expect(text).toContain('我支部共有党员11名，其中正式党员10名、预备党员1名。应到会有选举权的党员10名。实到会有选举权的党员不少于8名')
    expect(text).toContain('拟设委员3名，提出候选人预备人选4名，差额1名，差额比例33.3%')
    expect(text).toContain('妥否，请批示。')
    expect(text).toContain('注：以上按上报次序排列。')
    expect(text).not.toMatch(/[{}]|undefined|null|NaN|×/)
  })

  test('字段写明来源；人改过的不再标来源', async () => {
    const draft = await draftOf({ signer: '林葵' })
    const field = (key: string) => draft.fields.find((each) => each.key === key)
    expect(field('recipient')).toMatchObject({ derivedFrom: '党组织（上级党委）', value: '中共测试集团有限公司委员会' })
    expect(field('signer')).toMatchObject({ derivedFrom: '', value: '林葵' })
  })

  test('什么也没填：逐项列出缺什么、去哪补，不出半成品', async () => {
    await using fixture = await plantBranch({ withSecretary: false })
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', { kind: 'W05', organizationId: tree.first })
    expect(draft.html).toBe('')
    expect(draft.missing.map((each) => each.split('：')[0])).toEqual([
      '缺签发人',
      '缺大会日期',
      '缺大会地点',
      '缺人选产生过程',
      '缺候选人预备人选',
    ])
    const failure = await backend.refused('correspondence.issue', { kind: 'W05', organizationId: tree.first })
    expect(failure.code).toBe('DOCUMENT_INCOMPLETE')
    expect(failure.problems.map((each) => each.place)).toContain('signer')
    expect((await backend.call('correspondence.register', {})).rows).toEqual([])
  })

  // N-10：候选人数不少于应选人数加 20%（向上取整）。
  test.each([
    [3, 3, false],
    [3, 4, true],
    [5, 5, false],
    [5, 6, true],
    [6, 7, false],
    [6, 8, true],
  ])('应选 %i 名、候选 %i 名：%s', async (seats, count, isEnough) => {
    const names = ['江以恒', '林葵', '董念慈', '苏晴', '𠮷田野', '陈知行', '许望舒', '叶青'].slice(0, count).join('\n')
    const draft = await draftOf({ seatCount: String(seats), candidates: names })
    expect(draft.missing.filter((each) => each.includes('差额不足'))).toHaveLength(isEnough ? 0 : 1)
  })

  test.each([
    ['江以恒\n查无此人\n林葵\n苏晴', '第 2 名“查无此人”不在本支部名册'],
    ['江以恒\n林葵\n江以恒\n苏晴', '第 3 名“江以恒”与第 1 名重复'],
    ['江以恒,书记\n林葵,书记', '拟任书记有 2 名（江以恒、林葵）'],
    ['江以恒\n林葵\n新苗\n苏晴', '第 3 名“新苗”是预备党员'],
    ['[{"proposedPost":"书记"}]', '人选读不懂'],
    ['[不是 JSON', '人选读不懂'],
  ])('坏的人选 %j', async (candidates, problem) => {
    const draft = await draftOf({ candidates })
    expect(draft.missing.join('\n')).toContain(problem)
    expect(draft.html).toBe('')
  })

  test('同名党员须选定是哪一位；用党员标识可以', async () => {
    await using fixture = await plantBranch({ people: [{}, { name: '江以恒' }] })
    const { backend, tree, memberIds } = fixture
    const byName = await backend.call('correspondence.draft', completeRequest(tree, { candidates: '江以恒\n董念慈\n苏晴\n叶青' }))
    expect(byName.missing.join()).toContain('2 名同名党员')
    const candidates = JSON.stringify([0, 2, 3, 7].map((index) => ({ memberId: memberIds[index], proposedPost: '委员' })))
    expect((await backend.call('correspondence.draft', completeRequest(tree, { candidates }))).missing).toEqual([])
  })

  test('留党察看的不能作候选人，也不计入应到会；不计入应到会的列名列理由', async () => {
    const draft = await draftOf(
      {},
      {
        people: [{}, {}, {}, { rightsStatus: '留党察看' }, {}, {}, {}, { rightsStatus: '不计入应到会', remark: '长期卧床，生活不能自理' }],
      },
    )
    expect(draft.missing.join()).toContain('第 4 名“苏晴”权利状态为“留党察看”')
    const fixed = await draftOf(
      { candidates: '江以恒\n林葵\n董念慈\n陈知行' },
      {
        people: [{}, {}, {}, { rightsStatus: '留党察看' }, {}, {}, {}, { rightsStatus: '不计入应到会', remark: '长期卧床，生活不能自理' }],
      },
    )
    const text = plain(fixed.html)
    expect(text).toContain('应到会有选举权的党员8名；另有1名正式党员拟按规定不计入应到会人数')
    expect(text).toContain('叶青长期卧床，生活不能自理')
    expect(text).toContain('不少于7名')
  })

  test.each([
    ['2026-10-22', false],
    ['2026-10-23', false],
    ['2026-10-24', true],
  ])('大会 %s，届满 2026-10-23：晚于届满才要写原因', async (meetingOn, isLate) => {
    const draft = await draftOf({ meetingOn })
    expect(draft.missing.some((each) => each.startsWith('缺未按期换届的原因'))).toBe(isLate)
    if (!isLate) return
    const explained = plain((await draftOf({ meetingOn, delayReason: '因主要负责人调整。' })).html)
    expect(explained).toContain('因主要负责人调整，未能按期换届，至拟定的大会日期逾期1天。')
  })

  test.each([
    ['2026-06-22', null],
    ['2026-06-23', null],
    ['2026-06-24', '晚 1 天'],
  ])('成文 %s，请示线 2026-06-23：晚了只提醒不拦', async (datedOn, caution) => {
    const draft = await draftOf({ datedOn })
    expect(draft.missing).toEqual([])
    const said = draft.cautions.filter((each) => each.includes('请示线'))
    expect(said).toHaveLength(caution === null ? 0 : 1)
    if (caution !== null) expect(said[0]).toContain(caution)
  })

  test.each([
    [{ place: '三楼\u0007会议室' }, '大会地点含有不能打印的控制字符'],
    [{ place: '三楼\n会议室' }, '大会地点只能写一行'],
    [{ meetingOn: '2026-02-30' }, '大会日期“2026-02-30”不是日期'],
    [{ seatCount: '三' }, '委员名额“三”不是整数'],
    [{ title: '关于' + '很长'.repeat(60) + '的请示' }, '标题有'],
    [{ title: '关于{支部}换届的请示' }, '未填完的字样'],
    [{ documentCode: 'ABC' }, '机关代字“ABC”只能是汉字'],
  ])('坏输入 %j', async (fields, problem) => {
    const draft = await draftOf(fields)
    expect(draft.missing.join('\n')).toContain(problem)
  })

  test('附注联系人是建议项：清空只提醒', async () => {
    const draft = await draftOf({ contactName: '', contactPhone: '' })
    expect(draft.missing).toEqual([])
    expect(draft.cautions.join()).toContain('附注没有写联系人')
  })

  test('没有登记届次：说明去哪补', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', { ...completeRequest(tree), organizationId: tree.second })
    expect(draft.missing.join()).toContain('没有登记本届的选举日')
    expect(draft.missing.join()).toContain('没有编入党员')
  })

  test('党委、党小组不用这份请示；没有的党组织也拒绝', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    expect((await backend.refused('correspondence.draft', { ...completeRequest(tree), organizationId: tree.committee })).code).toBe(
      'WRONG_LEVEL',
    )
    expect((await backend.refused('correspondence.draft', { ...completeRequest(tree), organizationId: tree.group })).code).toBe(
      'WRONG_LEVEL',
    )
    expect((await backend.refused('correspondence.draft', { ...completeRequest(tree), organizationId: 'nobody' })).code).toBe('NOT_FOUND')
  })
})
