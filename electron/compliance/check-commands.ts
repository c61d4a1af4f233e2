import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { checkContract } from '../../shared/compliance/check-contract.ts'
import { isDueFor, manualCheckSpec, type ManualCheckSpec } from '../../shared/compliance/manual-checks.ts'
import { confirmationSummary } from '../../shared/compliance/manual-findings.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { CHECK_VERDICTS, defaultValidUntil, type CheckPeriod, type CheckVerdict } from '../../shared/regulation/manual-check.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { checkSheet, periodOfTerm, type CheckTerm } from './check-sheet.ts'
import { exportCheckSheet } from './check-sheet-export.ts'
import { checkHistory, currentCheck, findManualCheck, insertManualChecks, supersedeCheck } from './closure-queries.ts'
import { judgedGroup, type JudgedGroup } from './judged-queries.ts'

export const checkHandlers = (pdfPrinter: PdfPrinter | null): Handlers<typeof checkContract> => ({
  'compliance.checkSheet': async ({ db, today }, { asOf = today, term, ruleId, organizationId }) => {
    const sheet = checkSheet(await judgedGroup(db, asOf), term)
    const isAsked = ruleId !== null || organizationId !== null
    return {
      asOf,
      items: sheet.items,
      rows: isAsked
        ? sheet.rows.filter(
            (row) => (ruleId === null || row.ruleId === ruleId) && (organizationId === null || row.organizationId === organizationId),
          )
        : [],
    }
  },

  'compliance.checkHistory': async ({ db }, { organizationId, ruleId }) => ({
    rows: (await checkHistory(db, organizationId, ruleId)).map((row) => ({ ...row, verdict: verdictOf(row.verdict) })),
  }),

  'compliance.recordChecks': async (context, input) => {
    const { db, today, at, actor } = context
    if (input.checkedOn > today) refuse('checkedOn', `勾核日 ${input.checkedOn} 在今天（${today}）以后，请填实际勾核的日子`)
    const group = await judgedGroup(db, today)
    const targets = targetsOf(group, input.items, today, input.term)
    const rows = targets.map(({ organization, spec, period, summary }) => {
      const validUntil = input.validUntil ?? defaultValidUntil(spec.cycle, period)
      if (input.checkedOn < period.from) refuse('checkedOn', `勾的是 ${spec.ruleId} ${period.label}，勾核日不能早于 ${period.from}`)
      if (validUntil < input.checkedOn) refuse('validUntil', `有效期 ${validUntil} 早于勾核日 ${input.checkedOn}，请改有效期`)
      return {
        id: context.newId(),
        ruleId: spec.ruleId,
        organizationId: organization.id,
        period: period.key,
        verdict: input.verdict,
        basis: input.basis,
        evidence: input.evidence,
        checkedOn: input.checkedOn,
        checkedBy: input.checkedBy,
        validUntil,
        factSummary: summary,
        recordedAt: at,
        recordedBy: actor,
      }
    })
    const corrected = await supersedeEarlier(context, rows, input.correctionReason)
    await insertManualChecks(db, rows)
    const rules = [...new Set(rows.map((row) => row.ruleId))].join('、')
    context.summarize(`勾核 ${rules}：${rows.length} 项${input.verdict}${corrected > 0 ? `，其中更正 ${corrected} 项` : ''}`)
    return { recorded: rows.length, corrected }
  },

  'compliance.withdrawCheck': async (context, { checkId, reason }) => {
    const stored = await findManualCheck(context.db, checkId)
    if (!stored) throw new DomainError('CHECK_UNKNOWN', '没有这次勾核，请刷新后再看。')
    if (stored.supersededAt !== null) throw new DomainError('ALREADY_WITHDRAWN', '这次勾核已经更正或撤下，不必再撤。')
    await supersedeCheck(context.db, checkId, { supersededAt: context.at, supersededBy: context.actor, supersedeReason: reason })
    context.summarize(`撤下勾核 ${stored.ruleId} ${stored.period}（${stored.verdict}）：${reason}`)
    return { withdrawn: true }
  },

  'compliance.exportCheckSheet': (context, input) => exportCheckSheet(context, pdfPrinter, input),
})

function refuse(place: string, message: string): never {
  throw new DomainError('BAD_CHECK', `${message}。没有登记任何一项。`, { problems: [{ place, message }] })
}

function verdictOf(text: string): CheckVerdict {
  const found = CHECK_VERDICTS.find((each) => each === text)
  if (!found) throw new Error(`勾核结论“${text}”不认识`)
  return found
}

type Target = {
  readonly organization: OrganizationFacts
  readonly spec: ManualCheckSpec
  readonly period: CheckPeriod
  /** 确认规则判的事，记下当时的事实；单纯勾核的为空。 */
  readonly summary: string
}

/** 逐项核对能不能勾；有一项不能就一项也不登记，逐项说明。 */
function targetsOf(
  { facts, findings, standards }: JudgedGroup,
  items: readonly { readonly organizationId: string; readonly ruleId: string }[],
  today: PlainDate,
  term: CheckTerm,
): Target[] {
  const byId = new Map(facts.organizations.map((each) => [each.id, each]))
  const problems: { place: string; message: string }[] = []
  const targets: Target[] = []
  const seen = new Set<string>()
  for (const [index, { organizationId, ruleId }] of items.entries()) {
    const reject = (message: string) => problems.push({ place: `items.${index}`, message })
    const organization = byId.get(organizationId)
    const spec = manualCheckSpec(ruleId)
    if (seen.has(`${organizationId} ${ruleId}`)) continue
    seen.add(`${organizationId} ${ruleId}`)
    if (!spec) reject(`${ruleId} 不是要人勾核的规则`)
    else if (!standards.isRuleEnabled(ruleId)) reject(`${ruleId} 所属的指标包没有启用，不必勾核`)
    else if (!organization) reject('没有这个党组织，可能已被撤销')
    else {
      const period = periodOfTerm(spec, today, term)
      const finding = findings.find((each) => each.organizationId === organizationId && each.ruleId === ruleId)
      if (!isDueFor(spec, organization, period)) reject(`${organization.shortName}在${period.label}不勾核 ${ruleId}`)
      else if (spec.kind === '确认' && finding?.verdict === '不适用') reject(`${organization.shortName}不适用 ${ruleId}，不必确认`)
      else targets.push({ organization, spec, period, summary: spec.kind === '确认' && finding ? confirmationSummary(finding) : '' })
    }
  }
  if (problems.length > 0)
    throw new DomainError(
      'CANNOT_CHECK',
      `有 ${problems.length} 项不能勾核，一项也没有登记：${[...new Set(problems.map(({ message }) => message))].slice(0, 5).join('；')}。请去掉后再试。`,
      { problems },
    )
  return targets
}

async function supersedeEarlier(
  context: CommandContext,
  rows: readonly { readonly organizationId: string; readonly ruleId: string; readonly period: string }[],
  reason: string,
): Promise<number> {
  let corrected = 0
  for (const { organizationId, ruleId, period } of rows) {
    const earlier = await currentCheck(context.db, organizationId, ruleId, period)
    if (!earlier) continue
    if (reason === '')
      refuse('correctionReason', `${ruleId} ${period} 已在 ${earlier.checkedOn} 勾过（${earlier.verdict}），要更正请写明原因`)
    await supersedeCheck(context.db, earlier.id, { supersededAt: context.at, supersededBy: context.actor, supersedeReason: reason })
    corrected += 1
  }
  return corrected
}
