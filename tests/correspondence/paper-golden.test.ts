import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { composeElectionPaper } from '../../electron/election/documents.ts'
import { DOCUMENT_KIND_NAMES, ELECTION_PAPER_KINDS, type ElectionPaperKind } from '../../shared/correspondence/document-kinds.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { textOfDocument } from '../../shared/document/text.ts'
import { readDocx } from '../kit/read-docx.ts'
import { EXAMPLES, exampleFacts } from './paper-examples.ts'
import { faultsIn } from './paper-faults.ts'

function modelOf(kind: ElectionPaperKind): DocumentModel {
  const { model, missing } = composeElectionPaper(kind, exampleFacts(kind), EXAMPLES[kind])
  if (!model) throw new Error(`${kind} 没有成文：${missing.join('；')}`)
  return model
}

const hashOf = (model: DocumentModel) => createHash('sha256').update(textOfDocument(model)).digest('hex').slice(0, 16)

/** 我们逐份审过的正文的散列；正文有意改了，审过以后再换。 */
const REVIEWED: Readonly<Record<ElectionPaperKind, string>> = {
  W01: '4749877f32896bf5',
  W02: '62e361981164c873',
  W03: '7200af0d4558ee94',
  W03R: '7f482010ef426113',
  W04: '9a0081d834e65f97',
  W05: '37aad9ed807a2a39',
  W06: 'f4e952c509cea14e',
  W07: '450f30c4cc64fd46',
  W07R: '7d2d3a95be3e4450',
  E01: 'd5b30bd08b25b248',
  E02: '3792bad4e697f9df',
  E03: '2009bdf80fdac79d',
  E04: 'a493f40f479c9af3',
  W08: 'c492015430fc6716',
  W09: 'b87f1327ca4b4df5',
  E05: '59378f32ccd82298',
  E19: '37abf8a6233b85db',
  E06: 'f224ce35c917e8c5',
  E07: '5bd4956ce055ec80',
  E08: '6f990b2a2daa515d',
  E10: 'd0c1f61a000b9d6b',
  E11: 'e2c21304bb767a39',
  E12: '8922e320728fd242',
  E13: '1cce4f12250d3479',
  E14: '6cc2aea44d8c3068',
  E15: '56a0d28b1c15678d',
  W10: 'f17d393a0713e62c',
  W11: '1b90b902da13c089',
  E16: 'f4226dd577549690',
  E17: 'cedd11982f19174d',
  W12: 'bbacdb570d736748',
  W12R: '6877f07e25e26f65',
  E18: '6b227edf851f65ec',
  E09: '08d02874f3e910e4',
  W12N: 'ae1ea08ddc3b0313',
}

describe('每种文书一份黄金结构', () => {
  test.each(ELECTION_PAPER_KINDS.map((kind) => [kind, DOCUMENT_KIND_NAMES[kind].name] as const))('%s %s', (kind) => {
    const model = modelOf(kind)
    const { genre, direction, isNumbered } = DOCUMENT_KIND_NAMES[kind]
    expect(model.genre).toBe(genre)
    expect(model.direction).toBe(direction)
    expect(model.form).toBe(isNumbered ? '文件' : '普通')
    const docx = readDocx(renderDocx(model))
    expect(faultsIn(docx.part('word/document.xml'), docx.part('word/styles.xml'), model)).toEqual([])
    expect(hashOf(model)).toBe(REVIEWED[kind])
  })

  test('同样的事实起草两次，docx 逐字节相同', () => {
    for (const kind of ['W05', 'E06', 'E13'] as const)
      expect(Buffer.from(renderDocx(modelOf(kind))).equals(Buffer.from(renderDocx(modelOf(kind))))).toBe(true)
  })
})

describe('播种的错误抓得住', () => {
  const model = modelOf('W05')
  const docx = readDocx(renderDocx(model))
  const xml = docx.part('word/document.xml')
  const styles = docx.part('word/styles.xml')

  test.each([
    ['漏写一个字体属性', xml.replace('w:cs="Times New Roman"', ''), styles, '字体缺 cs'],
    ['东亚字体写成宋体', xml.replace('w:eastAsia="仿宋_GB2312"', 'w:eastAsia="宋体"'), styles, '东亚字体不对'],
    ['行距 29 磅', xml, styles.replaceAll('w:line="579"', 'w:line="580"'), '行距不是'],
    ['正文小三号', xml, styles.replaceAll('<w:sz w:val="32"/>', '<w:sz w:val="30"/>'), '正文不是 3 号'],
    ['上边距 30 毫米', xml.replace('w:top="2098"', 'w:top="1701"'), styles, '页边距不是'],
    ['表格宽过纸面', xml.replace(/<w:gridCol w:w="\d+"/, '<w:gridCol w:w="20000"'), styles, '超出版心'],
  ])('%s', (_, badXml, badStyles, fault) => {
    expect(faultsIn(badXml, badStyles, model).join('\n')).toContain(fault)
  })

  test('留了占位符、正文改了一个字，都看得出', () => {
    const [first, ...rest] = model.body
    if (first?.kind !== '段') throw new Error('首块应是段')
    const holding = { ...model, body: [{ ...first, text: `${first.text}{支部}` }, ...rest] }
    expect(faultsIn(xml, styles, holding)).toEqual(['有占位符：{'])
    const touched = { ...model, body: [{ ...first, text: first.text.replace('现将', '兹将') }, ...rest] }
    expect(hashOf(touched)).not.toBe(hashOf(model))
  })
})
