import { addMonths, type PlainDate } from '../calendar/plain-date.ts'
import type { Standards } from '../compliance/standards.ts'
import { committeePosts, effectiveTermEnd, electedTerms } from '../election/tenure.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { lifeMaterials, type LifeJudging } from './life-materials.ts'
import { check, have, lack, PACKAGE_FILES, volumeName, VOLUMES, type Material } from './material.ts'
import { COMPUTED_ITEM_IDS } from './scheme.ts'
import type { RatingSource } from './scoring.ts'

// 年度考核材料包的目录（W42）：每项列“应有”，由记录判定“已有”或“缺”；台账功能还没有的列“待后续功能”。

/** 得分表里与材料有关的部分。 */
export type ScoredMaterials = {
  readonly tasks: readonly {
    readonly items: readonly {
      readonly itemId: string
      readonly name: string
      readonly isApplicable: boolean
      readonly source: RatingSource
    }[]
  }[]
  readonly adjustments: readonly { readonly kind: string; readonly reason: string; readonly documentNo: string }[]
}

/** 台账还没有的各卷：应有哪些项；`itemId` 是对应的考核项，评为不适用的就不应有。 */
const LATER: readonly { readonly volume: number; readonly item: string; readonly itemId: string }[] = [
  { volume: 3, item: '年度计划', itemId: '7.2' },
  { volume: 3, item: '三张清单', itemId: '7.2' },
  { volume: 7, item: '组织关系转接', itemId: '3.1' },
  { volume: 7, item: '流动党员', itemId: '3.3' },
  { volume: 7, item: '出国（境）', itemId: '3.2' },
  { volume: 8, item: '学习培训学时表', itemId: '4.1' },
  { volume: 9, item: '党费核定、台账与公示', itemId: '4.3' },
  { volume: 10, item: '发展党员一人一档', itemId: '5.2' },
  { volume: 11, item: '走访慰问与帮扶', itemId: '6.3' },
  { volume: 12, item: '制度文本与检查表', itemId: '7.1' },
  { volume: 13, item: '阵地', itemId: '8.1' },
  { volume: 13, item: '经费', itemId: '8.2' },
  { volume: 13, item: '党务公开', itemId: '6.2' },
  { volume: 14, item: '月报', itemId: '7.4' },
  { volume: 14, item: '问题整改', itemId: '7.4' },
  { volume: 15, item: '书记述职报告与测评', itemId: '' },
]

/** 判定材料所凭的：考核年度、判定日、标准、节假日表，与登记簿里本支部的公文。 */
export type Judging = Pick<LifeJudging, 'year' | 'asOf' | 'holidays' | 'papers'> & { readonly standards: Standards }

/** 一个支部材料包的全部应有项，按卷号。 */
export function materialsOf(organization: OrganizationFacts, score: ScoredMaterials, { standards, ...judging }: Judging): Material[] {
  const { asOf } = judging
  const inapplicable = new Set(score.tasks.flatMap((task) => task.items.filter((item) => !item.isApplicable).map((item) => item.itemId)))
  const dated = standards.datedFor(organization.id)
  return [
    ...basicMaterials(organization),
    ...boardMaterials(organization, asOf, standards),
    ...lifeMaterials(organization, { ...judging, dated, inapplicable }),
    ...scoreMaterials(score),
    ...laterMaterials(inapplicable),
  ].toSorted((a, b) => VOLUMES.findIndex((each) => each === a.volume) - VOLUMES.findIndex((each) => each === b.volume))
}

function basicMaterials(organization: OrganizationFacts): Material[] {
  const incomplete = organization.members.filter((member) => member.missing.length > 0)
  return [
    have(1, '支部基本情况', PACKAGE_FILES.basics),
    check(
      1,
      '成立批复',
      organization.establishmentDocumentNo !== '',
      `文号 ${organization.establishmentDocumentNo}`,
      '在“党组织”补登成立批复文号',
    ),
    check(1, '党员花名册', organization.members.length > 0, PACKAGE_FILES.roster, '在“党员名册”导入或登记党员'),
    check(
      1,
      '花名册必填项完整',
      organization.members.length > 0 && incomplete.length === 0,
      '必填项齐全',
      incomplete.length === 0 ? '先登记党员' : `${incomplete.length} 名党员有必填项空缺，在“党员名册”补齐：${namesOf(incomplete)}`,
    ),
  ]
}

function namesOf(members: readonly { readonly name: string }[]): string {
  const shown = members.slice(0, 5).map((member) => member.name)
  return members.length > shown.length ? `${shown.join('、')}等` : shown.join('、')
}

function boardMaterials(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): Material[] {
  const posts = committeePosts(organization.posts, asOf)
  const dutyless = posts.filter((post) => post.duty === '')
  const board = [
    check(2, '班子名册', posts.length > 0, PACKAGE_FILES.board, '在“届次与班子”登记书记、委员任职'),
    check(
      2,
      '班子分工',
      posts.length > 0 && dutyless.length === 0,
      PACKAGE_FILES.board,
      posts.length === 0
        ? '先登记班子任职'
        : `${[...new Set(dutyless.map((post) => post.memberName))].join('、')}没有登记分工，在“届次与班子”补登`,
    ),
  ]
  if (organization.form === '临时党支部') return board
  const term = electedTerms(organization.terms, asOf).at(-1)
  if (!term) return [lack(2, '届次台账', '在“届次与班子”登记本届选举日'), ...board]
  const endsOn = effectiveTermEnd(term, asOf)
  const { remindMonths, requestMonths } = standards.profileFor(organization.id, endsOn).values
  const notice = (item: string, kind: '上级提醒' | '换届请示', months: number | null): Material[] => {
    if (months === null || asOf <= addMonths(endsOn, -months)) return []
    const done = term.milestones.find((each) => each.kind === kind && each.occurredOn <= asOf)
    const where = done ? `${done.occurredOn} ${done.documentNo}`.trim() : ''
    return [
      check(
        2,
        item,
        done !== undefined,
        where,
        `本届 ${endsOn} 届满，已过 ${addMonths(endsOn, -months)} 的线，在“届次与班子”登记或生成公文`,
      ),
    ]
  }
  return [
    have(2, '届次台账', PACKAGE_FILES.board),
    check(
      2,
      `第 ${term.seq} 届选举结果批复`,
      term.approvalDocumentNo !== '',
      `文号 ${term.approvalDocumentNo}`,
      '在“届次与班子”补登批复文号',
    ),
    ...notice('上级换届提醒', '上级提醒', remindMonths),
    ...notice('换届请示', '换届请示', requestMonths),
    ...(asOf > endsOn ? [lack(2, '换届选举或延期批复', `本届 ${endsOn} 已届满，尽快换届，或补登获批的延期`)] : []),
    ...board,
  ]
}

function scoreMaterials(score: ScoredMaterials): Material[] {
  const rated = score.tasks.flatMap((task) => task.items.filter((item) => !COMPUTED_ITEM_IDS.includes(item.itemId)))
  const given = rated.filter((item) => item.source === '人工评定')
  return [
    have(16, '自评报告', PACKAGE_FILES.report),
    have(16, '得分明细', PACKAGE_FILES.score),
    ...(given.length > 0 ? [have(16, `人工评定依据（${given.length} 项）`, PACKAGE_FILES.score)] : []),
    ...rated
      .filter((item) => item.source !== '人工评定')
      .map((item) => lack(16, `${item.itemId} ${item.name}的评定依据`, '没有评定，现记 0 分；在“考核与材料包”评定并写明依据')),
    ...score.adjustments.map((each) =>
      check(
        16,
        `${each.kind}依据：${each.reason}`,
        each.documentNo !== '',
        `文号 ${each.documentNo}`,
        '撤下后重新登记，写明表彰、通报的文号',
      ),
    ),
  ]
}

function laterMaterials(inapplicable: ReadonlySet<string>): Material[] {
  return LATER.filter(({ itemId }) => !inapplicable.has(itemId)).map(({ volume, item }) => ({
    volume: volumeName(volume),
    item,
    state: '待后续功能',
    advice: '本版尚无这份台账，请把纸质或电子原件另行归入本卷',
  }))
}
