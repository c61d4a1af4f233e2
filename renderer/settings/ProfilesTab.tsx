import { Switch, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

/** 方案参数对照：同一件事五个口径各是多少，现行用的是哪个，哪天换的。 */
export function ProfilesTab() {
  const profiles = useBackendQuery('compliance.profiles', {})
  const [onlyDifferent, setOnlyDifferent] = useState(false)
  const [search, setSearch] = useState('')
  if (profiles.error) return <ErrorState error={profiles.error} onRetry={() => void profiles.refetch()} />
  if (!profiles.data) return <Loading />
  const { chain, currentProfileId, parameters } = profiles.data
  const nameOf = (id: string) => profiles.data.profiles.find((profile) => profile.id === id)?.name ?? id
  const shown = parameters.filter(
    (parameter) =>
      (!onlyDifferent || new Set(Object.values(parameter.values)).size > 1) &&
      (search.trim() === '' || `${parameter.key}${parameter.meaning}${parameter.note}`.toLowerCase().includes(search.trim().toLowerCase())),
  )
  return (
    <div className="profiles">
      <Card title="现行方案链" note="事件按发生那天生效的方案判定，不倒算">
        <ol className="chain">
          {chain.map((link, index) => (
            <li key={`${link.profileId}${index}`} aria-current={link.profileId === currentProfileId ? 'true' : undefined}>
              <strong>{nameOf(link.profileId)}</strong>
              <span className="small secondary">
                {link.fromOn === null ? '最早起' : `${link.fromOn} 起`}，{link.untilOn === null ? '现行' : `到 ${link.untilOn}`}
              </span>
            </li>
          ))}
        </ol>
      </Card>
      <Card
        title="参数对照"
        note={`${shown.length} 项`}
        className="profiles-card"
        isFlush
        actions={
          <>
            <Switch label="只看口径不同的" checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.currentTarget.checked)} />
            <TextInput
              aria-label="筛选参数"
              placeholder="筛选参数"
              leftSection={<IconSearch size={16} aria-hidden="true" />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </>
        }
      >
        {shown.length === 0 ? (
          <EmptyState title="没有符合的参数" reason="换个字再找，或关掉“只看口径不同的”。" />
        ) : (
          <div className="profiles-scroll" tabIndex={0} role="region" aria-label="参数对照表">
            <table className="plain-table profiles-table">
              <thead>
                <tr>
                  <th scope="col">参数</th>
                  {profiles.data.profiles.map((profile) => (
                    <th key={profile.id} scope="col" title={profile.note} className={profile.id === currentProfileId ? 'is-current' : ''}>
                      {profile.name}
                      <br />
                      <span className="tiny">{profile.id === currentProfileId ? '现行' : `${profile.versionOn} 版`}</span>
                    </th>
                  ))}
                  <th scope="col">说明</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((parameter) => (
                  <tr key={parameter.key}>
                    <th scope="row">{parameter.meaning}</th>
                    {profiles.data.profiles.map((profile) => (
                      <td key={profile.id} className={profile.id === currentProfileId ? 'is-current' : ''}>
                        {parameter.values[profile.id] ?? '—'}
                      </td>
                    ))}
                    <td className="small secondary">{parameter.note}</td>
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
