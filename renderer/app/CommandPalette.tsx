import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { hrefTo } from './router.ts'
import { pages } from './routes.tsx'
import { useSession } from './session.ts'
import { useBackendQuery } from './use-backend.ts'

type Entry = { key: string; group: '页面' | '党组织' | '党员' | '条文'; title: string; note: string; href: string }

/** 每一类最多列几条。 */
const LIMIT = 8

/** Ctrl K：找页面、党组织、党员（拼音由后端认）与条文，回车直达。 */
export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="查找" size={640} centered={false} yOffset={72} transitionProps={{ duration: 0 }}>
      {isOpen && <PaletteBody onClose={onClose} />}
    </Modal>
  )
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const entries = useEntries(text.trim())
  const current = entries[Math.min(active, entries.length - 1)]

  const go = (entry: Entry) => {
    window.location.hash = entry.href.slice(1)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      const next = entries.length === 0 ? 0 : (Math.min(active, entries.length - 1) + step + entries.length) % entries.length
      setActive(next)
      document.getElementById(`palette-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      go(current)
    }
  }

  return (
    <>
      <TextInput
        className="palette-input"
        aria-label="找什么"
        placeholder="姓名、拼音首字母、支部名、规则编号或条文里的字"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        size="md"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        data-autofocus
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={current ? `palette-${entries.indexOf(current)}` : undefined}
        autoComplete="off"
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label="查找结果">
        {entries.map((entry, index) => (
          <div key={entry.key} role="presentation">
            {entries[index - 1]?.group !== entry.group && (
              <div className="palette-group" role="presentation">
                {entry.group}
              </div>
            )}
            <div
              id={`palette-${index}`}
              role="option"
              aria-selected={entry === current}
              className="palette-option"
              onClick={() => go(entry)}
              onMouseMove={() => setActive(index)}
            >
              <strong>{entry.title}</strong>
              <span className="small secondary ellipsis">{entry.note}</span>
            </div>
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className="secondary" role="status" style={{ padding: '12px 4px' }}>
          没有找到“{text}”。换个说法试试：姓名、拼音首字母、支部简称、规则编号（如 A15）。
        </p>
      )}
      <p className="palette-hint">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> 选择
        </span>
        <span>
          <kbd>回车</kbd> 打开
        </span>
        <span>
          <kbd>Esc</kbd> 关闭
        </span>
      </p>
    </>
  )
}

function useEntries(text: string): Entry[] {
  const [settled] = useDebouncedValue(text, 200)
  const tree = useBackendQuery('organization.tree', {})
  const catalog = useBackendQuery('compliance.catalog', {})
  const members = useBackendQuery('member.list', { search: settled, limit: LIMIT }, { enabled: settled !== '', keepPrevious: true })
  const { can } = useSession()
  const lower = text.toLowerCase()
  const holds = (...parts: string[]) => parts.some((part) => part.toLowerCase().includes(lower))

  const pageEntries = pages
    .filter((page) => !page.isHidden && (!page.needs || can(page.needs)) && holds(page.label))
    .map((page): Entry => ({ key: page.path, group: '页面', title: page.label, note: page.group, href: hrefTo(page.path) }))
  if (text === '') return pageEntries
  return [
    ...pageEntries,
    ...(tree.data?.nodes ?? [])
      .filter((node) => holds(node.name, node.shortName, node.code))
      .slice(0, LIMIT)
      .map((node): Entry => ({
        key: node.id,
        group: '党组织',
        title: node.shortName,
        note: `${node.level}，党员 ${node.memberCount} 名，${node.name}`,
        href: hrefTo(`/organization/${encodeURIComponent(node.id)}`),
      })),
    ...(settled === '' ? [] : (members.data?.rows ?? [])).map((member): Entry => ({
      key: member.id,
      group: '党员',
      title: member.name,
      note: `${member.branchShortName}，${member.category}，${member.gender}，${member.birthOn} 出生`,
      href: hrefTo('/member', { memberId: member.id }),
    })),
    ...(catalog.data?.rules ?? [])
      .filter((rule) => holds(rule.id, rule.quote, rule.predicate))
      .slice(0, LIMIT)
      .map((rule): Entry => ({
        key: rule.id,
        group: '条文',
        title: rule.id,
        note: rule.quote,
        href: hrefTo('/settings/rules', { rule: rule.id }),
      })),
  ]
}
