import { attachmentContract } from './attachment-contract.ts'
import { ledgerContract } from './ledger-contract.ts'
import { searchContract } from './search-contract.ts'

/** 归档一头的路由：附件、台账、检索。 */
export const archiveContract = {
  ...attachmentContract,
  ...ledgerContract,
  ...searchContract,
} as const
