import { Button } from '@mantine/core'
import type { TalkCoverageView } from '../../shared/organizational-life/talk-contract.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

/** 覆盖表：支委两两一张，支委与党员一张；没谈到的点出来。 */
export function TalkCoverageCard({ organizationId, year, onTalk }: { organizationId: string; year: number; onTalk: () => void }) {
  const coverage = useBackendQuery('life.talkCoverage', { organizationId, year }, { keepPrevious: true })
  if (coverage.error)
    return (
      <Card title="覆盖">
        <ErrorState error={coverage.error} />
      </Card>
    )
  if (!coverage.data) return <Loading />
  const view = coverage.data
  const isPairsDone = view.coveredPairCount === view.pairCount
  const isMembersDone = view.coveredMemberCount === view.members.length
  return (
    <Card
      isFlush
      title={`${view.organizationName} ${view.year} 年覆盖`}
      note={`每年不少于 ${view.minimum ?? 1} 次；支委与党员按“${view.coverage ?? '任一支委'}”算，截至 ${view.asOf}`}
      actions={
        <>
          <RuleTag ruleId="B30" />
          <Button size="xs" variant="default" onClick={onTalk}>
            补谈登记
          </Button>
        </>
      }
    >
      <div className="materials">
        <SeverityMark
          severity={view.pairCount === 0 ? '不适用' : isPairsDone ? '达标' : '提示'}
          text={view.pairCount === 0 ? '没有设委员会，支委两两不适用' : `支委两两 ${view.coveredPairCount} / ${view.pairCount} 对`}
        />
        <SeverityMark
          severity={view.members.length === 0 ? '不适用' : isMembersDone ? '达标' : '提示'}
          text={`党员 ${view.coveredMemberCount} / ${view.members.length} 人`}
        />
      </div>
      {view.members.length === 0 && view.pairCount === 0 ? (
        <EmptyState title="没有可列的人" reason="本支部名册里还没有党员，或没有登记班子；先在名册与届次里补上。" />
      ) : (
        <div className="table-scroll">
          <table className="plain-table coverage-table">
            <thead>
              <tr>
                <th>谁与谁</th>
                {view.committee.map(({ id, name }) => (
                  <th key={id}>{name}</th>
                ))}
                <th>党员之间</th>
                <th>还差</th>
              </tr>
            </thead>
            <tbody>
              {view.committee.map((row) => (
                <tr key={row.id}>
                  <td className="nowrap">{row.name}（支委）</td>
                  {view.committee.map((column) => (
                    <PairCell key={column.id} view={view} aId={row.id} bId={column.id} />
                  ))}
                  <td className="muted">—</td>
                  <td />
                </tr>
              ))}
              {view.members.map((member) => (
                <tr key={member.memberId}>
                  <td className="nowrap">{member.name}</td>
                  {member.byCommittee.map((count, index) => (
                    <td key={view.committee[index]?.id ?? index}>{count === 0 ? <span className="muted">0</span> : count}</td>
                  ))}
                  <td>{member.withMembers === 0 ? <span className="muted">0</span> : member.withMembers}</td>
                  <td className="nowrap">
                    {member.lacks.length === 0 ? (
                      <SeverityMark severity="达标" text="齐" />
                    ) : (
                      <span className="small">{member.lacks.join('；')}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function PairCell({ view, aId, bId }: { view: TalkCoverageView; aId: string; bId: string }) {
  if (aId === bId) return <td className="muted">—</td>
  const pair = view.pairs.find((each) => (each.aId === aId && each.bId === bId) || (each.aId === bId && each.bId === aId))
  const count = pair?.count ?? 0
  return <td title={pair?.lastOn ?? undefined}>{count === 0 ? <span className="coverage-none">0</span> : count}</td>
}
