import { registerHooks } from 'node:module'

/** 在载入主进程产物之前执行：让它 import 的 electron 是替身。 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true } : next(specifier, context),
})
