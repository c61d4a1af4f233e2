import { addMonths, addYears } from '../calendar/plain-date.ts'
import { judged } from '../regulation/rule.ts'
import { notApplicable, type OrganizationRule } from './group-index.ts'

/** 升格批复以后几个月内办完〔产品默认〕。 */
const SETTLE_MONTHS = 3
/** 升格以后下设的党支部不少于几个。 */
const LEAST_BRANCHES = 2

/** A09：升格以后三个月内下设支部、选出新班子；名册重编、印章标牌由人核对。 */
export const settledUpgrade: OrganizationRule = {
  id: 'A09',
  parameters: [],
  judge: (organization, asOf, _profile, group) => {
    const { shortName: name, levelChange } = organization
    if (levelChange === null) return notApplicable(`${name}没有升格过。`)
    if (asOf > addYears(levelChange.on, 1)) return notApplicable(`${name} ${levelChange.on} 升格，已满一年，按日常规则看。`)
    const by = addMonths(levelChange.on, SETTLE_MONTHS)
    const branches = organization.childIds.filter((id) => group.byId.get(id)?.level === '党支部').length
    const elected = organization.terms.find((each) => each.electedOn >= levelChange.on && each.electedOn <= asOf)
    const lacks = [
      ...(branches < LEAST_BRANCHES ? [`下设党支部只有 ${branches} 个`] : []),
      ...(elected ? [] : ['新班子还没有选举']),
      ...(levelChange.documentNo === '' ? ['没有登记升格批复的文号'] : []),
    ]
    const facts = [
      {
        label: `${levelChange.on} 由${levelChange.from}升格`,
        value: levelChange.documentNo || '没有登记批复文号',
        recordedIn: '党组织沿革',
      },
      { label: '下设党支部', value: `${branches} 个`, recordedIn: '党组织登记' },
      { label: '升格以后的选举', value: elected ? `${elected.electedOn} 选出` : '没有登记', recordedIn: '届次登记' },
    ]
    const workings = [
      `办理期限 ${levelChange.on} + ${SETTLE_MONTHS} 个月 = ${by}〔产品默认〕，当日有效`,
      '名册重编、印章与标牌登记由人核对',
    ]
    const remedies = [
      ...(branches < LEAST_BRANCHES
        ? [
            {
              label: '新设党支部',
              route: 'organization.create',
              input: { establishedOn: asOf, profile: { level: '党支部', parentId: organization.id } },
            },
          ]
        : []),
      ...(elected
        ? []
        : [{ label: '办首届选举', route: 'election.openProcess', input: { organizationId: organization.id, kind: '换届' } }]),
      ...(levelChange.documentNo === ''
        ? [
            {
              label: '补登升格批复文号',
              route: 'organization.revise',
              input: { organizationId: organization.id, effectiveOn: levelChange.on },
            },
          ]
        : []),
    ]
    if (lacks.length === 0) return judged('达标', `${name}升格以后下设支部、班子选举都办了，请核对名册、印章与标牌。`, { facts, workings })
    if (asOf <= by)
      return judged('达标', `${name} ${levelChange.on} 升格，${by} 前办：${lacks.join('、')}。`, { facts, workings, dueOn: by, remedies })
    return judged('不达标', `${name} ${levelChange.on} 升格，过了 ${SETTLE_MONTHS} 个月还有没办的：${lacks.join('、')}。`, {
      facts,
      workings,
      remedies,
    })
  },
}

export const UPGRADE_RULES: readonly OrganizationRule[] = [settledUpgrade]
