/** 五份来源文件的全名，供出处给人看。文件自述没有文号、发文机关的，照实写明。 */
export const SOURCES = {
  JY17: '《厦门金圆投资集团有限公司开展党支部基本建设年活动实施方案》（中共厦门金圆投资集团有限公司委员会，2017-04-27）',
  SZ22: '市直机关 2022 年“党支部基本建设年”工作方案（市直机关工委层级，正文无成文日）',
  LZ20: '《党支部建设规范提升行动工作方案》（中共临淄区供销社联合社委员会，临供销党字[2020]29号）',
  JG22: '2022 年市直机关基层党建工作方案（市直机关工委层级，正文无成文日）',
  QJ20: '《加强党建基层基础的工作方案》（区级，约 2020 年，正文无成文日）',
} as const
export type SourceId = keyof typeof SOURCES

/** `source` 第 `clause` 条位的出处写法，如“……第二部分（一）1”。 */
export function citationOf(source: SourceId, clause: string): string {
  return `${SOURCES[source]}${clause}`
}
