import type { DemoPerson } from '../../electron/demo/people.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import type { UnitSettings } from '../../shared/settings/contract.ts'

export const AS_OF = '2026-09-14'

/** 在哪一段上杀：写入命令、整批导入、升级旧库、写备份、登记恢复并换库、启用与停用加密。 */
export const SCENARIOS = ['写入', '导入', '迁移', '备份', '恢复', '启用加密', '停用加密'] as const
export type ScenarioName = (typeof SCENARIOS)[number]

export const isConversion = (scenario: ScenarioName) => scenario === '启用加密' || scenario === '停用加密'

export const COMMITTEE_NAME = '中共演示委员会'
export const BRANCH_NAME = '中共演示第一支部委员会'
export const IMPORT_ROWS = 120

export const UNIT: UnitSettings = {
  fullName: COMMITTEE_NAME,
  shortName: '演示党委',
  letterheadName: COMMITTEE_NAME,
  documentCode: '演示党',
  printingOffice: '演示党委办公室',
  signer: '',
  contactName: '',
  contactPhone: '',
  superiorName: '',
}

/** 造出来的人登记成党员要填的样子。 */
export function profileOf(person: DemoPerson): MemberProfile {
  const { name, gender, ethnicity, birthOn, identityNumber, education, category, joinedOn, fullOn, job, mobile, landline, address } = person
  return {
    ...{ name, gender, ethnicity, birthOn, identityNumber, education, category, joinedOn, fullOn, job, mobile, landline, address },
    ...{ birthOnPrecision: '日', joinedOnPrecision: '日', fullOnPrecision: '日', lostOnPrecision: '日' },
    ...{
      adminPost: '',
      partyStatus: '正常',
      isLost: false,
      lostOn: null,
      isFloating: false,
      floatingTo: '',
      rightsStatus: '正常',
      remark: '',
    },
  }
}
