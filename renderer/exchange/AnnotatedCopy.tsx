import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import { readFile, saveFile } from '../app/save-file.ts'
import { useTask } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'

export type AnnotatedCopyProps = {
  batchId: string
  fileName: string
  /** 刚导入的那份文件；没有（从历史里打开）就请人再选一次。 */
  file?: WireFile
}

/** 拿回自己那张表的副本：值、列序、工作表不变，末尾多“结果”“原因”两列。 */
export function AnnotatedCopy({ batchId, fileName, file }: AnnotatedCopyProps) {
  const annotate = useTask('exchange.importAnnotations', { showsOwnError: true, invalidates: [] })
  const [losses, setLosses] = useState<readonly string[] | null>(null)
  const run = async (source: WireFile) => {
    const output = await annotate.run({ file: source, batchId })
    if (!output) return
    saveFile(output.file)
    setLosses(output.losses)
  }
  return (
    <div className="annotated-copy">
      {file ? (
        <Button variant="default" loading={annotate.isRunning} onClick={() => void run(file)}>
          下载标注了结果的原表
        </Button>
      ) : (
        <FileButton onChange={(picked) => void (picked && readFile(picked).then(run))} accept=".xls,.xlsx,.csv,.tsv,.txt,.zip">
          {(props) => (
            <Button {...props} size="xs" variant="default" loading={annotate.isRunning}>
              选当时那份“{fileName}”，下载标注了结果的副本
            </Button>
          )}
        </FileButton>
      )}
      {losses !== null && (
        <p className="small secondary" role="status">
          已下载。{losses.length === 0 ? '原表的值、列序、样式都没有动。' : losses.join('')}
        </p>
      )}
      {annotate.error && <FormError error={annotate.error} />}
    </div>
  )
}
