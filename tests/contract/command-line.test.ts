import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { ensureBuilt } from '../kit/built.ts'
import { runCall } from '../kit/entries.ts'
import { encrypt, openTestGate, PASSPHRASE } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'

beforeAll(() => ensureBuilt())

describe('命令行入口', () => {
  test('--list 列出全部路由、种类与说明', async () => {
    const { code, envelope } = await runCall(['--list'])
    expect(code).toBe(0)
    const expected = Object.entries(contract).map(([route, { kind, summary }]) => ({ route, kind, summary }))
    expect(envelope).toEqual({ ok: true, value: expected })
  })

  test('--schema 给出一条路由的出入参', async () => {
    const { code, envelope } = await runCall(['--schema', 'settings.saveUnit'])
    expect(code).toBe(0)
    expect(envelope).toMatchObject({
      ok: true,
      value: { kind: 'command', input: { type: 'object', required: expect.arrayContaining(['fullName']) as unknown } },
    })
  })

  test('入参从标准输入读；值里的 $file 展开成文件，嵌套在哪一层都行', async () => {
    using scratch = scratchDirectory()
    const roster = path.join(scratch.path, '花名册.xlsx')
    writeFileSync(roster, '这不是表格')
    const data = path.join(scratch.path, 'data')
    const { envelope } = await runCall(['--data', data, 'exchange.previewRoster', '-'], {
      stdin: JSON.stringify({ file: { $file: roster } }),
    })
    // 到了用例那里才因“不是表格”被拒：说明文件名与内容都送到了。
    expect(envelope.ok).toBe(false)
    if (!envelope.ok) expect(['INVALID_INPUT', 'USAGE', 'INTERNAL', 'UNKNOWN_ROUTE']).not.toContain(envelope.failure.code)
  })

  test.each([
    ['没有路由', [], 2, 'USAGE'],
    ['不认识的开关', ['--没有', 'settings.overview'], 2, 'USAGE'],
    ['JSON 不完整', ['settings.overview', '{'], 2, 'USAGE'],
    ['JSON 被 shell 拆成几段', ['settings.overview', '{', '}'], 2, 'USAGE'],
    ['日期不对', ['--today', '2026-02-30', 'settings.overview'], 2, 'USAGE'],
    ['$file 指的文件不存在', ['exchange.previewRoster', '{"file":{"$file":"/没有/这个.xlsx"}}'], 2, 'USAGE'],
    ['$file 指的是目录', ['exchange.previewRoster', '{"file":{"$file":"/"}}'], 2, 'USAGE'],
    ['$file 不是文字', ['exchange.previewRoster', '{"file":{"$file":1}}'], 2, 'USAGE'],
    ['没有的路由', ['settings.nothing'], 2, 'UNKNOWN_ROUTE'],
    ['没有的路由要 schema', ['--schema', 'toString'], 2, 'UNKNOWN_ROUTE'],
    ['入参不合要求', ['settings.journal', '{"limit":0}'], 1, 'INVALID_INPUT'],
  ])('%s：退出码与信封', async (_name, args, exitCode, failureCode) => {
    using scratch = scratchDirectory()
    const { code, envelope } = await runCall(['--data', path.join(scratch.path, 'data'), ...args])
    expect(code).toBe(exitCode)
    expect(envelope).toMatchObject({ ok: false, failure: { code: failureCode } })
    if (!envelope.ok) expect(envelope.failure.message).toMatch(/[\u4e00-\u9fff]/)
    // 用法错误不该顺手建出一个空的数据文件。
    if (exitCode === 2) expect(existsSync(path.join(scratch.path, 'data'))).toBe(false)
  })

  test('加了密的数据：口令放在文件里，或从标准输入的第一行读；没有口令说怎么给，给错了不打开', async () => {
    using scratch = scratchDirectory()
    const data = path.join(scratch.path, 'data')
    {
      await using app = openTestGate(data)
      await encrypt(app)
    }
    const file = path.join(scratch.path, '口令.txt')
    writeFileSync(file, `${PASSPHRASE}\r\n`)
    const overview = { ok: true, value: { isEncrypted: true } }
    expect(await runCall(['--data', data, '--passphrase-file', file, 'settings.overview'])).toMatchObject({ code: 0, envelope: overview })
    const piped = await runCall(['--data', data, '--passphrase-file', '-', 'settings.overview', '-'], { stdin: `${PASSPHRASE}\n{}` })
    expect(piped).toMatchObject({ code: 0, envelope: overview })
    const without = await runCall(['--data', data, 'settings.overview'])
    expect(without).toMatchObject({ code: 1, envelope: { ok: false, failure: { code: 'LOCKED' } } })
    if (!without.envelope.ok) expect(without.envelope.failure.message).toContain('--passphrase-file')
    writeFileSync(file, '不是这个口令')
    expect(await runCall(['--data', data, '--passphrase-file', file, 'settings.overview'])).toMatchObject({
      code: 1,
      envelope: { ok: false, failure: { code: 'WRONG_PASSPHRASE' } },
    })
    expect(await runCall(['--data', data, '--passphrase-file', '/没有/口令', 'settings.overview'])).toMatchObject({ code: 2 })
  }, 60_000)

  test('业务拒绝：退出码 1，数据文件夹放不了数据时说明原因', async () => {
    using scratch = scratchDirectory()
    writeFileSync(path.join(scratch.path, '占着名字的文件'), '')
    const { code, envelope } = await runCall(['--data', path.join(scratch.path, '占着名字的文件'), 'settings.overview'])
    expect(code).toBe(1)
    expect(envelope).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/^DATA_/) as unknown } })
    expect(readdirSync(scratch.path)).toEqual(['占着名字的文件'])
  })
})
