import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { inspectDocx } from '../../electron/document/inspect-docx.ts'
import { inspectPages } from '../../electron/document/inspect-pages.ts'
import { inspect } from '../../electron/document/inspect.ts'
import type { LaidPage, Placed, PlacedLine } from '../../electron/document/page-flow.ts'
import { layOut, type LaidDocument } from '../../electron/document/page-layout.ts'
import type { InspectionTopic } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { GOOD_DOCUMENTS } from './good-documents.ts'
import { hanParagraph, longNotice, paragraphOf } from './sample-documents.ts'
import { sampleLetter } from './sample-forms.ts'

/** 改动排好的各面里的文字行。 */
function relaid(laid: LaidDocument, edit: (line: PlacedLine, page: number) => PlacedLine): LaidDocument {
  return repaged(laid, (page, index) => ({
    ...page,
    items: page.items.map((item): Placed =>
      item.kind === '文' ? { ...item, lines: item.lines.map((line) => edit(line, index + 1)) } : item,
    ),
  }))
}
function repaged(laid: LaidDocument, edit: (page: LaidPage, index: number) => LaidPage): LaidDocument {
  return { ...laid, pages: laid.pages.map(edit) }
}

describe('播种的错误（排出来的面）', () => {
  const notice = longNotice()
  const good = layOut(notice)
  const seeds: [string, LaidDocument, InspectionTopic, string, DocumentModel?][] = [
    ['行距缩小，一面多出行来', relaid(good, (line, page) => (page === 2 ? { ...line, y: line.y * 0.9 } : line)), '版心', '行距'],
    ['行排到版心右边之外', relaid(good, (line, page) => (page === 2 ? { ...line, x: line.x + 20 } : line)), '版心', '左右边'],
    ['行排到版心下边之外', relaid(good, (line, page) => (page === 2 ? { ...line, y: line.y + 20 } : line)), '版心', '下边之外'],
    [
      '满行少字',
      relaid(good, (line) => (line.isFull ? { ...line, parts: line.parts.map((part) => ({ ...part, text: part.text.slice(1) })) } : line)),
      '版心',
      '应为 28 字',
    ],
    [
      '多出一行',
      repaged(good, (page, index) =>
        index === 1
          ? {
              ...page,
              items: [
                ...page.items,
                ...page.items
                  .filter((item) => item.kind === '文')
                  .map((item) => ({ ...item, lines: item.lines.map((line) => ({ ...line, y: line.y + 12 })) })),
              ],
            }
          : page,
      ),
      '版心',
      '一般每面 22 行',
    ],
    [
      '标题拆开了词',
      broken(good, ['关于印发《厦门金圆投资集团有', '限公司开展党支部基本建设年活动实施方案》的通', '知']),
      '标题',
      '拆开了“有限公司”',
    ],
    [
      '标题孤字',
      broken(good, ['关于印发《厦门金圆投资集团有限公司开展党支部', '基本建设年活动实施方案》的', '通知']),
      '标题',
      '只剩一两个字',
    ],
    [
      '标题成沙漏',
      broken(good, ['关于印发《厦门金圆投资集团有限公司', '开展党支部', '基本建设年活动实施方案》的通知']),
      '标题',
      '不成梯形',
    ],
    ['没有红线', repaged(good, (page) => ({ ...page, items: page.items.filter((item) => item.kind !== '线') })), '红线', '应有 1 条'],
    [
      '红线短了',
      repaged(good, (page) => ({ ...page, items: page.items.map((item) => (item.kind === '线' ? { ...item, width: 400 } : item)) })),
      '红线',
      '毫米，应为 156.0',
    ],
    [
      '红线低了',
      repaged(good, (page) => ({ ...page, items: page.items.map((item) => (item.kind === '线' ? { ...item, y: item.y + 6 } : item)) })),
      '红线',
      '应为 4 毫米',
    ],
    [
      '红线偏了',
      repaged(good, (page) => ({ ...page, items: page.items.map((item) => (item.kind === '线' ? { ...item, x: 10 } : item)) })),
      '红线',
      '没有居中',
    ],
    ['缺页码', repaged(good, (page, index) => ({ ...page, isNumbered: index !== 2 })), '页码', '缺页码'],
    ['信函首页有页码', repaged(layOut(sampleLetter()), (page) => ({ ...page, isNumbered: true })), '页码', '不应有页码', sampleLetter()],
    ['版记不在最后一面', repaged(good, (page, index) => ({ ...page, hasColophon: index === 1 })), '版记', '不在最后一面'],
    ['版记落在奇数面', { ...good, pages: [...good.pages, ...good.pages.slice(-1)] }, '版记', '奇数面'],
    [
      '落款面没有正文',
      repaged(good, (page) => ({
        ...page,
        items: page.items.filter((item) => !page.items.some((each) => each.block === 'signature') || !item.block.startsWith('body.')),
      })),
      '落款',
      '没有正文',
    ],
  ]

  test('没动过的没有毛病', () => {
    expect(inspectPages(notice, good)).toEqual([])
  })

  test.each(seeds)('%s', (_, laid, topic, message, model = notice) => {
    const items = inspectPages(model, laid)
    expect(
      items.some((item) => item.topic === topic && item.message.includes(message)),
      JSON.stringify(items.slice(0, 3), null, 1),
    ).toBe(true)
  })

  function broken(laid: LaidDocument, texts: readonly string[]): LaidDocument {
    return repaged(laid, (page) => ({
      ...page,
      items: page.items.map((item): Placed => {
        if (item.kind !== '文' || item.block !== 'title') return item
        const [line] = item.lines
        if (!line) throw new Error('样例应有标题')
        return {
          ...item,
          lines: texts.map((text, row) => ({
            ...line,
            x: 0,
            y: line.y + row * line.pitch,
            parts: [{ text, face: '小标宋' as const, isLatin: false }],
          })),
        }
      }),
    }))
  }
})

describe('播种的错误（写出的 docx）', () => {
  const notice = longNotice()
  const letter = sampleLetter()

  function tampered(model: DocumentModel, part: string, from: RegExp, to: string): Uint8Array {
    const files = unzipSync(renderDocx(model))
    const names = Object.keys(files).filter((name) => (part.endsWith('.xml') ? name === part : name.startsWith(part)))
    let count = 0
    for (const name of names) {
      const before = strFromU8(files[name] ?? new Uint8Array())
      const after = before.replaceAll(new RegExp(from, 'g'), to)
      if (after !== before) count += 1
      files[name] = strToU8(after)
    }
    if (count === 0) throw new Error(`${part} 里没有 ${String(from)}，没改成`)
    return zipSync(files)
  }

  const seeds: [string, DocumentModel, string, RegExp, string, InspectionTopic, string][] = [
    ['纸改成 B5', notice, 'word/document.xml', /w:w="11906" w:h="16838"/, 'w:w="9979" w:h="14175"', '版心', 'A4'],
    ['天头改小', notice, 'word/document.xml', /w:top="2098"/, 'w:top="1440"', '版心', '天头'],
    ['订口改大', notice, 'word/document.xml', /w:left="1587"/, 'w:left="1800"', '版心', '订口'],
    ['行距 29 磅', notice, 'word/styles.xml', /w:line="579" w:lineRule="exact"/, 'w:line="600" w:lineRule="exact"', '版心', '应为 22 行'],
    ['行距不固定', notice, 'word/styles.xml', /w:line="579" w:lineRule="exact"/, 'w:line="360" w:lineRule="auto"', '版心', '不是固定值'],
    ['字距放宽', notice, 'word/styles.xml', /<w:spacing w:val="-5"\/>/, '<w:spacing w:val="20"/>', '版心', '应为 28 字'],
    ['正文四号', notice, 'word/styles.xml', /<w:sz w:val="32"\/>/, '<w:sz w:val="28"/>', '字号字体', '应为 3 号'],
    ['首行不空字', notice, 'word/styles.xml', /w:firstLineChars="200"/, 'w:firstLineChars="0"', '版心', '空两字'],
    ['正文用了等线', notice, 'word/document.xml', /w:eastAsia="仿宋_GB2312"/, 'w:eastAsia="等线"', '字号字体', '等线'],
    ['西文字体没写全', notice, 'word/document.xml', /w:hAnsi="Times New Roman" /, '', '字号字体', '没有写全'],
    ['主题字体', notice, 'word/styles.xml', /w:eastAsia="仿宋_GB2312"/, 'w:eastAsiaTheme="minorEastAsia"', '字号字体', '主题字体'],
    ['一级标题不是黑体', notice, 'word/styles.xml', /w:eastAsia="黑体"/, 'w:eastAsia="仿宋_GB2312"', '字号字体', '第 1 层'],
    ['标题小了', notice, 'word/styles.xml', /<w:sz w:val="44"\/>/, '<w:sz w:val="36"/>', '字号字体', '2 号'],
    ['标题被改', notice, 'word/document.xml', /实施方案/, '方案', '标题', '与定稿不同'],
    ['标志不红', notice, 'word/document.xml', /<w:color w:val="FF0000"\/>/, '', '红线', '不是红色'],
    ['红线没了', notice, 'word/document.xml', /w:color="FF0000"\/><\/w:pBdr>/, 'w:color="000000"/></w:pBdr>', '红线', '有 0 条'],
    ['信函红线短了', letter, 'word/document.xml', /<wp:extent cx="61\d+"/, '<wp:extent cx="5000000"', '红线', '应有 4 条'],
    ['不分单双页', notice, 'word/settings.xml', /<w:evenAndOddHeaders\/>/, '', '页码', '单双页'],
    ['单页页码靠左', notice, 'word/footer', /<w:jc w:val="right"\/>/, '<w:jc w:val="left"/>', '页码', '没有靠右'],
    ['双页页码靠右', notice, 'word/footer', /<w:jc w:val="left"\/>/, '<w:jc w:val="right"/>', '页码', '没有靠左'],
    ['没有页码', notice, 'word/footer', /PAGE/, '', '页码', '没有页码'],
    ['信函首页有页码', letter, 'word/document.xml', /<w:titlePg\/>/, '', '页码', '首页'],
    ['版记没有印发', notice, 'word/document.xml', /印发<\/w:t>/, '</w:t>', '版记', '印发'],
    ['版记浮高', notice, 'word/document.xml', /(<wp:positionV[^>]*><wp:posOffset>)\d+/, '$17000000', '版记', '应为 262'],
  ]

  test.each(GOOD_DOCUMENTS)('没动过的没有毛病：%s', (_, model) => {
    expect(inspectDocx(model, renderDocx(model))).toEqual([])
  })

  test.each(seeds)('%s', (_, model, part, from, to, topic, message) => {
    const items = inspectDocx(model, tampered(model, part, from, to))
    expect(
      items.some((item) => item.topic === topic && item.message.includes(message)),
      JSON.stringify(items.slice(0, 3), null, 1),
    ).toBe(true)
  })

  test('落款孤零零在一面：末段会跟过去，查不出毛病来', () => {
    for (let length = 1; length <= 700; length += 56)
      expect(
        inspect({ ...longNotice(0), body: [hanParagraph(length), paragraphOf('特此通知。')] }).filter((item) => item.topic === '落款'),
      ).toEqual([])
  })
})
