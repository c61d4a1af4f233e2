import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readDocx } from '../kit/read-docx.ts'
import { solidPng } from '../kit/pictures.ts'
import { plantLifeBranch, recordMeeting, type LifeBranch } from '../organizational-life/appraisal-fixture.ts'
import { readRows } from './read-workbook.ts'

const YEAR = 2026
const LEDGER = '04 会议活动台账.docx'

async function pack({ backend, branchId }: LifeBranch) {
  const result = await backend.call('assessment.exportPackage', { year: YEAR, organizationIds: [branchId] })
  const files = unzipSync(Buffer.from(result.file.base64, 'base64'))
  const named = (name: string) => Object.entries(files).find(([path]) => path.endsWith(`/${name}`))?.[1]
  const read = (name: string) => {
    const bytes = named(name)
    if (!bytes) throw new Error(`包里没有“${name}”`)
    return bytes
  }
  return { result, read, has: (name: string) => named(name) !== undefined }
}

async function materials({ backend, branchId }: LifeBranch) {
  const { rows } = await backend.call('assessment.gaps', { year: YEAR, organizationId: branchId })
  return (item: string) => rows.find((row) => row.item === item)
}

const values = (bytes: Uint8Array, sheet: string) => (readRows(bytes)[sheet] ?? []).map((row) => row.map((cell) => cell.value))

test('一条记录也没有：五种台账、组织生活会、评议、谈话、照片都缺，写明漏开哪几期，不放空文件', async () => {
  await using branch = await plantLifeBranch()
  const of = await materials(branch)
  expect(of('党员大会台账')).toMatchObject({
    state: '缺',
    advice: expect.stringContaining('漏开 3 期：2026年第一季度、第二季度、第三季度') as string,
  })
  expect(of('支委会台账')).toMatchObject({ state: '缺', advice: expect.stringContaining('漏开 11 期：2026年1月、2月') as string })
  expect(of('主题党日台账')).toMatchObject({ state: '缺', advice: expect.stringContaining('漏开 11 期') as string })
  for (const item of ['党小组会台账', '党课台账', '组织生活会七项材料', '组织生活会情况报告', '民主评议汇总', '谈心谈话记录', '佐证照片'])
    expect(of(item)).toMatchObject({ state: '缺' })
  const packed = await pack(branch)
  for (const name of [LEDGER, '05 组织生活会材料齐全情况.xlsx', '06 民主评议汇总表.xlsx', '11 谈心谈话登记表.xlsx'])
    expect(packed.has(name)).toBe(false)
})

test('开过的支委会进台账、签到与照片都在，仍漏开的几期照写；两次导出逐字节相同', async () => {
  await using branch = await plantLifeBranch()
  const { backend, branchId } = branch
  const { activityId } = await backend.call('life.recordActivity', {
    activity: {
      organizationId: branchId,
      types: ['支委会'],
      heldOn: '2026-09-08',
      startsAt: '15:00',
      endsAt: '16:00',
      place: '三楼会议室',
      topics: [{ type: '支委会', title: '研究发展对象', summary: '三名委员逐一发言', resolution: '同意列为发展对象' }],
      unlisted: '出席',
    },
  })
  const before = await materials(branch)
  expect(before('支委会台账')).toMatchObject({
    state: '已有',
    advice: expect.stringMatching(/^04 会议活动台账\.docx；漏开 10 期：2026年1月/) as string,
  })
  expect(before('支委会台账')?.advice).not.toContain('9月')
  expect(before('党课台账')?.state).toBe('缺')
  expect(before('佐证照片')).toMatchObject({ state: '缺', advice: expect.stringContaining('添加照片') as string })
  await backend.call('life.addFiles', {
    activityId,
    files: [{ fileName: '会场.png', kind: '照片', base64: Buffer.from(solidPng(64, 48, [180, 20, 30])).toString('base64') }],
  })
  expect((await materials(branch))('佐证照片')).toMatchObject({ state: '已有', advice: `${LEDGER}；登记照片 1 张` })
  const packed = await pack(branch)
  const docx = readDocx(packed.read(LEDGER))
  const text = docx.paragraphs()
  expect(text).toContain('第一支部2026年度组织生活台账')
  expect(text.some((each) => each.includes('研究发展对象'))).toBe(true)
  expect(text.some((each) => each.endsWith('签到'))).toBe(true)
  expect(docx.names.filter((name) => name.startsWith('word/media/'))).toHaveLength(1)
  expect((await pack(branch)).result.sha256).toBe(packed.result.sha256)
})

test('判定日以后的活动不进台账', async () => {
  await using branch = await plantLifeBranch()
  const { backend, branchId } = branch
  await recordMeeting(branch, '2026-12-10')
  const { file } = await backend.call('assessment.exportPackage', { year: YEAR, organizationIds: [branchId], asOf: '2026-12-09' })
  expect(Object.keys(unzipSync(Buffer.from(file.base64, 'base64'))).some((path) => path.endsWith(LEDGER))).toBe(false)
})

test('组织生活会：七项缺哪几项写明，齐全情况表逐项列出', async () => {
  await using branch = await plantLifeBranch()
  const { backend, branchId } = branch
  const { meetingId } = await backend.call('life.openLifeMeeting', { organizationId: branchId, year: YEAR, theme: '学党章、作表率' })
  await backend.call('life.recordLifeMeetingStep', { meetingId, kind: '会前学习', doneOn: '2026-12-01', summary: '学习党章' })
  await backend.call('life.linkLifeMeeting', { meetingId, activityId: await recordMeeting(branch, '2026-12-10') })
  const of = await materials(branch)
  expect(of('组织生活会七项材料')).toMatchObject({
    state: '缺',
    advice: expect.stringContaining('缺征求意见、谈心谈话、对照检查、批评意见、整改措施') as string,
  })
  const rows = values((await pack(branch)).read('05 组织生活会材料齐全情况.xlsx'), '组织生活会')
  expect(rows[2]).toEqual([
    '2026-12-10',
    undefined,
    '学党章、作表率',
    ...['有', '有', '缺', '缺', '缺', '缺', '缺'],
    '征求意见、谈心谈话、对照检查、批评意见、整改措施',
  ])
})

test('民主评议：评定以后有人、等次、反馈日的汇总表；还没评定的为缺', async () => {
  await using branch = await plantLifeBranch()
  const { backend, branchId, idOf } = branch
  const { reviewId } = await backend.call('life.openReview', { organizationId: branchId, year: YEAR, rosterOn: '2026-12-01' })
  expect((await materials(branch))('民主评议汇总')).toMatchObject({ state: '缺', advice: expect.stringContaining('组织评定') as string })
  for (const [stage, doneOn] of [
    ['学习动员', '2026-12-02'],
    ['党员自评', '2026-12-03'],
    ['党员互评', '2026-12-04'],
    ['民主测评', '2026-12-05'],
  ] as const)
    await backend.call('life.recordReviewStage', { reviewId, stage, doneOn, summary: '' })
  const { people, revision } = await backend.call('life.review', { reviewId })
  await backend.call('life.saveGrades', {
    reviewId,
    revision,
    rows: people.map(({ memberId, category, name }) => ({
      memberId,
      grade: category === '预备党员' ? ('不定等次' as const) : name === '江以恒' ? ('优秀' as const) : ('合格' as const),
    })),
  })
  await backend.call('life.recordReviewStage', { reviewId, stage: '组织评定', doneOn: '2026-12-10', summary: '' })
  await backend.call('life.recordFeedback', { reviewId, memberIds: [idOf('江以恒')], feedbackOn: '2026-12-15', note: '' })
  expect((await materials(branch))('民主评议汇总')).toMatchObject({ state: '已有', advice: '06 民主评议汇总表.xlsx；10 人没有反馈日' })
  const rows = values((await pack(branch)).read('06 民主评议汇总表.xlsx'), '民主评议')
  expect(rows.find((row) => row[1] === '江以恒')?.slice(2, 5)).toEqual(['正式党员', '优秀', '2026-12-15'])
  expect(rows.find((row) => row[1] === '新苗')?.[3]).toBe('不定等次')
})

test('谈心谈话登记表先后为序，要点一个字也不在里面', async () => {
  await using branch = await plantLifeBranch()
  const { backend, branchId, idOf } = branch
  for (const [heldOn, name] of [
    ['2026-11-05', '林葵'],
    ['2026-03-02', '何川'],
  ] as const)
    await backend.call('life.recordTalks', {
      organizationId: branchId,
      heldOn,
      kind: '日常',
      means: '电话',
      talkerIds: [idOf('江以恒')],
      memberIds: [idOf(name)],
      points: '家中有难处',
    })
  expect((await materials(branch))('谈心谈话记录')).toMatchObject({ state: '已有', advice: '11 谈心谈话登记表.xlsx' })
  const rows = values((await pack(branch)).read('11 谈心谈话登记表.xlsx'), '谈心谈话')
  expect(rows.slice(2, 4)).toEqual([
    [1, '2026-03-02', '日常', '江以恒', '何川', '电话'],
    [2, '2026-11-05', '日常', '江以恒', '林葵', '电话'],
  ])
  expect(JSON.stringify(rows)).not.toContain('家中有难处')
})
