import { delayAfterFailures } from '../../shared/security/account-rules.ts'
import { DomainError } from '../dispatch/domain-error.ts'

/** 连续输错口令逐次变慢，只在本进程里记：等多久见 `delayAfterFailures`；对一次就清零。 */
export class Attempts {
  private failures = 0

  private notBefore = 0

  private readonly elapsed: () => number

  /** `elapsed`：单调时钟，毫秒；改系统时间也绕不过。 */
  constructor(elapsed: () => number) {
    this.elapsed = elapsed
  }

  waitSeconds(): number {
    return Math.max(0, Math.ceil((this.notBefore - this.elapsed()) / 1000))
  }

  /** @throws DomainError `TOO_MANY_ATTEMPTS` */
  requireAllowed(): void {
    const seconds = this.waitSeconds()
    if (seconds > 0) throw new DomainError('TOO_MANY_ATTEMPTS', `连续输错 ${this.failures} 次，请等 ${seconds} 秒再试。`)
  }

  failed(): void {
    this.failures += 1
    this.notBefore = this.elapsed() + delayAfterFailures(this.failures)
  }

  succeeded(): void {
    this.failures = 0
    this.notBefore = 0
  }
}
