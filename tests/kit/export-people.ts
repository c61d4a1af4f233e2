import type { MemberProfile } from '../../shared/member/contract.ts'

/** 名册里各种各样的人：公式起始符、转义、生僻字、长名、不到日的日期、失联、流动、停止党籍、早于 1900 年 3 月的日期。 */
export const VARIED_PEOPLE: readonly Partial<MemberProfile>[] = [
  { name: '=1+1', address: '=HYPERLINK("http://x","点")', landline: '+86-592-1234567' },
  { name: '<b>&"\'', address: ']]> </t></is></c> &lt; &#65;' },
  { name: '阿卜杜热依木·买买提吐尔逊·阿卜杜拉', ethnicity: '维吾尔族' },
  { name: '张𬱖', mobile: '', education: '', job: '', category: '预备党员', fullOn: null },
  { name: '𠮷田', education: '自考本科', job: '某部门经理', mobile: '05925551234' },
  {
    name: '钱到月',
    birthOn: '1969-01-01',
    birthOnPrecision: '月',
    joinedOn: '1993-07-01',
    joinedOnPrecision: '年',
    fullOn: '1994-07-01',
    fullOnPrecision: '月',
  },
  { name: '孙失联', isLost: true, lostOn: '2020-02-29', partyStatus: '停止党籍' },
  { name: '李流动', isFloating: true, floatingTo: '福建省厦门市思明区', landline: '0592-5551234' },
  { name: '周长址', address: '长'.repeat(200), job: '改革后不再保留原机关干部身份，党组织关系仍保留在原单位的人员' },
  { name: '张_x0041_三', address: '_x000D_ 与 _x0001_' },
]
