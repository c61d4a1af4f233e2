import { Select } from '@mantine/core'
import { useState } from 'react'
import { PROCESS_KINDS, type ProcessKind } from '../../shared/election/process.ts'
import { dateIn, oneOf, textIn, type Prefill } from '../app/prefill.ts'
import { navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

const EXPLANATIONS: Record<ProcessKind, string> = {
  换届: '按本届的届满日倒排；提前、延期须先登记上级批复的文号。',
  补选: '由党员大会补选出缺的职务：书记 1 个月内，委员 3 个月内。',
  指派: '上级指派书记、副书记到任；委员缺额不能用指派代替补选。',
}

export function OpenProcessForm({ prefill, onClose }: { prefill: Prefill; onClose: () => void }) {
  const [organizationId, setOrganizationId] = useState<string | null>(textIn(prefill, 'organizationId') || null)
  const [kind, setKind] = useState(oneOf(prefill, 'kind', PROCESS_KINDS, '换届'))
  const [meetingOn, setMeetingOn] = useState(dateIn(prefill, 'meetingOn'))
  const open = useCommand('election.openProcess', { showsOwnError: true, done: () => `已发起${kind}` })
  const board = useBackendQuery('election.board', { organizationId: organizationId ?? '' }, { enabled: organizationId !== null })
  const overview = board.data?.overview
  const vacancies = overview?.vacancies ?? []
  const note =
    overview === undefined
      ? undefined
      : kind === '换届'
        ? overview.currentTerm
          ? `第 ${overview.currentTerm.seq} 届 ${overview.currentTerm.effectiveEndsOn} 届满，${overview.state}。`
          : '没有登记过届次，按支部成立后的首届选举办；设委员会的，发起后在大会安排里填委员名额。已经选过的请先到届次页登记本届。'
        : vacancies.length === 0
          ? '现在没有出缺的职务。'
          : vacancies.map((each) => `${each.title} ${each.vacantOn} 出缺，应在 ${each.fillBy} 前到位`).join('；')
  return (
    <FormDialog
      title="发起换届、补选或指派"
      lead={EXPLANATIONS[kind]}
      submitLabel="发起"
      isOpen
      isRunning={open.isRunning}
      error={open.error}
      {...(organizationId === null ? { blockedBy: '还没有选党组织' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (organizationId === null) return
        void open.run({ organizationId, kind, meetingOn: meetingOn === '' ? null : meetingOn }).then((done) => {
          if (done) navigate(`/election-process/${encodeURIComponent(done.processId)}`)
        })
      }}
    >
      <OrganizationPicker label="党组织" value={organizationId} levels={['党委', '党总支', '党支部']} onChange={setOrganizationId} />
      <Select
        label="办什么"
        data={[...PROCESS_KINDS]}
        value={kind}
        onChange={(value) => setKind(PROCESS_KINDS.find((one) => one === value) ?? kind)}
        {...(note === undefined ? {} : { description: note })}
      />
      {kind !== '指派' && (
        <DateField
          label="拟定大会日期"
          description="可以先空着，定了再填"
          value={meetingOn}
          onChange={setMeetingOn}
          error={open.problem('meetingOn')}
        />
      )}
    </FormDialog>
  )
}
