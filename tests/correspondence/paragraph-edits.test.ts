import { describe, expect, test } from 'vitest'
import { completeRequest, plantBranch } from './branch-fixture.ts'

describe('逐段改正文', () => {
  test('改一段：预览里是我写的，推出的文字与来源照样留着', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const before = await backend.call('correspondence.draft', completeRequest(tree))
    const last = before.paragraphs.findLast((each) => each.place === '正文')
    if (!last) throw new Error('应有正文')
    expect(last).toMatchObject({ text: '妥否，请批示。', isOverridden: false, isStale: false })
    const paragraphs = { [last.id]: { text: '以上当否，请批复。', basedOn: last.derivedText } }
    const after = await backend.call('correspondence.draft', { ...completeRequest(tree), paragraphs })
    expect(after.missing).toEqual([])
    expect(after.html).toContain('以上当否，请批复。')
    expect(after.paragraphs.find(({ id }) => id === last.id)).toMatchObject({
      derivedText: '妥否，请批示。',
      text: '以上当否，请批复。',
      isOverridden: true,
      isStale: false,
    })
  })

  test('改完以后数据变了：标出来；重新取数与保留我的都消得掉', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', completeRequest(tree))
    const about = draft.paragraphs.find(({ text }) => text.includes('三楼会议室'))
    if (!about) throw new Error('应有大会安排一段')
    const mine = { text: `${about.text}请各位委员提前到会。`, basedOn: about.derivedText }
    const moved = { ...completeRequest(tree, { place: '五楼报告厅' }), paragraphs: { [about.id]: mine } }
    const stale = await backend.call('correspondence.draft', moved)
    const now = stale.paragraphs.find(({ id }) => id === about.id)
    expect(now).toMatchObject({ isOverridden: true, isStale: true })
    expect(stale.cautions.join()).toContain('改了以后记录又变了')
    const kept = { ...moved, paragraphs: { [about.id]: { ...mine, basedOn: now?.derivedText ?? '' } } }
    expect((await backend.call('correspondence.draft', kept)).paragraphs.find(({ id }) => id === about.id)).toMatchObject({
      isOverridden: true,
      isStale: false,
    })
    const retaken = await backend.call('correspondence.draft', { ...moved, paragraphs: {} })
    expect(retaken.html).toContain('五楼报告厅')
    expect(retaken.html).not.toContain('请各位委员提前到会')
  })

  test('一段改成几行就成几段；改成空就删去；标题句还在的照样用黑体', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', completeRequest(tree))
    const [, term, meeting] = draft.paragraphs
    if (!term || !meeting) throw new Error('应有几段正文')
    const edited = await backend.call('correspondence.draft', {
      ...completeRequest(tree),
      paragraphs: {
        [term.id]: { text: '一、届期情况。如期届满。\n另起一段的说明。', basedOn: term.derivedText },
        [meeting.id]: { text: '', basedOn: meeting.derivedText },
      },
    })
    const text = edited.html.replaceAll(/<[^>]+>/g, '')
    expect(text).toContain('如期届满。')
    expect(text).toContain('另起一段的说明。')
    expect(text).not.toContain('召开党员大会。截至')
  })

  test.each([
    ['坏\u0007字', '控制字符'],
    ['很长'.repeat(1001), '超过 2000 个字'],
    ['关于{支部}的说明', '未填完的字样'],
    ['换届情况。', '请示的末段应为结语'],
  ])('坏的改动 %#：说清是哪一段，不成文', async (text, problem) => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const draft = await backend.call('correspondence.draft', completeRequest(tree))
    const last = draft.paragraphs.findLast((each) => each.place === '正文')
    const paragraphs = { [last?.id ?? '']: { text, basedOn: last?.derivedText ?? '' } }
    const edited = await backend.call('correspondence.draft', { ...completeRequest(tree), paragraphs })
    expect(edited.missing.join()).toContain(problem)
    const failure = await backend.refused('correspondence.issue', { ...completeRequest(tree), paragraphs })
    expect(failure.code).toBe('DOCUMENT_INCOMPLETE')
    expect((await backend.call('correspondence.register', {})).rows).toEqual([])
  })

  test('改过的段按现在的记录没有了：说明没有写入', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const paragraphs = { gone: { text: '多出来的一段', basedOn: '原来的一段' } }
    const draft = await backend.call('correspondence.draft', { ...completeRequest(tree), paragraphs })
    expect(draft.cautions.join()).toContain('您改过的 1 段')
    expect(draft.html).not.toContain('多出来的一段')
  })
})
