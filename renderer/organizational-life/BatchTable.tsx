import { Checkbox, TextInput } from '@mantine/core'
import type { BatchBranch } from '../../shared/organizational-life/batch-contract.ts'
import { hrefTo } from '../app/router.ts'

/** 一个支部自己写的：地点、没到的人（一串姓名）。 */
export type OwnEntry = { readonly place: string; readonly away: string }
export const NO_ENTRY: OwnEntry = { place: '', away: '' }

export type BatchTableProps = {
  branches: readonly BatchBranch[]
  chosen: ReadonlySet<string>
  own: Readonly<Record<string, OwnEntry>>
  /** 没对上的姓名，按支部。 */
  unmatched: Readonly<Record<string, string>>
  onChoose: (id: string, isChosen: boolean) => void
  onOwn: (id: string, entry: OwnEntry) => void
}

/** 批量录入的支部表：选哪些，各自的地点与没到的人。 */
export function BatchTable({ branches, chosen, own, unmatched, onChoose, onOwn }: BatchTableProps) {
  return (
    <table className="plain-table batch-table">
      <thead>
        <tr>
          <th>党支部</th>
          <th>地点（不填同左边）</th>
          <th>没到的人（记请假）</th>
        </tr>
      </thead>
      <tbody>
        {branches.map((branch) => {
          const { organizationId: id, organizationName: name } = branch
          const isChosen = chosen.has(id)
          const entry = own[id] ?? NO_ENTRY
          return (
            <tr key={id}>
              <td>
                <Checkbox label={name} checked={isChosen} onChange={(event) => onChoose(id, event.currentTarget.checked)} />
                <BranchStanding branch={branch} />
              </td>
              <td>
                <TextInput
                  size="xs"
                  aria-label={`${name}的地点`}
                  value={entry.place}
                  maxLength={100}
                  disabled={!isChosen}
                  onChange={(event) => onOwn(id, { ...entry, place: event.currentTarget.value })}
                />
              </td>
              <td>
                <TextInput
                  size="xs"
                  aria-label={`${name}没到的人`}
                  placeholder="张三、李四"
                  value={entry.away}
                  disabled={!isChosen}
                  error={unmatched[id]}
                  onChange={(event) => onOwn(id, { ...entry, away: event.currentTarget.value })}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** 选之前就看得到：这个月记过没有、结账没有。 */
function BranchStanding({ branch: { isMonthClosed, sameMonth } }: { branch: BatchBranch }) {
  return (
    <>
      {isMonthClosed && <p className="small secondary batch-standing">已月结</p>}
      {sameMonth.map(({ activityId, heldOn, title }) => (
        <p key={activityId} className="small batch-standing">
          本月已有{' '}
          <a href={hrefTo(`/life/activity/${encodeURIComponent(activityId)}`)} title={title}>
            {Number(heldOn.slice(5, 7))} 月 {Number(heldOn.slice(8))} 日
          </a>
        </p>
      ))}
    </>
  )
}
