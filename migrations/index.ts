import { foundation } from './0010-foundation.ts'
import { organization } from './0020-organization.ts'
import { member } from './0030-member.ts'
import { election } from './0040-election.ts'
import { correspondence } from './0050-correspondence.ts'
import { assessment } from './0060-assessment.ts'
import { memberLife } from './0070-member-life.ts'
import { sheetLayout } from './0080-sheet-layout.ts'
import { changeBatch } from './0085-change-batch.ts'
import { importResult } from './0086-import-result.ts'
import { exportTemplate } from './0087-export-template.ts'
import { electionProcess } from './0090-election-process.ts'
import { correspondenceCenter } from './0100-correspondence-center.ts'
import { organizationalLife } from './0110-organizational-life.ts'
import { lifeMeetingReviewTalk } from './0120-life-meeting-review-talk.ts'
import { standards } from './0130-standards.ts'
import { findingClosure } from './0140-finding-closure.ts'
import { calendar } from './0150-calendar.ts'
import { activitySearch } from './0160-activity-search.ts'
import { journalChange } from './0170-journal-change.ts'
import { account } from './0180-account.ts'
import { offsiteHistory } from './0270-offsite-history.ts'
import { reopeningAuthority } from './0280-reopening-authority.ts'
import { publicity } from './0300-publicity.ts'
import type { Migration } from './migration.ts'

/** 静态有序列表：发布后只在末尾追加。 */
export const migrations: readonly Migration[] = [
  foundation,
  organization,
  member,
  election,
  correspondence,
  assessment,
  memberLife,
  sheetLayout,
  changeBatch,
  importResult,
  exportTemplate,
  electionProcess,
  correspondenceCenter,
  organizationalLife,
  lifeMeetingReviewTalk,
  standards,
  findingClosure,
  calendar,
  activitySearch,
  journalChange,
  account,
  offsiteHistory,
  reopeningAuthority,
  publicity,
]
