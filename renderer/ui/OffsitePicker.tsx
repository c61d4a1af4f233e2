import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { FolderField } from './FolderField.tsx'
import { FormError } from './FormDialog.tsx'
import { sizeText } from './size-text.ts'
import { Loading } from './states.tsx'

type Found = RouteOutput<'security.offsiteBackups'>['rows'][number]

/** 选中的一份，与打开它的口令（不加密的为空）。 */
export type OffsiteChoice = { readonly path: string; readonly isEncrypted: boolean; readonly passphrase: string }

/** 口令填了没有；可以打开看的为 undefined。 */
export function blockedChoice(choice: OffsiteChoice | null): string | undefined {
  return choice === null ? '请先选文件夹、选一份备份' : undefined
}

export function offsiteInput({ path, passphrase }: OffsiteChoice): { path: string; passphrase?: string } {
  return passphrase === '' ? { path } : { path, passphrase }
}

/** 找别处的一份备份：选文件夹，列出里面能恢复的，加密的要口令。 */
export function OffsitePicker({ choice, onChange }: { choice: OffsiteChoice | null; onChange: (choice: OffsiteChoice | null) => void }) {
  const [folder, setFolder] = useState('')
  const looked = folder.trim()
  const found = useBackendQuery('security.offsiteBackups', { folder: looked }, { enabled: looked !== '' })
  const rows = found.data?.rows ?? []
  return (
    <>
      <FolderField
        label="备份在哪个文件夹"
        description="选放备份的文件夹、那份“基石备份-…”本身，或拷走的“备份”文件夹都行"
        value={folder}
        onChange={(next) => {
          setFolder(next)
          onChange(null)
        }}
      />
      {looked !== '' && found.isLoading && <Loading label="正在找备份" />}
      {looked !== '' && found.error && <FormError error={found.error} />}
      {looked !== '' && found.data && rows.length === 0 && <p className="secondary">这个文件夹里没有基石的备份，请换一个文件夹看看。</p>}
      {rows.length > 0 && (
        <div className="offsite-list" role="radiogroup" aria-label="找到的备份">
          {rows.map((row) => (
            <label key={row.path} className="offsite-row" data-chosen={row.path === choice?.path}>
              <input
                type="radio"
                name="offsite"
                checked={row.path === choice?.path}
                onChange={() => onChange({ path: row.path, isEncrypted: row.isEncrypted, passphrase: '' })}
              />
              <span className="nowrap">{row.takenAt.slice(0, 16).replace('T', ' ')}</span>
              <span className="offsite-name">{nameOf(row)}</span>
              <span className="secondary nowrap">{row.isEncrypted ? '已加密' : '没有加密'}</span>
              <span className="secondary nowrap">{sizeText(row.bytes)}</span>
            </label>
          ))}
        </div>
      )}
      {choice?.isEncrypted && (
        <PasswordInput
          label="这份备份的口令"
          description="另存时单设的口令；没有单设的，用当时数据的口令或恢复单上的恢复码。与现在的数据同一把钥匙的可以不填"
          value={choice.passphrase}
          onChange={(event) => onChange({ ...choice, passphrase: event.currentTarget.value })}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': '显示这份备份的口令' }}
        />
      )}
    </>
  )
}

function nameOf({ name, kind }: Found): string {
  return kind === '另存的一整份' ? name : `${name}（拷走的备份文件）`
}

/** 备份里缺了的附件，最多列十个。 */
export function MissingFiles({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <p className="small">
      缺 {names.length} 个附件：{names.slice(0, 10).join('、')}
      {names.length > 10 && '……'}
    </p>
  )
}
