import { Button, Select, Textarea } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { LifeMeetingView } from '../../shared/organizational-life/life-meeting-contract.ts'
import { OPINION_SOURCES } from '../../shared/organizational-life/life-meeting.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { EmptyState } from '../ui/states.tsx'

/** 征求到的意见：一行一条，可以整段粘贴。 */
export function OpinionsCard({ view }: { view: LifeMeetingView }) {
  const [isAdding, setAdding] = useState(false)
  const remove = useCommand('life.removeOpinion', { done: () => '已撤下一条意见' })
  return (
    <Card
      isFlush
      title="征求意见"
      note={`${view.opinions.length} 条`}
      actions={
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setAdding(true)}>
          登记意见
        </Button>
      }
    >
      {view.opinions.length === 0 ? (
        <EmptyState title="还没有登记意见" reason="把征求到的意见一行一条粘进来，写进情况报告的条数就有了。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>来源</th>
              <th>意见</th>
              <th>
                <span className="visually-hidden">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.opinions.map((opinion) => (
              <tr key={opinion.id}>
                <td className="nowrap">{opinion.source}</td>
                <td className="wrap">{opinion.content}</td>
                <td>
                  <Button
                    size="xs"
                    variant="subtle"
                    aria-label={`撤下意见：${opinion.content}`}
                    onClick={() => void remove.run({ opinionId: opinion.id })}
                  >
                    撤下
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isAdding && <OpinionsDialog meetingId={view.id} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function OpinionsDialog({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const [source, setSource] = useState<(typeof OPINION_SOURCES)[number]>('党员')
  const [text, setText] = useState('')
  const contents = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const record = useCommand('life.recordOpinions', { showsOwnError: true, done: () => `已登记 ${contents.length} 条` })
  return (
    <FormDialog
      title="登记征求到的意见"
      submitLabel={`登记 ${contents.length} 条`}
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(contents.length === 0 ? { blockedBy: '还没有写意见' } : {})}
      onClose={onClose}
      onSubmit={() => void record.run({ meetingId, source, contents }).then((done) => done && onClose())}
    >
      <Select
        label="来自"
        data={[...OPINION_SOURCES]}
        value={source}
        allowDeselect={false}
        onChange={(value) => setSource(OPINION_SOURCES.find((one) => one === value) ?? source)}
      />
      <Textarea
        label="意见"
        description="一行一条，可以整段粘贴"
        autosize
        minRows={4}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={record.problem('contents')}
        data-autofocus
      />
    </FormDialog>
  )
}
