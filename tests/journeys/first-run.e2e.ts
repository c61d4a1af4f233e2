import { expect, test } from '../kit/journey.ts'

test.use({ startFrom: 'empty' })

test('首次启动的支部名单中途有一行登记不成：改好那一行就能接着登记完', async ({ app }) => {
  const { page } = app
  await page.getByLabel('党委全称').fill('中共试验集团有限公司委员会')
  await page.getByLabel('简称').fill('试验集团党委')
  await page.getByLabel('机关代字').fill('试验党')
  await page.getByLabel('印发机关').fill('中共试验集团有限公司委员会办公室')
  await page.getByRole('button', { name: '保存，下一步' }).click()

  await page.getByLabel('党支部名单').fill(`机关第一支部\n${'长'.repeat(90)}\n机关第三支部`)
  await page.getByRole('button', { name: /登记党委和 3 个党支部/ }).click()
  await expect(page.getByText('没有填写').first()).toBeVisible()
  await page.getByLabel('成立日期').first().fill('2015-01-01')
  await page.getByRole('button', { name: /登记党委和 3 个党支部/ }).click()
  await expect(page.getByText(/^“长+”没有登记成，改好这一行再登记$/)).toBeVisible()

  await page.getByLabel('党支部名单').fill('机关第二支部\n机关第三支部')
  await page.getByRole('button', { name: /登记党委和 2 个党支部/ }).click()
  await expect(page.getByRole('heading', { name: '导入花名册' })).toBeVisible()
  const { nodes } = await app.call('organization.tree', {})
  expect(nodes.map(({ code, name }) => [code, name])).toEqual([
    ['001', '中共试验集团有限公司委员会'],
    ['001.001', '机关第一支部'],
    ['001.002', '机关第二支部'],
    ['001.003', '机关第三支部'],
  ])
})

test('地址手改坏了（百分号不成对）：说没有这个页面，回得到工作台', async ({ app }) => {
  const { page } = app
  await expect(page.getByRole('heading', { name: '第一次使用基石' })).toBeVisible()
  await page.evaluate(() => (window.location.hash = '#/organization/%E0%A4%A'))
  await expect(page.getByText('没有这个页面')).toBeVisible()
  await page.getByRole('link', { name: '回到工作台', exact: true }).click()
  await expect(page.getByRole('heading', { name: '第一次使用基石' })).toBeVisible()
})
