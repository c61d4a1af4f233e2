import { createHash } from 'node:crypto'
import * as XLSX from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { addYears } from '../../shared/calendar/plain-date.ts'
import { BRANCHES } from '../../electron/demo/group-plan.ts'
import { demoRosters } from '../../electron/demo/populate-members.ts'

const AS_OF = '2026-09-14'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** GB 11643-1999：前 17 位加权求和模 11 查表得第 18 位。按标准原文另写一遍，不借产品的函数。 */
function isValidIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  let sum = 0
  for (let position = 18; position >= 1; position -= 1) {
    const digit = text.charAt(18 - position) === 'X' ? 10 : Number(text.charAt(18 - position))
    sum += digit * (2 ** (position - 1) % 11)
  }
  return sum % 11 === 1
}

describe('演示名册：合法而不对应真人', () => {
  const { peopleByBranch, files } = demoRosters(AS_OF)
  const people = [...peopleByBranch.values()].flat()

  it('26 个支部，约 1,100 名党员', () => {
    expect(BRANCHES).toHaveLength(26)
    expect(people.length).toBeGreaterThanOrEqual(1050)
    expect(people.length).toBeLessThanOrEqual(1150)
  })

  it('证号全部合乎 GB 11643、互不相同，县级段都是从未启用的 99', () => {
    expect(people.filter((person) => !isValidIdentityNumber(person.identityNumber))).toEqual([])
    expect(new Set(people.map((person) => person.identityNumber)).size).toBe(people.length)
    expect(people.filter((person) => person.identityNumber.slice(4, 6) !== '99')).toEqual([])
  })

  it('证号里的出生日期、性别与名册一致，入党满十八周岁，转正不晚于判定日', () => {
    for (const person of people) {
      expect(person.identityNumber.slice(6, 14)).toBe(person.birthOn.replaceAll('-', ''))
      expect(Number(person.identityNumber.charAt(16)) % 2 === 1 ? '男' : '女').toBe(person.gender)
      expect(person.joinedOn >= addYears(person.birthOn, 18)).toBe(true)
      expect(person.joinedOn <= AS_OF).toBe(true)
      expect(person.fullOn === null).toBe(person.category === '预备党员')
      if (person.fullOn !== null) expect(person.fullOn <= AS_OF).toBe(true)
    }
  })

  it('手机号都在没有放号的 199-0000 段', () => {
    expect(people.filter((person) => person.mobile !== '' && !/^1990000\d{4}$/.test(person.mobile))).toEqual([])
  })

  it('姓名里有扩展 A、B 区的生僻字、复姓与带间隔号的长名', () => {
    const names = people.map((person) => person.name)
    expect(names.some((name) => /[\u{3400}-\u{4dbf}]/u.test(name))).toBe(true)
    expect(names.some((name) => /[\u{20000}-\u{2a6df}]/u.test(name))).toBe(true)
    expect(names.some((name) => /^(欧阳|司徒|上官|诸葛|慕容|皇甫|令狐|端木|尉迟|夏侯)/.test(name))).toBe(true)
    expect(names.filter((name) => name.includes('·') && name.length >= 8).length).toBeGreaterThanOrEqual(5)
  })

  it('同一判定日生成两次逐字节相同，换一天就不同', () => {
    const again = demoRosters(AS_OF)
    expect(again.files.map((file) => sha256(file.bytes))).toEqual(files.map((file) => sha256(file.bytes)))
    const nextDay = demoRosters('2026-09-15')
    expect(nextDay.files.map((file) => sha256(file.bytes))).not.toEqual(files.map((file) => sha256(file.bytes)))
  })
})

describe('演示汇总表：官方 2017 版式', () => {
  const { files } = demoRosters(AS_OF)

  it.each([
    ['.xls', 6],
    ['.xlsx', 20],
  ])('%s 一支部一张表，共 %i 张', (extension, sheets) => {
    const file = files.find((candidate) => candidate.fileName.endsWith(extension))
    expect(XLSX.read(file?.bytes, { type: 'array' }).SheetNames).toHaveLength(sheets)
  })

  it('.xls 是真的 BIFF 复合文档，.xlsx 是 zip', () => {
    const signatures = files.map((file) => Buffer.from(file.bytes.subarray(0, 4)).toString('hex'))
    expect(signatures).toEqual(['d0cf11e0', '504b0304'])
  })

  it('两行合并表头、末行合并脚注、代码值、真日期、数字手机号、文本证号', () => {
    for (const file of files) {
      const workbook = XLSX.read(file.bytes, { type: 'array', cellNF: true })
      const sheet = workbook.Sheets[workbook.SheetNames[1] ?? '']
      if (!sheet) throw new Error('没有第二张表')
      const cell = (reference: string) => sheet[reference] as XLSX.CellObject | undefined
      const merges = (sheet['!merges'] ?? []).map((range) => XLSX.utils.encode_range(range))
      const last = XLSX.utils.decode_range(sheet['!ref'] ?? 'A1').e.r + 1
      expect(merges).toEqual(expect.arrayContaining(['A1:T1', 'A2:T2', 'A3:A4', 'M3:N3', `A${last}:T${last}`]))
      expect(cell('M3')?.v).toBe('联系电话')
      expect(cell('M4')?.v).toBe('手机号')
      expect(String(cell(`A${last}`)?.v)).toMatch(/^注：/)
      expect(cell('D5')?.t).toBe('s')
      expect(String(cell('F5')?.v)).toMatch(/^\d{2} .+族$/)
      expect(String(cell('L5')?.v)).toMatch(/^\d{3,4} /)
      expect(cell('G5')).toMatchObject({ t: 'n', z: 'yyyy/m/d' })
      expect(cell('M5')?.t).toBe('n')
    }
  })
})
