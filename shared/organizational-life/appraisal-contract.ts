import { improvementContract } from './improvement-contract.ts'
import { lifeMeetingContract } from './life-meeting-contract.ts'
import { reviewContract } from './review-contract.ts'
import { talkContract } from './talk-contract.ts'

/** 组织生活会、整改问题、民主评议、谈心谈话的全部路由。 */
export const appraisalContract = {
  ...lifeMeetingContract,
  ...improvementContract,
  ...reviewContract,
  ...talkContract,
} as const
