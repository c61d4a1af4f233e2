import { AxeBuilder } from '@axe-core/playwright'
import type { Download, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { expect, test } from '../kit/journey.ts'
import { readDocx } from '../kit/read-docx.ts'

/** 击键层模型（Card、Moran、Newell）：一次按键 0.28 秒，每换一格想 1.35 秒；汉字按拼音输入法平均每字三键。 */
const KEY_SECONDS = 0.28
const THINK_SECONDS = 1.35
const KEYS_PER_HANZI = 3

/** 照着一个人的手来数：每一次按键、每一次粘贴、每打一个字都记下。 */
class Hands {
  keys = 0
  thoughts = 0
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get seconds(): number {
    return this.keys * KEY_SECONDS + this.thoughts * THINK_SECONDS
  }

  async press(key: string, times = 1): Promise<void> {
    this.thoughts += 1
    for (let done = 0; done < times; done += 1) {
      this.keys += key.split('+').length
      await this.page.keyboard.press(key)
    }
  }

  async type(text: string): Promise<void> {
    this.thoughts += 1
    for (const letter of text) this.keys += /\p{Script=Han}/u.test(letter) ? KEYS_PER_HANZI : 1
    await this.page.keyboard.insertText(text)
  }

  async paste(text: string): Promise<void> {
    this.thoughts += 1
    this.keys += 2
    await pasteText(this.page, text)
  }
}

/** 剪贴板里的字贴到光标所在的地方，走页面真实的粘贴事件。 */
async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
}

/** 打开一页并等它换上来：只改网址的话，新页的代码到之前旧页还在，同名按钮会点到旧页上。 */
async function openAt(page: Page, hash: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0] ?? ''}#${hash}`)
  await page.reload()
}

async function expectClean(page: Page): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map((each) => `${each.id} ${each.help} ${each.nodes[0]?.target.join(' ') ?? ''}`)).toEqual([])
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function wordsOf(download: Download): Promise<string> {
  return readDocx(readFileSync(await download.path()))
    .paragraphs()
    .join('\n')
}

test.describe('组织生活', () => {
  test.use({ startFrom: 'demo' })

  test('只用键盘记一次支委会：从矩阵到存好，按击键数算不超过 90 秒，格子当即变绿', async ({ app }) => {
    test.setTimeout(120_000)
    const { page } = app
    const matrix = await app.call('life.matrix', { year: 2026 })
    const at = matrix.rows.findIndex((row) => row.months[8]?.[1]?.state === '待办')
    const row = matrix.rows[at]
    if (!row) throw new Error('演示集团里九月的支委会都开过了，没有待办的支部')

    await openAt(page, '/life')
    const grid = page.getByRole('grid', { name: '2026 年组织生活，支部与月份' })
    await expect(grid).toBeVisible()
    await expectClean(page)

    const hands = new Hands(page)
    await grid.focus()
    // 起点是本月第一个位置：向下到这个支部，向右一格是支委会。翻页键能到的先翻页。
    await hands.press('ArrowDown', at)
    await hands.press('ArrowRight')
    await hands.press('Enter')
    await expect(page.getByRole('heading', { name: `${row.organizationName}，9 月支委会` })).toBeVisible()
    await expect(page.getByRole('button', { name: '记一次' })).toBeFocused()
    await hands.press('Enter')
    await expect(page.getByRole('textbox', { name: '第 1 题', exact: true })).toBeFocused()
    await hands.paste('一、研究九月主题党日安排\n二、酝酿预备党员接收对象')
    await expect(page.getByRole('textbox', { name: '第 1 题的发言要点' })).toBeFocused()
    await hands.type('定在月初学习')
    await hands.press('Tab')
    await hands.type('照此办理')
    await hands.press('Alt+ArrowDown')
    await expect(page.getByRole('textbox', { name: '第 2 题的决议' })).toBeFocused()
    await hands.type('同意提交大会')
    await hands.press('Control+Enter')
    await expect(page.getByText('已记下这次活动')).toBeVisible()
    expect(hands.seconds).toBeLessThanOrEqual(90)
    expect(hands.thoughts).toBeLessThanOrEqual(12)

    await expect(page.getByRole('gridcell', { name: new RegExp(`^${row.organizationName}，9 月，支委会：已办`) })).toHaveCount(1)
    const { rows } = await app.call('life.activities', { organizationId: row.organizationId, year: 2026, month: 9, type: '支委会' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ topicTitles: ['研究九月主题党日安排', '酝酿预备党员接收对象'], isBackfilled: false })
    expect(rows[0]?.presentCount).toBe(rows[0]?.expectedCount)
    expect(rows[0]?.hostName).not.toBe('')

    // 下一次照上次：题目带出来，旧的要点与决议不带。
    await openAt(page, `/life/activity/new?organizationId=${row.organizationId}&type=支委会`)
    await expect(page.getByRole('textbox', { name: '第 2 题', exact: true })).toHaveValue('酝酿预备党员接收对象')
    await expect(page.getByRole('textbox', { name: '第 2 题的决议' })).toHaveValue('')
    await page.getByRole('textbox', { name: '第 1 题的发言要点' }).fill('改主意了')
    await page.getByRole('link', { name: '议定事项' }).click()
    await expect(page.getByRole('dialog')).toContainText('还没有保存')
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await expect(page.getByRole('textbox', { name: '第 1 题的发言要点' })).toHaveValue('改主意了')
    await page.getByRole('link', { name: '议定事项' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '不保存，离开' }).click()
    await expect(page.getByRole('heading', { name: '议定事项' })).toBeVisible()
  })

  test('批量录主题党日；粘贴签到含错字与外人给候选；月结后改要理由；下载会议记录与整年台账', async ({ app }) => {
    test.setTimeout(240_000)
    const { page } = app
    // 前提：三个支部九月的主题党日还没记（演示里记了的先移走）。
    const waiting = (await app.call('life.matrix', { year: 2026 })).rows.filter((row) => row.months[8]?.[3]?.state === '已办').slice(0, 3)
    expect(waiting.length).toBe(3)
    for (const row of waiting)
      for (const activityId of row.months[8]?.[3]?.activityIds ?? []) {
        const { revision } = await app.call('life.activity', { activityId })
        await app.call('life.removeActivity', { activityId, revision, reason: '旅程从没有记过开始' })
      }
    const matrix = await app.call('life.matrix', { year: 2026 })
    const isWaiting = (row: (typeof matrix.rows)[number]) => row.months[8]?.[3]?.state === '待办'
    expect(matrix.rows.filter(isWaiting).map(({ organizationId }) => organizationId)).toEqual(
      expect.arrayContaining(waiting.map(({ organizationId }) => organizationId)),
    )

    await openAt(page, '/life/batch')
    await page.getByRole('button', { name: '全不选' }).click()
    for (const { organizationName } of waiting) await page.getByRole('checkbox', { name: organizationName, exact: true }).check()
    await page.getByRole('textbox', { name: '日期', exact: true }).fill('2026-09-01')
    await page.getByRole('textbox', { name: '地点', exact: true }).fill('集团党员活动中心')
    await page.getByRole('textbox', { name: '主题', exact: true }).fill('学习发展党员工作细则')
    await page.getByRole('button', { name: '加一题' }).click()
    await page.getByRole('textbox', { name: '第 1 题', exact: true }).fill('学习《发展党员工作细则》')
    await page.getByRole('textbox', { name: '第 1 题的决议' }).fill('按时完成半年工作')
    await page.getByRole('textbox', { name: `${waiting[0]?.organizationName ?? ''}没到的人` }).fill('查无此人')
    await page.getByRole('button', { name: '给 3 个支部记下' }).click()
    await expect(page.getByText('1 个支部有没对上的姓名')).toBeVisible()
    expect((await app.call('life.matrix', { year: 2026 })).rows.filter(isWaiting)).toHaveLength(matrix.rows.filter(isWaiting).length)
    await page.getByRole('textbox', { name: `${waiting[0]?.organizationName ?? ''}没到的人` }).fill('')
    await page.getByRole('button', { name: '给 3 个支部记下' }).click()
    await expect(page.getByText('给 3 个支部记下了同一次')).toBeVisible()
    const after = await app.call('life.matrix', { year: 2026 })
    for (const { organizationId } of waiting) {
      const slot = after.rows.find((row) => row.organizationId === organizationId)?.months[8]?.[3]
      expect(['已办', '补录']).toContain(slot?.state)
    }

    // 打开其中一次，重新签到：一个错字、一个不是党员、一个外支部的。
    const branch = waiting[0]
    if (!branch) throw new Error('没有可用的支部')
    const { rows } = await app.call('life.activities', { organizationId: branch.organizationId, year: 2026, month: 9, type: '主题党日' })
    const activityId = rows[0]?.id ?? ''
    const before = await app.call('life.activity', { activityId })
    const names = before.attendance.map(({ name }) => name)
    const [first = '', second = '', third = ''] = names
    const misspelt = `${second.slice(0, -1)}〇`
    await openAt(page, `/life/activity/${activityId}?act=edit`)
    const paste = page.getByRole('textbox', { name: /^粘贴到会的一列姓名/ })
    await paste.focus()
    await pasteText(page, [first, misspelt, third, '王大锤'].join('\n'))
    const region = page.getByRole('region', { name: '粘贴的姓名' })
    await expect(region.getByText('对上 2 人，2 个要你点一下')).toBeVisible()
    await expectClean(page)
    await region.getByRole('button', { name: new RegExp(`^${second}.*错一字`) }).click()
    await region.getByRole('button', { name: '不是本支部党员，记作列席人员' }).click()
    await expect(page.getByRole('textbox', { name: '列席人员' })).toHaveValue('王大锤')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('已改好')).toBeVisible()
    const signed = await app.call('life.activity', { activityId })
    expect(signed.presentCount).toBe(3)
    expect(signed.guests).toEqual([{ name: '王大锤', role: '' }])

    // 八月先补一次，月结之后再改：不写理由存不下，写了留痕。
    const august = await app.call('life.recordActivity', {
      activity: {
        organizationId: branch.organizationId,
        types: ['党员大会'],
        heldOn: '2026-08-20',
        startsAt: '14:00',
        endsAt: '15:00',
        place: '会议室',
        topics: [{ type: '党员大会', title: '审议半年工作报告', resolution: '通过' }],
        unlisted: '出席',
      },
    })
    await openAt(page, '/life')
    await page.getByRole('button', { name: '办理', exact: true }).click()
    await page.getByRole('menuitem', { name: '月结与反月结' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('combobox', { name: '哪个月' })).toHaveValue('2026 年 8 月')
    const line = dialog.getByRole('row').filter({ has: page.getByRole('cell', { name: branch.organizationName, exact: true }) })
    await line.getByRole('button', { name: '月结' }).click()
    await expect(line.getByRole('button', { name: '反月结' })).toBeVisible()
    await page.keyboard.press('Escape')

    await openAt(page, `/life/activity/${august.activityId}?act=edit`)
    await page.getByRole('textbox', { name: '地点', exact: true }).fill('党员活动室')
    await page.keyboard.press('Control+Enter')
    await expect(dialog.getByRole('heading', { name: '2026-08 已月结' })).toBeVisible()
    await expect(dialog.getByRole('button', { name: '改动并留痕' })).toBeDisabled()
    await dialog.getByRole('textbox', { name: '理由' }).fill('地点写错')
    await dialog.getByRole('textbox', { name: '授权人' }).fill('党群部主任')
    await dialog.getByRole('button', { name: '改动并留痕' }).click()
    await expect(page.getByText('授权人 党群部主任')).toBeVisible()
    const { changes } = await app.call('life.closedMonthChanges', { organizationId: branch.organizationId, year: 2026 })
    expect(changes[0]).toMatchObject({ reason: '地点写错', authorizedBy: '党群部主任' })
    await expectClean(page)

    // 拿到文件：这一次的会议记录，与这个支部整年的台账。
    await page.getByRole('button', { name: '生成会议记录' }).click()
    const [record] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: '会议记录（Word）' }).click()])
    expect(await wordsOf(record)).toContain('审议半年工作报告')
    await openAt(page, `/life/ledger?organizationId=${branch.organizationId}&year=2026`)
    const [ledger] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `导出${branch.organizationName}的一册` }).click(),
    ])
    const words = await wordsOf(ledger)
    for (const written of ['审议半年工作报告', '学习《发展党员工作细则》', '党员活动室', '王大锤']) expect(words).toContain(written)
  })

  test('缺口点开是条文，写说明以后仍是缺口、标已说明；移入回收站的能恢复', async ({ app }) => {
    test.setTimeout(120_000)
    const { page } = app
    const matrix = await app.call('life.matrix', { year: 2026 })
    const gap = matrix.rows
      .flatMap((row) => row.months.map((slots, index) => ({ row, month: index + 1, slot: slots[1] })))
      .find(({ slot }) => slot?.state === '漏开' && !slot.isExplained)
    if (!gap) throw new Error('演示集团里没有漏开的支委会')
    const month = `2026-${String(gap.month).padStart(2, '0')}`
    await openAt(page, `/life?organizationId=${gap.row.organizationId}&month=${month}&slot=支委会`)
    await expect(page.getByText('党支部委员会一般每月召开1次').first()).toBeVisible()
    await expectClean(page)
    await page.getByRole('button', { name: '写说明' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '为什么没开' }).fill('全体委员外派支援项目')
    await dialog.getByRole('button', { name: '写下说明' }).click()
    await expect(page.getByText('漏开，已写说明')).toBeVisible()
    const now = await app.call('life.matrix', { year: 2026 })
    const row = now.rows.find(({ organizationId }) => organizationId === gap.row.organizationId)
    expect(row?.months[gap.month - 1]?.[1]).toMatchObject({ state: '漏开', isExplained: true })
    expect(row?.gapCount).toBe(gap.row.gapCount)

    // 过去的月份补录：哪天开的不替人编，空着存不下。
    await page.getByRole('button', { name: '补开并记录' }).click()
    const day = page.getByRole('textbox', { name: '日期', exact: true })
    await expect(day).toBeFocused()
    await expect(day).toHaveValue('')
    await page.getByRole('textbox', { name: '第 1 题', exact: true }).fill('研究本月工作')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('日期：没有填写')).toBeVisible()
    const slot = { organizationId: gap.row.organizationId, year: 2026, month: gap.month, type: '支委会' } as const
    expect((await app.call('life.activities', slot)).rows).toHaveLength(0)
    await day.fill(`${month}-20`)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('已记下这次活动')).toBeVisible()
    expect((await app.call('life.activities', slot)).rows).toMatchObject([{ heldOn: `${month}-20`, isBackfilled: true }])

    const saved = await app.call('life.recordActivity', {
      activity: {
        organizationId: gap.row.organizationId,
        types: ['集中学习'],
        heldOn: '2026-09-10',
        startsAt: '09:00',
        endsAt: '11:00',
        topics: [{ type: '集中学习', title: '学习国有企业基层组织工作条例' }],
        unlisted: '出席',
      },
    })
    await openAt(page, `/life/activity/${saved.activityId}`)
    await page.getByRole('button', { name: '办理', exact: true }).click()
    await page.getByRole('menuitem', { name: '移入回收站' }).click()
    await dialog.getByRole('textbox', { name: '原因' }).fill('录重了')
    await dialog.getByRole('button', { name: '移入回收站' }).click()
    await expect(page.getByText(/在回收站里（.*录重了）/)).toBeVisible()
    await page.getByRole('button', { name: '从回收站恢复' }).click()
    await expect(page.getByRole('button', { name: '更改' })).toBeVisible()

    await openAt(page, '/life/activities?q=国有企业')
    await expect(page.getByRole('link', { name: /集中学习/ }).first()).toBeVisible()
    await expectClean(page)
  })
})
