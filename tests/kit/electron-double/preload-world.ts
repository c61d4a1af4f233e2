import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { deliver } from './ipc-main.ts'
import type { WebContents } from './browser-window.ts'

/** 页面世界里多出来的全局名。 */
export type MainWorld = Record<string, Record<string, (...values: unknown[]) => Promise<unknown>>>

/**
 * 在单独的全局里执行 preload：沙箱里 require 只给得出 electron 的那几样，没有 Node。
 * 暴露给页面的只许是普通对象里的函数；跨世界的参数与结果都要克隆得了。
 */
export function runPreload(file: string, contents: WebContents): MainWorld {
  const world: MainWorld = {}
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: Record<string, unknown>) => {
        if (name in world) throw new Error(`Cannot bind an API on top of an existing property on the window object: ${name}`)
        world[name] = Object.fromEntries(Object.entries(api).map(([key, value]) => [key, bridged(key, value)]))
      },
    },
    ipcRenderer: {
      invoke: (channel: string, ...values: unknown[]) => deliver({ url: contents.url, parent: null }, channel, values),
    },
  }
  const requireInSandbox = (specifier: string): unknown => {
    if (specifier === 'electron') return electron
    throw new Error(`module not found: ${specifier}`)
  }
  const context = createContext({ require: requireInSandbox, exports: {}, module: { exports: {} }, Promise, JSON })
  runInContext(readFileSync(file, 'utf8'), context, { filename: file })
  return world
}

function bridged(key: string, value: unknown): (...values: unknown[]) => Promise<unknown> {
  if (typeof value !== 'function') throw new Error(`替身：暴露给页面的 ${key} 不是函数`)
  const call = value as (...values: unknown[]) => Promise<unknown>
  return async (...values) => structuredClone(await call(...structuredClone(values)))
}
