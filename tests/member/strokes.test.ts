import { describe, expect, it } from 'vitest'
import { charactersWithoutStrokes, compareNamesByStrokes, strokesOf } from '../../shared/member/strokes.ts'

const inOrder = (names: string): void => {
  const expected = names.split(' ')
  expect(expected.toReversed().toSorted(compareNamesByStrokes)).toEqual(expected)
}

describe('笔顺', () => {
  it.each([
    ['一', '1'],
    ['丁', '12'],
    ['了', '52'],
    ['王', '1121'],
    ['卫', '521'],
    ['冯', '41551'],
    ['李', '1234521'],
    ['陈', '5215234'],
    ['札', '12345'],
    ['汉', '44154'],
    ['忄', '442'],
  ])('%s 是 %s', (character, strokes) => {
    expect(strokesOf(character)).toBe(strokes)
  })

  it('GB 13000.1 的 20,902 个字一个不缺，每字都只有 1 至 5', () => {
    const missing: string[] = []
    for (let codePoint = 0x4e00; codePoint <= 0x9fa5; codePoint += 1) {
      const character = String.fromCodePoint(codePoint)
      if (!/^[1-5]{1,64}$/.test(strokesOf(character) ?? '')) missing.push(character)
    }
    expect(missing).toEqual([])
  })

  it('繁体、异体、生僻字也有：鑫、喆、堃、犇、淼、翀', () => {
    expect(['鑫', '喆', '堃', '犇', '淼', '翀'].map((character) => strokesOf(character)?.length)).toEqual([24, 12, 11, 12, 12, 10])
  })

  it('间隔号、字母、扩展 B 区以后的字没有笔顺，不臆造', () => {
    expect(['·', 'A', '𠀀', '𬭎', ''].map(strokesOf)).toEqual([null, null, null, null, null])
  })
})

describe('姓氏笔画排序', () => {
  it('先比笔画数', () => inOrder('丁一 马一 王一 田一 朱一 李一 周一 胡一 徐一 黄一 韩一 蔡一 薛一 魏一'))

  it('笔画同的按横竖撇点折：三画 于万马卫不同起笔、四画 王牛文孔', () => {
    inOrder('于一 万一 卫一 马一')
    inOrder('王一 牛一 方一 孔一')
  })

  it('七画的大姓：李 吴 何 沈 宋 陈', () => inOrder('李一 吴一 何一 沈一 宋一 陈一'))

  it('同姓比次字，再同比第三字，单名在前', () => {
    inOrder('王力 王力宏 王万 王建 王建军 王建国')
  })

  it('复姓逐字比：司马在“司”姓之中，欧阳、诸葛按首字', () => {
    inOrder('司一 司马光 司徒 欧阳修 诸葛亮')
  })

  it('少数民族姓名按首字，间隔号不算字', () => {
    inOrder('丁一 艾力·买买提 阿不都·热合曼 阿依古丽')
    expect(compareNamesByStrokes('艾力·买买提', '艾力买买提')).toBe(0)
  })

  it('姓名全同不分先后，由出生日期等再分', () => {
    expect(compareNamesByStrokes('张伟', '张伟')).toBe(0)
  })

  it('没有笔顺数据的字排在后面并列出，请人确定', () => {
    inOrder('魏一 𠀀一')
    expect(charactersWithoutStrokes('𠀀一𬭎·𠀀')).toEqual(['𠀀', '𬭎'])
    expect(charactersWithoutStrokes('艾力·买买提')).toEqual([])
  })

  it('次序与输入的先后无关', () => {
    const names = ['赵一', '钱二', '孙三', '李四', '周五', '吴六', '郑七', '王八', '田九', '由十']
    const sorted = names.toSorted(compareNamesByStrokes)
    expect(names.toReversed().toSorted(compareNamesByStrokes)).toEqual(sorted)
    expect(sorted.join('')).toBe('王八田九由十孙三李四吴六周五郑七赵一钱二')
  })
})
