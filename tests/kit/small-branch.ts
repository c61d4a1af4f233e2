import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import type { TestBackend } from './backend.ts'
import { plant, plantSmallTree, type SmallTree } from './organization-tree.ts'
import { syntheticPerson } from './synthetic-person.ts'

type EventInput = InputOf<AppContract['member.recordEvent']>['event']

export type SmallBranch = SmallTree & {
  readonly backend: TestBackend
  /** 第二支部的 12 名党员，姓名见 `BRANCH_NAMES`，末两名是预备党员。 */
  readonly members: readonly string[]
  readonly id: (name: string) => string
  readonly partyGroup: string
}

export const BRANCH_NAMES = [
  '王思齐',
  '叶闻舟',
  '许嘉澍',
  '陈以宁',
  '林柏川',
  '郑若谷',
  '周见山',
  '顾南乔',
  '丁一',
  '欧阳青',
  '吴景行',
  '何清越',
]

/**
 * 第二支部（商贸支部）：10 名正式党员、2 名预备党员；书记王思齐、组织委员叶闻舟、纪检委员许嘉澍，2023-09-28 起；
 * 第一党小组有陈以宁、林柏川、郑若谷三人；两名预备党员自 `probationaryOn` 入党。
 */
export async function plantSmallBranch(backend: TestBackend, probationaryOn = '2026-03-01'): Promise<SmallBranch> {
  const tree = await plantSmallTree(backend)
  const partyGroup = await plant(backend, '党小组', tree.second, '001.002.01', '商贸支部第一党小组', '商贸一组')
  const ids = new Map<string, string>()
  for (const [index, name] of BRANCH_NAMES.entries()) {
    const isProbationary = index >= 10
    const { memberId } = await backend.call('member.create', {
      profile: syntheticPerson(index, {
        name,
        ...(isProbationary ? { category: '预备党员' as const, joinedOn: probationaryOn, fullOn: null } : {}),
      }),
      branchId: tree.second,
      groupId: index >= 3 && index <= 5 ? partyGroup : null,
      fromOn: isProbationary ? probationaryOn : null,
    })
    ids.set(name, memberId)
  }
  const id = (name: string) => {
    const found = ids.get(name)
    if (found === undefined) throw new Error(`测试支部里没有 ${name}`)
    return found
  }
  await backend.call('election.recordTerm', { organizationId: tree.second, seq: 3, electedOn: '2023-09-28', seatCount: 3 })
  const posts = [
    ['王思齐', '书记'],
    ['叶闻舟', '组织委员'],
    ['许嘉澍', '纪检委员'],
  ] as const
  for (const [name, title] of posts)
    await backend.call('election.appoint', { organizationId: tree.second, memberId: id(name), title, fromOn: '2023-09-28', source: '选举' })
  return { ...tree, backend, members: [...ids.values()], id, partyGroup }
}

export async function recordEvent(backend: TestBackend, memberId: string, event: EventInput): Promise<void> {
  await backend.call('member.recordEvent', { memberIds: [memberId], event })
}
