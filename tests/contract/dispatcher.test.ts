import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { command, query, task } from '../../shared/contract/endpoint.ts'
import { fixedClock } from '../../electron/backend.ts'
import { openDatabase } from '../../electron/db/open.ts'
import { Dispatcher } from '../../electron/dispatch/dispatcher.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import type { Handlers } from '../../electron/dispatch/handlers.ts'
import { localUser } from '../../shared/security/session.ts'
import { TaskRegistry } from '../../electron/dispatch/tasks.ts'
import { scratchDirectory } from '../kit/scratch.ts'

const sample = {
  'sample.mistyped': query('出参与契约不符', z.object({}), z.object({ count: z.number().int() })),
  'sample.write': command('写一条设置', z.object({ key: z.string(), thenFail: z.enum(['不', '拒绝', '故障']) }), z.object({})),
  'sample.long': task('在事务里慢慢写', z.object({ taskId: z.string().optional() }), z.object({})),
} as const

function openSample(handlers: Partial<Handlers<typeof sample>> = {}) {
  const scratch = scratchDirectory()
  const database = openDatabase(scratch.path)
  const tasks = new TaskRegistry()
  const faults: { reference: string; route: string }[] = []
  const dispatcher = new Dispatcher({
    contract: sample,
    handlers: {
      'sample.mistyped': () => ({ count: 1.5 }),
      'sample.write': async ({ db }, { key, thenFail }) => {
        await db.insertInto('setting').values({ key, valueJson: '1' }).execute()
        if (thenFail === '拒绝') throw new DomainError('REFUSED', '不许这样写。')
        if (thenFail === '故障') throw new Error('意外')
        return {}
      },
      'sample.long': async (context) => {
        await context.transaction(async ({ db }) => {
          for (let step = 1; step <= 200; step += 1) {
            await db
              .insertInto('setting')
              .values({ key: `step-${step}`, valueJson: '1' })
              .execute()
            await context.report(step, 200, '写')
            await sleep(5)
          }
        })
        return {}
      },
      ...handlers,
    },
    database,
    tasks,
    clock: fixedClock('2026-09-14'),
    session: localUser('测试'),
    logFault: (reference, route) => faults.push({ reference, route }),
  })
  const count = (table: string) => Number(database.native.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  return {
    dispatcher,
    tasks,
    faults,
    count,
    async [Symbol.asyncDispose]() {
      await database.close()
      scratch[Symbol.dispose]()
    },
  }
}

describe('调度器', () => {
  test('出参与契约不符是故障：不把错的形状交给页面', async () => {
    await using sample = openSample()
    const reply = await sample.dispatcher.dispatch('sample.mistyped', {})
    expect(reply).toMatchObject({ ok: false, failure: { code: 'INTERNAL' } })
    expect(sample.faults).toMatchObject([{ route: 'sample.mistyped' }])
  })

  test.each([
    ['不', 1, 1],
    ['拒绝', 0, 0],
    ['故障', 0, 0],
  ] as const)('命令写了之后%s出错：写入与日志同进同退', async (thenFail, writtenCount, journalCount) => {
    await using sample = openSample()
    await sample.dispatcher.dispatch('sample.write', { key: 'a', thenFail })
    expect(sample.count('setting')).toBe(writtenCount)
    expect(sample.count('journal')).toBe(journalCount)
  })

  test('同时来的多个命令排队进行，各自一个事务', async () => {
    await using sample = openSample()
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`)
    const replies = await Promise.all(
      keys.map((key, index) => sample.dispatcher.dispatch('sample.write', { key, thenFail: index % 2 === 0 ? '不' : '拒绝' })),
    )
    expect(replies.filter((reply) => reply.ok)).toHaveLength(10)
    expect(sample.count('setting')).toBe(10)
    expect(sample.count('journal')).toBe(10)
  })

  test('取消正占着事务的长任务：立即停下，什么也没写；同一任务号不能同时跑两个', async () => {
    await using sample = openSample()
    const running = sample.dispatcher.dispatch('sample.long', { taskId: 't' })
    await sleep(50)
    expect(sample.tasks.progress('t')).toMatchObject({ state: '进行中', total: 200, label: '写' })
    expect(await sample.dispatcher.dispatch('sample.long', { taskId: 't' })).toMatchObject({ failure: { code: 'TASK_ALREADY_RUNNING' } })
    expect(sample.tasks.cancel('t')).toBe(true)
    expect(await running).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
    expect(sample.tasks.progress('t').state).toBe('已取消')
    expect(sample.count('setting')).toBe(0)
    expect(sample.count('journal')).toBe(0)
    expect(sample.tasks.cancel('t')).toBe(false)
  })
})
