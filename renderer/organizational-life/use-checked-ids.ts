import { useState } from 'react'

/** 勾选的一组编号：开始勾好哪些，点一下换一个。 */
export function useCheckedIds(initial: () => Iterable<string>): readonly [ids: ReadonlySet<string>, toggle: (id: string) => void] {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set(initial()))
  const toggle = (id: string) =>
    setIds((current) => {
      const changed = new Set(current)
      if (!changed.delete(id)) changed.add(id)
      return changed
    })
  return [ids, toggle]
}
