import { holidayContract } from './holiday-contract.ts'
import { taskContract } from './task-contract.ts'

export const calendarContract = {
  ...taskContract,
  ...holidayContract,
} as const
