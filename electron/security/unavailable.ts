import { readSeal } from '../db/seal.ts'
import type { BackupContents } from '../db/backup-inspection.ts'
import type { JournalContent } from '../db/journal-chain.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { GateContext, GateControl, GateState } from './gate-context.ts'
import { rescueWay } from './rescue-way.ts'

type Unavailable = Extract<GateState, { kind: '打不开' }>

/** @throws DomainError `NOT_UNAVAILABLE` 数据打开着。 */
export function unavailable(gate: GateControl): Unavailable {
  const state = gate.state()
  if (state.kind !== '打不开') throw new DomainError('NOT_UNAVAILABLE', '数据打开着，不需要修复。')
  return state
}

/** @throws DomainError `NOT_UNAVAILABLE`、`NOT_DAMAGED` 只是一时打不开。 */
export function damaged(gate: GateControl): Unavailable {
  const state = unavailable(gate)
  if (rescueWay(state.failure.code) !== '修复')
    throw new DomainError('NOT_DAMAGED', `数据没有坏，只是一时打不开，不用修复。${state.failure.message}`)
  return state
}

export function entryFor(context: GateContext, route: string, summary: string, input: object): JournalContent {
  return { at: context.at, actor: '本机用户', route, summary, inputJson: JSON.stringify(input) }
}

/** 修复页上说一份备份：有多少内容，比打不开的数据少几条操作。 */
export function described(gate: GateControl, contents: BackupContents) {
  const known = readSeal(gate.dataDirectory)?.seq ?? null
  const count = (table: string) => contents.rows[table] ?? 0
  return {
    matchesChecksum: contents.matchesChecksum,
    organizationCount: count('organization'),
    memberCount: count('member'),
    activityCount: count('activity'),
    documentCount: count('document'),
    entryCount: contents.journal.count,
    lastEntryAt: contents.lastEntryAt,
    entriesBehind: known === null ? null : Math.max(0, known - contents.journal.count),
  }
}
