import { describe, expect, test } from 'vitest'
import { numberGaps, numberProblem, parseNumber, tidyNumber, type NumberEntry } from '../../shared/correspondence/numbers.ts'
import { plantBranch, completeRequest } from './branch-fixture.ts'

describe('文号写法（GB/T 9704-2012 7.2.5）', () => {
  test.each([
    ['测集党〔2026〕1号', { documentCode: '测集党', year: 2026, serial: 1 }],
    ['测集党〔2026〕120号', { documentCode: '测集党', year: 2026, serial: 120 }],
  ])('%s 认得', (text, parts) => {
    expect(parseNumber(text)).toEqual(parts)
  })

  test.each([
    '测集党〔2026〕01号',
    '测集党〔2026〕第1号',
    '测集党[2026]1号',
    '〔2026〕1号',
    '测集党〔26〕1号',
    '测集党〔2026〕1',
    '测A党〔2026〕1号',
  ])('%s 不合规范', (text) => {
    expect(parseNumber(text)).toBeNull()
    expect(numberProblem(text, '2026-06-01')).toMatch(/不合规范.*六?.*代字/)
  })

  test.each([
    ['测集党[2026] 3号', '测集党〔2026〕3号'],
    ['测集党（2026）3号', '测集党〔2026〕3号'],
    ['测集党【2026】3 号', '测集党〔2026〕3号'],
  ])('%s 理成 %s', (text, tidy) => {
    expect(tidyNumber(text)).toBe(tidy)
  })

  test('年度边界：12 月 31 日的文编在当年，1 月 1 日的编在新年', () => {
    expect(numberProblem('测集党〔2025〕9号', '2025-12-31')).toBe('')
    expect(numberProblem('测集党〔2025〕9号', '2026-01-01')).toMatch(/年份是 2025.*在 2026 年/)
    expect(numberProblem('测集党〔2026〕1号', '2026-01-01')).toBe('')
  })
})

describe('缺号清单', () => {
  const entry = (documentCode: string, year: number, serial: number, state: NumberEntry['state'] = '已登记'): NumberEntry => ({
    documentCode,
    year,
    serial,
    state,
    text: '说明',
  })

  test('区分真缺、预留未用、作废；各代字各年分开', () => {
    const gaps = numberGaps([
      entry('甲', 2025, 1),
      entry('甲', 2025, 5),
      entry('甲', 2025, 2, '预留'),
      entry('甲', 2025, 4, '已作废'),
      entry('甲', 2026, 2, '空号作废'),
      entry('乙', 2026, 1),
    ])
    expect(gaps.map(({ number, kind }) => [number, kind])).toEqual([
      ['甲〔2025〕2号', '预留未用'],
      ['甲〔2025〕3号', '真缺'],
      ['甲〔2025〕4号', '作废'],
      ['甲〔2026〕1号', '真缺'],
      ['甲〔2026〕2号', '作废'],
    ])
  })

  test('没有登记过就没有缺号；连续的也没有', () => {
    expect(numberGaps([])).toEqual([])
    expect(numberGaps([entry('甲', 2026, 2), entry('甲', 2026, 1)])).toEqual([])
  })
})

describe('预留、补号与作废', () => {
  const reserve = { documentCode: '第一支', year: 2026, reservedFor: '苏晴', purpose: '补选请示' }

  test('预留的号别人取不走；用上之后不重不漏', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    expect((await backend.call('correspondence.issue', completeRequest(tree))).number).toBe('第一支〔2026〕1号')
    expect((await backend.call('correspondence.reserveNumbers', { ...reserve, count: 2 })).numbers).toEqual([
      '第一支〔2026〕2号',
      '第一支〔2026〕3号',
    ])
    expect((await backend.call('correspondence.issue', completeRequest(tree))).number).toBe('第一支〔2026〕4号')
    const before = await backend.call('correspondence.register', {})
    expect(before.gaps).toMatchObject([
      { number: '第一支〔2026〕2号', kind: '预留未用', text: '留给苏晴：补选请示' },
      { number: '第一支〔2026〕3号', kind: '预留未用' },
    ])
    const [first, second] = before.reservations
    const numbering = { reservationId: first?.id ?? '' }
    expect((await backend.call('correspondence.draft', { ...completeRequest(tree), numbering })).number).toBe('第一支〔2026〕2号')
    const used = await backend.call('correspondence.issue', { ...completeRequest(tree), numbering })
    expect(used.number).toBe('第一支〔2026〕2号')
    const again = await backend.refused('correspondence.issue', { ...completeRequest(tree), numbering })
    expect(again.message).toContain('已经用了')
    await backend.call('correspondence.voidNumber', { ...reserve, serial: second?.serial ?? 0, reason: '补选不办了' })
    const after = await backend.call('correspondence.register', {})
    expect(after.reservations).toEqual([])
    expect(after.gaps).toMatchObject([{ number: '第一支〔2026〕3号', kind: '作废', text: '补选不办了' }])
    expect(after.rows.find(({ number }) => number === '第一支〔2026〕2号')?.numberNote).toBe('用预留号（留给苏晴）')
  })

  test('提醒日的前一天不催，当天起催', async () => {
    for (const [today, isDue] of [
      ['2026-06-09', false],
      ['2026-06-10', true],
      ['2026-06-11', true],
    ] as const) {
      await using fixture = await plantBranch({ today })
      await fixture.backend.call('correspondence.reserveNumbers', { ...reserve, remindOn: today < '2026-06-10' ? '2026-06-10' : today })
      expect((await fixture.backend.call('correspondence.register', {})).reservations[0]?.isDue).toBe(isDue)
    }
  })

  test('补号：只能补真缺的号，登记簿写明是补号', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    await backend.call('correspondence.recordEarlier', {
      number: '第一支[2026]3号',
      genre: '通知',
      title: '关于召开支部党员大会的通知',
      organizationId: tree.first,
      datedOn: '2026-05-06',
    })
    const issue = (serial: number) => ({ ...completeRequest(tree), numbering: { serial, reason: '手工簿上漏登' } }) as const
    expect((await backend.refused('correspondence.issue', issue(3))).message).toContain('已经用于《关于召开支部党员大会的通知》')
    expect((await backend.refused('correspondence.issue', issue(4))).message).toContain('还没有编到')
    expect((await backend.call('correspondence.issue', issue(2))).number).toBe('第一支〔2026〕2号')
    await backend.call('correspondence.voidNumber', { documentCode: '第一支', year: 2026, serial: 1, reason: '原件遗失，查无此文' })
    expect((await backend.refused('correspondence.issue', issue(1))).message).toMatch(/已经作废.*不再使用/)
    const { rows, gaps } = await backend.call('correspondence.register', {})
    expect(gaps).toMatchObject([{ number: '第一支〔2026〕1号', kind: '作废' }])
    expect(rows.find(({ serial }) => serial === 2)?.numberNote).toBe('补号：手工簿上漏登')
    expect((await backend.call('correspondence.issue', completeRequest(tree))).number).toBe('第一支〔2026〕4号')
  })

  test('换了代字或年份的预留号不能用；公文什么也没登记', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    await backend.call('correspondence.reserveNumbers', reserve)
    const [held] = (await backend.call('correspondence.register', {})).reservations
    const request = { ...completeRequest(tree, { documentCode: '制一支' }), numbering: { reservationId: held?.id ?? '' } }
    expect((await backend.call('correspondence.draft', request)).missing.join()).toContain('不是同一代字')
    expect((await backend.refused('correspondence.issue', request)).message).toContain('不是同一代字')
    expect((await backend.call('correspondence.register', {})).rows).toEqual([])
  })

  test('拒绝：往年来年的预留、过去的提醒日、没编到的号、已用的号', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    await backend.call('correspondence.issue', completeRequest(tree))
    expect((await backend.refused('correspondence.reserveNumbers', { ...reserve, year: 2027 })).message).toContain('只能预留今年')
    expect((await backend.refused('correspondence.reserveNumbers', { ...reserve, remindOn: '2026-05-31' })).message).toContain('已经过去')
    expect((await backend.refused('correspondence.reserveNumbers', { ...reserve, documentCode: 'AB' })).message).toContain('只能是汉字')
    const voiding = { documentCode: '第一支', year: 2026, reason: '试' }
    expect((await backend.refused('correspondence.voidNumber', { ...voiding, serial: 9 })).message).toContain('还没有编到')
    expect((await backend.refused('correspondence.voidNumber', { ...voiding, serial: 1 })).message).toContain('已经用于')
  })

  test('补登此前发文：文号重复、写法不对、年份不符、未来日期都拒绝，指明是哪一格', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const earlier = {
      number: '第一支〔2025〕7号',
      genre: '报告' as const,
      title: '关于选举结果的报告',
      organizationId: tree.first,
      datedOn: '2025-12-31',
    }
    expect((await backend.call('correspondence.recordEarlier', earlier)).number).toBe('第一支〔2025〕7号')
    const place = async (change: Partial<typeof earlier>) =>
      (await backend.refused('correspondence.recordEarlier', { ...earlier, ...change })).problems[0]
    expect(await place({})).toMatchObject({ place: 'number', message: expect.stringContaining('已经用于') as string })
    expect(await place({ number: '第一支〔2025〕第8号' })).toMatchObject({ place: 'number' })
    expect(await place({ number: '第一支〔2025〕8号', datedOn: '2026-01-01' })).toMatchObject({
      message: expect.stringContaining('年份') as string,
    })
    expect(await place({ number: '第一支〔2026〕8号', datedOn: '2026-06-02' })).toMatchObject({ place: 'datedOn' })
    expect(await place({ number: '第一支〔2009〕8号', datedOn: '2009-06-02' })).toMatchObject({ place: 'datedOn' })
    const { rows } = await backend.call('correspondence.register', { year: 2025 })
    expect(rows).toMatchObject([{ origin: '补登', kindName: '此前发文', genre: '报告' }])
    const documentId = rows[0]?.id ?? ''
    for (const route of ['correspondence.exportDocx', 'correspondence.previewHtml'] as const)
      expect((await backend.refused(route, { documentId })).message).toContain('没有定稿')
  })
})
