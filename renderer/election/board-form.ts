import type { Post, Term } from '../../shared/election/contract.ts'

/** 届次与班子那一页能打开的表单，名字就是它要调的路由。 */
export type BoardForm =
  | { act: 'election.recordTerm' }
  | { act: 'election.correctTerm'; term: Term }
  | { act: 'election.recordApproval'; term: Term }
  | { act: 'election.recordMilestone'; term: Term }
  | { act: 'election.appoint' }
  | { act: 'election.endPost'; post: Post }
  | { act: 'election.updateDuty'; post: Post }
  | { act: 'election.removePost'; post: Post }
