import { describe, expect, test } from 'vitest'
import { editTargetOf } from '../../shared/correspondence/edit-target.ts'
import { completeRequest, plantBranch } from './branch-fixture.ts'

/** 分页 HTML 里各块的字，按块号。 */
function blocksIn(html: string): { id: string; text: string }[] {
  const texts = new Map<string, string>()
  for (const [, id = '', inner = ''] of html.matchAll(/<(?:p|h1|h2|h3|div) data-block="([^"]+)">(.*?)<\/(?:p|h1|h2|h3|div)>/g))
    texts.set(id, (texts.get(id) ?? '') + inner.replaceAll(/<[^>]+>/g, ''))
  return [...texts].map(([id, text]) => ({ id, text }))
}

describe('点预览里的字，跳到左边写它的那一格', () => {
  test('由数据起草的：正文每一段都跳到逐段改正文里的那一段，改成两行的两块跳同一段', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const before = await backend.call('correspondence.draft', completeRequest(tree))
    const [, term] = before.paragraphs
    if (!term) throw new Error('应有几段正文')
    const paragraphs = { [term.id]: { text: '如期届满。\n另起一段的说明。', basedOn: term.derivedText } }
    const draft = await backend.call('correspondence.draft', { ...completeRequest(tree), paragraphs })
    const blocks = blocksIn(draft.html)
    const targetOf = (words: string) => {
      const block = blocks.find(({ text }) => text.includes(words))
      if (!block) throw new Error(`纸上应有“${words}”`)
      return editTargetOf(block, draft)
    }
    expect(targetOf('如期届满')).toEqual({ kind: '段落', id: term.id })
    expect(targetOf('另起一段的说明')).toEqual({ kind: '段落', id: term.id })
    const last = draft.paragraphs.findLast(({ place }) => place === '正文')
    expect(targetOf('妥否，请批示')).toEqual({ kind: '段落', id: last?.id })
    const printed = draft.paragraphs.flatMap(({ blockIds }) => blockIds)
    expect(new Set(printed).size).toBe(printed.length)
    for (const id of printed.filter((each) => each.startsWith('body.'))) expect(draft.html).toContain(`data-block="${id}"`)
  })

  test('删去的一段不占块，后面的段仍对得上', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const before = await backend.call('correspondence.draft', completeRequest(tree))
    const [first] = before.paragraphs
    if (!first) throw new Error('应有几段正文')
    const paragraphs = { [first.id]: { text: '', basedOn: first.derivedText } }
    const draft = await backend.call('correspondence.draft', { ...completeRequest(tree), paragraphs })
    expect(draft.paragraphs[0]?.blockIds).toEqual([])
    const ending = blocksIn(draft.html).find(({ text }) => text.includes('妥否，请批示'))
    expect(ending && editTargetOf(ending, draft)).toEqual({
      kind: '段落',
      id: draft.paragraphs.findLast(({ place }) => place === '正文')?.id,
    })
  })

  test('自由起草的：标题、主送、结语各跳各的格，正文跳到那一行的开头，版头跳到版头', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const body = '近来检查发现几处不足。\n1、检查范围。各支部的记录。\n请对照改正。'
    const draft = await backend.call('correspondence.draft', {
      kind: 'F01',
      organizationId: tree.first,
      fields: { title: '关于做好记录检查的通知', recipients: '各党小组', body, documentCode: '一支' },
    })
    expect(draft.missing).toEqual([])
    const blocks = blocksIn(draft.html)
    const at = (words: string) => {
      const block = blocks.find(({ text }) => text.includes(words))
      if (!block) throw new Error(`纸上应有“${words}”`)
      return editTargetOf(block, draft)
    }
    expect(at('关于做好记录检查')).toEqual({ kind: '字段', key: 'title', at: null })
    expect(at('各党小组')).toEqual({ kind: '字段', key: 'recipients', at: null })
    expect(at('各支部的记录')).toEqual({ kind: '字段', key: 'body', at: body.indexOf('检查范围') })
    expect(at('请对照改正')).toEqual({ kind: '字段', key: 'body', at: body.indexOf('请对照改正') })
    expect(at('特此通知')).toEqual({ kind: '字段', key: 'ending', at: null })
    expect(editTargetOf({ id: 'number', text: '' }, draft)).toEqual({ kind: '字段', key: 'documentCode', at: null })
    expect(editTargetOf({ id: 'signers', text: '' }, draft)).toBeNull()
  })
})
