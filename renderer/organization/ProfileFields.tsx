import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { ORGANIZATION_FORMS, ORGANIZATION_LEVELS, UNIT_TYPES } from '../../shared/glossary.ts'
import type { OrganizationNode, OrganizationProfile } from '../../shared/organization/contract.ts'
import { recordOf, type Prefill } from '../app/prefill.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

export const blankProfile: OrganizationProfile = {
  level: '党支部',
  parentId: null,
  name: '',
  shortName: '',
  form: '单独组建',
  unitType: '国有企业',
  coveredUnits: [],
  staffTotal: null,
  nonpartyStaffTotal: null,
  contactName: '',
  contactPhone: '',
  documentCode: '',
  approvalDocumentNo: '',
}

export function profileOf(node: OrganizationNode): OrganizationProfile {
  const { level, parentId, name, shortName, form, unitType, coveredUnits, staffTotal, nonpartyStaffTotal, contactName, contactPhone } = node
  const { documentCode, approvalDocumentNo } = node
  return {
    level,
    parentId,
    name,
    shortName,
    form,
    unitType,
    coveredUnits,
    staffTotal,
    nonpartyStaffTotal,
    contactName,
    contactPhone,
    documentCode,
    approvalDocumentNo,
  }
}

/** 消除动作里的预填盖在现有样子上；认不出的格不动。 */
export function withPrefill(profile: OrganizationProfile, prefill: Prefill): OrganizationProfile {
  const wanted = { ...prefill, ...recordOf(prefill['profile']) } as Prefill
  const level = ORGANIZATION_LEVELS.find((one) => one === wanted['level'])
  const form = ORGANIZATION_FORMS.find((one) => one === wanted['form'])
  return {
    ...profile,
    ...(level ? { level } : {}),
    ...(form ? { form } : {}),
    ...(typeof wanted['parentId'] === 'string' ? { parentId: wanted['parentId'] } : {}),
    ...(typeof wanted['name'] === 'string' ? { name: wanted['name'] } : {}),
    ...(typeof wanted['shortName'] === 'string' ? { shortName: wanted['shortName'] } : {}),
  }
}

export type ProfileFieldsProps = {
  profile: OrganizationProfile
  onChange: (profile: OrganizationProfile) => void
  problem: (place: string) => string | undefined
  /** 不能选作上级的：自己与自己的下级。 */
  excluded?: ReadonlySet<string>
}

export function ProfileFields({ profile, onChange, problem, excluded = new Set() }: ProfileFieldsProps) {
  const set = (change: Partial<OrganizationProfile>) => onChange({ ...profile, ...change })
  const isGroup = profile.level === '党小组'
  return (
    <>
      <Group grow align="flex-start" gap={12}>
        <Select
          label="层级"
          data={[...ORGANIZATION_LEVELS]}
          value={profile.level}
          onChange={(value) => set({ level: ORGANIZATION_LEVELS.find((level) => level === value) ?? profile.level })}
          error={problem('profile.level')}
          required
        />
        <OrganizationPicker
          label="上级党组织"
          value={profile.parentId}
          onChange={(parentId) => set({ parentId })}
          excluded={excluded}
          emptyText="没有上级（集团党委）"
          error={problem('profile.parentId')}
        />
      </Group>
      <TextInput
        label="全称"
        description="公文里用的名称，如“中共厦门某某公司支部委员会”"
        value={profile.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={problem('profile.name')}
        required
      />
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="简称"
          value={profile.shortName}
          onChange={(event) => set({ shortName: event.currentTarget.value })}
          error={problem('profile.shortName')}
          required
        />
        <TextInput
          label="批准文号（升格、更名、隶属变更）"
          value={profile.approvalDocumentNo}
          onChange={(event) => set({ approvalDocumentNo: event.currentTarget.value })}
          error={problem('profile.approvalDocumentNo')}
        />
      </Group>
      {!isGroup && (
        <>
          <Group grow align="flex-start" gap={12}>
            <Select
              label="组建形式"
              data={[...ORGANIZATION_FORMS]}
              value={profile.form}
              onChange={(value) => set({ form: ORGANIZATION_FORMS.find((form) => form === value) ?? profile.form })}
              error={problem('profile.form')}
            />
            <Select
              label="单位类别"
              data={[...UNIT_TYPES]}
              value={profile.unitType}
              onChange={(value) => set({ unitType: UNIT_TYPES.find((type) => type === value) ?? profile.unitType })}
              error={problem('profile.unitType')}
            />
            <NumberInput
              label="职工总数"
              value={profile.staffTotal ?? ''}
              onChange={(value) => set({ staffTotal: value === '' ? null : Number(value) })}
              error={problem('profile.staffTotal')}
            />
            <NumberInput
              label="其中非党员"
              value={profile.nonpartyStaffTotal ?? ''}
              onChange={(value) => set({ nonpartyStaffTotal: value === '' ? null : Number(value) })}
              error={problem('profile.nonpartyStaffTotal')}
            />
          </Group>
          <Textarea
            label="覆盖单位"
            description="一行一个；联合党支部须列明各单位"
            autosize
            minRows={2}
            maxRows={5}
            value={profile.coveredUnits.join('\n')}
            onChange={(event) => set({ coveredUnits: event.currentTarget.value.split('\n') })}
            error={problem('profile.coveredUnits')}
          />
        </>
      )}
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="联系人"
          value={profile.contactName}
          onChange={(event) => set({ contactName: event.currentTarget.value })}
          error={problem('profile.contactName')}
        />
        <TextInput
          label="联系电话"
          value={profile.contactPhone}
          onChange={(event) => set({ contactPhone: event.currentTarget.value })}
          error={problem('profile.contactPhone')}
        />
        <TextInput
          label="机关代字"
          value={profile.documentCode}
          onChange={(event) => set({ documentCode: event.currentTarget.value })}
          error={problem('profile.documentCode')}
        />
      </Group>
    </>
  )
}

/** 送出前理一理：覆盖单位去掉空行。 */
export function tidyProfile(profile: OrganizationProfile): OrganizationProfile {
  return { ...profile, coveredUnits: profile.coveredUnits.map((unit) => unit.trim()).filter((unit) => unit !== '') }
}
