import { plant } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import type { TestBackend } from '../kit/backend.ts'

export type SmallGroup = { committee: string; first: string; second: string; third: string }

export const UNIT = {
  fullName: '中共测试集团有限公司委员会',
  shortName: '测试集团党委',
  letterheadName: '中共测试集团有限公司委员会',
  documentCode: '测党',
  printingOffice: '中共测试集团有限公司委员会办公室',
  signer: '赵一',
  contactName: '钱二',
  contactPhone: '0592-1234567',
  superiorName: '',
}

/** 以公式起始符开头的姓名。 */
export const HOSTILE_NAME = '=cmd|测试'

/** 一个党委、三个党支部：第一支部班子届次齐全，第二支部有三名党员而没有班子，第三支部只有名字。 */
export async function plantGroup(backend: TestBackend): Promise<SmallGroup> {
  await backend.call('settings.saveUnit', UNIT)
  const committee = await plant(backend, '党委', null, '001', '中共测试集团有限公司委员会', '集团党委')
  const first = await plant(backend, '党支部', committee, '001.001', '中共测试集团第一支部委员会', '第一支部')
  const second = await plant(backend, '党支部', committee, '001.002', '中共测试集团第二支部委员会', '第二:支部.')
  const third = await plant(backend, '党支部', committee, '001.003', '中共测试集团第三支部委员会', '第三支部')
  const secretary = await enroll(backend, first, 0)
  const others = [await enroll(backend, first, 1), await enroll(backend, first, 2)]
  await enroll(backend, second, 3, { name: HOSTILE_NAME })
  await enroll(backend, second, 4)
  await enroll(backend, second, 5)
  await backend.call('election.recordTerm', {
    organizationId: first,
    seq: 1,
    electedOn: '2024-05-20',
    seatCount: null,
    approvalDocumentNo: '测党〔2024〕8号',
  })
  for (const [memberId, title] of [
    [secretary, '书记'],
    [others[0], '组织委员'],
    [others[1], '宣传委员'],
    [others[1], '纪检委员'],
  ] as const)
    await backend.call('election.appoint', {
      organizationId: first,
      memberId: memberId ?? '',
      title,
      duty: `负责${title}工作`,
      fromOn: '2024-05-20',
      source: '选举',
    })
  return { committee, first, second, third }
}

export async function enroll(backend: TestBackend, branchId: string, index: number, change = {}): Promise<string> {
  const { memberId } = await backend.call('member.create', {
    profile: syntheticPerson(index, change),
    branchId,
    groupId: null,
    fromOn: null,
  })
  return memberId
}
