import type { Problem } from '../../shared/contract/envelope.ts'
import type { Finding } from '../../shared/regulation/finding.ts'

/**
 * 拒绝：命令没有做，什么也没写。`message` 是给人看的完整中文（哪里、为什么、怎么办），
 * `code` 供程序分支；`problems` 逐格列出。
 */
export class DomainError extends Error {
  readonly code: string
  readonly problems: readonly Problem[]
  readonly findings: readonly Finding[]

  constructor(code: string, message: string, details: { problems?: readonly Problem[]; findings?: readonly Finding[] } = {}) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.problems = details.problems ?? []
    this.findings = details.findings ?? []
  }
}
