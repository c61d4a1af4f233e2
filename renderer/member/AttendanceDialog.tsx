import { Button, Modal } from '@mantine/core'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'

export type AttendanceDialogProps = { organizationId: string; asOf: string | null; onClose: () => void }

/** 应到会名单：三个数怎么算出来的，不计入的每个人是什么理由、哪一条。 */
export function AttendanceDialog({ organizationId, asOf, onClose }: AttendanceDialogProps) {
  const roll = useBackendQuery('member.attendance', { organizationId, ...(asOf === null ? {} : { asOf }) })
  const excluded = (roll.data?.lines ?? []).filter(({ standing }) => standing !== '计入')
  return (
    <Modal
      opened
      onClose={onClose}
      title={`应到会名单${roll.data ? `（${roll.data.asOf}）` : ''}`}
      size={920}
      transitionProps={{ duration: 0 }}
    >
      {roll.error && <ErrorState error={roll.error} onRetry={() => void roll.refetch()} />}
      {roll.isPending && <Loading />}
      {roll.data && (
        <>
          <ul className="attendance-workings">
            {roll.data.workings.map((working) => (
              <li key={working}>{working}</li>
            ))}
          </ul>
          {excluded.length === 0 ? (
            <p>
              <SeverityMark severity="达标" text="全部计入，没有不计入的人。" />
            </p>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>不计入的人</th>
                  <th>理由</th>
                  <th>依据</th>
                  <th>文号</th>
                </tr>
              </thead>
              <tbody>
                {excluded.map((line) => (
                  <tr key={line.memberId}>
                    <td>
                      <a href={hrefTo(`/person/${encodeURIComponent(line.memberId)}`, { asOf })} onClick={onClose}>
                        {line.name}
                      </a>
                    </td>
                    <td>
                      {line.reason}
                      {line.isCounted && '（仍计入）'}
                      {line.problem !== '' && (
                        <p>
                          <SeverityMark severity="应当" text={line.problem} />
                        </p>
                      )}
                    </td>
                    <td className="secondary">{line.basis}</td>
                    <td>{line.documentNo === '' ? '—' : line.documentNo}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <div className="card-actions member-drawer-section">
            <Button variant="default" onClick={onClose}>
              关闭
            </Button>
          </div>
        </>
      )}
    </Modal>
  )
}
