import type { electionContract } from '../../shared/election/contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { boardHandlers } from './board.ts'
import { postCommands } from './post-commands.ts'
import { recordCommands } from './record-commands.ts'
import { termCommands } from './term-commands.ts'

export const electionHandlers: Handlers<typeof electionContract> = { ...boardHandlers, ...termCommands, ...recordCommands, ...postCommands }
