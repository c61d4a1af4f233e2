import { unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { writeRosterWorkbook } from '../../electron/exchange/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import { expect, test } from '../kit/journey.ts'

const COMMITTEE = '中共试验集团有限公司委员会'
const BRANCH = '中共试验集团有限公司机关第一支部委员会'

/** 22 名正式党员、1 名预备党员；末尾夹一行证号错的，导入时应被拒绝。 */
function roster(): Buffer {
  const people = Array.from({ length: 23 }, (_, index) =>
    syntheticPerson(index, index === 22 ? { name: '预备甲', category: '预备党员', joinedOn: '2026-03-02', fullOn: null } : {}),
  )
  const broken = { ...syntheticPerson(40, { name: '错号乙' }), identityNumber: '35020319850615001X' }
  const rows = [...people, broken].map((person) => ({ ...person, branchName: BRANCH }))
  return Buffer.from(writeRosterWorkbook(rows, { committeeName: COMMITTEE, summarizedOn: '2026-09-14' }))
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path())
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true }).click()
}

async function pickMember(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).last().fill(name)
  await page.getByRole('option', { name: new RegExp(`^${name}（`) }).click()
}

test.describe('从空库到换届请示与材料包，全程不碰命令行', () => {
  test.use({ startFrom: 'empty' })

  test('填本单位、登记组织、导入花名册、登记届次班子、下载请示与材料包', async ({ app, carrier }) => {
    test.setTimeout(180_000)
    const { page } = app

    await test.step('首次启动：本单位与党组织', async () => {
      await page.getByLabel('党委全称').fill(COMMITTEE)
      await page.getByLabel('简称').fill('试验集团党委')
      await page.getByLabel('机关代字').fill('试验党')
      await page.getByLabel('印发机关').fill('中共试验集团有限公司委员会办公室')
      await page.getByLabel('联系人').fill('党群工作部')
      await page.getByLabel('联系电话').fill('0592-0000000')
      await page.getByRole('button', { name: '保存，下一步' }).click()
      await page.getByLabel('成立日期').first().fill('2015-01-01')
      await page.getByLabel('党支部名单').fill(BRANCH)
      await page.getByRole('button', { name: /登记党委和 1 个党支部/ }).click()
      await expect(page.getByRole('heading', { name: '导入花名册' })).toBeVisible()
    })

    await test.step('导入花名册：先看差异，错行说明原因，再落库', async () => {
      await page.locator('input[type=file]').setInputFiles({ name: '花名册.xlsx', mimeType: 'application/octet-stream', buffer: roster() })
      await expect(page.getByRole('tab', { name: '新增 23' })).toBeVisible()
      await expect(page.getByText('末位应为 1')).toBeVisible()
      expect((await app.call('member.list', {})).total, '看差异时什么也没有写').toBe(0)
      await page.getByRole('button', { name: '采用 23 行并落库' }).click()
      await expect(page.getByText('已落库：新增 23 名，变更 0 名')).toBeVisible()
      await page.getByRole('link', { name: '看缺口清单' }).click()
    })

    await test.step('工作台：二十人以上没有划分党小组，点开是条文原文', async () => {
      await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible()
      await page
        .getByRole('link', { name: /^应当/ })
        .or(page.getByRole('button', { name: /^应当/ }))
        .first()
        .click()
      await page.getByRole('button', { name: /A04/ }).first().click()
      await expect(page.getByText('应当划分党小组', { exact: false }).first()).toBeVisible()
      await page.keyboard.press('Escape')
    })

    await test.step('届次与班子：登记一届与书记', async () => {
      await open(page, '届次与班子')
      await page
        .getByRole('row', { name: new RegExp(BRANCH.slice(0, 20)) })
        .first()
        .click()
      await page.getByRole('button', { name: '登记', exact: true }).click()
      await page.getByRole('menuitem', { name: /一届/ }).click()
      await page.getByRole('textbox', { name: '选举日期' }).fill('2023-10-20')
      await page.getByLabel('批准的委员职数').fill('5')
      await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
      await page.getByRole('button', { name: '登记任职' }).click()
      await pickMember(page, '党员', syntheticPerson(0).name)
      await page.getByRole('dialog').getByRole('combobox', { name: '职务' }).click()
      await page.getByRole('option', { name: '书记', exact: true }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: '任职自' }).fill('2023-10-20')
      await page.getByRole('dialog').getByRole('button', { name: '登记任职' }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
    })

    await test.step('起草换届请示：缺的先列，补齐后预览、登记、下载 docx', async () => {
      await page
        .getByRole('link', { name: '起草换届请示' })
        .or(page.getByRole('button', { name: '起草换届请示' }))
        .click()
      await expect(page.getByText('缺大会日期').first()).toBeVisible()
      await expect(page.getByRole('button', { name: '登记发文' })).toBeDisabled()
      await page.getByRole('textbox', { name: '大会日期' }).fill('2026-10-15')
      await page.getByLabel('大会地点').fill('三楼会议室')
      await page.getByLabel('人选产生过程').fill('2026年8月20日支委会研究提出推荐办法，9月10日根据多数党员意见研究确定。')
      for (let index = 0; index < 6; index += 1) {
        await page.getByRole('button', { name: '加一名人选' }).click()
        await pickMember(page, `第 ${index + 1} 名`, syntheticPerson(index).name)
      }
      await expect(page.getByText('可以登记')).toBeVisible()
      await test.step('打印的就是预览的那几面', async () => {
        // 替身排不出真 PDF，这一步由浏览器与真窗口两种载体走。
        if (carrier === 'double') return
        await page.evaluate(() => {
          window.print = () => {
            document.title = `送去打印 ${document.querySelectorAll('.print-sheet').length} 面`
          }
        })
        await expect(page.getByRole('figure', { name: '第 1 页' })).toBeVisible({ timeout: 30_000 })
        const pages = await page.getByRole('figure', { name: /^第 \d+ 页$/ }).count()
        await page.getByRole('button', { name: '打印' }).click()
        await expect(page).toHaveTitle(`送去打印 ${pages} 面`, { timeout: 30_000 })
      })
      await page.getByRole('button', { name: '登记发文' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByRole('heading', { name: '发文登记簿' })).toBeVisible()
      await page
        .getByRole('button', { name: /导出、打印与作废/ })
        .first()
        .click()
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: '导出 docx' }).click()])
      expect(download.suggestedFilename()).toContain('关于召开党员大会进行换届选举的请示')
      const xml = Buffer.from(unzipSync(await bytesOf(download))['word/document.xml'] ?? new Uint8Array()).toString('utf8')
      expect(xml).toContain('妥否，请批示。')
      expect(xml).toContain(syntheticPerson(0).name)
    })

    await test.step('考核与材料包：人工评定一项，下载全集团材料包', async () => {
      await open(page, '考核与材料包')
      await page.getByRole('button', { name: /四、教育管理/ }).click()
      await page.getByRole('button', { name: '评定' }).first().click()
      await page.getByLabel('得分率（%）').fill('95')
      await page.getByRole('dialog').getByLabel('依据').fill('查培训签到，集中学习满八天')
      await page.getByRole('button', { name: '保存评定' }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '生成全集团材料包' }).click()])
      const names = Object.keys(unzipSync(await bytesOf(download)))
      expect(names.some((name) => name.endsWith('.docx') && name.includes('自评报告'))).toBe(true)
      expect(names.some((name) => name.includes('花名册') && name.endsWith('.xlsx'))).toBe(true)
      expect(names.some((name) => name.includes('关于召开党员大会进行换届选举的请示'))).toBe(true)
    })
  })
})
