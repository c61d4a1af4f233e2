import type { PlainDate } from '../calendar/plain-date.ts'
import type { Remedy } from '../regulation/finding.ts'
import { judged } from '../regulation/rule.ts'
import type { MemberFacts, OrganizationFacts } from './facts.ts'
import { notApplicable, notPrescribed, sizeFacts, type OrganizationRule } from './group-index.ts'

/** 计入 N_all 的党员：党籍正常。 */
function counted(organization: OrganizationFacts): MemberFacts[] {
  return organization.members.filter((member) => member.partyStatus === '正常')
}

/** 党员数 `total`、每组至多 `groupMax` 人时至少几组；原文“划分”至少两组。 */
export function leastGroups(total: number, groupMax: number | null): number {
  return Math.max(2, groupMax === null ? 0 : Math.ceil(total / groupMax))
}

const CHINESE_ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** 新设下一个党小组的预填：编码、名称顺着已有小组往下排。 */
function createGroup(organization: OrganizationFacts, asOf: PlainDate): Remedy {
  const next = organization.groups.length + 1
  const shortName = `第${CHINESE_ORDINALS[next - 1] ?? String(next)}党小组`
  return {
    label: `划分${shortName}`,
    route: 'organization.create',
    input: {
      code: `${organization.code}.${String(next).padStart(3, '0')}`,
      establishedOn: asOf,
      establishmentDocumentNo: '',
      profile: {
        level: '党小组',
        parentId: organization.id,
        name: `${organization.name}${shortName}`.slice(-80),
        shortName,
        form: organization.form,
        unitType: organization.unitType,
        coveredUnits: [],
        staffTotal: null,
        nonpartyStaffTotal: null,
        contactName: '',
        contactPhone: '',
        documentCode: '',
        approvalDocumentNo: '',
      },
    },
  }
}

/** A04：党员（含预备）20 人以上的党支部应当划分党小组，人人入组，组长不空。 */
export const groupDivision: OrganizationRule = {
  id: 'A04',
  parameters: ['groupRequiredAt', 'groupMax'],
  judge: (organization, asOf, profile) => {
    const { groupRequiredAt: threshold, groupMax } = profile.values
    if (threshold === null) return notPrescribed(profile, '划分党小组的人数线')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const total = organization.memberCount
    if (total < threshold) {
      const kept = organization.groups.length > 0 ? '；已有的党小组不强制撤销' : ''
      return notApplicable(`${organization.shortName}党员 ${total} 人，不足 ${threshold} 人，不要求划分党小组${kept}。`)
    }
    const least = leastGroups(total, groupMax)
    const groups = organization.groups
    const groupIds = new Set(groups.map((group) => group.id))
    const ungrouped = counted(organization).filter((member) => member.groupId === null || !groupIds.has(member.groupId))
    const leaderless = groups.filter((group) => group.leaderName === null || group.leaderName === '')
    const facts = [
      ...sizeFacts(organization, asOf),
      { label: '党小组', value: groups.map((group) => group.name).join('、') || '没有', recordedIn: '党组织登记' },
      { label: '没有编入小组的党员', value: nameList(ungrouped.map((member) => member.name)), recordedIn: '党员名册' },
      { label: '没有组长的小组', value: nameList(leaderless.map((group) => group.name)), recordedIn: '班子登记' },
    ]
    const workings = [
      `党员 ${total} ≥ ${threshold}（含预备党员）`,
      groupMax === null ? '至少 2 组' : `最少组数 = max(2, ⌈${total} ÷ ${groupMax}⌉) = ${least}`,
    ]
    const head = `${organization.shortName}党员 ${total} 人（含预备），达到 ${threshold} 人，应当划分党小组`
    if (groups.length < 2) {
      const limits = groupMax === null ? '' : `，每组一般不超过 ${groupMax} 人`
      const message = `${head}，至少 ${least} 组${limits}；现有 ${groups.length} 组。`
      return judged('不达标', message, { facts, workings, remedies: [createGroup(organization, asOf)] })
    }
    if (ungrouped.length > 0) {
      return judged('不达标', `${head}；还有 ${ungrouped.length} 名党员没有编入党小组。`, {
        facts,
        workings,
        memberIds: ungrouped.map((member) => member.id),
        remedies: [
          {
            label: '把党员编入党小组',
            route: 'member.assign',
            input: {
              memberIds: ungrouped.map((member) => member.id),
              branchId: organization.id,
              groupId: groups[0]?.id ?? null,
              fromOn: asOf,
            },
          },
        ],
      })
    }
    const [first] = leaderless
    if (first) {
      return judged('不达标', `${head}；${leaderless.map((group) => group.name).join('、')}没有组长。`, {
        facts,
        workings,
        remedies: [
          { label: `登记${first.name}组长`, route: 'election.appoint', input: { organizationId: first.id, title: '组长', fromOn: asOf } },
        ],
      })
    }
    const message = `${organization.shortName}党员 ${total} 人，已划分 ${groups.length} 个党小组，人人入组，组长齐全。`
    return judged('达标', message, { facts, workings })
  },
}

function nameList(names: readonly string[]): string {
  if (names.length === 0) return '没有'
  return names.length <= 8 ? names.join('、') : `${names.slice(0, 8).join('、')}等 ${names.length} 个`
}

/** A05：党小组人数一般不超过 10 人，不少于 3 人且至少 1 名正式党员。 */
export const groupSize: OrganizationRule = {
  id: 'A05',
  parameters: ['groupMax', 'groupMin'],
  judge: (organization, asOf, profile) => {
    const { groupMax, groupMin } = profile.values
    if (groupMax === null) return notPrescribed(profile, '党小组的人数')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    if (organization.groups.length === 0) return notApplicable(`${organization.shortName}没有党小组。`)
    const members = counted(organization)
    const rows = organization.groups.map((group) => {
      const inGroup = members.filter((member) => member.groupId === group.id)
      const full = inGroup.filter((member) => member.category === '正式党员').length
      return { name: group.name, size: inGroup.length, full }
    })
    const problems = rows.flatMap((row) => {
      if (row.size > groupMax) return [`${row.name} ${row.size} 人，超过 ${groupMax} 人`]
      if (groupMin !== null && row.size < groupMin) return [`${row.name} ${row.size} 人，不足 ${groupMin} 人`]
      if (groupMin !== null && row.full < 1) return [`${row.name}没有正式党员`]
      return []
    })
    const detail = {
      facts: rows.map((row) => ({ label: row.name, value: `${row.size} 人（正式 ${row.full} 人）`, recordedIn: '党员名册' })),
      workings: [`每组 ${groupMin === null ? '' : `${groupMin} ≤ `}人数 ≤ ${groupMax}${groupMin === null ? '' : '，正式党员 ≥ 1'}`],
    }
    if (problems.length === 0) return judged('达标', `${organization.shortName}的 ${rows.length} 个党小组人数都合适。`, detail)
    return judged('不达标', `${organization.shortName}的党小组人数不合适：${problems.join('；')}。`, {
      ...detail,
      remedies: [
        { label: '调整党小组', route: 'member.list', input: { organizationId: organization.id, asOf } },
        ...(rows.some((row) => row.size > groupMax) ? [createGroup(organization, asOf)] : []),
      ],
    })
  },
}

export const GROUP_RULES: readonly OrganizationRule[] = [groupDivision, groupSize]
