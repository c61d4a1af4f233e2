import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { LayoutRow } from '../../shared/exchange/layout-contract.ts'
import { fieldLabel } from '../../shared/exchange/roster-fields.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'

/** 记住的表形：可查、可改名、可删；没有就不占地方。 */
export function RememberedLayouts() {
  const layouts = useBackendQuery('exchange.layouts', {})
  const rows = layouts.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Card title="记住的表形" note="再导入同样表头的表，自动照这里的对应">
      <ul className="history-layouts">
        {rows.map((layout) => (
          <RememberedLayout key={layout.layoutId} layout={layout} />
        ))}
      </ul>
    </Card>
  )
}

function RememberedLayout({ layout }: { layout: LayoutRow }) {
  const [name, setName] = useState(layout.name)
  const rename = useCommand('exchange.renameLayout', { invalidates: ['exchange.layouts'] })
  const remove = useCommand('exchange.removeLayout', { invalidates: ['exchange.layouts'], done: () => `不再记住“${layout.name}”。` })
  const fields = layout.decision.columns.flatMap(({ field }) => (field === null ? [] : [fieldLabel(field)]))
  return (
    <li className="history-layout">
      <TextInput
        aria-label="表形的名字"
        size="xs"
        w={180}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        disabled={name.trim() === '' || name === layout.name}
        loading={rename.isRunning}
        onClick={() => void rename.run({ layoutId: layout.layoutId, name: name.trim() })}
      >
        改名
      </Button>
      <span className="small secondary ellipsis" title={fields.join('、')}>
        {localMoment(layout.rememberedAt).date} 记住；{layout.decision.isIgnored ? '不读这样的表' : fields.join('、')}
      </span>
      <Button size="xs" variant="default" loading={remove.isRunning} onClick={() => void remove.run({ layoutId: layout.layoutId })}>
        不再记住
      </Button>
    </li>
  )
}
