import { formatCenti, TASK_NUMERALS } from '../../shared/assessment/scheme.ts'
import type { Material } from '../../shared/assessment/material.ts'
import { formatChinese, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { electedTerms, effectiveTermEnd, committeeSize } from '../../shared/election/tenure.ts'
import type { Block } from '../../shared/document/block.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { PlainDocument } from '../document/docx-plain.ts'
import type { RankedSheet } from './queries.ts'
import { percentText, starsText } from './score-workbook.ts'

// 材料包里的文稿：都没有版头，由记录写成；没有数据的照实写“缺”，不编造。

type Column = { label: string; share: number; align: '居中' | '居左' }
const center = (label: string, share: number): Column => ({ label, share, align: '居中' })
const left = (label: string, share: number): Column => ({ label, share, align: '居左' })
const table = (columns: Column[], rows: string[][]): Block => ({ kind: '表', columns, rows })
const paragraph = (text: string): Block => ({ kind: '段', lead: '', leadLevel: 1, text })
const heading = (level: number, text: string): Block => ({ kind: '标题', level, text })

/** 支部的材料目录：应有、已有、缺。 */
export function catalogDocument(
  organization: OrganizationFacts,
  year: number,
  on: PlainDate,
  materials: readonly Material[],
): PlainDocument {
  const count = (state: Material['state']) => materials.filter((each) => each.state === state).length
  return {
    title: `${organization.shortName}${year}年度考核材料目录`,
    orientation: '纵向',
    body: [
      paragraph(
        `应有${materials.length}项，已有${count('已有')}项，缺${count('缺')}项，待后续功能${count('待后续功能')}项。判定日为${formatChinese(on)}。`,
      ),
      table(
        [left('卷', 4), left('材料', 5), center('状态', 3), left('所在文件或补法', 7)],
        // 同卷只在第一行写卷名，一眼看出一卷有几项。
        materials.map((each, index) => [
          materials[index - 1]?.volume === each.volume ? '' : each.volume,
          each.item,
          each.state,
          each.advice,
        ]),
      ),
      { kind: '注', text: '缺的材料没有编造；“待后续功能”是本版软件尚无相应台账，请将原件另行归卷。' },
    ],
    signature: { issuer: organization.name, datedOn: on },
    isSigned: false,
  }
}

/** 支部基本情况表，判定日的快照。 */
export function basicsDocument(organization: OrganizationFacts, on: PlainDate): PlainDocument {
  const term = electedTerms(organization.terms, on).at(-1)
  const known = (value: number | null) => (value === null ? '未登记' : `${value}人`)
  const rows: [string, string][] = [
    ['党支部全称', organization.name],
    ['组织代码', organization.code],
    ['组织形式', organization.form],
    ['单位类型', organization.unitType],
    ['覆盖单位', organization.coveredUnits.join('、') || '未登记'],
    ['成立日期', formatChinese(organization.establishedOn)],
    ['成立批复文号', organization.establishmentDocumentNo || '未登记'],
    [
      '党员人数',
      `${organization.memberCount}人，其中正式党员${organization.fullMemberCount}人、预备党员${organization.memberCount - organization.fullMemberCount}人`,
    ],
    ['党小组', organization.groups.map((group) => `${group.name}（组长${group.leaderName ?? '空缺'}）`).join('、') || '未划分'],
    ['职工总数', known(organization.staffTotal)],
    ['非党员职工', known(organization.nonpartyStaffTotal)],
    ['本届', term ? `第${term.seq}届，${formatChinese(term.electedOn)}选举，${formatChinese(effectiveTermEnd(term, on))}届满` : '未登记'],
    ['在任班子', `${committeeSize(organization.posts, on)}人`],
  ]
  return {
    title: `${organization.shortName}基本情况`,
    orientation: '纵向',
    body: [
      table([left('项目', 3), left('内容', 9)], rows),
      { kind: '注', text: `数据为${formatChinese(on)}的快照，由党组织、党员名册与届次登记生成。` },
    ],
    signature: { issuer: organization.name, datedOn: on },
    isSigned: false,
  }
}

/** 自评报告：分数怎么来、人工评定了哪些、还缺什么，都照得分表写。 */
export function selfReportDocument(organization: OrganizationFacts, sheet: RankedSheet, on: PlainDate): PlainDocument {
  const { year } = sheet
  return {
    title: `${organization.shortName}${year}年度考核自评报告`,
    orientation: '纵向',
    body: [
      paragraph(overview(organization, sheet, on)),
      heading(1, '一、八项任务得分'),
      table(
        [left('任务', 4), center('满分', 2), center('得分率', 2), center('得分', 2)],
        sheet.tasks.map((task) => [
          `${TASK_NUMERALS[task.taskNo - 1] ?? ''}、${task.name}`,
          formatCenti(task.weightCenti),
          task.isApplicable ? percentText(task.ratioPermyriad) : '不适用',
          task.isApplicable ? formatCenti(task.scoreCenti) : '不适用',
        ]),
      ),
      heading(1, '二、各项得分与依据'),
      paragraph('不适用项的权重在本任务内按比例分摊给其他项，所以有的项得分会高于自身权重。来源为“人工评定”的由人评定并附依据。'),
      ...sheet.tasks.flatMap((task, index): Block[] => [
        heading(2, `（${TASK_NUMERALS[index] ?? ''}）${task.name}`),
        table(
          [left('考核项', 3.4), center('权重', 1.6), center('得分', 1.6), center('来源', 2.2), left('依据', 6.2)],
          task.items.map((item) => [
            `${item.itemId} ${item.name}`,
            formatCenti(item.weightCenti),
            item.isApplicable ? formatCenti(item.scoreCenti) : '不适用',
            item.source,
            item.basis,
          ]),
        ),
      ]),
      heading(1, '三、加分、减分与一票否决'),
      ...adjustmentParagraphs(sheet),
      heading(1, '四、存在问题与待补材料'),
      ...problemParagraphs(sheet),
    ],
    signature: { issuer: organization.name, datedOn: on },
    isSigned: true,
  }
}

function overview(organization: OrganizationFacts, sheet: RankedSheet, on: PlainDate): string {
  const probationary = organization.memberCount - organization.fullMemberCount
  const sources = sheet.tasks.flatMap((task) => task.items.map((item) => item.source))
  const count = (source: (typeof sources)[number]) => sources.filter((each) => each === source).length
  return (
    `截至${formatChinese(on)}，${organization.name}有党员${organization.memberCount}名，其中正式党员${organization.fullMemberCount}名、预备党员${probationary}名。` +
    `按年度考核评分方案第${sheet.schemeVersion}版自评，八项任务基础分${formatCenti(sheet.baseCenti)}分，` +
    `计入加分${formatCenti(sheet.bonusCenti)}分、减分${formatCenti(sheet.deductionCenti)}分，得分${formatCenti(sheet.finalCenti)}分，` +
    `等次为${sheet.grade}（${starsText(sheet.stars)}），类别为${sheet.category}，在全集团党支部中列第${sheet.rank}名。` +
    `${sources.length}个考核项中，由记录计算${count('记录计算')}项，人工评定${count('人工评定')}项，待补证${count('待补证')}项。`
  )
}

function adjustmentParagraphs(sheet: RankedSheet): Block[] {
  const adjustments = sheet.adjustments.map((each) =>
    paragraph(
      `${each.kind}${formatCenti(each.pointsCenti)}分：${each.reason}${each.documentNo === '' ? '（文号待补）' : `（${each.documentNo}）`}。`,
    ),
  )
  const vetoes = sheet.vetoes.map((veto) =>
    paragraph(`一票否决${veto.vetoId}：${veto.name}。依据：${veto.basis}。由${veto.confirmedBy}于${formatChinese(veto.confirmedOn)}确认。`),
  )
  const blocks = [...adjustments, ...vetoes]
  return blocks.length > 0 ? blocks : [paragraph('本年度没有登记加分、减分，也没有经确认的一票否决情形。')]
}

function problemParagraphs(sheet: RankedSheet): Block[] {
  const computed = sheet.tasks.flatMap((task) =>
    task.items.filter((item) => item.source === '记录计算' && item.isApplicable && item.ratioPermyriad < 10_000),
  )
  const blocks = [
    ...computed.map((item) => paragraph(`${item.itemId}${item.name}：${item.basis}。`)),
    ...sheet.vetoHints.map((hint) => paragraph(`系统提示可能存在一票否决情形${hint.vetoId}：${hint.reason}，须由有权人确认。`)),
    ...(sheet.pendingItems.length > 0
      ? [paragraph(`以下各项没有记录也没有评定，暂记0分，待补证：${sheet.pendingItems.join('、')}。`)]
      : []),
  ]
  return blocks.length > 0 ? blocks : [paragraph('由记录计算的各项没有发现扣分情形，没有待补证的考核项。')]
}

export type BranchSummary = {
  readonly folder: string
  readonly organizationName: string
  readonly have: number
  readonly lack: number
  readonly later: number
}

/** 全集团总目录：每个支部在哪个文件夹，应有、已有、缺各多少。 */
export function groupCatalogDocument(unitName: string, year: number, on: PlainDate, branches: readonly BranchSummary[]): PlainDocument {
  return {
    title: `${year}年度党支部考核材料总目录`,
    orientation: '纵向',
    body: [
      paragraph(
        `本包含${branches.length}个党支部的年度考核材料，判定日为${formatChinese(on)}，每个支部一个文件夹，文件夹内另有目录与缺项单。`,
      ),
      table(
        [
          center('序号', 1.4),
          left('党支部', 4),
          left('文件夹', 5),
          center('应有', 1.6),
          center('已有', 1.6),
          center('缺', 1.4),
          center('待后续', 1.8),
        ],
        branches.map((each, index) => [
          String(index + 1),
          each.organizationName,
          each.folder,
          String(each.have + each.lack + each.later),
          String(each.have),
          String(each.lack),
          String(each.later),
        ]),
      ),
      { kind: '注', text: 'SHA256SUMS.txt 列出全部文件的校验值，可用来核对材料有没有被改动。' },
    ],
    signature: { issuer: unitName, datedOn: on },
    isSigned: false,
  }
}
