import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { Block } from '../document/block.ts'
import { ATTENDANCE_LABELS, type DocumentInput } from '../document/model.ts'
import type { OrganizationLevel } from '../glossary.ts'
import type { UnitSettings } from '../settings/contract.ts'
import { DraftForm, listOf, type Composition } from './draft-form.ts'
import type { DraftEdits } from './draft.ts'
import { parseAttachments, parseBody } from './free-text.ts'
import { FREE_KIND_ROWS, type FreeKind } from './free-kinds.ts'
import type { LetterheadSettings } from './letterhead-contract.ts'
import { documentNumber, serialKey } from './letterhead.ts'

/** 自由起草要看的事实：谁发文、红头怎么写、上下级是谁。 */
export type FreeFacts = {
  readonly today: PlainDate
  readonly unit: UnitSettings | null
  readonly letterhead: LetterheadSettings
  readonly organization: {
    readonly name: string
    readonly shortName: string
    readonly level: OrganizationLevel
    readonly documentCode: string
    readonly contactName: string
    readonly contactPhone: string
  }
  /** 直接上级的全称；没有为空。 */
  readonly superiorName: string
  readonly lastSerials: ReadonlyMap<string, number>
}

type Head = { readonly issuer: string; readonly name: string; readonly code: string; readonly printer: string; readonly from: string }

const UNIT_REMEDY = '请到“设置”填写本单位与红头'
const LONG = 20_000

/** 自由起草一份：版头、主送、正文、附件、落款、版记都由人写，红头与文号由设置与登记簿来。 */
export function freeDraft(kind: FreeKind, facts: FreeFacts, edits: DraftEdits): Composition {
  const row = FREE_KIND_ROWS[kind]
  const form = new DraftForm(edits)
  const head = takeHead(form, facts, row.form !== '普通')
  const isUpward = row.direction === '上行'
  const signer = isUpward ? takeSigner(form, facts) : ''

  const title = form.take({
    key: 'title',
    label: '标题',
    section: '主体',
    input: '单行',
    remedy: `如“${row.titleExample}”`,
    maxLength: 100,
    ...(row.titleExample === row.genre ? { derived: row.genre, derivedFrom: '文种' } : {}),
  })
  const recipients = takeRecipients(form, facts, kind)
  const attendance = row.form === '纪要' ? takeAttendance(form) : []
  const bodyText = form.take({
    key: 'body',
    label: '正文',
    section: '主体',
    input: '多行',
    remedy: '一行一段；“一、”“（一）”“1.”“（1）”开头的认作层次标题，用 | 分格的几行认作表',
    maxLength: LONG,
  })
  const ending =
    row.ending === ''
      ? ''
      : form.take({
          key: 'ending',
          label: '结语',
          section: '主体',
          input: '单行',
          derived: row.ending,
          derivedFrom: '文种惯例',
          isRequired: isUpward && row.genre === '请示',
        })

  const attachmentText = form.take({
    key: 'attachments',
    label: '附件',
    section: '附件',
    input: '多行',
    isRequired: false,
    remedy: '每件先写一行“附件：名称”，要横排的在名称后写“（横排）”',
    maxLength: LONG,
  })
  const { attachments, problems } = parseAttachments(attachmentText)
  for (const problem of problems) form.reject('attachments', problem)

  const issuer = form.take({
    key: 'signatureName',
    label: '落款署名',
    section: '落款',
    input: '单行',
    derived: head.issuer,
    derivedFrom: head.from,
    isRequired: row.form !== '纪要',
  })
  const datedOn = form.takeDate({ key: 'datedOn', label: '成文日期', section: '落款', derived: facts.today, derivedFrom: '今天' })
  const note = takeNote(form, facts, isUpward)
  const colophon = row.form === '普通' ? null : takeColophon(form, head)

  const year = partsOf(datedOn ?? facts.today).year
  const serial = (facts.lastSerials.get(serialKey(head.code, year)) ?? 0) + 1
  const composition = form.finish(title, head.code, (): DocumentInput => {
    const body: Block[] = [
      ...parseBody(bodyText),
      ...(ending === '' ? [] : [{ kind: '段' as const, lead: '', leadLevel: 1, text: ending }]),
    ]
    return {
      form: row.form,
      genre: row.genre,
      direction: row.direction,
      head: {
        mark: markOf(head.name, row.form),
        number: row.isNumbered ? documentNumber(head.code, year, serial) : '',
        signers: signer === '' ? [] : listOf(signer),
        ...(row.form === '纪要' ? { compiler: head.issuer } : {}),
      },
      title,
      recipients: listOf(recipients),
      body,
      attachmentNames: attachments.map(({ name }) => name),
      attachments,
      signature: { issuer: issuer || head.issuer, datedOn: datedOn ?? facts.today, mode: row.form === '纪要' ? '无' : '用印' },
      note,
      attendance,
      colophon: colophon && { ...colophon, printedOn: datedOn ?? facts.today },
    }
  })
  // 正文本来就是人写的，不用再逐段改。
  return { ...composition, paragraphs: [] }
}

/** 发文机关标志：文件加“文件”二字，信函用机关全称，纪要加“会议纪要”，普通不印。 */
function markOf(name: string, form: (typeof FREE_KIND_ROWS)[FreeKind]['form']): string {
  if (form === '普通') return ''
  if (form === '信函') return name
  if (form === '纪要') return /纪要$/.test(name) ? name : `${name}会议纪要`
  return name.endsWith('文件') ? name : `${name}文件`
}

/** 用哪套红头：党委可有几套，各有代字；支部、总支用自己的名称。 */
function takeHead(form: DraftForm, { unit, letterhead, organization }: FreeFacts, isHeaded: boolean): Head {
  const isCommittee = organization.level === '党委'
  const others = isCommittee ? letterhead.others : []
  let code = isCommittee ? (unit?.documentCode ?? '') : organization.documentCode
  if (others.length > 0) {
    const codes = [unit?.documentCode ?? '', ...others.map(({ documentCode }) => documentCode)].filter((each) => each !== '')
    code = form.take({
      key: 'letterhead',
      label: '用哪套红头',
      section: '版头',
      input: '选项',
      options: codes,
      derived: codes[0] ?? '',
      derivedFrom: '设置',
    })
  }
  const other = others.find(({ documentCode }) => documentCode === code)
  const from = isCommittee ? '设置' : '党组织'
  const fallback = organization.shortName.replace(/(党支部|党总支|支部|总支)$/, '').replace(/[^\p{Script=Han}]/gu, '')
  const derivedCode = code || (!isCommittee && fallback !== '' ? `${fallback}支` : '')
  const remedy = isCommittee ? UNIT_REMEDY : '请到党组织页填写机关代字'
  const issuer = other?.issuerName ?? (isCommittee ? letterhead.signatureName || (unit?.fullName ?? '') : organization.name)
  if (!isHeaded) return { issuer, name: '', code: derivedCode, printer: '', from }
  const name = form.take({
    key: 'mark',
    label: '发文机关标志',
    section: '版头',
    input: '单行',
    derived: other?.letterheadName ?? (isCommittee ? (unit?.letterheadName ?? '') : organization.name),
    derivedFrom: from,
    remedy,
  })
  const documentCode = form.take({
    key: 'documentCode',
    label: '机关代字',
    section: '版头',
    input: '单行',
    derived: derivedCode,
    derivedFrom: code === '' ? '简称加“支”，可改' : from,
    remedy,
    maxLength: 20,
  })
  if (documentCode !== '' && !/^\p{Script=Han}+$/u.test(documentCode)) form.reject('documentCode', `机关代字“${documentCode}”只能是汉字`)
  const printer = other?.printingOffice ?? (isCommittee ? (unit?.printingOffice ?? '') : organization.name)
  return { issuer, name, code: documentCode, printer, from }
}

function takeSigner(form: DraftForm, { unit, organization }: FreeFacts): string {
  return form.take({
    key: 'signer',
    label: '签发人',
    section: '版头',
    input: '单行',
    derived: organization.level === '党委' ? (unit?.signer ?? '') : '',
    derivedFrom: '设置',
    remedy: '上行文须标注签发人姓名，一般是主要负责人',
  })
}

/** 主送：请示、报告缺省是直接上级；纪要、公示没有主送。 */
function takeRecipients(form: DraftForm, { unit, organization, superiorName }: FreeFacts, kind: FreeKind): string {
  const { direction, form: layout, genre } = FREE_KIND_ROWS[kind]
  if (layout === '纪要' || genre === '公示') return ''
  const superior = organization.level === '党委' ? (unit?.superiorName ?? '') : superiorName
  return form.take({
    key: 'recipients',
    label: layout === '普通' ? '抬头' : '主送',
    section: '主体',
    input: '单行',
    derived: direction === '上行' ? superior : '',
    derivedFrom: organization.level === '党委' ? '设置' : '党组织',
    isRequired: genre !== '证明',
    remedy: '写机关名称，几个的用顿号分开',
    maxLength: 500,
  })
}

function takeAttendance(form: DraftForm) {
  return ATTENDANCE_LABELS.map((label, index) => ({
    label,
    names: form.take({
      key: `attendance${index + 1}`,
      label: `${label}人员`,
      section: '主体',
      input: '单行',
      isRequired: label === '出席',
      remedy: '姓名用空格或顿号分开',
      maxLength: 500,
    }),
  })).filter(({ names }) => names !== '')
}

/** 附注里的联系人：沿用旧办法的建议，设置里可关；缺了不拦。 */
function takeNote(form: DraftForm, { unit, letterhead, organization }: FreeFacts, isUpward: boolean): string {
  const isCommittee = organization.level === '党委'
  const contact = (isCommittee ? unit?.contactName : organization.contactName) ?? ''
  const phone = (isCommittee ? unit?.contactPhone : organization.contactPhone) ?? ''
  const suggests = letterhead.showsContactNote && isUpward && contact !== '' && phone !== ''
  return form
    .take({
      key: 'note',
      label: '附注',
      section: '落款',
      input: '单行',
      derived: suggests ? `联系人：${contact}，电话：${phone}` : '',
      derivedFrom: isCommittee ? '设置' : '党组织',
      isRequired: false,
      maxLength: 100,
    })
    .replace(/^[（(]|[)）]$/g, '')
}

function takeColophon(form: DraftForm, head: Head): { copies: string[]; printer: string } {
  const copies = form.take({ key: 'copies', label: '抄送', section: '落款', input: '单行', isRequired: false, maxLength: 500 })
  const printer = form.take({
    key: 'printer',
    label: '印发机关',
    section: '落款',
    input: '单行',
    derived: head.printer,
    derivedFrom: head.from,
    remedy: UNIT_REMEDY,
  })
  return { copies: listOf(copies), printer }
}
