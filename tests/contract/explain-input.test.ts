import { expect, test } from 'vitest'
import * as z from 'zod'
import { ANY_KINDS } from '../../shared/correspondence/free-kinds.ts'
import { contract } from '../../shared/contract/index.ts'
import { FIELD_NAMES, placeName } from '../../shared/contract/field-names.ts'
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
  expect(reply.ok || reply.failure.message).toContain(`${placeName(place === '入参' ? [] : [place])}：${message}`)
  expect(reply.ok || reply.failure.message.replaceAll(message, '')).not.toMatch(/[A-Za-z]/)
})

test('选文种填错了：列出来的既有由数据起草的，也有自由起草的', () => {
  expect(CHOICES).toMatch(/^只能取：W01、W02、.*、W34、F01、.*、F11$/)
})

/** 契约里全部入参的每一组字段：路由 → 各组的字段名。人自己起的键（支部名等）不在内。 */
function inputGroups(): { route: string; names: string[] }[] {
  const groups: { route: string; names: string[] }[] = []
  const visit = (schema: unknown, route: string) => {
    if (typeof schema !== 'object' || schema === null) return
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && typeof value === 'object') groups.push({ route, names: Object.keys(value as object) })
      visit(value, route)
    }
  }
  for (const [route, endpoint] of Object.entries(contract))
    visit(z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }), route)
  return groups
}

test('每条路由的每个入参字段都有中文名；同一组里没有两个同名', () => {
  const groups = inputGroups()
  expect(groups.length).toBeGreaterThan(200)
  const isChinese = (name: string) => /^[\u4e00-\u9fff]+$/.test(name)
  const unnamed = groups.flatMap(({ route, names }) =>
    names.filter((name) => !isChinese(name) && !Object.hasOwn(FIELD_NAMES, name)).map((name) => `${name}（${route}）`),
  )
  expect(unnamed, '在 shared/contract/field-names.ts 补中文名').toEqual([])
  const clashes = groups.flatMap(({ route, names }) => {
    const spoken = names.map((name) => FIELD_NAMES[name] ?? name)
    return spoken.filter((name, index) => spoken.indexOf(name) !== index).map((name) => `${route}：${name}`)
  })
  expect(clashes).toEqual([])
  for (const name of Object.values(FIELD_NAMES)) expect(name).toMatch(/^[\u4e00-\u9fffe]+$/)
})

test('位置说中文：一层层说到那一格，第几项从一数；人自己起的键加引号', () => {
  expect(placeName(['activity', 'topics', 1, 'resolution'])).toBe('活动情况 › 议题第 2 项 › 决议')
  expect(placeName(['branchChoices', '综合支部'])).toBe('支部名的对应 › “综合支部”')
  expect(placeName([])).toBe('入参')
})
