import type { OrganizationNode } from '../../shared/organization/contract.ts'

/** 上级编码之下的下一个三位序号：`001` 之下已有 `001.002` 则给 `001.003`。 */
export function nextCode(nodes: readonly OrganizationNode[], parentId: string | null, taken: readonly string[] = []): string {
  const parent = nodes.find((node) => node.id === parentId)
  const prefix = parent ? `${parent.code}.` : ''
  const numbers = [...nodes.map((node) => node.code), ...taken]
    .filter((code) => code.startsWith(prefix) && !code.slice(prefix.length).includes('.'))
    .map((code) => Number(code.slice(prefix.length)))
    .filter((number) => Number.isInteger(number))
  return `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`
}
