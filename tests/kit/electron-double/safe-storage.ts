/** 系统钥匙串的替身：像 Electron 一样给密文，内容认得出是自己封的。 */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (plain: string) => Buffer.from(`替身封的：${Buffer.from(plain, 'utf8').toString('hex')}`, 'utf8'),
  decryptString: (sealed: Buffer) => {
    const text = sealed.toString('utf8')
    if (!text.startsWith('替身封的：')) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    return Buffer.from(text.slice('替身封的：'.length), 'hex').toString('utf8')
  },
}
