import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { Post, Term } from '../../shared/election/contract.ts'
import { SLICES } from '../../shared/glossary.ts'
import { prefillFrom, textIn } from '../app/prefill.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FindingList } from '../ui/FindingList.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { ApprovalForm } from './ApprovalForm.tsx'
import { AppointForm, DutyForm, EndPostForm, RemovePostForm } from './PostForms.tsx'
import type { BoardForm } from './board-form.ts'
import { CurrentTermCard } from './CurrentTermCard.tsx'
import { MilestoneForm } from './MilestoneForm.tsx'
import { PostsCard } from './PostsCard.tsx'
import { CockpitLink } from './CockpitLink.tsx'
import { CorrectTermForm, RecordTermForm } from './TermForms.tsx'
import { TermsCard } from './TermsCard.tsx'
import './election.css'

/** 一个党组织的届次、班子、出缺与过程节点，以及登记它们的表单。 */
export function BoardPage({ organizationId, query }: { organizationId: string; query: URLSearchParams }) {
  const board = useBackendQuery('election.board', { organizationId })
  const findings = useBackendQuery('compliance.findings', { organizationId, taskNo: 1 })
  const [chosen, setChosen] = useState<BoardForm | null>(null)
  const act = query.get('act')
  const prefill = act === null ? {} : prefillFrom(query)

  if (board.error || !board.data)
    return (
      <>
        <PageHeader title={SLICES.election} control={<a href={hrefTo('/election')}>看全部党组织</a>} />
        {board.error ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : <Loading />}
      </>
    )
  const { asOf, overview, terms, posts } = board.data
  const current = overview.currentTerm
  const form = chosen ?? formOfAct(act, textIn(prefill, 'termId'), textIn(prefill, 'postId'), current, terms, posts)
  const close = () => {
    setChosen(null)
    if (act !== null) navigate(`/election/${encodeURIComponent(organizationId)}`, {}, { replace: true })
  }
  const draft = (kind: 'W04' | 'W05') => hrefTo('/correspondence', { kind, organizationId })

  return (
    <div className="board">
      <PageHeader
        title={SLICES.election}
        control={
          <>
            <Button component="a" href={hrefTo('/election')} variant="default" leftSection={<IconArrowLeft size={16} aria-hidden="true" />}>
              全部
            </Button>
            <OrganizationPicker
              label="换一个党组织"
              hidesLabel
              width={260}
              value={organizationId}
              levels={['党委', '党总支', '党支部']}
              onChange={(id) => id !== null && navigate(`/election/${encodeURIComponent(id)}`)}
            />
          </>
        }
        actions={
          <>
            <Button component="a" href={draft('W04')} variant="default">
              起草换届提醒
            </Button>
            <Button component="a" href={draft('W05')} variant="default">
              起草换届请示
            </Button>
            <CockpitLink organizationId={organizationId} hasVacancies={overview.vacancies.length > 0} />
            <Permitted anyOf="election.recordTerm">
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button rightSection={<IconChevronDown size={14} aria-hidden="true" />}>登记</Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setChosen({ act: 'election.recordTerm' })}>一届（换届选举结果）</Menu.Item>
                  <Menu.Item onClick={() => setChosen({ act: 'election.appoint' })}>任职（选举、补选、指派）</Menu.Item>
                  <Menu.Divider />
                  <Menu.Item disabled={!current} onClick={() => current && setChosen({ act: 'election.recordMilestone', term: current })}>
                    过程节点（提醒、请示、批复……）
                  </Menu.Item>
                  <Menu.Item disabled={!current} onClick={() => current && setChosen({ act: 'election.recordApproval', term: current })}>
                    延期或提前换届的批复
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Permitted>
          </>
        }
      />
      <div className="board-columns">
        <div className="board-column">
          <CurrentTermCard overview={overview} today={asOf} onOpen={setChosen} />
          <PostsCard posts={posts} vacancies={overview.vacancies} today={asOf} onOpen={setChosen} />
        </div>
        <div className="board-column">
          <Card title="发现" note={findings.data ? `组织体系，${findings.data.findings.length} 条` : ''} isFlush>
            {findings.error ? (
              <ErrorState error={findings.error} />
            ) : !findings.data ? (
              <Loading label="正在按规则检查" />
            ) : findings.data.findings.length === 0 ? (
              <EmptyState title="没有发现" reason="届次与班子按现行方案没有要处理的。" />
            ) : (
              <FindingList findings={findings.data.findings} />
            )}
          </Card>
          <TermsCard terms={terms} onOpen={setChosen} />
        </div>
      </div>
      {form?.act === 'election.recordTerm' && (
        <RecordTermForm
          organizationId={organizationId}
          nextSeq={Math.max(0, ...terms.map((term) => term.seq)) + 1}
          prefill={prefill}
          onClose={close}
        />
      )}
      {form?.act === 'election.correctTerm' && <CorrectTermForm term={form.term} prefill={prefill} onClose={close} />}
      {form?.act === 'election.recordApproval' && <ApprovalForm term={form.term} today={asOf} prefill={prefill} onClose={close} />}
      {form?.act === 'election.recordMilestone' && <MilestoneForm term={form.term} today={asOf} prefill={prefill} onClose={close} />}
      {form?.act === 'election.appoint' && <AppointForm organizationId={organizationId} today={asOf} prefill={prefill} onClose={close} />}
      {form?.act === 'election.endPost' && <EndPostForm post={form.post} today={asOf} prefill={prefill} onClose={close} />}
      {form?.act === 'election.removePost' && <RemovePostForm post={form.post} onClose={close} />}
      {form?.act === 'election.updateDuty' && <DutyForm post={form.post} prefill={prefill} onClose={close} />}
    </div>
  )
}

/** 发现的消除动作要打开哪张表单；说的那一届、那个任职已不在时不打开。 */
function formOfAct(
  act: string | null,
  termId: string,
  postId: string,
  current: Term | null,
  terms: readonly Term[],
  posts: readonly Post[],
): BoardForm | null {
  const term = terms.find((one) => one.id === termId) ?? current
  const post = posts.find((one) => one.id === postId)
  switch (act) {
    case 'election.recordTerm':
    case 'election.appoint':
      return { act }
    case 'election.correctTerm':
    case 'election.recordApproval':
    case 'election.recordMilestone':
      return term ? { act, term } : null
    case 'election.endPost':
    case 'election.updateDuty':
    case 'election.removePost':
      return post ? { act, post } : null
    default:
      return null
  }
}
