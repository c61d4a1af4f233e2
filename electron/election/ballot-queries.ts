import type { BallotKind, BallotSetup, BallotVenue, Nominee, Office, Paper, Tally } from '../../shared/election/ballot.ts'
import type { BallotRecord } from '../../shared/election/process-records.ts'
import type { PostTitle } from '../../shared/glossary.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 一个流程的各轮选举，按轮次、职务；选票与候选人次序都在内。 */
export async function ballotsOf(db: ReadDb, processId: string): Promise<BallotRecord[]> {
  const ballots = await db.selectFrom('ballot').where('processId', '=', processId).selectAll().orderBy('round').orderBy('office').execute()
  const ids = ballots.map((each) => each.id)
  if (ids.length === 0) return []
  const nominees = await db
    .selectFrom('ballotNominee as n')
    .innerJoin('member as m', 'm.id', 'n.memberId')
    .where('n.ballotId', 'in', ids)
    .select(['n.ballotId', 'n.memberId', 'm.name', 'n.title', 'n.isWriteIn', 'n.ayes', 'n.noes', 'n.abstentions'])
    .orderBy('n.position')
    .execute()
  const papers = await db.selectFrom('ballotPaper').where('ballotId', 'in', ids).selectAll().orderBy('number').execute()
  const nomineesByBallot = groupRows(nominees, (row) => row.ballotId)
  const papersByBallot = groupRows(papers, (row) => row.ballotId)
  return ballots.map((row) => ({
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
    entry: row.entry as '逐张' | '汇总',
    invalidCount: row.invalidCount,
    scrutineer: row.scrutineer,
    teller: row.teller,
    signedAt: row.signedAt,
    reductionReason: row.reductionReason,
    nominees: (nomineesByBallot.get(row.id) ?? []).map(nomineeOf),
    papers: (papersByBallot.get(row.id) ?? []).map(({ number, marksJson }) => ({
      number,
      ...(JSON.parse(marksJson) as Pick<Paper, 'marks' | 'writeIns'>),
    })),
  }))
}

type NomineeRow = { memberId: string; name: string; title: string; isWriteIn: number } & Record<keyof Tally, number | null>

function nomineeOf({ memberId, name, title, isWriteIn, ayes, noes, abstentions }: NomineeRow): Nominee & Partial<Tally> {
  const nominee = { memberId, name, title: title as PostTitle, isWriteIn: isWriteIn === 1 }
  return ayes === null ? nominee : { ...nominee, ayes, noes: noes ?? 0, abstentions: abstentions ?? 0 }
}

/** 一轮选举在哪个流程；没有为 null。 */
export async function findBallot(db: ReadDb, ballotId: string): Promise<{ processId: string } | null> {
  const row = await db.selectFrom('ballot').where('id', '=', ballotId).select('processId').executeTakeFirst()
  return row ?? null
}

export async function insertBallot(
  db: WriteDb,
  row: BallotSetup & { id: string; processId: string; round: number; entry: '逐张' | '汇总' },
  nominees: readonly Nominee[],
  at: string,
): Promise<void> {
  await db
    .insertInto('ballot')
    .values({ ...row, createdAt: at, updatedAt: at })
    .execute()
  await insertNominees(db, row.id, nominees, 0)
}

/** 追加到选票的末尾；另选他人也在此登记。 */
export async function insertNominees(db: WriteDb, ballotId: string, nominees: readonly Nominee[], after: number): Promise<void> {
  if (nominees.length === 0) return
  await db
    .insertInto('ballotNominee')
    .values(
      nominees.map(({ memberId, title, isWriteIn }, index) => ({
        ballotId,
        memberId,
        title,
        isWriteIn: isWriteIn ? 1 : 0,
        position: after + index + 1,
      })),
    )
    .execute()
}

/** 删去没有票再写到的另选他人。 */
export async function deleteWriteIns(db: WriteDb, ballotId: string, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  await db
    .deleteFrom('ballotNominee')
    .where('ballotId', '=', ballotId)
    .where('isWriteIn', '=', 1)
    .where('memberId', 'in', memberIds)
    .execute()
}

export async function updateBallot(
  db: WriteDb,
  ballotId: string,
  changes: Partial<
    Pick<
      BallotRecord,
      'presentCount' | 'issuedCount' | 'collectedCount' | 'invalidCount' | 'scrutineer' | 'teller' | 'signedAt' | 'reductionReason'
    >
  >,
  at: string,
): Promise<void> {
  await db
    .updateTable('ballot')
    .set({ ...changes, updatedAt: at })
    .where('id', '=', ballotId)
    .execute()
}

export async function savePaper(db: WriteDb, ballotId: string, { number, marks, writeIns }: Paper): Promise<void> {
  const marksJson = JSON.stringify({ marks, writeIns })
  await db
    .insertInto('ballotPaper')
    .values({ ballotId, number, marksJson })
    .onConflict((conflict) => conflict.columns(['ballotId', 'number']).doUpdateSet({ marksJson }))
    .execute()
}

export async function deletePaper(db: WriteDb, ballotId: string, number: number): Promise<void> {
  await db.deleteFrom('ballotPaper').where('ballotId', '=', ballotId).where('number', '=', number).execute()
}

export async function saveTally(db: WriteDb, ballotId: string, memberId: string, tally: Tally): Promise<void> {
  await db.updateTable('ballotNominee').set(tally).where('ballotId', '=', ballotId).where('memberId', '=', memberId).execute()
}

export async function deleteBallot(db: WriteDb, ballotId: string): Promise<void> {
  await db.deleteFrom('ballotPaper').where('ballotId', '=', ballotId).execute()
  await db.deleteFrom('ballotNominee').where('ballotId', '=', ballotId).execute()
  await db.deleteFrom('ballot').where('id', '=', ballotId).execute()
}
