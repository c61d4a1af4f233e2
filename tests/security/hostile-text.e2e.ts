import type { Page } from '@playwright/test'
import { expect, test } from '../kit/journey.ts'
import { solidPng } from '../kit/pictures.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

// 名册、活动、附件、公文里的文字来自别人给的表格与粘贴：写成网页代码也只是文字，走到哪一页都原样显示，一句也不执行。
const IMAGE = '<img src=x onerror=pwned=1>'
const SCRIPT = '</script><script>window.pwned=2</script>'
const LINK = '<a href="javascript:window.pwned=3">点我</a>'
const SVG = '<svg onload=window.pwned=4>'
const TEMPLATE = '${window.pwned=5}{{constructor}}'
/** 双向控制字符：后面的字倒着排，常用来把 exe 扮成 docx。 */
const BIDI = '倒\u202etxt.exe'

type Watched = { pwned?: unknown; violations?: string[] }

/** 页面与它的每个内嵌框里：没有执行过，也没有混进会执行的东西。被安全策略拦下的也算混进来了。 */
async function expectOnlyText(page: Page, place: string): Promise<void> {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => {
      const suspects = document.querySelectorAll(
        'img[src="x"], svg[onload], script:not([src]), a[href^="javascript:" i], iframe[src^="javascript:" i]',
      )
      const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => `${element.tagName} ${name}`),
      )
      const { pwned, violations } = window as unknown as Watched
      return { pwned: pwned ?? null, suspects: [...suspects].map((each) => each.outerHTML), handlers, violations: violations ?? [] }
    })
    // zod 建第一个模式时试一次能不能用 new Function，被策略拦下就不用：来自自己的产物，一页一次。
    const violations = found.violations.filter((each) => !/^script-src eval http:\/\/127\.0\.0\.1:\d+\/assets\//.test(each))
    expect(found.violations.length - violations.length, place).toBeLessThanOrEqual(1)
    expect({ ...found, violations }, place).toEqual({ pwned: null, suspects: [], handlers: [], violations: [] })
  }
}

test('党员、组织、议题、附件名、公文里写成网页代码的文字：各页原样显示，一句也不执行', async ({ app }) => {
  test.setTimeout(240_000)
  const { page } = app
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.addInitScript(() => {
    const watched = window as unknown as Watched
    watched.violations = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      watched.violations?.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
    )
  })

  const organization = async (level: '党委' | '党支部', parentId: string | null, code: string, name: string, shortName: string) => {
    const { organizationId } = await app.call('organization.create', {
      code,
      establishedOn: '2010-01-01',
      establishmentDocumentNo: SVG,
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
        contactName: SVG,
        contactPhone: '',
        documentCode: '',
        approvalDocumentNo: '',
      },
    })
    return organizationId
  }
  const committee = await organization('党委', null, '001', `中共${IMAGE}委员会`, '集团<b>党委')
  const branch = await organization('党支部', committee, '001.001', `中共${SCRIPT}支部委员会`, '<i onclick=x>一支部')
  const { memberId } = await app.call('member.create', {
    profile: syntheticPerson(0, { name: IMAGE, adminPost: SCRIPT, address: LINK, remark: `${SVG}${TEMPLATE}` }),
    branchId: branch,
    groupId: null,
    fromOn: null,
  })
  await app.call('member.create', { profile: syntheticPerson(1, { name: '正常人' }), branchId: branch, groupId: null, fromOn: null })
  await app.call('election.recordTerm', { organizationId: branch, seq: 1, electedOn: '2021-09-01', seatCount: 3 })
  await app.call('election.appoint', { organizationId: branch, memberId, title: '书记', fromOn: '2021-09-01', source: '选举' })
  const { activityId } = await app.call('life.recordActivity', {
    activity: {
      organizationId: branch,
      title: `主题${IMAGE}`,
      types: ['党员大会'],
      heldOn: '2026-09-08',
      startsAt: '15:00',
      endsAt: '16:00',
      place: LINK,
      narrative: `${SCRIPT}\n${IMAGE}`,
      topics: [{ type: '党员大会', title: `议题${IMAGE}`, summary: LINK, resolution: SVG }],
      guests: [{ name: IMAGE, role: LINK }],
      tasks: [{ content: `办${IMAGE}`, ownerName: SVG, note: LINK }],
      unlisted: '出席',
    },
  })
  await app.call('life.addFiles', {
    activityId,
    files: [
      {
        fileName: `${BIDI} ${IMAGE.replaceAll(/[<>]/g, '')}.png`,
        base64: Buffer.from(solidPng(8, 8, [200, 0, 0])).toString('base64'),
        kind: '照片',
      },
    ],
  })
  const draft = {
    kind: 'F02' as const,
    organizationId: branch,
    fields: {
      title: `关于${IMAGE}的请示`,
      recipients: `中共${SCRIPT}委员会`,
      signer: '江以恒',
      body: `${IMAGE}\n一、${SCRIPT}。${LINK}\n|${SVG}|乙|\n|${IMAGE}|${LINK}|`,
    },
  }
  const { draftId } = await app.call('correspondence.saveDraft', { request: draft })
  const { html } = await app.call('correspondence.draft', draft)
  await page.reload()
  await expect(page.locator('#root')).not.toBeEmpty()

  await test.step('公文预览的 HTML：一个会执行的元素、属性、链接也没有，文字一字不少', async () => {
    const parsed = await page.evaluate((source) => {
      const parts = new DOMParser().parseFromString(source, 'text/html')
      const attributes = [...parts.querySelectorAll('*')].flatMap((element) => [...element.attributes])
      return {
        elements: [
          ...new Set([...parts.querySelectorAll('script, img, a, iframe, object, embed, form, link, base')].map(({ tagName }) => tagName)),
        ],
        handlers: attributes.filter(({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value)).map(({ name }) => name),
        text: parts.body.textContent.replaceAll(/\s/g, ''),
      }
    }, html)
    expect(parsed).toMatchObject({ elements: [], handlers: [] })
    for (const each of [IMAGE, SCRIPT, LINK, SVG]) expect(parsed.text).toContain(each.replaceAll(/\s/g, ''))
  })

  const pages: readonly (readonly [hash: string, shown: string])[] = [
    ['#/', '<i onclick=x>一支部'],
    ['#/checks', '<i onclick=x>一支部'],
    ['#/organization', '<i onclick=x>一支部'],
    [`#/organization/${branch}`, SCRIPT],
    ['#/member', IMAGE],
    [`#/person/${memberId}`, IMAGE],
    ['#/completeness', '<i onclick=x>一支部'],
    ['#/statistics', '年龄结构'],
    [`#/grouping/${branch}`, IMAGE],
    ['#/election', IMAGE],
    ['#/life', '<i onclick=x>一支部'],
    ['#/life/activities', `主题${IMAGE}`],
    [`#/life/activity/${activityId}`, `议题${IMAGE}`],
    [`#/life/activity/${activityId}`, 'txt.exe'],
    ['#/life/tasks', `办${IMAGE}`],
    [`#/life/ledger?organizationId=${branch}&year=2026`, `主题${IMAGE}`],
    ['#/calendar', '<i onclick=x>一支部'],
    [`#/correspondence?draftId=${draftId}`, '自检'],
    ['#/correspondence?view=drafts', IMAGE],
    ['#/assessment?year=2026', '<i onclick=x>一支部'],
    ['#/settings', '党委全称'],
    ['#/settings/journal', IMAGE],
    ['#/export', '党员基本信息汇总表'],
  ]
  const unseen: string[] = []
  for (const [hash, shown] of pages) {
    await page.evaluate((next) => {
      window.location.hash = next
    }, hash)
    await page
      .getByText(shown)
      .or(page.locator(`input[value=${JSON.stringify(shown)}]`))
      .first()
      .waitFor({ timeout: 12_000 })
      .catch(() => unseen.push(hash))
    await expectOnlyText(page, hash)
  }
  expect(unseen, '没有看到原文的页面').toEqual([])
  expect(dialogs).toEqual([])
})
