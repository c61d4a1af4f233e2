import type { StandardsProblem } from '../../shared/compliance/standards-checks.ts'
import { DomainError } from '../dispatch/domain-error.ts'

/** 有一处不合要求就整个拒绝，逐格说明。 */
export function refuseStandards(problems: readonly StandardsProblem[]): void {
  if (problems.length > 0) throw standardsInvalid(problems)
}

export function standardsInvalid(problems: readonly StandardsProblem[]): DomainError {
  return new DomainError('STANDARDS_INVALID', `没有保存：${problems.map((problem) => problem.message).join('；')}。`, { problems })
}
