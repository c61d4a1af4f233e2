import { Button, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { ChainDialog } from './ChainDialog.tsx'
import { ProfileDialog } from './ProfileDialog.tsx'

type Catalog = RouteOutput<'compliance.parameters'>
type Profile = Catalog['profiles'][number]
type Revision = RouteOutput<'compliance.chainHistory'>['revisions'][number]
type Link = { profileId: string; fromOn: string | null }

/** 标准方案：现行的链、各方案与版本、参数对照。改链、加版本都先看会变的发现。 */
export function ProfilesTab() {
  const profiles = useBackendQuery('compliance.profiles', {})
  const catalog = useBackendQuery('compliance.parameters', {})
  const history = useBackendQuery('compliance.chainHistory', {})
  const [links, setLinks] = useState<readonly Link[] | null>(null)
  const [basedOnId, setBasedOnId] = useState<string | null>(null)
  const error = profiles.error ?? catalog.error ?? history.error
  if (error) return <ErrorState error={error} onRetry={() => void catalog.refetch()} />
  if (!profiles.data || !catalog.data || !history.data) return <Loading />
  const current = history.data.revisions.find((revision) => revision.isCurrent)
  const { currentProfileId } = profiles.data
  const chainOf = (revision: Revision | undefined): Link[] =>
    (revision?.links ?? []).map(({ profileId, fromOn }) => ({ profileId, fromOn }))
  return (
    <div className="profiles">
      <Card
        title="现行方案链"
        note="事件按发生那天生效的方案判定，不倒算"
        actions={
          <Button size="xs" variant="default" onClick={() => setLinks(chainOf(current))}>
            改方案链
          </Button>
        }
      >
        <ol className="chain">
          {(current?.links ?? []).map((link, index) => (
            <li key={`${link.profileId}${index}`} aria-current={link.profileId === currentProfileId ? 'true' : undefined}>
              <strong>{link.profileName}</strong>
              <span className="small secondary">
                {link.fromOn === null ? '最早起' : `${link.fromOn} 起`}，{link.untilOn === null ? '现行' : `到 ${link.untilOn}`}
              </span>
            </li>
          ))}
        </ol>
        {history.data.revisions.length > 1 && <ChainHistory revisions={history.data.revisions} />}
      </Card>
      <ParameterCard
        catalog={catalog.data}
        currentProfileId={currentProfileId}
        onAdd={() => setBasedOnId(currentProfileId)}
        onUse={(profile) => setLinks([...chainOf(current), { profileId: profile.id, fromOn: profile.versionOn }])}
      />
      {links && <ChainDialog profiles={catalog.data.profiles} links={links} onClose={() => setLinks(null)} />}
      {basedOnId !== null && (
        <ProfileDialog
          catalog={catalog.data}
          basedOnId={basedOnId}
          onClose={() => setBasedOnId(null)}
          onAdded={(profileId, versionOn) => {
            setBasedOnId(null)
            setLinks([...chainOf(current), { profileId, fromOn: versionOn }])
          }}
        />
      )}
    </div>
  )
}

function ChainHistory({ revisions }: { revisions: readonly Revision[] }) {
  return (
    <details className="small secondary chain-history">
      <summary>历次改链 {revisions.length - 1} 次</summary>
      <ul>
        {revisions.map((revision) => (
          <li key={revision.revision}>
            {revision.revision === 0 ? '内置' : `第 ${revision.revision} 版，${revision.changedAt.slice(0, 10)}`}：
            {revision.links.map((link) => `${link.fromOn ?? '最早'} 起 ${link.profileName}`).join('；')}
            {revision.reason === '' || revision.revision === 0 ? '' : `。${revision.reason}`}
            {revision.documentNo === '' ? '' : `，${revision.documentNo}`}
            {revision.approvedBy === '' ? '' : `，${revision.approvedBy}批准`}
          </li>
        ))}
      </ul>
    </details>
  )
}

type ParameterCardProps = {
  catalog: Catalog
  currentProfileId: string
  onAdd: () => void
  onUse: (profile: Profile) => void
}

/** 同一件事各方案各是多少；自己的版本也在，可停用。 */
function ParameterCard({ catalog, currentProfileId, onAdd, onUse }: ParameterCardProps) {
  const [onlyDifferent, setOnlyDifferent] = useState(false)
  const [onlyTyped, setOnlyTyped] = useState(false)
  const [search, setSearch] = useState('')
  const { profiles, parameters } = catalog
  const wanted = search.trim().toLowerCase()
  const baseOf = new Map(profiles.map((profile) => [profile.id, profile.basedOnId]))
  // 自己的版本：能改的写自己的值，只供查看的照所据的方案。
  const textIn = (parameter: Catalog['parameters'][number], profileId: string): string => {
    const stated = parameter.texts[profileId]
    if (stated !== undefined) return stated
    if (parameter.values.length > 0) return parameter.values.map((value) => value.byProfile[profileId]?.text ?? '—').join('；')
    const base = baseOf.get(profileId) ?? null
    return base === null ? '—' : textIn(parameter, base)
  }
  const shown = parameters.filter(
    (parameter) =>
      (!onlyDifferent || new Set(profiles.map((profile) => textIn(parameter, profile.id))).size > 1) &&
      (!onlyTyped || parameter.values.length > 0) &&
      `${parameter.catalogKey}${parameter.meaning}${parameter.note}`.toLowerCase().includes(wanted),
  )
  return (
    <Card
      title="参数对照"
      note={`${shown.length} 项`}
      className="profiles-card"
      isFlush
      actions={
        <>
          <Switch label="只看口径不同的" checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.currentTarget.checked)} />
          <Switch label="只看可改的" checked={onlyTyped} onChange={(event) => setOnlyTyped(event.currentTarget.checked)} />
          <TextInput
            aria-label="筛选参数"
            placeholder="筛选参数"
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            w={150}
          />
          <Button size="xs" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={onAdd}>
            新增方案版本
          </Button>
        </>
      }
    >
      {shown.length === 0 ? (
        <EmptyState title="没有符合的参数" reason="换个字再找，或关掉上面的开关。" />
      ) : (
        <div className="profiles-scroll" tabIndex={0} role="region" aria-label="参数对照表">
          <table className="plain-table profiles-table">
            <thead>
              <tr>
                <th scope="col">参数</th>
                {profiles.map((profile) => (
                  <ProfileHead
                    key={profile.id}
                    profile={profile}
                    isCurrent={profile.id === currentProfileId}
                    onUse={() => onUse(profile)}
                  />
                ))}
                <th scope="col">说明</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((parameter) => (
                <tr key={parameter.catalogKey}>
                  <th scope="row">
                    {parameter.meaning}
                    {parameter.values.length > 0 && <span className="parameter-tag">可改</span>}
                    {parameter.isProductDefault && <span className="parameter-tag">产品默认</span>}
                    {parameter.isUnverified && <span className="parameter-tag">未核实</span>}
                  </th>
                  {profiles.map((profile) => (
                    <td key={profile.id} className={profile.id === currentProfileId ? 'is-current' : ''}>
                      {textIn(parameter, profile.id)}
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
  )
}

function ProfileHead({ profile, isCurrent, onUse }: { profile: Profile; isCurrent: boolean; onUse: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const retire = useCommand('compliance.setProfileRetired', {
    showsOwnError: true,
    done: (output) => (output.isRetired ? '已停用这个方案版本' : '已恢复这个方案版本'),
  })
  return (
    <th scope="col" title={profile.note} className={isCurrent ? 'is-current' : ''}>
      {profile.name}
      <br />
      <span className="tiny">
        {isCurrent ? '现行' : `${profile.versionOn} 版`}
        {profile.isRetired ? '，已停用' : ''}
      </span>
      {!profile.isBuiltIn && (
        <span className="profile-actions">
          {!profile.isOnChain && !profile.isRetired && (
            <button type="button" className="link-button tiny" onClick={onUse}>
              放进链
            </button>
          )}
          <button type="button" className="link-button tiny" onClick={() => setAsking(true)}>
            {profile.isRetired ? '恢复' : '停用'}
          </button>
        </span>
      )}
      {isAsking && (
        <ReasonDialog
          title={profile.isRetired ? '恢复方案版本' : '停用方案版本'}
          lead={profile.isRetired ? '恢复后可以再放进方案链。' : '停用的不能再选进方案链；已在链上的照旧。不删，随时可恢复。'}
          submitLabel={profile.isRetired ? '恢复' : '停用'}
          command={retire}
          onSubmit={(reason) => retire.run({ profileId: profile.id, isRetired: !profile.isRetired, reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </th>
  )
}
