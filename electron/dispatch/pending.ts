import type { Contract } from '../../shared/contract/endpoint.ts'
import { DomainError } from './domain-error.ts'
import type { Handlers } from './handlers.ts'

/** 建设期占位：各切片写好自己的处理器后即弃用，本文件随之删除。 */
export function pending<C extends Contract>(contract: C): Handlers<C> {
  const refuse = () => {
    throw new DomainError('NOT_READY', '这个功能还没有建好。')
  }
  return Object.fromEntries(Object.keys(contract).map((route) => [route, refuse])) as unknown as Handlers<C>
}
