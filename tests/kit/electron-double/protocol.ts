import { app } from './app.ts'

type Handler = (request: Request) => Response | Promise<Response>

const privileged = new Set<string>()
let hasRegistered = false

export class Protocol {
  private readonly handlers = new Map<string, Handler>()

  registerSchemesAsPrivileged(
    schemes: { scheme: string; privileges: { standard?: boolean; secure?: boolean; bypassCSP?: boolean } }[],
  ): void {
    if (app.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    if (hasRegistered) throw new Error('protocol.registerSchemesAsPrivileged should be called only once')
    hasRegistered = true
    for (const { scheme, privileges } of schemes) {
      if (privileges.bypassCSP) throw new Error('替身：不许绕过内容安全策略')
      if (privileges.standard && privileges.secure) privileged.add(scheme)
    }
  }

  handle(scheme: string, handler: Handler): void {
    app.requireReady('protocol')
    if (!privileged.has(scheme)) throw new Error(`替身：${scheme} 没有登记成标准、安全的协议`)
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    this.handlers.set(scheme, handler)
  }

  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  }

  async fetch(url: string, method = 'GET'): Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.replace(/:$/, ''))
    if (!handler) throw new Error(`ERR_UNKNOWN_URL_SCHEME (${url})`)
    return handler(new Request(url, { method }))
  }
}

export const protocol = new Protocol()
