import { addYears, type PlainDate } from '../calendar/plain-date.ts'
import type { DepartureKind } from './event-kinds.ts'
import { REJOIN_AFTER_YEARS } from './event-rules.ts'

export type Comeback = { readonly comeback: '组织关系转入' | '重新入党' | '不能'; readonly comebackNote: string }

/** 减员以后怎么回来：转出的转入；出党的只能重新入党，劝退、除名、开除五年内不得；去世的不能。 */
export function comebackOf(reason: DepartureKind | '未说明', leftOn: PlainDate, asOf: PlainDate): Comeback {
  switch (reason) {
    case '组织关系转出':
      return { comeback: '组织关系转入', comebackNote: '' }
    case '未说明':
      return { comeback: '组织关系转入', comebackNote: '没有登记减员原因，请先核对是转出还是出党。' }
    case '去世':
      return { comeback: '不能', comebackNote: '已去世。' }
    case '退党':
    case '取消预备党员资格':
      return { comeback: '重新入党', comebackNote: '出党的不能恢复党籍，只能重新入党。' }
    case '劝退':
    case '除名':
    case '开除党籍': {
      const since = addYears(leftOn, REJOIN_AFTER_YEARS)
      return asOf < since
        ? { comeback: '不能', comebackNote: `${reason}之后 ${REJOIN_AFTER_YEARS} 年内不得重新入党，最早 ${since}。` }
        : { comeback: '重新入党', comebackNote: '出党的不能恢复党籍，只能重新入党。' }
    }
  }
}
