import { complianceContract } from '../../shared/compliance/contract.ts'
import { pending } from '../dispatch/pending.ts'

export const complianceHandlers = pending(complianceContract)
