import { organizationContract } from '../../shared/organization/contract.ts'
import { pending } from '../dispatch/pending.ts'

export const organizationHandlers = pending(organizationContract)
