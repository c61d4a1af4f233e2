import { holidayContract } from './holiday-contract.ts'
import { publicityContract } from './publicity-contract.ts'
import { taskContract } from './task-contract.ts'

export const calendarContract = {
  ...taskContract,
  ...holidayContract,
  ...publicityContract,
} as const
