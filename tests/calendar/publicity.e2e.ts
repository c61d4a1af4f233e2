import { AxeBuilder } from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { expect, test } from '../kit/journey.ts'
import { readDocx } from '../kit/read-docx.ts'

test.use({ today: '2026-06-22', startFrom: 'empty' })

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
])
  test(`登记公示 → 届满日算好 → 期满以前只能中止 → 拿到公示 docx（${viewport.width}×${viewport.height}）`, async ({ app }) => {
    const { page } = app
    await page.setViewportSize(viewport)
    const accessible = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${where}：${id} ${nodes[0]?.html ?? ''}`)).toEqual([])
    }
    const profile = {
      form: '单独组建' as const,
      unitType: '国有企业' as const,
      coveredUnits: [],
      staffTotal: null,
      nonpartyStaffTotal: null,
      contactName: '',
      contactPhone: '',
      documentCode: '',
      approvalDocumentNo: '',
    }
    const founded = { establishedOn: '2010-01-01', establishmentDocumentNo: '测党〔2010〕1号' }
    const { organizationId } = await app.call('organization.create', {
      code: '001',
      ...founded,
      profile: { ...profile, level: '党委', parentId: null, name: '中共测试集团有限公司委员会', shortName: '集团党委' },
    })
    await app.call('organization.create', {
      code: '001.001',
      ...founded,
      profile: { ...profile, level: '党支部', parentId: organizationId, name: '中共测试商贸公司支部委员会', shortName: '商贸支部' },
    })
    await page.evaluate(() => {
      window.location.hash = '#/calendar/publicity'
    })
    await page.reload()
    await expect(page.getByText('还没有登记公示')).toBeVisible({ timeout: 60_000 })
    await accessible('空着的公示')

    await page.getByRole('button', { name: '登记公示' }).click()
    const form = page.getByRole('dialog', { name: '登记公示' })
    await form.getByRole('combobox', { name: '党组织' }).click()
    await page.getByRole('option', { name: '商贸支部（党支部）' }).click()
    await form.getByLabel('公示谁、公示什么').fill('张三')
    await form.getByRole('textbox', { name: '张贴日' }).fill('2026-06-15')
    await form.getByLabel('联系人、电话').fill('苏晴，0592-1234567')
    // 端午放假不算：六月十五张贴，二十三届满。
    await expect(form.getByText('2026-06-23 周二')).toBeVisible()
    await expect(form.getByText('2026-06-24 周三')).toBeVisible()
    await accessible('登记公示')
    await form.getByRole('button', { name: '登记', exact: true }).click()
    await expect(page.getByText('公示中')).toBeVisible()
    await accessible('公示登记')

    // 还在公示期里：只能登记中止。
    await page.getByRole('button', { name: '登记结果' }).click()
    const result = page.getByRole('dialog', { name: '公示结果：张三' })
    await expect(result.getByText(/2026-06-24 起才能列为发展对象；现在只能登记中止/)).toBeVisible()
    await result.getByRole('combobox', { name: '结果' }).click()
    await expect(page.getByRole('option', { name: '无异议' })).toHaveAttribute('data-combobox-disabled', 'true')
    await page.keyboard.press('Escape')
    await result.getByRole('button', { name: '取消' }).click()

    // 一纸公示：起止写好了，导出 docx。
    await page.getByRole('button', { name: '张三：更多' }).click()
    await page.getByRole('menuitem', { name: '起草公示一纸' }).click()
    await expect(page.getByText('可以导出')).toBeVisible({ timeout: 60_000 })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 docx' }).click()
    const text = readDocx(readFileSync(await (await download).path()))
      .paragraphs()
      .join('\n')
    expect(text).toContain('公示期自2026年6月16日起至2026年6月23日止（5个工作日）')
    expect(text).toContain('苏晴，0592-1234567')
    expect(text).toContain('2026年6月15日')
  })
