const MARK = '替身封的：'

/** 系统钥匙串的替身：像 Electron 一样给密文，不是自己封的就抛错。 */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: (plain: string) => Promise.resolve(Buffer.from(MARK + Buffer.from(plain, 'utf8').toString('hex'), 'utf8')),
  decryptStringAsync: (sealed: Buffer) => {
    const text = sealed.toString('utf8')
    if (!text.startsWith(MARK)) return Promise.reject(new Error('Error while decrypting the ciphertext provided to safeStorage.'))
    return Promise.resolve({ result: Buffer.from(text.slice(MARK.length), 'hex').toString('utf8'), shouldReEncrypt: false })
  },
}
