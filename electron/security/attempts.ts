import { DomainError } from '../dispatch/domain-error.ts'

/** 连错这么多次以内不用等，手误不该受罚。 */
const FREE_FAILURES = 3
const LONGEST_WAIT_MS = 5 * 60_000

/** 连续输错口令逐次变慢，只在本进程里记：错第 4 次起等 2、4、8……秒，最长 5 分钟；对一次就清零。 */
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
    const over = this.failures - FREE_FAILURES
    if (over > 0) this.notBefore = this.elapsed() + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** over)
  }

  succeeded(): void {
    this.failures = 0
    this.notBefore = 0
  }
}
