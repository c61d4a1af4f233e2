import { bareName, splitNames } from './name-matching.ts'
import { clockText, isClock, tidyTime } from './clock.ts'

export type PastedTopic = { title: string; startsAt: string; endsAt: string }

const NUMBERING =
  /^(?:议题|议程)?\s*(?:第?[一二三四五六七八九十]+(?:项|个)?|\d{1,2}|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])\s*[、.．:：)）]\s*|^[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|^[①-⑳]\s*|^[-*•·●]\s+/
const CLOCK_LEAD = /^(\d{1,2}[:：]\d{2})(?:\s*[-–—~～至到]+\s*(\d{1,2}[:：]\d{2}))?[\s，,、]+/

/** 粘贴来的一列议题：一行一题，去掉前面的编号；行首写了钟点的记作起止。 */
export function topicsFromText(text: string): PastedTopic[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replaceAll('\t', ' ').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const clock = CLOCK_LEAD.exec(line)
      const rest = clock ? line.slice(clock[0].length) : line
      const title = rest.replace(NUMBERING, '').trim()
      return {
        title: title === '' ? rest : title,
        startsAt: clock ? tidyTime(clock[1] ?? '') : '',
        endsAt: clock?.[2] ? tidyTime(clock[2]) : '',
      }
    })
}

/** 一场活动平分成几段：照总时长均分，各段取到 5 分钟。 */
export function evenSlots(startsAt: string, endsAt: string, count: number): { startsAt: string; endsAt: string }[] {
  if (!isClock(startsAt) || !isClock(endsAt) || endsAt <= startsAt || count < 1) return []
  const from = Number(startsAt.slice(0, 2)) * 60 + Number(startsAt.slice(3))
  const until = Number(endsAt.slice(0, 2)) * 60 + Number(endsAt.slice(3))
  const cuts = Array.from({ length: count + 1 }, (_, index) =>
    index === count ? until : from + Math.round(((until - from) * index) / count / 5) * 5,
  )
  return cuts.slice(0, -1).map((cut, index) => ({ startsAt: clockText(cut), endsAt: clockText(cuts[index + 1] ?? until) }))
}

/** 各种写法的一列（一串）姓名拆成一个个，去掉序号与表头；“张　三”合成一个。 */
export function namesFromText(text: string): string[] {
  return splitNames(text)
    .flatMap((part) => splitBySpace(part))
    .map(bareName)
    .filter((part) => part !== '' && !HEADING.test(part))
}

const HEADING = /^(姓名|签到|序号|签名|参会人员|到会人员|签到人)[:：]?$/

/** 一个空格：两边都是单字的是把两字名撑开，合起来；否则是两个人。 */
function splitBySpace(part: string): string[] {
  const words = part.split(/[\s\u3000]+/).filter((word) => word !== '')
  if (words.length < 2) return words
  if (words.length === 2 && words.every((word) => Array.from(word).length === 1)) return [words.join('')]
  return words.every((word) => Array.from(word).length > 1) ? words : [words.join('')]
}
