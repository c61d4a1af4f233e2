import { Button } from '@mantine/core'
import { IconFileZip } from '@tabler/icons-react'
import type { ProcessPaper } from '../../shared/correspondence/papers-contract.ts'
import { hrefTo } from '../app/router.ts'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import './papers.css'

/** 一个流程的整套文书：点一份去起草（已登记的去登记簿）；一键打成 zip，缺的列在目录里。 */
export function PapersCard({ processId }: { processId: string }) {
  const papers = useBackendQuery('correspondence.processPapers', { processId })
  const packing = useTask('correspondence.exportProcessPapers', {
    invalidates: [],
    done: (output) =>
      `整套文书已生成：${output.paperCount} 份${output.missingCount > 0 ? `，另有 ${output.missingCount} 份有缺项，见目录` : ''}`,
  })
  const rows = papers.data?.rows ?? []
  const ready = rows.filter((row) => row.state === '已登记' || row.state === '可以出').length
  const pack = async () => {
    const output = await packing.run({ processId })
    if (output) saveFile(output.file)
  }
  return (
    <Card
      title="文书"
      note={rows.length === 0 ? '' : `${rows.length} 份：${rows.filter((row) => row.state === '已登记').length} 份已登记，${ready} 份能出`}
      isFlush
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFileZip size={16} aria-hidden="true" />}
          disabled={ready === 0 || packing.isRunning}
          onClick={() => void pack()}
        >
          下载整套文书
        </Button>
      }
    >
      {papers.error && <ErrorState error={papers.error} onRetry={() => void papers.refetch()} />}
      {papers.isPending && <Loading label="正在核对各份文书" />}
      {packing.isRunning && (
        <div className="papers-progress">
          <TaskBar title="正在打包整套文书" progress={packing.progress} isCancelling={packing.isCancelling} onCancel={packing.cancel} />
        </div>
      )}
      {papers.data && (
        <ol className="papers">
          {papers.data.rows.map((row) => (
            <li key={row.kind} className="papers-row">
              <a href={hrefOf(row, papers.data.organizationId, processId)} title={row.title}>
                {row.name}
              </a>
              <PaperMark row={row} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

function hrefOf({ kind, state, draftId }: ProcessPaper, organizationId: string, processId: string): string {
  if (state === '已登记') return hrefTo('/correspondence', { view: 'register' })
  return hrefTo('/correspondence', draftId === null ? { kind, organizationId, processId } : { draftId })
}

function PaperMark({ row }: { row: ProcessPaper }) {
  const { text, hint } = markOf(row)
  return (
    <span className="papers-mark" title={hint}>
      {row.state === '已登记' ? (
        <SeverityMark severity="达标" text={text} />
      ) : row.state === '有缺项' ? (
        <SeverityMark severity="提示" text={text} />
      ) : (
        <span className="small secondary">{text}</span>
      )}
    </span>
  )
}

function markOf({ state, number, isNumbered, missing }: ProcessPaper): { text: string; hint: string } {
  switch (state) {
    case '已登记':
      return { text: number, hint: `已登记，文号${number}` }
    case '另有文号':
      return { text: number, hint: `流程里登记了文号${number}，原件不在本系统` }
    case '可以出':
      return isNumbered ? { text: '可以登记', hint: '要素齐全，可以登记发文' } : { text: '可以打印', hint: '要素齐全，可以打印或导出' }
    case '有缺项':
      return { text: `缺 ${missing.length} 项`, hint: missing.join('\n') }
  }
}
