import { Button } from '@mantine/core'
import { Card } from '../ui/Card.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

export type BranchChoicesProps = {
  names: readonly string[]
  choices: Record<string, string>
  onChange: (choices: Record<string, string>) => void
  isRunning: boolean
  onApply: () => void
}

/** 表里写的支部名与党组织对不上时，请人指一下；指不出的那些行会被拒绝。 */
export function BranchChoices({ names, choices, onChange, isRunning, onApply }: BranchChoicesProps) {
  const chosen = names.filter((name) => choices[name] !== undefined).length
  return (
    <Card
      title={`有 ${names.length} 个党支部名对不上`}
      note="指给系统看是哪个党支部；还没建的，请先到“党组织”新设。不指的，那些行会列为拒绝。"
      actions={
        <Button size="xs" disabled={chosen === 0} loading={isRunning} onClick={onApply}>
          按所指重新比对
        </Button>
      }
    >
      <div className="import-branches">
        {names.map((name) => (
          <OrganizationPicker
            key={name}
            label={`表里写“${name}”`}
            levels={['党支部']}
            emptyText="还没有指"
            value={choices[name] ?? null}
            onChange={(id) => {
              const others = Object.entries(choices).filter(([other]) => other !== name)
              onChange(Object.fromEntries(id === null ? others : [...others, [name, id]]))
            }}
          />
        ))}
      </div>
    </Card>
  )
}
