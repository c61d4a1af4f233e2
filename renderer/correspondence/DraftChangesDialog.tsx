import { Button, Modal } from '@mantine/core'
import { localMoment } from '../app/moment.ts'
import type { RouteOutput } from '../app/client.ts'

type Opened = RouteOutput<'correspondence.savedDraft'>

export type DraftChangesDialogProps = {
  changes: Opened['changes']
  drifts: Opened['drifts']
  /** 重新取数：去掉这一格的改动。 */
  onTake: (key: string) => void
  onClose: () => void
}

/** 一份草稿的改动经过，与存了以后数据又变了的地方。 */
export function DraftChangesDialog({ changes, drifts, onTake, onClose }: DraftChangesDialogProps) {
  return (
    <Modal opened onClose={onClose} title="改动经过" size={820} transitionProps={{ duration: 0 }}>
      {drifts.length > 0 && (
        <>
          <h3 className="draft-section">存了以后数据变了的</h3>
          <table className="plain-table">
            <thead>
              <tr>
                <th>哪一格</th>
                <th>当时记录里是</th>
                <th>现在记录里是</th>
                <th>草稿里写的</th>
                <th>
                  <span className="unseen">动作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {drifts.map((drift) => (
                <tr key={drift.key}>
                  <td className="nowrap">{drift.label}</td>
                  <td>{drift.derivedBefore || '（空）'}</td>
                  <td>{drift.derivedNow || '（空）'}</td>
                  <td>{drift.written || '（空）'}</td>
                  <td className="nowrap">
                    {drift.isOverridden ? (
                      <Button size="xs" variant="default" onClick={() => onTake(drift.key)}>
                        重新取数
                      </Button>
                    ) : (
                      <span className="small secondary">已跟着变</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="small secondary" style={{ marginTop: 8 }}>
            不点“重新取数”就保留你写的；再存一次草稿，这里的提示就按现在的数据重新比。
          </p>
        </>
      )}
      <h3 className="draft-section">历次存的改动</h3>
      {changes.length === 0 ? (
        <p className="secondary">存过的各次里，没有改动由数据推出的内容。</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>时间</th>
              <th>谁</th>
              <th>哪一格</th>
              <th>原来</th>
              <th>改成</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change, index) => {
              const at = localMoment(change.at)
              return (
                <tr key={index}>
                  <td className="nowrap">
                    {at.date} {at.time}
                  </td>
                  <td className="nowrap">{change.actor}</td>
                  <td className="nowrap">{change.label}</td>
                  <td className="draft-change">{change.before || '（空）'}</td>
                  <td className="draft-change">{change.after || '（空）'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Modal>
  )
}
