import { useState } from 'react'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { dateIn, type Prefill } from '../app/prefill.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { ProfileFields, profileOf, tidyProfile, withPrefill } from './ProfileFields.tsx'

export type ReviseFormProps = { node: OrganizationNode; today: string; prefill: Prefill; onClose: () => void }

/** 自某日起换成新样子；日期写成现行版本的生效日，就是改正那一版。 */
export function ReviseForm({ node, today, prefill, onClose }: ReviseFormProps) {
  const [profile, setProfile] = useState(() => withPrefill(profileOf(node), prefill))
  const [effectiveOn, setEffectiveOn] = useState(() => dateIn(prefill, 'effectiveOn', today))
  const tree = useBackendQuery('organization.tree', {})
  const revise = useCommand('organization.revise', {
    showsOwnError: true,
    done: () => (effectiveOn === node.effectiveOn ? '已改正' : `已登记，自 ${effectiveOn} 起生效`),
  })
  const excluded = selfAndBelow(tree.data?.nodes ?? [], node.id)
  return (
    <FormDialog
      title={`更改${node.shortName}`}
      lead={`现行的样子自 ${node.effectiveOn} 起。写另一个日期，是从那天起变成新样子，之前的照旧可回看；写 ${node.effectiveOn}，是改正登错的内容，不另留一版。`}
      submitLabel={effectiveOn === node.effectiveOn ? '改正这一版' : '登记更改'}
      size={720}
      isOpen
      isRunning={revise.isRunning}
      error={revise.error}
      onClose={onClose}
      onSubmit={() =>
        void revise.run({ organizationId: node.id, effectiveOn, profile: tidyProfile(profile) }).then((done) => done && onClose())
      }
    >
      <DateField
        label="自哪一天起"
        value={effectiveOn}
        onChange={setEffectiveOn}
        error={revise.problem('effectiveOn')}
        required
        width={220}
      />
      <ProfileFields profile={profile} onChange={setProfile} problem={revise.problem} excluded={excluded} />
    </FormDialog>
  )
}

function selfAndBelow(nodes: readonly OrganizationNode[], id: string): ReadonlySet<string> {
  const found = new Set([id])
  let before = 0
  while (found.size !== before) {
    before = found.size
    for (const node of nodes) if (node.parentId !== null && found.has(node.parentId)) found.add(node.id)
  }
  return found
}
