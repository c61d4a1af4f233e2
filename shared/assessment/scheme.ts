/** 一个考核项。权重以百分之一分计；`isComputed` 为真的由记录推出，其余现由人工评定。 */
export type SchemeItem = {
  readonly itemId: string
  readonly name: string
  readonly weightCenti: number
  readonly isComputed: boolean
  readonly formula: string
}
export type SchemeTask = {
  readonly taskNo: number
  readonly name: string
  readonly weightCenti: number
  readonly items: readonly SchemeItem[]
}
/** 一版评分方案。版本 1 是随产品发布的默认权重，编辑权重另成新版本。 */
export type AssessmentScheme = { readonly version: number; readonly tasks: readonly SchemeTask[] }

/** 各任务权重之和，100.00 分。 */
export const FULL_CENTI = 10_000
/** 加分合计封顶 5.00 分。 */
export const BONUS_CAP_CENTI = 500

export const TASK_NAMES = ['组织体系', '组织生活', '组织关系', '教育管理', '发展党员', '关怀帮扶', '建章立制', '基础保障'] as const

/** 由记录计算的考核项。后续切片把自己的项接进来时，在此加一个编号。 */
export const COMPUTED_ITEM_IDS: readonly string[] = ['1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '2.4', '7.3']

function item(itemId: string, name: string, points: number, formula: string): SchemeItem {
  return { itemId, name, weightCenti: points * 100, isComputed: COMPUTED_ITEM_IDS.includes(itemId), formula }
}

function task(taskNo: number, name: string, items: readonly SchemeItem[]): SchemeTask {
  return { taskNo, name, weightCenti: items.reduce((total, each) => total + each.weightCenti, 0), items }
}

export const DEFAULT_SCHEME: AssessmentScheme = {
  version: 1,
  tasks: [
    task(1, '组织体系', [
      item('1.1', '组织设置', 5, '通过数÷适用数，适用集 A02、A04、A05、A06、A08、A21、A24'),
      item(
        '1.2',
        '任期换届',
        6,
        '按期且 6、4 个月节点齐 1；节点不齐但按期 0.9；获批延期内 0.8；逾期 1–90 天 0.5、91–180 天 0.2、超过 180 天 0',
      ),
      item('1.3', '班子健全', 4, '1−超限空缺天数÷90，书记空缺一天计两天，最低 0'),
    ]),
    task(2, '组织生活', [
      item(
        '2.1',
        '三会一课',
        10,
        '（3×党员大会季÷4＋3×支委会月÷12＋2×小组会÷应开＋党课÷目标＋书记讲课）÷10；无支委会的 3 分并入小组会或学习；年度未完按到期的算',
      ),
      item('2.2', '主题党日', 5, '12 个月月值之和÷12：按期 1、合规顺延 1、当月未按期 0.6、未开 0，不足 2 小时再×0.7'),
      item('2.3', '组织生活会', 3, '召开 0.5＋0.5×材料齐全率（7 项）；不在第四季度再减 0.1；未开 0'),
      item('2.4', '民主评议', 4, '完成环节÷6；优秀超比例×0.8；未做 0'),
    ]),
    task(3, '组织关系', [
      item('3.1', '接转规范', 4, '合规笔数÷总笔数，没有接转的看年度排查；未排查再减 0.25'),
      item('3.2', '出国（境）', 2, '行前审批且登记齐÷总人次；没有则不适用'),
      item('3.3', '流动党员', 4, '0.5×纳管率＋0.3×按期联系率＋0.2×返回查验率；没有则不适用'),
    ]),
    task(4, '教育管理', [
      item('4.1', '学习培训', 8, '（3×集中学习天÷12＋3×党员学时达标率＋1.5×书记班子学时达标率＋0.5×班子集中培训率）÷8'),
      item('4.2', '主题实践', 2, '次数÷4，最高 1'),
      item('4.3', '党费', 4, '按月足额人月÷应交人月；第四季度未公示再减 0.25'),
      item('4.4', '日常管理', 2, '（义务清单完成率＋平均出勤率÷0.9）÷2'),
      item('4.5', '处置', 2, '按期处置÷应处置；没有则不适用'),
    ]),
    task(5, '发展党员', [
      item('5.1', '信息库', 3, '上、下半年各更新一次，各占一半'),
      item('5.2', '程序合规', 6, '合规节点÷应完成节点；没有发展对象则不适用'),
      item('5.3', '队伍', 1, '非党员职工 50 人以上：有积极分子 1，否则 0；不足 50 人不适用'),
    ]),
    task(6, '关怀帮扶', [
      item('6.1', '谈心谈话', 4, '（年度覆盖率＋必谈事件按期书记面谈率）÷2；没有必谈事件则只看覆盖率'),
      item('6.2', '权利公开', 2, '（公开次数÷4＋意见按期答复率）÷2；没有意见则只看公开'),
      item('6.3', '帮扶', 2, '（走访完成率＋申请闭环率）÷2；没有则不适用'),
    ]),
    task(7, '建章立制', [
      item('7.1', '制度', 2, '现行制度÷6'),
      item('7.2', '计划', 2, '（按时 1、逾期 0.5、没有 0＋到期项完成率）÷2'),
      item('7.3', '台账', 3, '（1.5×必录项齐全率＋0.75×照片归档率＋0.75×月结数÷12）÷3'),
      item('7.4', '报告整改', 2, '（月报按时率＋整改按期完成率）÷2'),
    ]),
    task(8, '基础保障', [
      item('8.1', '阵地', 3, '（有阵地 1＋2×设施÷6）÷3'),
      item('8.2', '经费', 3, '（列支 1.5＋1.5×合规支出率）÷3'),
      item('8.3', '党务力量', 2, '（书记培训完成＋信息员等到位）÷2'),
    ]),
  ],
}

/** 权重编辑器交来的一版权重，只有数字。 */
export type SchemeWeights = readonly {
  readonly taskNo: number
  readonly weightCenti: number
  readonly items: readonly { readonly itemId: string; readonly weightCenti: number }[]
}[]

export type SchemeProblem = { readonly place: string; readonly message: string }

/** 百分之一分 → `14.40`。 */
export function formatCenti(centi: number): string {
  const size = Math.abs(centi)
  return `${centi < 0 ? '−' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
}

/** 方案校验：八项任务、28 项各恰好一次；任务之和 100.00；任务内各项之和等于任务权重。空表示通过。 */
export function schemeProblems(weights: SchemeWeights): SchemeProblem[] {
  const problems: SchemeProblem[] = []
  for (const standard of DEFAULT_SCHEME.tasks) {
    const place = `任务${TASK_NUMERALS[standard.taskNo - 1] ?? ''} ${standard.name}`
    const given = weights.filter((each) => each.taskNo === standard.taskNo)
    const [only] = given
    if (!only || given.length > 1) {
      problems.push({ place, message: given.length === 0 ? '没有给出权重，请补上。' : '给了不止一次，请只留一份。' })
      continue
    }
    for (const { itemId, name } of standard.items) {
      const count = only.items.filter((each) => each.itemId === itemId).length
      if (count !== 1)
        problems.push({ place, message: `${itemId} ${name}${count === 0 ? '没有给出权重，请补上' : '给了不止一次，请只留一份'}。` })
    }
    for (const { itemId } of only.items)
      if (!standard.items.some((each) => each.itemId === itemId)) problems.push({ place, message: `没有“${itemId}”这个考核项，请删去。` })
    const total = only.items.reduce((accumulated, each) => accumulated + each.weightCenti, 0)
    if (total !== only.weightCenti)
      problems.push({
        place,
        message: `各项之和 ${formatCenti(total)}，应等于任务权重 ${formatCenti(only.weightCenti)}，${difference(total, only.weightCenti)}。`,
      })
  }
  for (const { taskNo } of weights)
    if (!DEFAULT_SCHEME.tasks.some((each) => each.taskNo === taskNo))
      problems.push({ place: `任务 ${taskNo}`, message: '没有这项任务，只有八项，请删去。' })
  const total = weights.reduce((accumulated, each) => accumulated + each.weightCenti, 0)
  if (total !== FULL_CENTI)
    problems.push({ place: '八项任务', message: `权重之和 ${formatCenti(total)}，应为 100.00，${difference(total, FULL_CENTI)}。` })
  return problems
}

export const TASK_NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八'] as const

function difference(total: number, expected: number): string {
  return total > expected ? `多 ${formatCenti(total - expected)}` : `差 ${formatCenti(expected - total)}`
}

/** 把一版通过校验的权重套到默认方案的名称与算式上。 */
export function schemeWith(version: number, weights: SchemeWeights): AssessmentScheme {
  return {
    version,
    tasks: DEFAULT_SCHEME.tasks.map((standard) => {
      const given = weights.find((each) => each.taskNo === standard.taskNo)
      return {
        ...standard,
        weightCenti: given?.weightCenti ?? 0,
        items: standard.items.map((each) => ({
          ...each,
          weightCenti: given?.items.find((candidate) => candidate.itemId === each.itemId)?.weightCenti ?? 0,
        })),
      }
    }),
  }
}

export function schemeItemById(itemId: string): SchemeItem | undefined {
  return DEFAULT_SCHEME.tasks.flatMap((each) => each.items).find((each) => each.itemId === itemId)
}

/** 一票否决的十种情形。只封顶等次，不改分；须由有权人确认并附依据。 */
export const VETO_NAMES = {
  V1: '逾期换届超过 180 天且无批准',
  V2: '全年未召开组织生活会或未开展民主评议',
  V3: '会议活动、台账弄虚作假',
  V4: '查实发展党员违规违纪',
  V5: '支部书记受严重警告以上处分或班子成员被立案审查（结论成立）',
  V6: '挪用党费或党建经费',
  V7: '连续两个季度未开党员大会',
  V8: '被列软弱涣散未如期销号',
  V9: '拒不整改督办事项',
  V10: '重大意识形态、安全责任事件被上级追责',
} as const
export type VetoId = keyof typeof VETO_NAMES
