import { appendFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** 故障的细节只进数据文件夹里的 `日志/故障.log`，不给页面。 */
export type LogFault = (reference: string, route: string, error: unknown) => void

export function faultLog(dataDirectory: string): LogFault {
  return (reference, route, error) => {
    const folder = path.join(dataDirectory, '日志')
    mkdirSync(folder, { recursive: true })
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    appendFileSync(path.join(folder, '故障.log'), `${new Date().toISOString()} ${reference} ${route}\n${detail}\n\n`)
  }
}
