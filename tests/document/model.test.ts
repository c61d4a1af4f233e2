import { describe, expect, test } from 'vitest'
import { documentModel, draftDocument } from '../../shared/document/model.ts'
import { validateDocument } from '../../shared/document/inspect-content.ts'
import { longNotice, paragraphOf } from './sample-documents.ts'

/** 第 1 版定稿的样子：没有版式、版心、落款方式这些项。 */
function storedFirstVersion(): unknown {
  const { form, pageArea, attendance, head, signature, ...rest } = longNotice()
  expect([form, pageArea, attendance]).toEqual(['文件', 'common', []])
  return {
    ...rest,
    version: 1,
    head: { mark: head.mark, number: head.number, signers: [] },
    signature: { issuer: signature.issuer, datedOn: signature.datedOn },
  }
}

describe('公文模型的版本', () => {
  test('第 1 版的定稿照样读得出，与第 2 版的缺省写法相同', () => {
    expect(documentModel.parse(storedFirstVersion())).toEqual(longNotice())
  })

  test('第 2 版存库再读不变', () => {
    expect(documentModel.parse(JSON.parse(JSON.stringify(longNotice())))).toEqual(longNotice())
  })

  test('更新版本的定稿不猜着读', () => {
    expect(documentModel.safeParse({ ...longNotice(), version: 3 }).success).toBe(false)
  })
})

describe('没有版头的文书', () => {
  const statement = draftDocument({
    form: '普通',
    genre: '内部文书',
    direction: '内部',
    head: { mark: '', number: '', signers: [] },
    title: '清点选票报告单',
    recipients: [],
    body: [paragraphOf('大会发出选票44张。'), { kind: '签字', fields: [{ label: '总监票人' }, { label: '监票人', blank: 8 }] }],
    attachmentNames: [],
    attachments: [],
    signature: { issuer: '中共金圆大厦物业支部委员会', datedOn: '2026-09-14', mode: '无' },
    note: '',
    colophon: null,
  })

  test('不要文号、主送与版头；签字的空格不算没填完', () => {
    expect(validateDocument(statement)).toEqual([])
  })

  test('信函仍要文号与主送', () => {
    expect(validateDocument({ ...statement, form: '信函', head: { ...statement.head, mark: '中共金圆大厦物业支部委员会' } })).toEqual([
      expect.stringContaining('发文字号'),
      '缺主送机关。',
    ])
  })
})
