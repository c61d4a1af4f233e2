/**
 * 数据锁着没有：后端一说“已锁定”就告诉门面去换锁屏；解锁以前，页面上的查询都在这里等着，
 * 不报错、不把表单换成错误页，解锁后接着取，没保存的内容还在。
 */
const signal = new EventTarget()
let isLocked = false

export function announceLocked(): void {
  isLocked = true
  signal.dispatchEvent(new Event('locked'))
}

export function announceOpened(): void {
  isLocked = false
  signal.dispatchEvent(new Event('opened'))
}

/** 返回取消订阅的办法。 */
export function onLocked(listener: () => void): () => void {
  signal.addEventListener('locked', listener)
  return () => signal.removeEventListener('locked', listener)
}

/** 没锁着立即得到；锁着的等到解锁。 */
export function untilOpened(): Promise<void> {
  if (!isLocked) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('opened', () => resolve(), { once: true }))
}
