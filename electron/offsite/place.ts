import { existsSync, readdirSync, realpathSync, statfsSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import path from 'node:path'
import { DomainError } from '../dispatch/domain-error.ts'

export type Place = { readonly path: string; readonly label: string; readonly freeBytes: number | null }

/** 插着的 U 盘与别的盘：Windows 是 D 盘以后的盘符，macOS 是 /Volumes，Linux 是桌面环境挂载的几处。看不到的由人填路径。 */
export function offsitePlaces(): Place[] {
  return candidates()
    .filter((each) => existsSync(each))
    .map((each) => ({ path: each, label: path.basename(each) === '' ? each : path.basename(each), freeBytes: freeBytes(each) }))
}

function candidates(): string[] {
  if (process.platform === 'win32') return Array.from('DEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:\\`)
  if (process.platform === 'darwin') return childrenOf('/Volumes')
  const { username } = userInfo()
  return [...childrenOf(path.join('/media', username)), ...childrenOf(path.join('/run/media', username)), ...childrenOf('/mnt')]
}

function childrenOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((each) => each.isDirectory())
      .map(({ name }) => path.join(folder, name))
  } catch {
    return []
  }
}

/** 这块盘还能写多少字节；问不出来为 null。 */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}

/**
 * 人填的、选的路径：去掉首尾引号（从资源管理器“复制为路径”带来的）与末尾斜杠，`~` 当作个人文件夹。
 * @throws DomainError `FOLDER_NOT_FOUND`：不是完整路径、没有。
 */
export function placeAt(text: string): string {
  const typed = text.trim().replace(/^["“](.*)["”]$/, '$1')
  const expanded = typed === '~' || typed.startsWith('~/') ? path.join(homedir(), typed.slice(1)) : typed
  if (!path.isAbsolute(expanded))
    throw new DomainError(
      'FOLDER_NOT_FOUND',
      `“${text}”不是完整的路径。请写完整，如 ${process.platform === 'win32' ? 'E:\\备份' : '/media/U盘/备份'}。`,
    )
  const resolved = path.resolve(expanded)
  if (!existsSync(resolved))
    throw new DomainError('FOLDER_NOT_FOUND', `找不到“${resolved}”。请看看 U 盘插好没有、路径写对没有；什么也没有写。`)
  return realpathSync(resolved)
}

/** @throws DomainError `FOLDER_NOT_FOUND`、`FOLDER_IN_DATA`：放在数据文件夹里，电脑坏了就一起没了。 */
export function offsiteFolder(text: string, dataDirectory: string): string {
  const folder = placeAt(text)
  if (!statSync(folder).isDirectory()) throw new DomainError('FOLDER_NOT_FOUND', `“${folder}”是一个文件，不是文件夹。请选一个文件夹。`)
  const data = realpathSync(dataDirectory)
  if (folder === data || folder.startsWith(data + path.sep))
    throw new DomainError(
      'FOLDER_IN_DATA',
      `“${folder}”就在数据文件夹里：电脑坏了、丢了，它也跟着没了。请选 U 盘、移动硬盘或别的电脑上的文件夹；什么也没有写。`,
    )
  return folder
}

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 * 1024 ? `${Math.max(1, Math.ceil(bytes / 1024 / 1024))} MB` : `${(bytes / 1024 / 1024 / 1024).toFixed(1)} GB`
}

/** 写别处的盘出的错：说清是那块盘，不说成数据文件。认不出的原样抛出。 */
export function explainOffsiteError(folder: string, error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code.startsWith('SQLITE_'))
    return new DomainError('OFFSITE_GONE', `读回来核对时出错（${code}）：“${folder}”所在的盘可能坏了或松了。没有留下这一份；数据没有改动。`)
  const refusal = (name: string, why: string) => new DomainError(name, `${why}没有留下半截的备份；数据没有改动。`)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return refusal('OFFSITE_FULL', `写到一半，“${folder}”所在的盘满了。请换一块大的或清出地方再来；`)
    case 'EFBIG':
      return refusal(
        'OFFSITE_FULL',
        `“${folder}”所在的盘放不下这么大的文件（FAT32 格式的 U 盘单个文件不能超过 4 GB）。请换成 exFAT、NTFS 格式的；`,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refusal('OFFSITE_READONLY', `“${folder}”写不进去：只读或没有权限。请看看 U 盘的写保护开关，或换一个文件夹；`)
    case 'EIO':
    case 'ENXIO':
    case 'ENODEV':
    case 'ENOENT':
    case 'EBUSY':
      return refusal('OFFSITE_GONE', `写到一半，“${folder}”读写出错（${code}），多半是 U 盘松了或被拔了。请插好再来；`)
    default:
      return error
  }
}
