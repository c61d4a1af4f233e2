// 造一个演示集团到一个空目录：`数据/` 与 `结果.json`。由 demo-data.ts 起子进程来做。
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createBackend, movableClock } from '../../electron/backend.ts'
import { populateDemo } from '../../electron/demo/populate.ts'

const [directory = '', asOf = ''] = process.argv.slice(2)
const clock = movableClock(asOf)
const backend = createBackend({ dataDirectory: path.join(directory, '数据'), clock, isDisposable: true })
const result = await populateDemo(
  async (route, input) => {
    const reply = await backend.dispatcher.dispatch(route, input)
    if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.code} ${reply.failure.message}`)
    return reply.value
  },
  { asOf, moveTo: clock.moveTo, report: () => Promise.resolve() },
)
await backend.close()
writeFileSync(path.join(directory, '结果.json'), JSON.stringify(result))
