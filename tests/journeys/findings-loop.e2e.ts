import { readFileSync } from 'node:fs'
import { expect, test } from '../kit/journey.ts'
import { readDocx } from '../kit/read-docx.ts'

test.describe('发现闭环', () => {
  test.describe.configure({ timeout: 180_000 })
  test.use({ startFrom: 'demo' })

  test('看到黄色发现 → 点到底 → 填理由关闭 → 计数减一 → 复查日后回来', async ({ app }) => {
    const { page } = app
    const yellow = page.locator('.count-card', { hasText: '提示' }).locator('.count-number')
    await expect(yellow).toHaveText(/^\d+$/)
    const before = Number(await yellow.textContent())

    await page.locator('.count-card', { hasText: '提示' }).click()
    await page.getByRole('button', { name: /融资租赁支部委员会没有纪检委员/ }).click()
    const drawer = page.getByRole('complementary', { name: '发现详情' })
    await expect(drawer).toContainText('推动所有党支部委员会设立纪检委员')
    await expect(drawer.getByRole('link', { name: '班子登记' }).first()).toBeVisible()

    await drawer.getByRole('button', { name: '填写理由关闭' }).click()
    const form = page.getByRole('dialog', { name: '填写理由关闭 A26' })
    await expect(form.getByText('请写明理由')).toBeVisible()
    await form.getByRole('textbox', { name: /^理由/ }).fill('只有四名委员，由组织委员兼管，换届时配齐')
    await form.getByRole('textbox', { name: /^谁批准关闭/ }).fill('苏晴')
    await form.getByRole('textbox', { name: /^依据文号/ }).fill('金圆党〔2026〕31号')
    await form.getByRole('button', { name: '3 个月后' }).click()
    await form.getByRole('button', { name: '关闭这一条' }).click()

    await expect(drawer).toContainText('已填写理由关闭，不计入未办')
    await expect(drawer).toContainText('2026-12-14 自动复查')
    await expect(yellow).toHaveText(String(before - 1))
    await expect(page.getByText(/另有 1 条已填写理由关闭/)).toBeVisible()

    // 橙的不给关，写明为什么。
    await page.getByRole('button', { name: '关闭发现详情' }).click()
    await page.locator('.count-card', { hasText: '应当' }).click()
    await page.locator('.finding-row').first().click()
    await expect(drawer).toContainText('不能填写理由关闭')
    await expect(drawer.getByRole('button', { name: '填写理由关闭' })).toHaveCount(0)

    // 复查日前一天还关着，当天自动回来。
    const open = async (asOf: string) => {
      await page.evaluate((hash) => {
        window.location.hash = hash
      }, `#/?severity=提示&asOf=${asOf}`)
      await page.getByRole('button', { name: /融资租赁支部委员会没有纪检委员/ }).click()
    }
    await open('2026-12-13')
    await expect(drawer).toContainText('已填写理由关闭')
    await page.getByRole('button', { name: '关闭发现详情' }).click()
    await open('2026-12-14')
    await expect(drawer).toContainText('复查日 2026-12-14 已到，重新计入')
    await expect(drawer).toContainText('要关闭或撤销关闭，请回到今天的工作台')

    // 台账里可查可撤。
    await page.evaluate(() => {
      window.location.hash = '#/checks/closures'
    })
    const line = page.getByRole('row', { name: /融资租赁/ })
    await expect(line).toContainText('关闭中')
    await line.getByRole('button', { name: '撤销关闭' }).click()
    const asking = page.getByRole('dialog', { name: '撤销关闭' })
    await asking.getByRole('textbox', { name: /^原因/ }).fill('上级要求照办')
    await asking.getByRole('button', { name: '撤销关闭' }).click()
    await expect(line).toContainText('已撤销')
    await page.evaluate(() => {
      window.location.hash = '#/'
    })
    await expect(yellow).toHaveText(String(before))
  })

  test('动作不串到别的发现、不挤掉事实；证据回到组织生活；从本月必做看名单就打开那一件', async ({ app }) => {
    const { page } = app
    const drawer = page.getByRole('complementary', { name: '发现详情' })
    await page.locator('.count-card', { hasText: '提示' }).click()
    await page
      .getByRole('button', { name: /产业投资.*党员大会/ })
      .first()
      .click()
    await expect(drawer.getByRole('link', { name: '记录党员大会' })).toHaveCount(1)
    await expect(drawer.getByRole('link', { name: '组织生活记录' }).first()).toHaveAttribute('href', /#\/life\/activities\?organizationId=/)

    // 好几次会议要更正主持人：只列前四个，其余收着，事实看得见。
    await page.evaluate(() => {
      window.location.hash = '#/?severity=待确认'
    })
    await page.getByRole('button', { name: /担保第二有 \d+ 次会议没有登记主持人/ }).click()
    await expect(drawer.getByRole('link', { name: '记录党员大会' })).toHaveCount(0)
    await expect(drawer.getByRole('link', { name: /^更正/ })).toHaveCount(4)
    await expect(drawer.getByRole('heading', { name: '用到的事实' })).toBeInViewport()
    await drawer.getByRole('button', { name: /^还有 \d+ 项$/ }).click()
    expect(await drawer.getByRole('link', { name: /^更正/ }).count()).toBeGreaterThan(4)
    await expect(drawer.getByRole('heading', { name: '用到的事实' })).toBeInViewport()

    await page.evaluate(() => {
      window.location.hash = '#/'
    })
    await page.getByRole('listitem').filter({ hasText: '党费清月' }).first().getByRole('link', { name: '看名单' }).click()
    await expect(page.getByText('2026 年 8 月')).toBeVisible()
    const panel = page.getByRole('complementary', { name: '任务明细' })
    await expect(panel.getByRole('heading', { name: '党费清月' })).toBeVisible()
    await expect(panel).toContainText('2026-08-31')

    // 没有节假日表的年份，翻到就说是暂算。
    await page.evaluate(() => {
      window.location.hash = '#/calendar?at=2027-02-10'
    })
    await expect(page.getByText('2027 年节假日表未导入，这一年的工作日按周一至周五暂算')).toBeVisible()
  })

  test('登记一项覆盖 → 看对照表 → 确认 → 发现变了、旁边标“本组织覆盖” → 撤下就回来', async ({ app }) => {
    const { page } = app
    await page.evaluate(() => {
      window.location.hash = '#/settings/overrides'
    })
    await page.getByRole('button', { name: '登记覆盖' }).click()
    const form = page.getByRole('dialog', { name: '登记组织覆盖' })
    await form.getByRole('combobox', { name: /党组织/ }).click()
    await page.getByRole('option', { name: /金融控股/ }).click()
    await form.getByRole('combobox', { name: /覆盖什么/ }).click()
    await page.getByRole('option', { name: '党小组人数上限' }).click()
    const value = form.getByRole('textbox', { name: /^取多少（方案为 10 人）/ })
    await value.fill('12')
    await form.getByRole('textbox', { name: /^依据文号/ }).fill('金圆党〔2026〕20号')
    await form.getByRole('textbox', { name: /^批准人/ }).fill('集团党委')
    await form.getByRole('button', { name: '看会变的发现' }).click()
    // 最大的一组有 13 人，放到 12 结论还是不达标。
    await expect(form.getByText('没有一条发现会变')).toBeVisible()
    // 改了数要重新对照：确认钮退回去。
    await value.fill('13')
    await expect(form.getByRole('button', { name: '登记覆盖' })).toHaveCount(0)
    await form.getByRole('button', { name: '看会变的发现' }).click()
    await expect(form.getByText(/会变的发现 1 条/)).toBeVisible()
    await expect(form.getByRole('region', { name: '对照表' })).toContainText('由 10 人 变为 13 人')
    await form.getByRole('button', { name: '登记覆盖' }).click()
    // 对照表里也有这个支部的一行：等表单收起再看清单。
    await expect(form).toBeHidden()
    await expect(page.getByRole('row', { name: /金融控股/ })).toContainText('生效中')

    const { nodes } = await app.call('organization.tree', {})
    const organizationId = nodes.find((node) => node.shortName === '金融控股')?.id ?? ''
    const judged = async () =>
      (await app.call('compliance.findings', { organizationId, severities: ['提示', '达标'] })).findings.find(
        (each) => each.ruleId === 'A05',
      )
    expect(await judged()).toMatchObject({ verdict: '达标', overrides: [{ value: '13 人', documentNo: '金圆党〔2026〕20号' }] })

    // 收紧到 12：仍不达标，抽屉里标出来。
    await page
      .getByRole('row', { name: /金融控股/ })
      .getByRole('button', { name: '撤下' })
      .click()
    const asking = page.getByRole('dialog', { name: '撤下登记错的覆盖' })
    await asking.getByRole('textbox', { name: /^原因/ }).fill('批的是 12 人')
    await asking.getByRole('button', { name: '撤下' }).click()
    await expect(page.getByRole('row', { name: /金融控股/ })).toContainText('已撤下')
    expect(await judged()).toMatchObject({ verdict: '不达标', overrides: [] })

    // 整体采用另一个方案：同一个地方登记，先看会变的发现。
    await page.getByRole('button', { name: '登记覆盖' }).click()
    await form.getByRole('combobox', { name: /党组织/ }).click()
    await page.getByRole('option', { name: /金融控股/ }).click()
    await form.getByRole('combobox', { name: /覆盖什么/ }).click()
    await page.getByRole('option', { name: /整套方案/ }).click()
    await form.getByRole('combobox', { name: /^采用哪个方案/ }).click()
    await page.getByRole('option', { name: /供销社/ }).click()
    await form.getByRole('textbox', { name: /^依据文号/ }).fill('金圆党〔2026〕22号')
    await form.getByRole('textbox', { name: /^批准人/ }).fill('集团党委')
    await form.getByRole('button', { name: '看会变的发现' }).click()
    await expect(form.getByRole('region', { name: '对照表' })).toContainText('A05')
    await form.getByRole('button', { name: '登记覆盖' }).click()
    await expect(form).toBeHidden()
    const adopted = page.getByRole('row', { name: /金融控股.*整套方案/ })
    await expect(adopted).toContainText('生效中')
    expect(await judged()).toBeUndefined()
    await adopted.getByRole('button', { name: '撤下' }).click()
    await asking.getByRole('textbox', { name: /^原因/ }).fill('改为只放宽一项')
    await asking.getByRole('button', { name: '撤下' }).click()
    await expect(adopted).toContainText('已撤下')
    await app.call('compliance.recordOverride', {
      organizationId,
      key: 'groupMax',
      value: 12,
      fromOn: '2026-09-01',
      untilOn: null,
      documentNo: '金圆党〔2026〕21号',
      approvedBy: '集团党委',
      reason: '',
    })
    await page.reload()
    await page.evaluate(() => {
      window.location.hash = '#/?severity=提示'
    })
    await page.getByRole('button', { name: /金融控股的党小组人数不合适/ }).click()
    const drawer = page.getByRole('complementary', { name: '发现详情' })
    await expect(drawer.getByText('本组织覆盖').first()).toBeVisible()
    await expect(drawer).toContainText('依据 金圆党〔2026〕21号，集团党委批准')
  })

  test('批量勾核 → 结论进发现 → 下载勾核表与体检单', async ({ app }) => {
    const { page } = app
    await page.evaluate(() => {
      window.location.hash = '#/checks?ruleId=F14'
    })
    await page.getByRole('button', { name: '全选' }).click()
    await page.getByRole('button', { name: /^勾核所选 \d+ 项/ }).click()
    const form = page.getByRole('dialog', { name: /^勾核 \d+ 项/ })
    await form.getByRole('radio', { name: '不达标', exact: true }).check()
    await form.getByRole('textbox', { name: /^依据/ }).fill('本半年没有征求意见的记录')
    await form.getByRole('textbox', { name: /^勾核人/ }).fill('苏晴')
    await form.getByRole('button', { name: '登记勾核' }).click()
    await expect(page.getByRole('grid').getByText('不达标').first()).toBeVisible()

    await page.evaluate(() => {
      window.location.hash = '#/'
    })
    await page
      .getByRole('button', { name: /^信托第一，关怀帮扶，.*应当，共 1 条/ })
      .first()
      .click()
    const drawer = page.getByRole('complementary', { name: '发现详情' })
    await expect(drawer).toContainText('由人工勾核')
    await expect(drawer.getByRole('link', { name: '勾核登记' }).first()).toBeVisible()
    await page.getByRole('button', { name: '关闭发现详情' }).click()

    await page.getByRole('button', { name: '信托第一体检单' }).click()
    const dialog = page.getByRole('dialog', { name: '支部体检单' })
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: '出体检单' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('信托第一党支部体检单-2026-09-14.docx')
    const text = readDocx(readFileSync(await download.path()))
      .paragraphs()
      .join('\n')
    for (const piece of ['信托第一党支部体检单', '责任人', '本半年没有征求意见的记录']) expect(text).toContain(piece)
  })
})
