import { Document, Packer, Paragraph } from 'docx'
import { strFromU8, unzipSync } from 'fflate'
import { openDemoCopy, prepareDemoGroup } from './bench-backend.ts'
import { stopwatch, type Measure } from './measure.ts'

const DOCUMENTS = 200

/** 最近一份产品公文的各段文字，下限照着打包。 */
let paragraphs: readonly string[] = []

/** 200 份换届提醒通知：登记取号并导出 docx。下限是同样的段落不排版、不入库，直接打包。 */
export const officialDocuments: Measure = {
  name: 'official-documents',
  title: '200 份公文',
  floorTitle: '裸 docx 打包',
  prepare: prepareDemoGroup,

  async product(directory, round) {
    const { backend, call } = openDemoCopy(directory, round)
    const { nodes } = await call('organization.tree', {})
    const subjects: string[] = []
    for (const { id, level } of nodes) {
      if (level !== '党支部') continue
      const { missing } = await call('correspondence.draft', { kind: 'W04', organizationId: id })
      if (missing.length === 0) subjects.push(id)
    }
    let last = ''
    const ms = await stopwatch(async () => {
      for (let index = 0; index < DOCUMENTS; index += 1) {
        const organizationId = subjects[index % subjects.length] ?? ''
        const { documentId } = await call('correspondence.issue', { kind: 'W04', organizationId })
        last = (await call('correspondence.exportDocx', { documentId })).base64
      }
    })
    paragraphs = paragraphTexts(Buffer.from(last, 'base64'))
    await backend.close()
    return ms
  },

  floor() {
    return stopwatch(async () => {
      for (let index = 0; index < DOCUMENTS; index += 1) {
        const document = new Document({ sections: [{ children: paragraphs.map((text) => new Paragraph(text)) }] })
        await Packer.toBuffer(document)
      }
    })
  },
}

function paragraphTexts(docx: Uint8Array): readonly string[] {
  const body = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())
  return [...body.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((match) => match[1] ?? '').join(''),
  )
}
