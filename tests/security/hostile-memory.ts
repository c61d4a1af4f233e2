// 把撑内存、费时的坏文件挨个喂给每个入口，末行打印进程占内存的峰值（MB）与最慢的一例（毫秒）：由 hostile-memory.test.ts 起的子进程。
import { openTestBackend } from '../kit/backend.ts'
import { FILE_ENTRIES, HOSTILE_TABLE } from './hostile-entries.ts'

const HEAVY = ['压缩炸弹', '合起来才炸', '谎报大小', '嵌套压缩', '撑爆的格', '没收住的标记', '实体膨胀']

await using backend = openTestBackend()
let slowest = 0
let count = 0
for (const [route, entry] of Object.entries(FILE_ENTRIES))
  for (const kind of HEAVY) {
    const cell = HOSTILE_TABLE[entry.takes][kind]
    if (cell === undefined || !('make' in cell)) continue
    const input = entry.input({ fileName: cell.fileName, base64: cell.make().toString('base64') })
    const startedAt = performance.now()
    const reply = await backend.backend.dispatcher.dispatch(route, input)
    slowest = Math.max(slowest, performance.now() - startedAt)
    if (reply.ok || reply.failure.code === 'INTERNAL') throw new Error(`${route} ${kind}：没有拒绝`)
    count += 1
  }
process.stdout.write(`喂了 ${count} 例，峰值 ${Math.round(process.resourceUsage().maxRSS / 1024)} MB，最慢 ${Math.round(slowest)} 毫秒\n`)
