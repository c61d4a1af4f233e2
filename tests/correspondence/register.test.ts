import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../shared/calendar/plain-date.ts'
import { documentFileName } from '../../electron/correspondence/file-name.ts'
import { readDocx } from '../kit/read-docx.ts'
import { completeRequest, plantBranch } from './branch-fixture.ts'

const bytesOf = (file: { base64: string }) => Buffer.from(file.base64, 'base64')

describe('发文登记', () => {
  test('文号逐个连续；作废不回收；换代字、换年各自从 1 起', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const issue = (fields: Record<string, string> = {}) => backend.call('correspondence.issue', completeRequest(tree, fields))
    const first = await issue()
    expect(first.number).toBe('第一支〔2026〕1号')
    const second = await issue()
    expect(second.number).toBe('第一支〔2026〕2号')
    await backend.call('correspondence.void', { documentId: second.documentId, reason: '主送机关有误' })
    expect((await issue()).number).toBe('第一支〔2026〕3号')
    expect((await issue({ documentCode: '制一支' })).number).toBe('制一支〔2026〕1号')
    expect((await issue({ datedOn: '2025-12-31', meetingOn: '2026-10-20' })).number).toBe('第一支〔2025〕1号')
    const { rows, gaps } = await backend.call('correspondence.register', {})
    expect(rows).toHaveLength(5)
    expect(gaps).toMatchObject([{ number: '第一支〔2026〕2号', kind: '作废' }])
    expect(rows.find((row) => row.id === second.documentId)).toMatchObject({ status: '已作废', voidReason: '主送机关有误' })
    expect(new Set(rows.map((row) => row.number)).size).toBe(5)
  })

  test('成文日期：昨天、今天可以登记，明天的只能起草，不占来年的文号', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const { today } = await backend.call('settings.overview', {})
    for (const datedOn of [addDays(today, -1), today]) await backend.call('correspondence.issue', completeRequest(tree, { datedOn }))
    const later = completeRequest(tree, { datedOn: addDays(today, 1) })
    expect((await backend.call('correspondence.draft', later)).missing).toEqual([])
    const failure = await backend.refused('correspondence.issue', later)
    expect(failure).toMatchObject({ code: 'DOCUMENT_DATED_IN_FUTURE', problems: [{ place: 'datedOn' }] })
    expect(failure.message).toMatch(/在今天.*之后.*到了那天再登记/)
    expect((await backend.call('correspondence.register', {})).rows).toHaveLength(2)
  })

  test('同时登记十份：文号不重不漏', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const issued = await Promise.all(Array.from({ length: 10 }, () => backend.call('correspondence.issue', completeRequest(tree))))
    const serials = issued.map(({ number }) => Number(/〕(\d+)号/.exec(number)?.[1])).sort((a, b) => a - b)
    expect(serials).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('请示登记即留下“换届请示”节点；已有的不重复；作废撤下自己生成的', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const milestones = async () => (await backend.call('election.board', { organizationId: tree.first })).terms[0]?.milestones ?? []
    const first = await backend.call('correspondence.issue', completeRequest(tree))
    expect(await milestones()).toMatchObject([{ kind: '换届请示', occurredOn: '2026-06-01', documentNo: first.number }])
    const second = await backend.call('correspondence.issue', completeRequest(tree))
    expect(await milestones()).toHaveLength(1)
    await backend.call('correspondence.void', { documentId: second.documentId, reason: '重复' })
    expect(await milestones()).toHaveLength(1)
    await backend.call('correspondence.void', { documentId: first.documentId, reason: '重拟' })
    expect(await milestones()).toEqual([])
  })

  test('人工登记过的节点，作废公文时不动', async () => {
    await using fixture = await plantBranch()
    const { backend, tree, termId } = fixture
    await backend.call('election.recordMilestone', { termId, kind: '换届请示', occurredOn: '2026-05-20', documentNo: '第一支〔2026〕1号' })
    const { documentId } = await backend.call('correspondence.issue', completeRequest(tree))
    await backend.call('correspondence.void', { documentId, reason: '重拟' })
    expect((await backend.call('election.board', { organizationId: tree.first })).terms[0]?.milestones).toMatchObject([
      { occurredOn: '2026-05-20' },
    ])
  })

  test('导出的 docx 与登记的散列相同；名册后来改了，导出的还是定稿那一份', async () => {
    await using fixture = await plantBranch()
    const { backend, tree, memberIds } = fixture
    const issued = await backend.call('correspondence.issue', completeRequest(tree))
    const exported = await backend.call('correspondence.exportDocx', { documentId: issued.documentId })
    expect(exported.fileName).toBe('关于召开党员大会进行换届选举的请示（第一支〔2026〕1号）.docx')
    expect(createHash('sha256').update(bytesOf(exported)).digest('hex')).toBe(issued.docxSha256)
    await backend.call('member.remove', { memberId: memberIds[9] ?? '', reason: '登错' })
    const again = await backend.call('correspondence.exportDocx', { documentId: issued.documentId })
    expect(again.base64).toBe(exported.base64)
    const text = readDocx(bytesOf(exported)).paragraphs().join('\n')
    expect(text).toContain('妥否，请批示。')
    expect(text).toContain('签发人：')
    expect(text).toContain('附件：1.\t候选人预备人选名册')
    expect((await backend.call('correspondence.previewHtml', { documentId: issued.documentId })).html).toContain(
      '第一支〔2026〕1号'.slice(0, 3),
    )
  })

  test('按文种、党组织、年份筛选', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    await backend.call('correspondence.issue', completeRequest(tree))
    await backend.call('correspondence.issue', { kind: 'W04', organizationId: tree.first })
    const count = async (filter: Parameters<typeof backend.call<'correspondence.register'>>[1]) =>
      (await backend.call('correspondence.register', filter)).rows.length
    expect(await count({})).toBe(2)
    expect(await count({ kind: 'W04' })).toBe(1)
    expect(await count({ subjectId: tree.second })).toBe(0)
    expect(await count({ year: 2025 })).toBe(0)
    expect(await count({ year: 2026 })).toBe(2)
  })

  test('拒绝：再次作废、没有的公文、没有浏览器时导出 PDF', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const { documentId } = await backend.call('correspondence.issue', completeRequest(tree))
    await backend.call('correspondence.void', { documentId, reason: '重拟' })
    expect((await backend.refused('correspondence.void', { documentId, reason: '再来' })).code).toBe('ALREADY_VOID')
    expect((await backend.refused('correspondence.exportDocx', { documentId: 'nobody' })).code).toBe('NOT_FOUND')
    const failure = await backend.refused('correspondence.exportPdf', { documentId })
    expect(failure.code).toBe('NO_PDF_PRINTER')
    expect(failure.message).toContain('Word 或 WPS')
  })
})

describe('导出文件名', () => {
  test.each([
    ['关于召开党员大会的请示', '物业支〔2026〕7号', '关于召开党员大会的请示（物业支〔2026〕7号）.docx'],
    ['关于A/B:C*?"<>|\\的通知', '甲〔2026〕1号', '关于ABC的通知（甲〔2026〕1号）.docx'],
  ])('%s', (title, number, expected) => {
    expect(documentFileName(title, number, 'docx')).toBe(expected)
  })

  test('太长的标题截断，文号完整，不超过 255 字节', () => {
    const name = documentFileName('𠮷'.repeat(100), '物业支〔2026〕7号', 'pdf')
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(name.endsWith('（物业支〔2026〕7号）.pdf')).toBe(true)
    expect(name).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
  })
})
