import { DEFAULT_SCHEME } from '../assessment/scheme.ts'
import { makeDate, type PlainDate } from '../calendar/plain-date.ts'
import { TASKS } from '../glossary.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, type GroupIndex, type OrganizationRule } from '../organization/group-index.ts'
import { EVIDENCE_LIMIT } from '../organizational-life/gap-judgement.ts'
import { judgedYear } from '../organizational-life/period-checks.ts'
import type { Fact } from '../regulation/finding.ts'
import { judged, type Judgement } from '../regulation/rule.ts'

const RECORDED_IN = '年度考核'
const LINK = '/assessment'

/** 靠人评定的几项任务：组织体系、组织生活由记录计算，不在内。 */
const RATED_TASKS = DEFAULT_SCHEME.tasks
  .map(({ taskNo, items }) => ({ taskNo, itemIds: items.filter((each) => !each.isComputed).map((each) => each.itemId) }))
  .filter(({ itemIds }) => itemIds.length > 0)

/** 上一年度的考核在年初算〔产品默认：一月底前〕，过了这天还没有评完才算没做。 */
const DONE_BY = { month: 1, day: 31 } as const

type Graded = {
  readonly year: number
  readonly by: PlainDate
  /** 上一年末已成立、应参加考核的党支部。 */
  readonly branches: readonly OrganizationFacts[]
  /** 有任务还没有评定的支部与缺的任务。 */
  readonly lacking: readonly { readonly branch: OrganizationFacts; readonly taskNos: readonly number[] }[]
}

/** 上一考核年度评到哪一步；不是最上级党委、没有支部的给出不适用。 */
function lastYear(organization: OrganizationFacts, asOf: PlainDate, group: GroupIndex): Graded | Judgement {
  if (organization.level !== '党委' || organization.parentId !== null) return notApplicable('年度考核在最上级党委统一判定。')
  const year = judgedYear(asOf) - 1
  const branches = group.organizations.filter((each) => each.level === '党支部' && each.establishedOn <= makeDate(year, 12, 31))
  if (branches.length === 0) return notApplicable(`${year} 年度没有应参加考核的党支部。`)
  const lacking = branches.flatMap((branch) => {
    const rated = new Set(branch.ratedYears.find((each) => each.year === year)?.itemIds)
    const taskNos = RATED_TASKS.filter(({ itemIds }) => !itemIds.some((id) => rated.has(id))).map(({ taskNo }) => taskNo)
    return taskNos.length > 0 ? [{ branch, taskNos }] : []
  })
  return { year, by: makeDate(year + 1, DONE_BY.month, DONE_BY.day), branches, lacking }
}

function isRefusal(graded: Graded | Judgement): graded is Judgement {
  return 'verdict' in graded
}

/** 评完以后成立的结论，四条规则只差说法：得分、分档、类别、星级都由同一次计算给出。 */
function gradedRule(
  id: string,
  wording: { readonly done: (count: number, year: number) => string; readonly rule: string },
): OrganizationRule {
  return {
    id,
    parameters: [],
    judge: (organization, asOf, _profile, group) => {
      const graded = lastYear(organization, asOf, group)
      if (isRefusal(graded)) return graded
      const { year, by, branches, lacking } = graded
      const name = organization.shortName
      const facts: Fact[] = [
        {
          label: `${year} 年度应考核的党支部`,
          value: `${branches.length} 个，八项任务评完的 ${branches.length - lacking.length} 个`,
          recordedIn: RECORDED_IN,
          link: LINK,
        },
        ...lacking.slice(0, EVIDENCE_LIMIT).map(({ branch, taskNos }) => ({
          label: branch.shortName,
          value: `没有评定${taskNos.map((taskNo) => TASKS[taskNo - 1] ?? '').join('、')}`,
          recordedIn: RECORDED_IN,
          link: LINK,
        })),
      ]
      const workings = [wording.rule, '组织体系、组织生活由记录计算，其余六项由人评定；每项任务至少评定一个考核项']
      const remedies = [{ label: `评定 ${year} 年度考核`, route: 'assessment.rate', input: { year } }]
      if (lacking.length === 0) return judged('达标', `${name} ${wording.done(branches.length, year)}。`, { facts, workings })
      if (asOf <= by)
        return judged('达标', `${name} ${year} 年度考核还有 ${lacking.length} 个党支部没有评完，${by} 前办。`, {
          facts,
          workings,
          dueOn: by,
          remedies,
        })
      return judged('不达标', `${name} ${year} 年度考核有 ${lacking.length} 个党支部没有评完。`, { facts, workings, remedies })
    },
  }
}

/** K11：每个支部八项任务都有得分。 */
export const scoredTasks = gradedRule('K11', {
  done: (count, year) => `${year} 年度 ${count} 个党支部八项任务都有得分`,
  rule: '年度内每个党支部八项任务都有得分〔产品默认：次年 1 月底前评完〕',
})

/** K12：总分、分档、排名可复算。 */
export const recomputableScores = gradedRule('K12', {
  done: (count, year) => `${year} 年度 ${count} 个党支部的总分、分档、排名都算得出、可复算`,
  rule: '总分 0 至 100，按评分方案由各项比率精确算出，逐项算式可查；并列跳号',
})

/** K15：先进、中间、后进。 */
export const branchCategories = gradedRule('K15', {
  done: (count, year) => `${year} 年度 ${count} 个党支部都分了先进、中间、后进`,
  rule: '90 分以上为先进，60 分以上为中间，其余与一票否决的为后进',
})

/** K16：五个等级、五星至一星。 */
export const branchStars = gradedRule('K16', {
  done: (count, year) => `${year} 年度 ${count} 个党支部都定了等级与星级`,
  rule: '90、80、70、60 分以上依次为优秀五星、良好四星、较好三星、一般二星，其余较差一星；一票否决封顶一般',
})

/** K40：当年的评价标准已发布并锁定版本。用产品默认权重的，本单位没有发布过，待确认。 */
export const publishedScheme: OrganizationRule = {
  id: 'K40',
  parameters: [],
  judge: (organization, asOf) => {
    if (organization.level !== '党委' || organization.parentId !== null) return notApplicable('评价标准在最上级党委统一判定。')
    const year = judgedYear(asOf)
    const name = organization.shortName
    const scheme = organization.savedSchemes.findLast((each) => each.fromYear <= year)
    const workings = ['看评分方案：改过权重的另成一版，注明自哪个年度起用，旧版不动；发布的文件由人存档']
    if (scheme) {
      return judged('达标', `${name} ${year} 年度的评价标准是第 ${scheme.version} 版，自 ${scheme.fromYear} 年度起用。`, {
        facts: [
          {
            label: `评分方案第 ${scheme.version} 版`,
            value: `${scheme.savedOn} 保存，自 ${scheme.fromYear} 年度起用`,
            recordedIn: RECORDED_IN,
            link: LINK,
          },
        ],
        workings,
      })
    }
    return judged('待确认', `${name} ${year} 年度用的是产品默认的评分方案，请确认本单位的评价标准已发布，或改成本单位的。`, {
      facts: [{ label: '评分方案', value: '第 1 版（产品默认权重）', recordedIn: RECORDED_IN, link: LINK }],
      workings,
      remedies: [{ label: '看评分方案', route: 'assessment.scheme', input: { year } }],
    })
  },
}

export const GRADING_RULES: readonly OrganizationRule[] = [scoredTasks, recomputableScores, branchCategories, branchStars, publishedScheme]
