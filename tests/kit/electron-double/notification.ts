import { EventEmitter } from 'node:events'

type Options = { title: string; body: string; silent?: boolean }

/** 弹出过的系统通知，先后为序。 */
export const shownNotifications: Notification[] = []

export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string
  readonly silent: boolean

  constructor({ title, body, silent = false }: Options) {
    super()
    this.title = title
    this.body = body
    this.silent = silent
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    shownNotifications.push(this)
  }
}
