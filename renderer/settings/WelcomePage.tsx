import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { FirstOrganizationsForm } from './FirstOrganizationsForm.tsx'
import { RestoreOffsiteDialog } from './RestoreOffsiteDialog.tsx'
import { UnitForm } from './UnitForm.tsx'
import './settings.css'

const STEPS = ['本单位', '党组织与花名册', '看缺口'] as const

/** 首次启动三步：本单位 → 党组织与花名册（或载入演示集团）→ 看第一张缺口清单。 */
export function WelcomePage() {
  const overview = useBackendQuery('settings.overview', {})
  const [skipped, setSkipped] = useState(false)
  if (overview.error || !overview.data)
    return (
      <>
        <PageHeader title="第一次使用基石" />
        {overview.error ? <ErrorState error={overview.error} onRetry={() => void overview.refetch()} /> : <Loading />}
      </>
    )
  const { unit, isEmpty, memberCount, organizationCount } = overview.data
  const step = !isEmpty && memberCount > 0 ? 2 : unit !== null || skipped || !isEmpty ? 1 : 0
  return (
    <div className="welcome">
      <PageHeader title="第一次使用基石" status="三步，五分钟内看到第一张缺口清单；数据只存在这台机器上" />
      <ol className="welcome-steps">
        {STEPS.map((title, index) => (
          <li key={title} aria-current={index === step ? 'step' : undefined} data-done={index < step}>
            <span className="welcome-number">{index + 1}</span>
            {title}
            {index < step && <span className="unseen">，已完成</span>}
          </li>
        ))}
      </ol>
      <div className="welcome-columns">
        {step === 0 && (
          <Card title="本单位" note="红头、落款、材料包封面都从这里取，以后可在设置里改">
            <UnitForm unit={unit} submitLabel="保存，下一步" />
            <button type="button" className="link-button small welcome-skip" onClick={() => setSkipped(true)}>
              先跳过，以后再填
            </button>
          </Card>
        )}
        {step === 1 &&
          (isEmpty ? (
            <Card title="登记党组织" note="先有支部，花名册里的人才有地方编">
              <FirstOrganizationsForm fullName={unit?.fullName ?? ''} shortName={unit?.shortName ?? ''} />
            </Card>
          ) : (
            <Card title="导入花名册" note={`已登记 ${organizationCount} 个党组织`}>
              <Stack gap={12} align="flex-start">
                <p>把《党员基本信息汇总表》（.xls 或 .xlsx，一支部一张表）拖进导入页，先看差异，再落库。</p>
                <Button component="a" href={hrefTo('/exchange')}>
                  去导入花名册
                </Button>
              </Stack>
            </Card>
          ))}
        {step === 2 && (
          <Card title="看缺口">
            <Stack gap={12} align="flex-start">
              <p>
                已有 {organizationCount} 个党组织、{memberCount}{' '}
                名党员。工作台上的红、橙、黄、蓝四个数就是缺口，点开能看到条文、依据与消除的办法。
              </p>
              <Button component="a" href={hrefTo('/')}>
                看第一张缺口清单
              </Button>
            </Stack>
          </Card>
        )}
        {isEmpty && <RestoreCard />}
        {isEmpty && <DemoCard />}
        <EncryptionCard />
      </div>
    </div>
  )
}

/** 换了新电脑：从 U 盘上另存的备份接着用。 */
function RestoreCard() {
  const [isOpen, setOpen] = useState(false)
  const reopen = useCommand('security.reopen', { done: () => '已恢复，现在看到的就是那份备份里的内容' })
  return (
    <Card title="换了电脑，从备份恢复" note="以前用过基石的">
      <Stack gap={12} align="flex-start">
        <p>插上放着备份的 U 盘，选“基石备份-…”那个文件夹，全部内容与附件都回来。</p>
        <Button variant="default" loading={reopen.isRunning} onClick={() => setOpen(true)}>
          从别处的备份恢复…
        </Button>
      </Stack>
      {isOpen && (
        <RestoreOffsiteDialog
          isEmpty
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false)
            void reopen.run({}).then((opened) => opened && navigate('/'))
          }}
        />
      )}
    </Card>
  )
}

function DemoCard() {
  const load = useTask('settings.loadDemo', {
    showsOwnError: true,
    done: (output) => `已载入 ${output.organizations} 个党组织、${output.members} 名党员`,
  })
  return (
    <Card title="或者先看看" note="随时可换一个空目录重新开始">
      <Stack gap={12} align="flex-start">
        <p>一键载入一个虚构的国企集团：1 个党委、26 个党支部、一千多名党员，届次、出缺、考核各种情形都有。人名均为虚构。</p>
        {load.isRunning ? (
          <TaskBar title="正在载入演示集团" progress={load.progress} isCancelling={load.isCancelling} onCancel={load.cancel} />
        ) : (
          <Button variant="default" onClick={() => void load.run({}).then((done) => done && navigate('/'))}>
            一键载入演示集团
          </Button>
        )}
        {load.error && <FormError error={load.error} />}
      </Stack>
    </Card>
  )
}

/** 名册、证号放在办公电脑上：第一次用就提一句可以加密，不拦着。 */
function EncryptionCard() {
  const door = useBackendQuery('security.state', {})
  if (!door.data || door.data.isEncrypted) return null
  return (
    <Card title="给数据加密" note="随时可以做">
      <Stack gap={12} align="flex-start">
        <p>设一个口令，电脑丢了、文件夹被拷走，别人也打不开。几分钟就好，以后也能停用。</p>
        <Button variant="default" component="a" href={hrefTo('/security')}>
          去看怎么启用
        </Button>
      </Stack>
    </Card>
  )
}
