import { ActionIcon, Button, Select } from '@mantine/core'
import { IconPaperclip, IconTrash, IconUpload } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Problem } from '../../shared/contract/envelope.ts'
import { HEAD_BYTES, refusalAtSight } from '../../shared/contract/upload.ts'
import { ACTIVITY_FILE_KINDS, type ActivityFileKind } from '../../shared/organizational-life/activity-types.ts'
import type { ActivityFile } from '../../shared/organizational-life/attachment-contract.ts'
import { asCallError, call, CallError, type RouteInput } from '../app/client.ts'
import { readFile, saveFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ClosedMonthDialog, type ClosedMonthGrounds } from './ClosedMonthDialog.tsx'
import { shrinkPhoto } from './shrink-photo.ts'
import './files-section.css'

export type PendingFile = RouteInput<'life.addFiles'>['files'][number] & { key: string; byteCount: number; previewUrl: string | null }

/** 按名字与内容猜类别：图片是照片（名字带“签到”的是签到表），带“讲稿”“课件”的是讲稿。 */
function guessedKind(file: File): ActivityFileKind {
  if (file.name.includes('签到')) return '签到表'
  if (file.type.startsWith('image/')) return '照片'
  return /讲稿|课件|教案|\.pptx?$/.test(file.name) ? '讲稿' : '其他'
}

/** 选中的文件里能交的，与一眼就看得出不能收的（逐个写明为什么、怎么办）。 */
type Picked = { files: PendingFile[]; problems: Problem[] }

/** 选中的文件读成可以交的样子；照片顺手缩好小图与印本。HEIC、太大、打不开的当场说，不等存的时候。 */
async function pendingFiles(files: readonly File[]): Promise<Picked> {
  const picked: Picked = { files: [], problems: [] }
  for (const file of files) {
    const kind = guessedKind(file)
    const shrunk = kind === '照片' || kind === '签到表' ? await shrinkPhoto(file) : { thumbnailBase64: null, printBase64: null }
    const refusal = refusalAtSight(file.size, new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))
    const isUnreadable = refusal === '' && file.type.startsWith('image/') && shrunk.thumbnailBase64 === null
    const message = isUnreadable ? '图片打不开，多半已损坏或不完整。请从相机、手机或原处重新取一份。' : refusal
    if (message === '')
      picked.files.push({
        ...(await readFile(file)),
        ...shrunk,
        kind,
        key: crypto.randomUUID(),
        byteCount: file.size,
        previewUrl: shrunk.thumbnailBase64 === null ? null : `data:image/jpeg;base64,${shrunk.thumbnailBase64}`,
      })
    else picked.problems.push({ place: file.name, message })
  }
  return picked
}

function refusedError(problems: Problem[]): CallError | null {
  const [first, ...others] = problems
  if (!first) return null
  // 只有一个的把话说全；几个的在下面逐个列。
  const message = others.length === 0 ? `“${first.place}”不能收：${first.message}` : `有 ${problems.length} 个文件不能收，其余照收。`
  return new CallError({ code: 'FILES_REFUSED', message, problems, findings: [] })
}

export function addInput(files: readonly PendingFile[]): RouteInput<'life.addFiles'>['files'] {
  return files.map(({ fileName, base64, kind, thumbnailBase64, printBase64 }) => ({ fileName, base64, kind, thumbnailBase64, printBase64 }))
}

/** 还没保存的活动：附件先放着，保存后一起存。 */
export function PendingFilesSection({ files, onChange }: { files: readonly PendingFile[]; onChange: (files: PendingFile[]) => void }) {
  const headingId = useId()
  const [error, setError] = useState<CallError | null>(null)
  const add = (picked: readonly File[]) => {
    setError(null)
    pendingFiles(picked).then(
      ({ files: read, problems }) => {
        if (read.length > 0) onChange([...files, ...read])
        setError(refusedError(problems))
      },
      (caught: unknown) => setError(asCallError(caught)),
    )
  }
  return (
    <section className="activity-section" aria-labelledby={headingId}>
      <h3 id={headingId}>
        附件<span className="small secondary">{files.length === 0 ? '照片、签到表、讲稿' : `${files.length} 件，保存活动时一起存`}</span>
      </h3>
      {files.length > 0 && (
        <ul className="file-list">
          {files.map((file) => (
            <li key={file.key}>
              <FilePicture url={file.previewUrl} />
              <span className="file-name ellipsis">{file.fileName}</span>
              <KindSelect
                name={file.fileName}
                kind={file.kind}
                onChange={(kind) => onChange(files.map((one) => (one.key === file.key ? { ...one, kind } : one)))}
              />
              <span className="small secondary number">{sizeText(file.byteCount)}</span>
              <ActionIcon aria-label={`不要 ${file.fileName}`} onClick={() => onChange(files.filter((one) => one.key !== file.key))}>
                <IconTrash size={15} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <FileDrop onFiles={add} />
      {error && <FormError error={error} />}
    </section>
  )
}

/** 已保存的活动：拖进来、贴图片、选文件都当即存；原件在不在、对不对逐个标着。 */
export function SavedFilesSection({ activityId, month, isMonthClosed }: { activityId: string; month: string; isMonthClosed: boolean }) {
  const headingId = useId()
  const files = useBackendQuery('life.files', { activityId })
  const adding = useCommand('life.addFiles', {
    showsOwnError: true,
    done: (output) =>
      `存了 ${output.fileIds.length} 个附件${output.duplicates.length > 0 ? `；${output.duplicates.map(({ name, existingName }) => `“${name}”与已有的“${existingName}”内容一样，没有重复存`).join('；')}` : ''}`,
  })
  const renaming = useCommand('life.renameFile')
  const removing = useCommand('life.removeFile', { done: () => '已移去附件，原件留着' })
  const [held, setHeld] = useState<((closedMonth: ClosedMonthGrounds | null) => Promise<unknown>) | null>(null)
  const [readError, setReadError] = useState<CallError | null>(null)
  const rows = files.data?.rows ?? []
  /** 月结后的改动先问理由。 */
  const perform = (action: (closedMonth: ClosedMonthGrounds | null) => Promise<unknown>) => {
    if (isMonthClosed) setHeld(() => action)
    else void action(null)
  }
  const add = (picked: readonly File[]) => {
    setReadError(null)
    pendingFiles(picked).then(
      ({ files: read, problems }) => {
        setReadError(refusedError(problems))
        if (read.length > 0) perform((closedMonth) => adding.run({ activityId, files: addInput(read), closedMonth }))
      },
      (caught: unknown) => setReadError(asCallError(caught)),
    )
  }
  const faulty = rows.filter(({ state }) => state !== '完好').length
  return (
    <section className="activity-section" aria-labelledby={headingId}>
      <h3 id={headingId}>
        附件
        <span className="small secondary">
          {rows.length === 0 ? '照片、签到表、讲稿' : `${rows.length} 件，${faulty === 0 ? '原件都在' : `${faulty} 件的原件有问题`}`}
        </span>
      </h3>
      {files.error && <FormError error={files.error} />}
      {rows.length > 0 && (
        <ul className="file-list">
          {rows.map((file) => (
            <li key={file.id}>
              <FilePicture url={file.thumbnail === null ? null : `data:${thumbnailMime(file.thumbnail)};base64,${file.thumbnail}`} />
              <button
                type="button"
                className="link-button file-name ellipsis"
                title={`${file.name}，校验值 ${file.sha256}`}
                onClick={() => void open(file)}
              >
                {file.name}
              </button>
              {file.state === '完好' ? (
                <KindSelect
                  name={file.name}
                  kind={file.kind}
                  onChange={(kind) => perform((closedMonth) => renaming.run({ fileId: file.id, kind, name: file.name, closedMonth }))}
                />
              ) : (
                <SeverityMark severity="红线" text={`原件${file.state}`} />
              )}
              <span className="small secondary number">{sizeText(file.byteCount)}</span>
              <ActionIcon
                aria-label={`移去 ${file.name}`}
                onClick={() => perform((closedMonth) => removing.run({ fileId: file.id, closedMonth }))}
              >
                <IconTrash size={15} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <FileDrop onFiles={add} isBusy={adding.isRunning} />
      {(adding.error ?? readError) && !held && <FormError error={(adding.error ?? readError) as CallError} />}
      {held && (
        <ClosedMonthDialog
          month={month}
          submitLabel="改动附件"
          isRunning={adding.isRunning || renaming.isRunning || removing.isRunning}
          error={adding.error ?? renaming.error ?? removing.error}
          onSubmit={(grounds) => {
            void held(grounds).then((output) => {
              if (output !== undefined) setHeld(null)
            })
          }}
          onClose={() => setHeld(null)}
        />
      )}
    </section>
  )
}

async function open(file: ActivityFile): Promise<void> {
  try {
    saveFile((await call('life.file', { fileId: file.id })).file)
  } catch (caught) {
    notifyFailure(asCallError(caught))
  }
}

function FilePicture({ url }: { url: string | null }) {
  return url === null ? (
    <span className="file-icon">
      <IconPaperclip size={16} aria-hidden="true" />
    </span>
  ) : (
    <img className="file-icon" src={url} alt="" />
  )
}

function KindSelect({ name, kind, onChange }: { name: string; kind: ActivityFileKind; onChange: (kind: ActivityFileKind) => void }) {
  return (
    <Select
      aria-label={`${name}的类别`}
      size="xs"
      w={86}
      data={[...ACTIVITY_FILE_KINDS]}
      value={kind}
      onChange={(value) => {
        const next = ACTIVITY_FILE_KINDS.find((one) => one === value)
        if (next !== undefined && next !== kind) onChange(next)
      }}
    />
  )
}

/** 拖进来、粘贴剪贴板里的图片、点开来选。 */
function FileDrop({ onFiles, isBusy = false }: { onFiles: (files: readonly File[]) => void; isBusy?: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    const onPaste = (event: globalThis.ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])]
      if (pasted.length === 0) return
      event.preventDefault()
      latest.current(
        pasted.map((file, index) =>
          file.name === 'image.png' ? new File([file], `粘贴的图片${index + 1}.png`, { type: file.type }) : file,
        ),
      )
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
  return (
    <div
      className="file-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <span className="small secondary">把照片、签到表拖到这里，或直接粘贴图片</span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="选附件"
        onChange={(event) => {
          const picked = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (picked.length > 0) onFiles(picked)
        }}
      />
      <Button
        variant="default"
        size="xs"
        loading={isBusy}
        leftSection={<IconUpload size={14} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        选文件
      </Button>
    </div>
  )
}

function thumbnailMime(base64: string): string {
  if (base64.startsWith('iVBOR')) return 'image/png'
  return base64.startsWith('UklGR') ? 'image/webp' : 'image/jpeg'
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
