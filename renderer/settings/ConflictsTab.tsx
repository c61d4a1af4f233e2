import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { TASKS } from '../../shared/glossary.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

const TASK_NAMES = [...TASKS, '督查考核']

/** 口径冲突：同一件事各文本怎么说，系统怎么取，为什么。 */
export function ConflictsTab({ ruleId }: { ruleId: string | null }) {
  const answer = useBackendQuery('compliance.conflicts', {})
  const [search, setSearch] = useState('')
  const [task, setTask] = useState<string | null>(null)
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Loading />
  const { conflicts } = answer.data
  const wanted = search.trim().toLowerCase()
  const shown = conflicts.filter((conflict) => {
    const said = conflict.texts.map((text) => text.source + text.says)
    const words = [conflict.matter, conflict.taken, conflict.reason, ...said, ...conflict.ruleIds].join('\n')
    return (
      (ruleId === null || conflict.ruleIds.includes(ruleId)) &&
      (task === null || String(conflict.taskNo) === task) &&
      words.toLowerCase().includes(wanted)
    )
  })
  return (
    <div className="conflicts">
      <Card
        title="口径冲突"
        note={shown.length === conflicts.length ? `${conflicts.length} 处` : `${shown.length} 处，共 ${conflicts.length} 处`}
        className="profiles-card"
        isFlush
        actions={
          <>
            {ruleId !== null && (
              <Button size="xs" variant="default" onClick={() => navigate('/settings/conflicts')}>
                只看 {ruleId} 的，点此看全部
              </Button>
            )}
            <Select
              aria-label="按任务筛选"
              data={TASK_NAMES.map((name, index) => ({ value: String(index + 1), label: `${index + 1} ${name}` }))}
              value={task}
              onChange={setTask}
              clearable
              allowDeselect
              placeholder="全部任务"
              w={140}
              clearButtonProps={{ 'aria-label': '清空任务筛选' }}
            />
            <TextInput
              aria-label="筛选冲突"
              placeholder="事项或口径里的字"
              leftSection={<IconSearch size={16} aria-hidden="true" />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </>
        }
      >
        {shown.length === 0 ? (
          <EmptyState title="没有符合的冲突" reason="换个字再找，或清空任务筛选。" />
        ) : (
          <div className="profiles-scroll" tabIndex={0} role="region" aria-label="口径冲突表">
            <table className="plain-table conflicts-table">
              <thead>
                <tr>
                  <th scope="col">事项</th>
                  <th scope="col">各文本怎么说</th>
                  <th scope="col">系统怎么取</th>
                  <th scope="col">为什么</th>
                  <th scope="col">条文</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((conflict) => (
                  <tr key={conflict.id}>
                    <th scope="row">
                      {conflict.matter}
                      <br />
                      <span className="tiny secondary">{TASK_NAMES[conflict.taskNo - 1]}</span>
                    </th>
                    <td>
                      <ul>
                        {conflict.texts.map((text, index) => (
                          <li key={index}>
                            <span className="secondary">{text.source}：</span>
                            {text.says}
                          </li>
                        ))}
                      </ul>
                    </td>
                    <td>{conflict.taken}</td>
                    <td>
                      {conflict.reason}
                      {conflict.unverified !== undefined && (
                        <p className="small conflict-unverified">
                          <SeverityShape severity="待确认" size={12} />
                          核实情况：{conflict.unverified}
                        </p>
                      )}
                    </td>
                    <td>
                      <div className="conflict-rules">
                        {conflict.ruleIds.map((ruleId) => (
                          <a key={ruleId} href={hrefTo('/settings/rules', { rule: ruleId })}>
                            <RuleTag ruleId={ruleId} />
                          </a>
                        ))}
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </div>
  )
}
