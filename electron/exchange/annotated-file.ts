import path from 'node:path'
import type { WireFile } from '../../shared/contract/file.ts'
import type { SheetResults } from '../../shared/exchange/row-results.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { annotateBiff } from './annotate-biff.ts'
import { annotateXlsx } from './annotate-xlsx.ts'
import { wireFile } from './exported-file.ts'
import { soundWorkbook } from './workbook-guard.ts'

export type AnnotatedFile = { readonly file: WireFile; readonly losses: string[] }

type Annotated = { readonly bytes: Uint8Array; readonly losses: readonly string[] }

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
  const sound = await soundWorkbook(fileName, bytes)
  if (bytes[0] === 0x50) return { bytes: annotateXlsx(bytes, results, ['结果', '原因']), losses: [] }
  if (bytes[0] === 0xd0) return { bytes: annotateBiff(sound, results, ['结果', `原因（${BIFF_LOSS}）`]), losses: [BIFF_LOSS] }
  throw new DomainError('ANNOTATION_FORMAT_UNKNOWN', `“${fileName}”这种文件写不了标注的副本，请用 Excel 或 WPS 另存为 .xlsx 再导入。`)
}
