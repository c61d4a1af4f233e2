import type * as z from 'zod'

/**
 * 契约里的一条路由。`summary` 是给人看的一句话，命令行 `--list` 打印它。
 * - query：只读，名词命名；
 * - command：一个事务 + 一条操作日志，祈使句命名；
 * - task：长任务，可报进度、可取消，自己决定何时落库。
 */
export type EndpointKind = 'query' | 'command' | 'task'

export type Endpoint<
  Kind extends EndpointKind = EndpointKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = {
  readonly kind: Kind
  readonly summary: string
  readonly input: Input
  readonly output: Output
  /** 产出文件交到人手里：做成以后由调度器记一条操作日志。 */
  readonly isExport?: boolean
}

export function query<I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O): Endpoint<'query', I, O> {
  return { kind: 'query', summary, input, output }
}

export function command<I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O): Endpoint<'command', I, O> {
  return { kind: 'command', summary, input, output }
}

export function task<I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O): Endpoint<'task', I, O> {
  return { kind: 'task', summary, input, output }
}

/** 产出文件交到人手里的路由：谁、什么时候、导出了什么，记进操作日志。页面里看的预览不算。 */
export function exporting<E extends Endpoint>(endpoint: E): E & { readonly isExport: true } {
  return { ...endpoint, isExport: true }
}

export type Contract = Readonly<Record<string, Endpoint>>
export type InputOf<E extends Endpoint> = z.input<E['input']>
export type OutputOf<E extends Endpoint> = z.output<E['output']>
