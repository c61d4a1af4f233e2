import { Document, Packer, Paragraph, TextRun } from 'docx'
import { strToU8, unzipSync, zipSync } from 'fflate'

const MARKED = [
  '{{发文机关标志}}',
  '{{文号}}　签发人：{{签发人}}',
  '{{标题}}',
  '{{主送}}：',
  '{{正文}}',
  '{{附件说明}}',
  '{{发文机关}}',
  '{{成文日期}}',
  '{{附件}}',
]

/** 单位自家的红头：每行一段；标记拆在两截文字里，跟 Word 里改过字之后一样。 */
export async function templateDocx(lines: readonly string[] = MARKED): Promise<Buffer> {
  const document = new Document({
    sections: [
      {
        children: lines.map((line, index) => {
          const half = Math.ceil(line.length / 2)
          const size = index === 0 ? 72 : 32
          const color = index === 0 ? 'FF0000' : '000000'
          return new Paragraph({
            children: [new TextRun({ text: line.slice(0, half), size, color }), new TextRun({ text: line.slice(half), size, color })],
          })
        }),
      },
    ],
  })
  return Packer.toBuffer(document)
}

/** 改动包里的部件再装回去：`change` 给出新内容，null 为删去。 */
export function tamperedDocx(bytes: Uint8Array, change: Readonly<Record<string, string | Uint8Array | null>>): Buffer {
  const changed = Object.entries(change).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content] as const)
  const parts = new Map<string, Uint8Array | null>([...Object.entries(unzipSync(new Uint8Array(bytes))), ...changed])
  return Buffer.from(
    zipSync(Object.fromEntries([...parts].flatMap(([name, content]) => (content ? [[name, new Uint8Array(content)]] : [])))),
  )
}
