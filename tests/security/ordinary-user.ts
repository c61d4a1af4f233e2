import { chmodSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { openTestGate, type TestGate } from '../kit/gate.ts'
import { ATTACH, BACK_UP, contentNow, ENCRYPT, RECORD, RESTORE, type Deed } from './deeds.ts'

/**
 * 由 readonly.test.ts 以普通用户的身份起：root 不受文件权限管，量不出“没有权限”。
 * 用法：node ordinary-user.ts 数据文件夹 一步 一步……；每步打印一行 JSON。
 * 步：`锁 文件夹`、`放 文件夹`、`开`、`再试`、`关`、`内容`，或要做的事的名字。
 */
const [directory = '', ...steps] = process.argv.slice(2)
const DEEDS: ReadonlyMap<string, Deed> = new Map([RECORD, ATTACH, BACK_UP, RESTORE, ENCRYPT].map((deed) => [deed.name, deed]))

const opened: TestGate[] = []
for (const step of steps) process.stdout.write(`${JSON.stringify(await done(step))}\n`)
for (const { gate } of opened) await gate.close()

async function done(step: string): Promise<unknown> {
  const [verb = '', folder = '.'] = step.split(' ')
  if (verb === '锁' || verb === '放') {
    setModes(path.join(directory, folder), verb === '锁')
    return null
  }
  if (verb === '开') {
    const app = openTestGate(directory)
    opened.push(app)
    const state = app.gate.state()
    return { kind: state.kind, failure: state.kind === '打不开' ? { code: state.failure.code, message: state.failure.message } : null }
  }
  const app = opened.at(-1)
  if (!app) throw new Error('还没有开')
  if (verb === '再试') return app.gate.dispatch('rescue.retry', {})
  if (verb === '怎么办') return app.gate.dispatch('rescue.situation', {})
  if (verb === '内容') return contentNow(app)
  const deed = DEEDS.get(verb)
  if (!deed) throw new Error(`没有“${verb}”这一步`)
  return deed.run(app)
}

function setModes(root: string, isLocked: boolean): void {
  chmodSync(root, 0o755)
  for (const each of readdirSync(root, { withFileTypes: true })) {
    const place = path.join(root, each.name)
    if (each.isDirectory()) setModes(place, isLocked)
    else chmodSync(place, isLocked ? 0o444 : 0o644)
  }
  chmodSync(root, isLocked ? 0o555 : 0o755)
}
