import type * as z from 'zod'
import type { Problem } from '../../shared/contract/envelope.ts'

/** 把 zod 的问题翻成“哪一格：为什么”。路径保留契约里的字段名，页面据此把红字放到对应的输入框。解析时须带 `reportInput`，才分得清没填与填错。 */
export function explainInput(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({ place: issue.path.map(String).join('.') || '入参', message: chinese(issue) }))
}

function chinese(issue: z.core.$ZodIssue): string {
  const isBlank = issue.input === undefined || issue.input === null
  switch (issue.code) {
    case 'invalid_type':
      return isBlank ? '没有填写' : `类型不对，应为${TYPE_NAMES[issue.expected] ?? issue.expected}`
    case 'too_big':
      return hasChinese(issue.message) ? issue.message : sizeProblem(issue.origin, `超过上限 ${String(issue.maximum)}`)
    case 'too_small':
      return hasChinese(issue.message) ? issue.message : sizeProblem(issue.origin, `少于下限 ${String(issue.minimum)}`)
    case 'invalid_value':
      return `${isBlank ? '没有填写，' : ''}只能取：${issue.values.map(String).join('、')}`
    case 'unrecognized_keys':
      return `有不认识的字段：${issue.keys.join('、')}`
    default:
      return hasChinese(issue.message) ? issue.message : '格式不对'
  }
}

function sizeProblem(origin: string, limit: string): string {
  if (origin === 'string') return `字数${limit}`
  if (origin === 'array') return `项数${limit}`
  return limit
}

const TYPE_NAMES: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组字段',
  record: '一组字段',
}

function hasChinese(text: string): boolean {
  return /[\u4e00-\u9fff]/.test(text)
}
