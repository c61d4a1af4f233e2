import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeName, uniqueName } from '../../electron/document/file-names.ts'

describe('名称清洗：Windows、macOS、Linux 都能落盘', () => {
  it.each([
    ['001.002 信托第二', '001.002 信托第二'],
    ['第一:支部.', '第一_支部'],
    ['a<b>c"d/e\\f|g?h*i', 'a_b_c_d_e_f_g_h_i'],
    ['末尾点...', '末尾点'],
    ['末尾空格   ', '末尾空格'],
    ['  首空格', '首空格'],
    ['CON', '_CON'],
    ['com1.txt', '_com1.txt'],
    ['lpt9', '_lpt9'],
    ['contact.docx', 'contact.docx'],
    ['', '未命名'],
    ['...', '未命名'],
    ['换\n行\t表', '换_行_表'],
    ['右到左\u202etxt.docx', '右到左_txt.docx'],
    ['测党〔2026〕1号 关于……的通知.docx', '测党〔2026〕1号 关于……的通知.docx'],
  ])('%j → %j', (given, expected) => {
    expect(safeName(given)).toBe(expected)
  })

  it('过长的截到 80 个字，扩展名保留，不截断生僻字', () => {
    const name = safeName(`${'𬱖'.repeat(200)}.docx`)
    expect(name).toBe(`${'𬱖'.repeat(80)}.docx`)
  })

  it('任何输入清洗后都没有非法字符、末尾点空格与路径分隔', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = safeName(given)
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]/u)
        expect(name).not.toMatch(/[. ]$/)
        expect(name.length).toBeGreaterThan(0)
        expect(['.', '..']).not.toContain(name)
      }),
    )
  })

  it('不分大小写重名的加序号', () => {
    const taken = new Set<string>()
    expect(['甲A.docx', '甲a.docx', '甲A.docx', '乙'].map((each) => uniqueName(each, taken))).toEqual([
      '甲A.docx',
      '甲a(2).docx',
      '甲A(3).docx',
      '乙',
    ])
  })
})
