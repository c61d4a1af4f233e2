/**
 * 字体。docx 里写国标惯用的字体名，另在 fontTable 里写别名；HTML 写整条回退链。
 * 行距是固定值，缺字体只换字形，不动行位。
 */
export type Face = '仿宋' | '黑体' | '楷体' | '小标宋' | '宋体'

/** 西文与阿拉伯数字一律用它。 */
export const LATIN = 'Times New Roman'

/** docx 的东亚字体名与别名。 */
export const DOCX_FONT: Record<Face, { name: string; alternative: string; family: 'roman' | 'modern' | 'script' }> = {
  仿宋: { name: '仿宋_GB2312', alternative: '仿宋', family: 'modern' },
  黑体: { name: '黑体', alternative: 'SimHei', family: 'modern' },
  楷体: { name: '楷体_GB2312', alternative: '楷体', family: 'modern' },
  小标宋: { name: '方正小标宋简体', alternative: '方正小标宋_GBK', family: 'script' },
  宋体: { name: '宋体', alternative: 'SimSun', family: 'roman' },
}

/** 扩展区的字用的字体：扩展 B 至 F、I 在第二平面，G、H 在第三平面。 */
export const EXTENSION_FONTS = { second: 'SimSun-ExtB', third: 'SimSun-ExtG' } as const

/** 各字体链末尾收有扩展区汉字的字体：Windows、日文 Windows、开源的全字库。 */
const EXTENDED_CHAIN = [
  'SimSun-ExtB',
  'SimSun-ExtG',
  'MingLiU-ExtB',
  'HanaMinB',
  'Plangothic P1',
  'Plangothic P2',
  'BabelStone Han',
] as const

// 次序：国标惯用名、Windows 自带、WPS、macOS、国产系统与 Linux。
const CHAIN: Record<Face, readonly string[]> = {
  仿宋: [
    '仿宋_GB2312',
    'FangSong_GB2312',
    '仿宋',
    'FangSong',
    '方正仿宋_GBK',
    'STFangsong',
    '华文仿宋',
    'FZFangSong-Z02',
    'AR PL SungtiL GB',
    'Songti SC',
    'Noto Serif CJK SC',
    'Source Han Serif SC',
  ],
  黑体: [
    '黑体',
    'SimHei',
    '方正黑体_GBK',
    'Heiti SC',
    'STHeiti',
    'Microsoft YaHei',
    'PingFang SC',
    'Noto Sans CJK SC',
    'Source Han Sans SC',
    'WenQuanYi Zen Hei',
  ],
  楷体: [
    '楷体_GB2312',
    'KaiTi_GB2312',
    '楷体',
    'KaiTi',
    '方正楷体_GBK',
    'Kaiti SC',
    'STKaiti',
    '华文楷体',
    'AR PL KaitiM GB',
    'Noto Serif CJK SC',
  ],
  小标宋: [
    '方正小标宋简体',
    'FZXiaoBiaoSong-B05S',
    '方正小标宋_GBK',
    'FZXiaoBiaoSong-B05',
    '小标宋',
    '华文中宋',
    'STZhongsong',
    'Songti SC',
    'SimSun',
    'Noto Serif CJK SC',
  ],
  宋体: ['宋体', 'SimSun', 'STSong', '华文宋体', 'Songti SC', 'AR PL SungtiL GB', 'Noto Serif CJK SC'],
}

/** 一种字体依次用哪些：国标惯用名在前。 */
export function fontChain(face: Face): readonly string[] {
  return CHAIN[face]
}

/** HTML 的 font-family：只管汉字与全角标点；西文另成一截，见 `LATIN_FAMILY`。 */
export function cssFamily(face: Face): string {
  return [...[...CHAIN[face], ...EXTENDED_CHAIN].map((name) => `'${name}'`), face === '黑体' ? 'sans-serif' : 'serif'].join(',')
}

/** Liberation Serif 与 Times New Roman 字宽相同。 */
export const LATIN_FAMILY = `'${LATIN}','Liberation Serif','Tinos','Times',serif`
