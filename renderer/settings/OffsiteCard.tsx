import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { daysBetween } from '../../shared/calendar/plain-date.ts'
import { OFFSITE_STALE_DAYS } from '../../shared/settings/backup-age.ts'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { BackUpToDialog } from './BackUpToDialog.tsx'

type Overview = RouteOutput<'settings.overview'>

/** 电脑坏了、丢了还有一份：另存到 U 盘，多久没存过就提醒。 */
export function OffsiteCard({ overview }: { overview: Overview }) {
  const history = useBackendQuery('settings.offsiteHistory', {})
  const [isOpen, setOpen] = useState(false)
  const rows = history.data?.rows ?? []
  return (
    <Card title="另存到别处" note="U 盘、移动硬盘或别的电脑上的文件夹">
      <Stack gap={12} align="flex-start">
        <Age overview={overview} />
        <Button onClick={() => setOpen(true)}>另存一份到别处…</Button>
        {rows.length > 0 && (
          <ul className="offsite-history small secondary" aria-label="另存过的">
            {rows.slice(0, 5).map(({ at, summary }) => (
              <li key={at}>
                {momentText(at)} {summary}
              </li>
            ))}
          </ul>
        )}
      </Stack>
      {isOpen && <BackUpToDialog isEncrypted={overview.isEncrypted} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function Age({ overview: { lastOffsiteAt, today } }: { overview: Overview }) {
  if (lastOffsiteAt === null) return <SeverityMark severity="应当" text="还没有另存过：数据和备份都在这一台电脑上" />
  const days = daysBetween(localMoment(lastOffsiteAt).date, today)
  return days > OFFSITE_STALE_DAYS ? (
    <SeverityMark severity="应当" text={`已有 ${days} 天没有另存到别处`} />
  ) : (
    <SeverityMark severity="达标" text={`上次另存在 ${momentText(lastOffsiteAt)}`} />
  )
}

function momentText(at: string): string {
  const { date, time } = localMoment(at)
  return `${date} ${time}`
}
