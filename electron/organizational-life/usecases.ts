import type { lifeContract } from '../../shared/organizational-life/contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { activityCommands } from './activity-commands.ts'
import { activityViews } from './activity-view.ts'
import { attendanceViews } from './attendance.ts'
import { batchBranches } from './batch-branches.ts'
import { batchRecording } from './batch-recording.ts'
import { activityDrafting } from './drafting.ts'
import { matrixHandlers } from './matrix.ts'
import { monthHandlers } from './month-closing-commands.ts'
import { preparationHandlers } from './preparation-commands.ts'

export const lifeHandlers: Handlers<typeof lifeContract> = {
  ...activityViews,
  ...attendanceViews,
  ...activityDrafting,
  ...activityCommands,
  ...batchBranches,
  ...batchRecording,
  ...matrixHandlers,
  ...monthHandlers,
  ...preparationHandlers,
}
