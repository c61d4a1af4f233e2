import { electionContract } from '../../shared/election/contract.ts'
import { pending } from '../dispatch/pending.ts'

export const electionHandlers = pending(electionContract)
