import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { statusOf } from '../../shared/compliance/catalog.ts'
import { evaluateGroup, RULES } from '../../shared/compliance/evaluate.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import { provision as provisionShape } from '../../shared/regulation/provision.ts'
import { finding as findingShape, SEVERITY_ORDER } from '../../shared/regulation/finding.ts'
import { branch, formerPost, groupOf, partyGroups, post, rootCommittee, term, withMembers } from './facts.ts'

const IDS = Array.from({ length: 33 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`)

const PROVISIONS = CATALOG.filter((each) => each.id.startsWith('A'))

describe('规则目录 A01–A33', () => {
  it('33 个编号恰有一个归宿', () => expect(PROVISIONS.map((each) => each.id).toSorted()).toEqual(IDS))

  it.each(PROVISIONS)('$id 原句非空且不超过 40 字，出处、强度、谓词齐全', (each) => {
    expect(provisionShape.safeParse(each).error).toBeUndefined()
    expect(each.quote.length).toBeGreaterThan(0)
    expect(Array.from(each.quote).length).toBeLessThanOrEqual(40)
    expect(each.citation).toMatch(/方案.*二（[一二]）[1-4]?$/)
    expect(each.predicate).not.toBe('')
    expect(each.evidence).not.toBe('')
  })

  it('24 条自动全部实现，9 条半自动实现 8 条、1 条待数据', () => {
    const idsIn = (status: string) => PROVISIONS.filter((each) => statusOf(each) === status).map((each) => each.id)
    expect(idsIn('自动实现')).toHaveLength(24)
    expect(idsIn('半自动实现')).toEqual(['A01', 'A03', 'A07', 'A09', 'A20', 'A28', 'A31', 'A33'])
    expect(idsIn('待数据')).toEqual(['A12'])
    expect(idsIn('人工勾核')).toEqual([])
  })

  it('每条规则都有条文，规则号不重复', () => {
    const ids = RULES.map((rule) => rule.id)
    expect(new Set(ids).size).toBe(ids.length)
    const known = new Set(CATALOG.map((each) => each.id))
    for (const id of ids) expect(known, id).toContain(id)
  })

  it('每组规则的测试都证明达标与不达标断言过；各组合起来就是全部规则', async () => {
    const shared = new URL('../../shared/', import.meta.url)
    const files = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('-rules.ts'))
    const proved: string[] = []
    for (const file of files) {
      const exported = (await import(new URL(file, shared).href)) as Readonly<Record<string, unknown>>
      for (const [name, rules] of Object.entries(exported)) {
        if (!name.endsWith('_RULES') || !Array.isArray(rules)) continue
        const folder = new URL(`../${file.slice(0, file.indexOf('/'))}/`, import.meta.url)
        const texts = readdirSync(folder)
          .filter((each) => each.endsWith('rules.test.ts'))
          .map((each) => readFileSync(new URL(each, folder), 'utf8'))
        expect(
          texts.some((text) => new RegExp(`^provesVerdicts\\(${name}\\b`, 'm').test(text)),
          name,
        ).toBe(true)
        proved.push(...(rules as readonly { readonly id: string }[]).map(({ id }) => id))
      }
    }
    expect(proved.toSorted()).toEqual(RULES.map(({ id }) => id).toSorted())
  })
})

describe('组装成发现', () => {
  const sample = [
    rootCommittee(),
    branch({
      ...withMembers(19, 1),
      groups: partyGroups('g1', 'g2'),
      terms: [term('2023-06-16')],
      posts: [formerPost('书记', '甲', '2026-07-01'), post('委员', '乙')],
    }),
    branch({ id: 'b2', shortName: '担保支部', form: '联合党支部', memberCount: 2, fullMemberCount: 2 }),
    branch({ id: 'x', level: '党小组', parentId: 'b1' }),
  ]
  const findings = evaluateGroup(groupOf('2026-09-14', sample), BUILT_IN_STANDARDS)

  it('党小组以外每个组织对每条规则恰有一个结论，含达标与不适用', () => {
    expect(findings).toHaveLength(3 * RULES.length)
    expect(new Set(findings.map((each) => each.verdict)).size).toBeGreaterThanOrEqual(4)
  })

  it('每个发现都合契约，消息是一句完整的话，写明方案版本与条文', () => {
    for (const each of findings) {
      expect(findingShape.safeParse(each).error, each.ruleId).toBeUndefined()
      expect(each.message, each.ruleId).toMatch(/。$/)
      expect(each.message).not.toMatch(/undefined|null|NaN|。。|[\u4e00-\u9fff]20\d\d-/)
      expect(each.profileName).not.toBe('')
      expect(SEVERITY_ORDER).toContain(each.severity)
    }
  })

  it('不达标都给出事实；红橙发现都有消除动作', () => {
    for (const each of findings.filter((one) => one.severity === '红线' || one.severity === '应当')) {
      expect(each.facts.length, each.ruleId).toBeGreaterThan(0)
      expect(each.remedies.length, each.ruleId).toBeGreaterThan(0)
    }
  })

  it('同样的事实得到同样的发现', () => {
    expect(evaluateGroup(groupOf('2026-09-14', sample), BUILT_IN_STANDARDS)).toEqual(findings)
  })

  it('活随支部数成正比：支部多一倍，读名册、班子与别的党组织的次数至多多一倍', () => {
    const readsOf = (count: number) => {
      let reads = 0
      const counting = <T extends object>(target: T): T =>
        new Proxy(target, {
          get: (own, key, receiver) => {
            reads += 1
            return Reflect.get(own, key, receiver) as unknown
          },
        })
      const branches = Array.from({ length: count }, (_, index) => {
        const facts = branch({
          ...withMembers(38, 2, ['g1', 'g2', 'g3', 'g4']),
          id: `b${index}`,
          groups: partyGroups('g1', 'g2', 'g3', 'g4'),
          terms: [term('2023-06-16')],
          posts: [post('书记', '甲'), post('组织委员', '乙'), post('宣传委员', '丙'), post('纪检委员', '丁')],
        })
        return counting({ ...facts, members: counting(facts.members), posts: counting(facts.posts) })
      })
      const group = groupOf('2026-09-14', [rootCommittee({ childIds: branches.map(({ id }) => id) }), ...branches])
      expect(evaluateGroup({ ...group, organizations: counting(group.organizations) }, BUILT_IN_STANDARDS)).toHaveLength(
        (count + 1) * RULES.length,
      )
      return reads
    }
    const [fewer, more] = [readsOf(50), readsOf(100)]
    expect(fewer).toBeGreaterThan(50 * 40)
    expect(more / fewer).toBeLessThanOrEqual(2.05)
  })
})
