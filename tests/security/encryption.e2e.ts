import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../kit/journey.ts'

test.use({ startFrom: 'empty' })
// 口令故意算得慢，换库要逐行核对；加上各步的无障碍检查，比别的旅程长。
test.setTimeout(180_000)

const PASSPHRASE = '金桥路七号的桂花树'
const RENEWED = '恢复以后换的新口令'

const sound = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
const passphraseField = (page: Page) => page.getByRole('textbox', { name: '口令', exact: true })

test('启用加密 → 填到一半锁定 → 错口令 → 解锁，填的还在 → 用恢复单设新口令', async ({ app }) => {
  const { page } = app
  await page.goto(`${page.url().split('#')[0] ?? ''}#/security`)
  await sound(page)
  await page.getByRole('button', { name: '开始启用' }).click()
  await passphraseField(page).fill('12345678')
  await expect(page.getByText('顺着数的一串')).toBeVisible()
  await passphraseField(page).fill(PASSPHRASE)
  await page.getByRole('textbox', { name: '再输一遍' }).fill(PASSPHRASE)
  await page.getByRole('button', { name: '下一步：恢复单' }).click()

  const groups = await page.getByRole('list', { name: '恢复码' }).locator('code').allTextContents()
  expect(groups).toHaveLength(8)
  // 没抄、没回输，走不下去。
  const next = page.getByRole('button', { name: '下一步：旧文件' })
  await expect(next).toBeDisabled()
  await page.getByRole('checkbox', { name: /我已打印或抄下/ }).check()
  await expect(next).toBeDisabled()
  for (const field of await page.getByRole('textbox', { name: /对着恢复单输入第/ }).all()) {
    const label = await field.evaluate((element) => (element as HTMLInputElement).labels?.[0]?.textContent ?? '')
    await field.fill((groups[Number(/第 (\d)/.exec(label)?.[1]) - 1] ?? '').toLowerCase())
  }
  await sound(page)
  await next.click()
  await sound(page)
  await page.getByRole('button', { name: '开始加密' }).click()
  await page.getByRole('button', { name: '知道了' }).click()
  await expect(page.getByText('没有口令，拷走文件夹也打不开')).toBeVisible()
  await expect(page.getByRole('contentinfo').getByText('已加密')).toBeVisible()
  await sound(page)

  // 填到一半离开座位。
  await page.goto(`${page.url().split('#')[0] ?? ''}#/settings`)
  const unit = page.getByRole('textbox', { name: '党委全称' })
  await unit.fill('中共半途委员会')
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: '数据已锁定' })).toBeVisible()
  await expect(unit).toBeHidden()
  await sound(page)
  await passphraseField(page).fill('不是这个口令呀')
  await page.getByRole('button', { name: '解锁' }).click()
  await expect(page.getByText('口令不对')).toBeVisible()
  await passphraseField(page).fill(PASSPHRASE)
  await page.getByRole('button', { name: '解锁' }).click()
  await expect(page.getByRole('heading', { name: '数据已锁定' })).toBeHidden()
  await expect(unit).toHaveValue('中共半途委员会')

  await page.getByRole('button', { name: '锁定', exact: true }).click()
  await page.getByRole('button', { name: /忘了口令/ }).click()
  await page.getByRole('textbox', { name: '恢复码' }).fill(groups.join(' '))
  await page.getByRole('textbox', { name: '新口令' }).fill(RENEWED)
  await page.getByRole('textbox', { name: '再输一遍' }).fill(RENEWED)
  await sound(page)
  await page.getByRole('button', { name: '打开并换成新口令' }).click()
  await expect(page.getByRole('heading', { name: '数据已锁定' })).toBeHidden()
  const { rows } = await app.call('settings.journal', {})
  expect(rows.map(({ summary }) => summary)).toEqual(expect.arrayContaining(['启用加密', '用恢复码打开，并设了新口令']))
})
