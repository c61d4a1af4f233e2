import type * as z from 'zod'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import type { Envelope, Failure, Problem } from '../../shared/contract/envelope.ts'
import { maskNumbersIn } from '../../shared/member/masking.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import { placeName } from '../../shared/contract/field-names.ts'
import type { DomainError } from './domain-error.ts'
import { explainInput } from './explain-input.ts'

export type FailedEnvelope = { ok: false; failure: Failure }

/** 说明里夹着的证号、电话一律遮：拒绝的话常要点到别人（“已登记在某某名下”），也会引用填错的那一格。 */
export function failed(
  code: string,
  message: string,
  problems: readonly Problem[] = [],
  findings: readonly Finding[] = [],
): FailedEnvelope {
  const masked = problems.map((problem) => ({ ...problem, message: maskNumbersIn(problem.message) }))
  return { ok: false, failure: { code, message: maskNumbersIn(message), problems: masked, findings: [...findings] } }
}

/** 拒绝写成信封。 */
export function refused(refusal: DomainError): FailedEnvelope {
  return failed(refusal.code, refusal.message, refusal.problems, refusal.findings)
}

/** 按契约解析入参；不合要求的给出逐格说明的信封。 */
export function parsedInput(endpoint: Endpoint, rawInput: unknown): { ok: true; data: unknown } | FailedEnvelope {
  const parsed = endpoint.input.safeParse(rawInput ?? {}, { reportInput: true })
  if (parsed.success) return { ok: true, data: parsed.data }
  return invalidInput(parsed.error)
}

function invalidInput(error: z.ZodError): FailedEnvelope {
  const problems = explainInput(error)
  const lines = error.issues.map((issue, index) => `${placeName(issue.path)}：${problems[index]?.message ?? ''}`)
  return failed('INVALID_INPUT', `填写的内容有 ${problems.length} 处不合要求：${lines.join('；')}`, problems)
}

export function unknownRoute(route: string): Envelope {
  return failed('UNKNOWN_ROUTE', `没有“${route}”这条路由。`)
}

/** 故障的信封：只给日志号，细节在本机日志里。 */
export function faulted(reference: string): Envelope {
  return failed('INTERNAL', `程序出了意外，本次操作没有写入任何内容。请把日志号 ${reference} 告诉维护人员。`)
}
