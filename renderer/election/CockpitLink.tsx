import { Button } from '@mantine/core'
import { IconSteeringWheel } from '@tabler/icons-react'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'

/** 从届次页进驾驶舱：有没办完的流程就进那一个，没有就去发起。 */
export function CockpitLink({ organizationId, hasVacancies }: { organizationId: string; hasVacancies: boolean }) {
  const processes = useBackendQuery('election.processes', { organizationId })
  const open = processes.data?.rows.find((row) => row.confirmedOn === null)
  const prefill = JSON.stringify({ organizationId, kind: hasVacancies ? '补选' : '换届' })
  const href = open
    ? hrefTo(`/election-process/${encodeURIComponent(open.id)}`)
    : hrefTo('/election-process', { act: 'election.openProcess', prefill })
  return (
    <Button component="a" href={href} variant="default" leftSection={<IconSteeringWheel size={16} aria-hidden="true" />}>
      {open ? '换届驾驶舱' : hasVacancies ? '发起补选' : '发起换届'}
    </Button>
  )
}
