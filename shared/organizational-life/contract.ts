import { activityContract } from './activity-contract.ts'
import { monthContract } from './month-contract.ts'
import { preparationContract } from './preparation-contract.ts'

export const lifeContract = {
  ...activityContract,
  ...monthContract,
  ...preparationContract,
} as const
