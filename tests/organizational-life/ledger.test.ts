import { rmSync } from 'node:fs'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { sha256Of } from '../../electron/attachment/store.ts'
import type { PdfPrinter } from '../../electron/document/pdf-printer.ts'
import type { ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import { readRows } from '../assessment/read-workbook.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { readDocx } from '../kit/read-docx.ts'
import { solidPng } from '../kit/pictures.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'

const PHOTO = solidPng(64, 48, [180, 20, 30])
const OTHER = solidPng(64, 48, [20, 180, 30])

function activity(organizationId: string, change: Partial<ActivityDraftInput>): ActivityDraftInput {
  return {
    organizationId,
    types: ['支委会'],
    heldOn: '2026-09-08',
    startsAt: '15:00',
    endsAt: '16:00',
    place: '三楼会议室',
    topics: [{ type: '支委会', title: '研究发展对象', summary: '三名委员逐一发言', resolution: '同意列为发展对象' }],
    unlisted: '出席',
    ...change,
  }
}

/** 一个支部四次活动：党课与主题党日合办、支委会（有照片）、党员大会、补录的集中学习。 */
async function plantYear(backend: TestBackend) {
  const branch = await plantSmallBranch(backend)
  const record = async (change: Partial<ActivityDraftInput>) =>
    (await backend.call('life.recordActivity', { activity: activity(branch.second, change) })).activityId
  const themeDay = await record({
    types: ['主题党日', '党课'],
    heldOn: '2026-09-01',
    startsAt: '14:00',
    endsAt: '16:30',
    contentKinds: ['政治学习'],
    topics: [
      { type: '主题党日', title: '参观展馆', summary: '集体参观', resolution: '形成体会' },
      { type: '党课', title: '学条例', speakerName: '王思齐', speakerRole: '书记', summary: '讲条例第三章', resolution: '会后自学' },
    ],
    extras: { theme: '学条例' },
  })
  const committee = await record({ hostName: '王思齐', recorderName: '叶闻舟' })
  const study = await record({
    types: ['集中学习'],
    heldOn: '2026-03-10',
    topics: [{ type: '集中学习', title: '=SUM(A1)学习材料', summary: '通读', resolution: '' }],
  })
  const files = [PHOTO, OTHER].map((bytes, index) => ({
    fileName: `会场${index + 1}.png`,
    kind: '照片' as const,
    base64: Buffer.from(bytes).toString('base64'),
  }))
  await backend.call('life.addFiles', { activityId: committee, files })
  return { ...branch, themeDay, committee, study }
}

test('先看目录与缺项：依类目、日期排好，缺照片、补录、原件缺失逐次列出', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { second, committee, study, themeDay } = await plantYear(backend)
  const ledger = await backend.call('life.ledger', { organizationId: second, year: 2026 })
  expect(ledger.title).toBe('商贸支部2026年度组织生活台账')
  expect(ledger.entries.map(({ activityId, category }) => ({ activityId, category }))).toEqual([
    { activityId: committee, category: '三会一课' },
    { activityId: themeDay, category: '主题党日' },
    { activityId: study, category: '学习教育' },
  ])
  const gapsOf = (id: string) => ledger.entries.find(({ activityId }) => activityId === id)?.gaps ?? []
  expect(gapsOf(committee).some((gap) => gap.includes('照片'))).toBe(false)
  expect(gapsOf(themeDay).some((gap) => gap.includes('照片'))).toBe(true)
  expect(gapsOf(study)).toContain('补录（2026-09-14录入）')
  expect(ledger.photoCount).toBe(2)

  const sha256 = sha256Of(PHOTO)
  rmSync(path.join(backend.directory, '附件', sha256.slice(0, 2), sha256))
  const after = await backend.call('life.ledger', { organizationId: second, year: 2026 })
  expect(after.entries[0]?.gaps).toContain('附件“会场1.png”原件缺失')
})

test('单看一类时，合办的那几类都在', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { second, committee, themeDay } = await plantYear(backend)
  const ledger = await backend.call('life.ledger', { organizationId: second, year: 2026, category: '三会一课' })
  expect(ledger.title).toBe('商贸支部2026年度三会一课台账')
  expect(ledger.entries.map(({ activityId }) => activityId)).toEqual([themeDay, committee])
})

test('docx：封面、目录带页码、缺项清单、逐次记录、签到、照片都在；同样的记录逐字节相同', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { second } = await plantYear(backend)
  const exported = await backend.call('life.exportLedger', { organizationId: second, year: 2026, format: 'docx' })
  expect(exported).toMatchObject({ activityCount: 3, photoCount: 2, notes: [] })
  expect(exported.file.fileName).toBe('商贸支部2026年度组织生活台账.docx')
  const docx = readDocx(Buffer.from(exported.file.base64, 'base64'))
  const text = docx.paragraphs()
  const at = (line: string) => text.findIndex((each) => each.includes(line))
  const order = [
    '商贸支部2026年度组织生活台账',
    '目　　录',
    '缺项清单',
    '【三会一课】',
    '研究发展对象（支委会）',
    '【主题党日】',
    '【学习教育】',
  ].map(at)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order).not.toContain(-1)
  expect(text).toContain('2026-09-08 2026年9月支委会（照片1）')
  expect(docx.names.filter((name) => name.startsWith('word/media/'))).toHaveLength(2)
  // 目录末列是页码：支委会自第 3 面起，照片占一面。
  const rows = text.slice(at('目　　录'), at('缺项清单'))
  expect(rows.filter((each) => /^\d+$/.test(each)).length).toBeGreaterThanOrEqual(6)
  const again = await backend.call('life.exportLedger', { organizationId: second, year: 2026, format: 'docx' })
  expect(again.file.base64).toBe(exported.file.base64)
})

test('丢了的照片不连累别的：印不上的写明，其余照印', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { second } = await plantYear(backend)
  const sha256 = sha256Of(PHOTO)
  rmSync(path.join(backend.directory, '附件', sha256.slice(0, 2), sha256))
  const exported = await backend.call('life.exportLedger', { organizationId: second, year: 2026, format: 'docx' })
  expect(exported).toMatchObject({ photoCount: 1, notes: ['照片 1 张原件缺失，没有印上。'] })
})

test('xlsx：五张表，文字永远是文字；签到逐人一行', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { second } = await plantYear(backend)
  const { file } = await backend.call('life.exportLedger', { organizationId: second, year: 2026, format: 'xlsx' })
  const sheets = readRows(Buffer.from(file.base64, 'base64'))
  expect(Object.keys(sheets)).toEqual(['目录', '议题与决议', '签到', '议定事项', '缺项'])
  expect(sheets['目录']).toHaveLength(2 + 3)
  const topics = (sheets['议题与决议'] ?? []).map((row) => row[3])
  expect(topics.find((cell) => cell?.value === '=SUM(A1)学习材料')).toMatchObject({ type: 's', hasFormula: false })
  expect((sheets['签到'] ?? []).length).toBeGreaterThan(12)
})

test('没有记录的年份、不是支部的编号，中文说明，不给空册', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { second } = await plantYear(backend)
  expect((await backend.refused('life.exportLedger', { organizationId: second, year: 2020, format: 'docx' })).code).toBe('LEDGER_EMPTY')
  expect((await backend.refused('life.ledger', { organizationId: '没有', year: 2026 })).code).toBe('ORGANIZATION_UNKNOWN')
  expect((await backend.refused('life.exportLedger', { organizationId: second, year: 2026, format: 'pdf' })).code).toBe('NO_PDF_PRINTER')
})

test('一键全部支部：有记录的各一个文件夹，没有的写进说明；途中可取消', async () => {
  await using backend = openTestBackend('2026-09-14')
  await plantYear(backend)
  const done = await backend.call('life.exportAllLedgers', { year: 2026, formats: ['docx', 'xlsx'] })
  expect(done).toMatchObject({ branchCount: 1, fileCount: 3 })
  const files = unzipSync(Buffer.from(done.file.base64, 'base64'))
  expect(Object.keys(files)).toEqual([
    '001.002 商贸支部/商贸支部2026年度组织生活台账.docx',
    '001.002 商贸支部/商贸支部2026年度组织生活台账.xlsx',
    '说明.txt',
  ])
  expect(strFromU8(files['说明.txt'] ?? new Uint8Array())).toContain('没有成册的支部 1 个：第一支部')
  expect((await backend.refused('life.exportAllLedgers', { year: 2020, formats: ['docx'] })).code).toBe('LEDGER_EMPTY')

  const running = backend.backend.dispatcher.dispatch('life.exportAllLedgers', { year: 2026, formats: ['docx'], taskId: '全部' })
  while (!(await backend.call('settings.cancelTask', { runningTaskId: '全部' })).wasRunning)
    await new Promise((resolve) => setImmediate(resolve))
  expect(await running).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
})

test('会议记录、纪要、方案：docx 与 PDF 都由同一份记录排成', async () => {
  const printed: string[] = []
  const pdfPrinter: PdfPrinter = {
    print: (html) => {
      printed.push(html)
      return Promise.resolve(new Uint8Array([0x25, 0x50, 0x44, 0x46]))
    },
  }
  await using backend = openTestBackend('2026-09-14', { pdfPrinter })
  const { committee } = await plantYear(backend)
  const record = await backend.call('life.exportRecord', { activityId: committee, paper: '记录', format: 'docx' })
  expect(record.file.fileName).toBe('商贸支部委员会会议记录（2026-09-08）.docx')
  expect(readDocx(Buffer.from(record.file.base64, 'base64')).paragraphs()).toContain('16时散会。')
  await backend.call('life.exportRecord', { activityId: committee, paper: '记录', format: 'pdf' })
  expect(printed[0]?.match(/<img /g)).toHaveLength(2)
  const minutes = await backend.call('life.minutesPreview', { activityId: committee, paper: '纪要', number: '〔2026〕9号' })
  expect(minutes.html.replaceAll(/<[^>]+>/g, '')).toContain('〔2026〕9号')
})

test('党委统一下发的方案写成某个支部的：首个工作日照节假日表算，落款是支部', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { committee: issuerId, second } = await plantSmallBranch(backend)
  const { themePlanId } = await backend.call('life.issueThemePlan', {
    issuerId,
    month: '2026-10',
    theme: '学条例、明职责',
    contentKinds: ['政治学习'],
    plan: { steps: [{ title: '集中学习', detail: '领学第三章' }] },
  })
  const { file } = await backend.call('life.exportThemePlan', { themePlanId, organizationId: second, format: 'docx', hostName: '王思齐' })
  expect(file.fileName).toBe('商贸支部2026年10月主题党日活动方案.docx')
  const text = readDocx(Buffer.from(file.base64, 'base64')).paragraphs()
  expect(text.some((each) => each.includes('当月首个工作日为2026年10月8日'))).toBe(true)
  expect(text).toContain('主持人：王思齐。')
})
