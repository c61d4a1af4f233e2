/** 一步迁移。发布后不改；新变化另写一步。`name` 以四位序号开头，序号即 `user_version`。 */
export type Migration = {
  readonly version: number
  readonly name: string
  readonly up: (database: { exec(sql: string): unknown }) => void
}
