import { useSyncExternalStore } from 'react'

/** 这次打开期间，导出的文件都用它加打开口令；只在内存里，关掉页面、锁定就没有了。 */
let passphrase: string | null = null
const listeners = new Set<() => void>()

export function exportPassphrase(): string | null {
  return passphrase
}

export function setExportPassphrase(next: string | null): void {
  passphrase = next
  for (const listener of listeners) listener()
}

/** 有没有设导出口令；只说有没有，口令不进界面状态。 */
export function useHasExportPassphrase(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => passphrase !== null,
  )
}
