import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import { contract } from '../../shared/contract/index.ts'
import { KIND_OF_FIELD } from '../../shared/security/access.ts'
import { looksLikeId } from '../../shared/security/references.ts'
import { ROUTE_ACCESS } from '../../shared/security/route-access.ts'

const endpoints = Object.entries<Endpoint>(contract)
const accessOf = (route: string) => {
  const access = ROUTE_ACCESS[route]
  if (!access) throw new Error(`${route} 没有写明谁能走：在 shared/security/route-access.ts 里加一项`)
  return access
}

/** 入参里全部字段名，不论嵌在第几层。 */
function fieldsOf(endpoint: Endpoint): ReadonlySet<string> {
  const fields = new Set<string>()
  const visit = (value: unknown, isProperties: boolean): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, false)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        if (isProperties) fields.add(key)
        visit(inner, key === 'properties' && !isProperties)
      }
  }
  visit(z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }), false)
  return fields
}

describe('谁能走哪条路由', () => {
  test('契约里每条路由恰有一项，没有多余的', () => {
    expect(Object.keys(ROUTE_ACCESS).toSorted()).toEqual(endpoints.map(([route]) => route).toSorted())
  })

  test.each(endpoints)('%s：党委管理员都能走', (route) => {
    expect(accessOf(route).roles).toContain('党委管理员')
  })

  test.each(endpoints.filter(([, { kind }]) => kind === 'command'))('%s：登记、更改，只读检查员不能走', (route) => {
    if (NOT_RECORDS.has(route)) return
    expect(accessOf(route).roles).not.toContain('只读检查员')
  })

  test.each([
    /^compliance\.(add|set|change|record|end|withdraw|close)[A-Z]/,
    /^settings\.(save|backUp|restore|withdraw|load|exportJournal)/,
    /^exchange\.(import|preview)/,
    /^organization\.(create|revise|correct|dissolve|restore)/,
    /^assessment\.(save|rate|adjust|withdrawR|remove|restore|confirm|withdrawV)/,
    /^security\.\w*Account/,
  ])('标准、备份恢复、身份、日志导出、全集团动作只有党委管理员办：%s', (pattern) => {
    for (const [route] of endpoints.filter(([name]) => pattern.test(name))) expect(accessOf(route).roles, route).toEqual(['党委管理员'])
  })

  test.each(endpoints)('%s：有范围的身份能走的，入参里每个编号都认得出指什么', (route, endpoint) => {
    const { scope } = accessOf(route)
    if (scope.way === '无需' || scope.way === '全集团') return
    const known = { ...KIND_OF_FIELD, ...scope.kinds }
    expect([...fieldsOf(endpoint)].filter((field) => looksLikeId(field) && !Object.hasOwn(known, field))).toEqual([])
  })

  test.each(endpoints)('%s：说“不涉及哪个党组织”的，入参里没有党组织的编号', (route, endpoint) => {
    if (accessOf(route).scope.way !== '无需') return
    expect([...fieldsOf(endpoint)].filter((field) => (KIND_OF_FIELD[field] ?? '不查') !== '不查')).toEqual([])
  })
})

/** 是命令、却不登记什么的：今天不再提醒、各人自己的口令；看原文是为了在日志里留一条，检查员也可看。 */
const NOT_RECORDS: ReadonlySet<string> = new Set([
  'calendar.saveReminderPause',
  'calendar.issueNotice',
  'security.changeOwnPassphrase',
  'member.reveal',
  'member.revealEvent',
  'life.revealTalk',
])
