import { useState } from 'react'
import { ACTIVITY_TYPES } from '../../shared/organizational-life/activity-types.ts'
import { oneOf, prefillFrom, textIn } from '../app/prefill.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { GapNoteDialog } from './GapNoteDialog.tsx'

/** 从发现的“填写说明”过来：打开已预填的说明表。 */
export function GapLink({ query }: { query: URLSearchParams }) {
  const [isOpen, setOpen] = useState(query.get('act') === 'life.recordGapNote')
  const tree = useBackendQuery('organization.tree', {}, { enabled: isOpen })
  const prefill = prefillFrom(query)
  const organizationId = textIn(prefill, 'organizationId', query.get('organizationId') ?? '')
  const period = textIn(prefill, 'period')
  const node = tree.data?.nodes.find(({ id }) => id === organizationId)
  if (!isOpen || !node || period === '') return null
  return (
    <GapNoteDialog
      organizationId={organizationId}
      organizationName={node.shortName}
      groupId={textIn(prefill, 'groupId') || null}
      type={oneOf(prefill, 'type', ACTIVITY_TYPES, '其他')}
      period={period}
      onClose={() => setOpen(false)}
    />
  )
}
