import type { Provision } from '../regulation/provision.ts'
import { CATALOG } from './provisions.ts'

/** 两份专项指标包：不成方案，按条启停。 */
export const INDICATOR_PACKS = ['JG22', 'QJ20'] as const
export type IndicatorPack = (typeof INDICATOR_PACKS)[number]

/** 这条规定属于哪个指标包；都不属于为 null。 */
export function packOf(provision: Pick<Provision, 'source'>): IndicatorPack | null {
  return INDICATOR_PACKS.find((pack) => pack === provision.source) ?? null
}

/** 两个指标包里的全部条目，按编号。 */
export const PACK_PROVISIONS: readonly Provision[] = CATALOG.filter((provision) => packOf(provision) !== null)

/** 缺省停用的条目：要人勾核的，与判定谓词写明“启用”才考核的专项。系统能判的其余条目缺省启用。 */
export const DISABLED_BY_DEFAULT: ReadonlySet<string> = new Set(
  PACK_PROVISIONS.filter(({ check, predicate }) => check === '人工' || predicate.includes('启用')).map(({ id }) => id),
)
