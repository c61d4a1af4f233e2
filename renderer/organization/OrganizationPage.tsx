import { ActionIcon, Button, Menu, Switch } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { SLICES } from '../../shared/glossary.ts'
import { prefillFrom } from '../app/prefill.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { BulkCreateForm } from './BulkCreateForm.tsx'
import { OrganizationCard } from './OrganizationCard.tsx'
import { CreateForm } from './CreateForm.tsx'
import { OrganizationTree } from './OrganizationTree.tsx'
import './organization.css'

type OpenForm = 'create' | 'bulk' | null

/** 左树右卡；按日期回看当时的树与卡。 */
export function OrganizationPage({ parameters, query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const [asOfText, setAsOfText] = useState('')
  const [includeDissolved, setIncludeDissolved] = useState(false)
  const [form, setForm] = useState<OpenForm>(null)
  const asOf = isPlainDate(asOfText) ? asOfText : undefined
  const tree = useBackendQuery('organization.tree', { ...(asOf ? { asOf } : {}), includeDissolved }, { keepPrevious: true })
  const findings = useBackendQuery('compliance.findings', asOf ? { asOf } : {}, { keepPrevious: true })
  const nodes = tree.data?.nodes ?? []
  const selected = parameters['id'] ?? nodes[0]?.id ?? null
  const act = query.get('act')
  const opened: OpenForm = form ?? (act === 'organization.create' ? 'create' : null)

  const close = () => {
    setForm(null)
    if (act !== null) navigate(selected === null ? '/organization' : `/organization/${encodeURIComponent(selected)}`, {}, { replace: true })
  }

  return (
    <div className="organization">
      <aside className="organization-side" aria-label="党组织树">
        <div className="organization-side-head">
          <h1>{SLICES.organization}</h1>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setForm('create')}>
            新设
          </Button>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon aria-label="更多做法">
                <IconDots size={18} aria-hidden="true" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setForm('bulk')}>按名单批量新设党支部</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
        <div className="organization-lookback">
          <DateField label="回看日期" value={asOfText === '' ? (overview.data?.today ?? '') : asOfText} onChange={setAsOfText} />
          <Switch label="含已撤并" checked={includeDissolved} onChange={(event) => setIncludeDissolved(event.currentTarget.checked)} />
          {asOf !== undefined && asOf !== overview.data?.today && (
            <button type="button" className="link-button small" onClick={() => setAsOfText('')}>
              回到今天
            </button>
          )}
        </div>
        {tree.error ? (
          <ErrorState error={tree.error} onRetry={() => void tree.refetch()} />
        ) : !tree.data ? (
          <Loading />
        ) : nodes.length === 0 ? (
          <EmptyState
            title={asOf ? '那一天还没有党组织' : '还没有党组织'}
            reason={asOf ? '回看的日期早于所有党组织的成立日期。' : '先登记集团党委，再登记它下面的党支部。'}
            action={asOf ? undefined : <Button onClick={() => setForm('create')}>新设党组织</Button>}
          />
        ) : (
          <OrganizationTree
            nodes={nodes}
            findings={findings.data?.findings ?? []}
            selected={selected}
            onSelect={(id) => navigate(`/organization/${encodeURIComponent(id)}`)}
          />
        )}
      </aside>
      <div className="organization-main">
        {selected !== null && nodes.length > 0 && (
          <OrganizationCard
            key={selected}
            organizationId={selected}
            asOf={asOf}
            act={act}
            prefill={prefillFrom(query)}
            findings={findings.data?.findings.filter((finding) => finding.organizationId === selected)}
            findingsError={findings.error}
            onActDone={close}
          />
        )}
      </div>
      {opened === 'create' && (
        <CreateForm
          prefill={act === 'organization.create' ? prefillFrom(query) : {}}
          parentId={nodes.find((node) => node.id === selected)?.level === '党小组' ? null : selected}
          nodes={nodes}
          onDone={(id) => {
            setForm(null)
            window.location.hash = hrefTo(`/organization/${encodeURIComponent(id)}`).slice(1)
          }}
          onClose={close}
        />
      )}
      {opened === 'bulk' && <BulkCreateForm nodes={nodes} today={overview.data?.today ?? ''} onDone={close} onClose={close} />}
    </div>
  )
}
