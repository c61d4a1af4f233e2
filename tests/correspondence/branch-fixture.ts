import type { DraftInput } from '../../shared/correspondence/draft.ts'
import type { BackendOptions } from '../../electron/backend.ts'
import type { UnitSettings } from '../../shared/settings/contract.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree, type SmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

export type BranchFixture = {
  backend: TestBackend
  tree: SmallTree
  memberIds: string[]
  termId: string
  [Symbol.asyncDispose](): Promise<void>
}

export const NAMES = ['江以恒', '林葵', '董念慈', '苏晴', '𠮷田野', '陈知行', '许望舒', '叶青', '沈若', '何川'] as const

/** 党总支下的第一支部：十名正式党员、一名预备党员，第四届 2023-10-23 选举产生，书记江以恒。 */
export async function plantBranch(
  options: {
    today?: string
    withSecretary?: boolean
    withUnit?: boolean
    seatCount?: number | null
    people?: Partial<MemberProfile>[]
    /** 后端要的外物，如排 PDF 的、打开文件的。 */
    backend?: Partial<BackendOptions>
  } = {},
): Promise<BranchFixture> {
  const backend = openTestBackend(options.today ?? '2026-06-01', options.backend)
  const tree = await plantSmallTree(backend)
  const memberIds: string[] = []
  for (const [index, name] of NAMES.entries()) {
    const profile = syntheticPerson(index, { name, adminPost: index < 6 ? '综合部副经理' : '', ...options.people?.[index] })
    memberIds.push((await backend.call('member.create', { profile, branchId: tree.first, groupId: null, fromOn: null })).memberId)
  }
  const probationary = syntheticPerson(50, { name: '新苗', category: '预备党员', joinedOn: '2026-01-10', fullOn: null })
  await backend.call('member.create', { profile: probationary, branchId: tree.first, groupId: null, fromOn: null })
  const { termId } = await backend.call('election.recordTerm', {
    organizationId: tree.first,
    seq: 4,
    electedOn: '2023-10-23',
    seatCount: options.seatCount === undefined ? 3 : options.seatCount,
  })
  if (options.withSecretary !== false)
    await backend.call('election.appoint', {
      organizationId: tree.first,
      memberId: memberIds[0] ?? '',
      title: '书记',
      fromOn: '2023-10-23',
      source: '选举',
    })
  if (options.withUnit !== false) await backend.call('settings.saveUnit', UNIT)
  return { backend, tree, memberIds, termId, [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose]() }
}

export const UNIT: UnitSettings = {
  fullName: '中共测试集团有限公司委员会',
  shortName: '测试集团党委',
  letterheadName: '中共测试集团有限公司委员会',
  documentCode: '测集党',
  printingOffice: '中共测试集团有限公司委员会办公室',
  signer: '',
  contactName: '苏晴',
  contactPhone: '0592-5550137',
  superiorName: '',
}

/** 填齐了的换届请示。 */
export function completeRequest(tree: SmallTree, fields: Record<string, string> = {}): DraftInput {
  return {
    kind: 'W05',
    organizationId: tree.first,
    fields: {
      meetingOn: '2026-10-20',
      place: '三楼会议室',
      candidates: '江以恒,书记\n林葵,副书记\n董念慈,委员\n苏晴,委员',
      process: '2026年5月20日，支部委员会根据多数党员的意见提出候选人预备人选',
      ...fields,
    },
  }
}
