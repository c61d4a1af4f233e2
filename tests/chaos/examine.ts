import Database from 'better-sqlite3-multiple-ciphers'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createBackend, fixedClock } from '../../electron/backend.ts'
import { inspectBackup } from '../../electron/db/backup-inspection.ts'
import type { DataKey } from '../../electron/db/data-key.ts'
import { backupNamed } from '../../shared/settings/backup-rotation.ts'
import { recordTables } from '../../electron/db/record-tables.ts'
import { verifyChain } from '../../electron/db/journal-chain.ts'
import type { Expected } from './operation.ts'
import { AS_OF } from './setting.ts'

/** 断电之后像用户那样重新打开，看库里实际有什么、坏没坏。 */
export type Found = {
  readonly state: Expected
  /** 查出的损坏；没有为空。 */
  readonly damage: readonly string[]
}

export async function examine(directory: string): Promise<Found> {
  const backend = createBackend({ dataDirectory: directory, clock: fixedClock(AS_OF) })
  try {
    return examineOpened(backend.database.native, directory, null)
  } finally {
    await backend.close()
  }
}

/** 已经打开的库里有什么；`dataKey` 给出时是加密的。 */
export function examineOpened(native: Database.Database, directory: string, dataKey: DataKey | null): Found {
  const damage = structuralDamage(native)
  const members = native.prepare('SELECT identityNumber, deletedAt FROM member').all() as {
    identityNumber: string
    deletedAt: string | null
  }[]
  const state: Expected = {
    members: new Map(members.map((each) => [each.identityNumber, each.deletedAt === null ? '在册' : '回收站'])),
    signer:
      (native.prepare(`SELECT json_extract(valueJson, '$.signer') FROM setting WHERE key = 'unit'`).pluck().get() as string | undefined) ??
      null,
    backups: backupNames(directory),
    isEncrypted: dataKey !== null,
  }
  if (state.members.size !== members.length) damage.push('同一证号出现两次')
  const unassigned = Number(
    native.prepare('SELECT count(*) FROM member WHERE id NOT IN (SELECT memberId FROM memberAssignment)').pluck().get(),
  )
  if (unassigned > 0) damage.push(`${unassigned} 名党员没有编入任何支部：一个命令只落了一半`)
  for (const name of state.backups) damage.push(...backupDamage(path.join(directory, '备份', name), dataKey))
  return { state, damage }
}

function structuralDamage(native: Database.Database): string[] {
  const damage: string[] = []
  const integrity = native.pragma('integrity_check(1)', { simple: true })
  if (integrity !== 'ok') damage.push(`完整性检查：${String(integrity)}`)
  if ((native.pragma('foreign_key_check') as unknown[]).length > 0) damage.push('外键对不上')
  const chain = verifyChain(native)
  if (chain.brokenAt !== null) damage.push(`操作日志从第 ${chain.brokenAt} 条断`)
  return damage
}

function backupNames(directory: string): string[] {
  try {
    return readdirSync(path.join(directory, '备份')).filter((name) => backupNamed(name) !== null)
  } catch {
    return []
  }
}

/** 有正式名的备份都该打得开、查得过；写到一半的只能叫“未完成”。 */
function backupDamage(file: string, dataKey: DataKey | null): string[] {
  try {
    const { journal, matchesChecksum } = inspectBackup(file, dataKey)
    if (!matchesChecksum) return [`备份 ${path.basename(file)} 没有校验值`]
    return journal.brokenAt === null ? [] : [`备份 ${path.basename(file)} 里的操作日志断了`]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** 实际是不是该有的样子：做完的都在，没做完的那一件要么整件在、要么整件不在。返回少了、多了什么；相符为空。 */
export function differences(found: Expected, allowed: readonly Expected[]): string[] {
  if (allowed.some((expected) => isSame(found, expected))) return []
  const [done] = allowed
  if (!done) return ['没有可比的样子']
  const lost = [...done.members].filter(([number, standing]) => found.members.get(number) !== standing).length
  const extra = [...found.members].filter(([number]) => !done.members.has(number)).length
  const missingBackups = done.backups.filter((name) => !found.backups.includes(name)).length
  return [
    `做完的党员登记少了或不对 ${lost} 名，多出 ${extra} 名；签发人应为“${done.signer ?? '（无）'}”，实为“${found.signer ?? '（无）'}”；应${done.isEncrypted ? '已加密' : '未加密'}，实${found.isEncrypted ? '已加密' : '未加密'}；少了 ${missingBackups} 份备份`,
  ]
}

function isSame(found: Expected, expected: Expected): boolean {
  return (
    found.signer === expected.signer &&
    found.isEncrypted === expected.isEncrypted &&
    found.members.size === expected.members.size &&
    [...expected.members].every(([number, standing]) => found.members.get(number) === standing) &&
    expected.backups.every((name) => name === '' || found.backups.includes(name))
  )
}

/** 各表各行的全部内容，用来比对升级中断过的库与一气升完的库。 */
export function contentOf(native: Database.Database): string {
  return JSON.stringify(
    recordTables(native).map((table) => [table, native.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).raw().all()]),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )
}
