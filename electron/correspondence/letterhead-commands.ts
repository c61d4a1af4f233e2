import * as z from 'zod'
import { letterheadContract, TEMPLATE_MARKS } from '../../shared/correspondence/letterhead-contract.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { readTemplateMarks, templateProblem } from '../document/docx-template.ts'
import { recordedUnit } from '../settings/queries.ts'
import { requireTemplateBytes, wireFile } from './finalized.ts'
import { keepFile } from './kept-file-queries.ts'
import {
  findTemplate,
  insertTemplate,
  markTemplateDeleted,
  recordedLetterhead,
  recordLetterhead,
  templateRecords,
} from './letterhead-queries.ts'

const storedMarks = z.array(z.string())

export const letterheadHandlers: Handlers<typeof letterheadContract> = {
  'correspondence.letterhead': ({ db }) => recordedLetterhead(db),

  'correspondence.saveLetterhead': async (context, settings) => {
    const { db } = context
    const codes = settings.others.map(({ documentCode }) => documentCode)
    const own = (await recordedUnit(db))?.documentCode
    const repeated = codes.find((code, index) => code === own || codes.indexOf(code) !== index)
    if (repeated !== undefined)
      throw new DomainError('CODE_TAKEN', `机关代字“${repeated}”重复了：每套红头一个代字，文号才分得开。请改成不同的代字。`, {
        problems: [{ place: `others.${codes.lastIndexOf(repeated)}.documentCode`, message: '与别的红头重复' }],
      })
    await recordLetterhead(db, settings)
    context.summarize(`保存红头与版式：另有 ${codes.length} 个代字，版心读法 ${settings.pageArea}`)
    return { saved: true }
  },

  'correspondence.templates': async ({ db }) => ({
    rows: (await templateRecords(db)).map(({ id, name, fileName, sha256, byteCount, marksJson, createdAt }) => {
      const marks = storedMarks.parse(JSON.parse(marksJson))
      const absent = TEMPLATE_MARKS.filter(({ mark, isNeeded }) => !isNeeded && !marks.includes(mark)).map(({ mark }) => mark)
      return { id, name, fileName, sha256, byteCount, marks, absent, createdAt }
    }),
  }),

  'correspondence.checkTemplate': async (_context, { file }) => readTemplateMarks(file.fileName, Buffer.from(file.base64, 'base64')),

  'correspondence.addTemplate': async (context, { name, file }) => {
    const { db, at, actor } = context
    if ((await templateRecords(db)).some((each) => each.name === name))
      throw new DomainError('TEMPLATE_NAME_TAKEN', `已经有叫“${name}”的模板，请换一个名字，或先撤下原来的。`, {
        problems: [{ place: 'name', message: '与已有的模板重名' }],
      })
    const bytes = Buffer.from(file.base64, 'base64')
    const found = await readTemplateMarks(file.fileName, bytes)
    const problem = templateProblem(found)
    if (problem !== '') throw new DomainError('TEMPLATE_MARKS', problem, { problems: [{ place: 'file', message: problem }] })
    const { sha256 } = await keepFile(db, bytes)
    const id = context.newId()
    const marksJson = JSON.stringify(found.marks)
    await insertTemplate(db, { id, name, fileName: file.fileName, sha256, marksJson, createdAt: at, createdBy: actor, deletedAt: null })
    context.summarize(`登记红头模板“${name}”（${file.fileName}）`)
    return { templateId: id }
  },

  'correspondence.removeTemplate': async (context, { templateId }) => {
    const { db, at } = context
    const { name } = await requireTemplate(db, templateId)
    await markTemplateDeleted(db, templateId, at)
    context.summarize(`撤下红头模板“${name}”`)
    return { templateId }
  },

  'correspondence.templateFile': async ({ db }, { templateId }) => {
    const { fileName, sha256 } = await requireTemplate(db, templateId)
    return wireFile(fileName, await requireTemplateBytes(db, sha256))
  },
}

export async function requireTemplate(db: Parameters<typeof findTemplate>[0], templateId: string) {
  const template = await findTemplate(db, templateId)
  if (template) return template
  throw new DomainError('TEMPLATE_NOT_FOUND', '选的红头模板已经撤下，请重新选择，或不套模板用国标版式。')
}
