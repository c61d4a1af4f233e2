import { describe, expect, test } from 'vitest'
import { locationWarning } from '../../shared/settings/data-location.ts'

describe('数据放在哪里', () => {
  test.each([
    ['C:\\Users\\林\\OneDrive\\基石', 'win32', 'OneDrive'],
    ['C:\\Users\\林\\OneDrive - 金圆集团\\党建', 'win32', 'OneDrive'],
    ['/Users/lin/Library/Mobile Documents/com~apple~CloudDocs/基石', 'darwin', 'iCloud'],
    ['D:\\坚果云\\党建数据', 'win32', '坚果云'],
    ['D:\\BaiduSyncdisk\\党建', 'win32', '百度网盘'],
    ['/home/lin/Dropbox/jishi', 'linux', 'Dropbox'],
  ] as const)('%s：在同步目录里，提醒', (directory, platform, name) => {
    expect(locationWarning({ directory, platform, fileSystem: 0xef53 })).toContain(name)
  })

  test.each([
    ['\\\\server\\党建\\数据', 'win32', 0],
    ['//server/share', 'win32', 0],
    ['/mnt/nas/jishi', 'linux', 0x6969],
    ['/mnt/nas/jishi', 'linux', 0xfe534d42],
  ] as const)('%s（%s，%i）：网络盘，提醒', (directory, platform, fileSystem) => {
    expect(locationWarning({ directory, platform, fileSystem })).toMatch(/网络/)
  })

  test.each([
    ['D:\\党建数据', 'win32', 0],
    ['\\\\?\\D:\\党建数据', 'win32', 0],
    ['/home/lin/.local/share/jishi', 'linux', 0xef53],
    ['/Users/lin/Library/Application Support/Jishi', 'darwin', 0],
    ['/home/lin/我的OneDrive说明', 'linux', 0xef53],
  ] as const)('%s：本机磁盘，不提醒', (directory, platform, fileSystem) => {
    expect(locationWarning({ directory, platform, fileSystem })).toBeNull()
  })
})
