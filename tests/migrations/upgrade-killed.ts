// 升级到某一步，语句都执行了、还没提交的时候自己断电：由 every-release.test.ts 起的子进程。
// 用法：node upgrade-killed.ts 数据文件夹 断在哪一步 [密钥的十六进制]
import path from 'node:path'
import { connect } from '../../electron/db/connect.ts'
import { dataKeyFrom } from '../../electron/db/data-key.ts'
import { migrate } from '../../electron/db/migrate.ts'
import { DATA_FILE_NAME } from '../../electron/db/open.ts'
import { migrations } from '../../migrations/index.ts'

const [directory = '', step = '', hex = ''] = process.argv.slice(2)
const connection = connect(path.join(directory, DATA_FILE_NAME), hex === '' ? null : dataKeyFrom(Buffer.from(hex, 'hex')))
connection.pragma('journal_mode = WAL')
connection.pragma('synchronous = FULL')
// 缓存放不下就会写进预写日志：断在那里才有没提交的页留在盘上。
connection.pragma('cache_size = 2')
migrate(
  connection,
  migrations.map((each) => ({
    ...each,
    up: (database) => {
      each.up(database)
      if (each.version === Number(step)) process.kill(process.pid, 'SIGKILL')
    },
  })),
)
