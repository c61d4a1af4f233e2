import { partsOf } from '../calendar/plain-date.ts'
import { textOfBlock, type Block } from './block.ts'
import type { DocumentModel, Genre } from './model.ts'
import { textOfDocument } from './text.ts'

/** 文号：机关代字、六角括号里的四位年份、不编虚位不加“第”的序号（GB/T 9704-2012 7.2.5）。 */
const NUMBER = /^\p{Script=Han}{1,20}〔(\d{4})〕([1-9]\d*)号$/u

/** 模板没有填完的痕迹。公文里不会正常出现这些字样。 */
const PLACEHOLDER = /[{}]|undefined|null|NaN|\[object|×{2,}|_{2,}|…{2}待填|TODO/

// 与契约入口同一口径；模型也可能来自旧库，所以再查一遍。换行只会把段落排乱，也不许有。
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u

/** 请示的结语。请示的事项要上级答复，没有这一句就成了报告。 */
const REQUEST_ENDING = /(妥否|当否|可否|是否妥当|以上请示).*请.*(批示|批复|审批|指示|审示)/

/** 标题须以文种结尾的；公示、证明、介绍信与内部文书的标题各有写法。 */
const STATUTORY: ReadonlySet<Genre> = new Set(['通知', '请示', '报告', '批复', '函', '纪要', '通报', '决定'])

/** 必有文字的块；空行、分页本来就没有字，表与表单的空格留给人填。 */
const WRITTEN: ReadonlySet<Block['kind']> = new Set(['段', '标题', '注', '居中', '顶格', '居右'])

/**
 * 定稿前的硬性自检：任何一条不过都不能登记、不能导出。
 * 依据 GB/T 9704-2012 与《党政机关公文处理工作条例》第九条、第十五条。返回中文问题，空表示通过。
 */
export function validateDocument(model: DocumentModel): string[] {
  const problems: string[] = []
  const say = (condition: boolean, problem: string) => {
    if (condition) problems.push(problem)
  }

  const hasHead = model.form !== '普通'
  const isNumbered = model.form === '文件' || model.form === '信函'
  say(hasHead && !model.head.mark.trim(), '版头缺发文机关标志。')
  const number = NUMBER.exec(model.head.number)
  say(isNumbered && !number, `发文字号“${model.head.number}”不合规范：应为“代字〔年份〕序号号”，年份用六角括号，序号不编虚位、不加“第”字。`)
  if (isNumbered && number)
    say(Number(number[1]) !== partsOf(model.signature.datedOn).year, `发文字号的年份 ${number[1] ?? ''} 与成文日期的年份不一致。`)

  if (model.direction === '上行') {
    say(model.head.signers.filter((each) => each.trim()).length === 0, '上行文须标注签发人姓名。')
    say(model.recipients.length > 1, `上行文原则上主送一个上级机关，现有 ${model.recipients.length} 个：请只留一个主送，其余改为抄送。`)
  } else say(model.head.signers.length > 0, `${model.direction}文不标注签发人。`)

  say((isNumbered && model.recipients.length === 0) || model.recipients.some((each) => !each.trim()), '缺主送机关。')
  say(new Set(model.recipients).size !== model.recipients.length, '主送机关有重复。')
  say(
    model.recipients.some((each) => /同志$/.test(each)),
    '公文不直送领导者个人，请主送其所在机关。',
  )
  say(
    (model.colophon?.copies ?? []).some((each) => model.recipients.includes(each)),
    '抄送机关里有主送机关，请删去其一。',
  )

  say(STATUTORY.has(model.genre) && !model.title.endsWith(model.genre), `标题应以文种“${model.genre}”结尾。`)
  say(/[。，；！？]/.test(model.title), '标题中除书名号、引号、顿号外一般不用标点。')
  say(Array.from(model.title).length > 100, '标题超过 100 个字，首页会排不下正文，请压缩。')

  const last = model.body.at(-1)
  say(model.body.length === 0, '缺正文。')
  if (model.genre === '请示' && last) say(!REQUEST_ENDING.test(textOfBlock(last)), '请示的末段应为结语，如“妥否，请批示。”。')
  say(
    model.body.some((each) => WRITTEN.has(each.kind) && !textOfBlock(each).trim()),
    '正文有空段。',
  )

  if (model.attachmentNames.length !== model.attachments.length)
    problems.push(`附件说明列 ${model.attachmentNames.length} 件，实有 ${model.attachments.length} 件。`)
  for (const [index, name] of model.attachmentNames.entries()) {
    const actual = model.attachments[index]?.name
    if (actual !== undefined && actual !== name) problems.push(`附件 ${index + 1} 的说明“${name}”与附件标题“${actual}”不一致。`)
    if (/[。，；、：]$/.test(name)) problems.push(`附件名称“${name}”末尾不加标点。`)
  }
  for (const [index, each] of model.attachments.entries())
    for (const item of each.blocks)
      if (item.kind === '表' && item.rows.some((row) => row.length !== item.columns.length))
        problems.push(`附件 ${index + 1}“${each.name}”的表有一行格数与表头不符。`)

  say(!model.signature.issuer.trim(), '落款缺发文机关署名。')
  say(model.colophon !== null && !model.colophon.printer.trim(), '版记缺印发机关。')
  if (model.colophon) say(model.colophon.printedOn < model.signature.datedOn, '印发日期早于成文日期。')

  const text = textOfDocument(model)
  const placeholder = PLACEHOLDER.exec(text)
  if (placeholder) problems.push(`文中留有未填完的字样“${placeholder[0]}”。`)
  say(CONTROL.test(text.replaceAll('\n', '').replaceAll('\t', '')), '文中有不能打印的控制字符。')
  return problems
}
