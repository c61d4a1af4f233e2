import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../electron/exchange/read-workbook.ts'
import {
  EXPORT_LAYOUTS,
  exportLayout,
  unrecordedHeadings,
  type ExportFormat,
  type ExportLayoutId,
} from '../../shared/exchange/export-layouts.ts'
import { cellText, type Sheet } from '../../shared/exchange/sheet.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { openDemoBackend, openTestBackend, type TestBackend } from '../kit/backend.ts'
import { VARIED_PEOPLE } from '../kit/export-people.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

async function openWithVariedPeople() {
  const backend = openTestBackend('2026-09-14')
  const tree = await plantSmallTree(backend)
  for (const [index, change] of VARIED_PEOPLE.entries())
    await backend.call('member.create', {
      profile: syntheticPerson(index, change),
      branchId: index % 2 === 0 ? tree.first : tree.second,
      groupId: index === 0 ? tree.group : null,
      fromOn: null,
    })
  return Object.assign(backend, tree)
}

const bytesOf = (file: WireFile) => Buffer.from(file.base64, 'base64')

async function exported(backend: TestBackend, layout: ExportLayoutId, format: ExportFormat, isPerBranch = true) {
  return backend.call('exchange.exportTable', { layout, format, isPerBranch, fullNumbers: { purpose: '报上级党委组织部' }, filter: {} })
}

/** 一张表第一行的文字。 */
function headings(sheet: Sheet | undefined, row = 0): string[] {
  return (sheet?.rows[row] ?? []).map(cellText)
}

const ROUND_TRIPS: readonly (readonly [layout: ExportLayoutId, format: ExportFormat])[] = [
  ['official', 'xlsx'],
  ['official', 'xls'],
  ['memberLibrary', 'xlsx'],
  ['memberLibrary', 'xls'],
  ['oldStatistics', 'xlsx'],
  ['oldStatistics', 'xls'],
  ['groupTables', 'zip'],
]

describe('演示集团', () => {
  it('一千多人用每一种自家版式导出再导入，差异为零', { timeout: 360_000 }, async () => {
    await using backend = await openDemoBackend()
    const { total } = await backend.call('member.list', { limit: 1 })
    for (const [layout, format] of ROUND_TRIPS) {
      const { file, rowCount } = await exported(backend, layout, format)
      expect(rowCount).toBe(total)
      const preview = await backend.call('exchange.previewRoster', { file })
      expect(preview.counts, `${layout}.${format}`).toMatchObject({ same: total, added: 0, changed: 0, refused: 0 })
    }
  })
})

describe('按固定版式导出', () => {
  it.each(ROUND_TRIPS)('%s 导成 .%s，再导入零差异', async (layout, format) => {
    await using backend = await openWithVariedPeople()
    const { file, rowCount } = await exported(backend, layout, format)
    expect(rowCount).toBe(VARIED_PEOPLE.length)
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.rows.flatMap(({ name, changes, refusals }) => [...changes, ...refusals].map((each) => ({ name, ...each })))).toEqual([])
    expect(preview.counts).toMatchObject({ same: VARIED_PEOPLE.length, added: 0, changed: 0, refused: 0 })
  })

  it('官方表一个党支部一张，表名是支部简称；也可合成一张', async () => {
    await using backend = await openWithVariedPeople()
    const split = await readWorkbook('a.xlsx', bytesOf((await exported(backend, 'official', 'xlsx')).file))
    expect(split.map(({ name }) => name)).toEqual(['第一支部', '商贸支部'])
    expect(split.map(({ rows }) => rows.length)).toEqual([4 + 5 + 1, 4 + 5 + 1])
    const joined = await readWorkbook('a.xlsx', bytesOf((await exported(backend, 'official', 'xlsx', false)).file))
    expect(joined.map(({ rows }) => rows.length)).toEqual([4 + 10 + 1])
  })

  it('官方表：标题、基层党委与汇总日期、两行合并表头、二十列、合并脚注', async () => {
    await using backend = await openWithVariedPeople()
    for (const format of ['xlsx', 'xls'] as const) {
      const [sheet] = await readWorkbook(`a.${format}`, bytesOf((await exported(backend, 'official', format)).file))
      expect(headings(sheet, 0)[0]).toBe('党员基本信息汇总表')
      expect(headings(sheet, 1)[0]).toContain('基层党委：中共测试集团有限公司委员会')
      expect(headings(sheet, 2)).toHaveLength(20)
      expect(headings(sheet, 3).filter((text) => text !== '')).toEqual(['手机号', '固定电话'])
      expect(sheet?.merges).toContainEqual({ top: 2, left: 12, bottom: 2, right: 13 })
      expect(sheet?.merges).toContainEqual({ top: 2, left: 0, bottom: 3, right: 0 })
      const foot = (sheet?.rows.length ?? 0) - 1
      expect(sheet?.merges).toContainEqual({ top: foot, left: 0, bottom: foot, right: 19 })
    }
  })

  it('.xls 与 .xlsx 的每一格都一样：证号、手机号是文本，日期是真日期，不到日的照原样', async () => {
    await using backend = await openWithVariedPeople()
    const xlsx = await readWorkbook('a.xlsx', bytesOf((await exported(backend, 'official', 'xlsx')).file))
    const xls = await readWorkbook('a.xls', bytesOf((await exported(backend, 'official', 'xls')).file))
    expect(xls.map(({ rows }) => rows)).toEqual(xlsx.map(({ rows }) => rows))
    const people = xls.flatMap(({ rows }) => rows.slice(4, -1))
    expect(people.map((row) => row[3]?.kind)).toEqual(people.map(() => '文本'))
    const toMonth = people.find((row) => cellText(row[1]) === '钱到月')
    expect([6, 9, 10].map((column) => cellText(toMonth?.[column]))).toEqual(['1969年1月', '1993年', '1994年7月'])
    expect(people.find((row) => cellText(row[1]) === '李流动')?.[6]).toMatchObject({ kind: '日期' })
  })

  it('集团两表：一个压缩包两本表，人数、标识与组织对得上', async () => {
    await using backend = await openWithVariedPeople()
    const { file, notes } = await exported(backend, 'groupTables', 'zip')
    const parts = unzipSync(bytesOf(file))
    expect(Object.keys(parts)).toEqual(['党员信息.xlsx', '党组织信息.xlsx'])
    const [people] = await readWorkbook('a.xlsx', Buffer.from(parts['党员信息.xlsx'] ?? []))
    const [organizations] = await readWorkbook('b.xlsx', Buffer.from(parts['党组织信息.xlsx'] ?? []))
    expect(headings(people)).toEqual(exportLayout('groupTables').people?.columns.map(({ heading }) => heading))
    expect(people?.rows).toHaveLength(1 + VARIED_PEOPLE.length)
    const branchIds = new Set(organizations?.rows.slice(1).map((row) => cellText(row[0])))
    // 党小组不是一级组织，不在表里。
    expect(branchIds.has(backend.group)).toBe(false)
    expect(people?.rows.slice(1).every((row) => branchIds.has(cellText(row[16])))).toBe(true)
    const committee = organizations?.rows.find((row) => cellText(row[0]) === backend.committee)
    // 停止党籍的不计入党员人数（N_all）。
    expect(cellText(committee?.[8])).toBe(String(VARIED_PEOPLE.length - 1))
    expect(notes.join('')).toContain('集团员工编码')
  })

  it.each(EXPORT_LAYOUTS.map(({ id }) => id))('%s：同样的输入逐字节相同', async (id) => {
    await using backend = await openWithVariedPeople()
    for (const format of exportLayout(id).formats) {
      const first = await exported(backend, id, format)
      const second = await exported(backend, id, format)
      expect(second.file.base64 === first.file.base64, format).toBe(true)
    }
  })

  it('没有一格是公式', async () => {
    await using backend = await openWithVariedPeople()
    const { file } = await exported(backend, 'memberLibrary', 'xlsx')
    const xml = Buffer.from(unzipSync(bytesOf(file))['xl/worksheets/sheet1.xml'] ?? []).toString('utf8')
    expect(xml).not.toMatch(/<f[ >/]/)
    expect(xml).toContain('=1+1')
  })

  it('没有人、格式不对都说清楚；留空的列列出来', async () => {
    await using backend = await openWithVariedPeople()
    const nobody = await backend.refused('exchange.exportTable', { layout: 'official', format: 'xlsx', filter: { search: '无此人' } })
    expect(nobody).toMatchObject({ code: 'EXPORT_EMPTY' })
    const wrong = await backend.refused('exchange.exportTable', { layout: 'official', format: 'zip', filter: {} })
    expect(wrong.message).toContain('可选：xlsx、xls')
    const { notes } = await exported(backend, 'memberLibrary', 'xlsx')
    for (const heading of unrecordedHeadings(exportLayout('memberLibrary'))) expect(notes.join('')).toContain(heading)
  })
})
