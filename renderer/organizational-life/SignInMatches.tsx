import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { NameMatch } from '../../shared/organizational-life/activity-contract.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'

export type SignInMatchesProps = {
  matches: readonly NameMatch[]
  onPick: (match: NameMatch, memberId: string) => void
  /** 不在名册里的人，记作列席人员。 */
  onGuest: (match: NameMatch) => void
  onDismiss: (match: NameMatch) => void
  onClose: () => void
}

/** 粘贴来的姓名对得怎样：对上的只报个数；同名、错字、外支部的逐个给候选，由人点一下。 */
export function SignInMatches({ matches, onPick, onGuest, onDismiss, onClose }: SignInMatchesProps) {
  const settled = matches.filter(({ outcome }) => outcome === '对上').length
  const repeated = matches.filter(({ outcome }) => outcome === '重复')
  const open = matches.filter(({ outcome }) => outcome !== '对上' && outcome !== '重复')
  return (
    <div className="sign-in-matches" role="region" aria-label="粘贴的姓名">
      <p className="sign-in-summary" role="status">
        <SeverityMark
          severity={open.length === 0 ? '达标' : '提示'}
          text={`对上 ${settled} 人${repeated.length > 0 ? `，重复 ${repeated.length} 个` : ''}${open.length > 0 ? `，${open.length} 个要你点一下` : ''}`}
        />
        <ActionIcon aria-label="收起粘贴的结果" size={22} onClick={onClose}>
          <IconX size={14} aria-hidden="true" />
        </ActionIcon>
      </p>
      {open.length > 0 && (
        <ul>
          {open.map((match) => (
            <li key={match.text}>
              <p>
                <strong>{match.text}</strong>
                <span className="small secondary">{match.message}</span>
              </p>
              <div className="sign-in-candidates">
                {match.candidates.map((candidate) => (
                  <Button key={candidate.memberId} size="xs" variant="default" onClick={() => onPick(match, candidate.memberId)}>
                    {candidate.name}
                    <span className="tiny secondary">
                      &nbsp;
                      {[
                        candidate.branchName,
                        candidate.groupName,
                        candidate.birthYear === '' ? '' : `${candidate.birthYear} 年生`,
                        candidate.why,
                      ]
                        .filter((part) => part !== '')
                        .join('，')}
                      {!candidate.isExpected && '，记为列席'}
                    </span>
                  </Button>
                ))}
                {(match.outcome === '没有此人' || match.outcome === '疑似') && (
                  <Button size="xs" variant="default" onClick={() => onGuest(match)}>
                    不是本支部党员，记作列席人员
                  </Button>
                )}
                <Button size="xs" variant="subtle" onClick={() => onDismiss(match)}>
                  不记
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
