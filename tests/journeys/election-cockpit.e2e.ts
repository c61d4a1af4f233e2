import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../kit/journey.ts'

test.describe('换届驾驶舱', () => {
  test.use({ startFrom: 'demo' })

  test('从届次页进驾驶舱：键盘逐张计票选出书记，签字、确认写入新一届，撤销恢复', async ({ app }) => {
    test.setTimeout(120_000)
    const { page } = app
    const { rows } = await app.call('election.processes', {})
    const process = rows.find((row) => row.organizationName === '产业投资')
    if (!process) throw new Error('演示集团里没有产业投资的换届流程')
    const before = await app.call('election.board', { organizationId: process.organizationId })

    await page.goto(`${page.url().split('#')[0] ?? ''}#/election/${process.organizationId}`)
    await page.locator('.board').getByRole('link', { name: '换届驾驶舱', exact: true }).click()
    await expect(page.getByText('在合法窗口内，距届满 14 天')).toBeVisible()
    await expect(page.getByText('到会有效：实到')).toBeVisible()
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((each) => `${each.id} ${each.help} ${each.nodes[0]?.target.join(' ') ?? ''}`)).toEqual([])
    }

    await page.getByRole('button', { name: '开始投票' }).click()
    const dialog = page.getByRole('dialog')
    for (const [label, count] of [
      ['实到会（有选举权）', '5'],
      ['发出选票', '5'],
      ['收回选票', '6'],
    ] as const)
      await dialog.getByLabel(label).fill(count)
    await dialog.getByRole('button', { name: '开始录票' }).click()
    await expect(page.getByText('收回多于发出，无效')).toBeVisible()
    await page.getByRole('button', { name: '改到会与票数' }).click()
    await dialog.getByLabel('收回选票').fill('5')
    await dialog.getByRole('button', { name: '改正' }).click()
    await expect(dialog).toBeHidden()

    // 只用键盘：1 画赞成，回车存下到下一张；第 2 张画反对；画到一半按 Esc 先问。
    const pad = page.getByRole('group', { name: '录第 1 张选票' })
    await pad.focus()
    await page.keyboard.press('1')
    await expect(page.getByText('有效：赞成 1 人，不多于应选')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('group', { name: '录第 2 张选票' })).toBeFocused()
    await page.keyboard.press('1')
    await page.keyboard.press('1')
    await page.keyboard.press('Escape')
    await expect(page.getByText('这一张刚画的不保存')).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.getByRole('group', { name: '录第 2 张选票' }).focus()
    await page.keyboard.press('Enter')
    for (const number of [3, 4, 5]) {
      await expect(page.getByRole('group', { name: `录第 ${number} 张选票` })).toBeFocused()
      await page.keyboard.press('1')
      await page.keyboard.press('Enter')
    }
    await expect(page.getByText('选足应选 1 名')).toBeVisible()
    await page.getByRole('button', { name: '确认计票结果' }).click()
    await dialog.getByRole('button', { name: '签字确认' }).click()
    await expect(page.getByText('监票人').filter({ hasText: '已签字' })).toBeVisible()

    await page.getByRole('button', { name: '确认当选，写入班子' }).click()
    await dialog.getByRole('button', { name: '确认当选' }).click()
    await expect(page.getByText('当选已写入班子。')).toBeVisible()
    const after = await app.call('election.board', { organizationId: process.organizationId })
    expect(after.overview.currentTerm).toMatchObject({ seq: (before.overview.currentTerm?.seq ?? 0) + 1, electedOn: '2026-09-14' })
    expect(after.overview.committeeCount).toBe(5)

    await page.getByRole('button', { name: '办理', exact: true }).click()
    await page.getByRole('menuitem', { name: '撤销已确认的结果' }).click()
    await dialog.getByLabel('原因').fill('核票有误')
    await dialog.getByRole('button', { name: '撤销当选' }).click()
    await expect(dialog).toBeHidden()
    const restored = await app.call('election.board', { organizationId: process.organizationId })
    expect(restored.posts).toEqual(before.posts)
  })

  test('改大会日期：出窗立即给红、停用后续，改回恢复；没有流程的支部从届次页发起', async ({ app }) => {
    test.setTimeout(120_000)
    const { page } = app
    const { rows } = await app.call('election.processes', {})
    const process = rows.find((row) => row.organizationName === '信托第二')
    if (!process) throw new Error('演示集团里没有信托第二的换届流程')
    await page.goto(`${page.url().split('#')[0] ?? ''}#/election-process/${process.id}`)
    const meeting = page.getByRole('textbox', { name: '大会日期', exact: true })
    await meeting.fill('2026-12-16')
    await expect(page.getByText('晚于窗口').first()).toBeVisible()
    await expect(page.getByText('大会通知及以后各步停用')).toBeVisible()
    await meeting.fill('2026-12-15')
    await expect(page.getByText('大会通知及以后各步停用')).toBeHidden()
    await expect(page.getByText('当日届满').first()).toBeVisible()

    await page.getByRole('button', { name: '请示批复' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '实际日期', exact: true }).fill('2026-09-01')
    await dialog.getByRole('button', { name: '登记' }).click()
    await expect(dialog.getByRole('alert')).toContainText('先有请示才有批复')
    await page.keyboard.press('Escape')

    const { nodes } = await app.call('organization.tree', {})
    const branch = nodes.find((node) => node.shortName === '机关第三')
    await page.goto(`${page.url().split('#')[0] ?? ''}#/election/${branch?.id ?? ''}`)
    await page.getByRole('link', { name: '发起换届' }).click()
    await expect(dialog.getByText(/第 \d+ 届 .* 届满/)).toBeVisible()
    await dialog.getByRole('button', { name: '发起' }).click()
    await expect(page.getByText('按届满日倒排')).toBeVisible()
    await expect(page.getByText('还没有候选人')).toBeVisible()
  })
})
