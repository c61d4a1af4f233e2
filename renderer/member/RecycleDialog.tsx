import { Button, Modal } from '@mantine/core'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'

export function RecycleDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const recycled = useBackendQuery('member.recycled', {}, { enabled: isOpen })
  const restore = useCommand('member.restore', { showsOwnError: true, done: () => '已恢复到名册' })
  const rows = recycled.data?.rows ?? []
  return (
    <Modal opened={isOpen} onClose={onClose} title="回收站" size={760} transitionProps={{ duration: 0 }}>
      {recycled.error && <ErrorState error={recycled.error} />}
      {restore.error && <FormError error={restore.error} />}
      {recycled.data && rows.length === 0 && <EmptyState title="回收站是空的" reason="移入回收站的党员会列在这里，随时可以恢复。" />}
      {rows.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th>姓名</th>
              <th>公民身份号码</th>
              <th>原党支部</th>
              <th>移入时间</th>
              <th>原因</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.memberId}>
                <td>{row.name}</td>
                <td>{row.identityNumber}</td>
                <td>{row.branchName}</td>
                <td>{localMoment(row.deletedAt).date}</td>
                <td>
                  {row.reason}
                  {row.blockedBy !== '' && <p className="small secondary">{row.blockedBy}</p>}
                </td>
                <td>
                  <Button
                    size="xs"
                    variant="default"
                    loading={restore.isRunning}
                    disabled={row.blockedBy !== ''}
                    onClick={() => void restore.run({ memberId: row.memberId })}
                  >
                    恢复
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  )
}
