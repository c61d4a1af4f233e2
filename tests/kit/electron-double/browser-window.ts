import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { app } from './app.ts'
import { runPreload, type MainWorld } from './preload-world.ts'
import { session, type Session } from './session.ts'

type Preferences = {
  preload?: string
  session?: Session
  javascript?: boolean
  contextIsolation?: boolean
  sandbox?: boolean
  nodeIntegration?: boolean
  nodeIntegrationInWorker?: boolean
  nodeIntegrationInSubFrames?: boolean
  webSecurity?: boolean
  webviewTag?: boolean
  allowRunningInsecureContent?: boolean
  experimentalFeatures?: boolean
}

/** 官方安全清单里的开关：写错一个，替身就不开窗。 */
const REQUIRED = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
} as const

type OpenHandler = (details: { url: string }) => { action: string }

export class WebContents extends EventEmitter {
  readonly session: Session
  private readonly preferences: Preferences
  private openHandler: OpenHandler | null = null
  url = ''
  response: { status: number; headers: Record<string, string>; body: string } | null = null
  mainWorld: MainWorld = {}

  constructor(preferences: Preferences) {
    super()
    this.preferences = preferences
    this.session = preferences.session ?? session.defaultSession
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  /** 没有处理器时 Electron 会开一个新窗口。 */
  openAction(url: string): string {
    return this.openHandler ? this.openHandler({ url }).action : 'allow'
  }

  async load(url: string): Promise<void> {
    if (await this.session.isBlocked(url)) throw new Error(`ERR_BLOCKED_BY_CLIENT (${url})`)
    const response = await this.session.protocol.fetch(url)
    if (response.status !== 200) throw new Error(`ERR_FAILED ${response.status} (${url})`)
    this.url = url
    this.response = { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
    if (this.preferences.preload !== undefined) this.mainWorld = runPreload(this.preferences.preload, this)
  }

  printToPDF(options: { preferCSSPageSize?: boolean }): Promise<Buffer> {
    if (this.preferences.javascript !== false) throw new Error('替身：打印用的窗口须禁脚本')
    if (options.preferCSSPageSize !== true) throw new Error('替身：纸张大小须取自公文的 @page')
    return Promise.resolve(Buffer.from(`%PDF-double ${this.response?.body.length ?? 0}`))
  }
}

export class BrowserWindow extends EventEmitter {
  private static readonly all: BrowserWindow[] = []
  /** 开过的每个窗口（含隐藏的、已关的）用的网页设置。 */
  static readonly everyPreferences: Omit<Preferences, 'session'>[] = []
  readonly webContents: WebContents
  private isShown: boolean
  private isGone = false
  focusCount = 0

  constructor(options: { show?: boolean; webPreferences?: Preferences } = {}) {
    super()
    app.requireReady('BrowserWindow')
    const preferences = options.webPreferences ?? {}
    for (const [name, value] of Object.entries(REQUIRED))
      if (preferences[name as keyof typeof REQUIRED] !== value) throw new Error(`替身：webPreferences.${name} 应写明为 ${String(value)}`)
    if (preferences.preload !== undefined && !(path.isAbsolute(preferences.preload) && existsSync(preferences.preload)))
      throw new Error(`Unable to load preload script: ${preferences.preload}`)
    this.isShown = options.show ?? true
    this.webContents = new WebContents(preferences)
    BrowserWindow.all.push(this)
    BrowserWindow.everyPreferences.push(Object.fromEntries(Object.entries(preferences).filter(([name]) => name !== 'session')))
    app.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all.filter((window) => !window.isGone)
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url)
    this.emit('ready-to-show')
  }

  show(): void {
    this.isShown = true
  }

  isVisible(): boolean {
    return this.isShown
  }

  isMinimized(): boolean {
    return false
  }

  focus(): void {
    this.focusCount += 1
  }

  destroy(): void {
    this.isGone = true
  }

  isDestroyed(): boolean {
    return this.isGone
  }
}
