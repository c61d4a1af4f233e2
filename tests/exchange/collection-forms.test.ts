import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openTestBackend } from '../kit/backend.ts'
import { VARIED_PEOPLE } from '../kit/export-people.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import type { WireFile } from '../../shared/contract/file.ts'

async function openWithPeople() {
  const backend = openTestBackend('2026-09-14')
  const { first, second } = await plantSmallTree(backend)
  const ids: string[] = []
  for (const [index, change] of VARIED_PEOPLE.entries()) {
    const branchId = index % 2 === 0 ? first : second
    const { memberId } = await backend.call('member.create', {
      profile: syntheticPerson(index, change),
      branchId,
      groupId: null,
      fromOn: null,
    })
    ids.push(memberId)
  }
  return Object.assign(backend, { ids })
}

const bytesOf = (file: WireFile) => Buffer.from(file.base64, 'base64')

/** docx 正文里的文字，段与格以换行相隔。 */
function textOf(docx: Uint8Array): string {
  const xml = Buffer.from(unzipSync(docx)['word/document.xml'] ?? []).toString('utf8')
  return xml
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** 采集的十六项（是否失联、是否流动各连着日期与流向，联系电话分手机与固定）。 */
const ITEMS = [
  '姓名',
  '性别',
  '民族',
  '公民身份证号',
  '出生日期',
  '学历',
  '人员类别',
  '所在党支部',
  '加入党组织日期',
  '转为正式党员日期',
  '工作岗位',
  '手机号',
  '固定电话',
  '家庭住址',
  '党籍状态',
  '是否失联',
  '失去联系日期',
  '是否流动',
  '外出流向',
]

describe('《党员信息采集表》', () => {
  it('一人一份：十六项、四处签字盖章，代码项带代码，不到日的日期照原样', async () => {
    await using backend = await openWithPeople()
    const index = VARIED_PEOPLE.findIndex(({ name }) => name === '钱到月')
    const { file, rowCount } = await backend.call('exchange.exportCollectionForms', {
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
      memberIds: [backend.ids[index] ?? ''],
      packing: '一人一份',
    })
    expect(rowCount).toBe(1)
    expect(file.fileName).toBe('党员信息采集表-商贸支部-钱到月.docx')
    const text = textOf(bytesOf(file))
    for (const item of ITEMS) expect(text).toContain(item)
    for (const value of ['钱到月', '01 汉族', '21 大学', '1969年1月', '1993年', '1994年7月', '0213 公有经济控制企业管理岗位'])
      expect(text).toContain(value)
    expect(text).not.toContain('1969年1月1日')
    for (const sign of ['党员（签字）', '信息采集员（签字）', '党支部书记（签字）', '基层党委（盖章）']) expect(text).toContain(sign)
  })

  it('整支部合订：每个党支部一份，每人另起一面；不止一份的装成 zip', async () => {
    await using backend = await openWithPeople()
    const { file, rowCount } = await backend.call('exchange.exportCollectionForms', {
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
      packing: '一个党支部合订一份',
    })
    expect(rowCount).toBe(VARIED_PEOPLE.length)
    const parts = unzipSync(bytesOf(file))
    expect(Object.keys(parts)).toEqual(['第一支部.docx', '商贸支部.docx'])
    const text = textOf(parts['第一支部.docx'] ?? new Uint8Array())
    const people = VARIED_PEOPLE.filter((_, index) => index % 2 === 0)
    for (const { name = '' } of people) expect(text).toContain(name)
    expect(text.match(/党员信息采集表/g)).toHaveLength(people.length)
  })

  it('一人一份成批：按支部分目录，重名与不许作文件名的字符都有着落', async () => {
    await using backend = await openWithPeople()
    const { file } = await backend.call('exchange.exportCollectionForms', {
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
      packing: '一人一份',
    })
    const names = Object.keys(unzipSync(bytesOf(file)))
    expect(names).toHaveLength(VARIED_PEOPLE.length)
    expect(names.every((name) => /^(第一支部|商贸支部)\/[^/\\:*?"<>|]+\.docx$/.test(name))).toBe(true)
  })

  it('同样的输入逐字节相同', async () => {
    await using backend = await openWithPeople()
    const once = async () =>
      (
        await backend.call('exchange.exportCollectionForms', {
          fullNumbers: { purpose: '报上级党委组织部' },
          filter: {},
          packing: '一个党支部合订一份',
        })
      ).file.base64
    expect((await once()) === (await once())).toBe(true)
  })
})
