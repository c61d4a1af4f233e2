import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from '../kit/journey.ts'
import { templateDocx } from '../kit/template-docx.ts'

async function expectAccessible(page: Page, name: string) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((each) => `${name}：${each.id} ${each.help}（${each.nodes[0]?.target.join(' ') ?? ''}）`)).toEqual([])
}

const open = (page: Page, hash: string) =>
  page.evaluate((next) => {
    window.location.hash = next
  }, hash)

test.describe('公文中心：从起草到拿到整包文件', () => {
  test.use({ startFrom: 'demo' })

  test('自家红头、自由起草、自检加框、存草稿、登记、签发、收批复、补登与预留、打包下载', async ({ app }) => {
    test.setTimeout(300_000)
    app.page.setDefaultTimeout(20_000)
    const { page } = app
    const { nodes } = await app.call('organization.tree', {})
    const branch = nodes.find(({ level }) => level === '党支部')
    if (!branch) throw new Error('演示集团里没有党支部')

    await test.step('设置：登记自家红头，缺标记的当场说清', async () => {
      await open(page, '#/settings/letterhead')
      const input = page.locator('input[type=file]')
      await input.setInputFiles({ name: '缺.docx', mimeType: '', buffer: await templateDocx(['{{标题}}', '{{正文}}']) })
      await expect(page.getByText('缺{{文号}}、{{成文日期}}')).toBeVisible()
      await input.setInputFiles({ name: '集团红头.docx', mimeType: '', buffer: await templateDocx() })
      await expect(page.getByText(/认出 10 个标记/)).toBeVisible()
      await page.getByRole('button', { name: '登记为模板' }).click()
      await expect(page.getByRole('button', { name: '集团红头.docx' })).toBeVisible()
      await expectAccessible(page, '红头与模板')
    })

    await test.step('自由起草请示：红项列在自检单里，点一条在预览里加框', async () => {
      await open(page, `#/correspondence?kind=F02&organizationId=${branch.id}`)
      await page.getByLabel('标题').fill('关于调整支部委员会委员分工的请示')
      await page.getByLabel('签发人').fill('江以恒')
      await page
        .getByLabel('正文')
        .fill('因工作需要，拟调整支部委员会委员分工。\n一、调整理由。现任组织委员工作调动。\n二、调整方案。由宣传委员兼任组织委员。')
      await page.getByLabel('主送').fill('王明同志')
      const entry = page.getByRole('button', { name: /公文不直送领导者个人/ })
      await entry.click()
      await expect(entry).toHaveAttribute('aria-pressed', 'true')
      await expect(page.locator('.page-frame').first()).toBeVisible({ timeout: 60_000 })
      await expect(page.getByRole('button', { name: '登记发文' })).toBeDisabled()
      await page.getByLabel('主送').fill('中共鹭江金圆演示投资集团有限公司委员会')
      await expect(page.getByText('可以登记')).toBeVisible({ timeout: 30_000 })
      await expectAccessible(page, '起草')
    })

    await test.step('存草稿，从草稿箱接着改', async () => {
      await page.keyboard.press('Control+s')
      await expect(page.getByText('草稿，存过 1 次')).toBeVisible()
      await page.getByRole('radiogroup').getByText('草稿箱', { exact: true }).click()
      await expectAccessible(page, '草稿箱')
      await page.getByRole('button', { name: /接着改/ }).click()
      await expect(page.getByLabel('签发人')).toHaveValue('江以恒')
    })

    await test.step('登记，签发', async () => {
      await expect(page.getByText('可以登记')).toBeVisible({ timeout: 30_000 })
      await page.getByRole('button', { name: '登记发文' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByRole('heading', { name: '发文登记簿' })).toBeVisible({ timeout: 30_000 })
      await page.getByRole('button', { name: /的导出、打印与作废/ }).click()
      await page.getByRole('menuitem', { name: '登记签发、用印、送达' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '登记签发' }).click()
      await expect(page.getByRole('cell', { name: '签发', exact: true })).toBeVisible()
    })

    await test.step('补登此前发文：重复的文号拒绝；预留一个号，缺号清单分得清', async () => {
      const [row] = (await app.call('correspondence.register', {})).rows
      const code = row?.documentCode ?? ''
      await page.getByRole('button', { name: '补登此前发文' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('发文字号').fill(row?.number ?? '')
      await dialog.getByLabel('标题').fill('关于召开支部党员大会的通知')
      await dialog.getByRole('textbox', { name: '成文日期' }).fill('2026-03-02')
      await dialog.getByRole('combobox', { name: '发文机关' }).click()
      await page
        .getByRole('option', { name: new RegExp(branch.shortName) })
        .first()
        .click()
      await dialog.getByRole('button', { name: '补登' }).click()
      await expect(dialog.getByText(/已经用于/).first()).toBeVisible()
      await dialog.getByLabel('发文字号').fill(`${code}[2026]3号`)
      await dialog.getByRole('button', { name: '补登' }).click()
      await expect(dialog).toBeHidden()
      await page.getByRole('button', { name: '预留与缺号' }).click()
      await dialog.getByLabel('留给谁').fill('苏晴')
      await dialog.getByLabel('做什么').fill('年终总结报告')
      await dialog.getByRole('button', { name: '预留', exact: true }).click()
      await expect(dialog.getByText('留给苏晴：年终总结报告')).toBeVisible()
      await expect(dialog.getByText('真缺')).toBeVisible()
      await expectAccessible(page, '预留与缺号')
      await page.keyboard.press('Escape')
      await expectAccessible(page, '发文登记簿')
    })

    await test.step('收文：批复连附件登记，当场挂到请示上', async () => {
      await page.getByRole('radiogroup').getByText('收文登记', { exact: true }).click()
      await page.getByRole('button', { name: '登记收文' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('来文机关').fill('中共鹭江金圆演示投资集团有限公司委员会')
      await dialog.getByLabel('来文字号').fill('鹭金演党〔2026〕88号')
      await dialog.getByLabel('标题').fill('关于同意调整支部委员会委员分工的批复')
      await dialog.getByRole('textbox', { name: '来文成文日期' }).fill('2026-09-14')
      await dialog.getByRole('combobox', { name: '答复的是哪一份请示' }).click()
      await page.getByRole('option', { name: /调整支部委员会委员分工的请示/ }).click()
      await dialog.locator('input[type=file]').setInputFiles({ name: '批复.pdf', mimeType: '', buffer: Buffer.from('%PDF-1.7') })
      await expectAccessible(page, '登记收文')
      await dialog.getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByRole('button', { name: '批复.pdf' })).toBeVisible()
      await expectAccessible(page, '收文登记')
      await page.getByRole('radiogroup').getByText('请示与批复', { exact: true }).click()
      await expect(page.getByText(/鹭金演党〔2026〕88号，2026-09-14，用了 0 天/)).toBeVisible()
      await expectAccessible(page, '请示与批复')
    })

    await test.step('多选打包：拿到 zip，里面的 docx 与登记簿上的校验值一致', async () => {
      await page.getByRole('radiogroup').getByText('发文登记簿', { exact: true }).click()
      await page.getByRole('checkbox', { name: '全选可以导出的' }).check()
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: 'docx 打包' }).click()
      const zip = unzipSync(new Uint8Array(readFileSync(await (await downloading).path())))
      const { rows } = await app.call('correspondence.register', {})
      const issued = rows.filter(({ origin }) => origin === '起草')
      expect(Object.keys(zip)).toHaveLength(issued.length + 1)
      for (const { number, docxSha256 } of issued) {
        const name = Object.keys(zip).find((each) => each.includes(number)) ?? ''
        expect(
          createHash('sha256')
            .update(zip[name] ?? new Uint8Array())
            .digest('hex'),
        ).toBe(docxSha256)
        expect(strFromU8(zip['SHA256SUMS.txt'] ?? new Uint8Array())).toContain(docxSha256)
      }
      const book = page.waitForEvent('download')
      await page.getByRole('button', { name: '导出 2026 年登记簿' }).click()
      expect((await book).suggestedFilename()).toBe('2026年发文登记簿.xlsx')
    })
  })
})
