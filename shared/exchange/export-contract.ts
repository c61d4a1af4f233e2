import { query } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { memberFilter } from '../member/contract.ts'

/** 导出的路由；由切片的 contract.ts 展开。 */
export const exportContract = {
  'exchange.exportRoster': query('按筛选导出名册 xlsx（证号为文本，防公式注入）', memberFilter, file),
} as const
