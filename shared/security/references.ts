import { KIND_OF_FIELD, type KeptRows, type OwnedKind, type RouteScope } from './access.ts'

type Narrowed = Extract<RouteScope, { way: '按入参' | '只留范围内' }>
export type Reference = { readonly kind: OwnedKind; readonly id: string }

/**
 * 入参里指到的对象。`unknown` 是看着像编号、却认不出指什么的字段：有它就不能放行。
 * 认字段名，不认位置：同一个名字在哪一层都指同一种对象，新加的字段不必另登记。
 */
export function referencesIn(input: unknown, kinds: Narrowed['kinds'] = {}): { references: Reference[]; unknown: string[] } {
  const found = new Map<string, Reference>()
  const unknown = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each)
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [field, inner] of Object.entries(value)) {
      const ids = idsIn(inner)
      if (ids === null) {
        visit(inner)
        continue
      }
      const kind = Object.hasOwn(kinds, field) ? kinds[field] : Object.hasOwn(KIND_OF_FIELD, field) ? KIND_OF_FIELD[field] : undefined
      if (kind === undefined) {
        if (ids.length > 0 && looksLikeId(field)) unknown.add(field)
      } else if (kind !== '不查') for (const id of ids) found.set(`${kind}/${id}`, { kind, id })
    }
  }
  visit(input)
  return { references: [...found.values()], unknown: [...unknown] }
}

/** 这一格装的编号；装的是对象（还要往里看）则为 null，空着则没有编号。 */
function idsIn(value: unknown): string[] | null {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value : null
  return typeof value === 'object' && value !== null ? null : []
}

/** 字段名看着像编号：`id`、`…Id`、`…Ids`。 */
export function looksLikeId(field: string): boolean {
  return field === 'id' || /Ids?$/.test(field)
}

/**
 * 没给的范围填成自己的：`organizationId`、`filter.organizationId` 填范围的根（有 `includesBelow` 一类的开关则打开），
 * `organizationIds[]` 填范围内的党支部。给了的原样不动。
 */
export function filled(input: unknown, fill: string | undefined, scope: { rootId: string; branchIds: readonly string[] }): unknown {
  if (fill === undefined || typeof input !== 'object' || input === null) return input
  const [head = '', ...rest] = fill.split('.')
  const record = input as Readonly<Record<string, unknown>>
  if (rest.length > 0) return { ...record, [head]: filled(record[head] ?? {}, rest.join('.'), scope) }
  if (head.endsWith('[]')) {
    const field = head.slice(0, -2)
    const given = record[field]
    return Array.isArray(given) && given.length > 0 ? record : { ...record, [field]: scope.branchIds }
  }
  if (record[head] !== undefined && record[head] !== null) return record
  const below = ['includesBelow', 'includesSubordinates'].filter((each) => record[each] === false)
  return { ...record, [head]: scope.rootId, ...Object.fromEntries(below.map((each) => [each, true])) }
}

/** 结果里各列行的编号，供一次查清归属。 */
export function rowReferences(output: unknown, keeps: readonly KeptRows[]): Reference[] {
  return keeps.flatMap(({ list, by, kind }) =>
    listsAt(output, list.split('.')).flatMap((rows) =>
      rows.flatMap((row) => {
        const id = idOf(row, by)
        return id === null ? [] : [{ kind, id }]
      }),
    ),
  )
}

/**
 * 滤去范围外的行，清空滤不出来的列；别的原样。
 * 组织树滤过之后，范围的根没有上级可挂，`parentId` 置空，免得指着看不见的。
 */
export function trimmed(output: unknown, scope: Narrowed, isWithin: (reference: Reference) => boolean): unknown {
  const cleared = (scope.clears ?? []).reduce((each, list) => mapList(each, list.split('.'), () => []), output)
  return (scope.keeps ?? []).reduce(
    (each, { list, by, kind }) =>
      mapList(each, list.split('.'), (rows) => {
        const kept = rows.filter((row) => {
          const id = idOf(row, by)
          return id !== null && isWithin({ kind, id })
        })
        return kind === 'organization' && by === 'id' ? kept.map((row) => withVisibleParent(row, isWithin)) : kept
      }),
    cleared,
  )
}

function withVisibleParent(row: unknown, isWithin: (reference: Reference) => boolean): unknown {
  const parentId = idOf(row, 'parentId')
  return parentId === null || isWithin({ kind: 'organization', id: parentId }) ? row : { ...(row as object), parentId: null }
}

function idOf(row: unknown, field: string): string | null {
  const value = typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[field] : undefined
  return typeof value === 'string' ? value : null
}

/** 路径上的各列行：`plans[].targets` 是每个方案的那一列。 */
function listsAt(value: unknown, path: readonly string[]): unknown[][] {
  const lists: unknown[][] = []
  mapList(value, path, (rows) => {
    lists.push(rows)
    return rows
  })
  return lists
}

function mapList(value: unknown, [head = '', ...rest]: readonly string[], change: (rows: unknown[]) => unknown[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  const record = value as Readonly<Record<string, unknown>>
  const field = head.replace(/\[\]$/, '')
  const inner = record[field]
  if (inner === undefined) return value
  if (rest.length === 0) return { ...record, [field]: Array.isArray(inner) ? change(inner) : inner }
  if (head.endsWith('[]')) return { ...record, [field]: Array.isArray(inner) ? inner.map((each) => mapList(each, rest, change)) : inner }
  return { ...record, [field]: mapList(inner, rest, change) }
}
