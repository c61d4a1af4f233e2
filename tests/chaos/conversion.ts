import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fixedClock } from '../../electron/backend.ts'
import { openGate, type Gate } from '../../electron/security/gate.ts'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { openTestBackend } from '../kit/backend.ts'
import { solidPng } from '../kit/pictures.ts'
import { examineOpened, type Found } from './examine.ts'
import { AS_OF } from './setting.ts'

const PASSPHRASE = '金桥路七号的桂花树'
const ACTIVITY = '压测活动'
/** 几张照片：附件逐张封上、放开，杀在中间要经得住。 */
const PHOTOS = [1, 2, 3].map((shade) => solidPng(40 + shade, 30, [shade * 60, 20, 30]))

async function call<R extends Route>(gate: Gate, route: R, input: InputOf<AppContract[R]>): Promise<OutputOf<AppContract[R]>> {
  const reply = await gate.dispatch(route, input)
  if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.message}`)
  return reply.value as OutputOf<AppContract[R]>
}

/** 在样板上添一次活动、几张照片、一份备份：转换要动的都有。 */
export async function plantOriginals(directory: string): Promise<void> {
  await using backend = openTestBackend(AS_OF, { dataDirectory: directory })
  backend.backend.database.native
    .prepare(
      `INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
       SELECT ?, organizationId, '九月主题党日', '2026-09-01', '14:00', '16:30', '2026-09-02', 'x', '测试', 'x', '测试'
       FROM organizationVersion WHERE level = '党支部'`,
    )
    .run(ACTIVITY)
  const files = PHOTOS.map((photo, index) => ({
    fileName: `会场${index}.png`,
    kind: '照片' as const,
    base64: Buffer.from(photo).toString('base64'),
  }))
  await backend.call('life.addFiles', { activityId: ACTIVITY, files })
  await backend.call('settings.backUp', {})
}

/** 像用户那样开门；锁着的输口令，等收尾做完。@throws Error 打不开。 */
export async function unlockedGate(directory: string): Promise<Gate> {
  const gate = openGate({ dataDirectory: directory, clock: fixedClock(AS_OF), occupiesData: true })
  const { state, failure } = await call(gate, 'security.state', {})
  if (state === '待解锁') await call(gate, 'security.unlock', { passphrase: PASSPHRASE })
  else if (state !== '已开') throw new Error(`打不开：${failure?.message ?? state}`)
  while ((await call(gate, 'security.protection', {})).isFinishing) await wait(20)
  return gate
}

/** 没加密的启用，加了密的停用。 */
export async function toggleEncryption(gate: Gate): Promise<void> {
  if (gate.opened().dataKey !== null) {
    await call(gate, 'security.disableEncryption', { passphrase: PASSPHRASE })
    return
  }
  const { draftId, groups, asked } = await call(gate, 'security.draftRecoveryCode', {})
  const confirmations = asked.map((group) => ({ group, text: groups[group - 1] ?? '' }))
  await call(gate, 'security.enableEncryption', {
    draftId,
    confirmations,
    passphrase: PASSPHRASE,
    dropsOriginal: true,
    convertsBackups: true,
  })
}

/** 断电以后再开门：数据、附件、备份一样不少，要么全是明文、要么全是密文，没有半成品。 */
export async function examineConverted(directory: string): Promise<Found> {
  let gate: Gate
  try {
    gate = await unlockedGate(directory)
  } catch (error) {
    throw new Error(`${directory}：${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  try {
    const { backend, dataKey } = gate.opened()
    const { state, damage } = examineOpened(backend.database.native, directory, dataKey)
    return { state, damage: [...damage, ...(await attachmentDamage(gate)), ...leftovers(directory, dataKey !== null)] }
  } finally {
    await gate.close()
  }
}

async function attachmentDamage(gate: Gate): Promise<string[]> {
  const { rows } = await call(gate, 'life.files', { activityId: ACTIVITY })
  const damage: string[] = []
  if (rows.length !== PHOTOS.length) damage.push(`附件应有 ${PHOTOS.length} 份，实有 ${rows.length} 份`)
  for (const { fileId, name } of rows.map((row) => ({ fileId: row.id, name: row.name }))) {
    const reply = await gate.dispatch('life.file', { fileId })
    const wanted = PHOTOS[Number(/\d/.exec(name)?.[0])]
    const bytes = reply.ok ? Buffer.from((reply.value as { file: { base64: string } }).file.base64, 'base64') : null
    if (bytes === null || wanted === undefined || !bytes.equals(Buffer.from(wanted))) damage.push(`附件“${name}”取不出或变了`)
  }
  return damage
}

/** 收尾做完以后不该还在的：没换上的库、记号、另一种样子的附件与备份。 */
function leftovers(directory: string, isEncrypted: boolean): string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(directory, name)).isFile(),
  )
  const halves = names.filter((name) => /^(基石\.待换密|换密|密钥\.待启用)/.test(name) || /加密前-.*\.sqlite$/.test(name))
  const photos = PHOTOS.map((photo) => Buffer.from(photo.slice(0, 60)))
  const plain = names.filter((name) => {
    const bytes = readFileSync(path.join(directory, name))
    return name.includes('.sqlite')
      ? bytes.subarray(0, 15).toString('latin1') === 'SQLite format 3'
      : photos.some((each) => bytes.includes(each))
  })
  return [
    ...halves.map((name) => `还留着半成品“${name}”`),
    ...(isEncrypted ? plain.map((name) => `已加密，“${name}”却还是明文`) : []),
    ...(isEncrypted || !existsSync(path.join(directory, '密钥.json')) ? [] : ['没加密，却还有“密钥.json”']),
  ]
}

/** 播一个错：删去一份附件原件（连同备份里的那份），核对须查得出。 */
export function loseOneOriginal(directory: string): void {
  const [name] = readdirSync(path.join(directory, '附件'), { recursive: true, encoding: 'utf8' }).filter((each) =>
    /^[0-9a-f]{64}$/.test(path.basename(each)),
  )
  if (name === undefined) throw new Error('没有附件可删')
  for (const root of ['附件', path.join('备份', '附件')]) rmSync(path.join(directory, root, name), { force: true })
}
