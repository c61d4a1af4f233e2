import type { appraisalContract } from '../../shared/organizational-life/appraisal-contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { improvementHandlers } from './improvement-commands.ts'
import { lifeMeetingHandlers } from './life-meeting-commands.ts'
import { reviewHandlers } from './review-commands.ts'
import { talkHandlers } from './talk-commands.ts'

/** 组织生活会、整改问题、民主评议、谈心谈话。 */
export const appraisalHandlers: Handlers<typeof appraisalContract> = {
  ...lifeMeetingHandlers,
  ...improvementHandlers,
  ...reviewHandlers,
  ...talkHandlers,
}
