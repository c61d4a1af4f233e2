import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { PreventableEvent } from './preventable-event.ts'

class App extends EventEmitter {
  readonly isPackaged = false
  readonly switches: string[] = []
  isReady = false
  isSandboxed = false
  private readonly paths = new Map<string, string>([['appData', process.env['DOUBLE_APP_DATA'] ?? tmpdir()]])

  readonly commandLine = {
    appendSwitch: (name: string, value = '') => {
      this.switches.push(`${name}=${value}`)
    },
  }

  enableSandbox(): void {
    if (this.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.isSandboxed = true
  }

  getPath(name: string): string {
    const found = this.paths.get(name)
    if (found === undefined) throw new Error(`Failed to get '${name}' path`)
    return found
  }

  setPath(name: string, value: string): void {
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute')
    this.paths.set(name, value)
  }

  requestSingleInstanceLock(): boolean {
    return process.env['DOUBLE_LOCK_TAKEN'] === undefined
  }

  /** 主进程脚本整个载入之后才 ready。 */
  async whenReady(): Promise<void> {
    await nextTurn()
    this.isReady = true
  }

  quit(): void {
    const event = new PreventableEvent()
    this.emit('will-quit', event)
    if (!event.defaultPrevented) this.exit(0)
  }

  exit(code = 0): void {
    process.exit(code)
  }

  requireReady(what: string): void {
    if (!this.isReady) throw new Error(`${what} can only be used after the app is ready`)
  }
}

export const app = new App()
