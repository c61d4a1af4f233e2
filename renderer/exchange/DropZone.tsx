import { Button, FileButton } from '@mantine/core'
import { IconTableImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import { readFile } from '../app/save-file.ts'

const ACCEPT = '.xls,.xlsx'

export function DropZone({ onFile }: { onFile: (file: WireFile) => void }) {
  const [isOver, setOver] = useState(false)
  const [problem, setProblem] = useState('')
  const take = async (file: File | null | undefined) => {
    if (!file) return
    setProblem('')
    try {
      onFile(await readFile(file))
    } catch {
      setProblem(`读不了“${file.name}”。它可能正被 Excel 或 WPS 打开着，关掉后再试。`)
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
        void take(event.dataTransfer.files[0])
      }}
    >
      <IconTableImport size={40} stroke={1.4} aria-hidden="true" />
      <p className="import-drop-title">把花名册拖到这里</p>
      <p className="secondary">
        认得官方 2017 版《党员基本信息汇总表》：一支部一张表、两行表头、末行注释都没关系，列的次序变了也能认。
        <br />
        先给你看与名册的差异，点“落库”之前不会写入任何内容。
      </p>
      <FileButton onChange={(file) => void take(file)} accept={ACCEPT} inputProps={{ 'aria-label': '选择花名册文件' }}>
        {(props) => <Button {...props}>选择文件</Button>}
      </FileButton>
      {problem !== '' && (
        <p className="state-failed" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
