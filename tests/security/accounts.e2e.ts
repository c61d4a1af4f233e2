import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../kit/journey.ts'

test.use({ startFrom: 'demo' })
// 登录要算口令的散列，故意慢；几次登录加上各页的无障碍检查，比别的旅程长。
test.setTimeout(180_000)

const ADMIN = { name: '苏晴', passphrase: '春风又绿江南岸7' }
const OPERATOR = { name: '林柏川', given: '明月何时照我还7', own: '轻舟已过万重山7' }

const open = (page: Page, hash: string) => page.goto(`${page.url().split('#')[0] ?? ''}#${hash}`)
const sound = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])

async function signIn(page: Page, name: string, passphrase: string): Promise<void> {
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible()
  await page.getByRole('group', { name: '选名字' }).getByRole('button', { name }).click()
  await page.getByRole('textbox', { name: '口令', exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

test('管理员设支部操作员 → 操作员只见本支部、进不了别的支部 → 记一次支委会 → 管理员在日志里看到是谁记的', async ({ app }) => {
  const { page } = app
  const { rows } = await app.call('life.matrix', { year: 2026 })
  const mine = rows.find((row) => row.months[8]?.[1]?.state === '待办')
  const other = rows.find((row) => row.organizationId !== mine?.organizationId)
  if (!mine || !other) throw new Error('演示集团里没有 9 月还没开支委会的支部')

  await open(page, '/settings/accounts')
  await page.getByRole('button', { name: '设第一个身份' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '名字' }).fill(ADMIN.name)
  await dialog.getByRole('textbox', { name: '口令', exact: true }).fill(ADMIN.passphrase)
  await dialog.getByRole('textbox', { name: '再输一遍' }).fill(ADMIN.passphrase)
  await dialog.getByRole('button', { name: '设好，去登录' }).click()

  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible()
  await sound(page)
  await signIn(page, ADMIN.name, '记错了的口令')
  await expect(page.getByText('名字或口令不对')).toBeVisible()
  await signIn(page, ADMIN.name, ADMIN.passphrase)

  await page.getByRole('button', { name: '新增身份' }).click()
  await dialog.getByRole('textbox', { name: '名字' }).fill(OPERATOR.name)
  await dialog.getByRole('combobox', { name: '可见范围' }).fill(mine.organizationName)
  await page.getByRole('option', { name: `${mine.organizationName}（党支部）` }).click()
  await dialog.getByRole('textbox', { name: '口令', exact: true }).fill(OPERATOR.given)
  await dialog.getByRole('textbox', { name: '再输一遍' }).fill(OPERATOR.given)
  await dialog.getByRole('button', { name: '新增', exact: true }).click()
  await expect(page.getByRole('cell', { name: OPERATOR.name, exact: true })).toBeVisible()
  await sound(page)
  await page.getByRole('button', { name: '退出登录' }).click()

  await signIn(page, OPERATOR.name, OPERATOR.given)
  await expect(page.getByRole('heading', { name: '先改口令' })).toBeVisible()
  await page.getByRole('textbox', { name: '原口令' }).fill(OPERATOR.given)
  await page.getByRole('textbox', { name: '新口令' }).fill(OPERATOR.own)
  await page.getByRole('textbox', { name: '再输一遍' }).fill(OPERATOR.own)
  await page.getByRole('button', { name: '改好，进入' }).click()

  const rail = page.getByRole('navigation', { name: '主导航' })
  await expect(rail.getByRole('button', { name: '退出登录' })).toBeVisible()
  await expect(rail.getByRole('link', { name: '导入花名册' })).toHaveCount(0)
  await open(page, '/')
  await expect(page.getByText('1 个党支部，')).toBeVisible()
  await expect(page.getByText(other.organizationName)).toHaveCount(0)
  await open(page, '/exchange')
  await expect(page.getByText('没有权限打开“导入花名册”')).toBeVisible()
  await open(page, `/organization/${other.organizationId}`)
  await expect(page.getByText('没有这一项，或者它不在你的范围里').first()).toBeVisible()
  await expect(page.getByText(other.organizationName)).toHaveCount(0)
  await sound(page)

  await open(page, `/life/activity/new?organizationId=${mine.organizationId}&type=支委会&heldOn=2026-09-11`)
  await page.getByRole('textbox', { name: '第 1 题', exact: true }).fill('研究国庆节前谈心谈话安排')
  await page.getByRole('textbox', { name: '第 1 题的决议' }).fill('由书记、组织委员分头谈')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已记下这次活动')).toBeVisible()
  await rail.getByRole('button', { name: '退出登录' }).click()

  await signIn(page, ADMIN.name, ADMIN.passphrase)
  await expect(rail).toBeVisible()
  await open(page, '/settings/journal')
  const line = page.getByRole('row').filter({ hasText: '记录一次活动' }).first()
  await expect(line).toContainText(OPERATOR.name)
})
