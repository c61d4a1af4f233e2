export type RosterBranch = { readonly id: string; readonly name: string; readonly shortName: string }

/** 党支部的名称索引：全称或简称，空格与全半角不论；两个支部同名时不猜。 */
export class BranchIndex {
  private readonly byId: ReadonlyMap<string, RosterBranch>
  private readonly byName = new Map<string, Set<string>>()
  private readonly choices: ReadonlyMap<string, string>

  constructor(branches: readonly RosterBranch[], choices: Readonly<Record<string, string>> = {}) {
    this.byId = new Map(branches.map((branch) => [branch.id, branch]))
    for (const { id, name, shortName } of branches)
      for (const key of new Set([foldName(name), foldName(shortName)])) this.byName.set(key, (this.byName.get(key) ?? new Set()).add(id))
    this.choices = new Map(Object.entries(choices).map(([name, id]) => [foldName(name), id]))
  }

  find(name: string): { kind: '找到'; branch: RosterBranch } | { kind: '没有' } | { kind: '同名' } {
    const key = foldName(name)
    const chosen = this.byId.get(this.choices.get(key) ?? '')
    if (chosen) return { kind: '找到', branch: chosen }
    const ids = [...(this.byName.get(key) ?? [])]
    if (ids.length > 1) return { kind: '同名' }
    const branch = this.byId.get(ids[0] ?? '')
    return branch ? { kind: '找到', branch } : { kind: '没有' }
  }

  nameOf(id: string): string {
    return this.byId.get(id)?.name ?? ''
  }
}

export function foldName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/gu, '')
}
