import Database from 'better-sqlite3-multiple-ciphers'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import { createBackend, fixedClock } from '../../electron/backend.ts'
import { migrate } from '../../electron/db/migrate.ts'
import { DATA_FILE_NAME, openDatabase } from '../../electron/db/open.ts'
import { SeededRandom } from '../../electron/demo/seeded-random.ts'
import { migrations } from '../../migrations/index.ts'
import { ROWS_AT } from '../migrations/rows-at.ts'
import { examineConverted, loseOneOriginal, plantOriginals, toggleEncryption, unlockedGate } from './conversion.ts'
import { contentOf, differences, examine } from './examine.ts'
import { after, NOTHING, progressOf, type Expected } from './operation.ts'
import { AS_OF, BRANCH_NAME, COMMITTEE_NAME, isConversion, SCENARIOS, UNIT, type ScenarioName } from './setting.ts'

const USAGE = `用法：npm run chaos -- [--kills 次数] [--seed 种子] [--only 段] [--keep]
  --kills  在随机点 kill -9 多少次（默认 500）
  --seed   换一组随机点（默认 1）；同一种子的次序相同，落点仍随机器快慢
  --only   只杀这一段：${SCENARIOS.join('、')}
  --lose   自检：启用、停用加密的，每次杀后再删去一份附件；须报损坏、退出 1
  --keep   出问题时留下那个数据文件夹`

/** 就绪后最多等多久再杀，毫秒：盖过这一段上一件事的用时。 */
const WINDOW_MS: Readonly<Record<ScenarioName, number>> = {
  写入: 300,
  导入: 1500,
  迁移: 80,
  备份: 400,
  恢复: 600,
  启用加密: 2500,
  停用加密: 2500,
}
/** 每个数据文件夹连着杀几次再换新的：恢复之后再断电也要经得住。 */
const KILLS_PER_DIRECTORY = 8
/** 十二次里各占几次。 */
const SHARES: readonly ScenarioName[] = [
  ...(['写入', '导入', '迁移', '启用加密', '备份', '写入'] as const),
  ...(['恢复', '停用加密', '写入', '导入', '写入', '恢复'] as const),
]

type Tally = { kills: number; done: number; lost: number; damaged: number }
type Bench = { readonly directory: string; readonly expected: Expected; readonly kills: number }

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    lose: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const only = SCENARIOS.find((name) => name === values.only)
if (!Number.isInteger(kills) || kills < 1 || (values.only !== undefined && only === undefined)) {
  process.stderr.write(`${USAGE}\n`)
  process.exit(2)
}

const random = new SeededRandom(`断电-${values.seed}`)
const root = mkdtempSync(path.join(tmpdir(), 'jishi-chaos-'))
const tallies = Object.fromEntries(SCENARIOS.map((name) => [name, { kills: 0, done: 0, lost: 0, damaged: 0 }])) as Record<
  ScenarioName,
  Tally
>
const benches = new Map<ScenarioName, Bench>()
let nextDirectory = 0

/** 一个党委一个支部、签发人空着的新库。 */
async function prepareTemplate(): Promise<string> {
  const directory = path.join(root, '样板')
  const backend = createBackend({ dataDirectory: directory, clock: fixedClock(AS_OF) })
  const call = async (route: string, input: unknown): Promise<unknown> => {
    const reply = await backend.dispatcher.dispatch(route, input)
    if (!reply.ok) throw new Error(reply.failure.message)
    return reply.value
  }
  await call('settings.saveUnit', UNIT)
  const profile = { unitType: '国有企业', form: '单独组建', staffTotal: null, nonpartyStaffTotal: null, coveredUnits: [] }
  const committee = { ...profile, level: '党委', parentId: null, name: COMMITTEE_NAME, shortName: '演示党委' }
  const { organizationId } = (await call('organization.create', { code: '001', establishedOn: '2010-01-01', profile: committee })) as {
    organizationId: string
  }
  const branch = { ...profile, level: '党支部', parentId: organizationId, name: BRANCH_NAME, shortName: '第一支部' }
  await call('organization.create', { code: '001.001', establishedOn: '2010-01-01', profile: branch })
  await backend.close()
  return directory
}

const template = await prepareTemplate()

/** 启用、停用加密各从哪里开始：添了附件与备份的，明文的一份、加了密的一份；用到才造。 */
const conversionTemplates = new Map<ScenarioName, string>()
async function templateFor(scenario: ScenarioName): Promise<string> {
  if (!isConversion(scenario)) return template
  const known = conversionTemplates.get(scenario)
  if (known !== undefined) return known
  const directory = path.join(root, `样板-${scenario}`)
  cpSync(template, directory, { recursive: true })
  await plantOriginals(directory)
  if (scenario === '停用加密') {
    const gate = await unlockedGate(directory)
    await toggleEncryption(gate)
    await gate.close()
  }
  conversionTemplates.set(scenario, directory)
  return directory
}

function freshDirectory(): string {
  nextDirectory += 1
  return path.join(root, `数据-${nextDirectory}`)
}

async function benchFor(scenario: ScenarioName): Promise<Bench> {
  const known = benches.get(scenario)
  // 已经换成另一种样子的，重新来：这一段才总是从“启用”或“停用”开始杀。
  const startsEncrypted = scenario === '停用加密'
  if (known && known.kills < KILLS_PER_DIRECTORY && known.expected.isEncrypted === startsEncrypted) return known
  if (known) rmSync(known.directory, { recursive: true, force: true })
  const directory = freshDirectory()
  cpSync(await templateFor(scenario), directory, { recursive: true })
  return { directory, expected: { ...NOTHING, signer: '', isEncrypted: startsEncrypted }, kills: 0 }
}

/** 放写手跑，就绪后过一段随机的时间 kill -9，收下它说过的话。 */
async function killWriter(scenario: ScenarioName, directory: string, seed: number): Promise<string> {
  const args = [path.join(import.meta.dirname, 'writer.ts'), '--data', directory, '--scenario', scenario, '--seed', String(seed)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  let output = ''
  let complaint = ''
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      if (output.includes('\n')) resolve()
    })
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk))
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  await Promise.race([ready, closed])
  await Promise.race([wait(random.next() * WINDOW_MS[scenario]), closed])
  child.kill('SIGKILL')
  const [code, signal] = await closed
  process.off('exit', stop)
  // 迁移一闪就完，写手先跑完退出也算一次；别的场景自己退出就是写手有错。
  if (signal !== 'SIGKILL' && !(scenario === '迁移' && code === 0)) throw new Error(`写手自己退出了（${String(code)}）：${complaint}`)
  return output
}

function report(scenario: ScenarioName, directory: string, losses: readonly string[], damage: readonly string[]): void {
  const tally = tallies[scenario]
  if (losses.length > 0) tally.lost += 1
  if (damage.length > 0) tally.damaged += 1
  for (const each of losses) process.stdout.write(`丢失（${scenario}，${directory}）：${each}\n`)
  for (const each of damage) process.stdout.write(`损坏（${scenario}，${directory}）：${each}\n`)
}

async function killOnce(scenario: ScenarioName, seed: number): Promise<void> {
  const bench = await benchFor(scenario)
  const output = await killWriter(scenario, bench.directory, seed)
  const { done, inFlight, doneCount } = progressOf(bench.expected, output)
  if (values.lose && isConversion(scenario)) loseOneOriginal(bench.directory)
  const { state, damage } = await (isConversion(scenario) ? examineConverted : examine)(bench.directory)
  const allowed = inFlight === null ? [done] : [done, after(done, inFlight)]
  report(scenario, bench.directory, differences(state, allowed), damage)
  tallies[scenario].kills += 1
  tallies[scenario].done += doneCount
  benches.set(scenario, { directory: bench.directory, expected: state, kills: bench.kills + 1 })
}

/** 旧库升级中途被杀：再打开要升完，内容与一气升完的逐字相同。 */
async function killMigration(seed: number): Promise<void> {
  const from = random.pick(migrations).version
  const directory = freshDirectory()
  writeOldDatabase(directory, from)
  const untouched = `${directory}-对照`
  cpSync(directory, untouched, { recursive: true })
  await killWriter('迁移', directory, seed)
  const upgraded = openDatabase(directory)
  const reference = openDatabase(untouched)
  const damage = upgraded.native.pragma('integrity_check(1)', { simple: true }) === 'ok' ? [] : [`从 ${from} 升级后内部结构损坏`]
  const isSame = contentOf(upgraded.native) === contentOf(reference.native) && upgraded.schemaVersion === reference.schemaVersion
  report('迁移', directory, isSame ? [] : [`从 ${from} 升级被打断后，内容与一气升完的不同`], damage)
  await upgraded.close()
  await reference.close()
  tallies.迁移.kills += 1
  tallies.迁移.done += 1
  for (const each of [directory, untouched]) rmSync(each, { recursive: true, force: true })
}

function writeOldDatabase(directory: string, version: number): void {
  mkdirSync(directory, { recursive: true })
  const connection = new Database(path.join(directory, DATA_FILE_NAME))
  connection.pragma('journal_mode = WAL')
  for (const step of migrations.filter((each) => each.version <= version)) {
    migrate(connection, [step])
    connection.exec(ROWS_AT[step.version] ?? '')
  }
  connection.close()
}

const startedAt = performance.now()
for (let count = 0; count < kills; count += 1) {
  const scenario = only ?? SHARES[count % SHARES.length] ?? '写入'
  if (scenario === '迁移') await killMigration(count)
  else await killOnce(scenario, count)
  if ((count + 1) % 50 === 0) process.stderr.write(`已杀 ${count + 1} 次，用时 ${Math.round((performance.now() - startedAt) / 1000)} 秒\n`)
}

for (const name of SCENARIOS) {
  const { kills: killed, done, lost, damaged } = tallies[name]
  process.stdout.write(`${name}：kill -9 ${killed} 次，其间做完 ${done} 件，丢失 ${lost}，损坏 ${damaged}\n`)
}
const sum = (pick: (tally: Tally) => number) => SCENARIOS.reduce((total, name) => total + pick(tallies[name]), 0)
const failures = sum(({ lost, damaged }) => lost + damaged)
if (failures === 0 || !values.keep) rmSync(root, { recursive: true, force: true })
else if (existsSync(root)) process.stdout.write(`现场留在 ${root}\n`)
process.stdout.write(
  `合计 kill -9 ${sum(({ kills: killed }) => killed)} 次，做完的 ${sum(({ done }) => done)} 件，丢失 ${sum(({ lost }) => lost)}，损坏 ${sum(({ damaged }) => damaged)}\n`,
)
process.exitCode = failures === 0 ? 0 : 1
