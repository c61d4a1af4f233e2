import fc from 'fast-check'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { Book, type Plan } from './book.ts'
import { Library } from './library.ts'
import { KINDS, planOf, type Roll } from './operations.ts'

/** 剂量与种子都可改：`MODEL_RUNS=200 MODEL_SEED=7`；每次都打印种子，照着就能重来。 */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 8)
const SEED = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const MOST_COMMANDS = 80

let planted = ''
let committee = ''
let branches: readonly string[] = []
beforeAll(async () => {
  planted = mkdtempSync(path.join(tmpdir(), 'jishi-model-planted-'))
  const backend = openTestBackend('2026-09-14')
  const tree = await plantSmallBranch(backend)
  committee = tree.committee
  branches = [tree.second, tree.first]
  await backend.backend.close()
  cpSync(backend.directory, planted, { recursive: true })
  rmSync(backend.directory, { recursive: true })
})
afterAll(() => rmSync(planted, { recursive: true, force: true }))

const tally = { 成: 0, 拒: 0, 重开: 0, 同时: 0 }
/** 各种做成了几次：一种也没做成过，这一轮就没试到它。 */
const doneBy = new Map<string, number>()

type Setting = { readonly book: Book; readonly library: Library }

/** 回答合不合说好的；成了就记账。 */
function settle({ book, library }: Setting, plan: Plan, reply: Envelope): void {
  const said = reply.ok ? JSON.stringify(reply.value) : `${reply.failure.code} ${reply.failure.message}`
  if (!reply.ok) {
    expect(plan.outcome, `${plan.route} 本应做成：${said}`).not.toBe('成')
    expect(reply.failure.code).not.toBe('INTERNAL')
    expect(reply.failure.message).toMatch(/[\u4e00-\u9fff]/)
    tally.拒 += 1
    return
  }
  expect(plan.outcome, `${plan.route} 本应被拒绝：${JSON.stringify(plan.input)}`).not.toBe('拒')
  book.apply(library.lastSeq(), plan, reply.value)
  tally.成 += 1
  doneBy.set(plan.route, (doneBy.get(plan.route) ?? 0) + 1)
}

async function compare({ book, library }: Setting): Promise<void> {
  const sorted = (cells: ReadonlyMap<string, string>) => [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1))
  expect(sorted(await library.observed(book.active))).toEqual(sorted(book.visible()))
}

let serial = 0

class RandomCommand implements fc.AsyncCommand<Setting, Setting> {
  private readonly roll: Roll

  constructor(roll: Roll) {
    this.roll = roll
  }

  check = () => true

  async run(setting: Setting): Promise<void> {
    serial += 1
    const plan = planOf(setting.book, this.roll, serial, committee)
    if (plan === null) return
    settle(setting, plan, await setting.library.dispatch(plan.route, plan.input))
    await compare(setting)
  }

  toString = () => `${this.roll.kind}(${this.roll.pick},${this.roll.other},${this.roll.day}${this.roll.flag ? ',有理由' : ''})`
}

class Reopen implements fc.AsyncCommand<Setting, Setting> {
  check = () => true

  async run(setting: Setting): Promise<void> {
    await setting.library.reopen()
    tally.重开 += 1
    await compare(setting)
  }

  toString = () => '重开'
}

/** 同一步同时来两次：登记同一个人、照同一个样子改、照同一版次改，只能成一次。 */
class Twice implements fc.AsyncCommand<Setting, Setting> {
  private readonly roll: Roll

  constructor(roll: Roll) {
    this.roll = roll
  }

  check = () => true

  async run(setting: Setting): Promise<void> {
    serial += 1
    const plan = planOf(setting.book, this.roll, serial, committee)
    if (plan?.outcome !== '成') return
    const replies = await Promise.all([setting.library.dispatch(plan.route, plan.input), setting.library.dispatch(plan.route, plan.input)])
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    for (const reply of replies) settle(setting, reply.ok ? plan : { ...plan, outcome: '拒' }, reply)
    tally.同时 += 1
    await compare(setting)
  }

  toString = () => `同时两次${this.roll.kind}`
}

const rollOf = (kinds: readonly Roll['kind'][]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    pick: fc.nat(7),
    other: fc.nat(7),
    day: fc.integer({ min: 1, max: 28 }),
    flag: fc.boolean(),
  })

it(`随机的命令序列：每一步之后各处查到的都与照着记的账一格不差，末了库与操作日志完好（种子 ${SEED}）`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(
        [
          // 抽到哪一种看列了几遍：随意的一步最多，同时两次与重开少些。
          ...Array.from({ length: 7 }, () =>
            rollOf([...KINDS, '登记党员', '登记党员', '记录活动', '记录活动']).map((roll) => new RandomCommand(roll)),
          ),
          rollOf(['登记党员', '改党员', '移入回收站', '更改活动', '记录活动', '月结', '撤销最近一步']).map((roll) => new Twice(roll)),
          fc.constant(new Reopen()),
        ],
        { maxCommands: MOST_COMMANDS, size: 'max' },
      ),
      async (commands) => {
        const library = new Library(planted)
        try {
          const [active = ''] = branches
          const book = new Book(await library.observed(active), branches, active)
          await fc.asyncModelRun(() => ({ model: { book, library }, real: { book, library } }), commands)
          expect(await library.faults()).toEqual([])
          await library.reopen()
          await compare({ book, library })
        } finally {
          await library.close()
        }
      },
    ),
    { numRuns: RUNS, seed: SEED },
  )
  const listed = [...doneBy].toSorted(([, a], [, b]) => b - a).map(([route, count]) => `${route} ${count}`)
  process.stdout.write(
    `随机命令：种子 ${SEED}，${RUNS} 条序列，做成 ${tally.成} 步（${listed.join('、')}），拒绝 ${tally.拒} 步，同时两次 ${tally.同时} 回，重开 ${tally.重开} 回\n`,
  )
  expect(tally.成).toBeGreaterThan(0)
}, 3_600_000)
