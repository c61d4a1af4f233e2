import type { Composition } from '../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../shared/correspondence/facts.ts'
import type { ElectionPaperKind } from '../../shared/correspondence/document-kinds.ts'
import {
  attendanceReport,
  ballotReport,
  byElectionBallot,
  deputyBallot,
  memberBallot,
  secretaryBallot,
  tallySheet,
} from './papers/ballots.ts'
import { appointmentNotice, byElectionReply, byElectionRequest, dutyNotice, supplementRequest } from './papers/by-election.ts'
import { deferralReply, deferralRequest } from './papers/deferral.ts'
import { electionReply } from './papers/election-reply.ts'
import { electionRequest } from './papers/election-request.ts'
import { foundingReply, foundingRequest, promotionReply, promotionRequest } from './papers/founding.ts'
import type { Composer } from '../../shared/correspondence/paper-frame.ts'
import { meetingNotice } from './papers/meeting-notice.ts'
import { firstSessionMinutes, hostScript, meetingMinutes, resignation } from './papers/meeting-papers.ts'
import {
  attendanceSheet,
  candidateProfiles,
  candidateRosterSheet,
  electionMeasuresDraft,
  electorateSheet,
  nominationRecord,
} from './papers/nomination.ts'
import { electionReminder } from './papers/reminder.ts'
import { resultReply, resultReport, resultSheet } from './papers/result-report.ts'

/** 每种换届、补选文书各由谁起草：少一种、多一种都编译不过。 */
const COMPOSERS: Readonly<Record<ElectionPaperKind, Composer>> = {
  W01: foundingRequest,
  W02: foundingReply,
  W03: promotionRequest,
  W03R: promotionReply,
  W04: electionReminder,
  W05: electionRequest,
  W06: electionReply,
  W07: deferralRequest,
  W07R: deferralReply,
  W08: meetingNotice,
  W09: electionMeasuresDraft,
  W10: resultReport,
  W11: resultReply,
  W12: byElectionRequest,
  W12R: byElectionReply,
  W12N: appointmentNotice,
  E01: nominationRecord,
  E02: candidateRosterSheet,
  E03: candidateProfiles,
  E04: electorateSheet,
  E05: hostScript,
  E06: memberBallot,
  E07: secretaryBallot,
  E08: deputyBallot,
  E09: byElectionBallot,
  E10: attendanceReport,
  E11: ballotReport,
  E12: tallySheet,
  E13: resultSheet,
  E14: meetingMinutes,
  E15: firstSessionMinutes,
  E16: dutyNotice,
  E17: resignation,
  E18: supplementRequest,
  E19: attendanceSheet,
}

/** 起草一份换届、补选文书；只看事实与人改过的地方，不读库。 */
export function composeElectionPaper(kind: ElectionPaperKind, facts: DraftFacts, edits: DraftEdits): Composition {
  return COMPOSERS[kind](facts, edits)
}
