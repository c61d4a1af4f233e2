import { Button, FileButton } from '@mantine/core'
import { IconTableImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import { hrefTo } from '../app/router.ts'
import { readFile } from '../app/save-file.ts'

const ACCEPT = '.xls,.xlsx,.csv,.tsv,.txt,.zip'

export function DropZone({ onFile }: { onFile: (file: WireFile) => void }) {
  const [isOver, setOver] = useState(false)
  const [problem, setProblem] = useState('')
  const take = async (files: readonly File[]) => {
    const [file] = files
    if (!file) return
    setProblem('')
    if (files.length > 1) {
      setProblem(`一次导一份，这里拖来了 ${files.length} 份。几份表要一起导，请先压缩成一个 .zip。`)
      return
    }
    try {
      onFile(await readFile(file))
    } catch {
      setProblem(`读不了“${file.name}”。它可能正被 Excel 或 WPS 打开着，或者是个文件夹；关掉后再试。`)
    }
  }
  return (
    <div
      className="import-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take([...event.dataTransfer.files])
      }}
    >
      <IconTableImport size={40} stroke={1.4} aria-hidden="true" />
      <p className="import-drop-title">把花名册拖到这里，什么样的表都行</p>
      <p className="secondary">
        .xls、.xlsx、.csv（GBK 或 UTF-8）、一份里许多张表、一个 .zip 里许多份都认；表头在第几行、列怎么排、叫什么名字都没关系。
        <br />
        先给你看与名册的差异，可以逐行逐格取舍；点“落库”之前不写入任何内容，落库之后整批可以撤销。
      </p>
      <FileButton onChange={(file) => void take(file ? [file] : [])} accept={ACCEPT} inputProps={{ 'aria-label': '选择花名册文件' }}>
        {(props) => <Button {...props}>选择文件</Button>}
      </FileButton>
      <p className="small">
        <a href={hrefTo('/exchange/history')}>以前的导入与撤销</a>
      </p>
      {problem !== '' && (
        <p className="state-failed" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
