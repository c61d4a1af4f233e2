import Database from 'better-sqlite3'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { openBenchBackend } from './bench-backend.ts'

// 由 first-preview.ts 起的进程：做完一件事，打印它用的毫秒数。数据先打开好，排版则是头一次。

const [, , what, directory = ''] = process.argv
const { backend, call } = openBenchBackend(directory)
const { nodes } = await call('organization.tree', {})
const branch = nodes.find(({ level }) => level === '党支部')
const organizationId = branch?.id ?? ''
const started = performance.now()
if (what === 'preview') {
  const { html, missing } = await call('correspondence.draft', { kind: 'W04', organizationId })
  if (html === '') throw new Error(`没有预览：${missing.join('；')}`)
} else {
  const database = new Database(path.join(directory, '基石.sqlite'), { readonly: true })
  const rows = [
    ...database.prepare('select * from term where organizationId = ?').all(organizationId),
    ...database
      .prepare(
        'select member.* from member join memberAssignment on memberAssignment.memberId = member.id where memberAssignment.branchId = ?',
      )
      .all(organizationId),
  ]
  const html = `<!doctype html>${rows.map((row) => `<p>${Object.values(row as Record<string, unknown>).join('，')}</p>`).join('')}`
  if (rows.length === 0 || html === '') throw new Error('没有读到数据')
}
process.stdout.write(String(performance.now() - started))
await backend.close()
process.exit(0)
