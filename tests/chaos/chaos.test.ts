import Database from 'better-sqlite3-multiple-ciphers'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBackend, fixedClock } from '../../electron/backend.ts'
import { differences, examine } from './examine.ts'
import { after, NOTHING, progressOf, type Expected } from './operation.ts'
import { AS_OF, UNIT } from './setting.ts'

describe('断电压测', () => {
  test('小剂量：各段各杀几次，做完的一件不少，库与备份都完好，末行是汇总', { timeout: 300_000 }, () => {
    const run = spawnSync(process.execPath, [path.join(import.meta.dirname, 'chaos.ts'), '--kills', '12'], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(run.stdout.trimEnd().split('\n').at(-1)).toMatch(/^合计 kill -9 12 次，做完的 \d+ 件，丢失 0，损坏 0$/)
  })

  test('杀后丢了一份附件：报损坏，退出码 1', { timeout: 120_000 }, () => {
    const args = [path.join(import.meta.dirname, 'chaos.ts'), '--kills', '1', '--only', '启用加密', '--lose']
    const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(run.status).toBe(1)
    expect(run.stdout).toMatch(/损坏（启用加密，.*附件“会场\d\.png”取不出或变了/)
    expect(run.stdout.trimEnd().split('\n').at(-1)).toMatch(/，损坏 1$/)
  })

  test.each([['0'], ['-3'], ['几次']])('次数写成 %s：给用法，退出码 2', (kills) => {
    const run = spawnSync(process.execPath, [path.join(import.meta.dirname, 'chaos.ts'), `--kills=${kills}`], { encoding: 'utf8' })
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('用法')
  })
})

describe('压测自己查得出丢失与损坏', () => {
  let directory = ''
  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'jishi-chaos-test-'))
    const backend = createBackend({ dataDirectory: directory, clock: fixedClock(AS_OF) })
    await backend.dispatcher.dispatch('settings.saveUnit', { ...UNIT, signer: '林志远' })
    await backend.dispatcher.dispatch('settings.backUp', {})
    await backend.close()
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const edit = (sql: string) => {
    const connection = new Database(path.join(directory, '基石.sqlite'))
    connection.exec(sql)
    connection.close()
  }

  test('没人动过：相符、无损坏', async () => {
    const { state, damage } = await examine(directory)
    expect(damage).toEqual([])
    expect(differences(state, [{ ...NOTHING, signer: '林志远' }])).toEqual([])
  })

  test('做完的改动不见了：报丢失', async () => {
    edit(`UPDATE setting SET valueJson = json_set(valueJson, '$.signer', '旧') WHERE key = 'unit'`)
    const { state } = await examine(directory)
    expect(differences(state, [{ ...NOTHING, signer: '林志远' }])).toHaveLength(1)
  })

  test('绕过触发器改了一条日志：报断链', async () => {
    edit(`DROP TRIGGER journalIsAppendOnlyU; UPDATE journal SET summary = '改过' WHERE seq = 1`)
    expect((await examine(directory)).damage.join()).toContain('操作日志')
  })

  test('备份被截短：报备份损坏', async () => {
    const [name] = (await examine(directory)).state.backups
    const file = path.join(directory, '备份', name ?? '')
    truncateSync(file, statSync(file).size - 1)
    expect((await examine(directory)).damage).toHaveLength(1)
  })
})

describe('做完与没做完怎么算', () => {
  const line = (phase: string, kind: string) => `${JSON.stringify({ phase, operation: { kind, identityNumber: '1' } })}\n`

  test('说了“做完”的必须在；只说“要做”的两可；半截的末行不算', () => {
    const output = `${line('要做', '登记')}${line('做完', '登记')}${line('要做', '移入回收站')}{"phase":"做`
    const { done, inFlight, doneCount } = progressOf(NOTHING, output)
    expect(done.members).toEqual(new Map([['1', '在册']]))
    expect(inFlight?.kind).toBe('移入回收站')
    expect(doneCount).toBe(1)
    const removed: Expected = { ...NOTHING, members: new Map([['1', '回收站']]) }
    const allowed = inFlight ? [done, after(done, inFlight)] : [done]
    expect(differences(done, allowed)).toEqual([])
    expect(differences(removed, allowed)).toEqual([])
    expect(differences(NOTHING, allowed)).toHaveLength(1)
  })

  test('导入一批：没做完时只能整批在或整批不在', () => {
    const batch = { kind: '导入' as const, identityNumbers: ['1', '2'] }
    const half: Expected = { ...NOTHING, members: new Map([['1', '在册']]) }
    expect(differences(half, [NOTHING, after(NOTHING, batch)])).toHaveLength(1)
  })
})
