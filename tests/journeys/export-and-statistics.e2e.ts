import { AxeBuilder } from '@axe-core/playwright'
import type { Download, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { readWorkbook } from '../../electron/exchange/read-workbook.ts'
import { writeWorkbook, type WrittenCell } from '../../electron/exchange/write-workbook.ts'
import { cellText } from '../../shared/exchange/sheet.ts'
import { expect, test } from '../kit/journey.ts'

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path())
}

async function open(page: Page, hash: string, waitFor: string): Promise<void> {
  await page.evaluate((next) => {
    window.location.hash = next
  }, hash)
  await expect(page.getByText(waitFor).first()).toBeVisible()
}

async function downloadBy(page: Page, button: string): Promise<Download> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: button, exact: true }).click()
  return waiting
}

/** 街道发来的空表：表头里有一列名册不认识的“党费标准”。 */
function streetTemplate(): Buffer {
  const head = (text: string): WrittenCell => ({ kind: '文字', text, style: '表头' })
  const headings = ['序号', '姓名', '身份证号码', '出生年月', '所属党支部', '党费标准']
  return Buffer.from(
    writeWorkbook([
      {
        name: '花名册',
        rows: [{ cells: [{ kind: '文字', text: '某街道党员花名册', style: '标题' }] }, { cells: headings.map(head) }],
        merges: [{ top: 0, left: 0, bottom: 0, right: 5 }],
        columnWidths: headings.map(() => 16),
        frozenRows: 2,
        titleRows: null,
      },
    ]),
  )
}

test.describe('从名册到各种表：导出、统计、划分党小组', () => {
  test.use({ startFrom: 'demo' })

  test('拿到官方表、街道的表、采集表与统计表，划好党小组', async ({ app }) => {
    test.setTimeout(180_000)
    const { page } = app
    const total = (await app.call('member.list', { limit: 1 })).total

    await test.step('官方 2017 版：一个党支部一张表，.xls', async () => {
      await open(page, '#/export', '按现在的范围共')
      await page.getByText('.xls', { exact: true }).click()
      // 证号与电话缺省遮着；报上级的要全文，写明用途才导得出。
      await page.getByRole('checkbox', { name: '含完整的证号与电话' }).check()
      await expect(page.getByRole('button', { name: '导出', exact: true })).toBeDisabled()
      await page.getByRole('textbox', { name: '做什么用' }).fill('报上级党委组织部')
      const download = await downloadBy(page, '导出')
      expect(download.suggestedFilename()).toMatch(/^党员基本信息汇总表-.*\.xls$/)
      const sheets = await readWorkbook(download.suggestedFilename(), await bytesOf(download))
      expect(sheets.length).toBeGreaterThan(20)
      expect(sheets.reduce((sum, { rows }) => sum + rows.length - 5, 0)).toBe(total)
    })

    await test.step('登记街道的空表：认不出的一列由人定，填好下载', async () => {
      await page.getByRole('button', { name: '登记对方的空表' }).click()
      await page
        .getByRole('dialog')
        .locator('input[type=file]')
        .setInputFiles({ name: '街道花名册.xlsx', mimeType: 'application/octet-stream', buffer: streetTemplate() })
      await expect(page.getByText('表头在第 2 行')).toBeVisible()
      await page.getByRole('combobox', { name: '“党费标准”填什么' }).fill('备注')
      await page.getByRole('option', { name: '备注', exact: true }).click()
      const dialog = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
      expect(dialog.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([])
      await page.getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByText('街道花名册.xlsx，6 列有内容')).toBeVisible()
      const download = await downloadBy(page, '导出')
      const [sheet] = await readWorkbook(download.suggestedFilename(), await bytesOf(download))
      expect(cellText(sheet?.rows[0]?.[0])).toBe('某街道党员花名册')
      expect(sheet?.rows).toHaveLength(2 + total)
      expect(sheet?.rows[2]?.[2]?.kind).toBe('文本')
    })

    await test.step('一个支部的采集表合订一份', async () => {
      await page.getByRole('radio', { name: /《党员信息采集表》/ }).check()
      await page.getByRole('combobox', { name: '党组织（含下级）' }).fill('信托第一')
      await page.getByRole('option', { name: /^信托第一（/ }).click()
      await expect(page.getByText('按现在的范围共 9 人')).toBeVisible()
      const download = await downloadBy(page, '导出')
      expect(download.suggestedFilename()).toBe('党员信息采集表-信托第一.docx')
      expect((await bytesOf(download)).subarray(0, 2).toString()).toBe('PK')
      const [entry] = (await app.call('settings.journal', { limit: 1 })).rows
      expect(entry?.summary).toContain('9 人，含完整的证号与电话，用途：报上级党委组织部')
    })

    await test.step('加口令：再导一次，打开就要口令', async () => {
      await page.getByRole('button', { name: '加口令…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('口令', { exact: true }).fill('党办-2026')
      await dialog.getByLabel('再输一次').fill('党办-2026')
      await dialog.getByRole('button', { name: '加口令', exact: true }).click()
      await expect(page.getByRole('button', { name: '导出加口令' })).toBeVisible()
      const download = await downloadBy(page, '导出')
      // 加了密的 docx 是复合文档，不再是 zip。
      expect((await bytesOf(download)).subarray(0, 4).toString('hex')).toBe('d0cf11e0')
      await page.getByRole('button', { name: '导出加口令' }).click()
      await dialog.getByRole('button', { name: '以后导出不加口令' }).click()
      await expect(page.getByRole('button', { name: '导出不加口令' })).toBeVisible()
    })

    await test.step('统计：点开一个数是人，导出 Excel 与图', async () => {
      await open(page, '#/statistics', '年龄结构')
      await page
        .getByRole('button', { name: /36—40岁：\d+ 人/ })
        .last()
        .click()
      await expect(page.getByRole('link', { name: '在名册里看' })).toBeVisible()
      const drawer = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
      expect(drawer.violations.map(({ id }) => id)).toEqual([])
      await page.keyboard.press('Escape')
      const picture = await downloadBy(page, '存 PNG')
      expect((await bytesOf(picture)).subarray(1, 4).toString()).toBe('PNG')
      const drawing = await downloadBy(page, '存 SVG')
      expect((await bytesOf(drawing)).toString('utf8')).toContain('36—40岁')
      const download = await downloadBy(page, '导出 Excel')
      const [structure] = await readWorkbook(download.suggestedFilename(), await bytesOf(download))
      expect(structure?.rows[2]?.map(cellText).slice(0, 2)).toEqual(['项目', '档'])
    })

    await test.step('从统计的一档到名册，人数一致', async () => {
      const count = page.getByRole('button', { name: /31—35岁：\d+ 人/ }).last()
      const people = /(\d+) 人/.exec((await count.getAttribute('aria-label')) ?? '')?.[1] ?? ''
      await count.click()
      await page.getByRole('link', { name: '在名册里看' }).click()
      await expect(page.getByText(`筛出 ${people} 名`)).toBeVisible()
    })

    await test.step('划分党小组：键盘换组，违规处引条文，确认后落库', async () => {
      const { nodes } = await app.call('organization.tree', {})
      const branch = nodes.find(
        ({ level, memberCount, id }) => level === '党支部' && memberCount >= 20 && !nodes.some(({ parentId }) => parentId === id),
      )
      if (!branch) throw new Error('演示集团里应有 20 人以上而没有划分的党支部')
      await open(page, `#/grouping/${branch.id}`, '合条文')
      const first = page.getByRole('combobox', { name: /编入哪个党小组$/ }).first()
      await first.selectOption({ label: '没有编入' })
      await expect(page.getByText('还有 1 人没有编入党小组')).toBeVisible()
      const board = await new AxeBuilder({ page }).analyze()
      expect(board.violations.map(({ id, nodes: [node] }) => `${id} ${node?.html ?? ''}`)).toEqual([])
      await page.getByRole('button', { name: '撤销上一步' }).click()
      await page.getByRole('button', { name: '确认划分' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '确认划分' }).click()
      await expect(page.getByText(/新设 \d+ 个党小组，编入 \d+ 人/)).toBeVisible()
      const after = await app.call('member.list', { organizationId: branch.id, limit: 500 })
      expect(after.rows.filter(({ groupId, partyStatus }) => groupId === null && partyStatus === '正常')).toEqual([])
    })
  })
})
