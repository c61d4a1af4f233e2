import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { Failure } from '../../shared/contract/envelope.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { delayAfterFailures, scopeProblem } from '../../shared/security/account-rules.ts'
import { fixedClock } from '../../electron/backend.ts'
import { openGate, type Gate } from '../../electron/security/gate.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch, type SmallBranch } from '../kit/small-branch.ts'

const TODAY = '2026-09-14'
const ADMIN = { name: '苏晴', passphrase: '春风又绿江南岸 7' }
const OPERATOR = { name: '林柏川', passphrase: '明月何时照我还 7' }

const folders: string[] = []
const gates: Gate[] = []
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

let elapsed = 0
function open(directory: string): Gate {
  const gate = openGate({ dataDirectory: directory, clock: fixedClock(TODAY), elapsed: () => elapsed })
  gates.push(gate)
  return gate
}

/** 两个支部的数据，大门开着，没设身份。 */
async function planted(): Promise<{
  gate: Gate
  directory: string
  tree: Pick<SmallBranch, 'committee' | 'general' | 'first' | 'second'>
}> {
  const directory = mkdtempSync(path.join(tmpdir(), 'jishi-accounts-'))
  folders.push(directory)
  const seed = openTestBackend(TODAY)
  const { committee, general, first, second } = await plantSmallBranch(seed)
  await seed.backend.close()
  cpSync(seed.directory, directory, { recursive: true })
  rmSync(seed.directory, { recursive: true, force: true })
  return { gate: open(directory), directory, tree: { committee, general, first, second } }
}

async function call<R extends Route>(gate: Gate, route: R, input: InputOf<AppContract[R]>): Promise<OutputOf<AppContract[R]>> {
  const reply = await gate.dispatch(route, input)
  if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.code} ${reply.failure.message}`)
  return reply.value as OutputOf<AppContract[R]>
}

async function refused<R extends Route>(gate: Gate, route: R, input: InputOf<AppContract[R]>): Promise<Failure> {
  const reply = await gate.dispatch(route, input)
  if (reply.ok) throw new Error(`${route} 本应被拒绝`)
  return reply.failure
}

/** 设好管理员与第二支部的操作员，现在没人登录。 */
async function withAccounts() {
  const { gate, directory, tree } = await planted()
  await call(gate, 'security.addAccount', { ...ADMIN, role: '党委管理员' })
  await call(gate, 'security.signIn', ADMIN)
  const { accountId } = await call(gate, 'security.addAccount', { ...OPERATOR, role: '支部操作员', organizationId: tree.second })
  await call(gate, 'security.signOut', {})
  return { gate, directory, tree, operatorId: accountId }
}

/** 库里存着的身份，连同散列与盐。 */
async function gateAccounts(directory: string) {
  const reader = openTestBackend(TODAY, { dataDirectory: directory })
  try {
    return await reader.backend.database.kysely.selectFrom('account').selectAll().where('name', '=', OPERATOR.name).execute()
  } finally {
    await reader.backend.close()
  }
}

describe('登录身份', () => {
  test('没设身份时与一个人用一样：不必登录，什么都能办，日志里是本机用户', async () => {
    const { gate } = await planted()
    expect(await call(gate, 'security.state', {})).toMatchObject({ state: '已开', session: { accountId: null, role: '党委管理员' } })
    expect((await call(gate, 'settings.journal', {})).rows[0]?.actor).toBe('本机用户')
  })

  test('第一个身份须是党委管理员；设好以后立即要登录，没登录时只有门口的路由作答', async () => {
    const { gate, tree } = await planted()
    expect(await refused(gate, 'security.addAccount', { ...OPERATOR, role: '支部操作员', organizationId: tree.second })).toMatchObject({
      code: 'NO_ADMINISTRATOR',
    })
    await call(gate, 'security.addAccount', { ...ADMIN, role: '党委管理员' })
    expect(await refused(gate, 'settings.overview', {})).toMatchObject({ code: 'LOCKED' })
    expect(await call(gate, 'security.state', {})).toMatchObject({ state: '待登录', session: null })
    expect(await call(gate, 'security.names', {})).toEqual({ names: [ADMIN.name] })
  })

  test('关掉再开仍要登录；日志里写登录的人，口令不入日志', async () => {
    const { gate, directory } = await withAccounts()
    await gate.close()
    const again = open(directory)
    expect(await refused(again, 'member.list', {})).toMatchObject({ code: 'LOCKED' })
    await call(again, 'security.signIn', ADMIN)
    const { rows } = await call(again, 'settings.journal', {})
    expect(rows[0]).toMatchObject({ actor: ADMIN.name, route: 'security.signIn', summary: '登录' })
    expect(JSON.stringify(rows)).not.toContain(ADMIN.passphrase)
    expect(JSON.stringify(rows)).not.toContain(OPERATOR.passphrase)
    const added = rows.find(({ route }) => route === 'security.addAccount')
    const changes = JSON.stringify(await call(again, 'settings.journalChanges', { seq: added?.seq ?? 0 }))
    const [stored] = await gateAccounts(directory)
    expect(changes).not.toContain(stored?.passphraseHash)
    expect(changes).not.toContain(stored?.passphraseSalt)
    expect((await call(again, 'settings.verifyJournal', {})).isIntact).toBe(true)
  }, 20_000)

  test('名字错、口令错、停用的，说同样的话', async () => {
    const { gate, operatorId } = await withAccounts()
    await call(gate, 'security.signIn', ADMIN)
    await call(gate, 'security.setAccountDisabled', { accountId: operatorId, isDisabled: true })
    await call(gate, 'security.signOut', {})
    const replies = [
      await refused(gate, 'security.signIn', { name: '没有这个人', passphrase: ADMIN.passphrase }),
      await refused(gate, 'security.signIn', { name: ADMIN.name, passphrase: '不是这个口令' }),
    ]
    elapsed += 60_000
    replies.push(await refused(gate, 'security.signIn', OPERATOR))
    expect(new Set(replies.map(({ message }) => message)).size).toBe(1)
  }, 20_000)

  test('连错三次以后要等，等的时候口令对也不行；等够了就行', async () => {
    const { gate } = await withAccounts()
    for (let times = 0; times < 3; times += 1) await refused(gate, 'security.signIn', { name: ADMIN.name, passphrase: '不是这个口令' })
    expect(await refused(gate, 'security.signIn', ADMIN)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    elapsed += delayAfterFailures(3)
    expect(await call(gate, 'security.signIn', ADMIN)).toMatchObject({ session: { name: ADMIN.name } })
  }, 20_000)

  test('管理员代设的口令，本人登录后须先改，改了才能办别的；旧口令从此不行', async () => {
    const { gate } = await withAccounts()
    await call(gate, 'security.signIn', OPERATOR)
    expect(await call(gate, 'security.state', {})).toMatchObject({ mustChangePassphrase: true, scopeName: '商贸支部' })
    expect(await refused(gate, 'member.list', {})).toMatchObject({ code: 'PASSPHRASE_MUST_CHANGE' })
    const change = { currentPassphrase: OPERATOR.passphrase, newPassphrase: '轻舟已过万重山 7' }
    expect(await refused(gate, 'security.changeOwnPassphrase', { ...change, currentPassphrase: '记错了的口令' })).toMatchObject({
      code: 'PASSPHRASE_WRONG',
    })
    await call(gate, 'security.changeOwnPassphrase', change)
    expect((await call(gate, 'member.list', {})).total).toBe(12)
    await call(gate, 'security.signOut', {})
    expect(await refused(gate, 'security.signIn', OPERATOR)).toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await call(gate, 'security.signIn', { name: OPERATOR.name, passphrase: change.newPassphrase })
  }, 20_000)

  test('至少留一位能用的党委管理员；不能停用自己；角色改了立即作数', async () => {
    const { gate, tree } = await withAccounts()
    await call(gate, 'security.signIn', ADMIN)
    const admin = (await call(gate, 'security.accounts', {})).rows.find(({ name }) => name === ADMIN.name)
    if (!admin) throw new Error('没有管理员')
    expect(await refused(gate, 'security.setAccountDisabled', { accountId: admin.accountId, isDisabled: true })).toMatchObject({
      code: 'ACCOUNT_IN_USE',
    })
    expect(
      await refused(gate, 'security.reviseAccount', { accountId: admin.accountId, role: '支部操作员', organizationId: tree.second }),
    ).toMatchObject({ code: 'NO_ADMINISTRATOR' })
    const other = await call(gate, 'security.addAccount', { name: '周见山', role: '党委管理员', passphrase: '两岸猿声啼不住 7' })
    await call(gate, 'security.reviseAccount', { accountId: admin.accountId, role: '只读检查员' })
    expect(await refused(gate, 'security.setAccountDisabled', { accountId: other.accountId, isDisabled: true })).toMatchObject({
      code: 'FORBIDDEN',
    })
  }, 20_000)

  test('停用正在登录的人：他的下一次调用就回到登录页；名字还在身份表里，不能再用', async () => {
    const { gate, directory, operatorId } = await withAccounts()
    await call(gate, 'security.signIn', OPERATOR)
    const other = openTestBackend(TODAY, { dataDirectory: directory })
    await other.call('security.setAccountDisabled', { accountId: operatorId, isDisabled: true })
    expect(
      await refused(gate, 'security.changeOwnPassphrase', { currentPassphrase: 'x', newPassphrase: '轻舟已过万重山 7' }),
    ).toMatchObject({
      code: 'LOCKED',
    })
    expect((await other.call('security.accounts', {})).rows.map(({ name }) => name)).toContain(OPERATOR.name)
    expect(await other.refused('security.addAccount', { ...OPERATOR, role: '党委管理员' })).toMatchObject({ code: 'ACCOUNT_EXISTS' })
    await other.backend.close()
  }, 20_000)

  test('角色与范围要配：管理员不设范围，操作员必有范围', () => {
    expect(scopeProblem('党委管理员', 'branch')).toMatch(/不设可见范围/)
    expect(scopeProblem('支部操作员', null)).toMatch(/选一个党组织/)
    expect(scopeProblem('只读检查员', null)).toBe('')
    expect(scopeProblem('只读检查员', 'branch')).toBe('')
  })

  test.each([
    [2, 0],
    [3, 1000],
    [4, 2000],
    [8, 30_000],
    [50, 30_000],
  ])('连错 %i 次以后等 %i 毫秒', (failures, wait) => {
    expect(delayAfterFailures(failures)).toBe(wait)
  })
})

describe('按角色放行', () => {
  test('支部操作员只办自己支部的：别的支部的名册、党员、活动一律同一句话，登记也不行', async () => {
    const { gate, tree } = await withAccounts()
    await call(gate, 'security.signIn', OPERATOR)
    await call(gate, 'security.changeOwnPassphrase', { currentPassphrase: OPERATOR.passphrase, newPassphrase: '轻舟已过万重山 7' })
    expect((await call(gate, 'organization.tree', {})).nodes.map(({ id }) => id)).toContain(tree.second)
    expect((await call(gate, 'organization.tree', {})).nodes.map(({ id }) => id)).not.toContain(tree.first)
    const other = await refused(gate, 'organization.card', { organizationId: tree.first })
    const nowhere = await refused(gate, 'organization.card', { organizationId: '没有这个编号' })
    expect(other).toEqual(nowhere)
    expect(other.message).toBe(
      '你的身份是“商贸支部”支部操作员，只能看“商贸支部”及其下级的内容。没有这一项，或者它不在你的范围里；请回到列表重新选择。',
    )
    expect(await refused(gate, 'settings.backUp', {})).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refused(gate, 'security.disableEncryption', { passphrase: 'x' })).toMatchObject({ code: 'FORBIDDEN' })
  }, 20_000)
})
