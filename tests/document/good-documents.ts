import type { DocumentModel } from '../../shared/document/model.ts'
import { longNotice, shortRequest } from './sample-documents.ts'
import {
  sampleBallots,
  sampleCertificate,
  sampleLetter,
  sampleMinutes,
  samplePublicity,
  sampleReply,
  sampleReport,
  sampleStatement,
} from './sample-forms.ts'

/** 各种版式、各种长短，都没有毛病的公文。 */
export const GOOD_DOCUMENTS: readonly (readonly [string, DocumentModel])[] = [
  ['请示', shortRequest()],
  ...Array.from({ length: 15 }, (_, index): [string, DocumentModel] => [`通知，正文 ${index} 段`, longNotice(index)]),
  ['通知，按字形边缘', { ...longNotice(), pageArea: 'strict' }],
  ['报告', sampleReport()],
  ['批复', sampleReply()],
  ...Array.from({ length: 9 }, (_, index): [string, DocumentModel] => [`函，正文 ${index} 段`, sampleLetter(index)]),
  ['函，按字形边缘', { ...sampleLetter(8), pageArea: 'strict' }],
  ['纪要', sampleMinutes()],
  ['公示', samplePublicity()],
  ['证明', sampleCertificate()],
  ['报告单', sampleStatement()],
  ['选票', sampleBallots()],
]
