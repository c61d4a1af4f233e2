import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { DraftFacts } from './facts.ts'
import type { DraftForm } from './draft-form.ts'

/** 版头、落款里各文种共有的要素。 */
export type Letterhead = { issuer: string; mark: string; documentCode: string; number: string; datedOn: PlainDate | null }

const UNIT_REMEDY = '请到“设置”填写本单位与红头'

/** 发文字号：机关代字、年份、连续序号（7.2.5）。 */
export function documentNumber(documentCode: string, year: number, serial: number): string {
  return `${documentCode}〔${year}〕${serial}号`
}

export function serialKey(documentCode: string, year: number): string {
  return `${documentCode}|${year}`
}

/** 党委发文：版头取本单位设置。 */
export function committeeLetterhead(form: DraftForm, facts: DraftFacts): Letterhead {
  const { unit } = facts
  const issuer = form.take({
    key: 'issuer',
    label: '本单位全称',
    section: '版头',
    input: '单行',
    derived: facts.committeeSignature || (unit?.fullName ?? ''),
    derivedFrom: '设置',
    remedy: UNIT_REMEDY,
  })
  const name = form.take({
    key: 'mark',
    label: '发文机关标志',
    section: '版头',
    input: '单行',
    derived: unit ? markOf(unit.letterheadName) : '',
    derivedFrom: '设置',
    remedy: UNIT_REMEDY,
  })
  return { issuer, mark: name, ...numbering(form, facts, unit?.documentCode ?? '', '设置', UNIT_REMEDY) }
}

/** 支部发文：版头取党组织名称；支部一般没有代字，用“简称＋支”，可改。 */
export function branchLetterhead(form: DraftForm, facts: DraftFacts): Letterhead {
  const { organization } = facts
  const issuer = form.take({
    key: 'issuer',
    label: '发文机关',
    section: '版头',
    input: '单行',
    derived: organization.name,
    derivedFrom: '党组织',
  })
  const mark = form.take({
    key: 'mark',
    label: '发文机关标志',
    section: '版头',
    input: '单行',
    derived: markOf(organization.name),
    derivedFrom: '党组织',
  })
  const own = organization.documentCode
  const fallback = organization.shortName.replace(/(党支部|支部)$/, '').replace(/[^\p{Script=Han}]/gu, '')
  return {
    issuer,
    mark,
    ...numbering(form, facts, own || (fallback ? `${fallback}支` : ''), own ? '党组织' : '简称加“支”，可改', '请到党组织页填写机关代字'),
  }
}

function markOf(name: string): string {
  return name === '' || name.endsWith('文件') ? name : `${name}文件`
}

function numbering(
  form: DraftForm,
  facts: DraftFacts,
  derived: string,
  derivedFrom: string,
  remedy: string,
): Pick<Letterhead, 'documentCode' | 'number' | 'datedOn'> {
  const documentCode = form.take({
    key: 'documentCode',
    label: '机关代字',
    section: '版头',
    input: '单行',
    derived,
    derivedFrom,
    remedy,
    maxLength: 20,
  })
  if (documentCode !== '' && !/^\p{Script=Han}+$/u.test(documentCode)) form.reject('documentCode', `机关代字“${documentCode}”只能是汉字`)
  const datedOn = form.takeDate({ key: 'datedOn', label: '成文日期', section: '落款', derived: facts.today, derivedFrom: '今天' })
  const year = partsOf(datedOn ?? facts.today).year
  const serial = (facts.lastSerials.get(serialKey(documentCode, year)) ?? 0) + 1
  return { documentCode, datedOn, number: documentCode === '' ? '' : documentNumber(documentCode, year, serial) }
}

export const CONTACT_CAUTION = '附注没有写联系人和电话。这是沿用旧办法的建议，不是现行规定，可以不写。'

/** 附注里的联系人：2012 年《条例》没有这一条，是沿用旧办法的建议项，缺了只提醒（可清空不写）。 */
export function contactNote(form: DraftForm, name: string, phone: string, derivedFrom: string): string {
  const contact = form.take({
    key: 'contactName',
    label: '联系人',
    section: '落款',
    input: '单行',
    derived: name,
    derivedFrom,
    isRequired: false,
  })
  const telephone = form.take({
    key: 'contactPhone',
    label: '联系电话',
    section: '落款',
    input: '单行',
    derived: phone,
    derivedFrom,
    isRequired: false,
  })
  if (contact && telephone) return `联系人：${contact}，电话：${telephone}`
  form.caution(CONTACT_CAUTION)
  return ''
}
