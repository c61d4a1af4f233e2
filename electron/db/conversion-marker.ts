import { existsSync } from 'node:fs'
import path from 'node:path'
import { DomainError } from '../dispatch/domain-error.ts'

/** 有它在，说明另写好的库还没有全部换上：先由大门换完，才能打开或写入。 */
export const CONVERSION_MARKER = '换密.json'

/** @throws DomainError `CONVERSION_PENDING` */
export function refuseWhileConverting(directory: string): void {
  if (!existsSync(path.join(directory, CONVERSION_MARKER))) return
  throw new DomainError('CONVERSION_PENDING', '这份数据正在启用或停用加密，请等它做完再用。什么也没有写。')
}
