import { attachmentContract } from './attachment-contract.ts'

/** 归档一头的路由：附件、台账、检索。 */
export const archiveContract = {
  ...attachmentContract,
} as const
