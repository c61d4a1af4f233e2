import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../kit/journey.ts'

test.describe('一人一页', () => {
  test.use({ startFrom: 'demo' })

  test('从名册到一人一页：登记去世，历史党员里查得到，回看那天以前还在册；没存的表单先问', async ({ app }) => {
    test.setTimeout(120_000)
    const { page } = app
    const { rows } = await app.call('member.list', { limit: 200, category: '正式党员' })
    const posts = await Promise.all(
      rows.slice(60, 90).map(async ({ id }) => ({ id, posts: (await app.call('member.detail', { memberId: id })).posts })),
    )
    const plain = posts.find((each) => each.posts.length === 0)
    const member = rows.find(({ id }) => id === plain?.id)
    if (!member) throw new Error('演示集团里没有不任职的党员')
    await page.evaluate((hash) => {
      window.location.hash = hash
    }, `#/member?memberId=${member.id}`)
    await page.getByRole('link', { name: '打开整页' }).click()
    await expect(page.getByRole('heading', { name: member.name, level: 1 })).toBeVisible()
    await expect(page.getByText('加入中国共产党（支部大会通过）').first()).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])

    // 证号遮着；点“显示”只在这一处看到，日志里记一条；再点就遮回去。
    await expect(page.getByText(member.identityNumber)).toBeVisible()
    expect(member.identityNumber).toContain('*')
    await page.getByRole('button', { name: `显示${member.name}的公民身份证号` }).click()
    const hide = page.getByRole('button', { name: `遮住${member.name}的公民身份证号` })
    await expect(hide).toBeVisible()
    const [entry] = (await app.call('settings.journal', { limit: 1 })).rows
    expect(entry).toMatchObject({ route: 'member.reveal', summary: `查看${member.name}的公民身份证号` })
    const number = (await app.call('member.reveal', { memberId: member.id, fields: ['identityNumber'] })).values.identityNumber ?? ''
    await expect(page.getByText(number)).toBeVisible()
    await hide.click()
    await expect(page.getByText(number)).toHaveCount(0)

    await page.getByRole('button', { name: '登记一件事' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '什么事' }).click()
    await page.getByRole('option', { name: '去世' }).click()
    await dialog.getByRole('textbox', { name: '日期' }).fill('2026-03-10')
    await page.keyboard.press('Escape')
    await expect(dialog.getByText('填的内容还没有保存')).toBeVisible()
    await dialog.getByRole('button', { name: '继续填写' }).click()
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(page.getByText('2026-03-10 起不在册（去世）').first()).toBeVisible()

    await page.evaluate(() => {
      window.location.hash = '#/departed?reason=去世'
    })
    await page.getByText(member.name).first().click()
    await expect(page.getByRole('heading', { name: member.name, level: 1 })).toBeVisible()
    const before = await app.call('member.list', { asOf: '2026-03-09', search: number })
    expect(before.rows.map(({ id }) => id)).toEqual([member.id])
    expect((await app.call('member.list', { search: number })).total).toBe(0)
  })
})
