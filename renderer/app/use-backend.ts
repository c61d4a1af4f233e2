import { notifications } from '@mantine/notifications'
import { keepPreviousData, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { Route } from '../../shared/contract/index.ts'
import { asCallError, call, callForEntry, type CallError, type RouteInput, type RouteOutput } from './client.ts'
import { showDone } from './done-message.tsx'
import { errorLines, errorText } from './explain-error.ts'
import { announceLocked, untilOpened } from './lock-signal.ts'

export type QueryOptions = {
  /** false 时先不取（如还没选人）。 */
  enabled?: boolean
  /** 入参变化时先留着旧结果，避免整块闪空；用于筛选与翻页。 */
  keepPrevious?: boolean
  /** 隔多少毫秒再取一次。 */
  pollMs?: number
}

export function useBackendQuery<R extends Route>(
  route: R,
  input: RouteInput<R>,
  options: QueryOptions = {},
): UseQueryResult<RouteOutput<R>, CallError> {
  return useQuery<RouteOutput<R>, CallError>({
    queryKey: [route, input],
    queryFn: () => callWhenOpen(route, input),
    enabled: options.enabled ?? true,
    ...(options.pollMs === undefined ? {} : { refetchInterval: options.pollMs, refetchIntervalInBackground: true }),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
}

/** 锁着的不算失败：叫出锁屏，等解锁后再取。 */
async function callWhenOpen<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
  for (;;) {
    try {
      return await call(route, input)
    } catch (error) {
      const failure = asCallError(error)
      if (failure.code !== 'LOCKED') throw failure
      announceLocked()
      await untilOpened()
    }
  }
}

export type CommandOptions<R extends Route> = {
  /** 成功后重取哪些路由；不给则全部重取——记录一变，发现、矩阵、到期清单都会跟着变。 */
  invalidates?: readonly Route[]
  /** 成功后的一句话通知。 */
  done?: (output: RouteOutput<R>) => string
  /** 失败由表单自己显示时设为 true，不再另弹通知。 */
  showsOwnError?: boolean
}

export type Command<R extends Route> = {
  /** 做成返回结果，做不成返回 undefined（原因在 error，不会被吞）。 */
  run: (input: RouteInput<R>) => Promise<RouteOutput<R> | undefined>
  isRunning: boolean
  error: CallError | null
  /** 某一格的红字：按契约里的字段名（可带路径，如 profile.name）取。 */
  problem: (place: string) => string | undefined
  reset: () => void
}

/** 做成了的结果，与记成了操作日志的第几条。 */
type Made<R extends Route> = Awaited<ReturnType<typeof callForEntry<R>>>

export function useCommand<R extends Route>(route: R, options: CommandOptions<R> = {}): Command<R> {
  const queries = useQueryClient()
  const mutation = useMutation<Made<R>, CallError, RouteInput<R>>({
    mutationFn: async (input) => {
      try {
        return await callForEntry(route, input)
      } catch (error) {
        throw asCallError(error)
      }
    },
    onSuccess: async ({ output, entry }) => {
      // 说“记下了”时界面上已是新的；先说后取，人动身去别处又会被随后的换页拉回来。
      await refresh(queries, options.invalidates)
      if (options.done) showDone(options.done(output), route, entry)
    },
    onError: (error) => {
      if (error.code === 'LOCKED') announceLocked()
      if (!options.showsOwnError) notifyFailure(error)
    },
  })
  const { mutateAsync } = mutation
  const run = useCallback(
    async (input: RouteInput<R>) => {
      try {
        return (await mutateAsync(input)).output
      } catch {
        return undefined
      }
    },
    [mutateAsync],
  )
  return {
    run,
    isRunning: mutation.isPending,
    error: mutation.error,
    problem: (place) => problemAt(mutation.error, place),
    reset: mutation.reset,
  }
}

/** 算得慢、不挡事的：记录变了也重取，但表单关闭、抽屉换新不等它。 */
const BACKGROUND_ROUTES: readonly Route[] = ['compliance.trendMonth']

async function refresh(queries: ReturnType<typeof useQueryClient>, routes: readonly Route[] | undefined): Promise<void> {
  if (!routes) {
    const isBackground = ({ queryKey: [route] }: { queryKey: readonly unknown[] }) => BACKGROUND_ROUTES.some((each) => each === route)
    void queries.invalidateQueries({ predicate: isBackground })
    return queries.invalidateQueries({ predicate: (query) => !isBackground(query) })
  }
  await Promise.all(routes.map((route) => queries.invalidateQueries({ queryKey: [route] })))
}

/** 一句话通知：没有做什么，只是告诉一声。 */
export function showMessage(message: string): void {
  notifications.show({ message })
}

/** 把失败放到右下角通知里；表单之外的失败都走这里。 */
export function notifyFailure(error: CallError): void {
  notifications.show({
    title: '没有做成',
    message: [errorText(error), ...errorLines(error).slice(0, 5)].join(' '),
    color: 'red',
    autoClose: 12_000,
  })
}

/** 后端说的是哪一格，就把红字放到哪一格；嵌套字段取末段也算对上。 */
export function problemAt(error: CallError | null, place: string): string | undefined {
  const hit = error?.problems.find(
    (problem) => problem.place === place || problem.place.startsWith(`${place}.`) || problem.place.endsWith(`.${place}`),
  )
  return hit?.message
}

export type TaskProgress = { state: '未开始' | '进行中' | '已完成' | '已取消' | '已失败'; done: number; total: number; label: string }

type TaskRoute = {
  [R in Route]: RouteInput<R> extends { taskId?: string | undefined } ? R : never
}[Route]

export type Task<R extends Route> = {
  run: (input: Omit<RouteInput<R>, 'taskId'>) => Promise<RouteOutput<R> | undefined>
  cancel: () => void
  isRunning: boolean
  isCancelling: boolean
  progress: TaskProgress | null
  error: CallError | null
  reset: () => void
}

/** 长任务：自己生成任务号，运行时轮询进度；取消只是请求，任务在下一个检查点停下并整体撤回。 */
export function useTask<R extends TaskRoute>(route: R, options: CommandOptions<R> = {}): Task<R> {
  const queries = useQueryClient()
  const [taskId, setTaskId] = useState<string | null>(null)
  const [isCancelling, setCancelling] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const polled = useQuery({
    queryKey: ['settings.taskProgress', { taskId }],
    queryFn: () => call('settings.taskProgress', { runningTaskId: taskId ?? '' }),
    enabled: taskId !== null,
    refetchInterval: 300,
    gcTime: 0,
  })

  const run = async (input: Omit<RouteInput<R>, 'taskId'>) => {
    const id = crypto.randomUUID()
    setTaskId(id)
    setError(null)
    setCancelling(false)
    try {
      const { output, entry } = await callForEntry(route, { ...input, taskId: id } as unknown as RouteInput<R>)
      if (options.done) showDone(options.done(output), route, entry)
      await refresh(queries, options.invalidates)
      return output
    } catch (caught) {
      const failure = asCallError(caught)
      setError(failure)
      if (!options.showsOwnError && failure.code !== 'CANCELLED') notifyFailure(failure)
      return undefined
    } finally {
      setTaskId(null)
      setCancelling(false)
    }
  }

  return {
    run,
    cancel: () => {
      if (taskId === null) return
      setCancelling(true)
      call('settings.cancelTask', { runningTaskId: taskId }).catch((caught: unknown) => {
        setCancelling(false)
        notifyFailure(asCallError(caught))
      })
    },
    isRunning: taskId !== null,
    isCancelling,
    progress: taskId === null ? null : (polled.data ?? { state: '未开始', done: 0, total: 0, label: '' }),
    error,
    reset: () => setError(null),
  }
}
