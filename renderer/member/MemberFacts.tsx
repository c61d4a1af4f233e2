import { shownDate } from '../../shared/calendar/date-precision.ts'
import type { MemberRow } from '../../shared/member/contract.ts'
import type { MaskedField } from '../../shared/member/masking.ts'
import { Masked } from '../ui/Masked.tsx'
import { useRevealMember, whatIs } from './use-reveal-member.ts'

/** 基本信息：标签与值成对；没填的标出来，只记到月、年的照实写；证号与电话遮着，点“显示”才看。 */
export function MemberFacts({ member }: { member: MemberRow }) {
  const reveal = useRevealMember(member.id)
  return (
    <dl className="facts">
      {factsOf(member).map(([label, value, field]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value === '' ? (
              <span className="missing-mark">未填</span>
            ) : field !== undefined && value.includes('*') ? (
              <Masked key={member.id} masked={value} what={whatIs(member.name, field)} reveal={() => reveal(field)} />
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

type Fact = readonly [label: string, value: string, field?: MaskedField]

function factsOf(member: MemberRow): Fact[] {
  const lost = member.lostOn === null ? '日期不详' : shownDate(member.lostOn, member.lostOnPrecision)
  return [
    ['公民身份号码', member.identityNumber, 'identityNumber'],
    ['性别', member.gender],
    ['民族', member.ethnicity],
    ['出生日期', shownDate(member.birthOn, member.birthOnPrecision)],
    ['学历', member.education],
    ['工作岗位', member.job],
    ['行政职务', member.adminPost === '' ? '—' : member.adminPost],
    ['入党日期', shownDate(member.joinedOn, member.joinedOnPrecision)],
    ['转正日期', fullOnText(member)],
    ['手机号', member.mobile, 'mobile'],
    ['固定电话', member.landline === '' ? '—' : member.landline, 'landline'],
    ['家庭住址', member.address],
    ['党籍状态', member.partyStatus],
    ['权利状态', member.rightsStatus],
    ['是否失联', member.isLost ? `是，${lost}` : '否'],
    ['是否流动', member.isFloating ? `是，${member.floatingTo === '' ? '流向未填' : member.floatingTo}` : '否'],
    ...(member.remark === '' ? [] : [['备注', member.remark, 'remark'] satisfies Fact]),
  ]
}

function fullOnText({ category, fullOn, fullOnPrecision }: MemberRow): string {
  if (fullOn !== null) return shownDate(fullOn, fullOnPrecision)
  return category === '预备党员' ? '—' : ''
}
