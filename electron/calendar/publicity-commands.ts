import type { calendarContract } from '../../shared/calendar/contract.ts'
import type { HolidayTable } from '../../shared/calendar/holidays.ts'
import { daysBetween, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PublicityRow } from '../../shared/calendar/publicity-contract.ts'
import {
  conclusionProblem,
  DEFAULT_PUBLICITY_DAYS,
  periodOf,
  PUBLICITY_KIND_ROWS,
  publicityState,
  PUBLICITY_STATES,
  type PublicityKind,
} from '../../shared/calendar/publicity-record.ts'
import { publicityPeriod, type PublicityPeriod } from '../../shared/calendar/publicity.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt, withDescendants } from '../member/queries.ts'
import { organizationsAsOf } from '../organization/queries.ts'
import { loadHolidays } from './holiday-queries.ts'
import {
  findPublicity,
  insertPublicity,
  publicityRecords,
  revisePublicity,
  setPublicityOutcome,
  withdrawPublicity,
  type PublicityRecord,
} from './publicity-queries.ts'

type Routes =
  | 'calendar.publicityPeriod'
  | 'calendar.publicityDefaults'
  | 'calendar.publicities'
  | 'calendar.recordPublicity'
  | 'calendar.correctPublicity'
  | 'calendar.closePublicity'
  | 'calendar.reopenPublicity'
  | 'calendar.withdrawPublicity'

export const publicityHandlers: Handlers<Pick<typeof calendarContract, Routes>> = {
  'calendar.publicityPeriod': async ({ db }, term) => wirePeriod(publicityPeriod(term.postedOn, term, await loadHolidays(db))),

  'calendar.publicityDefaults': async ({ db }, { organizationId, kind, postedOn }) => {
    const { name, values } = (await loadStandards(db)).profileFor(organizationId, postedOn)
    const days = kind === '拟列发展对象' ? values.publicityWorkdays : null
    const counted = values.publicityCountsPostedDay ? '张贴日计入' : '张贴日不计'
    return {
      days: days ?? DEFAULT_PUBLICITY_DAYS,
      countsPostedDay: values.publicityCountsPostedDay,
      nextStep: PUBLICITY_KIND_ROWS[kind].nextStep,
      basis:
        days === null
          ? `“${name}”没有规定这一类公示几天，按 ${DEFAULT_PUBLICITY_DAYS} 个工作日、${counted}〔产品默认〕`
          : `“${name}”规定不少于 ${days} 个工作日；${counted}〔产品默认〕`,
    }
  },

  'calendar.publicities': async ({ db, today }, { organizationId, includesBelow }) => {
    const organizations = await organizationsAsOf(db, today, { includeDissolved: true })
    const ids =
      organizationId === null ? null : includesBelow ? withDescendants(await organizationsAt(db, today), organizationId) : [organizationId]
    const names = new Map(organizations.map(({ id, name, shortName }) => [id, { name, shortName }]))
    const holidays = await loadHolidays(db)
    const records = await publicityRecords(db, ids === null ? undefined : [...ids])
    const rows = records.map((record) => rowOf(record, names.get(record.organizationId), holidays, today))
    // 要办的在前：届满待办、公示中，再是办结的；同一步的，近的在前。
    const order = (row: PublicityRow) => (row.state === '届满待办' ? 0 : PUBLICITY_STATES.indexOf(row.state) + 1)
    return { today, rows: rows.toSorted((a, b) => order(a) - order(b)) }
  },

  'calendar.recordPublicity': async (context, { organizationId, ...details }) => {
    const organization = (await organizationsAsOf(context.db, context.today, {})).find(({ id }) => id === organizationId)
    if (!organization) throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被撤并。请重新选择。')
    const record = { id: context.newId(), ...checkedDetails(details, context.today) }
    const isRecorded = (await publicityRecords(context.db, [organizationId])).some(
      (each) => each.kind === record.kind && each.about === record.about && each.postedOn === record.postedOn,
    )
    if (isRecorded)
      throw new DomainError(
        'PUBLICITY_DUPLICATE',
        `${organization.shortName}已经登记过“${record.about}”${record.postedOn} 张贴的${record.kind}公示。要改请在那一条上更正。`,
      )
    await insertPublicity(context.db, { ...record, organizationId }, context.at, context.actor)
    const period = publicityPeriod(record.postedOn, record, await loadHolidays(context.db))
    context.summarize(`${organization.shortName}登记${record.kind}公示：${record.about}，${record.postedOn} 张贴，${period.endsOn} 届满`)
    return { publicityId: record.id, period: wirePeriod(period) }
  },

  'calendar.correctPublicity': async (context, { publicityId, ...details }) => {
    const before = await required(context.db, publicityId)
    if (before.outcome !== null) throw new DomainError('PUBLICITY_CONCLUDED', '这次公示已经登记了结果。要更正公示本身，请先撤回结果。')
    const record = { id: publicityId, ...checkedDetails(details, context.today) }
    await revisePublicity(context.db, record)
    const period = publicityPeriod(record.postedOn, record, await loadHolidays(context.db))
    context.summarize(`更正${before.kind}公示：${record.about}，${record.postedOn} 张贴，${period.endsOn} 届满`)
    return { publicityId, period: wirePeriod(period) }
  },

  'calendar.closePublicity': async (context, { publicityId, outcome, concludedOn, opinions }) => {
    const record = await required(context.db, publicityId)
    if (concludedOn > context.today) throw refusedDate('CONCLUDED_LATER_THAN_TODAY', `${concludedOn} 还没到，请填今天或以前。`)
    if (outcome !== '无异议' && opinions === '')
      throw new DomainError('OPINIONS_MISSING', `请写明反映了什么、怎么查核的，再登记“${outcome}”。`, {
        problems: [{ place: 'opinions', message: '请写明情况' }],
      })
    const problem = conclusionProblem(record, periodOf(record, await loadHolidays(context.db)), outcome, concludedOn)
    if (problem !== null) throw refusedDate('PUBLICITY_NOT_ENDED', problem)
    await setPublicityOutcome(context.db, publicityId, { outcome, concludedOn, opinions })
    context.summarize(`${record.kind}公示（${record.about}）${outcome}，${concludedOn} ${outcome === '中止' ? '中止' : record.nextStep}`)
    return { publicityId }
  },

  'calendar.reopenPublicity': async (context, { publicityId }) => {
    const record = await required(context.db, publicityId)
    if (record.outcome === null) throw new DomainError('PUBLICITY_NOT_CONCLUDED', '这次公示还没有登记结果，不用撤回。')
    await setPublicityOutcome(context.db, publicityId, { outcome: null, concludedOn: null, opinions: '' })
    context.summarize(`撤回${record.kind}公示（${record.about}）的结果`)
    return { publicityId }
  },

  'calendar.withdrawPublicity': async (context, { publicityId, reason }) => {
    const record = await required(context.db, publicityId)
    await withdrawPublicity(context.db, publicityId, reason, context.at, context.actor)
    context.summarize(`撤下${record.kind}公示（${record.about}）：${reason}`)
    return { publicityId }
  },
}

type Details = Omit<PublicityRecord, 'id' | 'organizationId' | 'outcome' | 'concludedOn' | 'opinions' | 'recordedBy'>

/** 预填错了世纪的张贴日一眼看得出：比今天早十年以上的是填错了。 */
const OLDEST_DAYS = 3653

function checkedDetails(details: Details, today: PlainDate): Details {
  const { kind, postedOn } = details
  if (postedOn > today)
    throw refusedDate('POSTED_LATER_THAN_TODAY', `张贴日 ${postedOn} 还没到；张贴以后再登记。届满日可以先在表单里看。`, 'postedOn')
  if (daysBetween(postedOn, today) > OLDEST_DAYS)
    throw refusedDate('POSTED_TOO_EARLY', `张贴日 ${postedOn} 是十年以前，请核对年份。`, 'postedOn')
  const nextStep = details.nextStep === '' ? nextStepOf(kind) : details.nextStep
  return { ...details, nextStep }
}

function nextStepOf(kind: PublicityKind): string {
  const { nextStep } = PUBLICITY_KIND_ROWS[kind]
  if (nextStep === '')
    throw new DomainError('NEXT_STEP_MISSING', '请写明公示届满以后办什么。', { problems: [{ place: 'nextStep', message: '请写明' }] })
  return nextStep
}

function refusedDate(code: string, message: string, place = 'concludedOn'): DomainError {
  return new DomainError(code, message, { problems: [{ place, message }] })
}

async function required(db: ReadDb, id: string): Promise<PublicityRecord> {
  const record = await findPublicity(db, id)
  if (!record) throw new DomainError('PUBLICITY_NOT_FOUND', '没有找到这次公示，可能已经撤下，请刷新。')
  return record
}

function wirePeriod(period: PublicityPeriod) {
  return { ...period, counted: [...period.counted] }
}

function rowOf(
  record: PublicityRecord,
  organization: { readonly name: string; readonly shortName: string } | undefined,
  holidays: HolidayTable,
  today: PlainDate,
): PublicityRow {
  const period = periodOf(record, holidays)
  return {
    ...record,
    organizationName: organization?.shortName ?? '已撤销的党组织',
    organizationFullName: organization?.name ?? '',
    period: wirePeriod(period),
    state: publicityState(record, period, today),
  }
}
