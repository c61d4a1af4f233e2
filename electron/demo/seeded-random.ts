/** 固定种子的伪随机（mulberry32）：同一个种子永远给出同一串数，演示数据因此逐字节可重现。 */
export class SeededRandom {
  private state: number

  constructor(seed: string) {
    let hash = 2166136261
    for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
    this.state = hash >>> 0
  }

  /** [0, 1) */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** 含两端的整数。 */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  isWithin(percent: number): boolean {
    return this.next() * 100 < percent
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.integer(0, choices.length - 1)]
    if (chosen === undefined) throw new RangeError('没有可选的项')
    return chosen
  }
}
