import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { expect, test } from '../kit/journey.ts'
import { readDocx } from '../kit/read-docx.ts'

/** 两种窗口下无障碍零违规、不横滚。 */
async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const viewport of [
    { width: 1920, height: 1080 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(viewport)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${where} 横向溢出`).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map((each) => `${where}：${each.id} ${each.help} ${each.nodes[0]?.target.join(' ') ?? ''}`)).toEqual([])
  }
}

async function exportDocx(page: Page): Promise<string> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出 docx' }).click()
  const bytes = readFileSync(await (await waiting).path())
  return readDocx(new Uint8Array(bytes)).paragraphs().join('\n')
}

const open = (page: Page, hash: string) =>
  page.evaluate((next) => {
    window.location.hash = next
  }, hash)

test.describe('组织生活会与民主评议', () => {
  test.use({ startFrom: 'demo', today: '2026-12-20' })

  test('组织生活会：从筹备走到下载情况报告', async ({ app }) => {
    test.setTimeout(180_000)
    const { page } = app
    const { nodes } = await app.call('organization.tree', {})
    const { without } = await app.call('life.lifeMeetings', { year: 2026 })
    const branch = nodes.find((node) => node.memberCount <= 20 && without.some((each) => each.organizationId === node.id))
    if (!branch) throw new Error('演示集团里没有还没办组织生活会的小支部')
    const { rows: people } = await app.call('member.list', { organizationId: branch.id, limit: 500 })
    const [first, second] = people
    if (!first || !second) throw new Error('这个支部没有两名党员')

    await open(page, '#/life/meeting')
    await expect(page.getByText(/还没有筹备的支部 \d+ 个/)).toBeVisible()
    await expectAccessible(page, '组织生活会列表')
    await page.getByRole('row', { name: new RegExp(`^${branch.shortName}`) }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('会议主题').fill('学党章、强党性、作表率')
    await dialog.getByRole('textbox', { name: '拟开日期' }).fill('2026-12-10')
    await dialog.getByRole('button', { name: '开始筹备' }).click()
    await expect(page.getByRole('heading', { name: `${branch.shortName} 2026 年度组织生活会` })).toBeVisible()
    await expect(page.getByText('还没有指明是哪一次活动')).toBeVisible()

    await page.getByRole('button', { name: '登记会前学习' }).click()
    await dialog.getByRole('textbox', { name: '日期' }).fill('2026-12-21')
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText('在今天（2026-12-20）之后')
    await dialog.getByRole('textbox', { name: '日期' }).fill('2026-12-01')
    await dialog.getByLabel('做了什么').fill('集中学习党章')
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(dialog).toBeHidden()

    await page.getByRole('button', { name: '登记意见' }).click()
    await dialog.getByRole('textbox', { name: '意见', exact: true }).fill('多到一线调研\n会风再实一些')
    await dialog.getByRole('button', { name: '登记 2 条' }).click()
    await expect(page.getByText('已登记意见 2 条')).toBeVisible()

    await page.getByRole('button', { name: '登记对照检查材料' }).click()
    await dialog.getByRole('textbox', { name: '交材料的日期' }).fill('2026-12-08')
    await dialog.getByRole('button', { name: /^登记 \d+ 份$/ }).click()
    await expect(dialog).toBeHidden()

    // 会议本身的记录（签到、议题、照片）由“记一场活动”的旅程走，这里直接布置好。
    await app.call('life.recordActivity', {
      activity: {
        organizationId: branch.id,
        types: ['组织生活会', '民主评议'],
        title: '2026 年度组织生活会',
        heldOn: '2026-12-10',
        startsAt: '14:30',
        endsAt: '17:00',
        place: '三楼会议室',
        hostName: first.name,
        recorderName: second.name,
        unlisted: '出席',
      },
    })
    await page.reload()
    await page.getByRole('button', { name: '指明会议' }).click()
    // 演示数据里这个支部这一年可能另有一次会，缺省指的是那一次：挑出 12 月 10 日的。
    await dialog.getByRole('combobox', { name: '组织生活会那次活动' }).click()
    await page.getByRole('option', { name: /^2026-12-10 / }).click()
    await dialog.getByRole('button', { name: '指明', exact: true }).click()
    await expect(page.getByText(/2026-12-10 召开，应到 \d+，实到 \d+/)).toBeVisible()

    await page.getByRole('button', { name: `登记${first.name}的批评意见` }).click()
    await dialog.getByRole('textbox', { name: '自我批评' }).fill('理论学习不够系统')
    await dialog.getByRole('combobox', { name: '第 1 条是谁提的' }).click()
    await page.getByRole('option', { name: second.name }).click()
    await dialog.getByRole('textbox', { name: '第 1 条意见' }).fill('深入一线偏少')
    await dialog.getByRole('button', { name: /^存，下一位/ }).click()
    await expect(dialog.getByText(`${first.name}的批评意见`)).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    const { rows: meetingsNow } = await app.call('life.lifeMeetings', { year: 2026, organizationId: branch.id })
    const meetingId = meetingsNow[0]?.id ?? ''
    for (const person of people.slice(1))
      await app.call('life.saveCriticisms', {
        meetingId,
        memberId: person.id,
        selfCriticisms: ['联系实际不够'],
        mutualCriticisms: [{ criticId: first.id, content: '创新办法不多' }],
      })

    await page.getByRole('button', { name: '登记问题' }).click()
    await dialog.getByRole('textbox', { name: '问题表现' }).fill('调查研究不够深入')
    await dialog.getByRole('textbox', { name: '整改措施' }).fill('每名委员每季度到一线不少于两次')
    await dialog.getByRole('textbox', { name: '完成时限' }).fill('2027-03-31')
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(page.getByText('调查研究不够深入')).toBeVisible()
    await page.getByRole('button', { name: '办理：调查研究不够深入' }).click()
    await page.getByRole('menuitem', { name: '改为“整改中”' }).click()
    await dialog.getByRole('button', { name: '改为“整改中”' }).click()
    await expect(page.getByRole('cell', { name: '整改中' })).toBeVisible()
    await expectAccessible(page, '一次组织生活会')

    await page.getByRole('link', { name: '起草情况报告' }).click()
    await expect(page.getByRole('button', { name: '登记发文' })).toBeEnabled()
    const text = await exportDocx(page)
    expect(text).toContain('关于2026年度组织生活会情况的报告')
    expect(text).toContain('会议共查摆问题1条，其中支部班子1条、党员个人0条')
    expect(text).toContain('2026年度组织生活会整改清单')
  })

  test('民主评议：优秀超过三分之一被拦，改回上限以内，一路到下载结果报告', async ({ app }) => {
    test.setTimeout(180_000)
    const { page } = app
    const { nodes } = await app.call('organization.tree', {})
    const { without } = await app.call('life.reviews', { year: 2026 })
    // 场景 7.12：正式党员 18–20 人的支部，上限 6 人，7 人被拦。
    const branch = nodes.find(
      ({ id, fullMemberCount }) =>
        fullMemberCount >= 18 && fullMemberCount <= 20 && without.some(({ organizationId }) => organizationId === id),
    )
    if (!branch) throw new Error('演示集团里没有还没评议、正式党员 18 到 20 人的支部')
    const { reviewId } = await app.call('life.openReview', { organizationId: branch.id, year: 2026, rosterOn: '2026-12-01' })
    for (const [stage, doneOn] of [
      ['学习动员', '2026-12-02'],
      ['党员自评', '2026-12-03'],
      ['党员互评', '2026-12-04'],
      ['民主测评', '2026-12-05'],
    ] as const)
      await app.call('life.recordReviewStage', { reviewId, stage, doneOn, summary: '' })
    const { people, limit } = await app.call('life.review', { reviewId })
    expect(limit.limit).toBe(6)
    const full = people.filter(({ category }) => category === '正式党员')

    await open(page, '#/life/review?year=2026')
    await page.getByRole('link', { name: branch.shortName, exact: true }).click()
    await expect(page.getByRole('heading', { name: `${branch.shortName} 2026 年度民主评议` })).toBeVisible()
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: '录汇总票数' }).click()
    for (const { name } of full) await dialog.getByRole('textbox', { name: `${name} 合格票` }).fill(String(full.length))
    await dialog.getByRole('button', { name: '存票数' }).click()
    await expect(dialog).toBeHidden()

    const grade = async (name: string, wanted: string) => {
      await page.getByRole('combobox', { name: `${name}的组织评定` }).click()
      await page.getByRole('option', { name: wanted, exact: true }).click()
    }
    await page.getByRole('button', { name: '其余评为合格' }).click()
    for (const { name } of full.slice(0, 7)) await grade(name, '优秀')
    await page.getByRole('button', { name: '存组织评定' }).click()
    await expect(dialog.getByText('优秀 7 名，超过上限 6 名')).toBeVisible()
    await expect(dialog.getByRole('button', { name: '写明理由，照此保存' })).toBeDisabled()
    await dialog.getByRole('button', { name: '取消' }).click()
    expect((await app.call('life.review', { reviewId })).grades.未评).toBe(people.length)
    await grade(full[6]?.name ?? '', '合格')
    await page.getByRole('button', { name: '存组织评定' }).click()
    await expect(page.getByText('已存组织评定')).toBeVisible()
    expect((await app.call('life.review', { reviewId })).grades).toMatchObject({ 优秀: 6, 未评: 0 })

    await page.getByRole('button', { name: '登记日期：组织评定' }).click()
    await dialog.getByRole('textbox', { name: '日期' }).fill('2026-12-10')
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: '逐人反馈' }).click()
    await dialog.getByRole('textbox', { name: '反馈日期' }).fill('2026-12-09')
    await dialog.getByRole('button', { name: /^登记 \d+ 人$/ }).click()
    await expect(dialog.getByRole('alert')).toContainText('早于组织评定日期 2026-12-10')
    await dialog.getByRole('textbox', { name: '反馈日期' }).fill('2026-12-15')
    await dialog.getByRole('button', { name: /^登记 \d+ 人$/ }).click()
    await expect(dialog).toBeHidden()
    await expectAccessible(page, '民主评议')

    await page.getByRole('link', { name: '起草结果报告' }).click()
    await page.getByRole('textbox', { name: '发现的问题' }).fill('少数党员参加学习不够主动')
    await page.getByRole('textbox', { name: '改进措施' }).fill('完善学习考勤，逐人建立学习台账')
    await expect(page.getByRole('button', { name: '登记发文' })).toBeEnabled()
    const text = await exportDocx(page)
    expect(text).toContain('关于2026年度')
    expect(text).toContain(`优秀6名，占正式党员${full.length}名的`)
    expect(text).toContain('优秀党员名单')
  })

  test('谈心谈话：一次登记几个人，覆盖表随着变；要点遮着，点开才看得到', async ({ app }) => {
    test.setTimeout(120_000)
    const { page } = app
    const { nodes } = await app.call('organization.tree', {})
    const pending = async (organizationId: string) => {
      const { committee, members } = await app.call('life.talkCoverage', { organizationId, year: 2026 })
      return { talker: committee[0], members: members.filter(({ fromCommittee }) => fromCommittee === 0).slice(0, 2) }
    }
    let branch: { id: string } & Awaited<ReturnType<typeof pending>> = { id: '', talker: undefined, members: [] }
    for (const { id } of nodes.filter(({ level }) => level === '党支部'))
      if (branch.id === '') {
        const found = await pending(id)
        if (found.talker !== undefined && found.members.length === 2) branch = { id, ...found }
      }
    const { talker, members } = branch
    if (talker === undefined || branch.id === '') throw new Error('演示集团里各支部都谈遍了')
    await open(page, `#/life/talk?organizationId=${branch.id}`)
    await expect(page.getByText(/2026 年覆盖/)).toBeVisible()
    await page.getByRole('button', { name: '登记谈话' }).click()
    const dialog = page.getByRole('dialog')
    const pick = async (label: string, name: string) => {
      await dialog.getByRole('combobox', { name: label }).fill(name)
      await page.getByRole('option', { name }).first().click()
    }
    await pick('谈话人', talker.name)
    for (const { name } of members) await pick('谈话对象', name)
    await dialog.getByRole('textbox', { name: '谈话要点' }).fill('近期家中老人住院，思想压力大')
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(dialog).toBeHidden()
    const after = await app.call('life.talkCoverage', { organizationId: branch.id, year: 2026 })
    for (const { memberId } of members) expect(after.members.find((each) => each.memberId === memberId)?.fromCommittee).toBe(1)
    await expect(page.getByText('近期家中老人住院')).toHaveCount(0)
    await page.getByRole('button', { name: new RegExp(`${talker.name}与${members[0]?.name ?? ''}：办理`) }).click()
    await page.getByRole('menuitem', { name: '看要点、更改' }).click()
    await dialog.getByRole('button', { name: '显示要点' }).click()
    await expect(dialog.getByRole('textbox', { name: '谈话要点' })).toHaveValue('近期家中老人住院，思想压力大')
    const looked = (await app.call('settings.journal', { limit: 20 })).rows.filter(({ route }) => route === 'life.revealTalk')
    expect(looked.map(({ summary }) => summary)).toEqual([expect.stringContaining(`${talker.name}与${members[0]?.name ?? ''}的谈话要点`)])
    await page.keyboard.press('Escape')
    await expectAccessible(page, '谈心谈话')
  })
})
