import { Button, Checkbox, Group, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useCommand, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { NewPassphraseFields, useNewPassphrase } from './NewPassphraseFields.tsx'
import { RecoverySheet, type Confirmations, type RecoveryDraft } from './RecoverySheet.tsx'

const STEPS = ['看清楚', '设口令', '恢复单', '旧文件', '加密'] as const

/** 启用加密：口令 → 恢复单（必须抄下、回输两组）→ 旧的明文文件怎么办 → 转换。 */
export function EncryptWizard({ canUseKeychain }: { canUseKeychain: boolean }) {
  const [step, setStep] = useState(0)
  const [draft, setDraft] = useState<RecoveryDraft | null>(null)
  const [confirmations, setConfirmations] = useState<Confirmations | null>(null)
  const [dropsOriginal, setDropsOriginal] = useState(true)
  const [convertsBackups, setConvertsBackups] = useState(true)
  const [usesKeychain, setUsesKeychain] = useState(false)
  const [report, setReport] = useState<RouteOutput<'security.enableEncryption'> | null>(null)
  const passphrase = useNewPassphrase()
  const draftCode = useCommand('security.draftRecoveryCode', { invalidates: [], showsOwnError: true })
  // 做完先让人看结果，点“知道了”才换成已加密的样子。
  const enable = useTask('security.enableEncryption', { invalidates: ['settings.overview', 'security.state'], showsOwnError: true })

  const toSheet = async () => {
    const made = draft ?? (await draftCode.run({}))
    if (!made) return
    setDraft(made)
    setStep(2)
  }
  const start = async () => {
    if (!draft || !confirmations) return
    setStep(4)
    const done = await enable.run({
      draftId: draft.draftId,
      passphrase: passphrase.value,
      confirmations: [...confirmations],
      dropsOriginal,
      convertsBackups,
      usesKeychain,
    })
    if (done) setReport(done)
  }

  return (
    <div className="security-wizard">
      <ol className="wizard-steps">
        {STEPS.map((title, index) => (
          <li key={title} aria-current={index === step ? 'step' : undefined} data-done={index < step}>
            <span className="wizard-number">{index + 1}</span>
            {title}
          </li>
        ))}
      </ol>
      {step === 0 && (
        <Card title="现在没有加密">
          <Stack gap={14} align="flex-start">
            <SeverityMark severity="应当" text="谁拷走数据文件夹，谁就能看到名册、证号、谈话与处分" />
            <p>
              启用以后，数据、附件、备份都变成只有输对口令才打得开的样子。平时用起来一样快，只是打开时要输一次口令，离开座位会自动锁上。
            </p>
            <p>大约要几分钟。中途断电也不要紧：要么还是现在的样子，要么已经换好，内容一条不少。</p>
            <p>
              <strong>口令忘了，又没有恢复单，谁也打不开</strong>，开发者也不行。所以下面一定要打印或抄下恢复单，才能启用。
            </p>
            <Button onClick={() => setStep(1)}>开始启用</Button>
          </Stack>
        </Card>
      )}
      {step === 1 && (
        <Card title="设一个口令" note="每次打开基石、解锁时输入">
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              if (passphrase.isReady) void toSheet()
            }}
          >
            <Stack gap={14}>
              <NewPassphraseFields state={passphrase} label="口令" />
              {draftCode.error && <FormError error={draftCode.error} />}
              <Group justify="space-between">
                <Button variant="default" type="button" onClick={() => setStep(0)}>
                  上一步
                </Button>
                <Button type="submit" disabled={!passphrase.isReady} loading={draftCode.isRunning}>
                  下一步：恢复单
                </Button>
              </Group>
            </Stack>
          </form>
        </Card>
      )}
      {draft && (
        <div hidden={step !== 2}>
          <Card title="打印或抄下恢复单" note="忘了口令时，只有它能救">
            <Stack gap={14}>
              <RecoverySheet draft={draft} onReady={setConfirmations} />
              <Group justify="space-between">
                <Button variant="default" onClick={() => setStep(1)}>
                  上一步
                </Button>
                <Button disabled={confirmations === null} onClick={() => setStep(3)}>
                  下一步：旧文件
                </Button>
              </Group>
            </Stack>
          </Card>
        </div>
      )}
      {step === 3 && (
        <Card title="加密以前的旧文件怎么办">
          <Stack gap={18}>
            <Radio.Group
              label="以前做的备份"
              value={convertsBackups ? 'convert' : 'keep'}
              onChange={(value) => setConvertsBackups(value === 'convert')}
            >
              <Stack gap={8} mt={6}>
                <Radio value="convert" label="也转成加密的（推荐）" description="内容不变，照样能恢复，也要口令才打得开" />
                <Radio value="keep" label="保留不加密" description="有风险：别人拷走备份文件夹，仍能看到以前的内容" />
              </Stack>
            </Radio.Group>
            <Radio.Group
              label="现在这份没有加密的数据文件"
              value={dropsOriginal ? 'drop' : 'keep'}
              onChange={(value) => setDropsOriginal(value === 'drop')}
            >
              <Stack gap={8} mt={6}>
                <Radio
                  value="drop"
                  label="换好并逐行核对之后删去（推荐）"
                  description="固态硬盘上仍可能有恢复软件找得回的残迹，报废硬盘时请按规定销毁"
                />
                <Radio value="keep" label="改名保留" description="有风险：它没有加密，就留在数据文件夹里" />
              </Stack>
            </Radio.Group>
            {canUseKeychain && (
              <Checkbox
                label="在这台电脑上记住，打开时不必输口令"
                description="方便，但能登录这台电脑的人就能打开；锁定以后仍要口令"
                checked={usesKeychain}
                onChange={(event) => setUsesKeychain(event.currentTarget.checked)}
              />
            )}
            <p className="small secondary">开始前会先自动备份一次。已经另存到 U 盘、别的电脑上的备份不会变，请自己处理。</p>
            <Group justify="space-between">
              <Button variant="default" onClick={() => setStep(2)}>
                上一步
              </Button>
              <Button onClick={() => void start()}>开始加密</Button>
            </Group>
          </Stack>
        </Card>
      )}
      {step === 4 && (
        <Card title={report ? '已经加密' : '正在加密'}>
          <Stack gap={14} align="flex-start">
            {enable.isRunning && (
              <TaskBar
                title="正在加密，请不要关机"
                progress={enable.progress}
                isCancelling={enable.isCancelling}
                onCancel={enable.cancel}
              />
            )}
            {enable.error && (
              <>
                <FormError error={enable.error} />
                <Button variant="default" onClick={() => setStep(enable.error?.code === 'RECOVERY_NOT_COPIED' ? 2 : 3)}>
                  返回
                </Button>
              </>
            )}
            {report && <Done report={report} />}
          </Stack>
        </Card>
      )}
    </div>
  )
}

function Done({ report }: { report: RouteOutput<'security.enableEncryption'> }) {
  const refresh = useCommand('security.touch', { invalidates: ['security.protection'] })
  return (
    <>
      <SeverityMark severity="达标" text={`数据已加密并逐行核对；附件 ${report.attachments} 个、旧备份 ${report.backups} 份也已加密`} />
      {report.left.length > 0 && (
        <div>
          <SeverityMark severity="应当" text="下面几个本来就坏了或读不出，没有动，仍是原来的样子" />
          <ul className="small secondary security-files">
            {report.left.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </div>
      )}
      <p>现在就试一次：按 Ctrl+L 锁定，再用口令打开。恢复单请放进保险柜。</p>
      <Button onClick={() => void refresh.run({})}>知道了</Button>
    </>
  )
}
