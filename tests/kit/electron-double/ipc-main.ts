type SenderFrame = { url: string; parent: object | null }
type Handler = (event: { senderFrame: SenderFrame }, ...values: unknown[]) => unknown

const handlers = new Map<string, Handler>()

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
}

/** 渲染进程的 invoke 到了主进程：参数与结果都只过结构化克隆。 */
export async function deliver(senderFrame: SenderFrame, channel: string, values: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel)
  if (!handler) throw new Error(`No handler registered for '${channel}'`)
  return structuredClone(await handler({ senderFrame }, ...structuredClone(values)))
}

export const channels = (): string[] => [...handlers.keys()]
