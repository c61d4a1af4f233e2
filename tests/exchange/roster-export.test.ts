import { unzipSync, strFromU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../electron/exchange/read-workbook.ts'
import { writeRosterWorkbook } from '../../electron/exchange/roster-workbook.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { cellText } from '../../shared/exchange/sheet.ts'
import { maskIdentityNumber } from '../../shared/member/masking.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

/** 各种刁钻的内容：公式起始符、XML 与 OOXML 转义、引号、前后导零、长文字、生僻字。 */
const AWKWARD: Partial<MemberProfile>[] = [
  { name: '=1+1', address: '=HYPERLINK("http://x","点")', landline: '+86-592-1234567' },
  { name: '-甲乙', address: '@SUM(A1)', floatingTo: '-1', isFloating: true },
  { name: '<b>&"\'', address: ']]> </t></is></c> &lt; &#65;' },
  { name: '张_x0041_三', address: '_x000D_ 与 _x0001_' },
  { name: '阿卜杜热依木·买买提吐尔逊·阿卜杜拉', address: "'; DROP TABLE member; --" },
  { name: '张𬱖', mobile: '', education: '', job: '', category: '预备党员', fullOn: null },
  { name: '𠮷田', education: '自考本科', job: '某部门经理', mobile: '05925551234' },
  { name: 'John Smith', isLost: true, lostOn: '2020-02-29', partyStatus: '停止党籍', address: '两  个  空格' },
  {
    address: '长'.repeat(200),
    job: '由于各种原因，已经离开本人的生产、工作岗位，并已不在本单位从事其他工作，但仍与单位保留劳动关系的职工（不包括内部退养职工）',
  },
]

async function openWithAwkwardPeople() {
  const backend = openTestBackend('2026-09-14')
  const { first, second } = await plantSmallTree(backend)
  for (const [index, change] of AWKWARD.entries())
    await backend.call('member.create', {
      profile: syntheticPerson(index, change),
      branchId: index % 2 === 0 ? first : second,
      groupId: null,
      fromOn: null,
    })
  return Object.assign(backend, { first, second })
}

describe('导出花名册', () => {
  it('导出后再导入零差异', async () => {
    await using backend = await openWithAwkwardPeople()
    const file = await backend.call('exchange.exportRoster', { fullNumbers: { purpose: '报上级党委组织部' } })
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.layout).toContain('2017 版')
    expect(preview.rows.flatMap(({ changes, refusals }) => [...changes, ...refusals])).toEqual([])
    expect(preview.counts).toMatchObject({ same: AWKWARD.length, added: 0, changed: 0, refused: 0 })
  })

  it('缺省遮着：没有一个完整的证号与电话；拿它再导回来逐行拒绝，说清缘故，名册不变', async () => {
    await using backend = await openWithAwkwardPeople()
    const file = await backend.call('exchange.exportRoster', {})
    const [sheet] = await readWorkbook(file.fileName, Buffer.from(file.base64, 'base64'))
    const cells = (sheet?.rows.slice(4, -1) ?? []).map((row) => [cellText(row[3]), cellText(row[12])])
    expect(cells).toContainEqual([maskIdentityNumber(syntheticPerson(0).identityNumber), '138******00'])
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.counts).toMatchObject({ added: 0, changed: 0, same: 0 })
    for (const { refusals } of preview.rows) expect(refusals[0]?.reason).toContain('遮着的')
  })

  it('没有一格是公式；证号、手机号、以公式起始符开头的都是文本', async () => {
    await using backend = await openWithAwkwardPeople()
    const file = await backend.call('exchange.exportRoster', { fullNumbers: { purpose: '报上级党委组织部' } })
    const parts = unzipSync(Buffer.from(file.base64, 'base64'))
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(xml).not.toMatch(/<f[ >/]/)
    const [sheet] = await readWorkbook(file.fileName, Buffer.from(file.base64, 'base64'))
    const data = sheet?.rows.slice(4, -1) ?? []
    expect(data).toHaveLength(AWKWARD.length)
    for (const row of data) {
      expect(row[3]).toMatchObject({ kind: '文本' })
      expect(row[12]?.kind ?? '文本').toBe('文本')
      expect(row[6]).toMatchObject({ kind: '日期' })
    }
    const formulaLike = data.flat().filter((cell) => cell?.kind === '文本' && /^[=+\-@]/.test(cell.text))
    expect(formulaLike.map((cell) => (cell?.kind === '文本' ? cell.text : ''))).toEqual(
      expect.arrayContaining(['=1+1', '=HYPERLINK("http://x","点")', '+86-592-1234567', '@SUM(A1)', '-1']),
    )
  })

  it('代码项写作“代码 名称”，表外的照原文', async () => {
    await using backend = await openWithAwkwardPeople()
    const file = await backend.call('exchange.exportRoster', { search: '𠮷田', fullNumbers: { purpose: '报上级党委组织部' } })
    const [sheet] = await readWorkbook(file.fileName, Buffer.from(file.base64, 'base64'))
    const cells = sheet?.rows[4]?.map((cell) => (cell?.kind === '文本' ? cell.text : '')) ?? []
    expect([cells[5], cells[7], cells[11]]).toEqual(['01 汉族', '自考本科', '某部门经理'])
  })

  it('只导出筛选到的人，表头写所在的党委与日期', async () => {
    await using backend = await openWithAwkwardPeople()
    const file = await backend.call('exchange.exportRoster', {
      organizationId: backend.second,
      asOf: '2026-09-01',
      fullNumbers: { purpose: '报上级党委组织部' },
    })
    const [sheet] = await readWorkbook(file.fileName, Buffer.from(file.base64, 'base64'))
    expect(sheet?.rows).toHaveLength(4 + 4 + 1)
    expect(sheet?.rows[1]?.[0]).toMatchObject({ text: '基层党委：中共测试集团有限公司委员会　　　　汇总日期：2026年9月1日' })
    expect(file.fileName).toBe('党员名册-2026-09-01.xlsx')
  })

  it('同样的输入逐字节相同；一行没有也写得出', () => {
    const rows = [syntheticPerson(0), syntheticPerson(1)].map((person) => ({ ...person, branchName: '第一支部' }))
    const meta = { committeeName: '中共测试委员会', summarizedOn: '2026-09-14', sheetName: '第一/支部:[长名]'.repeat(4) }
    expect(Buffer.from(writeRosterWorkbook(rows, meta)).equals(Buffer.from(writeRosterWorkbook(rows, meta)))).toBe(true)
    expect(writeRosterWorkbook([], meta).length).toBeGreaterThan(0)
  })
})
