import type { PlainDate } from '../calendar/plain-date.ts'

/**
 * 已经废止或被替代、公文里还常被误引的规定。只列有公开依据、说得准日期的；没列的不等于现行。
 * `pattern` 认得出那份旧文（名称、文号或年份），`until` 起不再作依据。
 */
export type SupersededSource = {
  readonly name: string
  readonly pattern: RegExp
  readonly until: PlainDate
  readonly replacement: string
}

export const SUPERSEDED_SOURCES: readonly SupersededSource[] = [
  {
    name: '《中国共产党基层组织选举工作暂行条例》',
    pattern: /《中国共产党基层组织选举工作暂行条例》|基层组织选举工作暂行条例/,
    until: '2020-07-13',
    replacement: '《中国共产党基层组织选举工作条例》（2020年）',
  },
  {
    name: '《中国共产党发展党员工作细则》2014 年版',
    pattern: /《中国共产党发展党员工作细则》（2014[^）]*）|中办发〔2014〕33号/,
    until: '2026-05-11',
    replacement: '《中国共产党发展党员工作细则》（2026年修订）',
  },
  {
    name: '《中国共产党发展党员工作细则（试行）》',
    pattern: /《中国共产党发展党员工作细则（试行）》/,
    until: '2014-05-28',
    replacement: '《中国共产党发展党员工作细则》（2026年修订）',
  },
  {
    name: '《中国共产党机关公文处理条例》',
    pattern: /《中国共产党机关公文处理条例》|中办发〔1996〕14号/,
    until: '2012-07-01',
    replacement: '《党政机关公文处理工作条例》（中办发〔2012〕14号）',
  },
  {
    name: '《国家行政机关公文处理办法》',
    pattern: /《国家行政机关公文处理办法》|国发〔2000〕23号/,
    until: '2012-07-01',
    replacement: '《党政机关公文处理工作条例》（中办发〔2012〕14号）',
  },
  {
    name: 'GB/T 9704-1999',
    pattern: /GB\/T\s?9704[-—]1999|《国家行政机关公文格式》/,
    until: '2012-07-01',
    replacement: 'GB/T 9704-2012《党政机关公文格式》',
  },
]
