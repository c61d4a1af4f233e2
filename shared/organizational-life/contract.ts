import { activityContract } from './activity-contract.ts'
import { batchContract } from './batch-contract.ts'
import { matrixContract } from './matrix-contract.ts'
import { monthContract } from './month-contract.ts'
import { preparationContract } from './preparation-contract.ts'

export const lifeContract = {
  ...activityContract,
  ...batchContract,
  ...matrixContract,
  ...monthContract,
  ...preparationContract,
} as const
