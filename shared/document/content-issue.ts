import type { InspectionLevel, InspectionTopic } from './inspection.ts'

/** 从内容里查出的一条问题；还不知道在哪一面，由排版结果补上。 */
export type ContentIssue = {
  readonly topic: InspectionTopic
  readonly level: InspectionLevel
  readonly blockId: string | null
  /** 给人看的位置，如“标题”“附件1”。 */
  readonly label: string
  /** 出问题的原文，用来在这一块里找到是哪一行；没有为空。 */
  readonly excerpt: string
  readonly message: string
  readonly basis: string
  readonly remedy: string
}

/** 《党政机关公文处理工作条例》（中办发〔2012〕14号）与 GB/T 9704-2012 的条位写法。 */
export function regulationClause(clause: string): string {
  return `《党政机关公文处理工作条例》${clause}`
}

export function standardClause(clause: string): string {
  return `GB/T 9704-2012 ${clause}`
}

/** 一处的各条问题：位置只写一遍，逐条累积。 */
export class IssueList {
  readonly issues: ContentIssue[] = []

  at(topic: InspectionTopic, label: string, blockId: string | null) {
    return (
      condition: boolean,
      level: InspectionLevel,
      message: string,
      { basis, remedy, excerpt = '' }: { basis: string; remedy: string; excerpt?: string },
    ): void => {
      if (condition) this.issues.push({ topic, level, blockId, label, excerpt, message, basis, remedy })
    }
  }
}
