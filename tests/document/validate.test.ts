import { describe, expect, test } from 'vitest'
import type { DocumentModel } from '../../shared/document/model.ts'
import { validateDocument } from '../../shared/document/inspect-content.ts'
import { longNotice, paragraphOf, shortRequest } from './sample-documents.ts'

const request = (change: Partial<DocumentModel>) => validateDocument({ ...shortRequest(), ...change })
const head = (change: Partial<DocumentModel['head']>) => request({ head: { ...shortRequest().head, ...change } })

describe('定稿自检', () => {
  test('样例请示与通知都通过', () => {
    expect(validateDocument(shortRequest())).toEqual([])
    expect(validateDocument(longNotice())).toEqual([])
  })

  test('请示没有签发人', () => {
    expect(head({ signers: [] })).toEqual(['上行文须标注签发人姓名。'])
    expect(head({ signers: [' '] })).toEqual(['上行文须标注签发人姓名。'])
  })

  test('下行文写了签发人', () => {
    const notice = longNotice()
    expect(validateDocument({ ...notice, head: { ...notice.head, signers: ['江以恒'] } })).toEqual(['下行文不标注签发人。'])
  })

  test('请示主送两个上级（原则上一个，其余抄送）', () => {
    expect(request({ recipients: ['中共甲委员会', '中共乙委员会'] })).toEqual([expect.stringContaining('现有 2 个')])
  })

  test('请示直送领导个人', () => {
    expect(request({ recipients: ['王某某同志'] })).toEqual([expect.stringContaining('不直送领导者个人')])
  })

  test('请示没有结语', () => {
    expect(request({ body: [paragraphOf('现将有关事项请示如下。')] })).toEqual([expect.stringContaining('妥否，请批示')])
  })

  test('附件说明与附件件数不符', () => {
    expect(request({ attachmentNames: ['候选人预备人选名册'] })).toEqual(['附件说明列 1 件，实有 2 件。'])
  })

  test('附件说明与附件标题差一个字', () => {
    expect(request({ attachmentNames: ['候选人名册', '应到会人数说明'] })).toEqual([
      '附件 1 的说明“候选人名册”与附件标题“候选人预备人选名册”不一致。',
    ])
  })

  test.each(['物业支[2026]7号', '物业支〔2026〕07号', '物业支〔2026〕第7号', '物业支〔26〕7号', '〔2026〕7号', ''])(
    '发文字号“%s”不合规范',
    (number) => {
      expect(head({ number })).toEqual([expect.stringContaining('不合规范')])
    },
  )

  test('文号年份与成文日期不同年', () => {
    expect(head({ number: '物业支〔2025〕7号' })).toEqual([expect.stringContaining('年份')])
  })

  test.each(['{支部}请示', 'undefined名党员', '某某××支部', '[object Object]', 'NaN名'])('留有没填完的字样：%s', (text) => {
    expect(request({ body: [paragraphOf(text), paragraphOf('妥否，请批示。')] })).toEqual([expect.stringContaining('未填完')])
  })

  test.each(['\u0000', '\u0007', '\ud800', '\ufffe'])('控制字符与残缺的代理项 %j', (bad) => {
    expect(request({ note: `联系人${bad}` })).toContain('文中有不能打印的控制字符。')
  })

  test('生僻字不是控制字符', () => {
    expect(request({ note: '联系人：𠮷𬭚' })).toEqual([])
  })

  test('标题超过 100 个字', () => {
    expect(request({ title: '关于' + '甲'.repeat(97) + '请示' })).toEqual([expect.stringContaining('100')])
  })

  test('标题文种不符', () => {
    expect(request({ title: '关于召开党员大会的报告' })).toEqual([expect.stringContaining('文种“请示”')])
  })

  test('表里一行少一格', () => {
    const [roster, ...rest] = shortRequest().attachments
    if (!roster) throw new Error('样例应有附件')
    const broken = {
      ...roster,
      blocks: [{ kind: '表' as const, columns: [{ label: '姓名', share: 1, align: '居中' as const }], rows: [[]] }],
    }
    expect(request({ attachments: [broken, ...rest] })).toEqual([expect.stringContaining('格数与表头不符')])
  })
})
