import { describe, expect, test } from 'vitest'
import { inspect } from '../../electron/document/inspect.ts'
import { renderHtml } from '../../electron/document/render-html.ts'
import { inspectionItem, type InspectionContext, type InspectionLevel, type InspectionTopic } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { GOOD_DOCUMENTS } from './good-documents.ts'
import { longNotice, paragraphOf, shortRequest } from './sample-documents.ts'
import { sampleLetter, sampleMinutes, sampleReply, sampleReport } from './sample-forms.ts'

describe('没有毛病的公文', () => {
  test.each(GOOD_DOCUMENTS)('%s：自检单是空的', (_, model) => {
    expect(inspect(model)).toEqual([])
  })
})

type Change = (model: DocumentModel) => DocumentModel
const head =
  (change: Partial<DocumentModel['head']>): Change =>
  (model) => ({ ...model, head: { ...model.head, ...change } })
const signature =
  (change: Partial<DocumentModel['signature']>): Change =>
  (model) => ({ ...model, signature: { ...model.signature, ...change } })
const change =
  (part: Partial<DocumentModel>): Change =>
  (model) => ({ ...model, ...part })
/** 在末段之前插一段。 */
const insert =
  (text: string): Change =>
  (model) => ({ ...model, body: [...model.body.slice(0, -1), paragraphOf(text), ...model.body.slice(-1)] })
const copies =
  (...names: string[]): Change =>
  (model) => ({ ...model, colophon: model.colophon && { ...model.colophon, copies: names } })

type Seed = readonly [
  what: string,
  base: DocumentModel,
  change: Change,
  level: InspectionLevel,
  topic: InspectionTopic,
  message: string,
  blockId?: string | undefined,
  context?: InspectionContext,
]

/** 每一条检查一个坏文档。 */
const SEEDS: readonly Seed[] = [
  ['没有标志', longNotice(), head({ mark: '' }), '红', '要素', '缺发文机关标志'],
  ['信函的标志写了“文件”', sampleLetter(), head({ mark: '中共厦门金圆投资集团有限公司委员会文件' }), '橙', '要素', '不加“文件”', 'mark'],
  ['纪要的标志没有“纪要”', sampleMinutes(), head({ mark: '中共厦门金圆投资集团有限公司委员会' }), '橙', '要素', '××纪要', 'mark'],
  ['文号用方括号', longNotice(), head({ number: '金圆党[2026]12号' }), '红', '要素', '不合规范', 'number'],
  ['文号编虚位', longNotice(), head({ number: '金圆党〔2026〕012号' }), '红', '要素', '不合规范', 'number'],
  ['文号与成文不同年', longNotice(), head({ number: '金圆党〔2025〕12号' }), '红', '要素', '年份 2025', 'number'],
  ['份号不是六位', longNotice(), head({ copyNumber: '12' }), '橙', '要素', '六位', 'mark'],
  ['密级写法不对', longNotice(), head({ copyNumber: '000012', secrecy: '秘密1年' }), '橙', '要素', '写法不对', 'mark'],
  ['涉密没有份号', longNotice(), head({ secrecy: '秘密★1年' }), '橙', '要素', '份号', 'mark'],
  ['紧急程度写法不对', longNotice(), head({ urgency: '急' }), '橙', '要素', '特急', 'mark'],
  ['请示附注没有联系人', shortRequest(), change({ note: '' }), '提示', '要素', '联系人'],
  [
    '请示按下行文',
    shortRequest(),
    (model) => head({ signers: [] })({ ...model, direction: '下行' }),
    '红',
    '行文方向',
    '请示是上行文',
    'title',
  ],
  ['函按下行文', sampleLetter(), change({ direction: '下行' }), '红', '行文方向', '函是平行文', 'title'],
  ['函用文件格式', sampleLetter(), change({ form: '文件' }), '提示', '行文方向', '信函格式', 'title'],
  ['纪要用文件格式', sampleMinutes(), change({ form: '文件' }), '橙', '行文方向', '纪要格式', 'title'],
  ['上行文没有签发人', shortRequest(), head({ signers: [] }), '红', '行文方向', '签发人', 'signers'],
  ['下行文写了签发人', longNotice(), head({ signers: ['江以恒'] }), '红', '行文方向', '不标注签发人'],
  ['没有主送', longNotice(), change({ recipients: [] }), '红', '行文方向', '缺主送', 'recipients'],
  ['请示两个主送', shortRequest(), change({ recipients: ['中共甲委员会', '中共乙委员会'] }), '红', '行文方向', '现有 2 个', 'recipients'],
  ['报告两个主送', sampleReport(), change({ recipients: ['中共甲委员会', '中共乙委员会'] }), '橙', '行文方向', '现有 2 个', 'recipients'],
  ['主送重复', longNotice(), change({ recipients: ['甲', '甲'] }), '红', '行文方向', '重复', 'recipients'],
  ['主送个人', shortRequest(), change({ recipients: ['王某某同志'] }), '红', '行文方向', '个人', 'recipients'],
  ['抄送里有主送', longNotice(), copies('各直属党支部'), '红', '行文方向', '抄送机关里有主送', 'colophon'],
  ['请示抄送下级', shortRequest(), copies('第一党小组'), '红', '行文方向', '第一党小组', 'colophon', { subordinates: ['第一党小组'] }],
  ['请示没有结语', shortRequest(), (model) => change({ body: model.body.slice(0, -1) })(model), '红', '行文方向', '结语'],
  [
    '一文两事（标题）',
    shortRequest(),
    change({ title: '关于召开党员大会进行换届选举和增补支部委员的请示' }),
    '橙',
    '行文方向',
    '一文一事',
    'title',
  ],
  ['一文两事（两处请批）', shortRequest(), insert('另，拟增补委员一名，妥否，请批示。'), '橙', '行文方向', '两处以上'],
  ['报告夹带请示', sampleReport(), insert('拟任书记人选一并上报，请予批准。'), '红', '行文方向', '夹带', 'body.1'],
  ['函写“请批示”', sampleLetter(), insert('以上情况，请予批示。'), '橙', '行文方向', '请予批示'],
  [
    '批复没引来文',
    sampleReply(),
    change({ body: [paragraphOf('同意你支部召开党员大会。'), paragraphOf('此复。')] }),
    '橙',
    '行文方向',
    '收悉',
    'body.0',
  ],
  ['没有标题', longNotice(), change({ title: '' }), '红', '标题', '缺标题'],
  ['标题文种不符', longNotice(), change({ title: '关于做好换届工作的报告' }), '红', '标题', '文种“通知”', 'title'],
  ['标题有逗号', longNotice(), change({ title: '关于加强学习，做好换届工作的通知' }), '红', '标题', '标点', 'title'],
  ['标题太长', longNotice(), change({ title: `关于${'甲乙丙丁'.repeat(25)}的通知` }), '红', '标题', '100', 'title'],
  ['标题没有“关于”', longNotice(), change({ title: '换届工作通知' }), '提示', '标题', '关于', 'title'],
  ['标题两个“关于”', longNotice(), change({ title: '关于转发关于做好换届工作意见的通知' }), '提示', '标题', '重复', 'title'],
  [
    '标题排四行',
    longNotice(),
    change({ title: `关于${'进一步加强和改进基层党组织建设工作'.repeat(4)}的通知` }),
    '橙',
    '标题',
    '三行以内',
    'title',
  ],
  ['没有正文', longNotice(), change({ body: [] }), '红', '正文', '缺正文'],
  ['空段', longNotice(), insert('　'), '红', '正文', '空段'],
  ['半角标点', longNotice(), insert('请各支部抓紧落实,按时报送。'), '提示', '正文', '半角'],
  ['层次序数跳号', longNotice(), (model) => insert('（三）跳过了第二条。')(model), '橙', '正文', '应为“（二）”'],
  ['没填完', longNotice(), insert('请于____前报送。'), '红', '正文', '未填完'],
  ['控制字符', longNotice(), insert('请按\u0007时报送。'), '红', '正文', '控制字符'],
  [
    '首页没有正文',
    longNotice(),
    change({ recipients: Array.from({ length: 60 }, (_, index) => `集团第${index + 1}党总支部委员会`) }),
    '红',
    '正文',
    '首页没有正文',
  ],
  ['附件件数不符', shortRequest(), change({ attachmentNames: ['候选人预备人选名册'] }), '红', '附件', '实有 2 件', 'attachment-list'],
  [
    '附件名差一字',
    shortRequest(),
    change({ attachmentNames: ['候选人名册', '应到会人数说明'] }),
    '红',
    '附件',
    '不一致',
    'attachment-list',
  ],
  ['附件名带标点', shortRequest(), (model) => renamed(model, '应到会人数说明。'), '红', '附件', '末尾不加标点', 'attachment-list'],
  ['附件名重复', shortRequest(), (model) => renamed(model, '候选人预备人选名册'), '橙', '附件', '重复', 'attachment-list'],
  [
    '附件是空的',
    shortRequest(),
    (model) => ({ ...model, attachments: model.attachments.map((each, index) => (index === 1 ? { ...each, blocks: [] } : each)) }),
    '红',
    '附件',
    '是空的',
    'attachment.1',
  ],
  [
    '附件的表缺格',
    shortRequest(),
    (model) => ({
      ...model,
      attachments: model.attachments.map((each) => ({
        ...each,
        blocks: each.blocks.map((block) => (block.kind === '表' ? { ...block, rows: [['1']] } : block)),
      })),
    }),
    '红',
    '附件',
    '格数',
    'attachment.0',
  ],
  ['正文提到没有的附件', shortRequest(), insert('详见附件3。'), '橙', '附件', '附件3'],
  ['没有署名', longNotice(), signature({ issuer: ' ' }), '红', '落款', '缺发文机关署名'],
  ['纪要用印', sampleMinutes(), signature({ mode: '用印' }), '提示', '落款', '不加盖印章', 'signature'],
  [
    '署名与版头不是一家',
    longNotice(),
    signature({ issuer: '中共鹭江演示担保公司支部委员会' }),
    '橙',
    '落款',
    '不像同一个机关',
    'signature',
  ],
  ['没有版记', longNotice(), change({ colophon: null }), '橙', '版记', '没有版记'],
  [
    '没有印发机关',
    longNotice(),
    (model) => ({ ...model, colophon: model.colophon && { ...model.colophon, printer: '' } }),
    '红',
    '版记',
    '印发机关',
  ],
  [
    '印发早于成文',
    longNotice(),
    (model) => ({ ...model, colophon: model.colophon && { ...model.colophon, printedOn: '2026-04-26' } }),
    '红',
    '版记',
    '早于',
  ],
  [
    '一格比一面还高',
    shortRequest(),
    (model) =>
      change({
        body: [
          ...model.body.slice(0, -1),
          { kind: '表', columns: [{ label: '内容', share: 1, align: '居左' }], rows: [['长'.repeat(2000)]] },
          ...model.body.slice(-1),
        ],
      })(model),
    '红',
    '版心',
    '高过一面',
  ],
  [
    '要用别的字体代替的字',
    longNotice(),
    insert('甲'),
    '提示',
    '缺字',
    '代替',
    undefined,
    { fonts: { supportOf: (_, char) => (char === '甲' ? '代替' : '有') } },
  ],
  [
    '本机没有的字',
    shortRequest(),
    change({}),
    '红',
    '缺字',
    '𬭚',
    'body.2',
    { fonts: { supportOf: (_, char) => (char === '𬭚' ? '缺' : '有') } },
  ],
  ['引用已废止的规定', longNotice(), insert('根据《中国共产党基层组织选举工作暂行条例》执行。'), '橙', '引用', '2020-07-13'],
  ['引用旧文号', longNotice(), insert('依照《国家行政机关公文处理办法》（国发〔2000〕23号）。'), '橙', '引用', '2012-07-01'],
  ['规定名称不全', longNotice(), insert('根据《中国共产党支部工作条例》有关规定。'), '提示', '引用', '（试行）'],
]

function renamed(model: DocumentModel, second: string): DocumentModel {
  return {
    ...model,
    attachmentNames: model.attachmentNames.map((name, index) => (index === 1 ? second : name)),
    attachments: model.attachments.map((each, index) => (index === 1 ? { ...each, name: second } : each)),
  }
}

describe('播种的错误（内容）', () => {
  for (const [what, base, seed, level, topic, message, blockId, context] of SEEDS)
    test(what, () => {
      const items = inspect(seed(base), context)
      const found = items.find((item) => item.topic === topic && item.level === level && item.message.includes(message))
      expect(found, JSON.stringify(items, null, 1)).toBeDefined()
      if (blockId !== undefined) expect(found?.place.blockId).toBe(blockId)
      expect(found?.basis).not.toBe('')
      expect(found?.remedy).not.toBe('')
      for (const item of items) expect(inspectionItem.parse(item)).toEqual(item)
    })

  test('旧规定在它还施行的时候引用不算错', () => {
    const older = signature({ datedOn: '2020-07-12' })(insert('根据《中国共产党基层组织选举工作暂行条例》执行。')(longNotice()))
    const at = (datedOn: string) => inspect(signature({ datedOn })(older)).filter((item) => item.topic === '引用')
    expect(at('2020-07-12')).toEqual([])
    expect(at('2020-07-13')).toHaveLength(1)
    expect(at('2020-07-14')).toHaveLength(1)
  })

  test('“报请批准”是陈述，不算报告夹带请示', () => {
    expect(inspect(insert('委员报请备案，书记、副书记报请批准。')(sampleReport()))).toEqual([])
  })

  test('位置说到面、行，块号与预览里的相同', () => {
    const model = insert('请于____前报送。')(longNotice(6))
    const found = inspect(model).find((item) => item.message.includes('未填完'))
    expect(found?.place.blockId).toBe(`body.${model.body.length - 2}`)
    expect(found?.place.page).toBe(3)
    expect(found?.place.label).toMatch(/第 3 面第 \d+ 行/)
    expect(renderHtml(model)).toContain(`data-block="${found?.place.blockId ?? ''}"`)
  })
})
