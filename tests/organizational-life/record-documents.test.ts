import { describe, expect, test } from 'vitest'
import type { BlockInput } from '../../shared/document/block.ts'
import { draftDocument } from '../../shared/document/model.ts'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { inspect } from '../../electron/document/inspect.ts'
import { linesOfPage } from '../../electron/document/inspect-pages.ts'
import { layOut } from '../../electron/document/page-layout.ts'
import type { Placed } from '../../electron/document/page-flow.ts'
import { signRows } from '../../electron/document/sign-line.ts'
import { TEXT_WIDTH } from '../../electron/document/styles.ts'
import { meetingRecordDocument, minutesDocument, recordBlocks } from '../../electron/organizational-life/record-documents.ts'
import { themePlanDocument, type ThemePlanSetting } from '../../electron/organizational-life/theme-plan-documents.ts'
import { readDocx } from '../kit/read-docx.ts'
import { solidPng } from '../kit/pictures.ts'
import { documentedActivity } from './documented-activity.ts'

const PHOTO = {
  name: '会场.png',
  problem: '',
  picture: { mime: 'image/png' as const, base64: Buffer.from(solidPng(40, 30, [9, 9, 9])).toString('base64'), width: 40, height: 30 },
}

function textOf(blocks: readonly BlockInput[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === '键值') return block.pairs.map(({ label, value }) => `${label}：${value}`)
    if (block.kind === '签字') return [block.fields.map(({ label }) => label).join('　')]
    if (block.kind === '表') return [block.columns.map(({ label }) => label).join('|'), ...block.rows.map((row) => row.join('|'))]
    return 'text' in block ? [block.text] : [block.kind]
  })
}

function textOn(items: readonly Placed[]): string[] {
  return items.flatMap((item) => (item.kind === '文' ? item.lines.map(({ parts }) => parts.map(({ text }) => text).join('')) : []))
}

describe('W13 会议记录', () => {
  test('黄金结构：情况表、议题逐项、发言按人、表决、决议、议定事项、散会、签名，次序固定', () => {
    expect(textOf(recordBlocks(documentedActivity()))).toEqual([
      '名称：九月主题党日',
      '类型：主题党日、党员大会、党课（待确认）',
      '时间：2026年9月1日14时至17时05分',
      '地点：三楼党员活动室',
      '主持人：江以恒',
      '记录人：林葵',
      '应到：3人',
      '实到：2人',
      '主题：学条例、明职责',
      '内容类型：☑政治学习　□党性教育　□专题研讨　□实践锻炼　□调研考察\n☑交纳党费　□谈心谈话　□志愿服务　□新党员宣誓　□其他',
      '出席：江以恒、林葵',
      '请假：董念慈（出差）',
      '缺席：无',
      '列席：陈知行（集团党群部）',
      '党费收缴：现场收齐九月党费',
      '党建e家：2026年9月2日已办理，编号XM-0912',
      '录入：2026年9月2日',
      '一、议题与发言',
      '（一）学习《发展党员工作细则》（主题党日，14:00—15:00，书记江以恒主讲）',
      '江以恒领学第三章。',
      '林葵：结合培养联系谈体会。',
      '（二）讨论接收李四为预备党员（党员大会，15:00）',
      '发言要点：未记录。',
      '表决：接收预备党员（李四），无记名投票，应到会有表决权18人，实到17人，赞成16票，反对0票，弃权1票，另有会前书面赞成1票，通过。',
      '决议：同意接收李四为预备党员，报上级党委审批',
      '二、议定事项',
      '序号|事项|责任人|时限|办结',
      '1|上报审批材料|林葵|2026-09-15|未办结',
      '空行',
      '17时05分散会。',
      '主持人签名　记录人签名',
    ])
  })

  test('没有记的照实写“未记录”，补录的标出发生日与录入日', () => {
    const bare = documentedActivity({
      place: '',
      hostName: '',
      topics: [],
      tasks: [],
      attendance: [],
      guests: [],
      recordedOn: '2026-10-20',
      isBackfilled: true,
    })
    const text = textOf(recordBlocks(bare))
    expect(text).toContain('地点：未记录')
    expect(text).toContain('主持人：未记录')
    expect(text).toContain('出席：未记录')
    expect(text).toContain('录入：2026年10月20日补录（发生于2026年9月1日）')
    expect(text.filter((each) => each === '未记录')).toHaveLength(1)
  })

  test('成篇：标题按主标签，照片另起一面、图注有日期名称与第几张；印不上的写明原因', () => {
    const document = meetingRecordDocument(documentedActivity(), [
      PHOTO,
      { name: '合影.jpg', picture: null, problem: '原件缺失，没有印上' },
    ])
    expect(document.title).toBe('第一支部主题党日活动记录')
    const docx = readDocx(renderDocx(draftDocument(document)))
    expect(docx.paragraphs()).toContain('2026-09-01 九月主题党日（照片1）')
    expect(docx.paragraphs()).toContain('2026-09-01 九月主题党日（照片2）：合影.jpg，原件缺失，没有印上。')
    expect(docx.names.filter((name) => name.startsWith('word/media/'))).toHaveLength(1)
    expect(
      meetingRecordDocument(
        documentedActivity({ groupName: '第二党小组', types: [{ type: '党小组会', isPrimary: true, isCounted: true, why: '' }] }),
        [],
      ).title,
    ).toBe('第一支部第二党小组会会议记录')
  })

  test.each([
    ['末尾是文字', false],
    ['末尾是议定事项表', true],
  ])('签名不独自落到下一面（%s）：正文多一行少一行都有正文或表的行陪着', (_name, hasTasks) => {
    for (let count = 1; count <= 45; count += 1) {
      const activity = documentedActivity({
        narrative: Array.from({ length: count }, (_, index) => `第${index + 1}句。`).join('\n'),
        ...(hasTasks ? {} : { tasks: [] }),
      })
      const { pages } = layOut(draftDocument(meetingRecordDocument(activity, [])))
      const page = pages.find(({ items }) => textOn(items).some((line) => line.includes('主持人签名')))
      const beside = textOn(page?.items ?? []).filter((line) => !/散会。|签名/.test(line) && line.trim() !== '')
      const hasTable = page?.items.some(({ kind }) => kind === '表') === true
      expect(beside.length > 0 || hasTable, `${count} 句`).toBe(true)
    }
  })

  test('主持人、记录人的签名排在同一行，不会一个在这面、一个落到下一面', () => {
    const signs = recordBlocks(documentedActivity()).find(({ kind }) => kind === '签字')
    if (signs?.kind !== '签字') throw new Error('会议记录没有签名')
    expect(
      signRows(
        { kind: '签字', align: '居左', fields: signs.fields.map(({ label, blank = 0 }) => ({ label, blank, value: '' })) },
        TEXT_WIDTH,
      ).map((row) => row.map(({ text }) => text)),
    ).toEqual([['主持人签名：', '记录人签名：']])
  })

  test('版面自检没有红的：字数、行数、版心都合国标', () => {
    const model = draftDocument(meetingRecordDocument(documentedActivity(), [PHOTO]))
    expect(layOut(model).pages.length).toBeGreaterThan(1)
    expect(inspect(model, {}, renderDocx(model)).filter(({ level }) => level === '红')).toEqual([])
  })
})

describe('W13 纪要', () => {
  test('编发机关的名称长到放不下日期的，日期另起一行，不叠在名称上；docx 与版面同样分行', () => {
    const long = '中共鹭江金圆演示资产管理有限公司支部委员会'
    const model = draftDocument(minutesDocument(documentedActivity({ organizationFullName: long }), ''))
    const rows = layOut(model)
      .pages.slice(0, 1)
      .flatMap(linesOfPage)
      .map(({ lines }) => lines.map(({ parts }) => parts.map(({ text }) => text).join('')).join('｜'))
    expect(rows).toContain(long)
    expect(rows[rows.indexOf(long) + 1]).toBe('2026年9月1日')
    expect(readDocx(renderDocx(model)).paragraphs()).toContain(long)
    expect(inspect(model, {}, renderDocx(model)).filter(({ level }) => level === '红')).toEqual([])

    const short = draftDocument(minutesDocument(documentedActivity({ organizationFullName: '中共测试公司支部' }), ''))
    expect(
      readDocx(renderDocx(short))
        .paragraphs()
        .filter((text) => text.startsWith('中共测试公司支部') && text.includes('2026年9月1日')),
    ).toHaveLength(1)
  })

  test('时间地点主持、议定事项逐条、责任人与时限；出席请假列席在后', () => {
    const minutes = minutesDocument(documentedActivity(), '〔2026〕9号')
    expect(minutes.head).toMatchObject({ mark: '中共测试制造公司第一支部委员会会议纪要', number: '〔2026〕9号' })
    expect(minutes.title).toBe('九月主题党日纪要')
    expect(minutes.body.map((block) => (block.kind === '段' ? `${block.lead ?? ''}${block.text}` : block.kind))).toEqual([
      '2026年9月1日，江以恒同志主持，在三楼党员活动室召开九月主题党日。现将会议议定事项纪要如下。',
      '一、讨论接收李四为预备党员。表决：接收预备党员（李四），无记名投票，应到会有表决权18人，实到17人，赞成16票，反对0票，弃权1票，另有会前书面赞成1票，通过。会议决定：同意接收李四为预备党员，报上级党委审批。',
      '二、责任分工。',
      '1.上报审批材料。责任人：林葵；完成时限：2026年9月15日。',
    ])
    expect(minutes.attendance).toEqual([
      { label: '出席', names: '江以恒、林葵' },
      { label: '请假', names: '董念慈（出差）' },
      { label: '列席', names: '集团党群部陈知行' },
    ])
  })

  test('没有决议、没有议定事项的照实说', () => {
    const minutes = minutesDocument(documentedActivity({ topics: [], tasks: [] }), '')
    expect(minutes.body).toEqual([
      { kind: '段', text: '2026年9月1日，江以恒同志主持，在三楼党员活动室召开九月主题党日。会议没有作出决议。' },
    ])
  })
})

const PLAN: Parameters<typeof themePlanDocument>[0] = {
  month: '2026-10',
  theme: '学条例、明职责',
  contentKinds: ['政治学习', '交纳党费'],
  plan: {
    suggestedOn: null,
    startsAt: '14:00',
    endsAt: '16:30',
    place: '三楼党员活动室',
    purpose: '推动条例学习走深走实。',
    steps: [
      { title: '集中学习', type: '主题党日', detail: '领学条例第三章。' },
      { title: '书记讲党课', type: '党课', detail: '' },
    ],
    requirements: '各支部按时开展，三日内录入。',
  },
}

const SETTING: ThemePlanSetting = {
  organizationFullName: '中共测试制造公司第一支部委员会',
  organizationName: '第一支部',
  themeDay: '2026-10-08',
  isProvisional: false,
  datedOn: '2026-09-28',
  hostName: '江以恒',
  owner: '',
  dues: '活动当日由组织委员收缴。',
  preparation: '',
}

describe('W14 主题党日活动方案', () => {
  test('主题、目的、时间、地点、内容勾选与环节、责任人、党费收缴、材料、要求齐全；没写的留空行', () => {
    const document = themePlanDocument(PLAN, SETTING)
    expect(document.title).toBe('第一支部2026年10月主题党日活动方案')
    expect(textOf(document.body)).toEqual([
      '一、活动主题',
      '学条例、明职责',
      '二、活动目的',
      '推动条例学习走深走实。',
      '三、活动时间',
      '2026年10月8日14:00至16:30，共2小时30分钟。当月首个工作日为2026年10月8日。',
      '四、活动地点',
      '三楼党员活动室',
      '五、活动内容',
      '☑政治学习　□党性教育　□专题研讨　□实践锻炼　□调研考察',
      '☑交纳党费　□谈心谈话　□志愿服务　□新党员宣誓　□其他',
      '（一）集中学习',
      '领学条例第三章。',
      '（二）书记讲党课（党课）',
      '六、主持与责任人',
      '主持人：江以恒。',
      '责任人',
      '七、党费收缴',
      '活动当日由组织委员收缴。',
      '八、材料准备',
      '材料',
      '九、有关要求',
      '各支部按时开展，三日内录入。',
    ])
  })

  test('定在首个工作日以外的留出顺延原因；不足两小时的提醒', () => {
    const late = themePlanDocument({ ...PLAN, plan: { ...PLAN.plan, suggestedOn: '2026-10-09', endsAt: '15:59' } }, SETTING)
    const text = textOf(late.body)
    expect(text).toContain('2026年10月9日14:00至15:59，共1小时59分钟（不足2小时，请调整）。当月首个工作日为2026年10月8日。')
    expect(text).toContain('顺延原因')
  })
})
