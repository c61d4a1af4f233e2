import type { InspectionItem } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import type { ReadDb } from '../db/open.ts'
import { inspectionOf } from '../document/render-pool.ts'
import { organizationsAsOf } from '../organization/queries.ts'
import { recordedLetterhead } from './letterhead-queries.ts'

/** 一份里缺这么多字，多半是这台机器没装中文字体，逐字列没有意义。 */
const MOST_GLYPHS = 12

/**
 * 一份公文的自检单：内容、排好的各面、写出的 docx、本机字体。
 * 缺字只说明这台机器印不出，docx 拿到别处仍是对的，所以登记时按“橙”留痕，不按“红”拦。
 */
export async function inspectionFor(db: ReadDb, model: DocumentModel, issuerId: string): Promise<InspectionItem[]> {
  const nodes = await organizationsAsOf(db, model.signature.datedOn)
  const below = nodes.filter((node) => isBelow(node.id, issuerId, new Map(nodes.map(({ id, parentId }) => [id, parentId]))))
  const { showsContactNote } = await recordedLetterhead(db)
  const items = await inspectionOf(model, {
    subordinates: below.flatMap(({ name, shortName }) => [name, shortName]),
    suggestsContact: showsContactNote,
  })
  const glyphs = items.filter(({ topic }) => topic === '缺字')
  const others = items.filter(({ topic }) => topic !== '缺字')
  return [...others, ...glyphItems(glyphs)].toSorted((a, b) => ORDER[a.level] - ORDER[b.level])
}

const ORDER: Record<InspectionItem['level'], number> = { 红: 0, 橙: 1, 提示: 2 }

function glyphItems(glyphs: readonly InspectionItem[]): InspectionItem[] {
  const lowered = glyphs.map((item): InspectionItem => (item.level === '红' ? { ...item, level: '橙' } : item))
  const [first] = lowered
  if (!first || lowered.length <= MOST_GLYPHS) return lowered
  return [
    {
      topic: '缺字',
      level: '橙',
      place: { page: null, line: null, blockId: null, label: '全文' },
      message: `全文有 ${lowered.length} 个字本机字体里没有，这台机器上印不好。`,
      basis: first.basis,
      remedy: '请装上中文字体（仿宋、黑体、楷体、小标宋），或把 docx 拿到装了字体的机器上打印。',
    },
  ]
}

function isBelow(id: string, ancestorId: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>()
  for (let at = parents.get(id) ?? null; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === ancestorId) return true
    seen.add(at)
  }
  return false
}
