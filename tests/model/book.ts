// 内存里照着记的一本账：只记看得见的样子，一格一个键；每一步改了哪几格、改前改后。

export type Cell = string | undefined
export type CellChange = { readonly key: string; readonly before: Cell; readonly after: Cell }
export type Step = {
  /** 操作日志里的序号。 */
  readonly seq: number
  readonly changes: readonly CellChange[]
  /** 它撤销的是哪一步；不是撤销的为 null。 */
  readonly undoes: number | null
  /** 月结以后的改动、月结与重开：按规矩撤不得。 */
  readonly isFinal: boolean
}

export type Outcome = '成' | '拒' | '都行'

/** 做一步之前就说好：成不成，成了账怎么变。 */
export type Plan = {
  readonly route: string
  readonly input: unknown
  readonly outcome: Outcome
  /** `value` 是真库的回答。 */
  readonly effect: (value: unknown) => readonly (readonly [key: string, after: Cell])[]
  readonly undoes?: number
  readonly isFinal?: boolean
}

export class Book {
  readonly cells: Map<string, string>
  readonly steps: Step[] = []
  /** 命令里登记的人：编号 → 造人用的序号（定了证号）。 */
  readonly people = new Map<string, number>()
  readonly branches: string[]
  /** 记活动的支部。 */
  readonly active: string
  readonly activities: string[] = []

  constructor(cells: ReadonlyMap<string, string>, branches: readonly string[], active: string) {
    this.cells = new Map(cells)
    this.branches = [...branches]
    this.active = active
  }

  get isMonthClosed(): boolean {
    return this.cells.has(`月结 ${this.active}`)
  }

  apply(seq: number, plan: Plan, value: unknown): void {
    const changes = plan.effect(value).map(([key, after]) => ({ key, before: this.cells.get(key), after }))
    for (const { key, after } of changes)
      if (after === undefined) this.cells.delete(key)
      else this.cells.set(key, after)
    this.steps.push({
      seq,
      changes: changes.filter(({ before, after }) => before !== after),
      undoes: plan.undoes ?? null,
      isFinal: plan.isFinal ?? false,
    })
  }

  /** 查询看得见的：回收站里的人只见其在回收站。 */
  visible(): Map<string, string> {
    return new Map(
      [...this.cells].filter(([key]) => !/^党员 (\S+) (职务|支部)$/.test(key) || !this.cells.has(key.replace(/ (职务|支部)$/, ' 回收'))),
    )
  }

  isLive(memberId: string): boolean {
    return this.cells.has(`党员 ${memberId} 支部`) && !this.cells.has(`党员 ${memberId} 回收`)
  }

  isStanding(organizationId: string): boolean {
    return this.cells.get(`党组织 ${organizationId} 撤销`) === '在'
  }

  /** 这一步已被撤销，而那一次撤销没有再被撤。 */
  isUndone(seq: number): boolean {
    return this.steps.some((step) => step.undoes === seq && !this.isUndone(step.seq))
  }

  undoPlan(step: Step): Plan {
    const touchesActivity = step.changes.some(({ key }) => key.startsWith('活动 '))
    const isStale = step.changes.some(({ key, after }) => this.cells.get(key) !== after)
    const isRefused = this.isUndone(step.seq) || step.isFinal || isStale || (touchesActivity && this.isMonthClosed)
    const isLast = this.steps.at(-1) === step
    return {
      route: 'settings.undo',
      input: { seq: step.seq },
      // 之后没有别的改动，又没有撤不得的缘由：必须撤得成。
      outcome: isRefused ? '拒' : isLast && step.changes.length > 0 ? '成' : '都行',
      effect: () => step.changes.map(({ key, before }) => [key, before] as const),
      undoes: step.seq,
    }
  }
}
