import { homedir } from 'node:os'
import path from 'node:path'

type Surroundings = { platform: NodeJS.Platform; env: Readonly<Record<string, string | undefined>>; home: string }

/**
 * 没有用 `--data` 指定时，数据放在各系统存放应用数据的惯例位置：
 * Windows `%APPDATA%\Jishi`、macOS `~/Library/Application Support/Jishi`、Linux `$XDG_DATA_HOME/jishi`。
 */
export function defaultDataDirectory(
  { platform, env, home }: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): string {
  if (platform === 'win32') return path.win32.join(env['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming'), 'Jishi')
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Jishi')
  // XDG 规定相对路径无效，应当忽略。
  const xdg = env['XDG_DATA_HOME']
  return path.posix.join(xdg !== undefined && path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, '.local', 'share'), 'jishi')
}
