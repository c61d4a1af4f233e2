import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { capturedTables } from '../../electron/db/table-shape.ts'
import { columnName } from '../../shared/settings/column-names.ts'
import { recordName } from '../../shared/settings/record-names.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'

const SCRIPT = path.resolve(import.meta.dirname, '../../scripts/verify-journal.mjs')

function verified(file: string): { status: number | null; lastLine: string } {
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, file], { encoding: 'utf8' })
  return { status, lastLine: stdout.trim().split('\n').at(-1) ?? '' }
}

async function exported(own: TestBackend, detail: '不带' | '遮住敏感' | '全文'): Promise<string> {
  const { base64 } = await own.call('settings.exportJournal', { detail })
  return Buffer.from(base64, 'base64').toString('utf8')
}

test.each(['不带', '遮住敏感', '全文'] as const)('导出件（前后值：%s）离线核验完好；改一字就指出从哪一条断', async (detail) => {
  await using own = openTestBackend('2026-09-14')
  const { members } = await plantSmallBranch(own)
  await own.call('member.changeField', { memberIds: [members[0] ?? ''], field: 'landline', value: '0592-5551234' })
  const text = await exported(own, detail)
  const file = path.join(own.directory, '日志.json')
  writeFileSync(file, text)
  expect(verified(file)).toMatchObject({ status: 0, lastLine: expect.stringMatching(/^完好/) as string })
  expect(text.includes('0592-5551234')).toBe(detail === '全文')

  const alter = (change: (entries: Record<string, unknown>[]) => void) => {
    const copy = JSON.parse(text) as { entries: Record<string, unknown>[] }
    change(copy.entries)
    writeFileSync(file, JSON.stringify(copy))
    return verified(file)
  }
  const third = { status: 1, lastLine: expect.stringMatching(/^断：从第 3 条起/) as string }
  for (const column of ['at', 'actor', 'route', 'summary', 'inputJson', 'changesHash', 'hash'])
    expect(
      alter((entries) => {
        if (entries[2]) entries[2][column] = `${String(entries[2][column])}。`
      }),
      column,
    ).toMatchObject(column === 'hash' ? { status: 1 } : third)
  if (detail !== '不带')
    expect(
      alter((entries) => {
        const changes = entries[2]?.['changes'] as { afterJson: string }[] | undefined
        if (changes?.[0]) changes[0].afterJson += ' '
      }),
    ).toMatchObject(third)
  expect(alter((entries) => void entries.pop())).toMatchObject({ status: 1 })
})

test('读不了的、不是导出件的：退出 2，不装作完好', async () => {
  await using own = openTestBackend()
  expect(verified(path.join(own.directory, '没有.json')).status).toBe(2)
  const file = path.join(own.directory, '别的.json')
  writeFileSync(file, '{"a":1}')
  expect(verified(file).status).toBe(2)
})

test('记前后值的各表各列都有中文名', async () => {
  await using own = openTestBackend()
  const missing = capturedTables(own.backend.database.native).flatMap(({ name, columns }) => [
    ...(recordName(name).startsWith('其他') ? [name] : []),
    ...columns.filter((column) => columnName(name, column) === null).map((column) => `${name}.${column}`),
  ])
  expect(missing).toEqual([])
})
