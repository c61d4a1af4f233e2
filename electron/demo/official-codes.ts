// 官方表里代码值写作“代码 名称”。只列演示数据用到的几项。

const cells = (entries: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(entries.map((cell) => [cell.slice(cell.indexOf(' ') + 1), cell]))

export const ethnicityCells = cells([
  '01 汉族',
  '02 蒙古族',
  '03 回族',
  '04 藏族',
  '05 维吾尔族',
  '06 苗族',
  '08 壮族',
  '11 满族',
  '15 土家族',
  '17 哈萨克族',
  '22 畲族',
])

export const educationCells = cells([
  '11 博士研究生',
  '12 硕士研究生',
  '21 大学',
  '22 大专',
  '2A 中央党校大学',
  '41 中等专科',
  '6 普通高中',
  '7 初中',
])

export const jobCells = cells([
  '0213 公有经济控制企业管理岗位',
  '0214 公有经济控制企业专业技术岗位',
  '0311 公有经济控制单位工勤岗位',
  '502 退休人员',
])
