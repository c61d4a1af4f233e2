import { partsOf } from '../calendar/plain-date.ts'
import { IssueList, regulationClause, standardClause, type ContentIssue } from './content-issue.ts'
import { BLOCK_ID, type InspectionContext } from './inspection.ts'
import type { DocumentModel, Genre } from './model.ts'

/** 文号：机关代字、六角括号里的四位年份、不编虚位不加“第”的序号（7.2.5）。 */
const NUMBER = /^\p{Script=Han}{1,20}〔(\d{4})〕([1-9]\d*)号$/u

/** 标题须以文种结尾的；公示、证明、介绍信与内部文书的标题各有写法。 */
const STATUTORY: ReadonlySet<Genre> = new Set(['通知', '请示', '报告', '批复', '函', '纪要', '通报', '决定'])

/** 版头各要素、标题、落款、附注、版记（条例第九条）。 */
export function inspectElements(model: DocumentModel, context: InspectionContext): ContentIssue[] {
  const list = new IssueList()
  inspectHead(list, model)
  inspectTitle(list, model)
  inspectSignature(list, model)
  inspectNote(list, model, context)
  inspectColophon(list, model)
  return list.issues
}

function inspectHead(list: IssueList, { form, head, signature }: DocumentModel): void {
  const at = list.at('要素', '版头', BLOCK_ID.mark)
  at(form !== '普通' && !head.mark.trim(), '红', '版头缺发文机关标志。', {
    basis: regulationClause('第九条（四）'),
    remedy: '请在设置里填写红头。',
  })
  at(form === '信函' && head.mark.endsWith('文件'), '橙', '信函格式的标志不加“文件”二字。', {
    basis: standardClause('10.1'),
    remedy: '请只写发文机关全称或规范化简称。',
  })
  at(form === '纪要' && head.mark.trim() !== '' && !head.mark.endsWith('纪要'), '橙', '纪要的标志应由“××纪要”组成。', {
    basis: standardClause('10.3'),
    remedy: '请写成“××会议纪要”。',
  })
  const numbered = form === '文件' || form === '信函'
  const number = NUMBER.exec(head.number)
  const atNumber = list.at('要素', '发文字号', BLOCK_ID.number)
  const basis = standardClause('7.2.5')
  atNumber(
    numbered && !number,
    '红',
    `发文字号“${head.number}”不合规范：应为“代字〔年份〕序号号”，年份用六角括号，序号不编虚位、不加“第”字。`,
    { basis, remedy: '请写成“金圆党〔2026〕12号”这样的形式。' },
  )
  atNumber(
    numbered && number !== null && Number(number[1]) !== partsOf(signature.datedOn).year,
    '红',
    `发文字号的年份 ${number?.[1] ?? ''} 与成文日期的年份不一致。`,
    { basis, remedy: '请改成文日期，或重新取号。' },
  )
  at(head.copyNumber !== '' && !/^\d{6}$/.test(head.copyNumber), '橙', `份号“${head.copyNumber}”应为六位阿拉伯数字。`, {
    basis: standardClause('7.2.1'),
    remedy: '请写成“000001”这样的形式。',
  })
  at(
    head.secrecy !== '' && !/^(绝密|机密|秘密)(★(长期|[1-9]\d*(年|个月|天)))?$/.test(head.secrecy),
    '橙',
    `密级和保密期限“${head.secrecy}”写法不对。`,
    { basis: standardClause('7.2.2'), remedy: '请写成“秘密★1年”这样的形式。' },
  )
  at(head.secrecy !== '' && head.copyNumber === '', '橙', '涉密公文应当标注份号。', {
    basis: regulationClause('第九条（一）'),
    remedy: '请填写六位份号。',
  })
  at(head.urgency !== '' && !['特急', '加急'].includes(head.urgency), '橙', `紧急程度“${head.urgency}”应为“特急”或“加急”。`, {
    basis: regulationClause('第九条（三）'),
    remedy: '请改为“特急”或“加急”。',
  })
}

function inspectTitle(list: IssueList, { title, genre, form }: DocumentModel): void {
  const at = list.at('标题', '标题', BLOCK_ID.title)
  const basis = regulationClause('第九条（七）')
  at(title.trim() === '' && form !== '普通', '红', '缺标题。', { basis, remedy: '请填写标题：发文机关名称、事由和文种。' })
  at(STATUTORY.has(genre) && !title.endsWith(genre), '红', `标题应以文种“${genre}”结尾。`, {
    basis,
    remedy: `请把标题改为“关于……的${genre}”。`,
  })
  at(/[。，；！？]/.test(title), '红', '标题中除书名号、引号、顿号外一般不用标点。', {
    basis: `${basis}，通行写法`,
    remedy: '请删去标题里的标点。',
  })
  at(Array.from(title).length > 100, '红', '标题超过 100 个字，首页会排不下正文，请压缩。', {
    basis: standardClause('7.3.3'),
    remedy: '请压缩标题。',
  })
  at(STATUTORY.has(genre) && genre !== '纪要' && title !== genre && !title.includes('关于'), '提示', '标题没有“关于”，事由与文种分不开。', {
    basis,
    remedy: '请写成“关于……的××”。',
  })
  at(/关于.{0,6}关于/.test(title), '提示', '标题里“关于”重复。', {
    basis: '通行写法：转发、印发类标题只留一个“关于”',
    remedy: '请删去其一。',
  })
}

function inspectSignature(list: IssueList, { signature, head, form, genre }: DocumentModel): void {
  const at = list.at('落款', '落款', BLOCK_ID.signature)
  at(signature.mode !== '无' && !signature.issuer.trim(), '红', '落款缺发文机关署名。', {
    basis: regulationClause('第九条（十一）'),
    remedy: '请填写发文机关全称或规范化简称。',
  })
  at(genre === '纪要' && signature.mode === '用印', '提示', '纪要不加盖印章。', {
    basis: regulationClause('第九条（十三）'),
    remedy: '落款方式改为“无”。',
  })
  const marked = head.mark.replace(/(文件|会议纪要|纪要)$/, '')
  at(
    form !== '普通' &&
      form !== '纪要' &&
      signature.mode !== '无' &&
      marked !== '' &&
      signature.issuer !== '' &&
      !isSameOffice(marked, signature.issuer),
    '橙',
    `落款“${signature.issuer}”与版头“${head.mark}”不像同一个机关。`,
    { basis: regulationClause('第九条（四）、（十一）'), remedy: '请核对版头与落款；联合行文由主办机关在前。' },
  )
}

/** 规范化简称的字依次见于全称，就当是同一个机关。 */
function isSameOffice(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  let at = 0
  for (const char of short) {
    at = long.indexOf(char, at) + 1
    if (at === 0) return false
  }
  return true
}

function inspectNote(list: IssueList, { note, direction, genre }: DocumentModel, { suggestsContact = true }: InspectionContext): void {
  const hasContact = /联系人/.test(note) && /\d{5,}/.test(note)
  list.at('要素', '附注', note === '' ? null : BLOCK_ID.note)(
    suggestsContact && direction === '上行' && genre === '请示' && !hasContact,
    '提示',
    '请示的附注没有联系人和电话。',
    {
      basis: '沿用旧办法的建议项，2012 年条例与国标没有这一条；可在设置里关掉',
      remedy: '可在附注写“联系人：某某；电话：……”。',
    },
  )
}

function inspectColophon(list: IssueList, { colophon, form, signature }: DocumentModel): void {
  const at = list.at('版记', '版记', colophon ? BLOCK_ID.colophon : null)
  at(colophon === null && form === '文件', '橙', '没有版记。', { basis: standardClause('7.4'), remedy: '请填写印发机关；有抄送的写抄送。' })
  if (!colophon) return
  at(form !== '信函' && !colophon.printer.trim(), '红', '版记缺印发机关。', {
    basis: regulationClause('第九条（十七）'),
    remedy: '请在设置里填写印发机关。',
  })
  at(colophon.printedOn < signature.datedOn, '红', '印发日期早于成文日期。', {
    basis: regulationClause('第九条（十二）、（十七）'),
    remedy: '请改印发日期。',
  })
}
