import Database from 'better-sqlite3-multiple-ciphers'
import { Document, Packer, Paragraph } from 'docx'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { warmRenderer } from '../../electron/document/render-pool.ts'
import { openBenchBackend } from './bench-backend.ts'

// 由 first-preview.ts 起的进程：做完一件事，打印它用的毫秒数。与应用打开后一样，数据已打开、排版线程已起好，排版则是头一次。

const [, , what, directory = ''] = process.argv
const { backend, call } = openBenchBackend(directory)
const { nodes } = await call('organization.tree', {})
const branch = nodes.find(({ level }) => level === '党支部')
const organizationId = branch?.id ?? ''
await warmRenderer()
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
  const paragraphs = rows.map((row) => new Paragraph(Object.values(row as Record<string, unknown>).join('，')))
  const bytes = await Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] }))
  if (rows.length === 0 || bytes.length === 0) throw new Error('没有读到数据')
}
process.stdout.write(String(performance.now() - started))
await backend.close()
process.exit(0)
