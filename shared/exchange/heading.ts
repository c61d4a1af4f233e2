import { foldCharacters } from '../member/characters.ts'
import { ORGANIZATION_HEADINGS, OTHER_HEADINGS, ROSTER_FIELDS, type RosterFieldKey } from './roster-fields.ts'

/** 一个表头像谁：`candidates` 按把握从大到小；`needsValues` 表示光看表头定不下来，要看值。 */
export type HeadingMatch =
  | { readonly kind: '字段'; readonly candidates: readonly HeadingCandidate[]; readonly how: string }
  | { readonly kind: '相近'; readonly fields: readonly RosterFieldKey[]; readonly isSole: boolean }
  | { readonly kind: '不收' }
  | { readonly kind: '不认识' }

export type HeadingCandidate = { readonly field: RosterFieldKey; readonly needsValues: boolean; readonly isExact: boolean }

/** 表头里的换行、空格、星号、编号、全半角不算数。 */
export function normalizeHeading(text: string): string {
  return foldCharacters(text)
    .normalize('NFKC')
    .replaceAll(/[\s\u200b*★☆※●•:;。“”"'‘’!?]/gu, '')
    .replace(/^[(（]?\d{1,2}[)）.、](?=\D)/, '')
}

/**
 * 形近、同音的错字与繁体折到一边；“时间、年月、年月日”都当“日期”，“号码”当“号”。
 * 只用来比较表头，两边都折。
 */
const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  `入人 性姓 己已 巳已 未末 问间 闲间 正证 民名 旅族 藉籍 帐账 码玛 马玛 份分 联连 聯连 糸系 糹系 係系 繫系 扯址 止址 往住 注住 主住 厉历 歷历 曆历 冈岗 崗岗 甲电 申电 由电 電电 活话 話话
   几机 機机 斯期 其期 欺期 曰日 目日 字学 學学 升生 枝支 技支 只支 步部 当党 黨党 挡党 職职 织职 识职 枳职 組组 祖组 嫁家 廷庭 亭庭 留流 硫流 各备 備备 務务 物务 雾务 坐座 専专 专转 轉转 政正 圆员 原员 員员 豫预 顶预 嘱属 屬属 再在 存在 長常 长常 類类 娄类 别列 別列
   號号 戶户 態态 熊态 狀状 壮状 籍籍 贯贯 動动 勤动 註住 業业 亚业 間间 時时 吋时 對对 稱称 岀出 勧动 失失 矢失 公公 巾中 中中 固国 國国`
    .split(/\s+/)
    .flatMap((pair) => {
      const [from, to] = Array.from(pair)
      return from === undefined || to === undefined ? [] : [[from, to] as const]
    }),
)

function foldGlyphs(heading: string): string {
  return Array.from(heading.replaceAll(/[的之/\\、,\-_|]/g, ''), (character) => CONFUSABLES.get(character) ?? character).join('')
}

function foldHeading(heading: string): string {
  return foldGlyphs(heading)
    .replaceAll(/年月日|年月|时间|日期/g, '日')
    .replaceAll('号码', '号')
}

type Entry = { candidates: HeadingCandidate[] }

const EXACT = new Map<string, Entry>()
const FOLDED = new Map<string, Entry>()
const NOT_TAKEN = new Set<string>()
const NOT_TAKEN_FOLDED = new Set<string>()
/** 只差一个字的，与这些形（折过形近字）比。 */
const GLYPHS = new Map<string, { readonly characters: readonly string[]; readonly entry: Entry | null }>()

for (const isVague of [false, true])
  for (const { key, aliases, vague } of ROSTER_FIELDS)
    for (const alias of isVague ? vague : aliases) {
      const heading = normalizeHeading(alias)
      for (const [index, form, isExact] of [
        [EXACT, heading, true],
        [FOLDED, foldHeading(heading), false],
      ] as const) {
        const entry = index.get(form) ?? { candidates: [] }
        if (!entry.candidates.some(({ field }) => field === key)) entry.candidates.push({ field: key, needsValues: isVague, isExact })
        index.set(form, entry)
      }
      const glyphs = foldGlyphs(heading)
      if (!GLYPHS.has(glyphs)) GLYPHS.set(glyphs, { characters: Array.from(glyphs), entry: EXACT.get(heading) ?? null })
    }
for (const other of [...OTHER_HEADINGS, ...ORGANIZATION_HEADINGS]) {
  NOT_TAKEN.add(normalizeHeading(other))
  NOT_TAKEN_FOLDED.add(foldHeading(normalizeHeading(other)))
  const glyphs = foldGlyphs(normalizeHeading(other))
  if (!GLYPHS.has(glyphs)) GLYPHS.set(glyphs, { characters: Array.from(glyphs), entry: null })
}

/** 说的是别的人：配偶、介绍人、联系人的姓名电话不是党员本人的。 */
const SOMEONE_ELSE =
  /配偶|子女|爱人|父亲|母亲|父母|家属|家庭成员|亲属|紧急|介绍人|培养人|联系人|推荐人|监护|担保|填报|填表|经办|审核|负责人|审批人|书记姓名|谈话人/
/** 说的是以前、将来或别的事：不能当成现在这一项。 */
const ANOTHER_TIME =
  /^(原|曾|前|拟|旧|非|入党前|转入前|转出|调入|调出|申请|递交|提交|确定|列为|成为(?!正式|预备)|退|离|出党|脱|恢复|停止|延长|重新|毕业|参加|任|免)/

const KNOWN = new Map<string, HeadingMatch>()
/** 认过的表头最多记这么多个：一簿几百张表，表头都一样。 */
const KNOWN_LIMIT = 5000

/**
 * 一个表头（自上而下的几层，已归一）像谁。先看连起来的写法，再看去掉括号说明的，
 * 再看形近字，最后才看只差一个字的；上层说的是别的人时整列不认。
 */
export function matchHeading(parts: readonly string[]): HeadingMatch {
  const key = parts.join('\u0000')
  const known = KNOWN.get(key)
  if (known) return known
  const found = search(parts)
  if (KNOWN.size < KNOWN_LIMIT) KNOWN.set(key, found)
  return found
}

const OUTLINED = new Map<string, HeadingMatch>()

/** 同 `matchHeading`，但不找只差一个字的：找表头时要试许多行，数据行里的值不值得细找。 */
export function outlineHeading(parts: readonly string[]): HeadingMatch {
  const key = parts.join('\u0000')
  const known = OUTLINED.get(key) ?? KNOWN.get(key)
  if (known) return known
  const found = key.length > 60 || /\d{4}/.test(key) ? UNKNOWN : (exactSearch(parts) ?? UNKNOWN)
  if (OUTLINED.size < KNOWN_LIMIT) OUTLINED.set(key, found)
  return found
}

const UNKNOWN: HeadingMatch = { kind: '不认识' }

function search(parts: readonly string[]): HeadingMatch {
  const upper = parts.slice(0, -1).join('')
  return exactSearch(parts) ?? (upper === '' || !ANOTHER_TIME.test(upper) ? nearest(withoutRemarks(parts.at(-1) ?? '')) : UNKNOWN)
}

function exactSearch(parts: readonly string[]): HeadingMatch | null {
  const last = parts.at(-1) ?? ''
  const whole = parts.join('/')
  if (whole.length === 0 || whole.length > 80) return UNKNOWN
  const joined = parts.join('')
  const writings = [
    ...new Set([whole, joined, withoutBrackets(whole), withoutBrackets(joined), withoutRemarks(whole), withoutRemarks(joined)]),
  ]
  for (const writing of writings) {
    const found = lookUp(writing)
    if (found) return found
  }
  const upper = parts.slice(0, -1).join('')
  if (SOMEONE_ELSE.test(whole)) return { kind: '不收' }
  if (upper !== '' && !ANOTHER_TIME.test(upper)) {
    const below = lookUp(last) ?? lookUp(withoutBrackets(last)) ?? lookUp(withoutRemarks(last))
    if (below) return below
  }
  // 党员本人的各项常在前面加“党员”“本人”。
  const bare = withoutRemarks(last).replace(/^(党员|本人|个人|现)/, '')
  const plain = bare === last ? null : lookUp(bare)
  if (plain) return plain
  for (const writing of writings) {
    const found = lookUpFolded(writing)
    if (found) return found
  }
  return null
}

function lookUp(heading: string): HeadingMatch | null {
  const entry = EXACT.get(heading)
  if (entry) return { kind: '字段', candidates: entry.candidates, how: '' }
  return NOT_TAKEN.has(heading) ? { kind: '不收' } : null
}

function lookUpFolded(heading: string): HeadingMatch | null {
  const folded = foldHeading(heading)
  const entry = FOLDED.get(folded)
  if (NOT_TAKEN_FOLDED.has(folded)) return { kind: '不收' }
  return entry
    ? { kind: '字段', candidates: entry.candidates.map((each) => ({ ...each, isExact: false })), how: '写法相近（形近字、异体字或近义）' }
    : null
}

function withoutBrackets(heading: string): string {
  return heading.replaceAll(/\([^()]*\)|【[^【】]*】|\[[^[\]]*\]/g, '').replace(/[(（【[].*$/, '')
}

function withoutRemarks(heading: string): string {
  const bare = withoutBrackets(heading)
  // “姓名Name”里的外文不算；全是外文的留着。
  return /\p{Script=Han}/u.test(bare) ? bare.replaceAll(/[A-Za-z.]{2,}/g, '') : bare
}

/** 与哪个认得的表头只差一个字（增、删、改、相邻对调）。对调算写错，其余只算相近，要值来证明或人确认。 */
function nearest(heading: string): HeadingMatch {
  if (SOMEONE_ELSE.test(heading) || ANOTHER_TIME.test(heading)) return UNKNOWN
  const bare = heading.replace(/^(党员|本人|个人)(?=..)/, '')
  const found = nearestTo(heading)
  return found.kind === '不认识' && bare !== heading ? nearestTo(bare) : found
}

function nearestTo(heading: string): HeadingMatch {
  const characters = Array.from(foldGlyphs(heading))
  if (characters.length < 2) return UNKNOWN
  const near = new Set<RosterFieldKey>()
  let isSole = true
  let swapped: Entry | null = null
  for (const { characters: form, entry } of GLYPHS.values()) {
    const distance = oneEdit(characters, form)
    if (distance === null) continue
    const field = entry?.candidates[0]?.field
    if (field === undefined) isSole = false
    else near.add(field)
    if (distance === '对调' && entry !== null) swapped = entry
  }
  if (near.size === 0) return UNKNOWN
  if (swapped !== null && near.size === 1 && isSole && characters.length >= 3)
    return { kind: '字段', candidates: swapped.candidates.map((each) => ({ ...each, isExact: false })), how: '相邻两字写颠倒了' }
  return { kind: '相近', fields: [...near], isSole }
}

/** 两串是否只差一步；相同也算（折过之后相同的前面已认出）。 */
function oneEdit(a: readonly string[], b: readonly string[]): '对调' | '一字' | null {
  if (Math.abs(a.length - b.length) > 1) return null
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let tail = 0
  while (tail < a.length - start && tail < b.length - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  const [left, right] = [a.slice(start, a.length - tail), b.slice(start, b.length - tail)]
  if (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]) return '对调'
  return left.length <= 1 && right.length <= 1 ? '一字' : null
}

/** 一格的文字就是某字段的表头：认跨页重复的表头用。 */
export function isHeadingOf(text: string, field: RosterFieldKey): boolean {
  return text.length <= 12 && EXACT.get(normalizeHeading(text))?.candidates[0]?.field === field
}

/** 一个表头（原文或已归一）最可能是哪个字段；没有值可看时用，如对方的空表。不认识为 null。 */
export function fieldOfHeading(heading: string): RosterFieldKey | null {
  const match = matchHeading(heading.split('/').map(normalizeHeading))
  return match.kind === '字段' ? (match.candidates[0]?.field ?? null) : null
}
