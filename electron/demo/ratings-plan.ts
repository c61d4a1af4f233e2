import type { BranchPlan } from './group-plan.ts'
import { SeededRandom } from './seeded-random.ts'

/** 一档评定：比率为万分比，null 为不适用。 */
type Level = { readonly ratio: number | null; readonly basis: string }

const level = (ratio: number | null, basis: string): Level => ({ ratio, basis })

/** 各项从好到差四档；依据按年度模型的算式写，读得出分怎么来。 */
const LEVELS: Readonly<Record<string, readonly [Level, Level, Level, Level]>> = {
  '2.1': [
    level(10000, '党员大会 4/4、支委会 12/12、小组会与党课齐，书记讲课 1 次'),
    level(9600, '党员大会 4/4、支委会 11/12、小组会 23/24，党课 2 次'),
    level(8800, '党员大会 4/4、支委会 9/12，党课 1 次'),
    level(6500, '党员大会 3/4、支委会 7/12，书记未讲课'),
  ],
  '2.2': [
    level(10000, '主题党日 12/12，均在每月第一个工作日或合规顺延'),
    level(9420, '主题党日 12 次，1 次未按期、1 次不足 2 小时'),
    level(8670, '主题党日 12 次，4 次未按期'),
    level(7000, '主题党日 9 次，其中 3 次未按期'),
  ],
  '2.3': [
    level(10000, '第四季度召开，材料 7/7'),
    level(9286, '第四季度召开，材料 6/7'),
    level(8571, '第四季度召开，材料 5/7'),
    level(6143, '次年 1 月补开，材料 3/7'),
  ],
  '2.4': [
    level(10000, '民主评议六个环节齐全，优秀比例合规'),
    level(8333, '民主评议完成 5/6，缺整改承诺'),
    level(8000, '六个环节齐全，优秀超过三分之一'),
    level(6667, '民主评议完成 4/6'),
  ],
  '3.1': [
    level(10000, '接转均有回执，年度排查已完成'),
    level(9000, '接转 10 笔合规 9 笔'),
    level(7500, '接转 4 笔合规 3 笔'),
    level(5000, '接转合规，但未做年度排查，另有 1 笔超期'),
  ],
  '3.2': [
    level(null, '本年度无因私出国（境）'),
    level(null, '本年度无因私出国（境）'),
    level(10000, '2 人次均有行前审批与登记'),
    level(6667, '3 人次中 1 人未登记'),
  ],
  '3.3': [
    level(10000, '流动党员均纳管、按期联系、返回查验'),
    level(null, '本年度无流动党员'),
    level(8500, '按期联系 1/2，其余齐'),
    level(7000, '返回未查验，按期联系 2/3'),
  ],
  '4.1': [
    level(10000, '集中学习 12 天，党员学时全部达标，班子 56 学时达标'),
    level(9300, '集中学习 12 天，学时达标 94%，班子达标 4/5'),
    level(8600, '集中学习 11 天，学时达标 90%，班子达标 2/3'),
    level(6900, '集中学习 9 天，学时达标 76%'),
  ],
  '4.2': [level(10000, '主题实践 4 次'), level(10000, '主题实践 5 次'), level(7500, '主题实践 3 次'), level(5000, '主题实践 2 次')],
  '4.3': [
    level(10000, '党费按月足额，四个季度均已公示'),
    level(9825, '按月足额 98.25%，已公示'),
    level(9500, '按月足额 95%，已公示'),
    level(7000, '按月足额 95%，第四季度未公示'),
  ],
  '4.4': [
    level(10000, '义务清单完成，平均出勤率 92%'),
    level(9528, '义务清单 95%，平均出勤率 86%'),
    level(8889, '义务清单 90%，平均出勤率 79%'),
    level(7444, '义务清单 80%，平均出勤率 62%'),
  ],
  '4.5': [
    level(null, '本年度无应处置情形'),
    level(null, '本年度无应处置情形'),
    level(null, '本年度无应处置情形'),
    level(10000, '应处置 1 人，已按期办结'),
  ],
  '5.1': [
    level(10000, '上下半年信息库均更新'),
    level(10000, '上下半年信息库均更新'),
    level(5000, '下半年未更新'),
    level(5000, '上半年未更新'),
  ],
  '5.2': [
    level(10000, '应完成节点全部合规'),
    level(9286, '应完成节点 14 个，合规 13 个'),
    level(8750, '应完成节点 8 个，合规 7 个'),
    level(7500, '应完成节点 8 个，合规 6 个'),
  ],
  '5.3': [
    level(10000, '非党员职工超过 50 人，已有入党积极分子'),
    level(null, '非党员职工不足 50 人'),
    level(null, '非党员职工不足 50 人'),
    level(0, '非党员职工超过 50 人，无入党积极分子'),
  ],
  '6.1': [
    level(10000, '谈心谈话全覆盖，必谈事件书记均面谈'),
    level(8333, '覆盖 100%，必谈 3 件面谈 2 件'),
    level(8000, '覆盖 92%，必谈 3 件面谈 2 件'),
    level(6000, '覆盖 78%，必谈 2 件面谈 1 件'),
  ],
  '6.2': [
    level(10000, '公开 4 次，意见均按期答复'),
    level(10000, '公开 5 次，无意见'),
    level(8750, '公开 3 次，意见均按期答复'),
    level(6250, '公开 2 次，意见答复 3/4'),
  ],
  '6.3': [
    level(10000, '走访慰问完成，申请均闭环'),
    level(null, '本年度无困难党员与申请'),
    level(9000, '走访 9/10，申请均闭环'),
    level(7500, '走访完成一半'),
  ],
  '7.1': [level(10000, '现行制度 6/6'), level(10000, '现行制度 6/6'), level(8333, '现行制度 5/6'), level(6667, '现行制度 4/6')],
  '7.2': [
    level(10000, '计划按时，到期项全部完成'),
    level(9600, '计划按时，到期项完成 92%'),
    level(9000, '计划按时，到期项完成 80%'),
    level(6000, '计划逾期，到期项完成 70%'),
  ],
  '7.3': [
    level(10000, '必录项齐、照片归档齐、月结 12/12'),
    level(9750, '必录项 96%，照片 98%，月结 12/12'),
    level(8875, '必录项 88%，照片 87%，月结 11/12'),
    level(7000, '必录项 72%，照片 60%，月结 9/12'),
  ],
  '7.4': [
    level(10000, '月报 12/12，整改全部按期'),
    level(9028, '月报 11/12，整改 8/9'),
    level(8750, '月报 11/12，整改 5/6'),
    level(6458, '月报 9/12，整改 13/24'),
  ],
  '8.1': [
    level(10000, '有阵地，设施 6/6'),
    level(8889, '有阵地，设施 5/6'),
    level(7778, '有阵地，设施 4/6'),
    level(6667, '有阵地，设施 3/6'),
  ],
  '8.2': [
    level(10000, '经费列支，支出合规'),
    level(10000, '经费列支，支出合规'),
    level(9500, '经费列支，支出合规率 90%'),
    level(7500, '经费列支，支出合规率一半'),
  ],
  '8.3': [
    level(10000, '书记培训完成，信息员到位'),
    level(10000, '书记培训完成，信息员到位'),
    level(5000, '书记未参加集中培训'),
    level(5000, '信息员空缺'),
  ],
}

export type RatingBatch = {
  readonly ratioPermyriad: number | null
  readonly basis: string
  readonly branchCodes: readonly string[]
}

/** 两个并列同分的支部：全年全优，各项评定相同。 */
export const TIED_SHORT_NAMES: readonly string[] = ['担保第一', '置业第一']

/** 某年度全部支部在一个考核项上的人工评定，同档合成一批。没有备好依据的项为空。 */
export function ratingBatches(branches: readonly BranchPlan[], itemId: string, year: number): readonly RatingBatch[] {
  const levels = LEVELS[itemId]
  if (!levels) return []
  const random = new SeededRandom(`鹭江金圆演示集团·考核·${year}·${itemId}`)
  const codesByLevel = new Map<Level, string[]>()
  for (const branch of branches) {
    const drift = random.integer(0, 9)
    const chosen = TIED_SHORT_NAMES.includes(branch.shortName) ? levels[0] : levels[levelIndex(branch.standing, drift)]
    codesByLevel.set(chosen, [...(codesByLevel.get(chosen) ?? []), branch.code])
  }
  return [...codesByLevel].map(([{ ratio, basis }, branchCodes]) => ({ ratioPermyriad: ratio, basis, branchCodes }))
}

/** 底子决定多数项落在哪一档，个别项上下浮动一档。 */
function levelIndex(standing: number, drift: number): 0 | 1 | 2 | 3 {
  const shift = drift >= 7 ? 1 : drift <= 1 ? -1 : 0
  const shifted = standing + shift
  return shifted <= 0 ? 0 : shifted === 1 ? 1 : shifted === 2 ? 2 : 3
}

export type AdjustmentPlan = {
  readonly shortName: string
  readonly kind: '加分' | '减分'
  readonly pointsCenti: number
  readonly reason: string
}

/** 少数加减分；`yearsAgo` 0 为本年度。 */
export function adjustmentPlans(yearsAgo: 0 | 1): readonly AdjustmentPlan[] {
  if (yearsAgo === 0)
    return [
      { shortName: '信托第二', kind: '加分', pointsCenti: 150, reason: '经验被集团党委采用 1 篇，另获集团表彰' },
      { shortName: '机关第一', kind: '加分', pointsCenti: 200, reason: '获评市级先进基层党组织' },
      { shortName: '商业保理', kind: '减分', pointsCenti: 200, reason: '月度督查被通报批评 1 次' },
    ]
  return [
    { shortName: '机关第二', kind: '加分', pointsCenti: 200, reason: '党建示范点命名' },
    { shortName: '产业投资', kind: '加分', pointsCenti: 50, reason: '工作经验被采用 1 篇' },
    { shortName: '置业第二', kind: '减分', pointsCenti: 100, reason: '督办事项逾期 1 项' },
  ]
}
