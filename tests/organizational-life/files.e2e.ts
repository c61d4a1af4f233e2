import type { Page } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '../kit/journey.ts'
import { solidPng } from '../kit/pictures.ts'
import { readDocx } from '../kit/read-docx.ts'
import { bytesOf, plainSheet } from '../kit/roster-workbook.ts'
import { scratchDirectory } from '../kit/scratch.ts'

/** 点按钮、等系统的选文件窗口弹出来、在里面选磁盘上的文件：与人点的是同一条路。 */
async function choose(page: Page, button: string, files: string | readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button, exact: true }).click()])
  expect(chooser.isMultiple()).toBe(typeof files !== 'string')
  await chooser.setFiles(typeof files === 'string' ? files : [...files])
}

test.describe('组织生活：从选文件窗口读签到表、存附件', () => {
  test.use({ startFrom: 'demo' })

  test('签到表选进来即签到；照片选进来随活动存下，坏图与伪装的当场说；同一张不重复存；印进台账', async ({ app }) => {
    test.setTimeout(180_000)
    const { page } = app
    using scratch = scratchDirectory()
    const disk = (name: string, bytes: Uint8Array) => {
      const file = path.join(scratch.path, name)
      writeFileSync(file, bytes)
      return file
    }
    const matrix = await app.call('life.matrix', { year: 2026 })
    const branch = matrix.rows[0]
    if (!branch) throw new Error('演示集团里没有党支部')
    const roll = await app.call('life.expectedRoll', {
      organizationId: branch.organizationId,
      types: ['集中学习'],
      groupId: null,
      heldOn: '2026-09-11',
    })
    const [first, second, third] = roll.lines.filter(({ isExpected }) => isExpected).map(({ name }) => name)
    if (first === undefined || second === undefined || third === undefined) throw new Error('这个支部应到的不到三人')

    await page.goto(`${page.url().split('#')[0] ?? ''}#/life/activity/new?organizationId=${branch.organizationId}&type=集中学习`)
    await page.getByRole('textbox', { name: '日期', exact: true }).fill('2026-09-11')
    await page.getByRole('textbox', { name: '第 1 题', exact: true }).fill('学习发展党员工作细则')
    await page.getByRole('textbox', { name: '第 1 题的发言要点' }).fill('逐人谈体会')

    await test.step('不是表格的签到表：说清楚，签到不变', async () => {
      await choose(page, '从表格', disk('不是表.xlsx', Buffer.from('%PDF-1.4 \0')))
      await expect(page.getByText(/不是.*表格|不是 Excel|打不开/).first()).toBeVisible()
    })
    await test.step('真的签到表：到的、请假的、没签的各归各', async () => {
      const sheet = plainSheet(
        ['序号', '姓名', '签到'],
        [
          ['1', first, '√'],
          ['2', second, '事假'],
          ['3', third, ''],
          ['4', '王大锤', '√'],
        ],
      )
      await choose(page, '从表格', disk('九月签到.xlsx', bytesOf(sheet, 'xlsx')))
      const region = page.getByRole('region', { name: '粘贴的姓名' })
      await expect(region.getByText('王大锤', { exact: true })).toBeVisible()
      await region.getByRole('button', { name: '不是本支部党员，记作列席人员' }).click()
      await expect(page.getByRole('textbox', { name: `${second}的原因` })).toHaveValue('事假')
    })
    await test.step('选几个附件：好的留下，坏的逐个说为什么', async () => {
      const photo = solidPng(640, 480, [150, 30, 30])
      await choose(page, '选文件', [
        disk('会场.png', photo),
        disk('断了的.png', photo.subarray(0, 60)),
        disk('党课讲稿.pdf', Buffer.from('%PDF-1.4\n%%EOF\n')),
      ])
      await expect(page.getByText(/“断了的.png”不能收：图片打不开，多半已损坏/)).toBeVisible()
      await choose(page, '选文件', [disk('空的.pdf', new Uint8Array()), disk('又断了.png', photo.subarray(0, 90))])
      await expect(page.getByText('有 2 个文件不能收，其余照收。')).toBeVisible()
      await expect(page.getByText(/空的.pdf：是空文件/)).toBeVisible()
      await expect(page.getByText(/又断了.png：图片打不开/)).toBeVisible()
      await expect(page.getByRole('combobox', { name: '会场.png的类别' })).toHaveValue('照片')
      await expect(page.getByRole('combobox', { name: '党课讲稿.pdf的类别' })).toHaveValue('讲稿')
    })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('已记下这次活动')).toBeVisible()
    const { rows } = await app.call('life.activities', {
      organizationId: branch.organizationId,
      year: 2026,
      month: 9,
      type: '集中学习',
    })
    const saved = rows.find(({ heldOn }) => heldOn === '2026-09-11')
    if (!saved) throw new Error('没有记下 2026-09-11 的集中学习')
    const activity = await app.call('life.activity', { activityId: saved.id })
    expect(activity.presentCount).toBe(1)
    const statusOf = (name: string) => activity.attendance.find((each) => each.name === name)
    expect(statusOf(second)).toMatchObject({ status: '请假', reason: '事假' })
    expect(statusOf(third)).toMatchObject({ status: '缺席' })
    expect(activity.guests).toEqual([{ name: '王大锤', role: '' }])
    const files = () => app.call('life.files', { activityId: saved.id })
    expect((await files()).rows.map(({ name, kind, state }) => [name, kind, state])).toEqual([
      ['会场.png', '照片', '完好'],
      ['党课讲稿.pdf', '讲稿', '完好'],
    ])
    expect((await files()).rows[0]?.thumbnail).not.toBeNull()

    await test.step('已存的活动再选：同一张换个名字不重复存，扩展名骗人的整批不收', async () => {
      await page.goto(`${page.url().split('#')[0] ?? ''}#/life/activity/${saved.id}`)
      await choose(page, '选文件', [disk('另存.png', solidPng(640, 480, [150, 30, 30]))])
      await expect(page.getByText('“另存.png”与已有的“会场.png”内容一样，没有重复存')).toBeVisible()
      await choose(page, '选文件', [disk('照片.jpg.exe', Buffer.from('MZ\u0090 program'))])
      await expect(page.getByText(/Windows 程序/).first()).toBeVisible()
      expect((await files()).rows).toHaveLength(2)
    })
    await test.step('拿到台账：签到、请假、列席与照片都在册里', async () => {
      await page.goto(`${page.url().split('#')[0] ?? ''}#/life/ledger?organizationId=${branch.organizationId}&year=2026`)
      const [ledger] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `导出${branch.organizationName}的一册` }).click(),
      ])
      const words = readDocx(readFileSync(await ledger.path()))
        .paragraphs()
        .join('\n')
      for (const written of ['学习发展党员工作细则', '事假', '王大锤']) expect(words).toContain(written)
      expect(words).toMatch(/2026-09-11 .*（照片1）/)
    })
  })
})
