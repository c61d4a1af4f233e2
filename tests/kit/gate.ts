import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fixedClock } from '../../electron/backend.ts'
import { Gate, openGate, type GateOptions } from '../../electron/security/gate.ts'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { Failure } from '../../shared/contract/envelope.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { openTestBackend } from './backend.ts'
import { plantSmallBranch } from './small-branch.ts'
import { solidPng } from './pictures.ts'
import { syntheticPerson } from './synthetic-person.ts'

export const PASSPHRASE = '金桥路七号的桂花树'
export const ACTIVITY = 'a1'

export type TestGate = {
  readonly gate: Gate
  readonly directory: string
  call<R extends Route>(route: R, input: InputOf<AppContract[R]>): Promise<OutputOf<AppContract[R]>>
  refused<R extends Route>(route: R, input: InputOf<AppContract[R]>): Promise<Failure>
  [Symbol.asyncDispose](): Promise<void>
}

/** 一道真的大门，开在给定的文件夹上；用完关上，文件夹不删。 */
export function openTestGate(directory: string, options: Partial<GateOptions> = {}): TestGate {
  const gate = openGate({ dataDirectory: directory, clock: fixedClock('2026-09-14'), occupiesData: true, ...options })
  return {
    gate,
    directory,
    async call(route, input) {
      const reply = await gate.dispatch(route, input)
      if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.code} ${reply.failure.message}`)
      return reply.value as OutputOf<AppContract[typeof route]>
    },
    async refused(route, input) {
      const reply = await gate.dispatch(route, input)
      if (reply.ok) throw new Error(`${route} 本应被拒绝，却成功了：${JSON.stringify(reply.value)}`)
      return reply.failure
    },
    [Symbol.asyncDispose]: () => gate.close(),
  }
}

/** 照片的内容：够长、够特别，磁盘上一搜便知。 */
export const PHOTO = solidPng(64, 48, [180, 20, 30])

/** 登记好一个支部、一次活动与一个附件、一份手动备份；返回磁盘上不该搜得到的几样。 */
export async function plantData(directory: string): Promise<{ readonly secrets: readonly Buffer[] }> {
  await using backend = openTestBackend('2026-09-14', { dataDirectory: directory })
  const branch = await plantSmallBranch(backend)
  backend.backend.database.native
    .prepare(
      `INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
       VALUES (?, ?, '九月主题党日', '2026-09-01', '14:00', '16:30', '2026-09-02', 'x', '测试', 'x', '测试')`,
    )
    .run(ACTIVITY, branch.second)
  const base64 = Buffer.from(PHOTO).toString('base64')
  await backend.call('life.addFiles', { activityId: ACTIVITY, files: [{ fileName: '会场.png', kind: '照片', base64 }] })
  await backend.call('settings.backUp', {})
  return {
    secrets: [
      Buffer.from('王思齐'),
      Buffer.from('欧阳青'),
      Buffer.from(syntheticPerson(0).identityNumber),
      Buffer.from(PHOTO.slice(40, 90)),
    ],
  }
}

/** 走完启用加密：要恢复码、抄两组、设口令。返回恢复单上的各组。 */
export async function encrypt(
  app: TestGate,
  choice: { dropsOriginal?: boolean; convertsBackups?: boolean; usesKeychain?: boolean } = {},
): Promise<readonly string[]> {
  const { draftId, groups, asked } = await app.call('security.draftRecoveryCode', {})
  const confirmations = asked.map((group) => ({ group, text: groups[group - 1] ?? '' }))
  await app.call('security.enableEncryption', {
    draftId,
    confirmations,
    passphrase: PASSPHRASE,
    dropsOriginal: choice.dropsOriginal ?? true,
    convertsBackups: choice.convertsBackups ?? true,
    ...(choice.usesKeychain === undefined ? {} : { usesKeychain: choice.usesKeychain }),
  })
  return groups
}

/** 文件夹里的全部文件，相对路径。 */
export function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(directory, name)).isFile())
    .toSorted()
}

/** 含有任一样内容的文件，相对路径。 */
export function filesContaining(directory: string, secrets: readonly Buffer[]): string[] {
  return filesIn(directory).filter((name) => {
    const bytes = readFileSync(path.join(directory, name))
    return secrets.some((secret) => bytes.includes(secret))
  })
}
