import { expect, test } from 'vitest'
import { ANY_KINDS } from '../../shared/correspondence/free-kinds.ts'
import { openTestBackend } from '../kit/backend.ts'

// 能起草的文种有几十个，只认一张表：由数据起草的在前，自由起草的在后。
const CHOICES = `只能取：${ANY_KINDS.join('、')}`

test.each([
  ['没有填', 'assessment.ranking', {}, 'year', '没有填写'],
  ['填了空值', 'assessment.ranking', { year: null }, 'year', '没有填写'],
  ['填了字而要数', 'assessment.ranking', { year: '今年' }, 'year', '类型不对，应为数字'],
  ['填了小数而要整数', 'assessment.ranking', { year: 2026.5 }, 'year', '类型不对，应为整数'],
  ['数太小', 'assessment.ranking', { year: 1999 }, 'year', '少于下限 2000'],
  ['整个入参不是一组字段', 'assessment.ranking', [2026], '入参', '类型不对，应为一组字段'],
  ['日期空着', 'organization.tree', { asOf: '' }, 'asOf', '没有填写'],
  ['没有这一天', 'organization.tree', { asOf: '2026-02-30' }, 'asOf', '日期应写成 2026-09-14 这样的形式，并且确有这一天'],
  ['没有选', 'correspondence.draft', { organizationId: 'x' }, 'kind', `没有填写，${CHOICES}`],
  ['选错了', 'correspondence.draft', { organizationId: 'x', kind: 'W99' }, 'kind', CHOICES],
  [
    '列表是空的',
    'assessment.rate',
    { year: 2026, itemId: '2.1', ratioPermyriad: 1, basis: '据', organizationIds: [] },
    'organizationIds',
    '项数少于下限 1',
  ],
] as const)('%s：说的是真正的毛病', async (_name, route, input, place, message) => {
  await using kit = openTestBackend()
  const reply = await kit.backend.dispatcher.dispatch(route, input)
  expect(reply).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT', problems: [{ place, message }] } })
  expect(reply.ok || reply.failure.message).toContain(`${place}：${message}`)
})

test('选文种填错了：列出来的既有由数据起草的，也有自由起草的', () => {
  expect(CHOICES).toMatch(/^只能取：W01、W02、.*、W34、F01、.*、F11$/)
})
