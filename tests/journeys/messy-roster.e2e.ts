import { AxeBuilder } from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { encodeGbk } from '../../electron/exchange/annotate-text.ts'
import { expect, test } from '../kit/journey.ts'
import { syntheticIdentityNumber } from '../kit/synthetic-person.ts'

test.describe('演示集团', () => {
  test.use({ startFrom: 'demo' })

  test('一张乱表：改识别、逐格取舍、指认、落库、拿回标注的原表、整批撤销，名册复原', async ({ app }) => {
    test.setTimeout(180_000)
    const { page } = app
    const roster = async () => (await app.call('member.list', { limit: 500, sort: '姓名' })).rows.map((row) => JSON.stringify(row))
    const before = await roster()
    const rows = (await app.call('member.list', { limit: 60 })).rows.filter(({ name, address }) => encodeGbk(name + address) !== null)
    // 列表里的证号、电话遮着；表是支部手里的，要有全文。
    const people = await Promise.all(
      rows.slice(0, 3).map(async (row) => {
        const { values } = await app.call('member.reveal', { memberId: row.id, fields: ['identityNumber', 'mobile'] })
        return { ...row, identityNumber: values.identityNumber ?? '', mobile: values.mobile ?? '' }
      }),
    )
    const [changed, suspected, refused] = people
    if (!changed || !suspected || !refused) throw new Error('演示集团里应有这几个人')

    // 列序打乱、表头有错别字、标题行与脚注行、GBK 编码；“情况说明”一列认不准，要人指一下。
    const line = (person: typeof changed, note = '') =>
      [
        person.identityNumber,
        person.name,
        person.gender,
        person.ethnicity,
        person.birthOn,
        person.education,
        person.category,
        person.joinedOn,
        person.fullOn ?? '',
        person.branchName,
        person.mobile,
        person.address,
        note,
      ].join(',')
    const lines = [
      '某集团党员花名册,,,,,,,,,,,,',
      '身份证号马,姓 名,性别,民族,出生年月,文化程度,党员类别,入党时间,转正时间,所在支部,联系电话,家庭地址,情况说明',
      line({ ...changed, education: '博士研究生', address: '某市新址 9 号' }, '新近搬家'),
      line({ ...suspected, identityNumber: syntheticIdentityNumber(suspected.birthOn, 987) }),
      line({ ...refused, ethnicity: '火星族' }),
      '填表人：某某,,,,,,,,,,,,',
    ]
    const source = encodeGbk(lines.join('\r\n'))
    if (!source) throw new Error('这张表应能写成 GBK')

    await test.step('选文件：认出表头，差异分门别类', async () => {
      await page.evaluate(() => {
        window.location.hash = '#/exchange'
      })
      await page.locator('input[type=file]').setInputFiles({ name: '乱表.csv', mimeType: 'text/csv', buffer: source })
      await expect(page.getByRole('tab', { name: '变更 1' })).toBeVisible()
      await expect(page.getByRole('tab', { name: '疑似重复 1' })).toBeVisible()
      await expect(page.getByRole('tab', { name: '拒绝 1' })).toBeVisible()
    })

    await test.step('改一列的识别：立即重新比对', async () => {
      await page.getByRole('button', { name: '看对应、改对应' }).click()
      await page.getByLabel('M 列“情况说明”对应哪个字段').selectOption({ label: '备注' })
      await expect(page.getByText('新近搬家').first()).toBeVisible()
      await page.getByRole('tab', { name: '变更 1' }).click()
      await expect(page.getByRole('grid', { name: '导入差异：变更' }).getByText('备注')).toBeVisible()
      await page.getByRole('button', { name: '收起', exact: true }).click()
    })

    await test.step('逐格取舍：学历这一格不改', async () => {
      await page.getByRole('grid', { name: '导入差异：变更' }).getByText(changed.name).click()
      const panel = page.getByRole('complementary', { name: /第 3 行/ })
      await panel.getByLabel('采用学历').uncheck()
      await expect(panel.getByText('F3')).toBeVisible()
      const result = await new AxeBuilder({ page }).analyze()
      expect(result.violations.map(({ id, help }) => `${id} ${help}`)).toEqual([])
    })

    await test.step('疑似重复：指认为名册里的同一人，再看一眼证号', async () => {
      await page.getByRole('tab', { name: '疑似重复 1' }).click()
      await page.getByRole('grid', { name: '导入差异：疑似重复' }).getByText(suspected.name).first().click()
      await page.getByRole('button', { name: '就是他' }).click()
      await expect(page.getByRole('tab', { name: '变更 2' })).toBeVisible()
      await page.getByRole('tab', { name: '待确认 1' }).click()
      await expect(page.getByText('采用就改证号')).toBeVisible()
    })

    await test.step('落库：没有确认的那一行不写', async () => {
      expect(await roster(), '看差异时什么也没有写').toEqual(before)
      await page.getByRole('button', { name: '采用 1 行并落库' }).click()
      await expect(page.getByText('已落库：新增 0 名，变更 1 名')).toBeVisible()
      const { rows } = await app.call('member.list', { search: changed.identityNumber })
      expect(rows[0]).toMatchObject({ education: changed.education, address: '某市新址 9 号', remark: '新近搬家' })
    })

    await test.step('拿回标注了结果的原表', async () => {
      const arrived = page.waitForEvent('download')
      await page.getByRole('button', { name: '下载标注了结果的原表' }).click()
      const download = await arrived
      expect(download.suggestedFilename()).toBe('乱表-结果.csv')
      const annotated = new TextDecoder('gbk', { fatal: true }).decode(readFileSync(await download.path())).split('\r\n')
      for (const [index, each] of lines.entries()) expect(annotated[index]?.startsWith(each)).toBe(true)
      expect(annotated[1]).toMatch(/,结果,原因$/)
      expect(annotated[2]).toMatch(/,已变更,.*家庭住址.*学历没有采用/)
      expect(annotated[3]).toContain(',没有采用,')
      expect(annotated[4]).toMatch(/拒绝，请改后再报.*民族/)
      expect(annotated[5]).toBe(lines[5])
    })

    await test.step('整批撤销：名册复原，历史里写着已撤销', async () => {
      await page.getByRole('button', { name: '撤销这一批' }).click()
      await expect(page.getByText('没有冲突。')).toBeVisible()
      await page.getByRole('button', { name: '整批撤销' }).click()
      await expect(page.getByText('这一批已经撤销')).toBeVisible()
      expect(await roster()).toEqual(before)
      await page.getByRole('link', { name: '历史与撤销' }).click()
      await expect(page.getByRole('grid', { name: '改动批次' }).getByText('已撤销').first()).toBeVisible()
    })
  })
})
