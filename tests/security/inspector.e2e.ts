import type { Page } from '@playwright/test'
import { expect, test } from '../kit/journey.ts'

test.use({ startFrom: 'demo' })
// 登录要算口令的散列，故意慢。
test.setTimeout(180_000)

const ADMIN = { name: '苏晴', passphrase: '春风又绿江南岸7' }
const INSPECTOR = { name: '周见山', given: '两岸猿声啼不住7', own: '轻舟已过万重山7' }

const open = (page: Page, hash: string) => page.goto(`${page.url().split('#')[0] ?? ''}#${hash}`)

test('只读检查员：主要页面没有登记按钮，导出还在；直接打网址进登记表单，说明由谁办', async ({ app }) => {
  const { page } = app
  await app.call('security.addAccount', { ...ADMIN, role: '党委管理员' })
  await app.call('security.signIn', ADMIN)
  await app.call('security.addAccount', { name: INSPECTOR.name, passphrase: INSPECTOR.given, role: '只读检查员' })
  await app.call('security.signOut', {})
  await app.call('security.signIn', { name: INSPECTOR.name, passphrase: INSPECTOR.given })
  await app.call('security.changeOwnPassphrase', { currentPassphrase: INSPECTOR.given, newPassphrase: INSPECTOR.own })
  await page.reload()

  await open(page, '/member')
  await expect(page.getByRole('button', { name: '导出 Excel' })).toBeVisible()
  await expect(page.getByRole('button', { name: '添加党员' })).toHaveCount(0)
  await open(page, '/life')
  await expect(page.getByRole('heading', { name: '组织生活', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: '记一场活动' })).toHaveCount(0)
  await open(page, '/life/talk')
  await expect(page.getByRole('heading', { name: '谈心谈话', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: '登记谈话' })).toHaveCount(0)
  await open(page, '/life/activity/new')
  await expect(page.getByText('没有权限登记、更改')).toBeVisible()
  await expect(page.getByText('你现在的身份是只读检查员')).toBeVisible()
})
