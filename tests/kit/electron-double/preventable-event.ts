/** Electron 的事件对象：可以拦下默认动作，其余字段按事件不同。 */
export class PreventableEvent {
  defaultPrevented = false
  readonly url: string
  readonly isMainFrame: boolean

  constructor(details: { url?: string; isMainFrame?: boolean } = {}) {
    this.url = details.url ?? ''
    this.isMainFrame = details.isMainFrame ?? true
  }

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
