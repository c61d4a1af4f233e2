// 进产物的第三方软件清单：名称、版本、许可与许可全文。不靠人记，按真正打进去的模块列。
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const LICENSE_FILE = /^(licen[cs]e|copying|notice)([-.].*)?$/i

/** 产物之外随程序走的：原生模块（打包时原样带上）与 Electron 本体（打包器放进去）。 */
const SHIPPED_BESIDE = ['better-sqlite3-multiple-ciphers', 'electron']

/** 模块路径属于哪个包的目录；不是第三方的为 null。 */
function packageDirectory(id: string): string | null {
  const [file = ''] = id.replace(/^\0/, '').split('?')
  const at = file.lastIndexOf('/node_modules/')
  if (at < 0) return null
  const base = at + '/node_modules/'.length
  const [first = '', second = ''] = file.slice(base).split('/')
  return file.slice(0, base) + (first.startsWith('@') ? `${first}/${second}` : first)
}

function describe(directory: string) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as Record<string, string>
  const texts = readdirSync(directory).filter((file) => LICENSE_FILE.test(file))
  const text = texts.map((file) => readFileSync(path.join(directory, file), 'utf8').trim()).join('\n\n')
  return { name: name ?? '', version: version ?? '', license: license ?? '', text }
}

/** Vite 插件：各环境构建时记下打进去的包，末一个（界面）构建完时写出 `licenses.json`。 */
export function thirdPartyList(root: string): Plugin {
  const directories = new Set<string>()
  return {
    name: 'jishi-third-party',
    applyToEnvironment: () => true,
    // 三个环境共用一份记录。
    sharedDuringBuild: true,
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle))
        for (const id of output.type === 'chunk' ? output.moduleIds : []) {
          const directory = packageDirectory(id.replaceAll('\\', '/'))
          if (directory !== null && existsSync(path.join(directory, 'package.json'))) directories.add(directory)
        }
      if (this.environment.name !== 'client') return
      for (const name of SHIPPED_BESIDE) directories.add(path.join(root, 'node_modules', name))
      const listed = new Map([...directories].map(describe).map((each) => [`${each.name}@${each.version}`, each]))
      const packages = [...listed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
      this.emitFile({ type: 'asset', fileName: 'licenses.json', source: JSON.stringify(packages) })
    },
  }
}
