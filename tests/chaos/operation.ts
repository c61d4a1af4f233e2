/**
 * 写手做的一件事。动手前先说“要做”，命令返回后再说“做完”：说了“做完”的，断电后一条也不能少；
 * 只说了“要做”的，要么整件在，要么整件不在。
 */
export type Operation =
  | { readonly kind: '登记'; readonly identityNumber: string }
  | { readonly kind: '移入回收站' | '恢复党员'; readonly identityNumber: string }
  | { readonly kind: '签发人'; readonly signer: string }
  | { readonly kind: '导入'; readonly identityNumbers: readonly string[] }
  | { readonly kind: '备份'; readonly name: string }
  /** 登记恢复：下次打开时签发人回到备份里的那一个。 */
  | { readonly kind: '恢复备份'; readonly signer: string }
  | { readonly kind: '启用加密' | '停用加密' }

export type Line = { readonly phase: '就绪' } | { readonly phase: '要做' | '做完'; readonly operation: Operation }

/** 库里该有什么：在册与回收站里的证号、签发人、说过“做完”的备份。 */
export type Expected = {
  readonly members: ReadonlyMap<string, '在册' | '回收站'>
  readonly signer: string | null
  readonly backups: readonly string[]
  readonly isEncrypted: boolean
}

export const NOTHING: Expected = { members: new Map(), signer: null, backups: [], isEncrypted: false }

/** 一件事做完之后库里该有什么。 */
export function after(before: Expected, operation: Operation): Expected {
  switch (operation.kind) {
    case '登记':
      return { ...before, members: new Map([...before.members, [operation.identityNumber, '在册']]) }
    case '移入回收站':
      return { ...before, members: new Map([...before.members, [operation.identityNumber, '回收站']]) }
    case '恢复党员':
      return { ...before, members: new Map([...before.members, [operation.identityNumber, '在册']]) }
    case '导入':
      return { ...before, members: new Map([...before.members, ...operation.identityNumbers.map((each) => [each, '在册'] as const)]) }
    case '签发人':
    case '恢复备份':
      return { ...before, signer: operation.signer }
    case '备份':
      return { ...before, backups: [...before.backups, operation.name] }
    case '启用加密':
    case '停用加密':
      return { ...before, isEncrypted: operation.kind === '启用加密' }
  }
}

/** 逐行还原写手走到了哪里：做完的都算上，最后一件可能没做完。末行可能只写了半截，不算。 */
export function progressOf(
  start: Expected,
  output: string,
): { readonly isReady: boolean; readonly done: Expected; readonly inFlight: Operation | null; readonly doneCount: number } {
  let done = start
  let inFlight: Operation | null = null
  let isReady = false
  let doneCount = 0
  for (const text of output.split('\n').slice(0, -1)) {
    const line = JSON.parse(text) as Line
    if (line.phase === '就绪') isReady = true
    else if (line.phase === '要做') inFlight = line.operation
    else {
      done = after(done, line.operation)
      inFlight = null
      doneCount += 1
    }
  }
  return { isReady, done, inFlight, doneCount }
}
