import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startHost } from '../kit/host.ts'
import { expect, test } from '../kit/journey.ts'
import { scratchDirectory } from '../kit/scratch.ts'

const PEOPLE = 80
const UNIT = {
  fullName: '中共演示委员会',
  shortName: '演示党委',
  letterheadName: '中共演示委员会',
  documentCode: '演示党',
  printingOffice: '演示党委办公室',
}
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]
const sound = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])

/** 页面不横着滚：按钮都在屏上。 */
const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)

/** 造一份小数据；旅程里引不了后端，另起一个进程造。 */
function plantInto(directory: string): void {
  const kit = pathToFileURL(path.resolve(import.meta.dirname, '../kit/planted-data.ts')).href
  const program = `const { plantData } = await import(${JSON.stringify(kit)}); const made = await plantData(${PEOPLE}); made.copyTo(${JSON.stringify(directory)}); made.discard()`
  execFileSync(process.execPath, ['--input-type=module', '-e', program])
}

async function memberCountOf(host: Awaited<ReturnType<typeof startHost>>): Promise<number> {
  const reply = await host.dispatch('settings.overview', {})
  if (!reply.ok) throw new Error(reply.failure.message)
  return (reply.value as { memberCount: number }).memberCount
}

for (const size of SIZES)
  test(`坏库 → 修复页 → 抢救 → 看报告 → 打开可用（${size.width}×${size.height}）`, async ({ page }) => {
    await page.setViewportSize(size)
    using scratch = scratchDirectory()
    plantInto(scratch.path)
    const file = path.join(scratch.path, '基石.sqlite')
    const bytes = readFileSync(file)
    bytes.fill(0, 0, 4096)
    writeFileSync(file, bytes)

    const host = await startHost(scratch.path, { today: '2026-09-14' })
    await page.goto(host.url)
    await expect(page.getByRole('heading', { name: '数据打不开，一步步修好它' })).toBeVisible()
    await expect(page.getByText('原件已逐字节另存在')).toBeVisible()
    await expect(page.getByText('完好：与写完时逐字节相符')).toBeVisible()
    await sound(page)
    await fits(page)
    await page.getByRole('button', { name: '抢救，缺的从备份补' }).click()
    await expect(page.getByRole('heading', { name: '抢救报告' })).toBeVisible()
    const adopt = page.getByRole('button', { name: '换上并打开' })
    await expect(adopt).toBeDisabled()
    await page.getByRole('checkbox', { name: /我看过了/ }).check()
    await sound(page)
    await fits(page)
    await adopt.click()
    await expect(page.getByRole('contentinfo', { name: '数据与备份状态' })).toBeVisible()
    expect(await memberCountOf(host)).toBe(PEOPLE)
    // 原件改名留着，一字节没动。
    const kept = readdirSync(scratch.path).find((name) => name.startsWith('基石-恢复前-')) ?? ''
    expect(readFileSync(path.join(scratch.path, kept)).equals(bytes)).toBe(true)
    expect(await host.dispatch('settings.verifyJournal', {})).toMatchObject({ ok: true, value: { isIntact: true } })
    await host.stop()
  })

test('自己换回了旧的备份文件 → 说明少了几条 → 照现在的样子打开 → 日志里记着', async ({ page }) => {
  using scratch = scratchDirectory()
  plantInto(scratch.path)
  // 备份之后又登记了几笔，正常关闭；然后自己拿备份文件盖了数据文件。
  const before = await startHost(scratch.path, { today: '2026-09-14' })
  for (const signer of ['甲', '乙', '丙'])
    expect(await before.dispatch('settings.saveUnit', { ...UNIT, signer })).toMatchObject({ ok: true })
  await before.stop()
  const folder = path.join(scratch.path, '备份')
  const backup = readdirSync(folder).find((name) => name.endsWith('.sqlite')) ?? ''
  copyFileSync(path.join(folder, backup), path.join(scratch.path, '基石.sqlite'))

  const host = await startHost(scratch.path, { today: '2026-09-14' })
  await page.goto(host.url)
  await expect(page.getByText(/比上次用的旧：最后 \d+ 条操作不在里面/)).toBeVisible()
  await expect(page.getByText('如果是您自己换回了旧文件')).toBeVisible()
  await sound(page)
  await page.getByRole('button', { name: '我知道内容可能不对，照样打开' }).click()
  await expect(page.getByRole('contentinfo', { name: '数据与备份状态' })).toBeVisible()
  expect(await memberCountOf(host)).toBe(PEOPLE)
  const journal = await host.dispatch('settings.journal', { limit: 1 })
  expect(JSON.stringify(journal)).toContain('照现在的样子打开')
  await host.stop()
})

test('另存到 U 盘（设口令）→ 新电脑首次启动页从备份恢复 → 人都在', async ({ page }) => {
  using scratch = scratchDirectory()
  const data = path.join(scratch.path, '旧电脑')
  plantInto(data)
  const stick = path.join(scratch.path, '优盘')
  mkdirSync(stick)
  const old = await startHost(data, { today: '2026-09-14' })
  await page.goto(old.url)
  await page.goto(`${old.origin}/#/settings/backup`)
  await page.getByRole('button', { name: '另存一份到别处…' }).click()
  await page.getByRole('textbox', { name: '放到哪个文件夹' }).fill(stick)
  await page.getByRole('textbox', { name: '这一份的口令' }).fill('抽屉里的蓝色优盘')
  await page.getByRole('textbox', { name: '再输一遍' }).fill('抽屉里的蓝色优盘')
  await sound(page)
  await page.getByRole('button', { name: '另存', exact: true }).click()
  await expect(page.getByText('写完读回来核对过')).toBeVisible()
  await sound(page)
  await page.getByRole('button', { name: '知道了' }).click()
  await expect(page.getByText(/上次另存在/)).toBeVisible()
  await old.stop()

  const fresh = await startHost(path.join(scratch.path, '新电脑'), { today: '2026-09-14' })
  await page.goto(fresh.url)
  await page.getByRole('button', { name: '从别处的备份恢复…' }).click()
  await page.getByRole('textbox', { name: '备份在哪个文件夹' }).fill(stick)
  await page.getByRole('radio').check()
  await page.getByRole('textbox', { name: '这份备份的口令' }).fill('记错了的口令')
  await page.getByRole('button', { name: '打开看看' }).click()
  await expect(page.getByText('口令打不开备份')).toBeVisible()
  await page.getByRole('textbox', { name: '这份备份的口令' }).fill('抽屉里的蓝色优盘')
  await page.getByRole('button', { name: '打开看看' }).click()
  await expect(page.getByText('与写完时逐字节相符')).toBeVisible()
  await sound(page)
  await page.getByRole('button', { name: '恢复这份备份' }).click()
  await expect(page.getByText('已恢复，现在看到的就是那份备份里的内容')).toBeVisible()
  expect(await memberCountOf(fresh)).toBe(PEOPLE)
  await fresh.stop()
})
