import { expect, test } from 'vitest'
import { defaultDataDirectory } from '../../electron/host/data-directory.ts'

test.each([
  ['win32', { APPDATA: 'C:\\Users\\王\\AppData\\Roaming' }, 'C:\\Users\\王', 'C:\\Users\\王\\AppData\\Roaming\\Jishi'],
  ['win32', {}, 'C:\\Users\\王', 'C:\\Users\\王\\AppData\\Roaming\\Jishi'],
  ['darwin', {}, '/Users/wang', '/Users/wang/Library/Application Support/Jishi'],
  ['linux', { XDG_DATA_HOME: '/data/xdg' }, '/home/wang', '/data/xdg/jishi'],
  ['linux', {}, '/home/wang', '/home/wang/.local/share/jishi'],
  // XDG 规定相对路径无效。
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/wang', '/home/wang/.local/share/jishi'],
] as const)('%s %j：数据放在系统惯例的位置', (platform, env, home, expected) => {
  expect(defaultDataDirectory({ platform, env, home })).toBe(expected)
})
