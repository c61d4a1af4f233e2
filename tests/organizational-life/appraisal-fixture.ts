import { plantBranch, type BranchFixture } from '../correspondence/branch-fixture.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

export type LifeBranch = BranchFixture & {
  readonly branchId: string
  readonly probationaryId: string
  /** 姓名 → 党员 id。 */
  readonly idOf: (name: string) => string
}

/** 第一支部：十名正式党员、一名预备党员（新苗），书记江以恒、委员林葵与董念慈。 */
export async function plantLifeBranch(today = '2026-12-20'): Promise<LifeBranch> {
  const fixture = await plantBranch({ today })
  const { backend, tree, memberIds } = fixture
  for (const [index, title] of [
    [1, '组织委员'],
    [2, '纪检委员'],
  ] as const)
    await backend.call('election.appoint', {
      organizationId: tree.first,
      memberId: memberIds[index] ?? '',
      title,
      fromOn: '2023-10-23',
      source: '选举',
    })
  const { rows } = await backend.call('member.list', { organizationId: tree.first, limit: 100 })
  const idOf = (name: string) => {
    const found = rows.find((row) => row.name === name)
    if (!found) throw new Error(`名册里没有${name}`)
    return found.id
  }
  return {
    ...fixture,
    branchId: tree.first,
    probationaryId: idOf('新苗'),
    idOf,
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  }
}

/** 往支部里再编进几名正式党员、预备党员。 */
export async function addMembers({ backend, branchId }: LifeBranch, full: number, probationary: number): Promise<void> {
  for (let index = 0; index < full + probationary; index += 1) {
    const isFull = index < full
    const profile = syntheticPerson(100 + index, {
      name: `${isFull ? '正' : '预'}${String.fromCodePoint(0x4e00 + index * 7)}`,
      ...(isFull ? {} : { category: '预备党员' as const, joinedOn: '2026-03-01', fullOn: null }),
    })
    await backend.call('member.create', { profile, branchId, groupId: null, fromOn: null })
  }
}

/** 记一次组织生活会（全员到会，`absent` 请假）。 */
export async function recordMeeting({ backend, branchId }: LifeBranch, heldOn: string, absent: readonly string[] = []): Promise<string> {
  const { activityId } = await backend.call('life.recordActivity', {
    activity: {
      organizationId: branchId,
      types: ['组织生活会'],
      title: '年度组织生活会',
      heldOn,
      startsAt: '14:30',
      endsAt: '17:00',
      place: '三楼会议室',
      hostName: '江以恒',
      recorderName: '苏晴',
      narrative: '会议通报了上次整改情况，支部书记作对照检查，党员逐人发言。',
      unlisted: '出席',
      attendance: absent.map((memberId) => ({ memberId, status: '请假', reason: '出差' })),
    },
  })
  return activityId
}
