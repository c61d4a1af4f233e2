import { Button, FileInput, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { TEMPLATE_MARKS } from '../../shared/correspondence/letterhead-contract.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { asCallError, call, type RouteOutput } from '../app/client.ts'
import { readFile, saveFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'

type Template = RouteOutput<'correspondence.templates'>['rows'][number]
type Checked = { file: WireFile; found: RouteOutput<'correspondence.checkTemplate'> }

const NEEDED = TEMPLATE_MARKS.filter(({ isNeeded }) => isNeeded).map(({ mark }) => mark)

/** 自家红头：上传 docx、认出标记、登记为模板。版面由模板决定，所以没有分页预览。 */
export function TemplatesCard() {
  const templates = useBackendQuery('correspondence.templates', {})
  const [removing, setRemoving] = useState<Template | null>(null)
  const remove = useCommand('correspondence.removeTemplate', { showsOwnError: true, done: () => '模板已撤下' })
  const rows = templates.data?.rows ?? []
  const download = async (templateId: string) => {
    try {
      saveFile(await call('correspondence.templateFile', { templateId }))
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  return (
    <Card title="自家红头模板" note="已有印好的红头 docx，登记了就能套用">
      <Stack gap={16}>
        <p className="small secondary">
          在 Word 或 WPS 里打开自家红头，在该放内容的地方键入标记，另存为 .docx 再选。必须有：
          {NEEDED.map((mark) => `{{${mark}}}`).join('、')}；还认得：
          {TEMPLATE_MARKS.filter(({ isNeeded }) => !isNeeded)
            .map(({ mark }) => `{{${mark}}}`)
            .join('、')}
          。版面、页码由模板决定，套用后用 Word 或 WPS 看样、打印；系统里的预览仍是国标版式。
        </p>
        <AddTemplate />
        {templates.error && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
        {templates.data && rows.length === 0 && <EmptyState title="还没有模板" reason="不登记也可以，公文按国标版式排。" />}
        {rows.length > 0 && (
          <table className="plain-table">
            <thead>
              <tr>
                <th>名称</th>
                <th>文件</th>
                <th>没放的标记</th>
                <th>
                  <span className="unseen">动作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>{row.name}</td>
                  <td>
                    <button type="button" className="link-button" title={`SHA-256 ${row.sha256}`} onClick={() => void download(row.id)}>
                      {row.fileName}
                    </button>
                  </td>
                  <td className="small secondary">{row.absent.length === 0 ? '都有' : row.absent.join('、')}</td>
                  <td className="nowrap">
                    <Button size="xs" variant="default" onClick={() => setRemoving(row)} aria-label={`撤下 ${row.name}`}>
                      撤下
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Stack>
      <ConfirmDialog
        title="撤下模板"
        consequence={`撤下“${removing?.name ?? ''}”后起草时不能再选；已经套用登记的公文照旧能导出。`}
        confirmLabel="撤下"
        isOpen={removing !== null}
        isRunning={remove.isRunning}
        error={remove.error}
        onConfirm={() => {
          if (!removing) return
          void remove.run({ templateId: removing.id }).then((output) => {
            if (output) setRemoving(null)
          })
        }}
        onClose={() => setRemoving(null)}
      />
    </Card>
  )
}

function AddTemplate() {
  const [name, setName] = useState('')
  const [checked, setChecked] = useState<Checked | null>(null)
  const [problem, setProblem] = useState('')
  const [picked, setPicked] = useState<File | null>(null)
  const add = useCommand('correspondence.addTemplate', { showsOwnError: true, done: () => '已登记为模板' })
  const take = async (file: File | null) => {
    setPicked(file)
    setChecked(null)
    setProblem('')
    add.reset()
    if (!file) return
    try {
      const wire = await readFile(file)
      setChecked({ file: wire, found: await call('correspondence.checkTemplate', { file: wire }) })
      setName((now) => (now === '' ? file.name.replace(/\.docx$/i, '') : now))
    } catch (error) {
      setProblem(asCallError(error).message)
    }
  }
  const missing = checked ? NEEDED.filter((mark) => !checked.found.marks.includes(mark)) : []
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!checked) return
        void add.run({ name, file: checked.file }).then((output) => {
          if (!output) return
          setChecked(null)
          setPicked(null)
          setName('')
        })
      }}
    >
      <Stack gap={8}>
        <FileInput
          label="红头 docx"
          accept=".docx"
          placeholder="选文件"
          clearable
          clearButtonProps={{ 'aria-label': '不选这个文件' }}
          value={picked}
          onChange={(file) => void take(file)}
          error={problem === '' ? undefined : problem}
        />
        {checked && (
          <>
            <p>
              {missing.length === 0 && checked.found.unknown.length === 0 ? (
                <SeverityMark severity="达标" text={`认出 ${checked.found.marks.length} 个标记：${checked.found.marks.join('、')}`} />
              ) : (
                <SeverityMark
                  severity="红线"
                  text={[
                    missing.length > 0 ? `缺${missing.map((mark) => `{{${mark}}}`).join('、')}` : '',
                    checked.found.unknown.length > 0 ? `不认得${checked.found.unknown.map((mark) => `{{${mark}}}`).join('、')}` : '',
                  ]
                    .filter((each) => each !== '')
                    .join('；')}
                />
              )}
            </p>
            {checked.found.absent.length > 0 && (
              <p className="small secondary">
                没有放{checked.found.absent.join('、')}：套用时这些内容不会出现在纸上，模板里要自己印好或用不着。
              </p>
            )}
            <Group align="flex-end" gap={8}>
              <TextInput
                label="模板名称"
                required
                style={{ flex: 1 }}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={add.problem('name')}
              />
              <Button
                type="submit"
                loading={add.isRunning}
                disabled={missing.length > 0 || checked.found.unknown.length > 0 || name.trim() === ''}
              >
                登记为模板
              </Button>
            </Group>
          </>
        )}
        {add.error && <FormError error={add.error} />}
      </Stack>
    </form>
  )
}
