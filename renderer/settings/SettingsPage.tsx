import { Tabs } from '@mantine/core'
import { SLICES } from '../../shared/glossary.ts'
import type { Route } from '../../shared/contract/index.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { useSession } from '../app/session.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { AboutTab } from './AboutTab.tsx'
import { AccountsTab } from './AccountsTab.tsx'
import { BackupTab } from './BackupTab.tsx'
import { ConflictsTab } from './ConflictsTab.tsx'
import { JournalTab } from './JournalTab.tsx'
import { LetterheadTab } from './LetterheadTab.tsx'
import { OverridesTab } from './OverridesTab.tsx'
import { PacksTab } from './PacksTab.tsx'
import { ProfilesTab } from './ProfilesTab.tsx'
import { ProtectedTab } from './ProtectedTab.tsx'
import { RecycledTab } from './RecycledTab.tsx'
import { RulesTab } from './RulesTab.tsx'
import { UnitTab } from './UnitTab.tsx'
import './settings.css'

/** `needs`：走不通这条路由的身份看不到这一页签。 */
const TABS: readonly { readonly key: string; readonly label: string; readonly needs?: Route }[] = [
  { key: 'unit', label: '本单位与红头', needs: 'settings.saveUnit' },
  { key: 'letterhead', label: '红头与模板', needs: 'correspondence.saveLetterhead' },
  { key: 'profiles', label: '标准方案' },
  { key: 'overrides', label: '组织覆盖' },
  { key: 'packs', label: '指标包' },
  { key: 'rules', label: '规则条文' },
  { key: 'conflicts', label: '口径冲突' },
  { key: 'backup', label: '备份与数据', needs: 'settings.backups' },
  { key: 'journal', label: '操作日志', needs: 'settings.journal' },
  { key: 'recycled', label: '回收站', needs: 'settings.recycled' },
  { key: 'protected', label: '受保护的改动', needs: 'settings.protectedChanges' },
  { key: 'accounts', label: '登录身份', needs: 'security.accounts' },
  { key: 'about', label: '关于' },
]

export function SettingsPage({ parameters, query }: PageProps) {
  const { can } = useSession()
  const tabs = TABS.filter(({ needs }) => needs === undefined || can(needs))
  const first = tabs[0]?.key
  const tab = tabs.find(({ key }) => key === parameters['tab'])?.key ?? first ?? ''
  return (
    <div className="settings">
      <PageHeader title={SLICES.settings} status="配一次，各处共用" />
      <Tabs value={tab} onChange={(next) => navigate(next === 'unit' ? '/settings' : `/settings/${next ?? ''}`)} className="settings-tabs">
        <Tabs.List>
          {tabs.map(({ key, label }) => (
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
        <Tabs.Panel value="accounts">
          <AccountsTab canEdit={can('security.addAccount')} />
        </Tabs.Panel>
        <Tabs.Panel value="journal">
          <JournalTab memberId={query.get('memberId')} organizationId={query.get('organizationId')} />
        </Tabs.Panel>
        <Tabs.Panel value="recycled">
          <RecycledTab />
        </Tabs.Panel>
        <Tabs.Panel value="protected">
          <ProtectedTab />
        </Tabs.Panel>
        <Tabs.Panel value="about">
          <AboutTab />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
