import { strFromU8, unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { expect, test } from '../kit/journey.ts'
import { readDocx } from '../kit/read-docx.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const COMMITTEE = '中共试验集团有限公司委员会'
const BRANCH = '中共试验投资公司支部委员会'
const NAMES = ['江以恒', '欧阳远', '王一', '叶青', '林葵', '董念慈', '苏晴', '陈知行', '何川', '沈若']

type Call = <R extends Route>(route: R, input: InputOf<AppContract[R]>) => Promise<OutputOf<AppContract[R]>>

/** 布置前提：本单位、党委与一个支部、十名正式党员、书记在任。导入与登记组织另有旅程走过界面。 */
async function plant(call: Call): Promise<void> {
  await call('settings.saveUnit', {
    fullName: COMMITTEE,
    shortName: '试验集团党委',
    letterheadName: COMMITTEE,
    documentCode: '试验党',
    printingOffice: `${COMMITTEE}办公室`,
    signer: '',
    contactName: '党群工作部',
    contactPhone: '0592-0000000',
    superiorName: '',
  })
  const create = (level: '党委' | '党支部', parentId: string | null, code: string, name: string, shortName: string) =>
    call('organization.create', {
      code,
      establishedOn: '2010-01-01',
      establishmentDocumentNo: '',
      profile: {
        level,
        parentId,
        name,
        shortName,
        form: '单独组建',
        unitType: '国有企业',
        coveredUnits: [],
        staffTotal: null,
        nonpartyStaffTotal: null,
        contactName: '党群工作部',
        contactPhone: '0592-0000000',
        documentCode: level === '党支部' ? '试投支' : '',
        approvalDocumentNo: '',
      },
    })
  const committee = await create('党委', null, '001', COMMITTEE, '试验集团党委')
  const branch = await create('党支部', committee.organizationId, '001.001', BRANCH, '投资支部')
  for (const [index, name] of NAMES.entries())
    await call('member.create', {
      profile: syntheticPerson(index, { name, adminPost: '综合部副经理' }),
      branchId: branch.organizationId,
      groupId: null,
      fromOn: null,
    })
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true }).click()
}

async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function pickMember(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: '党员' }).fill(name)
  await page.getByRole('option', { name: new RegExp(`^${name}（`) }).click()
}

/** 从驾驶舱点开一份文书，填齐、登记，再回到驾驶舱。 */
async function issuePaper(page: Page, name: string, fill: () => Promise<void>): Promise<void> {
  const cockpit = page.url()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { name: '公文' })).toBeVisible()
  await fill()
  await page.getByRole('button', { name: '登记发文' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.goto(cockpit)
  await expect(page.getByRole('heading', { name: '换届驾驶舱' })).toBeVisible()
}

test.describe('从设置届满日到下载整套文书', () => {
  test.use({ startFrom: 'empty', today: '2026-09-14' })

  test('登记届次、发起换届、请示、批复、候选人、大会、计票、结果报告，打开 zip 核对', async ({ app }) => {
    test.setTimeout(300_000)
    const { page } = app
    page.setDefaultTimeout(10_000)
    await plant((route, input) => app.call(route, input))
    await page.reload()

    await test.step('登记本届：2023-09-28 选出、职数 3，届满日随即推出', async () => {
      await open(page, '届次与班子')
      await page
        .getByRole('row', { name: /投资支部/ })
        .first()
        .click()
      await page.getByRole('button', { name: '登记', exact: true }).click()
      await page.getByRole('menuitem', { name: /一届/ }).click()
      await page.getByRole('textbox', { name: '选举日期' }).fill('2023-09-28')
      await page.getByLabel('批准的委员职数').fill('3')
      await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
      await page.getByRole('button', { name: '登记任职' }).click()
      await pickMember(page, '江以恒')
      await pick(page, '职务', '书记')
      await page.getByRole('dialog').getByRole('textbox', { name: '任职自' }).fill('2023-09-28')
      await page.getByRole('dialog').getByRole('button', { name: '登记任职' }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
    })

    await test.step('发起换届：合法窗口与整套文书都列出来', async () => {
      await open(page, '换届驾驶舱')
      await page.getByRole('button', { name: '发起流程' }).first().click()
      await pick(page, '党组织', /投资支部/)
      await page.getByRole('dialog').getByRole('textbox', { name: '拟定大会日期' }).fill('2026-09-14')
      await page.getByRole('dialog').getByRole('button', { name: '发起', exact: true }).click()
      await expect(page.getByRole('button', { name: '下载整套文书' })).toBeVisible()
      await page.getByRole('button', { name: '办理', exact: true }).click()
      await page.getByRole('menuitem', { name: /会务/ }).click()
      const meeting = page.getByRole('dialog')
      await meeting.getByLabel('会议地点').fill('三楼会议室')
      await meeting.getByLabel('大会主持人').fill('江以恒')
      await meeting.getByLabel('监票人').fill('何川')
      await meeting.getByLabel('计票人').fill('沈若')
      await meeting.getByRole('button', { name: '保存', exact: true }).click()
      await expect(meeting).toBeHidden()
    })

    await test.step('提名候选人：四名委员、一名书记', async () => {
      await page.getByRole('button', { name: '提名', exact: true }).first().click()
      for (const name of NAMES.slice(0, 4)) {
        await pickMember(page, name)
        await page.getByRole('dialog').getByRole('button', { name: '提名', exact: true }).click()
        await expect(page.getByRole('dialog').getByRole('combobox', { name: '党员' })).toHaveValue('')
      }
      await pick(page, '职务', '书记')
      await pickMember(page, '江以恒')
      await page.getByRole('dialog').getByRole('button', { name: '提名', exact: true }).click()
      await expect(page.getByRole('dialog').getByRole('combobox', { name: '党员' })).toHaveValue('')
      // 提过一名以后取消要先问一句；下拉还开着时，第一下只收下拉。
      await expect(async () => {
        const giveUp = page.getByRole('dialog').getByRole('button', { name: '放弃', exact: true })
        await ((await giveUp.isVisible()) ? giveUp : page.getByRole('dialog').getByRole('button', { name: '取消' })).click()
        await expect(page.getByRole('dialog')).toBeHidden({ timeout: 500 })
      }).toPass()
    })

    await test.step('请示、批复、大会通知：候选人、会期从流程带出，登记后换届节点随之登记', async () => {
      await issuePaper(page, '换届请示', async () => {
        await page.getByRole('textbox', { name: '成文日期' }).fill('2026-05-20')
        await page.getByLabel('人选产生过程').fill('2026年5月12日支部委员会根据多数党员的意见研究提出。')
      })
      await issuePaper(page, '换届批复', async () => {
        await page.getByRole('textbox', { name: '成文日期' }).fill('2026-06-18')
        await expect(page.getByLabel('换届请示文号')).toHaveValue('试投支〔2026〕1号')
      })
      await issuePaper(page, '党员大会通知', async () => {
        await page.getByRole('textbox', { name: '成文日期' }).fill('2026-09-04')
        await page.getByLabel('开会时间').fill('下午2时30分')
      })
      const { rows } = await app.call('election.processes', {})
      const view = await app.call('election.process', { processId: rows[0]?.id ?? '' })
      expect(view.steps.filter((step) => step.doneOn !== null).map((step) => step.kind)).toEqual(['请示', '批复', '大会通知'])
    })

    await test.step('定为正式候选人，大会计票签字，确认当选', async () => {
      await page.getByRole('button', { name: '定为正式候选人' }).click()
      await expect(page.getByRole('button', { name: '定为正式候选人' })).toBeDisabled()
      const vote = async (count: string, ayes: Readonly<Record<string, string>>) => {
        await page.getByRole('button', { name: /^开始/ }).first().click()
        const dialog = page.getByRole('dialog')
        for (const label of ['实到会（有选举权）', '发出选票', '收回选票']) await dialog.getByLabel(label).fill(count)
        await pick(page, '怎么录', /总票数/)
        await dialog.getByRole('button', { name: '开始录票' }).click()
        await expect(dialog).toBeHidden()
        await page.getByRole('button', { name: '录入各人票数' }).click()
        for (const [name, value] of Object.entries(ayes)) {
          await dialog.getByLabel(`${name}赞成`).fill(value)
          await dialog.getByLabel(`${name}反对`).fill(String(Number(count) - Number(value)))
        }
        await dialog.getByRole('button', { name: '保存票数' }).click()
        await expect(dialog).toBeHidden()
        await page.getByRole('button', { name: '确认计票结果' }).click()
        await dialog.getByLabel('监票人').fill('何川')
        await dialog.getByLabel('计票人').fill('沈若')
        await dialog.getByRole('button', { name: '签字确认' }).click()
        await expect(dialog).toBeHidden()
      }
      await vote('9', { 江以恒: '9', 欧阳远: '8', 王一: '7', 叶青: '2' })
      await page.getByText('书记', { exact: true }).last().click()
      await vote('3', { 江以恒: '3' })
      await page.getByRole('button', { name: '确认当选，写入班子' }).click()
      await page.getByRole('dialog').getByLabel('确认人').fill('党群工作部')
      await page.getByRole('dialog').getByRole('button', { name: '确认当选' }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
    })

    await test.step('结果报告：到会、票数、当选人都从计票来', async () => {
      await issuePaper(page, '选举结果报告', async () => {
        await expect(page.getByLabel('实到会人数')).toHaveValue('9')
        await expect(page.getByLabel('当选人')).toHaveValue('江以恒、欧阳远、王一')
      })
    })

    await test.step('下载整套文书：登记过的是定稿，选票按姓氏笔画，缺的列在目录里', async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载整套文书' }).click()])
      expect(download.suggestedFilename()).toBe(`${BRANCH}换届文书.zip`)
      const parts = unzipSync(readFileSync(await download.path()))
      const names = Object.keys(parts)
      const textOf = (part: string) => {
        const name = names.find((each) => each.includes(part)) ?? ''
        return readDocx(parts[name] ?? new Uint8Array())
          .paragraphs()
          .join('\n')
      }
      expect(names.length).toBeGreaterThanOrEqual(18)
      for (const number of ['试投支〔2026〕1号', '试验党〔2026〕1号', '试投支〔2026〕2号', '试投支〔2026〕3号'])
        expect(names.some((name) => name.includes(number))).toBe(true)
      expect(textOf('选举结果报告（')).toContain('江以恒同志为书记')
      const ballot = textOf('委员选票')
      const order = ['王一', '叶青', '江以恒', '欧阳远'].map((name) => ballot.indexOf(name))
      expect(order).toEqual(order.toSorted((a, b) => a - b))
      expect(textOf('目录与缺项单')).toContain('候选人酝酿记录')
      for (const name of names.filter((each) => each.endsWith('.docx')))
        expect(
          readDocx(parts[name] ?? new Uint8Array())
            .paragraphs()
            .join('\n'),
          name,
        ).not.toMatch(/[{}]|undefined|null|NaN/)
      expect(
        strFromU8(parts['SHA256SUMS.txt'] ?? new Uint8Array())
          .split('\n')
          .filter((line) => line !== ''),
      ).toHaveLength(names.length - 1)
    })
  })
})
