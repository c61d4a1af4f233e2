/**
 * 看上去一样、编码不同的字折成一个：从 PDF、扫描件、网页拷来的名字常是部首或兼容汉字。
 * 汉字本身（含扩展区）一个不改。
 */

/** 部首补充区没有规定对应的字，按字形列出 PDF 里常见的：部首与字两两相邻。 */
const SUPPLEMENTARY_PAIRS =
  '⺅亻⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罒⺲罒⺳网⺶羊⺷羊⺸羊⺹耂⺺肀⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲龟⻳龟'

const SUPPLEMENTARY: ReadonlyMap<string, string> = new Map(
  Array.from(SUPPLEMENTARY_PAIRS).flatMap((character, index, all) => (index % 2 === 0 ? [[character, all[index + 1] ?? character]] : [])),
)

/** 要折的字符：部首补充与康熙部首、兼容汉字、零宽字符与变体选择符、全角字母数字。 */
const FOLDABLE =
  /[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\u2e80-\u2fd5\ufe00-\ufe0f\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uf900-\ufaff\u{2f800}-\u{2fa1f}\u{e0100}-\u{e01ef}]/u
const RADICALS = /[\u2e80-\u2ef3]/gu
/** 康熙部首、兼容汉字、全角字母数字：Unicode 规定了对应的字。 */
const COMPATIBLE = /[\u2f00-\u2fd5\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu

/** 折成通行的写法；没有可折的字符时原样返回同一个串。标点（含全角括号）不动。 */
export function foldCharacters(text: string): string {
  if (!FOLDABLE.test(text)) return text
  return text
    .replace(INVISIBLE, '')
    .replace(RADICALS, (radical) => SUPPLEMENTARY.get(radical) ?? radical)
    .replace(COMPATIBLE, (character) => character.normalize('NFKC'))
}
