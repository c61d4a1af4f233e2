import path from 'node:path'
import { zipSync } from 'fflate'
import type { WireFile } from '../../shared/contract/file.ts'
import type { SheetResults } from '../../shared/exchange/row-results.ts'
import { annotateBiff } from './annotate-biff.ts'
import { annotateText, encodeText } from './annotate-text.ts'
import { annotateXlsx } from './annotate-xlsx.ts'
import { decodeDelimited } from './delimited-text.ts'
import { wireFile } from './exported-file.ts'
import { openZip } from './open-zip.ts'
import { soundFile } from './workbook-guard.ts'

export type AnnotatedFile = { readonly file: WireFile; readonly losses: string[] }

type Annotated = { readonly bytes: Uint8Array; readonly losses: readonly string[] }

/** 与读表同一上限：读得进来的才写得出去。 */
const BUNDLE_LIMIT = 5000

const BIFF_LOSS = '这是 .xls：值、列宽、合并、工作表都在，字体颜色与边框写不回去，公式只留算好的值。'

/**
 * 原表的副本，各表末尾追加“结果”“原因”两列；值、列序、工作表不变。
 * 保不住的样式等在 `losses` 与“原因”列的表头里都写明。
 * @throws DomainError `FILE_*` `ANNOTATION_*`
 */
export async function annotateFile(file: WireFile, results: readonly SheetResults[]): Promise<AnnotatedFile> {
  const annotated = await annotateBook(file.fileName, Buffer.from(file.base64, 'base64'), results)
  const { name, ext } = path.parse(file.fileName)
  return { file: wireFile(`${name}-结果${ext}`, annotated.bytes), losses: [...annotated.losses] }
}

async function annotateBook(fileName: string, bytes: Buffer, results: readonly SheetResults[]): Promise<Annotated> {
  const sound = await soundFile(fileName, bytes)
  switch (sound.kind) {
    case 'xlsx':
      return { bytes: annotateXlsx(bytes, results, ['结果', '原因']), losses: [] }
    case 'xls':
      return { bytes: annotateBiff(sound.stream, results, ['结果', `原因（${BIFF_LOSS}）`]), losses: [BIFF_LOSS] }
    case '文字':
      return annotateDelimited(fileName, sound.bytes, results)
    case '压缩包':
      return annotateBundle(bytes, results)
  }
}

function annotateDelimited(fileName: string, bytes: Buffer, results: readonly SheetResults[]): Annotated {
  const [own] = results
  if (own === undefined) return { bytes, losses: [] }
  const decoded = decodeDelimited(fileName, bytes)
  const kept = encodeText(annotateText(decoded, own, ['结果', '原因']), decoded)
  if (!kept.isReencoded) return { bytes: kept.bytes, losses: [] }
  const loss = `“${fileName}”原是 GBK 编码，表里或说明里有 GBK 没有的字，另存成了带 BOM 的 UTF-8。`
  return { bytes: encodeText(annotateText(decoded, own, ['结果', `原因（${loss}）`]), decoded).bytes, losses: [loss] }
}

/** 压缩包里逐份回写，不是花名册的文件原样放回；名字里的汉字一律按 UTF-8 标明。 */
async function annotateBundle(bytes: Buffer, results: readonly SheetResults[]): Promise<Annotated> {
  const losses: string[] = []
  const parts: Record<string, Uint8Array> = {}
  for (const part of await openZip(bytes, BUNDLE_LIMIT)) {
    if (part.name.endsWith('/')) continue
    const content = part.read()
    const own = results.filter(({ book }) => book === part.name)
    if (own.length === 0) {
      parts[part.name] = content
      continue
    }
    const annotated = await annotateBook(part.name, content, own)
    parts[part.name] = annotated.bytes
    losses.push(...annotated.losses.map((loss) => (loss.startsWith('“') ? loss : `“${part.name}”：${loss}`)))
  }
  return { bytes: zipSync(parts, { level: 6, mtime: '2000-01-01T00:00:00' }), losses }
}
