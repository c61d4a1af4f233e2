import { textOfBlock } from './block.ts'
import { IssueList, regulationClause, standardClause, type ContentIssue } from './content-issue.ts'
import { BLOCK_ID, type InspectionContext } from './inspection.ts'
import type { Direction, DocumentModel, Genre } from './model.ts'

/** 文种定下行文方向的；通知可以平行，公示、证明等没有方向。 */
const DIRECTION_OF: Partial<Record<Genre, Direction>> = { 请示: '上行', 报告: '上行', 批复: '下行', 通报: '下行', 决定: '下行', 函: '平行' }

/** 请示的结语。请示的事项要上级答复，没有这一句就成了报告。 */
const REQUEST_ENDING = /(妥否|当否|可否|是否妥当|以上请示).*请.*(批示|批复|审批|指示|审示)/
const REQUEST_ENDINGS = new RegExp(REQUEST_ENDING.source.replaceAll('.*', '[^。]*'), 'g')

/** 报告里夹带的请示。“报请批准”是陈述按程序办，不算；“请审阅”不求批准，也不算。 */
const REQUEST_IN_REPORT = /(?<!报)请(上级|党委|予以|予)?(批准|审批|批示|批复|审示)|妥否|当否/

/** 标题里并列两件要批的事。 */
const TWO_MATTERS =
  /关于.*(成立|召开|换届|延期|提前|增补|补选|调整|任免|表彰|补助|设立|撤销|更名)[^，。]*(并|以及|和|及|与)[^，。]*(成立|召开|延期|提前|增补|补选|调整|任免|表彰|补助|设立|撤销|更名).*请示$/

/** 文种与行文方向、主送与抄送（条例第八、九、十四、十五条）。 */
export function inspectDirection(model: DocumentModel, context: InspectionContext): ContentIssue[] {
  const list = new IssueList()
  const expected = DIRECTION_OF[model.genre]
  const atTitle = list.at('行文方向', '标题', BLOCK_ID.title)
  atTitle(
    expected !== undefined && model.direction !== expected,
    '红',
    `${model.genre}是${expected ?? ''}文，现按${model.direction}文编排。`,
    { basis: regulationClause('第八条'), remedy: `请改选文种，或把行文方向改为${expected ?? ''}。` },
  )
  atTitle(model.genre === '函' && model.form === '文件', '提示', '函一般用信函格式，现用文件格式。', {
    basis: standardClause('10.1'),
    remedy: '版式改选“信函”。',
  })
  atTitle(
    (model.genre === '纪要') !== (model.form === '纪要'),
    '橙',
    model.genre === '纪要' ? '纪要应当用纪要格式。' : `${model.genre}不用纪要格式。`,
    {
      basis: standardClause('10.3'),
      remedy: model.genre === '纪要' ? '版式改选“纪要”。' : '版式改选“文件”。',
    },
  )
  inspectSigners(list, model)
  inspectRecipients(list, model, context)
  if (model.genre === '请示') inspectRequest(list, model)
  if (model.genre === '报告') inspectReport(list, model)
  if (model.genre === '函') inspectLetter(list, model)
  if (model.genre === '批复') inspectReply(list, model)
  return list.issues
}

function inspectSigners(list: IssueList, { direction, head }: DocumentModel): void {
  const at = list.at('行文方向', '签发人', BLOCK_ID.signers)
  const rule = {
    basis: regulationClause('第九条（六）'),
    remedy: '请在版头填写签发人姓名；重要公文和上行文由机关主要负责人签发（第二十二条）。',
  }
  if (direction === '上行') at(head.signers.filter((each) => each.trim()).length === 0, '红', '上行文须标注签发人姓名。', rule)
  else at(head.signers.length > 0, '红', `${direction}文不标注签发人。`, { basis: rule.basis, remedy: '请删去签发人。' })
}

function inspectRecipients(list: IssueList, model: DocumentModel, { subordinates = [] }: InspectionContext): void {
  const { recipients, direction, form, genre } = model
  const at = list.at('行文方向', '主送机关', BLOCK_ID.recipients)
  const count = recipients.length
  at(((form === '文件' || form === '信函') && count === 0) || recipients.some((each) => !each.trim()), '红', '缺主送机关。', {
    basis: regulationClause('第九条（八）'),
    remedy: '请填写主送机关的全称或规范化简称。',
  })
  at(new Set(recipients).size !== count, '红', '主送机关有重复。', { basis: regulationClause('第九条（八）'), remedy: '请删去重复的。' })
  at(
    direction === '上行' && count > 1,
    genre === '请示' ? '红' : '橙',
    `上行文原则上主送一个上级机关，现有 ${count} 个：请只留一个主送，其余改为抄送。`,
    {
      basis: regulationClause('第十五条（一）'),
      remedy: '请只留一个主送，其余改为抄送。',
    },
  )
  at(
    recipients.some((each) => /同志$/.test(each)),
    '红',
    '公文不直送领导者个人，请主送其所在机关。',
    { basis: regulationClause('第十五条（五）'), remedy: '除上级机关负责人直接交办事项外，请主送其所在机关。' },
  )
  const copies = model.colophon?.copies ?? []
  const atCopies = list.at('行文方向', '抄送机关', BLOCK_ID.colophon)
  atCopies(
    copies.some((each) => recipients.includes(each)),
    '红',
    '抄送机关里有主送机关，请删去其一。',
    { basis: regulationClause('第九条（八）、（十六）'), remedy: '请删去其一。' },
  )
  const down = direction === '上行' ? copies.filter((each) => subordinates.includes(each)) : []
  atCopies(down.length > 0, '红', `上行文不抄送下级机关，现抄送了${down.join('、')}。`, {
    basis: regulationClause('第十五条（一）'),
    remedy: `请删去${down.join('、')}；需要下级知道的，待批复后另行文。`,
    excerpt: down[0] ?? '',
  })
}

function inspectRequest(list: IssueList, model: DocumentModel): void {
  const lastIndex = model.body.length - 1
  const last = model.body[lastIndex]
  const text = model.body.map(textOfBlock).join('\n')
  if (last)
    list.at('行文方向', '正文末段', BLOCK_ID.body(lastIndex))(
      !REQUEST_ENDING.test(textOfBlock(last)),
      '红',
      '请示的末段应为结语，如“妥否，请批示。”。',
      {
        basis: regulationClause('第八条（十一）'),
        remedy: '请在正文末另起一段写“妥否，请批示。”。',
      },
    )
  const at = list.at('行文方向', '标题', BLOCK_ID.title)
  const basis = regulationClause('第十五条（四）')
  const remedy = '请示应当一文一事，请把两件事分成两份请示。'
  at(TWO_MATTERS.test(model.title), '橙', '标题里像有两件要批的事，请示应当一文一事。', { basis, remedy })
  at((text.match(REQUEST_ENDINGS) ?? []).length > 1, '橙', '正文里有两处以上请求批示的话，像是一文多事。', { basis, remedy })
}

function inspectReport(list: IssueList, { body }: DocumentModel): void {
  for (const [index, block] of body.entries()) {
    const found = REQUEST_IN_REPORT.exec(textOfBlock(block))
    list.at('行文方向', `正文第 ${index + 1} 段`, BLOCK_ID.body(index))(
      found !== null,
      '红',
      `报告里夹带了请示事项（“${found?.[0] ?? ''}”）。`,
      {
        basis: regulationClause('第十五条（四）'),
        remedy: '报告等非请示性公文不得夹带请示事项，请另用请示行文，或改为陈述。',
        excerpt: found?.[0] ?? '',
      },
    )
  }
}

function inspectLetter(list: IssueList, { body }: DocumentModel): void {
  for (const [index, block] of body.entries()) {
    const found = /请(予以|予)?(批示|指示)/.exec(textOfBlock(block))
    list.at('行文方向', `正文第 ${index + 1} 段`, BLOCK_ID.body(index))(
      found !== null,
      '橙',
      `函用于不相隶属机关之间，不写“${found?.[0] ?? ''}”。`,
      {
        basis: regulationClause('第八条（十四）'),
        remedy: '对不相隶属机关请写“请予函复”“请予批准”；对上级机关请改用请示。',
        excerpt: found?.[0] ?? '',
      },
    )
  }
}

function inspectReply(list: IssueList, { body }: DocumentModel): void {
  const text = body.map(textOfBlock).join('\n')
  list.at('行文方向', '正文首段', BLOCK_ID.body(0))(
    body.length > 0 && !/收悉|来文/.test(text),
    '橙',
    '批复没有引述来文（标题、文号“收悉”）。',
    {
      basis: `${regulationClause('第八条（十二）')}；引述来文先引标题后引发文字号是通行写法`,
      remedy: '请在首段写明“你××《关于……的请示》（××〔××××〕×号）收悉”。',
    },
  )
}
