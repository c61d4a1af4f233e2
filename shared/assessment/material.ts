// 年度考核材料包的一项材料（W42）：在哪一卷、叫什么、由记录判定有没有。

export type MaterialState = '已有' | '缺' | '待后续功能'
export type Material = {
  /** 卷号与卷名，如“①支部基本情况与名册”。 */
  readonly volume: string
  readonly item: string
  readonly state: MaterialState
  /** 缺什么、去哪里补；已有的写在包里的哪个文件。 */
  readonly advice: string
}

export const VOLUMES = [
  '①支部基本情况与名册',
  '②届次与班子、分工',
  '③年度计划与三张清单',
  '④会议、党课、主题党日台账',
  '⑤组织生活会卷',
  '⑥民主评议卷',
  '⑦组织关系转接、流动、出国（境）卷',
  '⑧学习培训学时表',
  '⑨党费核定、台账、公示',
  '⑩发展党员卷',
  '⑪谈心谈话与关怀帮扶',
  '⑫制度文本与检查表',
  '⑬阵地、经费、党务公开',
  '⑭月报与问题整改',
  '⑮书记述职报告与测评',
  '⑯自评表、得分明细、加减分依据',
  '⑰佐证照片',
] as const

/** 包里由记录生成的文件名；目录与缺项单里用的是同一个名字。 */
export const PACKAGE_FILES = {
  catalog: '00 目录.docx',
  basics: '01 支部基本情况.docx',
  roster: '01 党员花名册.xlsx',
  board: '02 届次与班子台账.xlsx',
  ledger: '04 会议活动台账.docx',
  lifeMeetings: '05 组织生活会材料齐全情况.xlsx',
  review: '06 民主评议汇总表.xlsx',
  talks: '11 谈心谈话登记表.xlsx',
  report: '16 自评报告.docx',
  score: '16 得分表.xlsx',
  gaps: '缺项单.xlsx',
} as const

export const volumeName = (volume: number): string => VOLUMES[volume - 1] ?? ''
export const have = (volume: number, item: string, advice: string): Material => ({
  volume: volumeName(volume),
  item,
  state: '已有',
  advice,
})
export const lack = (volume: number, item: string, advice: string): Material => ({ volume: volumeName(volume), item, state: '缺', advice })

export function check(volume: number, item: string, isPresent: boolean, where: string, advice: string): Material {
  return isPresent ? have(volume, item, where) : lack(volume, item, advice)
}
