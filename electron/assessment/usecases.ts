import { assessmentContract } from '../../shared/assessment/contract.ts'
import { pending } from '../dispatch/pending.ts'

export const assessmentHandlers = pending(assessmentContract)
