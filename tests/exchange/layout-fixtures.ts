import { daysBetween } from '../../shared/calendar/plain-date.ts'
import type { RosterFieldKey } from '../../shared/exchange/roster-fields.ts'
import type { Sheet, SheetCell, SheetRange } from '../../shared/exchange/sheet.ts'
import { educationBook, ethnicityBook, jobBook } from '../../shared/member/codes.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

/**
 * 一列：表头（几层以“|”分开）、填什么、人工标注的答案。
 * 答案是字段名；'' 是名册不收、不该取；`?字段` 是该请人确认、先不取。
 */
export type LabelledColumn = readonly [heading: string, content: Content, answer: RosterFieldKey | '' | `?${RosterFieldKey}`]

export type LayoutFixture = {
  readonly name: string
  readonly sheetName?: string
  /** 表头以上的各行，一行一句。 */
  readonly above?: readonly string[]
  readonly columns: readonly LabelledColumn[]
  /** 第几名党员之前插一行：整行的各格。 */
  readonly inserted?: readonly { readonly before: number; readonly cells: readonly string[] }[]
  readonly below?: readonly string[]
  readonly people?: number
}

const text = (value: string): SheetCell | undefined => (value === '' ? undefined : { kind: '文本', text: value })
const date = (value: string | null): SheetCell | undefined =>
  value === null ? undefined : { kind: '日期', date: value, serial: daysBetween('1899-12-30', value), showsDay: true }
const number = (value: number): SheetCell => ({ kind: '数字', number: value })

type Make = (person: MemberProfile, index: number) => SheetCell | undefined

/** 每种内容怎样由一名合成党员生成。 */
export const CONTENTS = {
  空: () => undefined,
  序号: (_, index) => number(index + 1),
  姓名: ({ name }) => text(name),
  对齐的姓名: ({ name }) => text(Array.from(name).length === 2 ? name.split('').join('　') : name),
  介绍人: (_, index) => text(syntheticPerson(index + 400).name),
  支部: (_, index) => text(`中共测试制造公司第${index < 6 ? '一' : '二'}支部委员会`),
  支部简称: (_, index) => text(index < 6 ? '机关党支部' : '车间党支部'),
  支部代码: (_, index) => text(index < 6 ? '001.002' : '001.003'),
  标识: (_, index) => text(`A${String(index).padStart(3, '0')}F9C2${index * 7919}`),
  证号: ({ identityNumber }) => text(identityNumber),
  证号撇号: ({ identityNumber }) => text(`'${identityNumber}`),
  数字证号: ({ identityNumber }) => number(Number(identityNumber.replace('X', '0'))),
  别人证号: (_, index) => text(syntheticPerson(index + 300).identityNumber),
  性别: ({ gender }) => text(gender),
  性别代码: ({ gender }) => text(gender === '男' ? '1' : '2'),
  民族: ({ ethnicity }) => text(ethnicity),
  民族代码名称: ({ ethnicity }) => text(ethnicityBook.cell(ethnicity)),
  民族省略: (_, index) => text(index % 3 === 0 ? '回' : '汉'),
  生日: ({ birthOn }) => date(birthOn),
  生日点: ({ birthOn }) => text(birthOn.slice(0, 7).replace('-', '.')),
  生日汉字: ({ birthOn }) => text(`${birthOn.slice(0, 4)}年${Number(birthOn.slice(5, 7))}月`),
  生日连写: ({ birthOn }) => text(birthOn.replaceAll('-', '')),
  年龄: ({ birthOn }) => number(2026 - Number(birthOn.slice(0, 4))),
  年龄岁: ({ birthOn }) => text(`${2026 - Number(birthOn.slice(0, 4))}岁`),
  学历: ({ education }, index) => text(index % 4 === 0 ? '本科' : index % 4 === 1 ? '大专' : education),
  学历代码名称: ({ education }) => text(educationBook.cell(education)),
  学位: (_, index) => text(index % 2 === 0 ? '学士' : '硕士'),
  类别: (_, index) => text(index % 5 === 0 ? '预备党员' : '正式党员'),
  正预: (_, index) => text(index % 5 === 0 ? '预备' : '正式'),
  正预一字: (_, index) => text(index % 5 === 0 ? '预' : '正'),
  政治面貌: (_, index) => text(index % 5 === 0 ? '中共预备党员' : '中共党员'),
  全是党员: () => text('中共党员'),
  用工类别: (_, index) => text(index % 2 === 0 ? '在岗职工' : '劳务派遣'),
  党籍: (_, index) => text(index === 3 ? '停止党籍' : '正常'),
  入党: ({ joinedOn }) => date(joinedOn),
  入党斜杠: ({ joinedOn }) => text(joinedOn.replaceAll('-', '/')),
  入党年月: ({ joinedOn }) => text(`${joinedOn.slice(0, 4)}.${joinedOn.slice(5, 7)}`),
  转正: ({ fullOn }, index) => (index % 5 === 0 ? undefined : date(fullOn)),
  转正斜杠: ({ fullOn }, index) => (index % 5 === 0 ? undefined : text((fullOn ?? '').replaceAll('-', '/'))),
  参加工作: ({ joinedOn }) => date(`${Number(joinedOn.slice(0, 4)) - 2}-08-01`),
  其他日期: (_, index) => date(`20${String(10 + (index % 12)).padStart(2, '0')}-03-01`),
  岗位代码名称: ({ job }) => text(jobBook.cell(job)),
  岗位名称: ({ job }) => text(job),
  岗位文字: (_, index) => text(index % 2 === 0 ? '会计' : '机修工'),
  职务: (_, index) => text(index % 3 === 0 ? '总经理' : '部门主管'),
  党内职务: (_, index) => text(index === 0 ? '书记' : index === 1 ? '组织委员' : '党员'),
  手机: ({ mobile }) => text(mobile),
  数字手机: ({ mobile }) => number(Number(mobile)),
  座机: (_, index) => text(`0592-55${String(index).padStart(5, '0')}`),
  住址: ({ address }) => text(address),
  是否: (_, index) => text(index === 4 ? '是' : '否'),
  勾叉: (_, index) => text(index === 4 ? '√' : '×'),
  流向: (_, index) => text(index === 4 ? '广东省深圳市' : ''),
  单位: (_, index) => text(index % 2 === 0 ? '测试制造有限公司' : '测试商贸有限公司'),
  部门: (_, index) => text(index % 2 === 0 ? '财务部' : '生产部'),
  籍贯: (_, index) => text(index % 2 === 0 ? '福建厦门' : '江西赣州'),
  党龄: ({ fullOn }) => number(2026 - Number((fullOn ?? '2020').slice(0, 4))),
  金额: (_, index) => number(35 + index * 1.5),
  邮箱: (_, index) => text(`member${index}@example.invalid`),
  备注: (_, index) => text(index % 4 === 0 ? '借调' : ''),
  时间戳: (_, index) => text(`2026-09-${String((index % 28) + 1).padStart(2, '0')} 10:00:00`),
  百分比: (_, index) => text(`${80 + index}%`),
} as const satisfies Record<string, Make>
export type Content = keyof typeof CONTENTS

/** 夹具里的第几名党员；民族、类别随表变化，证号互不相同。 */
export function fixturePerson(index: number): MemberProfile {
  return syntheticPerson(index * 37 + 5, index % 3 === 0 ? { gender: '女' } : {})
}

/** 按夹具造一张表；表头分层的合并单元格与 Excel 里一样。 */
export function sheetOf(fixture: LayoutFixture): Sheet {
  const levels = fixture.columns.map(([heading]) => heading.split('|'))
  const height = Math.max(...levels.map((parts) => parts.length))
  const above = (fixture.above ?? []).map((line) => [text(line)])
  const headerRows: (SheetCell | undefined)[][] = Array.from({ length: height }, (_, level) =>
    levels.map((parts) => text(parts[level] ?? '')),
  )
  const merges: SheetRange[] = above.map((_, row) => ({ top: row, left: 0, bottom: row, right: fixture.columns.length - 1 }))
  const top = above.length
  for (let column = 0; column < levels.length; column += 1) {
    const parts = levels[column] ?? []
    if (parts.length < height) merges.push({ top: top + parts.length - 1, left: column, bottom: top + height - 1, right: column })
    if (parts.length < 2 || (column > 0 && levels[column - 1]?.[0] === parts[0] && (levels[column - 1]?.length ?? 0) > 1)) continue
    let right = column
    while (levels[right + 1]?.[0] === parts[0] && (levels[right + 1]?.length ?? 0) > 1) right += 1
    if (right > column) merges.push({ top, left: column, bottom: top, right })
  }
  const body = Array.from({ length: fixture.people ?? 12 }, (_, index) =>
    fixture.columns.map(([, content]) => CONTENTS[content](fixturePerson(index), index)),
  )
  for (const { before, cells } of [...(fixture.inserted ?? [])].sort((a, b) => b.before - a.before)) body.splice(before, 0, cells.map(text))
  return {
    book: '',
    name: fixture.sheetName ?? 'Sheet1',
    rows: [...above, ...headerRows, ...body, ...(fixture.below ?? []).map((line) => [text(line)])],
    merges,
    isHidden: false,
  }
}

const BASIC: readonly LabelledColumn[] = [
  ['姓名', '姓名', 'name'],
  ['公民身份证号', '证号', 'identityNumber'],
  ['所在党支部', '支部', 'branch'],
  ['民族', '民族', 'ethnicity'],
  ['人员类别', '类别', 'category'],
  ['入党时间', '入党', 'joinedOn'],
]

/** 手工标注的版式。前六种是已知的官方与集团版式，其余模仿各单位自制的表。 */
export const LAYOUT_FIXTURES: readonly LayoutFixture[] = [
  {
    name: 'A 2017 版《党员基本信息汇总表》',
    above: ['党员基本信息汇总表', '基层党委：中共测试集团有限公司委员会　　汇总日期：2026年9月14日'],
    columns: [
      ['序号', '序号', ''],
      ['姓名', '姓名', 'name'],
      ['所在党支部', '支部', 'branch'],
      ['公民身份证号', '证号', 'identityNumber'],
      ['性别', '性别', 'gender'],
      ['民族', '民族代码名称', 'ethnicity'],
      ['出生日期', '生日', 'birthOn'],
      ['学历', '学历代码名称', 'education'],
      ['人员类别', '类别', 'category'],
      ['加入党组织日期', '入党', 'joinedOn'],
      ['转为正式党员日期', '转正', 'fullOn'],
      ['工作岗位', '岗位代码名称', 'job'],
      ['联系电话|手机号', '数字手机', 'mobile'],
      ['联系电话|固定电话', '座机', 'landline'],
      ['家庭住址', '住址', 'address'],
      ['党籍状态', '党籍', 'partyStatus'],
      ['是否为\n失联党员', '是否', 'isLost'],
      ['失去联系日期', '空', 'lostOn'],
      ['是否为\n流动党员', '是否', 'isFloating'],
      ['外出流向', '流向', 'floatingTo'],
    ],
    below: ['注：此表可从系统导出或从共产党员网（网址：www.12371.cn）下载，不可自行制作。'],
  },
  {
    name: 'B 党员信息库列表',
    columns: [
      ['序号', '序号', ''],
      ['姓名', '姓名', 'name'],
      ['性别', '性别', 'gender'],
      ['公民身份号码', '证号', 'identityNumber'],
      ['民族', '民族', 'ethnicity'],
      ['出生日期', '生日', 'birthOn'],
      ['学历', '学历', 'education'],
      ['人员类别', '类别', 'category'],
      ['学位', '学位', ''],
      ['所在党支部', '支部', 'branch'],
      ['手机号码', '手机', 'mobile'],
      ['入党日期', '入党', 'joinedOn'],
      ['转正日期', '转正', 'fullOn'],
      ['党龄', '党龄', ''],
      ['党龄校正值', '空', ''],
      ['新社会阶层类型', '空', ''],
      ['工作岗位', '岗位名称', 'job'],
      ['从事专业技术职务', '空', ''],
      ['是否农民工', '是否', ''],
      ['现居住地', '住址', 'address'],
      ['户籍所在地', '籍贯', ''],
      ['是否失联党员', '是否', 'isLost'],
      ['是否流动党员', '是否', 'isFloating'],
      ['入党类型', '空', ''],
      ['转正情况', '空', ''],
      ['入党时所在支部', '支部', ''],
      ['延长预备期时间', '空', ''],
    ],
  },
  {
    name: 'C 集团国企标准“党员信息”',
    columns: [
      ['集团员工编码', '标识', ''],
      ['企业名称', '单位', ''],
      ['党员唯一标识', '标识', ''],
      ['姓名', '姓名', 'name'],
      ['性别', '性别', 'gender'],
      ['公民身份号码', '证号', 'identityNumber'],
      ['出生日期', '生日', 'birthOn'],
      ['学历', '学历代码名称', 'education'],
      ['学位', '学位', ''],
      ['民族', '民族代码名称', 'ethnicity'],
      ['工作岗位', '岗位代码名称', 'job'],
      ['新社会阶层类型', '空', ''],
      ['从事专业技术职务', '空', ''],
      ['是否农民工', '是否', ''],
      ['手机号码', '手机', 'mobile'],
      ['组织关系所在党支部', '支部', 'branch'],
      ['党组织唯一标识', '标识', ''],
      ['联合支部所在单位', '空', ''],
      ['户籍所在地', '籍贯', ''],
      ['现居住地', '住址', 'address'],
      ['入党日期', '入党', 'joinedOn'],
      ['转正日期', '转正', 'fullOn'],
      ['党龄', '党龄', ''],
      ['党龄校正值', '空', ''],
      ['进入本信息系统类型', '空', ''],
      ['进入本信息系统日期', '其他日期', ''],
      ['进入本信息系统操作党组织唯一标识', '标识', ''],
      ['离开本信息系统类型', '空', ''],
      ['离开本信息系统日期', '空', ''],
      ['离开本信息系统操作党组织唯一标识', '空', ''],
      ['更新时间戳', '时间戳', ''],
      ['操作党组织', '支部', ''],
    ],
  },
  {
    name: 'D 旧党内统计系统导出',
    columns: [
      ['姓名', '姓名', 'name'],
      ['身份证号码', '证号', 'identityNumber'],
      ['性别', '性别', 'gender'],
      ['民族', '民族', 'ethnicity'],
      ['籍贯', '籍贯', ''],
      ['是否台湾省籍', '是否', ''],
      ['出生日期', '生日', 'birthOn'],
      ['学历', '学历', 'education'],
      ['人员类别', '类别', 'category'],
      ['所在党组织', '支部', 'branch'],
      ['入党时间', '入党斜杠', 'joinedOn'],
      ['转正时间', '转正斜杠', 'fullOn'],
      ['工作岗位', '岗位名称', 'job'],
      ['参加工作日期', '参加工作', ''],
      ['家庭住址', '住址', 'address'],
      ['联系电话', '手机', 'mobile'],
      ['婚姻状况', '空', ''],
      ['党员档案所在单位', '单位', ''],
      ['技术职称', '空', ''],
      ['新社会阶层类型', '空', ''],
      ['一线情况', '空', ''],
      ['培训情况', '空', ''],
      ['是否农民工 ', '是否', ''],
      ['是否失联党员', '是否', 'isLost'],
      ['信息完整度(%)', '百分比', ''],
    ],
  },
  {
    name: '“党籍状态”里是正式/预备',
    columns: [
      ['身份证号码', '证号', 'identityNumber'],
      ['姓 名', '姓名', 'name'],
      ['党籍状态', '正预', 'category'],
      ['入党时间', '入党斜杠', 'joinedOn'],
      ['转正时间', '转正斜杠', 'fullOn'],
      ['民族', '民族', 'ethnicity'],
      ['所属党支部', '支部', 'branch'],
      ['联系电话', '手机', 'mobile'],
    ],
  },
  {
    name: '“党籍状态（正式党员或预备党员）”与“党籍状态”同在',
    columns: [
      ...BASIC.slice(0, 4),
      ['党籍状态（正式党员或预备党员）', '类别', 'category'],
      ['党籍状态', '党籍', 'partyStatus'],
      ['入党日期', '入党', 'joinedOn'],
    ],
  },
  { name: '“预/正”一字简写', columns: [...BASIC.slice(0, 4), ['预/正', '正预一字', 'category'], ['入党年月', '入党年月', 'joinedOn']] },
  {
    name: '“人员类别”里是用工类别，正式/预备另有一列',
    columns: [...BASIC.slice(0, 4), ['人员类别', '用工类别', ''], ['预/正', '正预', 'category'], ['入党日期', '入党', 'joinedOn']],
  },
  {
    name: '“人员类别”里是用工类别',
    columns: [...BASIC.slice(0, 4), ['人员类别', '用工类别', '?category'], ['入党日期', '入党', 'joinedOn']],
  },
  {
    name: '“政治面貌”有中共党员与预备党员',
    columns: [...BASIC.slice(0, 4), ['政治面貌', '政治面貌', 'category'], ['入党时间', '入党', 'joinedOn']],
  },
  {
    name: '“政治面貌”全是中共党员，看不出正式还是预备',
    columns: [...BASIC.slice(0, 4), ['政治面貌', '全是党员', '?category'], ['入党时间', '入党', 'joinedOn']],
  },
  {
    name: '“所在党支部”里是代码',
    columns: [BASIC[0], BASIC[1], ['所在党支部', '支部代码', 'branch'], ...BASIC.slice(3)] as LabelledColumn[],
  },
  {
    name: '支部代码与支部名称两列',
    columns: [...BASIC.slice(0, 2), ['所在党支部', '支部代码', ''], ['党支部名称', '支部', 'branch'], ...BASIC.slice(3)],
  },
  { name: '“出生年月”里是年龄', columns: [...BASIC, ['出生年月', '年龄', '']] },
  { name: '“出生年月”里是“45岁”', columns: [...BASIC, ['出生年月', '年龄岁', '']] },
  { name: '“出生年月”是 1969.01', columns: [...BASIC, ['出生年月', '生日点', 'birthOn']] },
  { name: '“出生年月”是 1969年1月，另有年龄列', columns: [...BASIC, ['出生年月', '生日汉字', 'birthOn'], ['年龄', '年龄', '']] },
  {
    name: '分组表头：基本情况、党籍情况、联系方式',
    above: ['测试制造公司党员花名册'],
    columns: [
      ['序号', '序号', ''],
      ['基本情况|姓名', '姓名', 'name'],
      ['基本情况|性别', '性别', 'gender'],
      ['基本情况|民族', '民族', 'ethnicity'],
      ['基本情况|身份证号', '证号', 'identityNumber'],
      ['党内情况|入党时间', '入党', 'joinedOn'],
      ['党内情况|转正时间', '转正', 'fullOn'],
      ['党内情况|所在支部', '支部', 'branch'],
      ['党内情况|正式/预备', '正预', 'category'],
      ['联系方式|手机', '手机', 'mobile'],
      ['联系方式|住址', '住址', 'address'],
    ],
  },
  {
    name: '分组表头：“入党”“转正”下面只写“时间”',
    columns: [...BASIC.slice(0, 5), ['入党|时间', '入党', 'joinedOn'], ['转正|时间', '转正', 'fullOn']],
  },
  {
    name: '介绍人的姓名、电话在本人前面',
    columns: [
      ['入党介绍人|姓名', '介绍人', ''],
      ['入党介绍人|联系电话', '手机', ''],
      ['本人情况|姓名', '姓名', 'name'],
      ['本人情况|身份证号', '证号', 'identityNumber'],
      ['本人情况|手机号', '手机', 'mobile'],
      ['本人情况|民族', '民族', 'ethnicity'],
      ['党支部', '支部', 'branch'],
      ['类别', '类别', 'category'],
      ['入党日期', '入党', 'joinedOn'],
    ],
  },
  {
    name: '配偶情况在后',
    columns: [
      ...BASIC,
      ['配偶情况|姓名', '介绍人', ''],
      ['配偶情况|身份证号', '别人证号', ''],
      ['配偶情况|政治面貌', '全是党员', ''],
      ['紧急联系人电话', '手机', ''],
    ],
  },
  {
    name: '入团、入职、参加工作与入党同在',
    columns: [
      ['入团时间', '其他日期', ''],
      ['入职时间', '其他日期', ''],
      ['参加工作时间', '参加工作', ''],
      ['申请入党时间', '其他日期', ''],
      ['确定为入党积极分子时间', '其他日期', ''],
      ['确定为发展对象时间', '其他日期', ''],
      ...BASIC,
      ['转正时间', '转正', 'fullOn'],
      ['退休时间', '空', ''],
    ],
  },
  {
    name: '形近错字：人党时问、姓别、民旅、身份证号玛',
    columns: [
      ['姓名', '姓名', 'name'],
      ['姓别', '性别', 'gender'],
      ['民旅', '民族', 'ethnicity'],
      ['身份证号玛', '证号', 'identityNumber'],
      ['人党时问', '入党', 'joinedOn'],
      ['转证时间', '转正', 'fullOn'],
      ['所在党技部', '支部', 'branch'],
      ['人员类列', '类别', 'category'],
      ['手几号码', '手机', 'mobile'],
      ['家庭住扯', '住址', 'address'],
    ],
  },
  {
    name: '写颠倒与缺字：出生期日、身份号证、所在支党部',
    columns: [
      ['姓名', '姓名', 'name'],
      ['身份号证', '证号', 'identityNumber'],
      ['出生期日', '生日', 'birthOn'],
      ['所在支党部', '支部', 'branch'],
      ['民族', '民族', 'ethnicity'],
      ['人类员别', '类别', 'category'],
      ['入党时间', '入党', 'joinedOn'],
    ],
  },
  {
    name: '只差一个字、值可证明的',
    columns: [
      ['姓名', '姓名', 'name'],
      ['居民身份征号', '证号', 'identityNumber'],
      ['党员性剔', '性别', 'gender'],
      ['所处党支部', '支部', 'branch'],
      ['民族', '民族', 'ethnicity'],
      ['人员种别', '类别', 'category'],
      ['入党时间', '入党', 'joinedOn'],
    ],
  },
  {
    name: '只差一个字、值证明不了的要人确认',
    columns: [...BASIC.slice(0, 5), ['入堂时间', '入党', '?joinedOn'], ['转正时词', '转正', '?fullOn']],
  },
  {
    name: '繁体表头',
    columns: [
      ['姓名', '姓名', 'name'],
      ['身份證號', '证号', 'identityNumber'],
      ['性別', '性别', 'gender'],
      ['民族', '民族', 'ethnicity'],
      ['學歷', '学历', 'education'],
      ['入黨時間', '入党', 'joinedOn'],
      ['轉正時間', '转正', 'fullOn'],
      ['所在黨支部', '支部', 'branch'],
      ['人員類別', '类别', 'category'],
      ['聯系電話', '手机', 'mobile'],
    ],
  },
  {
    name: '表头带星号、编号、说明与空格',
    columns: [
      ['1.姓 名*', '姓名', 'name'],
      ['2.身份证号（18位）', '证号', 'identityNumber'],
      ['3.性　别', '性别', 'gender'],
      ['4.民族（如：汉族）', '民族', 'ethnicity'],
      ['※所在党支部\n（全称）', '支部', 'branch'],
      ['人员类别【必填】', '类别', 'category'],
      ['入党时间（支部大会通过之日）', '入党', 'joinedOn'],
      ['手机号:', '手机', 'mobile'],
    ],
  },
  {
    name: '中英文表头',
    columns: [
      ['姓名Name', '姓名', 'name'],
      ['身份证号ID No.', '证号', 'identityNumber'],
      ['性别Gender', '性别', 'gender'],
      ['民族', '民族', 'ethnicity'],
      ['党支部Branch', '支部', 'branch'],
      ['人员类别', '类别', 'category'],
      ['入党日期Date', '入党', 'joinedOn'],
    ],
  },
  {
    name: '康熙部首的表头（从 PDF 拷来）',
    columns: [
      ['姓名', '姓名', 'name'],
      ['⾝份证号', '证号', 'identityNumber'],
      ['⺠族', '民族', 'ethnicity'],
      ['⼈员类别', '类别', 'category'],
      ['⼊党⽇期', '入党', 'joinedOn'],
      ['所在党⽀部', '支部', 'branch'],
      ['⼿机号', '手机', 'mobile'],
    ],
  },
  {
    name: '“联系电话”是座机、另有手机列',
    columns: [...BASIC, ['联系电话', '座机', 'landline'], ['手机', '手机', 'mobile']],
  },
  { name: '“电话”是手机、另有办公电话', columns: [...BASIC, ['电话', '数字手机', 'mobile'], ['办公电话', '座机', 'landline']] },
  { name: '两列都是手机，取写明“手机号”的', columns: [...BASIC, ['联系电话', '手机', ''], ['手机号', '手机', 'mobile']] },
  { name: '“职务”是行政职务', columns: [...BASIC, ['职务', '职务', 'adminPost'], ['工作单位', '单位', ''], ['部门', '部门', '']] },
  { name: '“职务”是党内职务', columns: [...BASIC, ['职务', '党内职务', '']] },
  { name: '党内职务与行政职务两列', columns: [...BASIC, ['党内职务', '党内职务', ''], ['行政职务', '职务', 'adminPost']] },
  { name: '“岗位”自由填写', columns: [...BASIC, ['工作岗位', '岗位文字', 'job'], ['职称', '空', '']] },
  { name: '“身份”是代码表里的岗位', columns: [...BASIC, ['身份', '岗位名称', 'job']] },
  {
    name: '“类别”“状态”两个含糊的表头',
    columns: [...BASIC.slice(0, 4), ['类别', '正预', 'category'], ['状态', '党籍', 'partyStatus'], ['入党日期', '入党', 'joinedOn']],
  },
  { name: '“状态”是在职状态', columns: [...BASIC, ['状态', '用工类别', '']] },
  {
    name: '没有支部列：标题里有支部名',
    above: ['中共测试制造公司第一支部委员会党员花名册'],
    columns: [BASIC[0], BASIC[1], ...BASIC.slice(3)] as LabelledColumn[],
  },
  {
    name: '没有支部列：工作表名是支部',
    sheetName: '机关党支部',
    columns: [BASIC[0], BASIC[1], ...BASIC.slice(3)] as LabelledColumn[],
  },
  {
    name: '表头两列互相写反：性别与民族',
    columns: [
      BASIC[0],
      BASIC[1],
      BASIC[2],
      ['性别', '民族', '?gender'],
      ['民族', '性别', '?ethnicity'],
      ...BASIC.slice(4),
    ] as LabelledColumn[],
  },
  {
    name: '入党与转正两列写反',
    columns: [...BASIC.slice(0, 5), ['转正日期', '入党', '?fullOn'], ['入党日期', '转正', '?joinedOn']],
  },
  {
    name: '证号是数字格（丢了末几位，仍要认得出这一列）',
    columns: [['姓名', '姓名', 'name'], ['身份证号', '数字证号', 'identityNumber'], ...BASIC.slice(2)],
  },
  { name: '含糊的“证件号码”', columns: [['姓名', '姓名', 'name'], ['证件号码', '证号撇号', 'identityNumber'], ...BASIC.slice(2)] },
  {
    name: '不认识的表头里是证号：请人确认',
    columns: [['姓名', '姓名', 'name'], ['唯一码', '证号', '?identityNumber'], ...BASIC.slice(2)],
  },
  {
    name: '党费、评议等别的用途的列很多',
    columns: [
      ['序号', '序号', ''],
      ...BASIC,
      ['党小组', '部门', ''],
      ['月党费', '金额', ''],
      ['缴费基数', '金额', ''],
      ['民主评议', '备注', ''],
      ['邮箱', '邮箱', ''],
      ['备注', '备注', 'remark'],
      ['备注2', '备注', ''],
    ],
  },
  {
    name: '数据里夹着小计、分段、重复表头',
    columns: BASIC,
    inserted: [
      { before: 4, cells: ['小计', '', '4人'] },
      { before: 6, cells: ['以下为车间党支部党员'] },
      { before: 8, cells: BASIC.map(([heading]) => heading) },
    ],
    below: ['合计：12人', '填表人：某某　　审核人：某某'],
  },
  {
    name: '姓名里有对齐空格，性别是代码，民族省去“族”',
    columns: [
      ['姓名', '对齐的姓名', 'name'],
      ['身份证号', '证号', 'identityNumber'],
      ['性别', '性别代码', 'gender'],
      ['民族', '民族省略', 'ethnicity'],
      ['生日', '生日连写', 'birthOn'],
      ['支部', '支部简称', 'branch'],
      ['党员类别', '正预', 'category'],
      ['何时入党', '入党', 'joinedOn'],
    ],
  },
  {
    name: '失联、流动用勾叉',
    columns: [
      ...BASIC,
      ['是否失联', '勾叉', 'isLost'],
      ['失联时间', '空', 'lostOn'],
      ['流动党员', '勾叉', 'isFloating'],
      ['流动去向', '流向', 'floatingTo'],
    ],
  },
  {
    name: '列序全倒过来',
    columns: [...BASIC, ['手机号', '手机', 'mobile'], ['学历', '学历', 'education']].toReversed() as LabelledColumn[],
  },
  {
    name: '原支部与现支部、户籍与住址',
    columns: [
      ...BASIC.slice(0, 2),
      ['原所在党支部', '支部简称', ''],
      ['现所在党支部', '支部', 'branch'],
      ...BASIC.slice(3),
      ['户籍地址', '住址', ''],
      ['现住址', '住址', 'address'],
    ],
  },
]
