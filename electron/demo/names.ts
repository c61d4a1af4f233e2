import type { Gender } from '../../shared/glossary.ts'
import type { SeededRandom } from './seeded-random.ts'

// 姓与字分开自编再组合，不取自任何名单；字的选择避开了知名人物的名字。
const SURNAMES = Array.from('陈林黄郑吴蔡苏许杨叶洪谢曾郭何沈潘卢施邱余傅董颜庄丁柯温汤江魏方罗范钟白石姚唐尤阮甘龚童俞戴')
const COMPOUND_SURNAMES = ['欧阳', '司徒', '上官', '诸葛', '慕容', '皇甫', '令狐', '端木', '尉迟', '夏侯']
const MIDDLES = Array.from('文志晓雅思嘉景海永春秋月瑞宏承明书云若清栖砚汀泊屿澜映舒予慕怀鹭榕简朴安向闻知')
const MALE_ENDINGS = Array.from('远辉航峻松岩帆弘钧霖舟岳衡樵渡森驰岱')
const FEMALE_ENDINGS = Array.from('岚溪琳芸蕙楠屏妍菀笙荷萱绮桐筠棠苓漪')

/** 生僻字：扩展 A 区（㐂㛃䶮㵘㼆）、扩展 B 区（𠮷𡋾𣲗𤩽）与基本区的冷字，用来验证全程不丢字。 */
const RARE_CHARACTERS = ['㐂', '㛃', '䶮', '㵘', '㼆', '𠮷', '𡋾', '𣲗', '𤩽', '堃', '喆', '犇', '淼', '翀', '赟']

export type NamedPerson = { readonly name: string; readonly gender: Gender; readonly ethnicity: string }

/** 少数民族长名：音节自编组合，带间隔号。 */
export const MINORITY_PEOPLE: readonly NamedPerson[] = [
  { name: '阿卜杜热依木·麦麦提敏', gender: '男', ethnicity: '维吾尔族' },
  { name: '古丽巴哈尔·艾尔肯江', gender: '女', ethnicity: '维吾尔族' },
  { name: '帕尔哈提江·吐尔逊买买提', gender: '男', ethnicity: '维吾尔族' },
  { name: '阿依努尔古丽·库尔班尼亚孜', gender: '女', ethnicity: '维吾尔族' },
  { name: '乌兰巴特尔·孟和吉日嘎拉', gender: '男', ethnicity: '蒙古族' },
  { name: '萨仁图雅·敖其尔呼', gender: '女', ethnicity: '蒙古族' },
  { name: '叶尔兰别克·哈布德拉什', gender: '男', ethnicity: '哈萨克族' },
  { name: '次仁桑珠·平措旺堆', gender: '男', ethnicity: '藏族' },
]

const LESS_COMMON_ETHNICITIES = ['畲族', '回族', '满族', '壮族', '土家族', '苗族']

/** 第 `ordinal` 个人的姓名：每隔若干人安排一个复姓、一个生僻字，其余随机组合。 */
export function composeName(random: SeededRandom, ordinal: number): NamedPerson {
  const gender: Gender = random.isWithin(62) ? '男' : '女'
  const ethnicity = random.isWithin(4) ? random.pick(LESS_COMMON_ETHNICITIES) : '汉族'
  const surname = ordinal % 41 === 7 ? random.pick(COMPOUND_SURNAMES) : random.pick(SURNAMES)
  const ending = random.pick(gender === '男' ? MALE_ENDINGS : FEMALE_ENDINGS)
  if (ordinal % 37 === 5) {
    const rare = RARE_CHARACTERS[Math.floor(ordinal / 37) % RARE_CHARACTERS.length] ?? '㐂'
    return { name: `${surname}${rare}${random.isWithin(50) ? ending : ''}`, gender, ethnicity }
  }
  return { name: `${surname}${random.pick(MIDDLES)}${ending}`, gender, ethnicity }
}
