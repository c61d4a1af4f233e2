import { describe, expect, it } from 'vitest'
import { AWAITED_DATA } from '../../shared/compliance/awaited-data.ts'
import { awaitedOf, JUDGED_BY, JUDGED_IN_PART, STATUS_MEANINGS, statusOf } from '../../shared/compliance/catalog.ts'
import { CONFLICTS } from '../../shared/compliance/conflicts.ts'
import { RULES } from '../../shared/compliance/evaluate.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import { TASKS } from '../../shared/glossary.ts'
import { provision as provisionShape, ruleStatus } from '../../shared/regulation/provision.ts'
import { NATIONAL_SOURCES, SOURCES } from '../../shared/regulation/sources.ts'

/** 每类规则的条数与所属任务：八项任务各一类，K 为督查考核。 */
const SEED_SERIES = [
  ['A', 33, 1],
  ['B', 36, 2],
  ['C', 25, 3],
  ['D', 30, 4],
  ['E', 15, 5],
  ['F', 14, 6],
  ['G', 17, 7],
  ['H', 13, 8],
  ['K', 44, 9],
] as const

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => prefix + String(index + 1).padStart(2, '0'))
const SEED_IDS = SEED_SERIES.flatMap(([prefix, count]) => numbered(prefix, count))
const NATIONAL_IDS = numbered('N-', 38)

const seeds = CATALOG.filter((each) => !each.id.startsWith('N-'))
const national = CATALOG.filter((each) => each.id.startsWith('N-'))
const byId = new Map(CATALOG.map((each) => [each.id, each]))
const idsIn = (status: string) => CATALOG.filter((each) => statusOf(each) === status).map((each) => each.id)

describe('规则目录：227 条种子规则与 38 条国家规定补充', () => {
  it('编号一条不落、一条不重，先种子后国家', () => {
    expect(CATALOG.map((each) => each.id)).toEqual([...SEED_IDS, ...NATIONAL_IDS])
    expect(CATALOG).toHaveLength(227 + 38)
  })

  it.each(CATALOG)('$id 各栏齐全，强度、机检类别、任务合法', (each) => {
    expect(provisionShape.safeParse(each).error).toBeUndefined()
    for (const text of [each.quote, each.citation, each.predicate, each.evidence]) expect(text.trim()).not.toBe('')
    expect(each.unverified).not.toBe('')
  })

  it.each(CATALOG)('$id 的怎么判、触发、差异里没有代号与公式', (each) => {
    const text = [each.predicate, each.trigger, each.difference, each.evidence].join('｜')
    expect(text).not.toMatch(/[∀∧∨⇒∈⊆Σ`]|N_|W\d\d|\bC-\d|JY17|SZ22|LZ20|JG22|QJ20|\bDEF\b|null|同上|见\d/)
  })

  it.each(SEED_SERIES)('%s 类 %i 条，都属第 %i 项任务', (prefix, count, taskNo) => {
    const own = seeds.filter((each) => each.id.startsWith(prefix))
    expect(own).toHaveLength(count)
    expect(new Set(own.map((each) => each.taskNo))).toEqual(new Set([taskNo]))
  })

  it('种子规则是逐字摘录，不超过 40 字，出处到条位', () => {
    for (const each of seeds) {
      expect(each.wording ?? '逐字', each.id).toBe('逐字')
      expect(Array.from(each.quote).length, each.id).toBeLessThanOrEqual(40)
      expect(Object.keys(SOURCES), each.id).toContain(each.source)
      expect(each.citation, each.id).toMatch(/[）》][一二三四五]((（[一二三四五六七八]）)?\d{0,2})$/)
    }
  })

  it('国家规定补充写明是要旨，出处是国家规定', () => {
    for (const each of national) {
      expect(each.wording, each.id).toBe('要旨')
      expect(Object.keys(NATIONAL_SOURCES), each.id).toContain(each.source)
    }
  })

  it('机检类别：种子规则自动 126、半自动 71、人工 30', () => {
    const count = (check: string) => seeds.filter((each) => each.check === check).length
    expect([count('自动'), count('半自动'), count('人工')]).toEqual([126, 71, 30])
  })
})

describe('每个编号恰有一个归宿', () => {
  it('四种归宿合起来就是全部，互不重叠', () => {
    const all = ruleStatus.options.flatMap(idsIn)
    expect(all.toSorted()).toEqual(CATALOG.map((each) => each.id).toSorted())
    expect(Object.keys(STATUS_MEANINGS).toSorted()).toEqual([...ruleStatus.options].toSorted())
  })

  it('说成已实现的，都有规则在判', () => {
    const ruleIds = RULES.map((rule) => rule.id)
    for (const id of [...idsIn('自动实现'), ...idsIn('半自动实现')]) expect(ruleIds, id).toContain(JUDGED_BY[id] ?? id)
    for (const id of ruleIds) expect(byId.get(id)?.check, id).not.toBe('人工')
  })

  it('有规则在判的，不会落到待数据或人工勾核', () => {
    for (const rule of RULES) expect([...idsIn('待数据'), ...idsIn('人工勾核')]).not.toContain(rule.id)
  })

  it('人工项归人工勾核；还没有数据的自动、半自动项归待数据', () => {
    expect(idsIn('人工勾核')).toEqual(CATALOG.filter((each) => each.check === '人工').map((each) => each.id))
    expect(statusOf(pick('B01'))).toBe('自动实现')
    expect(statusOf(pick('B23'))).toBe('半自动实现')
    expect(statusOf(pick('C05'))).toBe('待数据')
    expect(statusOf(pick('B32'))).toBe('人工勾核')
    expect(statusOf(pick('A15'))).toBe('自动实现')
    expect(statusOf(pick('A01'))).toBe('半自动实现')
  })

  it('待数据的，条条写明缺什么记录、归哪一块；有规则在判的一条也不写', () => {
    expect(Object.keys(AWAITED_DATA).toSorted()).toEqual(idsIn('待数据').toSorted())
    for (const each of CATALOG) expect(awaitedOf(each) !== null, each.id).toBe(statusOf(each) === '待数据')
    for (const { lacks } of Object.values(AWAITED_DATA)) expect(lacks).toMatch(/[\u4e00-\u9fff]{3}/)
  })

  it('数据已在系统里的都在判：学习、出勤、谈话、选举、问题清单、听取汇报、考核', () => {
    const judged = 'A09 B18 C12 D01 D02 D06 D08 D09 D15 D17 F01 F02 F03 F04 F05 F06 G09 K06 K11 K12 K15 K16 K21 K22 K31 K40 K43'
    const national = 'N-01 N-02 N-03 N-07 N-10 N-11 N-12 N-13 N-14 N-18 N-24'
    for (const id of `${judged} ${national}`.split(' ')) expect(statusOf(pick(id)), id).toMatch(/实现$/)
  })

  it('只判得了一部分的归半自动，差异里写明余下的由人做', () => {
    for (const id of JUDGED_IN_PART) {
      expect(pick(id).check, id).toBe('自动')
      expect(statusOf(pick(id)), id).toBe('半自动实现')
      expect(pick(id).difference, id).toContain('由人')
    }
  })

  it('国家规定由种子规则代判的，两条都在目录里', () => {
    for (const [nationalId, seedId] of Object.entries(JUDGED_BY)) {
      expect(pick(nationalId).difference).toContain(seedId)
      expect(pick(seedId).id).toBe(seedId)
    }
  })
})

describe('更正过的口径', () => {
  it('支委会到会线是不少于半数，四名委员到两名有效', () => {
    expect(pick('B03').predicate).toContain('不少于半数')
    expect(pick('N-05').predicate).toContain('≥ 委员总数 ÷ 2')
  })

  it('56 学时不引教育管理条例第二十条', () => {
    expect(pick('N-18').quote).not.toContain('56')
    expect(pick('D03').unverified).toContain('转引')
  })

  it('只有停止党籍可以恢复党籍', () => expect(pick('N-21').difference).toContain('只有“停止党籍”可以恢复党籍'))

  it('未核实的地方标出来，不进依据', () => {
    for (const id of ['E12', 'H08', 'N-12', 'N-25', 'N-33', 'N-36', 'N-38']) expect(pick(id).unverified, id).toBeTruthy()
    for (const each of CATALOG) expect(each.quote, each.id).not.toContain('未核实')
  })
})

describe('42 处口径冲突', () => {
  it('编号齐全，各文本怎么说、系统怎么取、为什么都写了', () => {
    expect(CONFLICTS.map((each) => each.id)).toEqual(numbered('C-', 42))
    for (const each of CONFLICTS) {
      for (const text of [each.matter, each.taken, each.reason, ...each.texts.flatMap(({ source, says }) => [source, says])]) {
        expect(text.trim(), each.id).not.toBe('')
      }
      expect(each.texts.length, each.id).toBeGreaterThan(0)
      expect(each.taskNo, each.id).toBeLessThanOrEqual(TASKS.length + 1)
    }
  })

  it('相关规则都在目录里', () => {
    for (const each of CONFLICTS) for (const id of each.ruleIds) expect(byId.has(id), `${each.id} → ${id}`).toBe(true)
  })

  it('党费年内变动引的是 2008 年规定第十条', () => {
    const dues = CONFLICTS.find((each) => each.id === 'C-30')
    expect(dues?.texts[0]?.source).toContain('第十条')
  })
})

function pick(id: string) {
  const found = byId.get(id)
  if (!found) throw new Error(`目录里没有 ${id}`)
  return found
}
