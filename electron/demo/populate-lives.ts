import { addDays, addYears, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { EventInput } from '../../shared/member/life-contract.ts'
import type { TalkOccasion } from '../../shared/organizational-life/talk.ts'
import { BRANCHES } from './group-plan.ts'
import type { DemoPerson } from './people.ts'
import type { Call, Rosters, Step } from './population.ts'

/** 一件事：判定日以前几天、什么事；要编回原支部的标 `isBack`。 */
type DemoEvent = Pick<EventInput, 'kind' | 'detail' | 'documentNo' | 'note'> & {
  readonly daysAgo: number
  readonly isBack?: true
  /** 书记为这件事在判定日以前几天与本人面谈；没有写的没有谈。 */
  readonly talkedDaysAgo?: number
}
type DemoLife = { readonly shortName: string; readonly events: readonly DemoEvent[] }

const DOCUMENT = '鹭金演党'
/** 名册里排在前面的任班子、组长，从这一位起的才是没有职务的普通党员。 */
const FIRST_ORDINARY = 40

const property = (...events: readonly DemoEvent[]): DemoLife => ({ shortName: '大厦物业', events })
const retired = (...events: readonly DemoEvent[]): DemoLife => ({ shortName: '离退休', events })

/** 两个人多的支部里各挑几人，一人一段经历；都不在任，届次、班子与在办的换届流程不因此变。 */
const LIVES: readonly DemoLife[] = [
  property({
    daysAgo: 200,
    talkedDaysAgo: 203,
    kind: '组织关系转出',
    detail: '演示省远山市演示科技有限公司党支部',
    documentNo: '介绍信第 0012 号',
  }),
  property({ daysAgo: 430, kind: '组织关系转出', detail: '演示省临溪市演示街道党工委', documentNo: '介绍信第 0007 号' }),
  property(
    { daysAgo: 300, kind: '组织关系转出', detail: '演示省远山市演示投资有限公司党支部', documentNo: '介绍信第 0009 号' },
    {
      daysAgo: 60,
      talkedDaysAgo: 55,
      kind: '组织关系转入',
      detail: '演示省远山市演示投资有限公司党支部',
      documentNo: '介绍信第 0031 号',
      isBack: true,
    },
  ),
  property(
    { daysAgo: 500, kind: '失去联系', detail: '手机停机，家访两次未遇' },
    { daysAgo: 320, kind: '恢复联系', detail: '本人主动联系支部，补交党费' },
  ),
  property({ daysAgo: 210, kind: '失去联系', detail: '电话、书信均无回音，正在查找' }),
  property(
    { daysAgo: 450, kind: '停止党籍', detail: '与党组织失去联系满六个月', documentNo: `${DOCUMENT}停1号` },
    { daysAgo: 100, kind: '恢复党籍', detail: '查清情况，党委研究同意', documentNo: `${DOCUMENT}恢1号` },
  ),
  property({ daysAgo: 380, kind: '流动外出', detail: '演示省远山市演示县' }, { daysAgo: 50, kind: '流动返回', detail: '' }),
  property({ daysAgo: 130, talkedDaysAgo: 132, kind: '流动外出', detail: '演示省临溪市演示县' }),
  property({ daysAgo: 250, talkedDaysAgo: 256, kind: '处分', detail: '警告', documentNo: '鹭金演纪处1号' }),
  property({ daysAgo: 140, kind: '处分', detail: '严重警告', documentNo: '鹭金演纪处2号' }),
  property({ daysAgo: 220, talkedDaysAgo: 225, kind: '留党察看', detail: '一年', documentNo: '鹭金演纪处3号' }),
  property({ daysAgo: 75, kind: '奖励', detail: '集团优秀共产党员', documentNo: `${DOCUMENT}奖1号` }),
  property({ daysAgo: 440, kind: '奖励', detail: '集团优秀党务工作者', documentNo: `${DOCUMENT}奖2号` }),
  property({ daysAgo: 110, kind: '学历变化', detail: '硕士研究生', note: '毕业证书存档' }),
  property({ daysAgo: 270, kind: '除名', detail: '停缴党费超过六个月，经教育不改', documentNo: `${DOCUMENT}除1号` }),
  property({ daysAgo: 350, kind: '退党', detail: '本人书面提出，支部大会讨论同意', documentNo: `${DOCUMENT}退1号` }),
  retired({ daysAgo: 90, kind: '去世', detail: '' }),
  retired({ daysAgo: 400, kind: '去世', detail: '' }),
  retired({ daysAgo: 100, kind: '不计入应到会', detail: '年老体弱卧床或长期患病不能自理', documentNo: `${DOCUMENT}复12号` }),
  retired({ daysAgo: 100, kind: '不计入应到会', detail: '不能表达意志', documentNo: `${DOCUMENT}复13号` }),
  retired({ daysAgo: 160, kind: '奖励', detail: '光荣在党五十年纪念章' }),
]

/** 逐人登记事件，返回判定日因此不在册的人数。 */
export async function recordLives(call: Call, asOf: PlainDate, rosters: Rosters, step: Step): Promise<{ departed: number }> {
  const before = (await call('member.list', { asOf, limit: 0 })).total
  const taken = new Map<string, number>()
  for (const { shortName, events } of LIVES) {
    const plan = BRANCHES.find((each) => each.shortName === shortName)
    const ordinary = (rosters.byBranch.get(plan?.code ?? '') ?? []).slice(FIRST_ORDINARY).filter(({ person }) => isSettled(person, asOf))
    const index = taken.get(shortName) ?? 0
    taken.set(shortName, index + 1)
    const memberId = ordinary[index]?.memberId
    if (memberId === undefined) throw new Error(`${shortName}没有够数的普通党员`)
    const { member } = await call('member.detail', { memberId, asOf })
    for (const { daysAgo, isBack, talkedDaysAgo, ...event } of events) {
      const place = isBack ? { branchId: member.branchId, groupId: member.groupId } : {}
      const talk = async () => {
        if (talkedDaysAgo !== undefined) await secretaryTalk(call, member.branchId, memberId, event.kind, addDays(asOf, -talkedDaysAgo))
      }
      // 事先谈的在登记以前谈：转出以后就不在本支部的名册里了。
      if (talkedDaysAgo !== undefined && talkedDaysAgo > daysAgo) await talk()
      await call('member.recordEvent', { memberIds: [memberId], event: { ...event, occurredOn: addDays(asOf, -daysAgo), ...place } })
      if (talkedDaysAgo !== undefined && talkedDaysAgo <= daysAgo) await talk()
    }
  }
  await datedDepartures(call, asOf, rosters)
  await step('党员的事件与减员')
  return { departed: before - (await call('member.list', { asOf, limit: 0 })).total }
}

/** 转正满三年、没有失联流动、党籍正常，事件的日期才都合得上。 */
function isSettled({ fullOn, lostOn, floatingTo, partyStatus }: DemoPerson, asOf: PlainDate): boolean {
  return fullOn !== null && fullOn <= addYears(asOf, -3) && lostOn === null && floatingTo === '' && partyStatus === '正常'
}

const OCCASIONS: Readonly<Partial<Record<EventInput['kind'], TalkOccasion>>> = {
  组织关系转出: '组织关系转入转出',
  组织关系转入: '组织关系转入转出',
  流动外出: '外出流动或出国（境）',
  处分: '组织处理或党纪处分',
  留党察看: '组织处理或党纪处分',
}

/** 那天在任的书记与本人面谈；没有书记的谈不了。 */
async function secretaryTalk(
  call: Call,
  organizationId: string,
  memberId: string,
  kind: EventInput['kind'],
  heldOn: PlainDate,
): Promise<void> {
  const { posts } = await call('election.board', { organizationId, asOf: heldOn })
  const secretary = posts.find((post) => post.title === '书记' && post.fromOn <= heldOn && (post.untilOn === null || post.untilOn > heldOn))
  if (!secretary || secretary.memberId === memberId) return
  await call('life.recordTalks', {
    organizationId,
    heldOn,
    talkerIds: [secretary.memberId],
    memberIds: [memberId],
    kind: '专题',
    means: '见面',
    occasion: OCCASIONS[kind] ?? '',
    place: '支部书记办公室',
    points: '谈了近况与打算，提了要求。',
    followUp: '一个月后再联系',
  })
}

/** 名册里只写了流向的流动党员，补登外出日期：半年以内的，出发以前书记谈过；有一个没有补登。 */
async function datedDepartures(call: Call, asOf: PlainDate, rosters: Rosters): Promise<void> {
  const floating = [...rosters.byBranch.values()].flat().filter(({ person }) => person.floatingTo !== '' && person.lostOn === null)
  for (const [index, { person, memberId }] of floating.entries()) {
    if (index === 0) continue
    const occurredOn = addDays(asOf, -(90 + 7 * index))
    const { member } = await call('member.detail', { memberId, asOf })
    await secretaryTalk(call, member.branchId, memberId, '流动外出', addDays(occurredOn, -3))
    await call('member.recordEvent', { memberIds: [memberId], event: { kind: '流动外出', occurredOn, detail: person.floatingTo } })
  }
}
