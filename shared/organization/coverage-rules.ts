import { judged } from '../regulation/rule.ts'
import type { OrganizationFacts } from './facts.ts'
import { notApplicable, notPrescribed, type GroupIndex, type OrganizationRule } from './group-index.ts'
import { PARENT_LEVELS } from './hierarchy.ts'

/** A01：党员名册完整——每名党员的必填项都有值。 */
export const completeRoster: OrganizationRule = {
  id: 'A01',
  parameters: [],
  judge: (organization) => {
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不直接管理党员名册。`)
    const total = organization.members.length
    if (total === 0) return notApplicable(`${organization.shortName}名下没有党员。`)
    const lacking = organization.members.filter((member) => member.missing.length > 0)
    const gaps = lacking.reduce((sum, member) => sum + member.missing.length, 0)
    const workings = [
      `${total} 名党员中 ${lacking.length} 人缺项，共缺 ${gaps} 项`,
      '支部每半年核对确认〔产品默认〕须人工登记，未纳入本项结论',
    ]
    if (gaps === 0) return judged('达标', `${organization.shortName}名册 ${total} 名党员的必填项都已填写。`, { workings })
    return judged('不达标', `${organization.shortName}名册不完整：${total} 名党员中 ${lacking.length} 人缺项，共缺 ${gaps} 项。`, {
      facts: lacking
        .slice(0, 20)
        .map((member) => ({ label: member.name, value: `缺${member.missing.join('、')}`, recordedIn: '党员名册' })),
      workings,
      memberIds: lacking.map((member) => member.id),
      remedies: [{ label: '看缺项名单', route: 'member.list', input: { organizationId: organization.id, hasMissing: true } }],
    })
  },
}

/** 百分率的分子分母写法；分母为 0 视为全覆盖。 */
function rateText(done: number, all: number): string {
  return `${done} ÷ ${all} = ${all === 0 ? '100' : String(Math.floor((done * 10000) / all) / 100)}%`
}

/** A10：党组织应建尽建率、党的工作覆盖率均达到 100%。在最上级党委一处判定全集团。 */
export const organizationCoverage: OrganizationRule = {
  id: 'A10',
  parameters: ['branchMinFull'],
  judge: (organization, asOf, profile, group) => {
    const minimum = profile.values.branchMinFull
    if (minimum === null) return notPrescribed(profile, '应建党组织的人数')
    if (organization.parentId !== null || organization.level !== '党委') return notApplicable('组织覆盖在最上级党委统一判定。')
    const branches = group.organizations.filter((each) => each.level === '党支部')
    const built = branches.filter((each) => each.fullMemberCount >= minimum)
    const unbuilt = group.organizations.filter((each) => isUnbuilt(each, minimum))
    const covered = new Set(branches.filter((each) => each.memberCount > 0).flatMap((each) => each.coveredUnits))
    const units = new Set(group.organizations.flatMap((each) => each.coveredUnits))
    const uncovered = [...units].filter((unit) => !covered.has(unit))
    const should = built.length + unbuilt.length
    const facts = [
      {
        label: '正式党员达到设支部人数而未建支部',
        value: unbuilt.map((each) => each.shortName).join('、') || '没有',
        recordedIn: '党组织登记',
      },
      { label: '没有支部覆盖的单位', value: uncovered.join('、') || '没有', recordedIn: '党组织登记的覆盖单位' },
    ]
    const workings = [
      `应建尽建率 = 已建 ÷ 应建 = ${rateText(built.length, should)}`,
      `党的工作覆盖率 = 已覆盖单位 ÷ 登记单位 = ${rateText(units.size - uncovered.length, units.size)}`,
      '单位名录以各党组织登记的“覆盖单位”为准；派党建指导员、联络员的情况尚无登记，未计入',
    ]
    const remedies = [...unbuilt, ...(uncovered.length > 0 ? [organization] : [])].map((each) => ({
      label: `${each.shortName}：新设党支部`,
      route: 'organization.create',
      input: { establishedOn: asOf, profile: { level: '党支部', parentId: each.id } },
    }))
    if (unbuilt.length > 0 || uncovered.length > 0) {
      const parts = [
        ...(unbuilt.length > 0 ? [`应建未建 ${unbuilt.length} 处`] : []),
        ...(uncovered.length > 0 ? [`没有支部覆盖的单位 ${uncovered.length} 个`] : []),
      ]
      return judged('不达标', `${organization.shortName}的组织覆盖没有达到 100%：${parts.join('，')}。`, { facts, workings, remedies })
    }
    if (units.size === 0) {
      const message = `${organization.shortName}应建的 ${should} 个党支部都已建立；各组织没有登记覆盖单位，工作覆盖率待确认。`
      return judged('待确认', message, { facts, workings })
    }
    const message = `${organization.shortName}应建的 ${should} 个党支部都已建立，登记的 ${units.size} 个单位都有支部覆盖。`
    return judged('达标', message, { facts, workings })
  },
}

/** 党员直接编在党委、党总支而没有支部，且正式党员达到设支部人数：应建未建。 */
function isUnbuilt(organization: OrganizationFacts, minimum: number): boolean {
  if (organization.level !== '党委' && organization.level !== '党总支') return false
  return organization.members.filter((member) => member.partyStatus === '正常' && member.category === '正式党员').length >= minimum
}

/** A11：隶属关系顺——无环、唯一上级、无孤儿、层级正确；改过隶属的须有批准文号。 */
export const affiliation: OrganizationRule = {
  id: 'A11',
  parameters: [],
  judge: (organization, asOf, _profile, group) => {
    const parent = organization.parentId === null ? undefined : group.byId.get(organization.parentId)
    const facts = [
      { label: '上级党组织', value: parent?.name ?? (organization.parentId === null ? '没有' : '已不存在'), recordedIn: '党组织登记' },
      { label: '层级', value: organization.level, recordedIn: '党组织登记' },
      { label: '现行登记的批准文号', value: organization.approvalDocumentNo || '没有登记', recordedIn: '党组织登记' },
    ]
    const problem = affiliationProblem(organization, group)
    if (problem !== null) {
      return judged('不达标', `${organization.shortName}的隶属关系不顺：${problem}。`, {
        facts,
        remedies: [{ label: '改隶属关系', route: 'organization.revise', input: { organizationId: organization.id, effectiveOn: asOf } }],
      })
    }
    const change = organization.affiliationChange
    if (change !== null && change.documentNo === '') {
      return judged('不达标', `${organization.shortName}自 ${change.on} 起改了隶属关系，没有登记批准文号。`, {
        facts: [...facts, { label: '最近一次改隶属', value: change.on, recordedIn: '党组织沿革' }],
        remedies: [
          { label: '补登批准文号', route: 'organization.revise', input: { organizationId: organization.id, effectiveOn: change.on } },
        ],
      })
    }
    const above = parent ? `隶属${parent.shortName}` : '是最上级党组织'
    return judged('达标', `${organization.shortName}${above}，隶属关系明确。`, { facts })
  },
}

function affiliationProblem(organization: OrganizationFacts, group: GroupIndex): string | null {
  if (organization.parentId === null) {
    const roots = group.organizations.filter((each) => each.parentId === null)
    const top = roots.find((each) => each.level === '党委') ?? roots[0]
    return top?.id === organization.id ? null : '没有上级党组织，又不是最上级党委'
  }
  const parent = group.byId.get(organization.parentId)
  if (!parent) return '登记的上级党组织已撤销或不存在'
  const seen = new Set([organization.id])
  for (
    let above: OrganizationFacts | undefined = parent;
    above;
    above = above.parentId === null ? undefined : group.byId.get(above.parentId)
  ) {
    if (seen.has(above.id)) return '上下级互为上级，成了环'
    seen.add(above.id)
  }
  if (!PARENT_LEVELS[organization.level].includes(parent.level)) return `${organization.level}不能隶属于${parent.level}`
  return null
}

export const COVERAGE_RULES: readonly OrganizationRule[] = [completeRoster, organizationCoverage, affiliation]
