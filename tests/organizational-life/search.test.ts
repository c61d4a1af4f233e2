import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fragmentOf, indexWords, matchExpression, searchTerms } from '../../shared/organizational-life/search-words.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'

describe('切词', () => {
  test('汉字按相邻两字，末字另留；英文数字整串', () => {
    expect(indexWords('学习《条例》，2026年')).toBe('学习 习 条例 例 2026 年')
    expect(indexWords('ＡＢＣ党建e家')).toBe('abc 党建 建 e 家')
  })

  test('几个词都要出现，末一截按前缀', () => {
    expect(searchTerms('  党课　条例 ， ')).toEqual(['党课', '条例'])
    expect(matchExpression(['党课', '年报2026'])).toBe('"党课" * AND "年报 报 2026" *')
  })

  test('摘出的片段前后各留若干字，找不到为空', () => {
    expect(fragmentOf('会议研究决定：同意接收李四为预备党员', ['接收'], 4)).toEqual({
      before: '…定：同意',
      hit: '接收',
      after: '李四为预…',
    })
    expect(fragmentOf('没有', ['接收'])).toBeNull()
  })
})

/** 把组织、活动、议题直接写进库；提交前的补编由随后的一次命令带上。 */
async function plantActivities(backend: TestBackend) {
  const tree = await plantSmallTree(backend)
  const { native } = backend.backend.database
  const activity = native.prepare(
    `INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, narrative, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
     VALUES (?, ?, ?, ?, '14:00', '16:00', ?, ?, 'x', '测试', 'x', '测试')`,
  )
  const topic = native.prepare(
    `INSERT INTO activityTopic (id, activityId, seq, type, title, summary, resolution) VALUES (?, ?, ?, '党员大会', ?, ?, ?)`,
  )
  activity.run('a1', tree.first, '第三季度党员大会', '2026-08-20', '', '2026-08-20')
  native.prepare(`INSERT INTO activityType VALUES ('a1', '党员大会', 1)`).run()
  topic.run('t1', 'a1', 1, '讨论接收预备党员', '介绍人汇报考察情况', '同意接收李四为预备党员')
  activity.run('a2', tree.second, '九月主题党日', '2026-09-01', '参观红色展馆，交流发言', '2026-09-01')
  native.prepare(`INSERT INTO activityTask (id, activityId, seq, content, ownerName) VALUES ('k1', 'a2', 1, '整理学习体会', '林葵')`).run()
  await touch(backend)
  return tree
}

/** 随便一条命令：提交时把标旧的补编进去。 */
async function touch(backend: TestBackend) {
  await backend.call('life.clearOrphans', {})
}

async function found(backend: TestBackend, text: string, rest: object = {}) {
  return (await backend.call('life.search', { text, ...rest })).rows.map(({ activityId }) => activityId)
}

test('议题、要点、决议、记录、议定事项都找得到，两字词、单字、多词都行；片段写明出处', async () => {
  await using backend = openTestBackend()
  await plantActivities(backend)
  expect(await found(backend, '接收')).toEqual(['a1'])
  expect(await found(backend, '考察情况')).toEqual(['a1'])
  expect(await found(backend, '展')).toEqual(['a2'])
  expect(await found(backend, '体会 林葵')).toEqual(['a2'])
  expect(await found(backend, '接收 展馆')).toEqual([])
  expect(await found(backend, '馆红')).toEqual([])
  expect(await found(backend, '"；*()')).toEqual([])
  const { rows, total } = await backend.call('life.search', { text: '李四' })
  expect(total).toBe(1)
  expect(rows[0]).toMatchObject({
    organizationName: '第一支部',
    title: '第三季度党员大会',
    types: ['党员大会'],
    fragments: [{ label: '决议', before: '同意接收', hit: '李四', after: '为预备党员' }],
  })
})

test('按党组织、类型、日期收窄；回收站里的不出', async () => {
  await using backend = openTestBackend()
  const tree = await plantActivities(backend)
  expect(await found(backend, '党')).toEqual(['a2', 'a1'])
  expect(await found(backend, '党', { organizationId: tree.general })).toEqual(['a1'])
  expect(await found(backend, '党', { type: '党员大会' })).toEqual(['a1'])
  expect(await found(backend, '党', { fromOn: '2026-09-01' })).toEqual(['a2'])
  expect(await found(backend, '党', { untilOn: '2026-08-31' })).toEqual(['a1'])
  backend.backend.database.native.prepare(`UPDATE activity SET deletedAt = 'x' WHERE id = 'a1'`).run()
  expect(await found(backend, '党')).toEqual(['a2'])
})

test('改了立刻按新的找，旧词找不到；删了议题也一样', async () => {
  await using backend = openTestBackend()
  await plantActivities(backend)
  const { native } = backend.backend.database
  native.prepare(`UPDATE activityTopic SET resolution = '暂缓表决' WHERE id = 't1'`).run()
  await touch(backend)
  expect(await found(backend, '李四')).toEqual([])
  expect(await found(backend, '暂缓')).toEqual(['a1'])
  native.prepare(`DELETE FROM activityTopic WHERE id = 't1'`).run()
  await touch(backend)
  expect(await found(backend, '暂缓')).toEqual([])
})

test('备份、恢复、升级之后照样检索得到', async () => {
  await using backend = openTestBackend()
  await plantActivities(backend)
  expect((await backend.call('settings.backUp', {})).isVerified).toBe(true)
  expect(await found(backend, '接收')).toEqual(['a1'])
})

test('性质：记录里任意一段相邻的字都找得到它', async () => {
  await using backend = openTestBackend()
  const tree = await plantSmallTree(backend)
  const { native } = backend.backend.database
  const letters = fc.constantFrom(...Array.from('党支部学习研究部署年报ab12，。 （）'))
  await fc.assert(
    fc.asyncProperty(fc.array(letters, { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), async (characters, from, length) => {
      native.exec('DELETE FROM activity')
      native
        .prepare(
          `INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
           VALUES ('p', ?, ?, '2026-09-01', '14:00', '16:00', '2026-09-01', 'x', 'x', 'x', 'x')`,
        )
        .run(tree.first, characters.join(''))
      await touch(backend)
      const start = from % characters.length
      const part = characters.slice(start, start + 1 + (length % (characters.length - start))).join('')
      // 从英文数字中间起头的不算：那是半个词。
      const isInsideWord = /[a-z0-9]/.test(part[0] ?? '') && /[a-z0-9]/.test(characters[start - 1] ?? '')
      if (searchTerms(part).length === 0 || isInsideWord) return
      expect(await found(backend, part), part).toEqual(['p'])
    }),
    { numRuns: 60 },
  )
})
