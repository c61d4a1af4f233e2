import { AxeBuilder } from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { expect, test } from '../kit/journey.ts'
import { parseIcalendar } from './parse-icalendar.ts'

test.use({ today: '2026-11-20', startFrom: 'demo' })
test.describe.configure({ timeout: 360_000 })

const NOTICE = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假。
六、中秋节：9月15日（周三）放假。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。`

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
])
  test(`导入 2027 年节假日 → 主题党日换了日子 → 拿到日历文件与挂图（${viewport.width}×${viewport.height}）`, async ({ app }) => {
    const { page } = app
    await page.setViewportSize(viewport)
    const accessible = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${where}：${id} ${nodes[0]?.html ?? ''}`)).toEqual([])
    }

    // 到了十一月，铃铛里提示次年缺表，点过去就是导入的地方。
    await page.getByRole('button', { name: /^提醒/ }).click()
    await expect(page.getByText('2027 年节假日表未导入').first()).toBeVisible({ timeout: 60_000 })
    await accessible('铃铛')
    await page.getByRole('link', { name: '去导入' }).first().click()
    await page.getByRole('button', { name: '粘贴通知文字' }).click()
    await page.getByLabel('通知文字').fill(NOTICE)
    await page.getByRole('button', { name: '读出来核对' }).click()

    // 先给人看：文号认得，七个节都在，没有要改的。
    const editor = page.getByRole('dialog', { name: '核对 2027 年节假日' })
    await expect(editor.getByLabel('来源')).toHaveValue('国办发明电〔2026〕9号')
    await expect(editor.getByText('春节，周五至周四')).toBeVisible()
    await accessible('核对')
    await editor.getByRole('button', { name: '存这一年' }).click()
    await expect(page.getByRole('rowheader', { name: '2027' })).toBeVisible()
    await accessible('节假日表')

    // 日历翻到 2027 年 1 月：主题党日在 4 日，不再是放假的 1 日。
    await page.getByRole('navigation', { name: '工作日历' }).getByRole('link', { name: '日历', exact: true }).click()
    await page.getByRole('button', { name: '下个月' }).click()
    await page.getByRole('button', { name: '下个月' }).click()
    await expect(page.getByText('2027 年 1 月')).toBeVisible()
    const fourth = page.getByRole('region', { name: /^1月4日，/ })
    await expect(fourth.getByRole('button', { name: /主题党日 / }).first()).toBeVisible()
    await accessible('月视图')
    await fourth
      .getByRole('button', { name: /主题党日 / })
      .first()
      .click()
    await expect(page.getByRole('complementary', { name: '任务明细' }).getByText('2027-01-04 周一')).toBeVisible()
    await accessible('任务明细')

    // 拿到日历文件：主题党日在 1 月 4 日。
    await page.getByRole('button', { name: '导出', exact: true }).click()
    const calendar = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: '2027 年未办的 .ics' }).click()
    const { events } = parseIcalendar(readFileSync(await (await calendar).path()))
    expect(events.find((event) => event['SUMMARY']?.startsWith('主题党日（'))?.['DTSTART']).toBe('20270104')

    // 拿到挂图。
    await page.getByRole('button', { name: '导出', exact: true }).click()
    const wall = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'A3 挂图 docx' }).click()
    expect((await wall).suggestedFilename()).toMatch(/2027年党建工作年历（A3）\.docx$/)

    await page.getByText('年', { exact: true }).click()
    await expect(page.getByRole('region', { name: '12 月' })).toBeVisible()
    await accessible('年视图')
    await page.getByText('列表', { exact: true }).click()
    await expect(page.getByRole('table')).toBeVisible()
    await accessible('列表')
  })
