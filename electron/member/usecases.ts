import { memberContract } from '../../shared/member/contract.ts'
import { pending } from '../dispatch/pending.ts'

export const memberHandlers = pending(memberContract)
