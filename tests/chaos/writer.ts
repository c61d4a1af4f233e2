import { writeSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createBackend, fixedClock, type Backend } from '../../electron/backend.ts'
import { DemoPeople, type DemoPerson } from '../../electron/demo/people.ts'
import { rosterWorkbook } from '../../electron/demo/roster-workbook.ts'
import { SeededRandom } from '../../electron/demo/seeded-random.ts'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { toggleEncryption, unlockedGate } from './conversion.ts'
import type { Line, Operation } from './operation.ts'
import { AS_OF, BRANCH_NAME, COMMITTEE_NAME, IMPORT_ROWS, isConversion, profileOf, UNIT, type ScenarioName } from './setting.ts'

/** 被杀的一方：不停地写，每件事先说“要做”、做完再说“做完”，直到被 kill -9。 */
const { values } = parseArgs({ options: { data: { type: 'string' }, scenario: { type: 'string' }, seed: { type: 'string' } } })
const directory = values.data ?? ''
const seed = values.seed ?? ''
const random = new SeededRandom(`写手-${seed}`)
// 各次写手的人接着往后排，证号不与前几次的撞上。
const people = new DemoPeople(AS_OF)
for (let skipped = 0; skipped < Number(seed) * 400; skipped += 1) people.create('普通')

/** 管道写是同步的：说出口的话，进程随后被杀也收得到。 */
const say = (line: Line) => writeSync(1, `${JSON.stringify(line)}\n`)

let backend: Backend

async function call<R extends Route>(route: R, input: InputOf<AppContract[R]>): Promise<OutputOf<AppContract[R]>> {
  const reply = await backend.dispatcher.dispatch(route, input)
  if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.message}`)
  return reply.value as OutputOf<AppContract[R]>
}

/** 做一件事；备份的名字做完才知道。 */
async function perform(operation: Operation, work: () => Promise<string | null>): Promise<void> {
  say({ phase: '要做', operation })
  const name = await work()
  say({ phase: '做完', operation: operation.kind === '备份' && name !== null ? { ...operation, name } : operation })
}

async function writing(branchId: string): Promise<void> {
  const present: { identityNumber: string; memberId: string }[] = []
  for (;;) {
    const chance = random.next()
    const known = present[0]
    if (chance < 0.2) {
      const signer = `签发人${Math.floor(random.next() * 1e9)}`
      await perform({ kind: '签发人', signer }, async () => {
        await call('settings.saveUnit', { ...UNIT, signer })
        return null
      })
    } else if (chance < 0.4 && known) {
      await perform({ kind: '移入回收站', identityNumber: known.identityNumber }, async () => {
        await call('member.remove', { memberId: known.memberId, reason: '压测' })
        return null
      })
      await perform({ kind: '恢复党员', identityNumber: known.identityNumber }, async () => {
        await call('member.restore', { memberId: known.memberId })
        return null
      })
    } else {
      const person = people.create('普通')
      await perform({ kind: '登记', identityNumber: person.identityNumber }, async () => {
        const { memberId } = await call('member.create', { profile: profileOf(person), branchId, groupId: null, fromOn: null })
        present.unshift({ identityNumber: person.identityNumber, memberId })
        return null
      })
    }
  }
}

async function importing(): Promise<void> {
  for (;;) {
    const batch: DemoPerson[] = Array.from({ length: IMPORT_ROWS }, () => people.create('普通'))
    const bytes = rosterWorkbook([{ sheetName: '名册', branchName: BRANCH_NAME, people: batch }], COMMITTEE_NAME, AS_OF, 'xlsx')
    const file = { fileName: '名册.xlsx', base64: Buffer.from(bytes).toString('base64') }
    const { digest } = await call('exchange.previewRoster', { file })
    await perform({ kind: '导入', identityNumbers: batch.map(({ identityNumber }) => identityNumber) }, async () => {
      await call('exchange.importRoster', { file, digest })
      return null
    })
  }
}

async function backingUp(): Promise<void> {
  for (;;) {
    const signer = `签发人${Math.floor(random.next() * 1e9)}`
    await perform({ kind: '签发人', signer }, async () => {
      await call('settings.saveUnit', { ...UNIT, signer })
      return null
    })
    await perform({ kind: '备份', name: '' }, async () => path.basename((await call('settings.backUp', {})).path))
  }
}

async function restoring(): Promise<void> {
  for (;;) {
    const [earlier, later] = [`原签发人${Math.floor(random.next() * 1e9)}`, `后签发人${Math.floor(random.next() * 1e9)}`]
    const sign = (signer: string) =>
      perform({ kind: '签发人', signer }, async () => {
        await call('settings.saveUnit', { ...UNIT, signer })
        return null
      })
    await sign(earlier)
    const { path: file } = await call('settings.backUp', {})
    await sign(later)
    await perform({ kind: '恢复备份', signer: earlier }, async () => {
      await call('settings.restore', { name: path.basename(file) })
      return null
    })
    await backend.close()
    backend = open()
  }
}

/** 来回启用、停用加密。 */
async function converting(): Promise<void> {
  const gate = await unlockedGate(directory)
  say({ phase: '就绪' })
  for (;;) {
    const kind = gate.opened().dataKey === null ? '启用加密' : '停用加密'
    await perform({ kind }, async () => {
      await toggleEncryption(gate)
      return null
    })
  }
}

function open(): Backend {
  return createBackend({ dataDirectory: directory, clock: fixedClock(AS_OF) })
}

const scenario = values.scenario as ScenarioName
if (isConversion(scenario)) await converting()
if (scenario === '迁移') say({ phase: '就绪' })
backend = open()
if (scenario === '迁移') {
  await backend.close()
} else {
  const { nodes } = await call('organization.tree', {})
  const branch = nodes.find(({ level }) => level === '党支部')
  if (!branch) throw new Error('没有支部')
  say({ phase: '就绪' })
  if (scenario === '写入') await writing(branch.id)
  else if (scenario === '导入') await importing()
  else if (scenario === '备份') await backingUp()
  else await restoring()
}
