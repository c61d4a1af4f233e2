import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { evaluateGroup } from '../../shared/compliance/evaluate.ts'
import type { Standards } from '../../shared/compliance/standards.ts'
import type { GroupFacts } from '../../shared/organization/facts.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import type { ReadDb } from '../db/open.ts'
import { loadGroupFacts } from './queries.ts'
import { loadStandards } from './standards-queries.ts'

export type JudgedGroup = { readonly facts: GroupFacts; readonly findings: readonly Finding[]; readonly standards: Standards }

/** 判定日的事实、所用的标准与全部结论。 */
export async function judgedGroup(db: ReadDb, asOf: PlainDate): Promise<JudgedGroup> {
  const facts = await loadGroupFacts(db, asOf)
  const standards = await loadStandards(db)
  return { facts, findings: evaluateGroup(facts, standards), standards }
}
