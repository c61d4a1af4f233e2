import type { PlainDate } from './plain-date.ts'
import { partsOf } from './plain-date.ts'
import type { PublicityPeriod, PublicityTerm } from './publicity.ts'
import type { PublicityKind } from './publicity-record.ts'

export type NoticeFacts = PublicityTerm & {
  readonly kind: PublicityKind
  readonly about: string
  readonly organizationName: string
  readonly nextStep: string
  readonly postedOn: PlainDate
  readonly contact: string
  readonly period: Pick<PublicityPeriod, 'startsOn' | 'endsOn'>
}

/** 公示一纸的标题与正文，供起草；公示期的起止由张贴日推出，余下的由人接着写。 */
export function publicityNotice(facts: NoticeFacts): { readonly title: string; readonly body: string } {
  const { kind, about, contact } = facts
  const lines = [
    ...openingOf(facts),
    `公示期自${dateText(facts.period.startsOn)}起至${dateText(facts.period.endsOn)}止（${termText(facts)}）。`,
  ]
  const reflect = '党员、群众如有意见，请在公示期内以口头或者书面形式反映；提倡署实名，以便核实和答复。'
  lines.push(contact === '' ? reflect : `${reflect}联系人、电话：${contact}。`)
  return { title: titleOf(kind, about), body: lines.join('\n') }
}

function titleOf(kind: PublicityKind, about: string): string {
  switch (kind) {
    case '拟列发展对象':
      return `关于${about}拟列为发展对象的公示`
    case '换届候选人':
      return '关于换届选举候选人预备人选的公示'
    case '评优推荐':
      return '关于评优推荐对象的公示'
    case '党费收缴使用':
    case '党务公开':
    case '其他':
      return `${about}公示`
  }
}

function openingOf({ kind, about, organizationName }: NoticeFacts): string[] {
  switch (kind) {
    case '拟列发展对象':
      return [`经${organizationName}研究并报上级党委同意，${about}拟列为发展对象，现予公示。`]
    case '换届候选人':
      return [`经党员酝酿、${organizationName}研究，以下同志拟为换届选举候选人预备人选，现予公示：${about}。`]
    case '评优推荐':
      return [`经${organizationName}研究，拟推荐以下对象，现予公示：${about}。`]
    case '党费收缴使用':
    case '党务公开':
    case '其他':
      return [`现将${about}公示如下。`]
  }
}

function termText({ days, unit }: NoticeFacts): string {
  return unit === '工作日' ? `${days}个工作日` : `${days}天`
}

function dateText(on: PlainDate): string {
  const { year, month, day } = partsOf(on)
  return `${year}年${month}月${day}日`
}
