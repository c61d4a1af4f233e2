import { hash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { AttachmentStore } from '../../electron/attachment/store.ts'
import { createBackend, fixedClock } from '../../electron/backend.ts'
import { inspectBackup } from '../../electron/db/backup-inspection.ts'
import { dataKeyFrom, type DataKey } from '../../electron/db/data-key.ts'
import { DATA_FILE_NAME, openDatabase } from '../../electron/db/open.ts'
import { registerRestore } from '../../electron/db/restore.ts'
import { SeededRandom } from '../../electron/demo/seeded-random.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import { chooseKey } from '../../electron/security/key-choice.ts'
import { writeKeyFile } from '../../electron/security/key-file.ts'
import { newKeyFile, unlockWithRecoveryCode, withRecoveryCode } from '../../electron/security/key-slots.ts'
import { contentOf } from '../chaos/examine.ts'
import { AS_OF, BRANCH_NAME, COMMITTEE_NAME, UNIT } from '../chaos/setting.ts'

const USAGE = `用法：npm run corruption -- [--cases 例数] [--seed 种子] [--keep]
  --cases  破坏多少例（默认 1100）
  --seed   换一组破坏（默认 1）
  --keep   出问题时留下最后那一例`

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1100' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
})
const total = Number(values.cases)
if (!Number.isInteger(total) || total < 1) {
  process.stderr.write(`${USAGE}\n`)
  process.exit(2)
}
const random = new SeededRandom(`破坏-${values.seed}`)
const root = mkdtempSync(path.join(tmpdir(), 'jishi-corruption-'))
const key: DataKey = dataKeyFrom(Buffer.alloc(32, 7))

/** 一份造好的数据：关好的、断电的（预写日志还在）；`content` 是它应有的全部内容。 */
type Sample = { readonly files: ReadonlyMap<string, Buffer>; readonly content: string; readonly dataKey: DataKey | null }

async function plant(name: string, dataKey: DataKey | null, isCrashed: boolean): Promise<Sample> {
  const directory = path.join(root, name)
  const backend = createBackend({ dataDirectory: directory, clock: fixedClock(AS_OF), dataKey, verifiesData: true })
  const call = async (route: string, input: unknown): Promise<unknown> => {
    const reply = await backend.dispatcher.dispatch(route, input)
    if (!reply.ok) throw new Error(reply.failure.message)
    return reply.value
  }
  const profile = { unitType: '国有企业', form: '单独组建', staffTotal: null, nonpartyStaffTotal: null, coveredUnits: [] }
  const committee = { ...profile, level: '党委', parentId: null, name: COMMITTEE_NAME, shortName: '演示党委' }
  const made = (await call('organization.create', { code: '001', establishedOn: '2010-01-01', profile: committee })) as {
    organizationId: string
  }
  const branch = { ...profile, level: '党支部', parentId: made.organizationId, name: BRANCH_NAME, shortName: '第一支部' }
  await call('organization.create', { code: '001.001', establishedOn: '2010-01-01', profile: branch })
  await call('settings.backUp', {})
  for (let count = 0; count < 12; count += 1) await call('settings.saveUnit', { ...UNIT, signer: `签发人${count}` })
  const content = contentOf(backend.database.native)
  const names = () => readdirSync(directory).filter((each) => /^(基石\.sqlite(-wal|-shm)?|封条\.json)$/.test(each))
  const read = () => new Map(names().map((each) => [each, readFileSync(path.join(directory, each))]))
  const crashed = isCrashed ? read() : null
  await backend.close()
  return { files: crashed ?? read(), content, dataKey }
}

/** 一种坏法：返回坏了的内容与说明；null 为把文件删掉。 */
type Harm = (bytes: Buffer) => Buffer | null
const anywhere = (bytes: Buffer) => Math.floor(random.next() * bytes.length)

const HARMS: Readonly<Record<string, Harm>> = {
  截断: (bytes) => bytes.subarray(0, anywhere(bytes)),
  截到页界: (bytes) => bytes.subarray(0, pageAt(anywhere(bytes))),
  翻一位: (bytes) => edit(bytes, (copy, at) => copy.writeUInt8(copy.readUInt8(at) ^ (1 << Math.floor(random.next() * 8)), at)),
  翻几十字节: (bytes) => edit(bytes, (copy, at) => flip(copy.subarray(at, at + 48))),
  整页清零: (bytes) => edit(bytes, (copy, at) => copy.subarray(pageAt(at), pageAt(at) + 4096).fill(0)),
  整页换成别页: (bytes) =>
    edit(bytes, (copy, at) => {
      const from = pageAt(anywhere(bytes))
      bytes.copy(copy, pageAt(at), from, Math.min(from + 4096, bytes.length))
    }),
  换头: (bytes) => edit(bytes, (copy) => copy.subarray(0, 100).fill(Math.floor(random.next() * 256))),
  头里一字节: (bytes) => edit(bytes, (copy, at) => flip(copy.subarray(at % Math.min(100, copy.length)).subarray(0, 1))),
  末尾接上自己: (bytes) => Buffer.concat([bytes, bytes.subarray(anywhere(bytes))]),
  清空: () => Buffer.alloc(0),
  删掉: () => null,
}

const pageAt = (at: number) => Math.floor(at / 4096) * 4096

function flip(part: Buffer): void {
  for (const [index, byte] of part.entries()) part[index] = byte ^ 0xa5
}

function edit(bytes: Buffer, change: (copy: Buffer, at: number) => void): Buffer {
  const copy = Buffer.from(bytes)
  change(copy, anywhere(bytes))
  return copy
}

type Outcome = '认出' | '无损' | '没变'
type Tally = Record<Outcome, number> & { wrong: string[] }
const tallies = new Map<string, Tally>()

function count(target: string, outcome: Outcome | { readonly wrong: string }): void {
  const tally = tallies.get(target) ?? { 认出: 0, 无损: 0, 没变: 0, wrong: [] }
  tallies.set(target, tally)
  if (typeof outcome === 'string') tally[outcome] += 1
  else tally.wrong.push(outcome.wrong)
}

const digest = (file: string) => (existsSync(file) ? hash('sha256', readFileSync(file)) : '没有')
const bench = path.join(root, '案')

/** 把一份数据摆好，弄坏其中一个文件，像入口那样打开：要么认出而原件不动，要么内容一字不差。 */
async function harmLibrary(sample: Sample, name: string, harmName: string): Promise<Outcome | { wrong: string }> {
  rmSync(bench, { recursive: true, force: true })
  mkdirSync(bench)
  for (const [each, bytes] of sample.files) writeFileSync(path.join(bench, each), bytes)
  const original = sample.files.get(name) ?? Buffer.alloc(0)
  const harmed = HARMS[harmName]?.(original) ?? null
  if (harmed === null) rmSync(path.join(bench, name))
  else writeFileSync(path.join(bench, name), harmed)
  const isSame = harmed?.equals(original) ?? false
  const kept = [DATA_FILE_NAME, `${DATA_FILE_NAME}-wal`].map((each) => digest(path.join(bench, each)))
  const empty = hash('sha256', '')
  try {
    const database = openDatabase(bench, { verifies: true, dataKey: sample.dataKey })
    const content = contentOf(database.native)
    await database.close()
    if (content !== sample.content) return { wrong: `${name} ${harmName}：打开了，内容却不同` }
    return isSame ? '没变' : '无损'
  } catch (error) {
    if (!(error instanceof DomainError) || !/^DATA_/.test(error.code) || !/[\u4e00-\u9fff]/.test(error.message))
      return { wrong: `${name} ${harmName}：不是说清楚的拒绝：${String(error)}` }
    const after = [DATA_FILE_NAME, `${DATA_FILE_NAME}-wal`].map((each) => digest(path.join(bench, each)))
    // 只读打开会留一份空的预写日志，与没有一样。
    const isUntouched = kept.every((each, index) => after[index] === each || (each === '没有' && after[index] === empty))
    return isUntouched ? '认出' : { wrong: `${name} ${harmName}：拒绝了，原件却动了` }
  }
}

function harmBackup(file: string, sample: Sample, harmName: string, onChecksum: boolean): Outcome | { wrong: string } {
  const target = onChecksum ? `${file}.sha256` : file
  const original = readFileSync(target)
  const harmed = HARMS[harmName]?.(original) ?? null
  if (harmed === null) rmSync(target)
  else writeFileSync(target, harmed)
  const before = digest(target)
  try {
    const contents = inspectBackup(file, sample.dataKey)
    if (digest(target) !== before) return { wrong: `备份 ${harmName}：核对时改动了它` }
    if (harmed?.equals(original)) return '没变'
    // 校验值那一段还在、只是后面多了少了别的：核对过，相符。
    if (onChecksum && contents.matchesChecksum)
      return harmed?.includes(digest(file)) ? '无损' : { wrong: `备份的校验值 ${harmName}：散列不在了却说相符` }
    // 校验值没了：结构完好的照给，但要说“没有校验值”。
    return onChecksum && !contents.matchesChecksum ? '认出' : { wrong: `备份 ${onChecksum ? '校验值 ' : ''}${harmName}：没有认出` }
  } catch (error) {
    if (!(error instanceof DomainError) || !error.code.startsWith('BACKUP_')) return { wrong: `备份 ${harmName}：${String(error)}` }
    return digest(target) === before ? '认出' : { wrong: `备份 ${harmName}：核对时改动了它` }
  } finally {
    writeFileSync(target, original)
  }
}

/** 登记着恢复，备好的库或标记坏了：不换，原库一字不差。 */
async function harmPending(sample: Sample, harmName: string, onMarker: boolean): Promise<Outcome | { wrong: string }> {
  rmSync(bench, { recursive: true, force: true })
  mkdirSync(bench)
  for (const [each, bytes] of sample.files) writeFileSync(path.join(bench, each), bytes)
  const prepared = path.join(bench, '基石.待恢复.sqlite')
  const other = Buffer.from(sample.files.get(DATA_FILE_NAME) ?? Buffer.alloc(0))
  other.writeUInt32BE(other.readUInt32BE(24) + 1, 24)
  writeFileSync(prepared, other)
  const replacedName = '基石-恢复前-20260914-075800.sqlite'
  registerRestore(bench, { from: '某备份', at: AS_OF, replacedName, sha256: hash('sha256', other), keepsOriginal: false })
  const target = onMarker ? path.join(bench, '待恢复.json') : prepared
  const original = readFileSync(target)
  const harmed = HARMS[harmName]?.(original) ?? null
  if (harmed === null) rmSync(target)
  else writeFileSync(target, harmed)
  try {
    const database = openDatabase(bench, { verifies: true, dataKey: sample.dataKey })
    const content = contentOf(database.native)
    await database.close()
    return content === sample.content ? '无损' : { wrong: `${onMarker ? '标记' : '待恢复的库'} ${harmName}：打开了，内容却不同` }
  } catch (error) {
    return error instanceof DomainError && error.code.startsWith('DATA_')
      ? '认出'
      : { wrong: `${onMarker ? '标记' : '待恢复的库'} ${harmName}：${String(error)}` }
  }
}

function harmAttachment(harmName: string): Outcome | { wrong: string } {
  const directory = path.join(root, '附件案')
  const store = new AttachmentStore(directory)
  const sha256 = store.put(Buffer.from('第一党支部 2026 年 9 月主题党日签到表'.repeat(40)))
  const file = store.fileOf(sha256)
  const original = readFileSync(file)
  const harmed = HARMS[harmName]?.(original) ?? null
  if (harmed === null) rmSync(file)
  else writeFileSync(file, harmed)
  const { state } = store.get(sha256)
  const isSame = harmed?.equals(original) ?? false
  rmSync(directory, { recursive: true, force: true })
  if (isSame) return state === '完好' ? '没变' : { wrong: `附件 ${harmName}：没变却说坏了` }
  return state === '完好' ? { wrong: `附件 ${harmName}：没有认出` } : '认出'
}

/** 密钥文件的一套：数据文件夹里的与备份里的，恢复码，别的数据的一份。 */
const recoveryCode = Buffer.alloc(20, 5)
const keyFile = withRecoveryCode(newKeyFile(key, `${AS_OF}T00:00:00.000Z`), key, recoveryCode, `${AS_OF}T00:00:00.000Z`)
const otherKey = dataKeyFrom(Buffer.alloc(32, 8))
const foreignKeyFile = withRecoveryCode(
  newKeyFile(otherKey, `${AS_OF}T00:00:00.000Z`),
  otherKey,
  Buffer.alloc(20, 6),
  `${AS_OF}T00:00:00.000Z`,
)

/**
 * 密钥文件坏了、没了、换成别的数据的：副本还好的，恢复码照样打开、内容一字不差；两份都不行的，中文说清，
 * 数据与密钥文件都不动。
 */
async function harmKeyFile(sample: Sample, harmName: string, onBoth: boolean): Promise<Outcome | { wrong: string }> {
  const what = `密钥文件${onBoth ? '（连同副本）' : ''} ${harmName}`
  rmSync(bench, { recursive: true, force: true })
  mkdirSync(path.join(bench, '备份'), { recursive: true })
  for (const [each, bytes] of sample.files) writeFileSync(path.join(bench, each), bytes)
  const places = [path.join(bench, '密钥.json'), path.join(bench, '备份', '密钥.json')]
  for (const place of places) writeKeyFile(place, keyFile)
  const original = readFileSync(places[0] ?? '')
  const harmed = harmName === '换成别的' ? null : (HARMS[harmName]?.(original) ?? null)
  for (const place of places.slice(0, onBoth ? 2 : 1)) {
    rmSync(place)
    if (harmName === '换成别的') writeKeyFile(place, foreignKeyFile)
    else if (harmed !== null) writeFileSync(place, harmed)
  }
  const kept = [...places, path.join(bench, DATA_FILE_NAME)].map(digest)
  const isUntouched = () => [...places, path.join(bench, DATA_FILE_NAME)].every((each, index) => digest(each) === kept[index])
  if (harmed?.equals(original)) return '没变'
  try {
    const chosen = await chooseKey(bench, path.join(bench, DATA_FILE_NAME), (each) => unlockWithRecoveryCode(each, recoveryCode))
    if (!isUntouched()) return { wrong: `${what}：只是试钥匙，原件却动了` }
    // 两份都换成了别的数据的：这份数据的恢复码哪一份都不认。
    if (chosen === null) return onBoth && harmName === '换成别的' ? '认出' : { wrong: `${what}：副本还在，恢复码却打不开` }
    if (!chosen.opens) return { wrong: `${what}：认了恢复码，却打不开数据` }
    const database = openDatabase(bench, { verifies: true, dataKey: chosen.unlocked.dataKey })
    const content = contentOf(database.native)
    await database.close()
    if (content !== sample.content) return { wrong: `${what}：打开了，内容却不同` }
    return onBoth ? { wrong: `${what}：两份都坏了却没有认出` } : '无损'
  } catch (error) {
    if (!(error instanceof DomainError) || !/^KEY_FILE_/.test(error.code) || !/请/.test(error.message))
      return { wrong: `${what}：不是说清楚的拒绝：${String(error)}` }
    if (!onBoth) return { wrong: `${what}：副本还好，却没有用它` }
    return isUntouched() ? '认出' : { wrong: `${what}：拒绝了，原件却动了` }
  }
}

const samples = {
  '关好的库（明文）': await plant('明文', null, false),
  '关好的库（加密）': await plant('加密', key, false),
  '断电的库（明文）': await plant('明文断电', null, true),
  '断电的库（加密）': await plant('加密断电', key, true),
}
const backupOf = (name: string) => {
  const folder = path.join(root, name, '备份')
  const found = readdirSync(folder).find((each) => each.endsWith('.sqlite')) ?? ''
  const copy = path.join(root, `${name}-${found}`)
  for (const suffix of ['', '.sha256']) cpSync(path.join(folder, found) + suffix, copy + suffix)
  return copy
}
// 校验值文件里写的是原来的名字，核对只看散列。
const backups = { 明文: backupOf('明文'), 加密: backupOf('加密') }
const harmNames = Object.keys(HARMS)
const ANY = (index: number) => harmNames[index % harmNames.length] ?? '截断'
/** 预写日志还在时，数据文件的正文没有封条可核，只破坏结构与预写日志。 */
const startedAt = performance.now()
for (let index = 0; index < total; index += 1) {
  const harm = ANY(Math.floor(index / 10))
  switch (index % 10) {
    case 0:
    case 1:
      count('库（明文）', await harmLibrary(samples['关好的库（明文）'], DATA_FILE_NAME, harm))
      break
    case 2:
      count('库（加密）', await harmLibrary(samples['关好的库（加密）'], DATA_FILE_NAME, harm))
      break
    case 3:
      count('预写日志（明文）', await harmLibrary(samples['断电的库（明文）'], `${DATA_FILE_NAME}-wal`, harm))
      break
    case 4: {
      const shared = index % 20 === 4
      const target = shared ? '-shm' : '-wal'
      count(shared ? '共享内存' : '预写日志（加密）', await harmLibrary(samples['断电的库（加密）'], DATA_FILE_NAME + target, harm))
      break
    }
    case 5:
    case 6:
      count(
        '备份（明文）',
        harmBackup(backups.明文, samples['关好的库（明文）'], harm === '删掉' || harm === '清空' ? '截断' : harm, false),
      )
      break
    case 7:
      count('备份（加密）', harmBackup(backups.加密, samples['关好的库（加密）'], harm === '删掉' ? '截断' : harm, false))
      break
    case 8: {
      const onChecksum = index % 20 === 8
      if (onChecksum) count('备份的校验值', harmBackup(backups.明文, samples['关好的库（明文）'], harm, true))
      else count('待恢复的库与标记', await harmPending(samples['关好的库（明文）'], harm, index % 40 === 18))
      break
    }
    default:
      if (index % 40 === 29) {
        const isSwapped = index % 440 === 29
        count('密钥文件', await harmKeyFile(samples['关好的库（加密）'], isSwapped ? '换成别的' : harm, index % 80 === 29))
      } else if (index % 20 === 9) count('附件', harmAttachment(harm))
      else count('封条', await harmLibrary(samples['关好的库（明文）'], '封条.json', harm))
  }
}

let wrong = 0
let unchanged = 0
for (const [target, tally] of tallies) {
  wrong += tally.wrong.length
  unchanged += tally.没变
  process.stdout.write(
    `${target}：认出 ${tally.认出}，内容无损照常打开 ${tally.无损}，坏法没改到内容 ${tally.没变}，没认出 ${tally.wrong.length}\n`,
  )
  for (const each of tally.wrong.slice(0, 10)) process.stdout.write(`  ${each}\n`)
}
if (wrong === 0 || !values.keep) rmSync(root, { recursive: true, force: true })
process.stderr.write(`用时 ${Math.round((performance.now() - startedAt) / 1000)} 秒\n`)
process.stdout.write(`合计破坏 ${total - unchanged} 例（另 ${unchanged} 例的坏法碰巧没改到内容），没认出或动了原件 ${wrong}\n`)
process.exitCode = wrong === 0 ? 0 : 1
