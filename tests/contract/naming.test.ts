import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import { contract } from '../../shared/contract/index.ts'
import { SLICES } from '../../shared/glossary.ts'

const routes = Object.entries<Endpoint>(contract)

/** 祈使句开头的动词；命令与长任务用它们，查询不用。 */
const VERBS =
  /^(add|adjust|adopt|appoint|approve|assign|back|cancel|change|clear|close|commit|complete|confirm|copy|correct|create|delete|dissolve|end|freeze|import|issue|lift|link|load|merge|move|open|rate|record|remember|remove|rename|reopen|reserve|restore|reveal|revise|save|set|start|transfer|undo|update|veto|void|withdraw)([A-Z]|$)/

describe('每条路由', () => {
  test.each(routes)('%s：切片.名字，带一句中文说明', (route, endpoint) => {
    const [slice, name, ...rest] = route.split('.')
    expect(Object.keys(SLICES)).toContain(slice)
    expect(name).toMatch(/^[a-z][A-Za-z]*$/)
    expect(rest).toEqual([])
    expect(endpoint.summary).toMatch(/[\u4e00-\u9fff]/)
    expect(endpoint.summary.length).toBeGreaterThanOrEqual(4)
  })

  test.each(routes.filter(([, endpoint]) => endpoint.kind === 'command'))('命令 %s 是祈使句', (route) => {
    expect(route.split('.')[1]).toMatch(VERBS)
  })

  test.each(routes.filter(([, endpoint]) => endpoint.kind === 'query'))('查询 %s 不以写数据的动词开头', (route) => {
    expect(route.split('.')[1]).not.toMatch(VERBS)
  })

  test.each(routes)('%s 的入参与出参都能写成 JSON Schema：线上只有 JSON', (_route, endpoint) => {
    // 出现 Date、Map、bigint 之类 JSON 装不下的类型时，这里会抛出。
    expect(z.toJSONSchema(endpoint.input, { io: 'input' })).toBeDefined()
    expect(z.toJSONSchema(endpoint.output, { io: 'input' })).toBeDefined()
  })

  test('说明互不相同：列表里分得清', () => {
    const summaries = routes.map(([, endpoint]) => endpoint.summary)
    expect(new Set(summaries).size).toBe(summaries.length)
  })
})
