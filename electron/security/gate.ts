import { randomUUID } from 'node:crypto'
import path from 'node:path'
import * as z from 'zod'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { backendContract } from '../../shared/contract/index.ts'
import { gateContract, type GateContract } from '../../shared/security/gate-contract.ts'
import { localUser, type Session } from '../../shared/security/session.ts'
import { createBackend, systemClock, type Backend, type BackendOptions } from '../backend.ts'
import { databaseFileKind } from '../db/connect.ts'
import { forgetKey, type DataKey } from '../db/data-key.ts'
import { occupy, type Occupancy } from '../db/occupancy.ts'
import { DATA_FILE_NAME, explainStorageError } from '../db/open.ts'
import { pendingRestore } from '../db/restore.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { faulted, parsedInput, refused, unknownRoute } from '../dispatch/envelopes.ts'
import { faultLog, type LogFault } from '../dispatch/fault-log.ts'
import { TaskRegistry } from '../dispatch/tasks.ts'
import { Attempts } from './attempts.ts'
import { recordedAutoLock } from './auto-lock-queries.ts'
import { swapRegistered, unfinished } from './conversion.ts'
import { Encryption, type Opened } from './encryption.ts'
import { finishDecrypting, finishEncrypting } from './finishing.ts'
import type { GateContext, GateControl, GateState } from './gate-context.ts'
import { gateHandlers } from './gate-handlers.ts'
import { chooseKey } from './key-choice.ts'
import { findKeyFile, KEY_FILE_NAME, saveKeyFile, type FoundKeyFile } from './key-file.ts'
import {
  unlockWithKeychain,
  unlockWithPassphrase,
  unlockWithRecoveryCode,
  withPassphrase,
  type Keychain,
  type Unlocked,
} from './key-slots.ts'
import { roleRefusal } from './admission.ts'
import { accountKeys } from './account-keys.ts'
import { scopeOf } from './owner-queries.ts'
import { readRecovery } from './recovery-draft.ts'
import { keepPassphrase, namesToChoose, refuseUntilChanged, signedIn, standingOf } from './sign-in.ts'

export type GateOptions = Omit<BackendOptions, 'dataKey' | 'tasks' | 'endedUncleanly'> & {
  /** 系统钥匙串；浏览器模式、命令行没有。 */
  keychain?: Keychain
  /** 用系统的窗口选一个文件夹；浏览器模式、命令行没有。 */
  chooseFolder?: () => Promise<string | null>
  /** 单调时钟，毫秒；测试可给定。 */
  elapsed?: () => number
}

/** 转换途中，这几条仍要立即作答：进度条要走。 */
const ANSWERED_WHILE_CONVERTING = ['settings.taskProgress', 'settings.cancelTask']

/** 多久看一次该不该自动锁。 */
const AUTO_LOCK_CHECK_MS = 5_000

/**
 * 大门：长开的入口（窗口、浏览器模式）与命令行都从这里进。没打开时只有门口的路由作答，其余一律是“已锁定”或“打不开”。
 * 锁定是真的关库、忘掉密钥，不是盖一层遮罩。
 */
export class Gate implements GateControl {
  readonly options: GateOptions

  readonly tasks = new TaskRegistry()

  readonly attempts: Attempts

  private readonly encryption: Encryption

  private readonly logFault: LogFault

  private current: GateState = { kind: '待解锁' }

  private dataKey: DataKey | null = null

  private occupancy: Occupancy | null = null

  private wasOpened = false

  private keyFileWasRepaired = false

  /** 正在后端里跑的调用；关库之前要等它们完。 */
  private readonly underWay = new Set<Promise<unknown>>()

  /** 打开时问系统钥匙串；问完之前别的调用等着。 */
  private opening: Promise<void> = Promise.resolve()

  /** 启用、停用加密的整个过程；其他调用排在它后面。 */
  private converting: Promise<unknown> = Promise.resolve()

  /** 换库以后在后台把附件、旧备份转完。 */
  private finishing: Promise<unknown> | null = null

  /** 解锁、锁定、转换一件一件来。 */
  private turn: Promise<unknown> = Promise.resolve()

  private lastTouchedAt = 0

  private autoLock: NodeJS.Timeout | null = null

  constructor(options: GateOptions) {
    this.options = options
    this.logFault = faultLog(options.dataDirectory)
    this.attempts = new Attempts(this.elapsed)
    this.encryption = new Encryption(this)
  }

  get dataDirectory(): string {
    return this.options.dataDirectory
  }

  get dataFile(): string {
    return path.join(this.dataDirectory, DATA_FILE_NAME)
  }

  readonly elapsed = (): number => (this.options.elapsed ?? (() => performance.now()))()

  now(): Date {
    return (this.options.clock ?? systemClock).now()
  }

  state(): GateState {
    return this.current
  }

  /** 打开着的数据与它的密钥。@throws DomainError 没打开。 */
  opened(): Opened {
    const state = this.current
    if (state.kind !== '已开') throw notOpen(state)
    return { backend: state.backend, dataKey: this.dataKey, session: state.session }
  }

  async view(): ReturnType<GateControl['view']> {
    const state = await this.settled()
    const isLocked = state.kind === '待解锁'
    return {
      state: state.kind,
      isEncrypted: this.dataKey !== null || isLocked,
      session: state.kind === '已开' ? state.session : null,
      scopeName: state.kind === '已开' ? await this.scopeName(state) : '',
      mustChangePassphrase: state.kind === '已开' && state.mustChangePassphrase,
      failure: state.kind === '打不开' ? { code: state.failure.code, message: state.failure.message } : null,
      needsName: isLocked && this.namesOnKeyFile().length > 1,
      waitSeconds: this.attempts.waitSeconds(),
      lockAfterMinutes: state.kind === '已开' && this.dataKey !== null ? await recordedAutoLock(state.backend.database.kysely) : null,
    }
  }

  protection(): ReturnType<GateControl['protection']> {
    return this.encryption.protection(this.finishing !== null, this.keyFileWasRepaired)
  }

  /** 打开数据；加密的停在“待解锁”。打不开的记下原因，不抛出。 */
  open(): void {
    try {
      if (this.options.occupiesData) this.occupancy = occupy(this.dataDirectory, this.now())
      swapRegistered(this.dataDirectory)
      const found = this.keyFileForLocked()
      if (!found) {
        finishDecrypting(this.dataDirectory)
        this.enter(null)
        return
      }
      this.opening = this.openWithKeychain(found)
    } catch (error) {
      const failure = explainStorageError(this.dataFile, error)
      if (!failure) throw error
      this.fail(failure)
    }
  }

  retryOpening(): void {
    const state = this.current
    if (state.kind !== '打不开') return
    if (state.dataKey !== null) {
      this.reopen(state.dataKey, state)
      return
    }
    this.occupancy?.abandon()
    this.occupancy = null
    this.current = { kind: '待解锁' }
    this.open()
  }

  /** 在这台电脑上记住了的，不必输口令；钥匙串不认的停在“待解锁”。 */
  private async openWithKeychain(found: FoundKeyFile): Promise<void> {
    const { keychain } = this.options
    if (!keychain) return
    try {
      const unlocked = (await keychain.isAvailable()) ? await unlockWithKeychain(found.keyFile, keychain) : null
      if (unlocked) this.enterUnlocked(unlocked, found)
    } catch (error) {
      this.logFault('系统钥匙串', '', error)
    }
  }

  async dispatch(route: string, rawInput: unknown): Promise<Envelope> {
    await this.opening
    if (Object.hasOwn(gateContract, route)) return this.answerAtDoor(route as keyof GateContract, rawInput)
    if (!Object.hasOwn(backendContract, route)) return unknownRoute(route)
    // 修复也是长任务：数据没打开，进度与取消照样要答。
    if (ANSWERED_WHILE_CONVERTING.includes(route) && (this.current.kind === '转换中' || this.current.kind === '打不开'))
      return this.answerProgress(route, rawInput)
    await this.converting
    const running = this.answerInside(route, rawInput)
    this.underWay.add(running)
    try {
      return await running
    } finally {
      this.underWay.delete(running)
    }
  }

  private async answerInside(route: string, rawInput: unknown): Promise<Envelope> {
    try {
      const state = await this.settled()
      if (state.kind !== '已开') return refused(notOpen(state))
      refuseUntilChanged(route, state.mustChangePassphrase)
      return await state.backend.dispatcher.dispatch(route, rawInput, state.session)
    } catch (error) {
      const refusal = explainStorageError(this.dataFile, error)
      if (refusal) return refused(refusal)
      throw error
    }
  }

  /** 登录的人每次都照库里的身份核一遍：角色、范围改了立即作数，停用了回到“待登录”。 */
  private async settled(): Promise<GateState> {
    const state = this.current
    if (state.kind !== '已开' && state.kind !== '待登录') return state
    const { backend } = state
    const session = state.kind === '已开' ? state.session : null
    const asked = standingOf(backend.database.kysely, session, this.options.actor, this.now().toISOString())
    // 查的这一会儿里锁上了、退出了、关库了，以那个为准。
    const standing = await asked.catch((error: unknown) => {
      if (this.current === state) throw error
      return null
    })
    if (standing === null || this.current !== state) return this.current
    this.current = standing.kind === '已开' ? { ...standing, backend } : { kind: '待登录', backend }
    if (standing.kind === '已开' && standing.isFirstCall && standing.session.accountId !== null)
      await backend.dispatcher.note('security.signIn', standing.session, '登录')
    return this.current
  }

  private async scopeName({ backend, session }: Extract<GateState, { kind: '已开' }>): Promise<string> {
    if (session.organizationId === null) return ''
    const day = (this.options.clock ?? systemClock).today()
    return (await scopeOf(backend.database.kysely, session.organizationId, day)).name
  }

  async names(): Promise<string[]> {
    const state = await this.settled()
    if ('backend' in state) return namesToChoose(state.backend.database.kysely)
    return state.kind === '待解锁' ? this.namesOnKeyFile() : []
  }

  signIn(name: string, passphrase: string): Promise<Session> {
    return this.inTurn(async () => {
      const state = await this.settled()
      if (state.kind !== '待登录') throw new DomainError('NOT_AT_SIGN_IN', '现在不在登录页；要换人用，请先退出登录。')
      this.attempts.requireAllowed()
      const { backend } = state
      const session = await signedIn(backend.database.kysely, name, passphrase, this.now().toISOString())
      if (!session) {
        this.attempts.failed()
        throw new DomainError('WRONG_PASSPHRASE', '名字或口令不对。请看看大写锁定、输入法是不是开着；忘了口令请党委管理员重设。')
      }
      this.attempts.succeeded()
      this.current = { kind: '已开', backend, session, mustChangePassphrase: false }
      if (this.dataKey !== null) this.touch()
      await backend.dispatcher.note('security.signIn', session, '登录')
      await this.settled()
      return session
    })
  }

  async signOut(): Promise<void> {
    const state = await this.settled()
    if (state.kind !== '已开' || state.session.accountId === null) return
    if (this.tasks.isBusy()) throw new DomainError('TASK_RUNNING', '有导入、导出之类的事正在做，请等它做完或先取消，再退出登录。')
    await state.backend.dispatcher.note('security.signOut', state.session, '退出登录')
    if (this.dataKey !== null) return this.lock()
    this.current = { kind: '待登录', backend: state.backend }
  }

  touch(): void {
    this.lastTouchedAt = this.elapsed()
  }

  unlock(passphrase: string, name: string | undefined): Promise<void> {
    return this.inTurn(async () => {
      if (this.current.kind !== '待解锁') return
      this.attempts.requireAllowed()
      const chosen = await chooseKey(this.dataDirectory, this.dataFile, (keyFile) => unlockWithPassphrase(keyFile, passphrase, name))
      if (!chosen) {
        this.attempts.failed()
        throw wrongPassphrase(name !== undefined)
      }
      this.attempts.succeeded()
      this.enterUnlocked(chosen.unlocked, chosen.found)
    })
  }

  recover(code: string, passphrase: string, name: string | undefined): Promise<void> {
    return this.inTurn(async () => {
      if (this.current.kind !== '待解锁') return
      this.attempts.requireAllowed()
      const recoveryCode = readRecovery(code)
      const chosen = await chooseKey(this.dataDirectory, this.dataFile, (keyFile) => unlockWithRecoveryCode(keyFile, recoveryCode))
      if (!chosen) {
        this.attempts.failed()
        throw new DomainError('WRONG_RECOVERY_CODE', '这份恢复码打不开这份数据：可能是换过恢复码以前的旧恢复单，或别的数据的恢复单。')
      }
      this.attempts.succeeded()
      const { unlocked, found } = chosen
      const holder = this.recoveredHolder(found, name)
      const keyFile = await withPassphrase(found.keyFile, unlocked.dataKey, { ...holder, passphrase, at: this.now().toISOString() })
      saveKeyFile(this.dataDirectory, keyFile)
      this.enterUnlocked(unlocked, { keyFile, isFromBackup: false })
      await this.encryption.note('用恢复码打开，并设了新口令')
      await this.takeSeat(holder, passphrase)
    })
  }

  lock(): Promise<void> {
    return this.inTurn(async () => {
      if (this.current.kind !== '已开') return
      if (this.dataKey === null) throw new DomainError('NOTHING_TO_LOCK', '这份数据没有设口令，锁不住。请先到“数据安全”页启用加密。')
      if (this.tasks.isBusy() || this.finishing !== null)
        throw new DomainError('TASK_RUNNING', '有导入、导出之类的事正在做，做完才能锁定，以免中断。')
      const { backend } = this.current
      this.current = { kind: '待解锁' }
      await this.shut(backend)
      this.occupancy?.rest()
    })
  }

  get chooseFolder(): (() => Promise<string | null>) | null {
    return this.options.chooseFolder ?? null
  }

  reopenNow(): Promise<void> {
    return this.inTurn(async () => {
      const { dataKey } = this.opened()
      if (this.tasks.isBusy() || this.finishing !== null)
        throw new DomainError('TASK_RUNNING', '有导入、导出之类的事正在做，做完才能重新打开，以免中断。')
      await this.withDataClosed(() => Promise.resolve(dataKey))
    })
  }

  draftRecoveryCode(): ReturnType<GateControl['draftRecoveryCode']> {
    return this.encryption.draftRecoveryCode()
  }

  enableEncryption(...[input, progress]: Parameters<GateControl['enableEncryption']>): ReturnType<GateControl['enableEncryption']> {
    return this.inTurn(() => this.encryption.enable(input, progress))
  }

  disableEncryption(...[passphrase, progress]: Parameters<GateControl['disableEncryption']>): ReturnType<GateControl['disableEncryption']> {
    return this.inTurn(() => this.encryption.disable(passphrase, progress))
  }

  changePassphrase(current: string, next: string): Promise<void> {
    return this.inTurn(() => this.encryption.changePassphrase(current, next))
  }

  replaceRecoveryCode(input: Parameters<GateControl['replaceRecoveryCode']>[0]): Promise<void> {
    return this.inTurn(() => this.encryption.replaceRecoveryCode(input))
  }

  setKeychain(passphrase: string, isEnabled: boolean): Promise<void> {
    return this.inTurn(() => this.encryption.setKeychain(passphrase, isEnabled))
  }

  /**
   * 关上库做一件事，做完（或没做成）再打开；其间别的调用排队等着，不报错。
   * `work` 返回打开时用的密钥；没做成则用原来的。
   */
  async withDataClosed(work: () => Promise<DataKey | null>): Promise<void> {
    const { backend, dataKey } = this.opened()
    const before = this.current
    let release: () => void = () => undefined
    this.converting = new Promise<void>((resolve) => {
      release = resolve
    })
    try {
      await Promise.allSettled(this.underWay)
      this.current = { kind: '转换中' }
      await backend.close()
      let next = dataKey
      try {
        next = await work()
      } finally {
        this.reopen(next, before)
      }
    } finally {
      release()
    }
  }

  /** 换库以后的收尾，在后台做；重复叫只做一遍。 */
  finish(report: (done: number, total: number, label: string) => Promise<void>): ReturnType<typeof finishEncrypting> {
    const { dataKey } = this.opened()
    if (dataKey === null) return Promise.resolve({ attachments: 0, backups: 0, left: [] })
    const running = finishEncrypting(this.dataDirectory, dataKey, report)
    this.finishing = running
    void running.catch((error: unknown) => this.logFault('换密收尾', '', error)).finally(() => (this.finishing = null))
    return running
  }

  async close(): Promise<void> {
    await this.opening
    await this.turn
    await Promise.allSettled(this.finishing === null ? [] : [this.finishing])
    if ('backend' in this.current) await this.shut(this.current.backend)
    if (this.wasOpened) this.occupancy?.release()
    else this.occupancy?.abandon()
  }

  /** 用恢复码进来的，就算给他设了新口令的那个身份登录。 */
  private async takeSeat(holder: { accountId: string | null; name: string }, passphrase: string): Promise<void> {
    const state = this.current
    if (state.kind !== '已开' || holder.accountId === null) return
    this.current = { ...state, session: { ...state.session, accountId: holder.accountId, name: holder.name, signedInAt: null } }
    await keepPassphrase(state.backend, { ...state.session, ...holder }, passphrase, {
      route: 'security.recover',
      summary: '用恢复码打开，设了新口令',
    })
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work)
    this.turn = mine.catch(() => undefined)
    return mine
  }

  private async shut(backend: Backend): Promise<void> {
    this.stopAutoLock()
    await Promise.allSettled(this.underWay)
    await backend.close()
    if (this.dataKey) forgetKey(this.dataKey)
    this.dataKey = null
    this.encryption.forget()
  }

  /** 数据是锁着的，返回它的密钥文件；不是锁着的为 null。 */
  private keyFileForLocked(): FoundKeyFile | null {
    const kind = databaseFileKind(this.dataFile)
    if (kind === '明文') return null
    const found = findKeyFile(this.dataDirectory)
    if (!found || kind === '其他' || pendingRestore(this.dataDirectory)) return found
    // 密钥文件在、库却没有：另建一个空库，会让人以为数据丢了。
    if (found.isFromBackup) return null
    throw new DomainError(
      'DATA_FILE_MISSING',
      `“${this.dataDirectory}”里有密钥文件“${KEY_FILE_NAME}”，却没有数据文件“${DATA_FILE_NAME}”，可能被移走或误删。没有另建空的数据；请把它放回来，或从“备份”文件夹恢复。`,
    )
  }

  private namesOnKeyFile(): string[] {
    try {
      const found = findKeyFile(this.dataDirectory)
      return found ? found.keyFile.slots.flatMap((slot) => (slot.kind === '口令' ? [slot.name] : [])) : []
    } catch {
      return []
    }
  }

  /** 用恢复码进来的人给谁设新口令：没设身份的只有一个；设了的要说是谁。 */
  private recoveredHolder(found: FoundKeyFile, name: string | undefined): { accountId: string | null; name: string } {
    const slots = found.keyFile.slots.filter((slot) => slot.kind === '口令')
    const own = name === undefined ? slots : slots.filter((slot) => slot.name === name)
    const [slot] = own
    if (own.length === 1 && slot) return { accountId: slot.accountId, name: slot.name }
    if (slots.length === 0) return { accountId: null, name: localUser(this.options.actor).name }
    throw new DomainError('NAME_NEEDED', '这份数据设了几个登录身份，请写明给哪个名字设新口令（要与登录名一字不差）。')
  }

  private enterUnlocked({ dataKey, slot }: Unlocked, found: FoundKeyFile): void {
    try {
      this.enter(dataKey, slot)
    } catch (error) {
      const failure = explainStorageError(this.dataFile, error)
      if (!failure || RETRIED_LATER.includes(failure.code)) {
        forgetKey(dataKey)
        throw error
      }
      // 口令对、钥匙对，还是认不出：坏的是数据文件本身。
      this.fail(failure.code === 'DATA_FILE_INVALID' ? headDamaged(this.dataFile) : failure, dataKey)
      return
    }
    if (found.isFromBackup) {
      saveKeyFile(this.dataDirectory, found.keyFile)
      this.keyFileWasRepaired = true
    }
    if (unfinished(this.dataDirectory)) void this.finish(() => Promise.resolve())
  }

  private enter(dataKey: DataKey | null, slot?: Unlocked['slot']): void {
    const backend = createBackend({
      ...this.options,
      occupiesData: false,
      verifiesData: this.options.verifiesData ?? this.options.occupiesData ?? false,
      endedUncleanly: !this.wasOpened && (this.occupancy?.endedUncleanly ?? false),
      tasks: this.tasks,
      dataKey,
      accountKeys: dataKey === null ? null : accountKeys(this.dataDirectory, dataKey, () => this.now()),
    })
    if (this.wasOpened) this.occupancy?.resume()
    this.wasOpened = true
    this.dataKey = backend.database.dataKey
    const accountId = slot?.kind === '口令' ? slot.accountId : null
    const user = localUser(this.options.actor)
    this.current = {
      kind: '已开',
      backend,
      session: accountId === null ? user : { ...user, accountId, name: slot?.kind === '口令' ? slot.name : user.name },
      mustChangePassphrase: false,
    }
    if (this.dataKey !== null) this.startAutoLock()
  }

  private reopen(dataKey: DataKey | null, before: GateState): void {
    const session = before.kind === '已开' ? before.session : null
    try {
      this.enter(dataKey)
      if (this.current.kind === '已开' && session) this.current = { ...this.current, session }
    } catch (error) {
      const failure = explainStorageError(this.dataFile, error)
      if (!failure) throw error
      this.fail(failure, dataKey)
    }
  }

  private fail(failure: DomainError, dataKey: DataKey | null = null): void {
    this.dataKey = dataKey
    this.current = { kind: '打不开', failure, dataKey }
  }

  private startAutoLock(): void {
    this.stopAutoLock()
    this.touch()
    this.autoLock = setInterval(
      () => void this.lockIfIdle().catch((error: unknown) => this.logFault('自动锁定', '', error)),
      AUTO_LOCK_CHECK_MS,
    )
    this.autoLock.unref()
  }

  private stopAutoLock(): void {
    if (this.autoLock) clearInterval(this.autoLock)
    this.autoLock = null
  }

  /** 闲置够久就锁；正忙的这次不锁，下次再看。 */
  async lockIfIdle(): Promise<void> {
    if (this.current.kind !== '已开' || this.tasks.isBusy() || this.finishing !== null) return
    const minutes = await recordedAutoLock(this.current.backend.database.kysely)
    if (minutes !== null && this.elapsed() - this.lastTouchedAt >= minutes * 60_000) await this.lock()
  }

  private answerProgress(route: string, rawInput: unknown): Envelope {
    const endpoint: Endpoint = backendContract[route as 'settings.taskProgress']
    const parsed = parsedInput(endpoint, rawInput)
    if (!parsed.ok) return parsed
    const { runningTaskId } = parsed.data as { runningTaskId: string }
    if (route === 'settings.cancelTask') return { ok: true, value: { wasRunning: this.tasks.cancel(runningTaskId) } }
    return { ok: true, value: this.tasks.progress(runningTaskId) }
  }

  /** 打开以后，门口的路由也照放行表：启用、停用加密之类只有党委管理员能办。没打开时谁都能走。 */
  private async deniedAtDoor(route: string, summary: string): Promise<DomainError | null> {
    if (this.current.kind !== '已开') return null
    const state = await this.settled()
    return state.kind === '已开' ? roleRefusal(state.session, route, summary) : null
  }

  private async answerAtDoor(route: keyof GateContract, rawInput: unknown): Promise<Envelope> {
    const endpoint: Endpoint = gateContract[route]
    const parsed = parsedInput(endpoint, rawInput)
    if (!parsed.ok) return parsed
    const denied = await this.deniedAtDoor(route, endpoint.summary)
    if (denied) return refused(denied)
    const handler = gateHandlers[route] as (context: GateContext, input: unknown) => unknown
    const context: GateContext = { gate: this, at: this.now().toISOString(), task: (taskId, work) => this.tasks.run(taskId, work) }
    try {
      const output = await Promise.resolve(handler(context, parsed.data))
      return { ok: true, value: endpoint.output.parse(output) }
    } catch (error) {
      const refusal = explainStorageError(this.dataFile, error)
      if (refusal) return refused(refusal)
      const reference = randomUUID().slice(0, 8)
      this.logFault(reference, route, error instanceof z.ZodError ? z.prettifyError(error) : error)
      return faulted(reference)
    }
  }
}

/** 不是数据的毛病，过一会儿再解锁就好：仍停在“待解锁”。 */
const RETRIED_LATER = ['DATA_FILE_BUSY', 'DATA_IN_USE', 'DISK_FULL', 'DATA_FILE_READONLY']

/** 不说是名字错还是口令错。 */
export function wrongPassphrase(hasName: boolean): DomainError {
  return new DomainError(
    'WRONG_PASSPHRASE',
    hasName
      ? '名字或口令不对。请看看大写锁定、输入法是不是开着；忘了口令可以用恢复码。'
      : '口令不对。请看看大写锁定、输入法是不是开着；忘了口令可以用恢复码。',
  )
}

function headDamaged(file: string): DomainError {
  return new DomainError(
    'DATA_FILE_CORRUPT',
    `口令是对的，但数据文件“${file}”的开头已损坏，或不是这把钥匙加密的那一份。原件未作任何改动；请先把整个数据文件夹另存一份，再从“备份”文件夹取最近的备份。`,
  )
}

function notOpen(state: Exclude<GateState, { kind: '已开' }>): DomainError {
  switch (state.kind) {
    case '待解锁':
      return new DomainError('LOCKED', '数据已锁定，请先输入口令解锁。')
    case '待登录':
      return new DomainError('LOCKED', '还没有登录，请先选名字、输入口令。')
    case '转换中':
      return new DomainError('LOCKED', '正在启用或停用加密，请稍等它做完。')
    case '打不开':
      return new DomainError('DATA_UNAVAILABLE', `数据没有打开：${state.failure.message}`)
  }
}

/** 造一道门并打开数据。 */
export function openGate(options: GateOptions): Gate {
  const gate = new Gate(options)
  gate.open()
  return gate
}
