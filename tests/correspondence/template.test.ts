import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readDocx } from '../kit/read-docx.ts'
import { tamperedDocx, templateDocx } from '../kit/template-docx.ts'
import { completeRequest, plantBranch } from './branch-fixture.ts'

const wire = (bytes: Uint8Array, fileName = '红头.docx') => ({ fileName, base64: Buffer.from(bytes).toString('base64') })
const bytesOf = (file: { base64: string }) => Buffer.from(file.base64, 'base64')
const partOf = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(new Uint8Array(bytes))[name] ?? new Uint8Array())

describe('自家红头模板', () => {
  test('认出标记：必需的、没放的、不认得的', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const found = await backend.call('correspondence.checkTemplate', { file: wire(await templateDocx()) })
    expect(found.marks).toEqual(['标题', '正文', '文号', '成文日期', '发文机关', '发文机关标志', '签发人', '主送', '附件说明', '附件'])
    expect(found.absent).toEqual(['附注', '抄送', '印发机关', '印发日期'])
    expect(found.unknown).toEqual([])
    const odd = await backend.call('correspondence.checkTemplate', {
      file: wire(await templateDocx(['{{标题}}', '{{ 正文 }}', '{{密级}}'])),
    })
    expect(odd).toMatchObject({ marks: ['标题', '正文'], unknown: ['密级'] })
  })

  test('套用登记：内容都填进去，标记一个不剩，版面仍是模板的；校验值与导出的一致，逐字节可复现', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const { templateId } = await backend.call('correspondence.addTemplate', { name: '支部红头', file: wire(await templateDocx()) })
    const issued = await backend.call('correspondence.issue', { ...completeRequest(tree), templateId })
    const exported = bytesOf(await backend.call('correspondence.exportDocx', { documentId: issued.documentId }))
    expect(createHash('sha256').update(exported).digest('hex')).toBe(issued.docxSha256)
    const text = readDocx(exported).paragraphs().join('\n')
    for (const piece of [
      '中共测试制造公司第一支部委员会文件',
      '第一支〔2026〕1号',
      '江以恒',
      '关于召开党员大会进行换届选举的请示',
      '妥否，请批示。',
      '2026年6月1日',
      '候选人预备人选名册',
    ])
      expect(text).toContain(piece)
    expect(text).not.toMatch(/[{}]/)
    expect(partOf(exported, 'word/document.xml')).toContain('FF0000')
    await backend.call('correspondence.removeTemplate', { templateId })
    const again = bytesOf(await backend.call('correspondence.exportDocx', { documentId: issued.documentId }))
    expect(again.equals(exported)).toBe(true)
    expect((await backend.call('correspondence.register', {})).rows[0]).toMatchObject({ isFromTemplate: true })
  })

  test('套模板的没有分页预览与 PDF：如实说，不拿国标版式冒充', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const { templateId } = await backend.call('correspondence.addTemplate', { name: '支部红头', file: wire(await templateDocx()) })
    const { documentId } = await backend.call('correspondence.issue', { ...completeRequest(tree), templateId })
    expect((await backend.refused('correspondence.previewHtml', { documentId })).message).toContain('版面由模板决定')
  })

  test('有附件而模板没放{{附件}}：拒绝，什么也不登记', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const file = wire(await templateDocx(['{{标题}}', '{{文号}}', '{{正文}}', '{{成文日期}}']))
    const { templateId } = await backend.call('correspondence.addTemplate', { name: '简红头', file })
    const failure = await backend.refused('correspondence.issue', { ...completeRequest(tree), templateId })
    expect(failure.message).toMatch(/4 个附件.*没有\{\{附件\}\}标记/)
    expect((await backend.call('correspondence.register', {})).rows).toEqual([])
  })

  test('缺必需标记、有不认得的标记、重名：不收，说明怎么改', async () => {
    await using fixture = await plantBranch()
    const { backend } = fixture
    const add = (name: string, bytes: Uint8Array) => ({ name, file: wire(bytes) })
    const missing = await backend.refused('correspondence.addTemplate', add('甲', await templateDocx(['{{标题}}', '{{正文}}'])))
    expect(missing.message).toMatch(/缺\{\{文号\}\}、\{\{成文日期\}\}.*键入标记/)
    const unknown = await templateDocx(['{{标题}}', '{{正文}}', '{{文号}}', '{{成文日期}}', '{{密级}}'])
    expect((await backend.refused('correspondence.addTemplate', add('甲', unknown))).message).toContain('不认得的标记{{密级}}')
    await backend.call('correspondence.addTemplate', add('甲', await templateDocx()))
    expect((await backend.refused('correspondence.addTemplate', add('甲', await templateDocx()))).code).toBe('TEMPLATE_NAME_TAKEN')
  })
})

describe('按不可信文件检查', () => {
  const relationships = (inner: string) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`
  const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

  const cases: readonly (readonly [string, (sound: Buffer) => Buffer, RegExp])[] = [
    ['空文件', () => Buffer.alloc(0), /空文件/],
    ['不是 docx', () => Buffer.from('%PDF-1.7 不是'), /不是 Word 文档/],
    ['旧版 .doc', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), /旧版 \.doc/],
    ['截断', (sound) => sound.subarray(0, sound.length - 200), /损坏/],
    ['超过上限', () => Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(6 * 1024 * 1024)]), /MB 的上限/],
    ['宏', (sound) => tamperedDocx(sound, { 'word/vbaProject.bin': '宏' }), /宏.*不能作模板/],
    ['ActiveX', (sound) => tamperedDocx(sound, { 'word/activeX/activeX1.xml': '<a/>' }), /ActiveX/],
    ['嵌入对象', (sound) => tamperedDocx(sound, { 'word/embeddings/oleObject1.bin': 'x' }), /嵌入的对象/],
    [
      '外部引用',
      (sound) =>
        tamperedDocx(sound, {
          'word/_rels/document.xml.rels': relationships(
            `<Relationship Id="rId9" Type="${OFFICE}/image" Target="http://example.com/a.png" TargetMode="External"/>`,
          ),
        }),
      /引用了文档之外的内容（http:\/\/example\.com/,
    ],
    [
      '远程模板',
      (sound) =>
        tamperedDocx(sound, {
          'word/_rels/settings.xml.rels': relationships(
            `<Relationship Id="rId1" Type="${OFFICE}/attachedTemplate" Target="file:///c:/a.dotm" TargetMode='External'/>`,
          ),
        }),
      /引用了文档之外的内容/,
    ],
    ['实体声明', (sound) => tamperedDocx(sound, { 'word/document.xml': '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>' }), /实体声明/],
    ['压缩炸弹', (sound) => tamperedDocx(sound, { 'word/media/bomb.xml': new Uint8Array(30 * 1024 * 1024) }), /大得不正常/],
    [
      '自动取数的域',
      (sound) =>
        tamperedDocx(sound, {
          'word/document.xml': partOf(sound, 'word/document.xml').replace(
            '<w:body>',
            '<w:body><w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r></w:p>',
          ),
        }),
      /自动取数的域/,
    ],
    ['没有正文部件', (sound) => tamperedDocx(sound, { 'word/document.xml': null }), /不是 Word 文档/],
    [
      '带宏的类型',
      (sound) =>
        tamperedDocx(sound, {
          '[Content_Types].xml': partOf(sound, '[Content_Types].xml').replace(
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
            'application/vnd.ms-word.document.macroEnabled.main+xml',
          ),
        }),
      /\.docm、\.dotx/,
    ],
  ]

  test.each(cases)('%s：不收，原因说得清，库里什么也不留', async (_name, spoil, expected) => {
    await using fixture = await plantBranch({ withUnit: false, withSecretary: false })
    const { backend } = fixture
    const failure = await backend.refused('correspondence.addTemplate', { name: '坏的', file: wire(spoil(await templateDocx())) })
    expect(failure.code).toMatch(/^TEMPLATE_/)
    expect(failure.message).toMatch(expected)
    expect(failure.message).toContain('红头.docx')
    expect((await backend.call('correspondence.templates', {})).rows).toEqual([])
    expect(await backend.backend.database.kysely.selectFrom('keptFile').select('sha256').execute()).toEqual([])
  })
})
