/** 会在背后改动、加锁或换掉文件的同步盘，认它的文件夹名。 */
const SYNC_FOLDERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^OneDrive( - .+)?$/i, 'OneDrive'],
  [/^Dropbox$/i, 'Dropbox'],
  [/^(Google Drive|GoogleDrive.*|My Drive|我的云端硬盘)$/i, 'Google 云端硬盘'],
  [/^(com~apple~CloudDocs|iCloudDrive|iCloud Drive|iCloud云盘)$/i, 'iCloud 云盘'],
  [/^(Nutstore( Files)?|我的坚果云|坚果云)$/i, '坚果云'],
  [/^(BaiduSyncdisk|BaiduNetdisk|百度网盘同步空间)$/i, '百度网盘同步空间'],
  [/^(WPSDrive|WPS云盘|WPS Cloud Files)$/i, 'WPS 云盘'],
  [/^(微云同步助手|weiyun.*)$/i, '微云'],
]

/** Linux `statfs` 的文件系统编号：放在别的机器上、靠网络读写的几种。 */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS 网络盘'],
  [0xff534d42, 'SMB 网络盘'],
  [0xfe534d42, 'SMB 网络盘'],
  [0x517b, 'SMB 网络盘'],
  [0x01021997, '虚拟机共享文件夹'],
])

export type DataLocation = {
  /** 数据文件夹的绝对路径。 */
  readonly directory: string
  readonly platform: 'win32' | 'darwin' | 'linux' | 'other'
  /** Linux 上 `statfs` 的 `f_type`；别的系统为 0。 */
  readonly fileSystem: number
}

/**
 * 数据放在网络盘、同步盘上的提醒；放得合适为 null。
 * SQLite 的预写日志要求文件锁可靠、三个文件同进同退，这两类地方都做不到，可能损坏或被旧版本盖掉。
 */
export function locationWarning({ directory, platform, fileSystem }: DataLocation): string | null {
  const segments = directory.split(/[\\/]+/)
  for (const [pattern, name] of SYNC_FOLDERS) {
    if (segments.some((segment) => pattern.test(segment)))
      return `数据文件夹在“${name}”的同步目录里，同步可能用旧版本盖掉新内容或弄坏数据文件。请退出后把整个数据文件夹移到本机磁盘的普通文件夹，再用它打开。`
  }
  const network =
    platform === 'win32' && /^[\\/]{2}[^\\/?.]/.test(directory) ? '网络共享文件夹' : (NETWORK_FILE_SYSTEMS.get(fileSystem) ?? null)
  return network === null
    ? null
    : `数据文件夹在${network}上，断网或多人同开可能弄坏数据文件。请退出后把整个数据文件夹移到本机磁盘，需要共享时用备份。`
}
