import react from '@vitejs/plugin-react'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vite'
import { thirdPartyList } from './scripts/third-party.ts'

const at = (relative: string) => path.join(import.meta.dirname, relative)
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string }

/** 主进程一侧的入口，共用分块。 */
const mainEntries = Object.fromEntries(
  Object.entries({
    app: 'electron/app/main.ts',
    host: 'electron/host/main.ts',
    call: 'electron/host/call.ts',
    demo: 'electron/host/demo.ts',
    'render-worker': 'electron/document/render-worker.ts',
    'roster-worker': 'electron/exchange/roster-worker.ts',
  }).filter(([, file]) => existsSync(at(file))),
)

/** 留在产物之外的：原生模块与 Electron 自己。Node 内置模块由 Vite 认得。 */
const external = ['electron', 'better-sqlite3-multiple-ciphers']

/** 一份配置三个环境；`vite build --app` 依次构建。除原生模块外全部打进产物，安装包里就只有产物。 */
export default defineConfig({
  root: at('renderer'),
  // 相对路径：同一份页面既由 http://127.0.0.1 也由 app://bundle 提供。
  base: './',
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [react(), thirdPartyList(import.meta.dirname)],
  environments: {
    client: {
      build: { outDir: at('dist/renderer'), emptyOutDir: true, target: 'chrome130', chunkSizeWarningLimit: 2000 },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external, conditions: ['node', 'import', 'module', 'default'] },
      build: {
        outDir: at('dist/main'),
        emptyOutDir: true,
        target: 'node22',
        minify: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: Object.fromEntries(Object.entries(mainEntries).map(([name, file]) => [name, at(file)])),
          external,
          // 分块与入口同一层：主线程按相对位置找工作线程的入口。
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: at('dist/preload'),
        emptyOutDir: true,
        target: 'node22',
        minify: false,
        copyPublicDir: false,
        // sandbox 下的 preload 只能是单个 CommonJS 文件。
        rolldownOptions: {
          input: { preload: at('electron/app/preload.ts') },
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload', 'client']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
})
