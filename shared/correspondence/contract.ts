import { draftContract } from './draft-contract.ts'
import { incomingContract } from './incoming-contract.ts'
import { letterheadContract } from './letterhead-contract.ts'
import { papersContract } from './papers-contract.ts'
import { registerContract } from './register-contract.ts'

/** 公文的全部路由：起草与草稿、整套文书、发文登记、收文与批复、红头与模板。 */
export const correspondenceContract = {
  ...draftContract,
  ...papersContract,
  ...registerContract,
  ...incomingContract,
  ...letterheadContract,
} as const
