import type { Route } from '../../shared/contract/index.ts'
import { ATTACHMENTS, BOOKS, BUNDLES, LETTERHEADS, NAMES, PNG, SHEET_TEMPLATES } from './hostile-files.ts'

/** 一个收文件的入口：收哪一类文件、入参怎样写。 */
export type FileEntry = {
  readonly takes: '表格' | '空表' | '红头' | '附件' | '一包'
  readonly input: (file: { fileName: string; base64: string }) => unknown
}

const sheet = { name: '名册', headerTop: 0, headerRows: 1, columns: [{ column: 0, heading: '姓名', field: 'name' }] }
const incoming = {
  receivedOn: '2026-06-20',
  sender: '中共某某区直属机关工作委员会',
  senderNumber: '区直工委〔2026〕15号',
  title: '关于同意换届选举的批复',
  genre: '批复',
}

/** 同一种坏文件各入口共用，只造一次。 */
function once(make: () => Buffer): () => Buffer {
  let made: Buffer | null = null
  return () => (made ??= make())
}

/** 收文件的全部路由。少列一条、多列一条都通不过：清单由契约推出来核对。 */
export const FILE_ENTRIES = {
  'exchange.previewRoster': { takes: '表格', input: (file) => ({ file }) },
  'exchange.importRoster': { takes: '表格', input: (file) => ({ file, digest: 'x' }) },
  'exchange.previewAnnotations': { takes: '表格', input: (file) => ({ file }) },
  'exchange.recognizeSheets': { takes: '表格', input: (file) => ({ file }) },
  'exchange.signInSheet': { takes: '表格', input: (file) => ({ file }) },
  'calendar.readHolidayFile': { takes: '表格', input: (file) => ({ file }) },
  'exchange.readTemplate': { takes: '空表', input: (file) => ({ file }) },
  'exchange.saveTemplate': { takes: '空表', input: (file) => ({ name: '街道表', file, sheet, codeStyle: '名称' }) },
  'correspondence.checkTemplate': { takes: '红头', input: (file) => ({ file }) },
  'correspondence.addTemplate': { takes: '红头', input: (file) => ({ name: '支部红头', file }) },
  'life.addFiles': { takes: '附件', input: (file) => ({ activityId: 'a1', files: [{ ...file, kind: '其他' }] }) },
  'correspondence.recordIncoming': { takes: '附件', input: (file) => ({ incoming, files: [file] }) },
  'correspondence.reviseIncoming': { takes: '附件', input: (file) => ({ incomingId: 'i1', incoming, files: [file] }) },
  'exchange.sealFile': { takes: '一包', input: (file) => ({ file, passphrase: '桂花树下的金桥路' }) },
} as const satisfies Partial<Record<Route, FileEntry>>

/** 收文件、却不会去看内容的路由，以及为什么。 */
export const UNREAD_ENTRIES: Partial<Record<Route, string>> = {
  'exchange.importAnnotations': '先核对内容的散列与当时导入的那一份是否一字不差，不是那一份的不打开；那一份导入时已看过',
}

/** 表里的一格：要么是坏文件与它叫什么，要么是不适用的缘由。 */
export type HostileCell = { readonly fileName: string; readonly make: () => Buffer } | { readonly notApplicable: string }

const named = (fileName: string, makers: Readonly<Record<string, () => Buffer>>): Readonly<Record<string, HostileCell>> =>
  Object.fromEntries(Object.entries(makers).map(([kind, make]) => [kind, { fileName, make: once(make) }]))
const notApplicable = (kinds: readonly string[], why: string): Readonly<Record<string, HostileCell>> =>
  Object.fromEntries(kinds.map((kind) => [kind, { notApplicable: why }]))
/** 名字有害、内容完好的。 */
const badNames = (make: () => Buffer): Readonly<Record<string, HostileCell>> => ({
  超长文件名: { fileName: NAMES.超长文件名, make },
  控制字符文件名: { fileName: NAMES.控制字符文件名, make },
})

const NEVER_UNPACKED = '附件原样按散列存放，不解压、不解析，也不在界面里当网页打开'
const NOT_PICTURE = '这个入口不收图片'

/** “入口收的文件 × 坏法”的表。各行的列要一样齐，空格写明缘由。 */
export const HOSTILE_TABLE: Readonly<Record<FileEntry['takes'], Readonly<Record<string, HostileCell>>>> = {
  表格: {
    ...named('花名册.xlsx', BOOKS),
    ...badNames(BOOKS.截断),
    ...notApplicable(Object.keys(SHEET_TEMPLATES), '只取值，不碰链接、宏、连接与公式，文件本身不留下也不转给别人'),
    ...notApplicable(['远程模板', '改名引入的文件', '换了编码的实体'], 'Word 才有，或同“实体膨胀”：各种编码的声明一并认'),
    ...notApplicable(['巨大像素', '坏的'], NOT_PICTURE),
  },
  空表: {
    ...named('空表.xlsx', { ...BOOKS, ...SHEET_TEMPLATES }),
    ...badNames(BOOKS.截断),
    ...notApplicable(['远程模板', '改名引入的文件', '换了编码的实体'], 'Word 才有，或同“实体膨胀”：各种编码的声明一并认'),
    ...notApplicable(['巨大像素', '坏的'], NOT_PICTURE),
  },
  红头: {
    ...named('红头.docx', LETTERHEADS),
    ...badNames(LETTERHEADS.截断),
    ...notApplicable(['撑爆的格', '没收住的标记'], '表格才有；红头解开不超过 40 MB'),
    ...notApplicable(['巨大像素', '坏的'], '模板里的图片不解码，原样带进导出件'),
  },
  附件: {
    ...Object.fromEntries(Object.entries(ATTACHMENTS)),
    ...badNames(() => PNG),
    ...notApplicable(
      [...Object.keys(BOOKS), ...Object.keys(LETTERHEADS), ...Object.keys(SHEET_TEMPLATES)].filter((kind) => !(kind in ATTACHMENTS)),
      NEVER_UNPACKED,
    ),
  },
  一包: {
    ...named('材料包.zip', BUNDLES),
    ...badNames(BUNDLES.截断),
    ...notApplicable(
      [...Object.keys(BOOKS), ...Object.keys(LETTERHEADS), ...Object.keys(SHEET_TEMPLATES), '巨大像素', '坏的'].filter(
        (kind) => !(kind in BUNDLES),
      ),
      '本应用导出来的东西，只逐个加密，不解析里面的内容；请求本身不超过 64 MB',
    ),
  },
}
