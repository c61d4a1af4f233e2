import { contextBridge, ipcRenderer } from 'electron'

/** 页面能碰到的全部：一个函数。参数与结果都过结构化克隆，没有别的通道、没有 ipcRenderer 本身。 */
contextBridge.exposeInMainWorld('jishi', {
  call: (route: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('jishi:call', route, input),
})
