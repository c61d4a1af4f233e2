import { draftContract } from './draft-contract.ts'
import { incomingContract } from './incoming-contract.ts'
import { letterheadContract } from './letterhead-contract.ts'
import { registerContract } from './register-contract.ts'

/** 公文的全部路由：起草与草稿、发文登记、收文与批复、红头与模板。 */
export const correspondenceContract = { ...draftContract, ...registerContract, ...incomingContract, ...letterheadContract } as const
