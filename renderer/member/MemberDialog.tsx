import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { GENDERS, PARTY_STATUSES, PERSON_CATEGORIES, RIGHTS_STATUSES } from '../../shared/glossary.ts'
import type { MemberProfile, MemberRow } from '../../shared/member/contract.ts'
import { EDUCATIONS, ETHNICITIES, JOBS } from '../../shared/member/code-tables.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { MaskedInput } from './MaskedInput.tsx'
import { useRevealMember } from './use-reveal-member.ts'

const labels = (entries: readonly { label: string }[]) => entries.map((entry) => entry.label)

const BLANK: MemberProfile = {
  name: '',
  gender: '男',
  ethnicity: '汉族',
  birthOn: '',
  birthOnPrecision: '日',
  identityNumber: '',
  education: '',
  category: '正式党员',
  joinedOn: '',
  joinedOnPrecision: '日',
  fullOn: null,
  fullOnPrecision: '日',
  job: '',
  adminPost: '',
  mobile: '',
  landline: '',
  address: '',
  partyStatus: '正常',
  isLost: false,
  lostOn: null,
  lostOnPrecision: '日',
  isFloating: false,
  floatingTo: '',
  rightsStatus: '正常',
  remark: '',
}

export type MemberDialogProps = { isOpen: boolean; member: MemberRow | null; onClose: () => void; onDone: (memberId: string) => void }

/** 登记或改一名党员。`member` 为 null 是登记。 */
export function MemberDialog(props: MemberDialogProps) {
  // 每次打开都从当前值起填，关掉就丢弃没存的。
  return props.isOpen ? <MemberForm key={props.member?.id ?? 'new'} {...props} /> : null
}

function MemberForm({ member, onClose, onDone }: MemberDialogProps) {
  const [profile, setProfile] = useState<MemberProfile>(() => (member ? profileOf(member) : BLANK))
  // 证号、电话是遮好的，没有点“显示”的照原样带回，后端就不动它。
  // 打开时的样子随保存带回：别处已改过的，后端会拒绝而不是盖掉。
  const [basedOn] = useState(profile)
  const [branchId, setBranchId] = useState<string | null>(null)
  const [fromOn, setFromOn] = useState('')
  const create = useCommand('member.create', { showsOwnError: true, done: () => `已登记${profile.name}` })
  const update = useCommand('member.update', { showsOwnError: true, done: () => `已保存${profile.name}的信息` })
  const reveal = useRevealMember(member?.id ?? '')
  const active = member ? update : create
  const problem = (field: string) => active.problem(`profile.${field}`)
  const set = <K extends keyof MemberProfile>(field: K, value: MemberProfile[K]) =>
    setProfile((current) => ({ ...current, [field]: value }))
  const line = (field: 'name' | 'adminPost' | 'address' | 'floatingTo', label: string, required = false, className = '') => (
    <TextInput
      className={className}
      label={label}
      required={required}
      value={profile[field]}
      error={problem(field)}
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  )
  const masked = (field: 'identityNumber' | 'mobile' | 'landline', label: string, required = false) => (
    <MaskedInput
      field={field}
      label={label}
      required={required}
      value={profile[field]}
      masked={member?.[field] ?? ''}
      name={profile.name}
      error={problem(field)}
      onChange={(value) => set(field, value)}
      reveal={() => reveal(field)}
    />
  )
  const pick = (
    field: 'gender' | 'ethnicity' | 'education' | 'category' | 'job' | 'partyStatus' | 'rightsStatus',
    label: string,
    options: readonly string[],
    className = '',
  ) => (
    <Select
      className={className}
      label={label}
      data={[...options]}
      searchable={options.length > 6}
      value={profile[field] === '' ? null : profile[field]}
      error={problem(field)}
      onChange={(value) => setProfile((current) => ({ ...current, [field]: value ?? '' }))}
    />
  )
  const submit = async () => {
    const cleaned = { ...profile, fullOn: emptyToNull(profile.fullOn), lostOn: emptyToNull(profile.lostOn) }
    if (member) {
      const output = await update.run({ memberId: member.id, profile: cleaned, basedOn })
      if (output) onDone(output.memberId)
    } else if (branchId !== null) {
      const output = await create.run({ profile: cleaned, branchId, groupId: null, fromOn: emptyToNull(fromOn) })
      if (output) {
        onDone(output.memberId)
        onClose()
      }
    }
  }
  return (
    <FormDialog
      title={member ? `改信息：${member.name}` : '登记一名党员'}
      submitLabel={member ? '保存' : '登记'}
      isOpen
      size={820}
      isRunning={active.isRunning}
      error={active.error}
      {...(!member && branchId === null ? { blockedBy: '请选所在党支部' } : {})}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <div className="member-form">
        {!member && (
          <>
            <div className="span-2">
              <OrganizationPicker
                label="所在党支部"
                required
                levels={['党支部']}
                value={branchId}
                onChange={setBranchId}
                error={create.problem('branchId')}
              />
            </div>
            <DateField label="编入日期（不详可空）" value={fromOn} onChange={setFromOn} error={create.problem('fromOn')} />
          </>
        )}
        {line('name', '姓名', true)}
        {masked('identityNumber', '公民身份号码', true)}
        {pick('gender', '性别', GENDERS)}
        <DateField
          label="出生日期"
          required
          value={profile.birthOn}
          precision={profile.birthOnPrecision}
          onChange={(value, precision) => setProfile((now) => ({ ...now, birthOn: value, birthOnPrecision: precision }))}
          error={problem('birthOn')}
        />
        {pick('ethnicity', '民族', labels(ETHNICITIES))}
        {pick('education', '学历', labels(EDUCATIONS))}
        {pick('category', '人员类别', PERSON_CATEGORIES)}
        <DateField
          label="入党日期"
          required
          value={profile.joinedOn}
          precision={profile.joinedOnPrecision}
          onChange={(value, precision) => setProfile((now) => ({ ...now, joinedOn: value, joinedOnPrecision: precision }))}
          error={problem('joinedOn')}
        />
        <DateField
          label="转正日期"
          value={profile.fullOn ?? ''}
          precision={profile.fullOnPrecision}
          onChange={(value, precision) => setProfile((now) => ({ ...now, fullOn: value, fullOnPrecision: precision }))}
          error={problem('fullOn')}
        />
        {pick('job', '工作岗位', labels(JOBS), 'span-2')}
        {line('adminPost', '行政职务')}
        {masked('mobile', '手机号')}
        {masked('landline', '固定电话')}
        {pick('partyStatus', '党籍状态', PARTY_STATUSES)}
        {line('address', '家庭住址', false, 'span-2')}
        {pick('rightsStatus', '权利状态', RIGHTS_STATUSES)}
        <Checkbox label="失联" checked={profile.isLost} onChange={(event) => set('isLost', event.currentTarget.checked)} />
        {profile.isLost && (
          <DateField
            label="失去联系日期"
            value={profile.lostOn ?? ''}
            precision={profile.lostOnPrecision}
            onChange={(value, precision) => setProfile((now) => ({ ...now, lostOn: value, lostOnPrecision: precision }))}
            error={problem('lostOn')}
          />
        )}
        <Checkbox label="流动党员" checked={profile.isFloating} onChange={(event) => set('isFloating', event.currentTarget.checked)} />
        {profile.isFloating && line('floatingTo', '外出流向')}
        <Textarea
          className="span-3"
          label="备注"
          autosize
          minRows={1}
          maxRows={4}
          value={profile.remark}
          error={problem('remark')}
          onChange={(event) => set('remark', event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  )
}

function emptyToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text
}

function profileOf(member: MemberRow): MemberProfile {
  // 行里还带着编号、所在支部、年龄等推出来的东西；表单只改采集项，按空白表的键取。
  return Object.fromEntries(Object.keys(BLANK).map((key) => [key, member[key as keyof MemberProfile]])) as MemberProfile
}
