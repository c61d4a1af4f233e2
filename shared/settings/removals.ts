/** 随主记录一起写、一起换的明细：单独少一行只是改动，不算删去了东西，不进回收站。 */
export const DETAIL_TABLES: readonly string[] = [
  'activityAttendance',
  'activityGuest',
  'activityTask',
  'activityTopic',
  'activityType',
  'activityVote',
  'ballotNominee',
  'ballotPaper',
  'batchChange',
  'changeBatch',
  'memberAssignment',
  'memberPastState',
  'profileChainLink',
  'reviewResult',
]

/** 标着移走、撤下、停用、撤销的列，与写原因的列。 */
export const REMOVAL_COLUMNS = ['deletedAt', 'withdrawnAt', 'removedAt', 'retiredAt', 'dissolvedOn'] as const
export const REMOVAL_REASONS = ['deletionReason', 'withdrawalReason', 'retirementReason', 'dissolutionReason'] as const
