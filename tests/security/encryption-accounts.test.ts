import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { encrypt, openTestGate, PASSPHRASE, plantData, type TestGate } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'

// 加密以后每人一把钥匙：口令槽只给现用的身份，停用的人手里的旧口令打不开库文件。
const ADMIN = { name: '苏晴', passphrase: '春风又绿江南岸 7' }
const OPERATOR = { name: '林柏川', passphrase: '明月何时照我还 7' }
const INSPECTOR = { name: '周见山', passphrase: '两岸猿声啼不住 7' }
const OWN = '轻舟已过万重山 7'

const slotsIn = (directory: string, file = '密钥.json') =>
  (JSON.parse(readFileSync(path.join(directory, file), 'utf8')) as { slots: { kind: string; accountId?: string | null; name?: string }[] })
    .slots

/** 口令槽各是谁的；两份密钥文件要一致。 */
function holders(directory: string): string[] {
  expect(slotsIn(directory, path.join('备份', '密钥.json'))).toEqual(slotsIn(directory))
  return slotsIn(directory).flatMap(({ kind, name }) => (kind === '口令' ? [name ?? ''] : []))
}

async function branchOf(app: TestGate): Promise<string> {
  const { nodes } = await app.call('organization.tree', {})
  const branch = nodes.find(({ level }) => level === '党支部')
  if (!branch) throw new Error('没有支部')
  return branch.id
}

async function idOf(app: TestGate, name: string): Promise<string> {
  const row = (await app.call('security.accounts', {})).rows.find((each) => each.name === name)
  if (!row) throw new Error(`没有“${name}”`)
  return row.accountId
}

/** 锁着的门：用名字与口令打开。 */
const unlock = (app: TestGate, { name, passphrase }: { name: string; passphrase: string }) =>
  app.call('security.unlock', { name, passphrase })

describe('已有几个身份再启用加密', () => {
  test('启用的人拿到钥匙，新口令处处作数；别人缺钥匙，管理员重设以后才有', async () => {
    using scratch = scratchDirectory()
    await plantData(scratch.path)
    await using app = openTestGate(scratch.path)
    await app.call('security.addAccount', { ...ADMIN, role: '党委管理员' })
    await app.call('security.signIn', ADMIN)
    await app.call('security.addAccount', { ...OPERATOR, role: '支部操作员', organizationId: await branchOf(app) })
    await app.call('security.addAccount', { ...INSPECTOR, role: '只读检查员' })
    await encrypt(app)
    expect((await app.call('security.state', {})).session).toMatchObject({ name: ADMIN.name, role: '党委管理员' })
    expect(holders(scratch.path)).toEqual([ADMIN.name])
    const lacking = async () => (await app.call('security.accounts', {})).rows.filter(({ lacksKey }) => lacksKey).map(({ name }) => name)
    expect((await lacking()).toSorted()).toEqual([OPERATOR.name, INSPECTOR.name].toSorted())

    // 启用时设的就是本人的口令：改口令、停用加密都认它，不再认以前登录用的。
    const change = { newPassphrase: OWN }
    expect(await app.refused('security.changeOwnPassphrase', { ...change, currentPassphrase: ADMIN.passphrase })).toMatchObject({
      code: 'PASSPHRASE_WRONG',
    })
    await app.call('security.changeOwnPassphrase', { ...change, currentPassphrase: PASSPHRASE })

    await app.call('security.setAccountPassphrase', { accountId: await idOf(app, OPERATOR.name), passphrase: OPERATOR.passphrase })
    expect(await lacking()).toEqual([INSPECTOR.name])
    expect(holders(scratch.path).toSorted()).toEqual([ADMIN.name, OPERATOR.name].toSorted())
    await app.call('security.signOut', {})

    // 退出就是锁上：没有钥匙的人，登录口令对也打不开。
    expect(await app.call('security.state', {})).toMatchObject({ state: '待解锁', needsName: true })
    expect(await app.refused('security.unlock', INSPECTOR)).toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(await app.refused('security.unlock', { name: ADMIN.name, passphrase: PASSPHRASE })).toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(await unlock(app, OPERATOR)).toEqual({ state: '已开' })
    expect(await app.call('security.state', {})).toMatchObject({
      session: { name: OPERATOR.name, role: '支部操作员' },
      mustChangePassphrase: true,
    })
    expect(await app.refused('member.list', {})).toMatchObject({ code: 'PASSPHRASE_MUST_CHANGE' })
    await app.call('security.changeOwnPassphrase', { currentPassphrase: OPERATOR.passphrase, newPassphrase: OWN })
    expect(await app.refused('security.accounts', {})).toMatchObject({ code: 'FORBIDDEN' })
    await app.call('security.signOut', {})
    expect(await app.refused('security.unlock', OPERATOR)).toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(await unlock(app, { name: OPERATOR.name, passphrase: OWN })).toEqual({ state: '已开' })
  }, 120_000)
})

describe('加密以后设身份', () => {
  test('第一个身份收回不记名的口令；新增的各有一把；停用的收回，旧口令打不开；重设口令即恢复', async () => {
    using scratch = scratchDirectory()
    await plantData(scratch.path)
    await using app = openTestGate(scratch.path)
    await encrypt(app)
    expect(holders(scratch.path)).toEqual(['本机用户'])
    await app.call('security.addAccount', { ...ADMIN, role: '党委管理员' })
    expect(holders(scratch.path)).toEqual([ADMIN.name])
    await app.call('security.signIn', ADMIN)
    await app.call('security.addAccount', { ...OPERATOR, role: '支部操作员', organizationId: await branchOf(app) })
    const operatorId = await idOf(app, OPERATOR.name)
    expect(holders(scratch.path)).toEqual([ADMIN.name, OPERATOR.name])
    await app.call('security.lock', {})
    expect(await app.refused('security.unlock', { passphrase: PASSPHRASE })).toMatchObject({ code: 'WRONG_PASSPHRASE' })

    await unlock(app, ADMIN)
    await app.call('security.setAccountDisabled', { accountId: operatorId, isDisabled: true })
    expect(holders(scratch.path)).toEqual([ADMIN.name])
    expect(slotsIn(scratch.path).some(({ accountId }) => accountId === operatorId)).toBe(false)
    await app.call('security.lock', {})
    expect(await app.refused('security.unlock', OPERATOR)).toMatchObject({ code: 'WRONG_PASSPHRASE' })

    await unlock(app, ADMIN)
    expect(await app.refused('security.setAccountDisabled', { accountId: operatorId, isDisabled: false })).toMatchObject({
      code: 'PASSPHRASE_NEEDED',
    })
    await app.call('security.setAccountPassphrase', { accountId: operatorId, passphrase: OWN })
    await app.call('security.lock', {})
    expect(await unlock(app, { name: OPERATOR.name, passphrase: OWN })).toEqual({ state: '已开' })
  }, 120_000)

  test('忘了口令：管理员重设，或用恢复码写明是谁；恢复码进来的算那个人，库里的口令也跟着换', async () => {
    using scratch = scratchDirectory()
    await plantData(scratch.path)
    await using app = openTestGate(scratch.path)
    const groups = await encrypt(app)
    await app.call('security.addAccount', { ...ADMIN, role: '党委管理员' })
    await app.call('security.signIn', ADMIN)
    await app.call('security.addAccount', { ...OPERATOR, role: '支部操作员', organizationId: await branchOf(app) })
    await app.call('security.lock', {})
    const code = groups.join(' ')
    expect(await app.refused('security.recover', { code, passphrase: OWN })).toMatchObject({ code: 'NAME_NEEDED' })
    expect(await app.refused('security.recover', { code, passphrase: OWN, name: '没有这个人' })).toMatchObject({ code: 'NAME_NEEDED' })
    expect(await app.call('security.recover', { code, passphrase: OWN, name: ADMIN.name })).toEqual({ state: '已开' })
    expect(await app.call('security.state', {})).toMatchObject({
      session: { name: ADMIN.name, role: '党委管理员' },
      mustChangePassphrase: false,
    })
    expect(holders(scratch.path).toSorted()).toEqual([ADMIN.name, OPERATOR.name].toSorted())
    await app.call('security.lock', {})
    expect(await app.refused('security.unlock', ADMIN)).toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await unlock(app, { name: ADMIN.name, passphrase: OWN })
    // 停用加密以后，登录认的也是新口令；各人的口令槽一起没有了。
    await app.call('security.disableEncryption', { passphrase: OWN })
    await app.call('security.signOut', {})
    expect(await app.call('security.state', {})).toMatchObject({ state: '待登录', isEncrypted: false })
    expect(await app.refused('security.signIn', ADMIN)).toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await app.call('security.signIn', { name: ADMIN.name, passphrase: OWN })
  }, 120_000)
})
