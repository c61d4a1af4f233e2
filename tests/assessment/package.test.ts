import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { readDocx } from '../kit/read-docx.ts'
import { readRows } from './read-workbook.ts'
import { HOSTILE_NAME, plantGroup } from './small-group.ts'

const YEAR = 2026

type Packed = { readonly names: string[]; readonly entries: Entry[]; read(name: string): Uint8Array }

async function unpack(base64: string): Promise<Packed> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(Buffer.from(base64, 'base64'), { lazyEntries: false, autoClose: false, strictFileNames: true }, (error, opened) => {
      if (error) reject(error)
      else resolve(opened)
    })
  })
  const entries = await new Promise<Entry[]>((resolve, reject) => {
    const found: Entry[] = []
    zip.on('entry', (entry: Entry) => found.push(entry))
    zip.on('end', () => resolve(found))
    zip.on('error', reject)
  })
  const contents = new Map<string, Uint8Array>()
  for (const entry of entries) contents.set(entry.fileName, await contentOf(zip, entry))
  zip.close()
  return {
    names: entries.map((entry) => entry.fileName),
    entries,
    read(name) {
      const content = contents.get(name)
      if (!content) throw new Error(`包里没有“${name}”，有：${[...contents.keys()].join('、')}`)
      return content
    },
  }
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error)
        return
      }
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => resolve(Buffer.concat(chunks)))
      stream.on('error', reject)
    })
  })
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const exportAll = (backend: TestBackend) => backend.call('assessment.exportPackage', { year: YEAR })

describe('年度材料包', () => {
  it('每支部一个目录，名称清洗过；没有党员的支部不放空花名册', async () => {
    await using backend = openTestBackend('2026-09-14')
    await plantGroup(backend)
    const result = await exportAll(backend)
    const packed = await unpack(result.file.base64)
    expect(result.file.fileName).toBe('测试集团党委2026年度考核材料包.zip')
    expect(result).toMatchObject({ branchCount: 3, fileCount: packed.names.length })
    const branchFiles = [
      '00 目录.docx',
      '01 支部基本情况.docx',
      '01 党员花名册.xlsx',
      '02 届次与班子台账.xlsx',
      '16 自评报告.docx',
      '16 得分表.xlsx',
      '缺项单.xlsx',
    ]
    const inFolder = (folder: string, names: string[]) => names.map((name) => `${folder}/${name}`)
    expect(packed.names).toEqual([
      '00 总目录.docx',
      '01 年度考核得分表.xlsx',
      '02 缺项汇总.xlsx',
      ...inFolder('001.001 第一支部', branchFiles),
      ...inFolder('001.002 第二_支部', branchFiles),
      ...inFolder(
        '001.003 第三支部',
        branchFiles.filter((name) => !name.includes('花名册')),
      ),
      'SHA256SUMS.txt',
    ])
    // 第 11 位是 UTF-8 文件名标志；没有它，Windows 资源管理器会把中文名解成乱码。
    for (const entry of packed.entries) if (/[^\u0020-\u007e]/.test(entry.fileName)) expect(entry.generalPurposeBitFlag & 0x800).toBe(0x800)
  })

  it('两次导出逐字节相同，返回的散列就是包的散列，校验清单逐件对上', async () => {
    await using backend = openTestBackend('2026-09-14')
    await plantGroup(backend)
    const [once, twice] = [await exportAll(backend), await exportAll(backend)]
    expect(twice).toEqual(once)
    expect(sha256(Buffer.from(once.file.base64, 'base64'))).toBe(once.sha256)
    const packed = await unpack(once.file.base64)
    const listed = Buffer.from(packed.read('SHA256SUMS.txt')).toString('utf8').trimEnd().split('\n')
    expect(listed).toEqual(packed.names.filter((name) => name !== 'SHA256SUMS.txt').map((name) => `${sha256(packed.read(name))}  ${name}`))
  })

  it('记录变了包就变', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    const before = await exportAll(backend)
    await backend.call('assessment.rate', { year: YEAR, organizationIds: [first], itemId: '3.1', ratioPermyriad: 9000, basis: '按台账' })
    expect((await exportAll(backend)).sha256).not.toBe(before.sha256)
  })

  it('目录、缺项单、缺项汇总与缺项查询说的是同一件事', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantGroup(backend)
    const gaps = await backend.call('assessment.gaps', { year: YEAR, organizationId: second })
    const lacking = gaps.rows.filter((row) => row.state === '缺').map((row) => row.item)
    expect(lacking.slice(0, 2)).toEqual(['届次台账', '班子名册'])
    expect(lacking).toContain('3.1 接转规范的评定依据')
    const result = await exportAll(backend)
    const packed = await unpack(result.file.base64)
    const folder = '001.002 第二_支部'
    const inSheet = (name: string, branchName: string) =>
      (readRows(packed.read(name))['缺项'] ?? []).filter((row) => row[0]?.value === branchName).map((row) => row[2]?.value)
    expect(inSheet(`${folder}/缺项单.xlsx`, '第二:支部.')).toEqual(lacking)
    expect(inSheet('02 缺项汇总.xlsx', '第二:支部.')).toEqual(lacking)
    const catalog = readDocx(packed.read(`${folder}/00 目录.docx`)).paragraphs()
    expect(catalog.filter((text) => text === '缺')).toHaveLength(lacking.length)
    expect(catalog.join('\n')).toContain(`应有${gaps.needCount}项，已有${gaps.haveCount}项，缺${lacking.length}项`)
    const all = await backend.call('assessment.gaps', { year: YEAR })
    expect(result.gapCount).toBe(all.rows.filter((row) => row.state === '缺').length)
  })

  it('目录里“已有”的文件确实在包里', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    const { rows } = await backend.call('assessment.gaps', { year: YEAR, organizationId: first })
    const packed = await unpack((await exportAll(backend)).file.base64)
    const files = rows.filter((row) => row.state === '已有' && /\.(docx|xlsx)$/.test(row.advice)).map((row) => row.advice)
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) expect(packed.names).toContain(`001.001 第一支部/${file}`)
  })

  it('评为不适用的项不再要材料', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    await backend.call('assessment.rate', {
      year: YEAR,
      organizationIds: [first],
      itemId: '3.2',
      ratioPermyriad: null,
      basis: '无因私出国（境）',
    })
    const { rows } = await backend.call('assessment.gaps', { year: YEAR, organizationId: first })
    expect(rows.some((row) => row.item === '出国（境）')).toBe(false)
    expect(rows.some((row) => row.item === '流动党员')).toBe(true)
  })

  it('花名册、台账可读，姓名里的公式字符仍是文字', async () => {
    await using backend = openTestBackend('2026-09-14')
    await plantGroup(backend)
    const packed = await unpack((await exportAll(backend)).file.base64)
    const roster = Object.values(readRows(packed.read('001.002 第二_支部/01 党员花名册.xlsx'))).flat(2)
    expect(roster.find((cell) => cell.value === HOSTILE_NAME)).toMatchObject({ type: 's', hasFormula: false })
    const board = readRows(packed.read('001.001 第一支部/02 届次与班子台账.xlsx'))
    expect(Object.keys(board)).toEqual(['届次', '批复与换届节点', '班子任职'])
    expect(board['届次']?.[2]?.map((cell) => cell.value)).toEqual(expect.arrayContaining(['第1届', '2024-05-20', 3, '2027-05-20']))
    expect(board['班子任职']?.slice(2)).toHaveLength(4)
  })

  it('自评报告照得分表写，标明人工评定与待补证', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    await backend.call('assessment.rate', {
      year: YEAR,
      organizationIds: [first],
      itemId: '3.1',
      ratioPermyriad: 10_000,
      basis: '大会 4/4',
    })
    const packed = await unpack((await exportAll(backend)).file.base64)
    const text = readDocx(packed.read('001.001 第一支部/16 自评报告.docx')).paragraphs()
    expect(text[0]).toBe('第一支部2026年度考核自评报告')
    expect(text.join('\n')).toContain('由记录计算3项，人工评定1项，待补证24项')
    expect(text.join('\n')).toContain('八项任务基础分19.00分')
    expect(text).toContain('3.1 接转规范')
    expect(text.filter((each) => each.includes('undefined') || each.includes('null'))).toEqual([])
  })

  it('已登记的公文归进本支部，散列与登记簿一致', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second } = await plantGroup(backend)
    const { missing } = await backend.call('correspondence.draft', { kind: 'W04', organizationId: first })
    expect(missing).toEqual([])
    const issued = await backend.call('correspondence.issue', { kind: 'W04', organizationId: first })
    const packed = await unpack((await exportAll(backend)).file.base64)
    const [file, ...others] = packed.names.filter((name) => name.includes('/公文/'))
    expect(others).toEqual([])
    expect(file).toMatch(/^001\.001 第一支部\/公文\/测党〔2026〕1号 .*\.docx$/)
    expect(sha256(packed.read(file ?? ''))).toBe(issued.docxSha256)
    expect(readDocx(packed.read('001.001 第一支部/00 目录.docx')).paragraphs().join('\n')).toContain('测党〔2026〕1号')
    const only = await backend.call('assessment.exportPackage', { year: YEAR, organizationIds: [second] })
    expect((await unpack(only.file.base64)).names.some((name) => name.includes('公文'))).toBe(false)
    expect(only.branchCount).toBe(1)
  })

  it('作废的公文不归卷', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    const { documentId } = await backend.call('correspondence.issue', { kind: 'W04', organizationId: first })
    await backend.call('correspondence.void', { documentId, reason: '有误' })
    expect((await unpack((await exportAll(backend)).file.base64)).names.some((name) => name.includes('公文'))).toBe(false)
  })

  it('补登的此前发文只有登记、没有文件：包照出，目录里请人放纸质原件', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    await backend.call('correspondence.recordEarlier', {
      number: '第一支〔2026〕1号',
      genre: '通知',
      title: '关于召开支部党员大会的通知',
      organizationId: first,
      datedOn: '2026-03-01',
    })
    const packed = await unpack((await exportAll(backend)).file.base64)
    expect(packed.names.some((name) => name.includes('/公文/'))).toBe(false)
    const catalogs = packed.names
      .filter((name) => name.endsWith('00 目录.docx'))
      .map((name) => readDocx(packed.read(name)).paragraphs().join('\n'))
    expect(catalogs.filter((text) => text.includes('第一支〔2026〕1号') && text.includes('纸质原件'))).toHaveLength(1)
  })

  it('逐支部报进度；取消后没有输出、什么也没写，再导出照常', async () => {
    await using backend = openTestBackend('2026-09-14')
    await plantGroup(backend)
    const journal = async () => (await backend.call('settings.journal', {})).total
    const before = await journal()
    const running = backend.backend.dispatcher.dispatch('assessment.exportPackage', { year: YEAR, taskId: 'pack' })
    let progress = await backend.call('settings.taskProgress', { runningTaskId: 'pack' })
    while (progress.total === 0) progress = await backend.call('settings.taskProgress', { runningTaskId: 'pack' })
    expect(progress).toMatchObject({ state: '进行中', total: 4 })
    await backend.call('settings.cancelTask', { runningTaskId: 'pack' })
    const reply = await running
    expect(reply).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
    expect(await backend.call('settings.taskProgress', { runningTaskId: 'pack' })).toMatchObject({ state: '已取消' })
    expect((await exportAll(backend)).branchCount).toBe(3)
    // 只多出“取消”这一条命令自己的日志。
    expect(await journal()).toBeLessThanOrEqual(before + 1)
  })

  it('没有党支部、年度没开始、选的不是党支部：中文拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    expect((await backend.refused('assessment.exportPackage', { year: YEAR })).message).toMatch(/还没有党支部.*请先/)
    expect((await backend.refused('assessment.exportPackage', { year: 2027 })).code).toBe('YEAR_NOT_STARTED')
    const { committee } = await plantGroup(backend)
    const failure = await backend.refused('assessment.exportPackage', { year: YEAR, organizationIds: [committee] })
    expect(failure).toMatchObject({ code: 'NOT_A_BRANCH', message: expect.stringContaining('集团党委是党委') as string })
  })
})
