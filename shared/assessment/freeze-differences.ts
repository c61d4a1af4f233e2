import { formatCenti } from './scheme.ts'

/** 比较要用到的得分表的几项。 */
export type ComparedSheet = {
  readonly organizationId: string
  readonly organizationName: string
  readonly finalCenti: number
  readonly rank: number
  readonly grade: string
  readonly tasks: readonly {
    readonly items: readonly {
      readonly itemId: string
      readonly name: string
      readonly isApplicable: boolean
      readonly ratioPermyriad: number
    }[]
  }[]
  readonly bonusCenti: number
  readonly deductionCenti: number
  readonly vetoes: readonly { readonly vetoId: string }[]
}

export type SheetDifference = {
  readonly organizationId: string
  readonly organizationName: string
  readonly frozenCenti: number | null
  readonly currentCenti: number | null
  readonly frozenRank: number | null
  readonly currentRank: number | null
  readonly details: readonly string[]
}

/** 冻结时与现在的得分表逐支部相比，只列有差别的，按冻结时的名次；冻结以后才有的支部在后。 */
export function freezeDifferences(frozen: readonly ComparedSheet[], current: readonly ComparedSheet[]): SheetDifference[] {
  const now = new Map(current.map((sheet) => [sheet.organizationId, sheet]))
  const then = new Set(frozen.map(({ organizationId }) => organizationId))
  const kept = frozen.flatMap((sheet) => {
    const other = now.get(sheet.organizationId) ?? null
    const details = other === null ? ['现在不参评了'] : sheetDetails(sheet, other)
    return details.length === 0 ? [] : [difference(sheet, other, details)]
  })
  const added = current.filter(({ organizationId }) => !then.has(organizationId))
  return [...kept, ...added.map((sheet) => difference(null, sheet, ['冻结时没有参评']))]
}

function difference(frozen: ComparedSheet | null, current: ComparedSheet | null, details: readonly string[]): SheetDifference {
  const either = frozen ?? current
  return {
    organizationId: either?.organizationId ?? '',
    organizationName: either?.organizationName ?? '',
    frozenCenti: frozen?.finalCenti ?? null,
    currentCenti: current?.finalCenti ?? null,
    frozenRank: frozen?.rank ?? null,
    currentRank: current?.rank ?? null,
    details,
  }
}

function sheetDetails(frozen: ComparedSheet, current: ComparedSheet): string[] {
  const items = new Map(current.tasks.flatMap((task) => task.items).map((item) => [item.itemId, item]))
  const changed = frozen.tasks
    .flatMap((task) => task.items)
    .flatMap((item) => {
      const other = items.get(item.itemId)
      const [then, now] = [rateText(item), other ? rateText(other) : '没有这一项']
      return then === now ? [] : [`${item.itemId} ${item.name}：${then} → ${now}`]
    })
  const totals: readonly (readonly [string, string, string])[] = [
    ['加分', formatCenti(frozen.bonusCenti), formatCenti(current.bonusCenti)],
    ['减分', formatCenti(frozen.deductionCenti), formatCenti(current.deductionCenti)],
    ['否决', vetoText(frozen), vetoText(current)],
    ['总分', formatCenti(frozen.finalCenti), formatCenti(current.finalCenti)],
    ['等次', frozen.grade, current.grade],
    ['名次', String(frozen.rank), String(current.rank)],
  ]
  return [...changed, ...totals.filter(([, then, now]) => then !== now).map(([label, then, now]) => `${label}：${then} → ${now}`)]
}

function rateText({ isApplicable, ratioPermyriad }: { isApplicable: boolean; ratioPermyriad: number }): string {
  return isApplicable ? `${(ratioPermyriad / 100).toFixed(2)}%` : '不适用'
}

function vetoText({ vetoes }: ComparedSheet): string {
  return vetoes.length === 0 ? '没有' : vetoes.map(({ vetoId }) => vetoId).join('、')
}
