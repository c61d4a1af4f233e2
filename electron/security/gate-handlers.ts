import type { GateContract } from '../../shared/security/gate-contract.ts'
import type { GateHandlers } from './gate-context.ts'

export const gateHandlers: GateHandlers<GateContract> = {
  'security.state': ({ gate }) => gate.view(),
  'security.lock': async ({ gate }) => {
    await gate.lock()
    return { state: gate.state().kind }
  },
}
