import type { PlainDate } from '../calendar/plain-date.ts'
import { DraftForm, listOf, type Composition } from './draft-form.ts'
import type { DraftEdits } from './draft.ts'
import type { DraftFacts } from './facts.ts'
import { branchLetterhead, committeeLetterhead, contactNote } from './letterhead.ts'
import type { BlockInput } from '../document/block.ts'
import type { Attachment, DocumentInput } from '../document/model.ts'

/** 由事实与人改过的地方起草一份文书；纯函数。 */
export type Composer = (facts: DraftFacts, edits: DraftEdits) => Composition

type AttachmentInput = Omit<Attachment, 'blocks'> & { readonly blocks: readonly BlockInput[] }
type Content = { readonly body: readonly BlockInput[]; readonly attachments?: readonly AttachmentInput[] }

/** 一份文书的外框：版头、标题、主送、落款、版记都已取好，只等正文。 */
export type Frame = {
  readonly form: DraftForm
  /** 成文日期；没有填对时暂按今天，反正不会成文。 */
  readonly datedOn: PlainDate
  /** 有缺项不成文；`content` 只在不缺时才调用。 */
  readonly finish: (content: () => Content) => Composition
}

type Heading = {
  readonly genre: '请示' | '报告' | '批复' | '通知'
  readonly title: string
  readonly titleFrom?: string
  /** 普发的写发给谁；缺省是这份文书所关于的党组织。 */
  readonly recipients?: string
}

/** 支部上报党委的请示、报告：标注签发人，主送一个上级机关。 */
export function upwardFrame(facts: DraftFacts, edits: DraftEdits, { genre, title, titleFrom = '文种' }: Heading): Frame {
  const form = new DraftForm(edits)
  const head = branchLetterhead(form, facts)
  const signer = takeSigner(form, facts)
  const heading = takeTitle(form, title, titleFrom)
  const committee = facts.superiors.find((superior) => superior.level === '党委')
  const recipient = form.take({
    key: 'recipient',
    label: '主送机关',
    section: '主体',
    input: '单行',
    derived: committee?.name ?? facts.unit?.fullName ?? '',
    derivedFrom: committee ? '党组织（上级党委）' : '设置',
    remedy: '请到党组织页设好上级党委',
  })
  const copies = takeCopies(form)
  const note = contactNote(form, facts.organization.contactName, facts.organization.contactPhone, '党组织')
  const datedOn = head.datedOn ?? facts.today
  return {
    form,
    datedOn,
    finish: (content) =>
      form.finish(heading, head.documentCode, () => ({
        genre,
        direction: '上行',
        head: { mark: head.mark, number: head.number, signers: listOf(signer) },
        title: heading,
        recipients: [recipient],
        ...filled(content()),
        signature: { issuer: head.issuer, datedOn },
        note,
        colophon: { copies, printer: head.issuer, printedOn: datedOn },
      })),
  }
}

/** 党委下发支部的批复、通知。 */
export function downwardFrame(facts: DraftFacts, edits: DraftEdits, { genre, title, titleFrom = '党组织', recipients }: Heading): Frame {
  const form = new DraftForm(edits)
  const { organization, unit } = facts
  const head = committeeLetterhead(form, facts)
  const heading = takeTitle(form, title, titleFrom)
  const recipient = form.take({
    key: 'recipient',
    label: '主送机关',
    section: '主体',
    input: '单行',
    derived: recipients ?? organization.name,
    derivedFrom: recipients === undefined ? '党组织' : '普发',
  })
  const copies = takeCopies(form)
  const printer = form.take({
    key: 'printer',
    label: '印发机关',
    section: '落款',
    input: '单行',
    derived: unit?.printingOffice ?? '',
    derivedFrom: '设置',
    remedy: '请到“设置”填写印发机关',
  })
  // 批复是答复，不附联系人；请示与通知才写（沿用旧办法的建议项）。
  const note = genre === '批复' ? '' : contactNote(form, unit?.contactName ?? '', unit?.contactPhone ?? '', '设置')
  const datedOn = head.datedOn ?? facts.today
  return {
    form,
    datedOn,
    finish: (content) =>
      form.finish(heading, head.documentCode, () => ({
        genre,
        direction: '下行',
        head: { mark: head.mark, number: head.number, signers: [] },
        title: heading,
        recipients: recipients === undefined ? [recipient] : listOf(recipient),
        ...filled(content()),
        signature: { issuer: head.issuer, datedOn },
        note,
        colophon: { copies, printer, printedOn: datedOn },
      })),
  }
}

/** 支部发给全体党员的通知。 */
export function branchNoticeFrame(facts: DraftFacts, edits: DraftEdits, { genre, title, titleFrom = '党组织' }: Heading): Frame {
  const form = new DraftForm(edits)
  const head = branchLetterhead(form, facts)
  const heading = takeTitle(form, title, titleFrom)
  const recipient = form.take({
    key: 'recipient',
    label: '主送',
    section: '主体',
    input: '单行',
    derived: '全体党员',
    derivedFrom: '普发',
  })
  const copies = takeCopies(form)
  const note = contactNote(form, facts.organization.contactName, facts.organization.contactPhone, '党组织')
  const datedOn = head.datedOn ?? facts.today
  return {
    form,
    datedOn,
    finish: (content) =>
      form.finish(heading, head.documentCode, () => ({
        genre,
        direction: '下行',
        head: { mark: head.mark, number: head.number, signers: [] },
        title: heading,
        recipients: [recipient],
        ...filled(content()),
        signature: { issuer: head.issuer, datedOn },
        note,
        colophon: { copies, printer: head.issuer, printedOn: datedOn },
      })),
  }
}

function filled({ body, attachments = [] }: Content): Pick<DocumentInput, 'body' | 'attachmentNames' | 'attachments'> {
  return {
    body: [...body],
    attachmentNames: attachments.map((each) => each.name),
    attachments: attachments.map((each) => ({ ...each, blocks: [...each.blocks] })),
  }
}

type SheetHeading = {
  readonly title: string
  /** 选票之类标题印在表单里的，纸上不另印标题。 */
  readonly isTitlePrinted?: boolean
  readonly recipients?: readonly string[]
  /** 表单末尾要不要落款；署名缺省为本党组织。 */
  readonly signature?: { readonly mode: '用印' | '不用印' | '无'; readonly issuer?: string }
}

/** 不编文号的内部文书与表单：选举办法、主持词、选票、报告单、会议记录。 */
export function sheetFrame(facts: DraftFacts, edits: DraftEdits, heading: SheetHeading): Frame {
  const form = new DraftForm(edits)
  const title = takeTitle(form, heading.title, '党组织')
  const datedOn = form.takeDate({ key: 'datedOn', label: '日期', section: '落款', derived: facts.today, derivedFrom: '今天' })
  const { mode = '无', issuer = facts.organization.name } = heading.signature ?? {}
  return {
    form,
    datedOn: datedOn ?? facts.today,
    finish: (content) =>
      form.finish(title, '', () => ({
        form: '普通',
        genre: '内部文书',
        direction: '内部',
        head: { mark: '', number: '', signers: [] },
        title: heading.isTitlePrinted === false ? '' : title,
        recipients: [...(heading.recipients ?? [])],
        ...filled(content()),
        signature: { issuer, datedOn: datedOn ?? facts.today, mode },
        note: '',
        colophon: null,
      })),
  }
}

function takeTitle(form: DraftForm, derived: string, derivedFrom: string): string {
  return form.take({ key: 'title', label: '标题', section: '主体', input: '单行', derived, derivedFrom })
}

function takeCopies(form: DraftForm): string[] {
  return listOf(form.take({ key: 'copies', label: '抄送', section: '落款', input: '单行', isRequired: false, maxLength: 300 }))
}

function takeSigner(form: DraftForm, facts: DraftFacts): string {
  return form.take({
    key: 'signer',
    label: '签发人',
    section: '版头',
    input: '单行',
    derived: facts.posts.find((post) => post.title === '书记')?.memberName ?? '',
    derivedFrom: '届次与班子（书记）',
    remedy: '上行文须标注签发人。支部没有在任书记：请先登记任职，或填主持工作的负责人',
    maxLength: 60,
  })
}
