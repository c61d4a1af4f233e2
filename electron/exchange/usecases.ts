import { exchangeContract } from '../../shared/exchange/contract.ts'
import { pending } from '../dispatch/pending.ts'

export const exchangeHandlers = pending(exchangeContract)
