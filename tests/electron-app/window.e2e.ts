import { expect, test } from '../kit/journey.ts'

// 在替身（有本体时在真窗口）里：真实的 main、preload、app:// 处理器与内容安全策略，一起把界面跑起来。
test.use({ startFrom: 'empty' })

test('首次启动：经 preload 载入演示集团，工作台有数，刷新后还在', async ({ app }) => {
  const { page } = app
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  expect(await page.evaluate(() => Object.keys((window as unknown as { jishi: object }).jishi))).toEqual(['call'])
  const loaded = await app.call('settings.loadDemo', { asOf: '2026-09-14' })
  await page.reload()
  await page.goto(`${new URL(page.url()).href.split('#')[0] ?? ''}#/`)
  expect((await app.call('settings.overview', {})).memberCount).toBe(loaded.members)
  await expect(page.getByText('红线').first()).toBeVisible()
})

test('内容安全策略生效：内联脚本与外来脚本都不执行，页面不能连到别处', async ({ app }) => {
  const { page } = app
  await expect(page.locator('#root')).not.toBeEmpty()
  const outcome = await page.evaluate(async () => {
    const inline = document.createElement('script')
    inline.textContent = 'window.inlineRan = true'
    document.body.append(inline)
    const reached = await fetch('https://example.com/').then(
      () => true,
      () => false,
    )
    return { hasInlineRun: 'inlineRan' in window, reached }
  })
  expect(outcome).toEqual({ hasInlineRun: false, reached: false })
  app.expectFaults(/Content Security Policy/)
})
