import type { electionContract } from '../../shared/election/contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { ballotCommands } from './ballot-commands.ts'
import { boardHandlers } from './board.ts'
import { candidateCommands } from './candidate-commands.ts'
import { postCommands } from './post-commands.ts'
import { processCommands } from './process-commands.ts'
import { processViews } from './process-view.ts'
import { recordCommands } from './record-commands.ts'
import { resultCommands } from './result-commands.ts'
import { termCommands } from './term-commands.ts'

export const electionHandlers: Handlers<typeof electionContract> = {
  ...boardHandlers,
  ...termCommands,
  ...recordCommands,
  ...postCommands,
  ...processViews,
  ...processCommands,
  ...candidateCommands,
  ...ballotCommands,
  ...resultCommands,
}
