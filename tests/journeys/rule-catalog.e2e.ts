import { expect, test } from '../kit/journey.ts'

test.describe('查条文', () => {
  test.use({ startFrom: 'demo' })

  test('按字找到条文，看清归宿；按任务与归宿筛；从口径冲突点回条文', async ({ app }) => {
    const { page } = app
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('textbox')).fill('第一个工作日')
    await page.getByRole('dialog').getByText('B13').click()
    await expect(page.getByRole('heading', { name: 'B13' })).toBeVisible()
    await expect(page.locator('.rule-card blockquote')).toHaveText('全市确定每月的第一个工作日为主题党日和党员活动日')
    await expect(page.locator('.rule-card')).toContainText('自动实现：系统按已登记的数据直接判定')
    await expect(page.locator('.rule-row[aria-current="true"]')).toBeInViewport()

    await page.getByRole('combobox', { name: '按任务筛选' }).click()
    await page.getByRole('option', { name: '2 组织生活' }).click()
    await page.getByRole('combobox', { name: '按归宿筛选' }).click()
    await page.getByRole('option', { name: '人工勾核' }).click()
    await expect(page.getByText('3 条，共 265 条')).toBeVisible()
    await expect(page.locator('.rule-row strong')).toHaveText(['B32', 'B33', 'B34'])

    await page.getByRole('tab', { name: '口径冲突' }).click()
    await page.getByRole('textbox', { name: '筛选冲突' }).fill('党支部任期')
    await expect(page.getByRole('row', { name: /^党支部任期/ })).toContainText('2 年已被取代')
    await page.getByRole('link', { name: 'A13' }).click()
    await expect(page.getByRole('heading', { name: 'A13' })).toBeVisible()
    await expect(page.locator('.rule-card')).toContainText('自动实现')
  })
})
