import { Tabs } from '@mantine/core'
import { SLICES } from '../../shared/glossary.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ProtectionTab } from './ProtectionTab.tsx'
import './security.css'

const TABS = [{ key: 'protection', label: '加密与锁定' }] as const

export function SecurityPage({ parameters }: PageProps) {
  const tab = TABS.find(({ key }) => key === parameters['tab'])?.key ?? 'protection'
  return (
    <div className="security">
      <PageHeader title={SLICES.security} status="电脑丢了、硬盘被拷走，别人也打不开" />
      <Tabs
        value={tab}
        onChange={(next) => navigate(next === 'protection' ? '/security' : `/security/${next ?? ''}`)}
        className="security-tabs"
      >
        <Tabs.List>
          {TABS.map(({ key, label }) => (
            <Tabs.Tab key={key} value={key}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="protection">
          <ProtectionTab />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
