import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { backupNamed } from '../../shared/settings/backup-rotation.ts'
import { lackingOf } from './backup-attachments.ts'
import { BACKUP_DIRECTORY } from './backup.ts'

export type LastBackup = { readonly path: string; readonly at: string; readonly isVerified: boolean }

export type BackupStanding = {
  /** 最近一份可用的：有正式名（写完验证过才有）、附件也不缺。 */
  readonly usable: LastBackup | null
  /** 比它新、却缺附件的那一份。 */
  readonly incomplete: { readonly at: string; readonly lacking: number } | null
}

/** 备份文件夹里最近的一份可用备份，与更新却不完整的一份。 */
export function backupStanding(directory: string): BackupStanding {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  if (!existsSync(folder)) return { usable: null, incomplete: null }
  const newestFirst = readdirSync(folder)
    .filter((name) => backupNamed(name) !== null)
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, mtime: statSync(file).mtime }))
    .sort((a, b) => b.mtime.getTime() - a.mtime.getTime())
  let incomplete: BackupStanding['incomplete'] = null
  for (const { file, mtime } of newestFirst) {
    const lacking = lackingOf(file).length
    if (lacking === 0) return { usable: { path: file, at: mtime.toISOString(), isVerified: true }, incomplete }
    incomplete ??= { at: mtime.toISOString(), lacking }
  }
  return { usable: null, incomplete }
}
