/** 要撤的那一步；`at` 不知道的为空串。 */
export type UndoWanted = { readonly seq: number; readonly at: string; readonly route: string; readonly summary: string }

let listener: ((wanted: UndoWanted) => void) | null = null

/** 撤销的确认窗开在外框里，同时只有一个。返回不再听的函数。 */
export function listenForUndo(heard: (wanted: UndoWanted) => void): () => void {
  listener = heard
  return () => {
    if (listener === heard) listener = null
  }
}

/** 请外框问一句要不要撤这一步。 */
export function askToUndo(wanted: UndoWanted): void {
  listener?.(wanted)
}
