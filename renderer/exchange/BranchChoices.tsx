import { Button } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../ui/Card.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { NewBranchDialog } from './NewBranchDialog.tsx'

export type BranchChoicesProps = {
  names: readonly string[]
  choices: Readonly<Record<string, string>>
  onChange: (choices: Record<string, string>) => void
  isRunning: boolean
  /** 汇总日期；新建的党支部须在那天已经成立。 */
  asOf: string
}

/** 表里写的支部名与党组织对不上时，请人指一下，或当场新建；指不出的那些行会被拒绝。 */
export function BranchChoices({ names, choices, onChange, isRunning, asOf }: BranchChoicesProps) {
  const [creating, setCreating] = useState<string | null>(null)
  const pick = (name: string, id: string | null) => {
    const others = Object.entries(choices).filter(([other]) => other !== name)
    onChange(Object.fromEntries(id === null ? others : [...others, [name, id]]))
  }
  return (
    <Card title={`有 ${names.length} 个党支部名对不上`} note="指给系统看是哪个党支部，或者新建；不指的，那些行会列为拒绝。">
      <div className="import-branches">
        {names.map((name) => (
          <div key={name} className="import-branch">
            <OrganizationPicker
              label={`表里写“${name}”`}
              levels={['党支部']}
              emptyText="还没有指"
              disabled={isRunning}
              value={choices[name] ?? null}
              onChange={(id) => pick(name, id)}
            />
            <Button size="xs" variant="default" disabled={isRunning} onClick={() => setCreating(name)}>
              新建
            </Button>
          </div>
        ))}
      </div>
      {creating !== null && (
        <NewBranchDialog
          name={creating}
          asOf={asOf}
          onCreated={(id) => {
            pick(creating, id)
            setCreating(null)
          }}
          onClose={() => setCreating(null)}
        />
      )}
    </Card>
  )
}
