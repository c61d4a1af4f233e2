import type { WireFile } from '../../shared/contract/file.ts'
import { asCallError, call, type RouteInput } from '../app/client.ts'
import { saveFile } from '../app/save-file.ts'
import { notifyFailure, useTask } from '../app/use-backend.ts'
import { notifications } from '@mantine/notifications'

type Format = RouteInput<'correspondence.exportMany'>['format']

/** 登记簿里拿文件、打印的各种办法；长的可以看进度、可以取消。 */
export function useRegisterFiles() {
  const one = useTask('correspondence.exportPdf', { invalidates: [] })
  const many = useTask('correspondence.exportMany', { invalidates: [] })
  const book = useTask('correspondence.registerPdf', { invalidates: [] })
  const running = [one, many, book].find(({ isRunning }) => isRunning)

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  const print = (file: WireFile | undefined) =>
    attempt(async () => {
      if (!file) return
      const { printPdf } = await import('./print-pdf.ts')
      await printPdf(file.base64)
    })
  const keep = (file: WireFile | undefined) => {
    if (file) saveFile(file)
  }
  return {
    isRunning: running !== undefined,
    progress: running?.progress ?? null,
    isCancelling: running?.isCancelling ?? false,
    cancel: () => running?.cancel(),
    docx: (documentId: string, revision?: number) =>
      attempt(async () => {
        saveFile(await call('correspondence.exportDocx', { documentId, ...(revision === undefined ? {} : { revision }) }))
      }),
    pdf: async (documentId: string) => keep(await one.run({ documentId })),
    print: async (documentId: string) => print(await one.run({ documentId })),
    open: (documentId: string) =>
      attempt(async () => {
        const { path } = await call('correspondence.openDocument', { documentId })
        notifications.show({ message: `已用本机程序打开副本：${path}。在副本上改的不会回到登记簿。`, color: 'green.8', autoClose: 10_000 })
      }),
    exportMany: async (documentIds: string[], format: Format) => keep(await many.run({ documentIds, format })),
    printMany: async (documentIds: string[]) => print(await many.run({ documentIds, format: '合并 PDF' })),
    workbook: (year: number) =>
      attempt(async () => {
        saveFile(await call('correspondence.registerWorkbook', { year }))
      }),
    printBook: async (year: number) => print(await book.run({ year })),
  }
}

export type RegisterFiles = ReturnType<typeof useRegisterFiles>
