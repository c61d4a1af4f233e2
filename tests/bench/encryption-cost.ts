import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { connect } from '../../electron/db/connect.ts'
import { dataKeyFrom, type DataKey } from '../../electron/db/data-key.ts'
import { DATA_FILE_NAME, openDatabase } from '../../electron/db/open.ts'
import { BRANCHES, fillGroup, PEOPLE_PER_BRANCH } from './group-findings.ts'
import { stopwatch, type Measure } from './measure.ts'

const KEY = dataKeyFrom(Buffer.alloc(32, 7))
const ENCRYPTED = '加密'
const PLAIN = '明文'
const LOOKUPS = 2_000
const COMMITS = 500

type Work = (connection: ReturnType<typeof connect>) => void

/** 两份内容相同的库：一份加密，一份明文。 */
async function prepare(directory: string): Promise<void> {
  for (const [folder, dataKey] of [
    [ENCRYPTED, KEY],
    [PLAIN, null],
  ] as const) {
    const database = openDatabase(path.join(directory, folder), { dataKey })
    fillGroup(database.native)
    await database.close()
  }
}

function measure(name: string, title: string, run: (file: string, dataKey: DataKey | null, round: number) => Promise<number>): Measure {
  const fileIn = (directory: string, folder: string) => path.join(directory, folder, DATA_FILE_NAME)
  return {
    name,
    title: `加密的代价：${title}`,
    floorTitle: '明文的同一件事',
    prepare,
    product: (directory, round) => run(fileIn(directory, ENCRYPTED), KEY, round),
    floor: (directory, round) => run(fileIn(directory, PLAIN), null, round),
  }
}

/** 打开一个连接再做；打开不计时。 */
const withConnection = (work: Work) => async (file: string, dataKey: DataKey | null) => {
  const connection = connect(file, dataKey)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  const ms = await stopwatch(() => work(connection))
  connection.close()
  return ms
}

/** 打开、读版本、读第一行，连做 200 次：一次太短，量不准。 */
const opening = measure('encryption-open', '打开 200 次', (file, dataKey) =>
  stopwatch(() => {
    for (let n = 0; n < 200; n += 1) {
      const connection = connect(file, dataKey)
      if (Number(connection.pragma('user_version', { simple: true })) === 0) throw new Error('没有读到版本')
      connection.prepare('SELECT id FROM member LIMIT 1').get()
      connection.close()
    }
  }),
)

const lookup = measure(
  'encryption-lookup',
  `按编号点查 ${LOOKUPS} 次（缓存是冷的）`,
  withConnection((connection) => {
    const find = connection.prepare('SELECT * FROM member WHERE id = ?')
    for (let n = 0; n < LOOKUPS; n += 1)
      if (find.get(`支部${(n * 7) % BRANCHES}-${n % PEOPLE_PER_BRANCH}`) === undefined) throw new Error('有人没有查到')
  }),
)

const scan = measure(
  'encryption-scan',
  `逐行读 ${BRANCHES * PEOPLE_PER_BRANCH} 名党员（缓存是冷的）`,
  withConnection((connection) => {
    if (connection.prepare('SELECT * FROM member').all().length !== BRANCHES * PEOPLE_PER_BRANCH) throw new Error('行数不对')
  }),
)

/** 每次提交都落盘；在拷贝上写，各轮互不影响。 */
const commits = measure('encryption-commit', `${COMMITS} 次单独提交`, async (file, dataKey, round) => {
  const copy = `${file}.${round}`
  copyFileSync(file, copy)
  return withConnection((connection) => {
    const write = connection.prepare('UPDATE member SET remark = ? WHERE id = ?')
    for (let n = 0; n < COMMITS; n += 1) write.run(`第 ${n} 次`, `支部${n}-0`)
  })(copy, dataKey)
})

export const encryptionCost: readonly Measure[] = [opening, lookup, scan, commits]
