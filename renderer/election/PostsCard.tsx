import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import type { ElectionOverviewRow, Post } from '../../shared/election/contract.ts'
import { hrefTo } from '../app/router.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { BoardForm } from './board-form.ts'

export type PostsCardProps = {
  posts: readonly Post[]
  vacancies: ElectionOverviewRow['vacancies']
  today: string
  onOpen: (form: BoardForm) => void
}

/** 班子：现任、出缺，可看卸任的；卸任、改分工、撤下登错的都在行内。 */
export function PostsCard({ posts, vacancies, today, onOpen }: PostsCardProps) {
  const [showsPast, setShowsPast] = useState(false)
  const reopen = useCommand('election.reopenPost', { done: () => '已撤销卸任' })
  const serving = posts.filter((post) => post.untilOn === null || post.untilOn >= today)
  const past = posts.filter((post) => post.untilOn !== null && post.untilOn < today)
  const shown = showsPast ? [...serving, ...past] : serving
  return (
    <Card
      title="班子"
      note={`现任 ${serving.length} 人${vacancies.length > 0 ? `，出缺 ${vacancies.length} 个` : ''}`}
      isFlush
      actions={
        <>
          <Switch label="看已卸任" checked={showsPast} onChange={(event) => setShowsPast(event.currentTarget.checked)} />
          <Button size="xs" variant="default" onClick={() => onOpen({ act: 'election.appoint' })}>
            登记任职
          </Button>
        </>
      }
    >
      {shown.length === 0 && vacancies.length === 0 ? (
        <EmptyState title="没有任职记录" reason="登记书记与委员之后，出缺期限、班子结构都由此推出。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">职务</th>
              <th scope="col">姓名</th>
              <th scope="col">分工与文号</th>
              <th scope="col">任职</th>
              <th scope="col">
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {vacancies.map((vacancy, index) => (
              <tr key={`出缺${index}`}>
                <td className="nowrap">{vacancy.title}</td>
                <td colSpan={3}>
                  <SeverityMark severity="应当" text={`${vacancy.vacantOn} 起出缺，应在 ${vacancy.fillBy} 前补上`} />
                </td>
                <td className="row-actions">
                  <Button size="xs" variant="default" onClick={() => onOpen({ act: 'election.appoint' })}>
                    补上
                  </Button>
                </td>
              </tr>
            ))}
            {shown.map((post) => (
              <tr key={post.id}>
                <td className="nowrap">{post.title}</td>
                <td className="nowrap">
                  <a href={hrefTo('/member', { memberId: post.memberId })}>{post.memberName}</a>
                </td>
                <td className="secondary small">
                  {[post.duty, post.documentNo].filter((text) => text !== '').join('，') || <span className="muted">未登记</span>}
                </td>
                <td className="small nowrap">
                  {post.fromOn} 起，{post.source}
                  {post.untilOn !== null && (
                    <span className="secondary">
                      <br />
                      {post.untilOn} 卸任，{post.endReason}
                    </span>
                  )}
                </td>
                <td className="row-actions">
                  {post.untilOn === null ? (
                    <>
                      <Button size="xs" variant="default" onClick={() => onOpen({ act: 'election.updateDuty', post })}>
                        改分工
                      </Button>
                      <Button size="xs" variant="default" onClick={() => onOpen({ act: 'election.endPost', post })}>
                        卸任
                      </Button>
                    </>
                  ) : (
                    <Button size="xs" variant="default" loading={reopen.isRunning} onClick={() => void reopen.run({ postId: post.id })}>
                      撤销卸任
                    </Button>
                  )}
                  <Button size="xs" variant="default" onClick={() => onOpen({ act: 'election.removePost', post })}>
                    撤下
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}
