import { Button } from '@mantine/core'
import type { Finding } from '../../shared/regulation/finding.ts'
import type { CallError } from '../app/client.ts'
import { navigate } from '../app/router.ts'
import { Card } from '../ui/Card.tsx'
import { FindingList } from '../ui/FindingList.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import type { SeverityFilter } from './CountCards.tsx'

export type FilteredFindingsProps = { filter: SeverityFilter; findings: readonly Finding[] | undefined; error: CallError | null }

/** 点开一个数后的发现列表；点一条开抽屉，上下键换条。 */
export function FilteredFindings({ filter, findings, error }: FilteredFindingsProps) {
  const shown = (findings ?? []).filter((finding) => filter === '全部' || finding.severity === filter)
  return (
    <Card
      title={filter === '全部' ? '全部发现' : `${filter}的发现`}
      note={findings ? `${shown.length} 条，点一条看条文与消除办法` : ''}
      className="findings-card"
      isFlush
      actions={
        <Button size="xs" variant="default" onClick={() => navigate('/')}>
          回到待办
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} />
      ) : !findings ? (
        <Loading label="正在按规则检查" />
      ) : shown.length === 0 ? (
        <EmptyState title="没有发现" reason="这一级眼下没有要处理的。" />
      ) : (
        <div className="findings-scroll">
          <FindingList findings={shown} showsOrganization />
        </div>
      )}
    </Card>
  )
}
