import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../kit/journey.ts'

test('设置 → 关于：看得到版本与第三方软件的许可，按名称找得到，全文打得开', async ({ app }) => {
  const { page } = app
  await page.evaluate(() => {
    window.location.hash = '#/settings/about'
  })
  await expect(page.getByRole('tab', { name: '关于' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText(/^版本 \d+\.\d+\.\d+/)).toBeVisible()
  await expect(page.getByRole('row', { name: /^react-dom \d+.* MIT/ })).toBeVisible()
  await page.getByLabel('找第三方软件').fill('pdfjs')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'pdfjs-dist' }).click()
  await expect(page.getByRole('dialog')).toContainText('Apache License')
  await expect(page.getByRole('dialog')).toContainText('Version 2.0')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
})
