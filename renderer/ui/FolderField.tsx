import { Button, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { sizeText } from './size-text.ts'
import './offsite.css'

/** 选本机上的一个文件夹：插着的 U 盘一点就填，窗口里还能用系统的选择框，都没有就填路径。 */
export function FolderField({
  label,
  description,
  value,
  onChange,
  error,
}: {
  label: string
  description?: string
  value: string
  onChange: (folder: string) => void
  error?: ReactNode
}) {
  const found = useBackendQuery('security.places', {})
  const choose = useCommand('security.chooseFolder', { invalidates: [] })
  const places = found.data?.places ?? []
  return (
    <div className="folder-field">
      <div className="folder-line">
        <TextInput
          label={label}
          placeholder={found.data?.canChooseFolder === false ? '如 E:\\备份 或 /media/优盘' : '点右边选，或直接填完整的路径'}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
          spellCheck={false}
          autoComplete="off"
        />
        {found.data?.canChooseFolder && (
          <Button
            variant="default"
            loading={choose.isRunning}
            onClick={() => void choose.run({}).then((chosen) => chosen?.folder != null && onChange(chosen.folder))}
          >
            选文件夹…
          </Button>
        )}
      </div>
      {description !== undefined && <p className="folder-note small secondary">{description}</p>}
      {places.length > 0 && (
        <div className="folder-places" role="group" aria-label="插着的盘">
          {places.map((place) => (
            <Button key={place.path} size="xs" variant="default" aria-pressed={place.path === value} onClick={() => onChange(place.path)}>
              {place.label}
              {place.freeBytes !== null && `（剩 ${sizeText(place.freeBytes)}）`}
            </Button>
          ))}
          <button type="button" className="link-button small" onClick={() => void found.refetch()}>
            刚插上的没有？再看一遍
          </button>
        </div>
      )}
      {places.length === 0 && found.data && (
        <button type="button" className="link-button small" onClick={() => void found.refetch()}>
          没有看到 U 盘。插上后点这里再看一遍，或直接填路径
        </button>
      )}
    </div>
  )
}
