import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { isSameGroup, readRecoveryCode, RECOVERY_BYTES, RECOVERY_GROUPS, recoveryGroups } from '../../shared/security/recovery-code.ts'
import { DomainError } from '../dispatch/domain-error.ts'

/** 一份发给人看、还没生效的恢复码；只在内存里，不落盘。 */
export type RecoveryDraft = {
  readonly id: string
  readonly code: Buffer
  readonly groups: readonly string[]
  readonly asked: readonly number[]
}

export function newRecoveryDraft(): RecoveryDraft {
  const code = randomBytes(RECOVERY_BYTES)
  const first = randomInt(RECOVERY_GROUPS)
  const second = (first + 1 + randomInt(RECOVERY_GROUPS - 1)) % RECOVERY_GROUPS
  return { id: randomUUID(), code, groups: recoveryGroups(code), asked: [first + 1, second + 1].toSorted((a, b) => a - b) }
}

/**
 * 回输的两组与恢复单一致才算真的抄下了。
 * @throws DomainError `RECOVERY_DRAFT_GONE`、`RECOVERY_NOT_COPIED`
 */
export function requireCopied(
  draft: RecoveryDraft | null,
  draftId: string,
  confirmations: readonly { readonly group: number; readonly text: string }[],
): RecoveryDraft {
  if (draft?.id !== draftId)
    throw new DomainError('RECOVERY_DRAFT_GONE', '这份恢复单已经作废（又生成过一份，或锁定过）。请重新生成、重新打印，旧的那张撕掉。')
  const wrong = draft.asked.filter((group) => {
    const offered = confirmations.find((each) => each.group === group)?.text ?? ''
    return !isSameGroup(offered, draft.groups[group - 1] ?? '')
  })
  if (wrong.length > 0)
    throw new DomainError('RECOVERY_NOT_COPIED', `第 ${wrong.join('、')} 组与恢复单上的不一致，请对着恢复单再输一遍。还没有做任何改动。`)
  return draft
}

/**
 * 读人输入的恢复码。
 * @throws DomainError `WRONG_RECOVERY_CODE` 指出是第几组抄错了，或字数不对。
 */
export function readRecovery(text: string): Uint8Array {
  const reading = readRecoveryCode(text)
  if (reading.ok) return reading.bytes
  throw new DomainError(
    'WRONG_RECOVERY_CODE',
    reading.wrongGroups.length > 0
      ? `恢复码第 ${reading.wrongGroups.join('、')} 组不对，请对着恢复单再看一遍。`
      : `恢复码应是 ${RECOVERY_GROUPS} 组、每组 5 个字符，共 ${RECOVERY_GROUPS * 5} 个；现在是 ${reading.symbolCount} 个。`,
  )
}
