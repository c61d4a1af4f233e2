import type { OrganizationLevel } from '../../shared/glossary.ts'
import type { TestBackend } from './backend.ts'

export type SmallTree = { committee: string; general: string; first: string; second: string; group: string }

/** 一棵小树：党委 → 党总支 → 第一党支部（下有第一党小组）；党委 → 第二党支部。 */
export async function plantSmallTree(backend: TestBackend): Promise<SmallTree> {
  const committee = await plant(backend, '党委', null, '001', '中共测试集团有限公司委员会', '集团党委')
  const general = await plant(backend, '党总支', committee, '001.001', '中共测试制造公司总支部委员会', '制造总支')
  const first = await plant(backend, '党支部', general, '001.001.001', '中共测试制造公司第一支部委员会', '第一支部')
  const second = await plant(backend, '党支部', committee, '001.002', '中共测试商贸公司支部委员会', '商贸支部')
  const group = await plant(backend, '党小组', first, '001.001.001.01', '第一支部第一党小组', '第一党小组')
  return { committee, general, first, second, group }
}

export async function plant(
  backend: TestBackend,
  level: OrganizationLevel,
  parentId: string | null,
  code: string,
  name: string,
  shortName: string,
): Promise<string> {
  const { organizationId } = await backend.call('organization.create', {
    code,
    establishedOn: '2010-01-01',
    establishmentDocumentNo: '测党〔2010〕1号',
    profile: {
      level,
      parentId,
      name,
      shortName,
      form: '单独组建',
      unitType: '国有企业',
      coveredUnits: [],
      staffTotal: null,
      nonpartyStaffTotal: null,
      contactName: '',
      contactPhone: '',
      documentCode: '',
      approvalDocumentNo: '',
    },
  })
  return organizationId
}
