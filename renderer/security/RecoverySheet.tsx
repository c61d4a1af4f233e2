import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { RouteOutput } from '../app/client.ts'
import { formatChinese } from '../../shared/calendar/plain-date.ts'

export type RecoveryDraft = RouteOutput<'security.draftRecoveryCode'>
export type Confirmations = readonly { group: number; text: string }[]

/** 恢复单在屏上的样子：看、打印、抄，再回输其中两组。 */
export function RecoverySheet({ draft, onReady }: { draft: RecoveryDraft; onReady: (confirmations: Confirmations | null) => void }) {
  const [isKept, setKept] = useState(false)
  const [texts, setTexts] = useState<Readonly<Record<number, string>>>({})
  const report = (kept: boolean, next: Readonly<Record<number, string>>) => {
    const confirmations = draft.asked.map((group) => ({ group, text: next[group] ?? '' }))
    onReady(kept && confirmations.every(({ text }) => text.trim().length >= 5) ? confirmations : null)
  }
  return (
    <Stack gap={14}>
      <ol className="recovery-groups" aria-label="恢复码">
        {draft.groups.map((group, index) => (
          <li key={group}>
            <span className="small secondary">{index + 1}</span>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <Group gap={12}>
        <Button leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={printSheet} variant="default">
          打印恢复单（A4 一页）
        </Button>
        <span className="small secondary">没有打印机就用笔抄下来，字母数字一个也不能错。</span>
      </Group>
      <Checkbox
        label="我已打印或抄下，会放进单位保险柜"
        checked={isKept}
        onChange={(event) => {
          setKept(event.currentTarget.checked)
          report(event.currentTarget.checked, texts)
        }}
      />
      {isKept && (
        <Group gap={12} align="flex-end">
          {draft.asked.map((group) => (
            <TextInput
              key={group}
              label={`对着恢复单输入第 ${group} 组`}
              classNames={{ input: 'recovery-input' }}
              maxLength={12}
              value={texts[group] ?? ''}
              onChange={(event) => {
                const next = { ...texts, [group]: event.currentTarget.value }
                setTexts(next)
                report(isKept, next)
              }}
              autoComplete="off"
              spellCheck={false}
            />
          ))}
        </Group>
      )}
      <PrintedSheet draft={draft} />
    </Stack>
  )
}

/** print() 回来时不一定已排好版，等打完再撤去标记。 */
function printSheet(): void {
  window.addEventListener('afterprint', stopPrinting, { once: true })
  document.documentElement.dataset['printing'] = 'recovery'
  window.print()
}

function stopPrinting(): void {
  delete document.documentElement.dataset['printing']
}

/** 打在纸上的样子；屏上看不见。 */
function PrintedSheet({ draft }: { draft: RecoveryDraft }) {
  useEffect(() => stopPrinting, [])
  return createPortal(
    <article className="recovery-paper" aria-hidden="true">
      <h1>基石数据恢复单</h1>
      <p className="recovery-unit">{draft.unitName === '' ? '单位：____________________________' : draft.unitName}</p>
      <p>这张纸与口令一样能打开全部数据。忘了口令时，只有它能救；丢了它又忘了口令，谁也打不开。</p>
      <ol>
        {draft.groups.map((group, index) => (
          <li key={group}>
            <span>{index + 1}</span>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <h2>怎么用</h2>
      <p>一、打开基石，在“数据已锁定”那一屏点“忘了口令？用恢复单上的恢复码”。</p>
      <p>二、照着上面的 8 组依次输入。大小写、空格不论；没有字母 I、L、O、U，看着像的是数字 1 与 0。</p>
      <p>三、设一个新口令。用过以后，这张恢复单仍然有效；如已被别人看见，请到“数据安全”换一份新的，把这张撕毁。</p>
      <h2>怎么保管</h2>
      <p>放进单位保险柜，由专人保管；不拍照，不扫描，不存进任何电脑或手机，不与电脑放在一起。</p>
      <p className="recovery-sign">
        <span>签发日期：{formatChinese(draft.issuedOn)}</span>
        <span>保管人：______________</span>
        <span>存放处：______________</span>
      </p>
    </article>,
    document.body,
  )
}
