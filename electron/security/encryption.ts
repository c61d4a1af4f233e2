import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Session } from '../../shared/security/session.ts'
import { ownBackups } from '../db/automatic-backup.ts'
import { BACKUP_DIRECTORY, backUp } from '../db/backup.ts'
import { databaseFileKind } from '../db/connect.ts'
import { refuseWhileRestorePending, REPLACED_NAME } from '../db/restore.ts'
import { forgetKey, newDataKey, type DataKey } from '../db/data-key.ts'
import { appendJournal, type JournalContent } from '../db/journal-chain.ts'
import type { Backend } from '../backend.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskRegistry } from '../dispatch/tasks.ts'
import { recordedUnit } from '../settings/queries.ts'
import type { Attempts } from './attempts.ts'
import { convert, markUnfinished, ORIGINAL_NAME } from './conversion.ts'
import { finishDecrypting, openEverything, type FinishingReport } from './finishing.ts'
import type { GateControl } from './gate-context.ts'
import { findKeyFile, saveKeyFile, type KeyFile } from './key-file.ts'
import { newKeyFile, unlockWithPassphrase, withKeychain, withPassphrase, withRecoveryCode, type Keychain } from './key-slots.ts'
import { newRecoveryDraft, requireCopied, type RecoveryDraft } from './recovery-draft.ts'
import { keepPassphrase } from './sign-in.ts'

export type Opened = { readonly backend: Backend; readonly dataKey: DataKey | null; readonly session: Session }

/** 加密这摊事要大门给的。 */
export type Door = {
  readonly dataDirectory: string
  readonly attempts: Attempts
  readonly tasks: TaskRegistry
  readonly options: { readonly keychain?: Keychain }
  now(): Date
  opened(): Opened
  withDataClosed(work: () => Promise<DataKey | null>): Promise<void>
  finish(report: (done: number, total: number, label: string) => Promise<void>): Promise<FinishingReport>
}

type Progress = Parameters<GateControl['enableEncryption']>[1]

/** 启用、停用加密，改口令，换恢复码：都在打开着的时候做。 */
export class Encryption {
  private readonly door: Door

  private draft: RecoveryDraft | null = null

  constructor(door: Door) {
    this.door = door
  }

  async protection(isFinishing: boolean, keyFileWasRepaired: boolean): ReturnType<GateControl['protection']> {
    const { dataKey } = this.door.opened()
    const { keychain } = this.door.options
    const slots = dataKey === null ? [] : (findKeyFile(this.door.dataDirectory)?.keyFile.slots ?? [])
    return {
      isEncrypted: dataKey !== null,
      recoveryCodeAt: slots.find((slot) => slot.kind === '恢复码')?.createdAt ?? null,
      canUseKeychain: (await keychain?.isAvailable()) ?? false,
      usesKeychain: slots.some((slot) => slot.kind === '系统钥匙串'),
      isFinishing,
      plainCopies: dataKey === null ? [] : plainCopies(this.door.dataDirectory),
      keyFileWasRepaired,
    }
  }

  async draftRecoveryCode(): ReturnType<GateControl['draftRecoveryCode']> {
    const { backend } = this.door.opened()
    this.requireAdministrator()
    this.draft = newRecoveryDraft()
    const unit = await recordedUnit(backend.database.kysely)
    const { id, groups, asked } = this.draft
    return {
      draftId: id,
      groups: [...groups],
      asked: [...asked],
      unitName: unit?.fullName ?? '',
      issuedOn: localDay(this.door.now()),
    }
  }

  /** 锁定时连没用完的恢复码草稿一起忘掉。 */
  forget(): void {
    this.draft?.code.fill(0)
    this.draft = null
  }

  async enable(input: Parameters<GateControl['enableEncryption']>[0], progress: Progress): ReturnType<GateControl['enableEncryption']> {
    const { dataDirectory } = this.door
    const { backend, dataKey, session } = this.door.opened()
    const { name, accountId } = session
    this.requireAdministrator()
    if (dataKey !== null) throw new DomainError('ALREADY_ENCRYPTED', '这份数据已经加密了。')
    refuseWhileRestorePending(dataDirectory)
    const draft = requireCopied(this.draft, input.draftId, input.confirmations)
    const now = this.door.now()
    const at = now.toISOString()
    await progress.report(0, 4, '先备份现有数据')
    await this.backUpFirst(backend, null, now)

    const created = newDataKey()
    const { keychain } = this.door.options
    const holder = { accountId, name, passphrase: input.passphrase, at }
    let keyFile: KeyFile = await withPassphrase(newKeyFile(created, at), created, holder)
    keyFile = withRecoveryCode(keyFile, created, draft.code, at)
    if (input.usesKeychain && keychain && (await keychain.isAvailable())) keyFile = await withKeychain(keyFile, created, keychain, at)

    await progress.report(1, 4, '另写一份加密的数据，逐行核对')
    try {
      await this.door.withDataClosed(async () => {
        await convert({
          directory: dataDirectory,
          now,
          from: null,
          to: created,
          keyFile,
          choice: { dropsOriginal: input.dropsOriginal, convertsBackups: input.convertsBackups },
          entry: entryOf(at, name, 'security.enableEncryption', '启用加密'),
          report: progress.report,
        })
        return created
      })
    } catch (error) {
      forgetKey(created)
      throw error
    }
    this.forget()
    await keepPassphrase(this.door.opened().backend, session, input.passphrase, {
      route: 'security.enableEncryption',
      summary: '启用加密时设的口令，也作登录的口令',
    })
    return this.door.finish(progress.report)
  }

  async disable(passphrase: string, progress: Progress): ReturnType<GateControl['disableEncryption']> {
    const { dataDirectory } = this.door
    const { backend, dataKey, session } = this.door.opened()
    this.requireAdministrator()
    await this.requireOwnPassphrase(passphrase)
    if (dataKey === null) throw notEncrypted()
    refuseWhileRestorePending(dataDirectory)
    const now = this.door.now()
    await progress.report(0, 3, '先备份现有数据')
    await this.backUpFirst(backend, dataKey, now)
    const choice = { dropsOriginal: true, convertsBackups: true }
    let done: FinishingReport = { attachments: 0, backups: 0, left: [] }
    try {
      await this.door.withDataClosed(async () => {
        // 附件与备份先放开，最后才换库：断在中间的，下次解锁时重新封上，等于没有停用。
        markUnfinished(dataDirectory, { at: now.toISOString(), originalName: '', ...choice })
        done = await openEverything(dataDirectory, dataKey, progress.report)
        const entry = entryOf(now.toISOString(), session.name, 'security.disableEncryption', '停用加密')
        const { report } = progress
        await convert({ directory: dataDirectory, now, from: dataKey, to: null, keyFile: null, choice, entry, report })
        finishDecrypting(dataDirectory)
        return null
      })
    } catch (error) {
      if (this.door.opened().dataKey !== null) await this.door.finish(() => Promise.resolve())
      throw error
    }
    forgetKey(dataKey)
    return done
  }

  async changePassphrase(current: string, next: string): Promise<void> {
    const { dataKey, session } = this.door.opened()
    const { name, accountId } = session
    if (accountId !== null) throw new DomainError('ACCOUNT_PASSPHRASE', '设了登录身份的，请到“登录身份”里改自己的口令。')
    const { keyFile } = await this.requireOwnPassphrase(current)
    if (dataKey === null) throw notEncrypted()
    const at = this.door.now().toISOString()
    saveKeyFile(this.door.dataDirectory, await withPassphrase(keyFile, dataKey, { accountId, name, passphrase: next, at }))
    await this.note('改口令')
  }

  async replaceRecoveryCode(input: Parameters<GateControl['replaceRecoveryCode']>[0]): Promise<void> {
    this.requireAdministrator()
    const { dataKey } = this.door.opened()
    const { keyFile } = await this.requireOwnPassphrase(input.passphrase)
    if (dataKey === null) throw notEncrypted()
    const draft = requireCopied(this.draft, input.draftId, input.confirmations)
    saveKeyFile(this.door.dataDirectory, withRecoveryCode(keyFile, dataKey, draft.code, this.door.now().toISOString()))
    this.forget()
    await this.note('换恢复码，旧的恢复单作废')
  }

  async setKeychain(passphrase: string, isEnabled: boolean): Promise<void> {
    const { dataKey } = this.door.opened()
    this.requireAdministrator()
    const { keyFile } = await this.requireOwnPassphrase(passphrase)
    if (dataKey === null) throw notEncrypted()
    const { keychain } = this.door.options
    if (isEnabled && !(await keychain?.isAvailable()))
      throw new DomainError('KEYCHAIN_UNAVAILABLE', '这台电脑上没有可用的系统钥匙串（浏览器模式下也没有），不能记住。')
    const at = this.door.now().toISOString()
    saveKeyFile(this.door.dataDirectory, await withKeychain(keyFile, dataKey, isEnabled ? (keychain ?? null) : null, at))
    await this.note(isEnabled ? '在这台电脑上记住，打开时不必输口令' : '不再在这台电脑上记住，打开时要输口令')
  }

  /** 口令之类的事不经命令调度，也要在操作日志里留一条。 */
  async note(summary: string): Promise<void> {
    const { backend, session } = this.door.opened()
    const { database } = backend
    const entry = entryOf(this.door.now().toISOString(), session.name, 'security.passphrase', summary)
    await database.kysely.connection().execute(() => {
      const append = database.native.transaction(() => appendJournal(database.native, entry))
      append()
      return Promise.resolve()
    })
    database.noteCommit()
  }

  private async requireOwnPassphrase(passphrase: string): Promise<{ keyFile: KeyFile }> {
    const { accountId } = this.door.opened().session
    this.door.attempts.requireAllowed()
    const found = findKeyFile(this.door.dataDirectory)
    if (!found) throw notEncrypted()
    const own = { ...found.keyFile, slots: found.keyFile.slots.filter((slot) => slot.kind === '口令' && slot.accountId === accountId) }
    const unlocked = await unlockWithPassphrase(own, passphrase)
    if (!unlocked) {
      this.door.attempts.failed()
      throw new DomainError('WRONG_PASSPHRASE', '现在的口令不对。还没有做任何改动。')
    }
    forgetKey(unlocked.dataKey)
    this.door.attempts.succeeded()
    return { keyFile: found.keyFile }
  }

  private requireAdministrator(): void {
    const { role, organizationId } = this.door.opened().session
    if (role !== '党委管理员' || organizationId !== null) throw new DomainError('FORBIDDEN', '加密、恢复码由党委管理员来设。')
  }

  private async backUpFirst(backend: Backend, dataKey: DataKey | null, now: Date): Promise<void> {
    const { kysely, native, directory } = backend.database
    await kysely.connection().execute(() => Promise.resolve(backUp(native, directory, '换密前', now, dataKey)))
  }
}

/** 还是明文的备份与换下的原库，相对数据文件夹。 */
function plainCopies(directory: string): string[] {
  const backups = ownBackups(directory).map(({ name }) => path.join(BACKUP_DIRECTORY, name))
  const replaced = readdirSync(directory).filter((name) => REPLACED_NAME.test(name) || ORIGINAL_NAME.test(name))
  return [...backups, ...replaced].filter(
    (name) => existsSync(path.join(directory, name)) && databaseFileKind(path.join(directory, name)) === '明文',
  )
}

function entryOf(at: string, actor: string, route: string, summary: string): JournalContent {
  return { at, actor, route, summary, inputJson: '{}' }
}

function notEncrypted(): DomainError {
  return new DomainError('NOT_ENCRYPTED', '这份数据没有加密。')
}

function localDay(now: Date): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
}
