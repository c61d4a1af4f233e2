import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { envelope } from '../../shared/contract/envelope.ts'
import { plantData } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'
import { expectExplained, expectNothingHalfDone } from './deed-checks.ts'

const NOBODY = 65_534
const isRoot = process.geteuid?.() === 0

let planted: ReturnType<typeof scratchDirectory>
beforeAll(async () => {
  planted = scratchDirectory()
  await plantData(planted.path)
})
afterAll(() => planted[Symbol.dispose]())

/** 拷一份数据；以 root 跑时交给普通用户（`isHis` 为否的不交）。 */
function copyInto(scratch: string, isHis = true): string {
  chmodSync(scratch, 0o755)
  const directory = path.join(scratch, '数据')
  cpSync(planted.path, directory, { recursive: true })
  if (isRoot && isHis) {
    const inside = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => path.join(directory, name))
    for (const each of [directory, ...inside]) chownSync(each, NOBODY, NOBODY)
  }
  return directory
}

/** 以普通用户的身份一步步做，返回各步的结果。 */
function asOrdinaryUser(directory: string, steps: readonly string[]): unknown[] {
  const run = spawnSync(process.execPath, [path.join(import.meta.dirname, 'ordinary-user.ts'), directory, ...steps], {
    encoding: 'utf8',
    cwd: path.dirname(directory),
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  expect(run.status, run.stderr).toBe(0)
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

// Windows 的文件夹没有“只读”一说，权限另是一套。
describe.runIf(process.platform !== 'win32')('只读、没有权限（普通用户）', () => {
  test('整个数据文件夹只读：说清楚、一字节不动；改回来再试就开', () => {
    using scratch = scratchDirectory()
    const directory = copyInto(scratch.path)
    const before = readFileSync(path.join(directory, '基石.sqlite'))
    const [, state, situation] = asOrdinaryUser(directory, ['锁 .', '开', '怎么办'])
    expect(state).toMatchObject({ kind: '打不开', failure: { code: 'DATA_FILE_READONLY' } })
    expect(situation).toMatchObject({ ok: true, value: { way: '再试' } })
    expect(readFileSync(path.join(directory, '基石.sqlite')).equals(before)).toBe(true)
    const [, , , retried, recorded] = asOrdinaryUser(directory, ['锁 .', '开', '放 .', '再试', '记录'])
    expect(retried).toEqual({ ok: true, value: { state: '已开' } })
    expect(recorded).toMatchObject({ ok: true })
  })

  test.each([
    ['备份', '备份'],
    ['恢复', '备份'],
    ['加密转换', '备份'],
    ['附件', '附件'],
  ])('%s时“%s”文件夹只读：说是哪个文件夹、不留半截、数据不变；改回来照常', (deed, folder) => {
    using scratch = scratchDirectory()
    const directory = copyInto(scratch.path)
    const steps = ['开', '内容', `锁 ${folder}`, deed, '内容', `放 ${folder}`, deed]
    const [opened, before, , refused, after, , done] = asOrdinaryUser(directory, steps)
    expect(opened).toMatchObject({ kind: '已开' })
    const reply = envelope.parse(refused)
    expectExplained(reply, /^DATA_FILE_READONLY$/)
    if (!reply.ok) expect(reply.failure.message).toContain(folder)
    expect(after).toBe(before)
    expect(done).toMatchObject({ ok: true })
    if (deed !== '恢复' && deed !== '加密转换') expectNothingHalfDone(directory)
  })

  test.runIf(isRoot)('别的用户的数据文件夹：说清楚，一字节不动', () => {
    using scratch = scratchDirectory()
    const directory = copyInto(scratch.path, false)
    const before = readFileSync(path.join(directory, '基石.sqlite'))
    const [state] = asOrdinaryUser(directory, ['开'])
    expect(state).toMatchObject({ kind: '打不开', failure: { code: 'DATA_FILE_READONLY' } })
    expect(readFileSync(path.join(directory, '基石.sqlite')).equals(before)).toBe(true)
  })
})
