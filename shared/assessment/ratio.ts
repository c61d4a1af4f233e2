/** 精确的比率：整数之比，分母为正、已约分。计分一路用它，只在最后舍入一次。 */
export type Ratio = { readonly num: bigint; readonly den: bigint }

function divisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b]
  while (small !== 0n) [large, small] = [small, large % small]
  return large
}

function reduced(num: bigint, den: bigint): Ratio {
  if (den === 0n) throw new RangeError('比率的分母不能为 0')
  const common = divisor(num, den < 0n ? -den : den)
  const sign = den < 0n ? -1n : 1n
  return { num: (sign * num) / common, den: (sign * den) / common }
}

/** 两个整数之比；带小数的数先放大成整数再来，如 0.6 写 `ratio(6, 10)`。 */
export function ratio(num: number | bigint, den: number | bigint = 1): Ratio {
  return reduced(BigInt(num), BigInt(den))
}

export const ZERO: Ratio = ratio(0)
export const ONE: Ratio = ratio(1)

export function sum(terms: readonly Ratio[]): Ratio {
  return terms.reduce((total, each) => reduced(total.num * each.den + each.num * total.den, total.den * each.den), ZERO)
}

export function times(a: Ratio, b: Ratio): Ratio {
  return reduced(a.num * b.num, a.den * b.den)
}

export function over(a: Ratio, b: Ratio): Ratio {
  return reduced(a.num * b.den, a.den * b.num)
}

export function minus(a: Ratio, b: Ratio): Ratio {
  return reduced(a.num * b.den - b.num * a.den, a.den * b.den)
}

/** 负、零、正：a 小于、等于、大于 b。 */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** 收进 [0,1]。 */
export function clamped(value: Ratio): Ratio {
  return compare(value, ZERO) < 0 ? ZERO : compare(value, ONE) > 0 ? ONE : value
}

/** 放大 `scale` 倍后四舍五入成整数；负数按数轴向上取半。 */
export function rounded(value: Ratio, scale = 1): number {
  const doubled = 2n * value.num * BigInt(scale) + value.den
  const unit = 2n * value.den
  const quotient = doubled / unit
  return Number(doubled % unit < 0n ? quotient - 1n : quotient)
}

/** 显示用的万分比。 */
export function permyriadOf(value: Ratio): number {
  return rounded(value, 10_000)
}
