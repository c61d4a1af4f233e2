import { assessmentContract } from '../assessment/contract.ts'
import { calendarContract } from '../calendar/contract.ts'
import { complianceContract } from '../compliance/contract.ts'
import { correspondenceContract } from '../correspondence/contract.ts'
import { electionContract } from '../election/contract.ts'
import { exchangeContract } from '../exchange/contract.ts'
import { memberContract } from '../member/contract.ts'
import { appraisalContract } from '../organizational-life/appraisal-contract.ts'
import { archiveContract } from '../organizational-life/archive-contract.ts'
import { lifeContract } from '../organizational-life/contract.ts'
import { organizationContract } from '../organization/contract.ts'
import { accountContract } from '../security/account-contract.ts'
import { autoLockContract } from '../security/auto-lock-contract.ts'
import { gateContract } from '../security/gate-contract.ts'
import { settingsContract } from '../settings/contract.ts'

/** 打开数据之后才有的路由。这里是组装点之一：加一个切片，加一行。 */
export const backendContract = {
  ...organizationContract,
  ...memberContract,
  ...exchangeContract,
  ...electionContract,
  ...archiveContract,
  ...appraisalContract,
  ...complianceContract,
  ...calendarContract,
  ...correspondenceContract,
  ...assessmentContract,
  ...lifeContract,
  ...settingsContract,
  ...accountContract,
  ...autoLockContract,
} as const

/** 全部路由：连同数据没打开时也答的门口路由。 */
export const contract = { ...backendContract, ...gateContract } as const

export type BackendContract = typeof backendContract
export type AppContract = typeof contract
export type Route = keyof AppContract
