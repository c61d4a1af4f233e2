import type { RescueWay } from '../../shared/security/rescue-contract.ts'

/** 不是数据坏了、排除原因再试就行的：另一个窗口开着、写保护、磁盘满、程序旧了、文件夹进不去、密钥文件不在。 */
const RETRIABLE = new Set([
  'DATA_IN_USE',
  'DATA_FILE_BUSY',
  'DATA_FILE_READONLY',
  'DISK_FULL',
  'DATA_FROM_NEWER_VERSION',
  'DATA_FILE_CANTOPEN',
  'KEY_FILE_MISSING',
  'KEY_FILE_DAMAGED',
])

/** 打不开的原因该走修复，还是排除了再试。修复的要开着窗口一步步来，再试的说清楚就退出。 */
export function rescueWay(code: string): RescueWay {
  return RETRIABLE.has(code) ? '再试' : '修复'
}
