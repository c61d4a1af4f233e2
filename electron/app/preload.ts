import { contextBridge, ipcRenderer } from 'electron'

/**
 * 页面能碰到的全部：一个函数。没有 ipcRenderer 本身，没有别的通道。
 * 过进程的只有 JSON 文本，与回环主机、命令行同一种形状。
 */
contextBridge.exposeInMainWorld('jishi', {
  call: async (route: unknown, input: unknown): Promise<unknown> =>
    JSON.parse((await ipcRenderer.invoke('jishi:call', route, JSON.stringify(input ?? {}))) as string),
})
