import type { DataKey } from '../db/data-key.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { AccountKeys } from './account-commands.ts'
import { findKeyFile, saveKeyFile, type KeyFile } from './key-file.ts'
import { withoutPassphrase, withPassphrase } from './key-slots.ts'

/** 各身份的钥匙：在密钥文件里各有一个口令槽，都打开同一把数据密钥。 */
export function accountKeys(directory: string, dataKey: DataKey, now: () => Date): AccountKeys {
  const keyFile = (): KeyFile => {
    const found = findKeyFile(directory)
    if (!found) throw new DomainError('KEY_FILE_MISSING', '找不到密钥文件，没有改动身份。请先从备份文件夹取回“密钥.json”。')
    return found.keyFile
  }
  return {
    put: async (accountId, name, passphrase) => {
      const holder = { accountId, name, passphrase, at: now().toISOString() }
      // 设了身份，原来那个不记名的口令就收回：人人用自己的。
      saveKeyFile(directory, withoutPassphrase(await withPassphrase(keyFile(), dataKey, holder), null))
    },
    remove: (accountId) => {
      saveKeyFile(directory, withoutPassphrase(keyFile(), accountId))
      return Promise.resolve()
    },
    has: (accountId) => keyFile().slots.some((slot) => slot.kind === '口令' && slot.accountId === accountId),
  }
}
