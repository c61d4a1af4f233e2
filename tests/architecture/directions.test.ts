import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratchDirectory } from '../kit/scratch.ts'
import { violationsIn } from './cruise.ts'
import { DIRECTIONS } from './rules.ts'

const root = path.resolve(import.meta.dirname, '../..')

function sourceFiles(directory: string): string[] {
  return readdirSync(path.join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.posix.join(directory, name.replaceAll('\\', '/')))
}

const product = ['shared', 'electron', 'renderer', 'migrations'].flatMap(sourceFiles)

/** 去掉注释与字符串，免得把说明文字当成代码。 */
function codeOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
}

describe('依赖的方向', () => {
  test('整个产品没有一处违反', async () => {
    const { violations, moduleCount } = await violationsIn(root)
    // 数一数走到了多少文件：配置写错、什么也没走到时，也会“没有违反”。
    expect(moduleCount).toBeGreaterThanOrEqual(product.length)
    expect(violations).toEqual([])
  }, 180_000)

  // 每条方向各播一个违规，证明它抓得住。
  const SEEDED: readonly (readonly [rule: string, from: string, source: string, to: string])[] = [
    ['shared-is-pure', 'shared/dues/rules.ts', `import { readFileSync } from 'node:fs'; export const x = readFileSync`, 'fs'],
    [
      'shared-stands-alone',
      'shared/dues/terms.ts',
      `import type { Y } from '../../electron/dues/queries.ts'; export type X = Y`,
      'electron/dues/queries.ts',
    ],
    ['shared-needs-little', 'shared/dues/money.ts', `import { map } from 'lodash'; export const x = map`, 'lodash'],
    [
      'renderer-is-a-page',
      'renderer/dues/DuesPage.tsx',
      `import type { Y } from '../../electron/dues/queries.ts'; export type X = Y`,
      'electron/dues/queries.ts',
    ],
    ['renderer-has-no-node', 'renderer/dues/print.ts', `import { join } from 'node:path'; export const x = join`, 'path'],
    ['electron-only-in-app', 'electron/host/window.ts', `import { app } from 'electron'; export const x = app`, 'electron'],
    ['kysely-only-where-sql-is', 'electron/dues/usecases.ts', `import { sql } from 'kysely'; export const x = sql`, 'kysely'],
    [
      'sqlite-only-in-db',
      'electron/dues/queries.ts',
      `import Database from 'better-sqlite3-multiple-ciphers'; export type Y = Database.Database`,
      'better-sqlite3-multiple-ciphers',
    ],
    ['docx-only-in-document', 'electron/dues/documents.ts', `import { Document } from 'docx'; export const x = Document`, 'docx'],
    [
      'rules-know-no-contract',
      'shared/dues/monthly-rules.ts',
      `import type { C } from './contract.ts'; export type X = C`,
      'shared/dues/contract.ts',
    ],
    [
      'usecases-do-not-call-each-other',
      'electron/member/usecases.ts',
      `import { x } from '../dues/usecases.ts'; export const y = x`,
      'electron/dues/usecases.ts',
    ],
    [
      'slices-meet-at-queries-and-papers',
      'electron/member/queries.ts',
      `import { x } from '../election/internals.ts'; export const y = x`,
      'electron/election/internals.ts',
    ],
    [
      'pages-do-not-borrow',
      'renderer/member/RosterPage.tsx',
      `import { x } from '../election/Form.tsx'; export const y = x`,
      'renderer/election/Form.tsx',
    ],
    [
      'ui-knows-no-slice',
      'renderer/ui/Card.tsx',
      `import { x } from '../election/Form.tsx'; export const y = x`,
      'renderer/election/Form.tsx',
    ],
    [
      'product-knows-no-tests',
      'electron/backend.ts',
      `import { x } from '../tests/kit/clock.ts'; export const y = x`,
      'tests/kit/clock.ts',
    ],
    [
      'migrations-stand-alone',
      'migrations/0010-x.ts',
      `import { x } from '../shared/dues/words.ts'; export const y = x`,
      'shared/dues/words.ts',
    ],
    ['no-cycle', 'shared/cycle/a.ts', `import type { B } from './b.ts'; export type A = { b: B }`, 'shared/cycle/b.ts'],
  ]

  /** 被引用的一端；`b.ts` 引回去，成一个只有类型的环。 */
  const TARGETS: Readonly<Record<string, string>> = {
    'shared/dues/contract.ts': 'export type C = 1',
    'shared/dues/words.ts': 'export const x = 1',
    'shared/cycle/b.ts': `import type { A } from './a.ts'; export type B = { a: A }`,
    'electron/election/internals.ts': 'export const x = 1',
    'renderer/election/Form.tsx': 'export const x = 1',
    'tests/kit/clock.ts': 'export const x = 1',
  }

  test('播下的违规一个不漏', async () => {
    using scratch = scratchDirectory()
    const files = [...Object.entries(TARGETS), ...SEEDED.map(([, from, source]) => [from, source] as const)]
    for (const [name, source] of files) {
      mkdirSync(path.dirname(path.join(scratch.path, name)), { recursive: true })
      writeFileSync(path.join(scratch.path, name), source)
    }
    const { violations } = await violationsIn(scratch.path)
    const caught = violations.map(({ rule, from, to }) => `${rule}：${from} → ${to}`)
    for (const [rule, from, , to] of SEEDED) expect(caught).toContain(`${rule}：${from} → ${to}`)
    expect(SEEDED.map(([rule]) => rule).sort()).toEqual(DIRECTIONS.map((direction) => direction.name ?? '').sort())
  })
})

describe('写法', () => {
  const rules = product.filter((file) => /^shared\/.*rules\.ts$/.test(file))

  test.each(rules)('%s：规则不读钟、不掷骰子、不等待', (file) => {
    expect(codeOf(file)).not.toMatch(/\basync\b|\bawait\b|\bPromise\b|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\b|\bfetch\(/)
  })

  test('shared 里没有一处读钟或掷骰子', () => {
    const readers = product.filter(
      (file) => file.startsWith('shared/') && /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/.test(codeOf(file)),
    )
    expect(readers).toEqual([])
  })

  test('没有桶目录，没有转手的 index', () => {
    const buckets = /(^|\/)(utils?|helpers?|common|lib|services?|managers?|types|hooks)\//
    expect(product.filter((file) => buckets.test(file))).toEqual([])
    const indexes = product.filter((file) => /(^|\/)index\.tsx?$/.test(file)).sort()
    expect(indexes).toEqual(['migrations/index.ts', 'shared/contract/index.ts'])
  })

  test('文件名：组件大驼峰，其余短横线', () => {
    const odd = product.filter((file) => {
      const name = path.posix.basename(file)
      return file.endsWith('.tsx') ? !/^([A-Z][A-Za-z0-9]*|[a-z][a-z0-9-]*)\.tsx$/.test(name) : !/^[a-z0-9][a-z0-9.-]*\.ts$/.test(name)
    })
    expect(odd).toEqual([])
  })

  test('没有压制：any、忽略指令、待办都不许有', () => {
    // 各词拆开写，免得这一行自己被查出来。
    const directives = ['@ts-' + 'ignore', '@ts-' + 'expect-error', '@ts-' + 'nocheck', 'eslint-' + 'disable']
    const mark = new RegExp(`${directives.join('|')}|/[/*].*\\b(${'TO' + 'DO'}|${'FIX' + 'ME'})\\b`)
    const all = [...product, ...sourceFiles('tests')]
    expect(all.filter((file) => mark.test(readFileSync(path.join(root, file), 'utf8')))).toEqual([])
  })
})
