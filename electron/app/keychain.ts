import { safeStorage } from 'electron'
import type { Keychain } from '../security/key-slots.ts'

/**
 * 系统钥匙串：Windows 的数据保护、macOS 的钥匙串、Linux 的密钥环。
 * Linux 上没有密钥环时 Electron 会退回写死的口令，那等于没锁，算不可用。
 */
export const systemKeychain: Keychain = {
  isAvailable: async () =>
    (await safeStorage.isAsyncEncryptionAvailable()) &&
    (process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
  seal: (plain) => safeStorage.encryptStringAsync(plain.toString('base64')),
  unseal: async (sealed) => Buffer.from((await safeStorage.decryptStringAsync(sealed)).result, 'base64'),
}
