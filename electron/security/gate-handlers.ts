import type { GateContract } from '../../shared/security/gate-contract.ts'
import type { GateHandlers } from './gate-context.ts'
import { placesHandlers } from './places.ts'
import { rescueHandlers } from './rescue-handlers.ts'

export const gateHandlers: GateHandlers<GateContract> = {
  ...rescueHandlers,
  ...placesHandlers,
  'security.state': ({ gate }) => gate.view(),

  'security.unlock': async ({ gate }, { passphrase, name }) => {
    await gate.unlock(passphrase, name)
    return { state: gate.state().kind }
  },

  'security.recover': async ({ gate }, { code, passphrase, name }) => {
    await gate.recover(code, passphrase, name)
    return { state: gate.state().kind }
  },

  'security.lock': async ({ gate }) => {
    await gate.lock()
    return { state: gate.state().kind }
  },

  'security.reopen': async ({ gate }) => {
    await gate.reopenNow()
    return { state: gate.state().kind }
  },

  'security.touch': ({ gate }) => {
    gate.touch()
    return { state: gate.state().kind }
  },

  'security.protection': ({ gate }) => gate.protection(),

  'security.draftRecoveryCode': ({ gate }) => gate.draftRecoveryCode(),

  'security.enableEncryption': ({ gate, task }, input) => task(input.taskId, (progress) => gate.enableEncryption(input, progress)),

  'security.disableEncryption': ({ gate, task }, { passphrase, taskId }) =>
    task(taskId, (progress) => gate.disableEncryption(passphrase, progress)),

  'security.changePassphrase': async ({ gate }, { current, next }) => {
    await gate.changePassphrase(current, next)
    return { changed: true }
  },

  'security.replaceRecoveryCode': async ({ gate }, input) => {
    await gate.replaceRecoveryCode(input)
    return { changed: true }
  },

  'security.setKeychain': async ({ gate }, { passphrase, isEnabled }) => {
    await gate.setKeychain(passphrase, isEnabled)
    return { usesKeychain: isEnabled }
  },

  'security.names': async ({ gate }) => ({ names: await gate.names() }),

  'security.signIn': async ({ gate }, { name, passphrase }) => ({ session: await gate.signIn(name, passphrase) }),

  'security.signOut': async ({ gate }) => {
    await gate.signOut()
    return {}
  },
}
