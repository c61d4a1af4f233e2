import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../kit/journey.ts'

test.describe('操作日志与撤销', () => {
  test.use({ startFrom: 'demo' })

  test('改名册一项，日志里看得到前后值，撤销恢复原样，再撤回来就是重做', async ({ app }) => {
    test.setTimeout(180_000)
    const { page } = app
    const { rows } = await app.call('member.list', { limit: 60 })
    const member = rows[40]
    if (!member) throw new Error('演示集团里没有党员')
    const remarkNow = async () => (await app.call('member.detail', { memberId: member.id })).member.remark
    const before = await remarkNow()
    await page.evaluate((hash) => {
      window.location.hash = hash
    }, `#/person/${member.id}`)
    await page.getByRole('button', { name: '改信息' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('备注').fill('撤销演示备注')
    await dialog.getByRole('button', { name: /^(保存|存)/ }).click()
    await expect(dialog).toHaveCount(0)
    expect(await remarkNow()).toBe('撤销演示备注')

    // 从一人一页到他的改动史，点开最近一条。
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: /改动史/ }).click()
    await expect(page.getByText(`只看涉及“${member.name}”的`)).toBeVisible()
    await page.getByText('改一名党员的信息').first().click()
    const detail = page.getByRole('dialog')
    await expect(detail.getByRole('row', { name: /备注.*撤销演示备注/ })).toContainText(before === '' ? '空' : before)
    expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations.map(({ id }) => id)).toEqual([])

    await detail.getByRole('button', { name: '撤销这一步' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
    await expect(page.getByText(/已由第 \d+ 条撤销/).first()).toBeVisible()
    expect(await remarkNow()).toBe(before)

    // 撤销也是一步：提示里的“撤销”再撤回来，就是重做。
    await page.getByRole('button', { name: '撤销', exact: true }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
    await expect(page.getByText(/即重做第 \d+ 条/).first()).toBeVisible()
    expect(await remarkNow()).toBe('撤销演示备注')
    expect((await app.call('settings.verifyJournal', {})).isIntact).toBe(true)

    // Ctrl+Z 撤自己最近的一步；先说清要撤什么，按取消就不撤。
    await page.locator('body').press('Control+z')
    await expect(page.getByRole('dialog').getByText('改过的内容会整步倒回到改之前')).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    expect(await remarkNow()).toBe('撤销演示备注')
  })
})
