import { app } from './app.ts'
import { Protocol, protocol } from './protocol.ts'

type RequestHandler = (contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void
type CheckHandler = (contents: unknown, permission: string) => boolean
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void

export class Session {
  readonly protocol: Protocol
  private requestHandler: RequestHandler | null = null
  private checkHandler: CheckHandler | null = null
  private deviceHandler: (() => boolean) | null = null
  private beforeRequest: BeforeRequest | null = null

  constructor(ownProtocol: Protocol) {
    this.protocol = ownProtocol
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler
  }

  setDevicePermissionHandler(handler: (() => boolean) | null): void {
    this.deviceHandler = handler
  }

  readonly webRequest = {
    onBeforeRequest: (handler: BeforeRequest) => {
      this.beforeRequest = handler
    },
  }

  /** 页面要一项权限时 Electron 会怎么答：没有处理器时一律准许。 */
  async permission(name: string): Promise<{ isRequestGranted: boolean; isCheckGranted: boolean; isDeviceGranted: boolean }> {
    const { requestHandler } = this
    return {
      isRequestGranted: requestHandler ? await new Promise<boolean>((resolve) => requestHandler(null, name, resolve)) : true,
      isCheckGranted: this.checkHandler ? this.checkHandler(null, name) : true,
      isDeviceGranted: this.deviceHandler ? this.deviceHandler() : true,
    }
  }

  async isBlocked(url: string): Promise<boolean> {
    const { beforeRequest } = this
    if (!beforeRequest) return false
    return (await new Promise<{ cancel?: boolean }>((resolve) => beforeRequest({ url }, resolve))).cancel === true
  }
}

const defaultSession = new Session(protocol)
const partitions = new Map<string, Session>()

export const session = {
  get defaultSession(): Session {
    app.requireReady('session.defaultSession')
    return defaultSession
  },
  fromPartition(partition: string): Session {
    app.requireReady('session.fromPartition')
    if (partition.startsWith('persist:')) throw new Error('替身：打印用的会话不许落盘')
    const existing = partitions.get(partition) ?? new Session(new Protocol())
    partitions.set(partition, existing)
    return existing
  },
}
