import { describe, expect, test } from 'vitest'
import { parseAttachments, parseBody } from '../../shared/correspondence/free-text.ts'
import { FREE_KIND_ROWS, FREE_KINDS, type FreeKind } from '../../shared/correspondence/free-kinds.ts'
import { readDocx } from '../kit/read-docx.ts'
import { plantBranch, type BranchFixture } from './branch-fixture.ts'

describe('正文的层次（GB/T 9704-2012 7.3.3）', () => {
  test.each([
    ['一、总体要求', { kind: '标题', level: 1, text: '一、总体要求' }],
    ['（二）时间安排', { kind: '标题', level: 2, text: '（二）时间安排' }],
    ['(二)时间安排', { kind: '标题', level: 2, text: '（二）时间安排' }],
    ['3、程序', { kind: '标题', level: 3, text: '3.程序' }],
    ['(4)要求', { kind: '标题', level: 4, text: '（4）要求' }],
    ['一、届期情况。第四届于2023年选举产生。', { kind: '段', lead: '一、届期情况。', leadLevel: 1, text: '第四届于2023年选举产生。' }],
    ['2.5万元以上的', { kind: '段', lead: '', text: '2.5万元以上的' }],
    ['　　根据有关规定，通知如下。', { kind: '段', lead: '', text: '根据有关规定，通知如下。' }],
  ])('%s', (line, expected) => {
    expect(parseBody(line)).toMatchObject([expected])
  })

  test('带编号的长句没有句号，是正文不是标题', () => {
    const line = `一、${'各党支部要认真学习有关规定并抓好落实'.repeat(3)}`
    expect(parseBody(line)).toMatchObject([{ kind: '段', lead: '', text: line }])
  })

  test('用竖线分格的几行是表：首行表头，分隔行不要，缺的格补空', () => {
    const [table] = parseBody('|阶段|时间|\n|---|---|\n|准备|9月|\n|选举|')
    expect(table).toMatchObject({
      kind: '表',
      columns: [{ label: '阶段' }, { label: '时间' }],
      rows: [
        ['准备', '9月'],
        ['选举', ''],
      ],
    })
  })

  test('附件：每件另面，名称后写“（横排）”的横排；缺名、空的、重名的说清是第几件', () => {
    const { attachments, problems } = parseAttachments('附件1：名单（横排）\n|姓名|\n|张三|\n附件2：办法。\n一、总则')
    expect(problems).toEqual([])
    expect(attachments).toMatchObject([
      { name: '名单', orientation: '横向', blocks: [{ kind: '表' }] },
      { name: '办法', orientation: '纵向', blocks: [{ kind: '标题' }] },
    ])
    expect(parseAttachments('附件：\n内容').problems.join()).toContain('附件 1没有名称')
    expect(parseAttachments('附件：甲\n附件：乙\n内容').problems.join()).toContain('附件 1“甲”是空的')
    expect(parseAttachments('附件：甲\n一\n附件：甲\n二').problems.join()).toContain('同名')
    expect(parseAttachments('没有标题的内容').problems.join()).toContain('先写一行')
  })
})

const BODY = '为做好有关工作，现将事项说明如下。\n一、总体要求\n（一）提高认识。各党支部要按期换届。\n1.按时启动。届满前六个月启动。'

function requestFor(fixture: BranchFixture, kind: FreeKind, fields: Record<string, string> = {}) {
  const { genre } = FREE_KIND_ROWS[kind]
  return {
    kind,
    organizationId: fixture.tree.committee,
    fields: {
      title: genre === '证明' || genre === '介绍信' ? genre : `关于做好换届工作的${genre}`,
      ...(genre === '纪要' || genre === '公示' ? {} : { recipients: '中共某某区委员会' }),
      ...(genre === '纪要' ? { attendance1: '江以恒、林葵', title: '第三次会议纪要' } : {}),
      ...(genre === '请示' || genre === '报告' ? { signer: '苏晴' } : {}),
      body: BODY,
      ...fields,
    },
  }
}

describe('自由起草的十一个文种', () => {
  test.each(FREE_KINDS.map((kind) => [FREE_KIND_ROWS[kind].name, kind] as const))('%s：排得出、导得出，没有红项', async (_name, kind) => {
    await using fixture = await plantBranch()
    const request = requestFor(fixture, kind)
    const draft = await fixture.backend.call('correspondence.draft', request)
    expect(draft.missing).toEqual([])
    expect(draft.inspection.filter(({ level }) => level === '红')).toEqual([])
    const file = await fixture.backend.call('correspondence.exportDraft', request)
    const text = readDocx(Buffer.from(file.base64, 'base64')).paragraphs().join('\n')
    expect(text).toContain('一、总体要求')
    expect(text).not.toMatch(/undefined|null|\{|\}/)
    if (FREE_KIND_ROWS[kind].isNumbered) {
      const issued = await fixture.backend.call('correspondence.issue', request)
      expect(issued.number).toBe('测集党〔2026〕1号')
    } else expect((await fixture.backend.refused('correspondence.issue', request)).code).toBe('NOT_NUMBERED')
  })

  test('请示：缺签发人、抄送下级、没有请求批示的结语，都是红的，登记不了', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const missing = async (fields: Record<string, string>) =>
      (await backend.call('correspondence.draft', requestFor(fixture, 'F02', fields))).missing.join('\n')
    expect(await missing({ signer: '' })).toContain('缺签发人')
    expect(await missing({ recipients: '甲党委、乙党委' })).toMatch(/主送/)
    expect(await missing({ copies: '第一支部' })).toMatch(/下级/)
    const failure = await backend.refused('correspondence.issue', requestFor(fixture, 'F02', { ending: '特此报告。' }))
    expect(failure.code).toBe('DOCUMENT_INCOMPLETE')
    expect((await backend.call('correspondence.register', {})).rows).toEqual([])
  })

  test.each([
    [{ title: '' }, '缺标题'],
    [{ title: '长'.repeat(101) }, '不能超过 100 个字'],
    [{ body: '' }, '缺正文'],
    [{ body: '含\u0007控制字符' }, '正文含有不能打印的控制字符'],
    [{ attachments: '附件：名单' }, '附件 1“名单”是空的'],
  ])('坏输入 %j：说清哪一格，什么也不登记', async (fields, problem) => {
    await using fixture = await plantBranch()
    const request = requestFor(fixture, 'F01', fields)
    expect((await fixture.backend.call('correspondence.draft', request)).missing.join('\n')).toContain(problem)
    expect((await fixture.backend.refused('correspondence.issue', request)).code).toBe('DOCUMENT_INCOMPLETE')
    expect((await fixture.backend.call('correspondence.register', {})).rows).toEqual([])
  })

  test('几套红头：选哪套，代字、标志、落款、印发机关都跟着走，各自编号', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const other = {
      documentCode: '测集党办',
      letterheadName: '中共测试集团有限公司委员会办公室',
      issuerName: '中共测试集团有限公司委员会办公室',
      printingOffice: '中共测试集团有限公司委员会办公室综合科',
    }
    await backend.call('correspondence.saveLetterhead', { others: [other] })
    expect((await backend.call('correspondence.issue', requestFor(fixture, 'F01'))).number).toBe('测集党〔2026〕1号')
    const issued = await backend.call('correspondence.issue', requestFor(fixture, 'F01', { letterhead: '测集党办' }))
    expect(issued.number).toBe('测集党办〔2026〕1号')
    const file = await backend.call('correspondence.exportDocx', { documentId: issued.documentId })
    const text = readDocx(Buffer.from(file.base64, 'base64')).paragraphs().join('\n')
    expect(text).toContain('中共测试集团有限公司委员会办公室文件')
    const repeated = await backend.refused('correspondence.saveLetterhead', { others: [other, other] })
    expect(repeated.code).toBe('CODE_TAKEN')
    expect((await backend.refused('correspondence.saveLetterhead', { others: [{ ...other, documentCode: '测集党' }] })).code).toBe(
      'CODE_TAKEN',
    )
  })

  test('附注开关（K9）：缺省写联系人，关了就不写也不再提醒', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const noteOf = async () =>
      (await backend.call('correspondence.draft', requestFor(fixture, 'F02'))).fields.find(({ key }) => key === 'note')?.value
    expect(await noteOf()).toBe('联系人：苏晴，电话：0592-5550137')
    await backend.call('correspondence.saveLetterhead', { showsContactNote: false })
    expect(await noteOf()).toBe('')
    const reminder = await backend.call('correspondence.draft', { kind: 'W04', organizationId: fixture.tree.first })
    expect(reminder.cautions.join()).not.toContain('附注')
  })

  test('落款署名在设置里配一次：自由起草的、由数据起草的都用它', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const issuerOf = async () =>
      (await backend.call('correspondence.draft', { kind: 'W04', organizationId: fixture.tree.first })).fields.find(
        ({ key }) => key === 'issuer',
      )?.value
    expect(await issuerOf()).toBe('中共测试集团有限公司委员会')
    await backend.call('correspondence.saveLetterhead', { signatureName: '中共测试集团党委' })
    expect(await issuerOf()).toBe('中共测试集团党委')
  })

  test('版心读法随设置走，只影响以后登记的', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const before = await backend.call('correspondence.issue', requestFor(fixture, 'F01'))
    const exported = await backend.call('correspondence.exportDocx', { documentId: before.documentId })
    await backend.call('correspondence.saveLetterhead', { pageArea: 'strict' })
    const after = await backend.call('correspondence.issue', requestFor(fixture, 'F01'))
    expect(after.docxSha256).not.toBe(before.docxSha256)
    expect((await backend.call('correspondence.exportDocx', { documentId: before.documentId })).base64).toBe(exported.base64)
  })
})

describe('不编号的文书导出以后有留底', () => {
  test('证明导出后留在草稿箱，标出哪天导出的，改动经过里记一笔；接着还能改', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    expect((await backend.call('correspondence.drafts', {})).rows).toEqual([])
    const request = requestFor(fixture, 'F10')
    const { draftId, revision } = await backend.call('correspondence.saveDraft', { request })
    expect((await backend.call('correspondence.drafts', {})).rows).toMatchObject([{ id: draftId, exportedAt: null }])
    const { exportedAt } = await backend.call('correspondence.recordExport', { draftId, means: '导出 docx' })
    expect((await backend.call('correspondence.drafts', {})).rows).toMatchObject([{ id: draftId, exportedAt }])
    const opened = await backend.call('correspondence.savedDraft', { draftId })
    expect(opened.draft.exportedAt).toBe(exportedAt)
    expect(opened.changes[0]).toMatchObject({ label: '导出 docx', after: '第 1 次存的稿' })
    expect((await backend.call('correspondence.saveDraft', { draftId, revision, request })).revision).toBe(2)
  })

  test('编文号的不这样记：要登记才算发出', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const { draftId } = await backend.call('correspondence.saveDraft', { request: requestFor(fixture, 'F01') })
    const failure = await backend.refused('correspondence.recordExport', { draftId, means: '打印' })
    expect(failure.code).toBe('DRAFT_NUMBERED')
    expect((await backend.call('correspondence.drafts', {})).rows).toMatchObject([{ exportedAt: null }])
  })
})
