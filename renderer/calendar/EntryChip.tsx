import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { STATE_SEVERITIES } from './task-tone.ts'

/** 一件事：状态的形状、名目，几个党组织里办结了几个。 */
export function EntryChip({ entry, onOpen }: { entry: AgendaEntry; onOpen: () => void }) {
  const progress = entry.total > 1 ? `${entry.doneCount + entry.waivedCount}/${entry.total}` : ''
  return (
    <button type="button" className="calendar-chip" data-state={entry.state} onClick={onOpen} title={`${entry.title}（${entry.state}）`}>
      <SeverityShape severity={STATE_SEVERITIES[entry.state]} size={10} />
      <span className="unseen">{entry.state}</span>
      <span className="ellipsis">
        {entry.organizationName !== '' && isOwnMatter(entry) ? `${entry.organizationName}：${entry.title}` : entry.title}
      </span>
      {progress !== '' && <span className="calendar-progress">{progress}</span>}
    </button>
  )
}

/** 换届、补选、转正各组织各办各的，格里要写是谁。 */
export function isOwnMatter({ dutyId }: AgendaEntry): boolean {
  return dutyId.startsWith('term.') || dutyId.startsWith('due.')
}
