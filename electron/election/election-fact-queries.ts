import {
  judgePaper,
  tallyPapers,
  type BallotKind,
  type BallotVenue,
  type Nominee,
  type Office,
  type Paper,
  type Tally,
} from '../../shared/election/ballot.ts'
import type { BallotFacts, ElectionFacts } from '../../shared/election/election-facts.ts'
import type { ExclusionGround } from '../../shared/election/electorate.ts'
import type { TermFacts } from '../../shared/election/facts.ts'
import { AFTER_MEETING, formOf, STEP_MILESTONES, STEPS_OF, type ProcessKind, type ProcessStepKind } from '../../shared/election/process.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PostTitle } from '../../shared/glossary.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'

/**
 * 规则要看的换届、补选、首届选举与指派：大会日期已定、不晚于判定日的，按大会日期；键是党组织。
 * 各步、选举、不计入名单都只取到判定日；换届节点里登记的日期由 `termsOf` 合进来。
 */
export async function loadElectionFacts(
  db: ReadDb,
  asOf: PlainDate,
  termsOf: (organizationId: string) => readonly TermFacts[],
  organizationIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly ElectionFacts[]>> {
  let rows = db.selectFrom('electionProcess').where('deletedAt', 'is', null).where('meetingOn', '<=', asOf)
  if (organizationIds) rows = rows.where('organizationId', 'in', organizationIds)
  const heads = await rows
    .select(['id', 'organizationId', 'kind', 'termId', 'seatCount', 'meetingOn', 'confirmedOn', 'newTermId'])
    .orderBy('meetingOn')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  if (heads.length === 0) return new Map()
  const ids = heads.map(({ id }) => id)
  const steps = groupRows(
    await db
      .selectFrom('electionStep')
      .where('processId', 'in', ids)
      .where('doneOn', '<=', asOf)
      .select(['processId', 'kind', 'doneOn'])
      .execute(),
    (row) => row.processId,
  )
  const candidates = groupRows(await officialCounts(db, ids), (row) => row.processId)
  const exclusions = groupRows(await exclusionRows(db, ids), (row) => row.processId)
  const ballots = await ballotFacts(db, ids, asOf)
  return new Map(
    [...groupRows(heads, (head) => head.organizationId)].map(([organizationId, own]) => [
      organizationId,
      own.flatMap((head): ElectionFacts[] => {
        const { id, termId, seatCount, meetingOn, newTermId } = head
        if (meetingOn === null) return []
        const kind = head.kind as ProcessKind
        const form = formOf({ kind, termId })
        const confirmedOn = head.confirmedOn !== null && head.confirmedOn <= asOf ? head.confirmedOn : null
        const done: Partial<Record<ProcessStepKind, PlainDate>> = {}
        for (const step of STEPS_OF[form]) {
          const milestone = kind === '换届' ? milestoneOn(step, termsOf(organizationId), termId, newTermId) : null
          const on = milestone ?? (steps.get(id) ?? []).find((each) => each.kind === step)?.doneOn ?? null
          if (on !== null) done[step] = on
        }
        return [
          {
            id,
            form,
            meetingOn,
            confirmedOn,
            newTermId: confirmedOn === null ? null : newTermId,
            seatCount,
            done,
            officialCandidates: Object.fromEntries((candidates.get(id) ?? []).map(({ office, count }) => [office as Office, count])),
            ballots: ballots.get(id) ?? [],
            exclusions: (exclusions.get(id) ?? []).map(({ memberId, name, ground, reason, approvalDocumentNo, approvedOn, adoptedOn }) => ({
              memberId,
              name,
              ground: ground as ExclusionGround,
              reason,
              approvalDocumentNo,
              approvedOn,
              adoptedOn,
            })),
          },
        ]
      }),
    ]),
  )
}

/** 会前的节点在旧届名下，会后的在新届名下；同一节点登记过几次的取最后一次。 */
function milestoneOn(
  step: ProcessStepKind,
  terms: readonly TermFacts[],
  termId: string | null,
  newTermId: string | null,
): PlainDate | null {
  const wanted = STEP_MILESTONES[step]
  const holder = AFTER_MEETING.includes(step) ? newTermId : termId
  const term = wanted === undefined ? undefined : terms.find((each) => each.id === holder)
  return term?.milestones.findLast((each) => each.kind === wanted)?.occurredOn ?? null
}

async function officialCounts(db: ReadDb, processIds: readonly string[]) {
  return db
    .selectFrom('electionCandidate')
    .where('processId', 'in', processIds)
    .where('stage', '=', '正式候选人')
    .select(({ fn }) => ['processId', 'office', fn.countAll<number>().as('count')])
    .groupBy(['processId', 'office'])
    .execute()
}

async function exclusionRows(db: ReadDb, processIds: readonly string[]) {
  return db
    .selectFrom('electionExclusion as x')
    .innerJoin('member as m', 'm.id', 'x.memberId')
    .where('x.processId', 'in', processIds)
    .select(['x.processId', 'x.memberId', 'm.name', 'x.ground', 'x.reason', 'x.approvalDocumentNo', 'x.approvedOn', 'x.adoptedOn'])
    .orderBy('x.createdAt')
    .orderBy('x.memberId')
    .execute()
}

async function ballotFacts(db: ReadDb, processIds: readonly string[], asOf: PlainDate): Promise<Map<string, BallotFacts[]>> {
  const rows = await db
    .selectFrom('ballot')
    .where('processId', 'in', processIds)
    .where('heldOn', '<=', asOf)
    .selectAll()
    .orderBy('round')
    .orderBy('office')
    .execute()
  if (rows.length === 0) return new Map()
  const ids = rows.map(({ id }) => id)
  const nominees = groupRows(
    await db
      .selectFrom('ballotNominee as n')
      .innerJoin('member as m', 'm.id', 'n.memberId')
      .where('n.ballotId', 'in', ids)
      .select(['n.ballotId', 'n.memberId', 'm.name', 'n.title', 'n.isWriteIn', 'n.ayes', 'n.noes', 'n.abstentions'])
      .orderBy('n.position')
      .execute(),
    (row) => row.ballotId,
  )
  const papers = groupRows(
    await db.selectFrom('ballotPaper').where('ballotId', 'in', ids).select(['ballotId', 'number', 'marksJson']).orderBy('number').execute(),
    (row) => row.ballotId,
  )
  const facts = rows.map((row) => {
    const own = nominees.get(row.id) ?? []
    const named = own.map(({ memberId, name, title, isWriteIn }): Nominee => {
      return { memberId, name, title: title as PostTitle, isWriteIn: isWriteIn === 1 }
    })
    const paper = (papers.get(row.id) ?? []).map(({ number, marksJson }) => ({
      number,
      ...(JSON.parse(marksJson) as Pick<Paper, 'marks' | 'writeIns'>),
    }))
    const onPaper = named.flatMap((each) => (each.isWriteIn ? [] : [each.memberId]))
    // 逐张录的由票面数，汇总录的照登记的数。
    const tallies =
      row.entry === '逐张'
        ? tallyPapers(paper, named, row.seats)
        : new Map(
            own.map(({ memberId, ayes, noes, abstentions }): [string, Tally] => [
              memberId,
              { ayes: ayes ?? 0, noes: noes ?? 0, abstentions: abstentions ?? 0 },
            ]),
          )
    return {
      processId: row.processId,
      facts: {
        id: row.id,
        round: row.round,
        office: row.office as Office,
        venue: row.venue as BallotVenue,
        kind: row.kind as BallotKind,
        heldOn: row.heldOn,
        seats: row.seats,
        dueCount: row.dueCount,
        presentCount: row.presentCount,
        issuedCount: row.issuedCount,
        collectedCount: row.collectedCount,
        invalidCount:
          row.entry === '逐张' ? paper.filter((each) => !judgePaper(each, onPaper, row.seats).isValid).length : row.invalidCount,
        isSigned: row.signedAt !== null,
        isReduced: row.reductionReason !== '',
        nominees: named.map((nominee) => ({ ...nominee, ...(tallies.get(nominee.memberId) ?? { ayes: 0, noes: 0, abstentions: 0 }) })),
      } satisfies BallotFacts,
    }
  })
  return new Map([...groupRows(facts, (each) => each.processId)].map(([id, own]) => [id, own.map((each) => each.facts)]))
}
