import { Tabs } from '@mantine/core'
import { SLICES } from '../../shared/glossary.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { BackupTab } from './BackupTab.tsx'
import { ConflictsTab } from './ConflictsTab.tsx'
import { JournalTab } from './JournalTab.tsx'
import { LetterheadTab } from './LetterheadTab.tsx'
import { OverridesTab } from './OverridesTab.tsx'
import { PacksTab } from './PacksTab.tsx'
import { ProfilesTab } from './ProfilesTab.tsx'
import { RulesTab } from './RulesTab.tsx'
import { UnitTab } from './UnitTab.tsx'
import './settings.css'

const TABS = [
  { key: 'unit', label: '本单位与红头' },
  { key: 'letterhead', label: '红头与模板' },
  { key: 'profiles', label: '标准方案' },
  { key: 'overrides', label: '组织覆盖' },
  { key: 'packs', label: '指标包' },
  { key: 'rules', label: '规则条文' },
  { key: 'conflicts', label: '口径冲突' },
  { key: 'backup', label: '备份与数据' },
  { key: 'journal', label: '操作日志' },
] as const

export function SettingsPage({ parameters, query }: PageProps) {
  const tab = TABS.find(({ key }) => key === parameters['tab'])?.key ?? 'unit'
  return (
    <div className="settings">
      <PageHeader title={SLICES.settings} status="配一次，各处共用" />
      <Tabs value={tab} onChange={(next) => navigate(next === 'unit' ? '/settings' : `/settings/${next ?? ''}`)} className="settings-tabs">
        <Tabs.List>
          {TABS.map(({ key, label }) => (
            <Tabs.Tab key={key} value={key}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="unit">
          <UnitTab />
        </Tabs.Panel>
        <Tabs.Panel value="letterhead">
          <LetterheadTab />
        </Tabs.Panel>
        <Tabs.Panel value="profiles">
          <ProfilesTab />
        </Tabs.Panel>
        <Tabs.Panel value="overrides">
          <OverridesTab organizationId={query.get('organizationId')} />
        </Tabs.Panel>
        <Tabs.Panel value="packs">
          <PacksTab />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <RulesTab ruleId={query.get('rule')} />
        </Tabs.Panel>
        <Tabs.Panel value="conflicts">
          <ConflictsTab ruleId={query.get('rule')} />
        </Tabs.Panel>
        <Tabs.Panel value="backup">
          <BackupTab />
        </Tabs.Panel>
        <Tabs.Panel value="journal">
          <JournalTab />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
