import { addYears, formatChinese, type PlainDate } from '../../../shared/calendar/plain-date.ts'
import { chineseNumber, linesOf, type DraftForm } from '../../../shared/correspondence/draft-form.ts'
import type { DraftFacts } from '../../../shared/correspondence/facts.ts'
import { downwardFrame, upwardFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { known, receivedSentence, takeDecidedOn, takeReference } from './takes.ts'
import { boardOf, enumerate, nounOf, paragraph, reasonOf, sentence } from '../../../shared/correspondence/paper-wording.ts'

const KINDS = ['延期', '提前'] as const
const DECISIONS = ['同意', '不同意'] as const

/** 延期还是提前：没有写时，已过提前的可能（届满在即）就是延期。 */
function takeDeferralKind(form: DraftForm, facts: DraftFacts): string {
  const earlier = known(facts, 'deferralKind', ['W07'])
  return form.take({
    key: 'deferralKind',
    label: '延期或提前',
    section: '主体',
    input: '选项',
    options: KINDS,
    derived: earlier.derived || '延期',
    derivedFrom: earlier.derivedFrom || '常见情形，可改',
  })
}

/** 拟定（获批）的新届满日或提前后的选举日，连同月数；越过一年的要有上级特批依据（A17、C-04）。 */
function takeNewDate(form: DraftForm, facts: DraftFacts, kind: string): { newEndOn: PlainDate | null; months: number; basis: string } {
  const { term } = facts
  const newEndOn = form.takeDate({
    key: 'newEndOn',
    label: kind === '提前' ? '提前到哪一天换届' : '延期到哪一天',
    section: '主体',
    ...known(facts, 'newEndOn', ['W07']),
    remedy: '请填日期',
  })
  if (newEndOn === null || !term) return { newEndOn, months: 0, basis: '' }
  const isExtension = kind === '延期'
  if (isExtension && newEndOn <= term.endsOn) form.reject('newEndOn', `延期到 ${newEndOn}，不晚于届满日 ${term.endsOn}，不是延期，请核对`)
  if (!isExtension && newEndOn >= term.endsOn) form.reject('newEndOn', `提前到 ${newEndOn}，不早于届满日 ${term.endsOn}，不是提前，请核对`)
  if (!isExtension && newEndOn <= term.electedOn) form.reject('newEndOn', `提前到 ${newEndOn}，不晚于本届选举日 ${term.electedOn}，请核对`)
  const isTooLong = isExtension ? newEndOn > addYears(term.endsOn, 1) : newEndOn < addYears(term.endsOn, -1)
  const basis = isTooLong
    ? form.take({
        key: 'specialBasis',
        label: '超过 1 年的上级特批依据',
        section: '主体',
        input: '单行',
        ...known(facts, 'specialBasis', ['W07']),
        remedy: `${kind}一般不超过 1 年，超过的须写明上级特别批准的文号`,
      })
    : ''
  if (isTooLong) form.caution(`${kind}超过 1 年，《支部工作条例》规定一般不超过 1 年，正文写明特批依据。`)
  const [from, until] = isExtension ? [term.endsOn, newEndOn] : [newEndOn, term.endsOn]
  return { newEndOn, months: wholeMonths(from, until), basis }
}

/** 相隔的自然月数，不足一个月的进一。 */
function wholeMonths(from: PlainDate, until: PlainDate): number {
  const [y1 = 0, m1 = 0, d1 = 0] = from.split('-').map(Number)
  const [y2 = 0, m2 = 0, d2 = 0] = until.split('-').map(Number)
  return (y2 - y1) * 12 + (m2 - m1) + (d2 > d1 ? 1 : 0)
}

/** “工作，责任人，时限”写进句子：工作（责任人，时限）。 */
function arrangementOf(item: string): string {
  const [work = '', ...rest] = item.split(/[，,]/).map((part) => part.trim())
  return rest.length === 0 ? work : `${work}（${rest.join('，')}）`
}

function span(kind: string, newEndOn: PlainDate, months: number): string {
  return kind === '延期' ? `延期至${formatChinese(newEndOn)}（共${months}个月）` : `提前至${formatChinese(newEndOn)}（提前${months}个月）`
}

/** W07 延期（提前）换届的请示：支部 → 上级党委（A16）。 */
export const deferralRequest: Composer = (facts, edits) => {
  const { organization, term } = facts
  const noun = nounOf(organization.level)
  const kindGuess = edits.fields['deferralKind'] === '提前' ? '提前' : '延期'
  const frame = upwardFrame(facts, edits, { genre: '请示', title: `关于${kindGuess}换届的请示` })
  const { form } = frame
  const kind = takeDeferralKind(form, facts)
  if (!term) form.reject('term', '缺届次：本党组织没有登记本届的选举日，请到“届次与班子”登记')
  const { newEndOn, months, basis } = takeNewDate(form, facts, kind)
  const reason = form.take({
    key: 'reason',
    label: `${kind}的理由（事实与依据）`,
    section: '主体',
    input: '多行',
    remedy: '请如实写明事实与依据',
  })
  const meetingNote = form.take({
    key: 'studied',
    label: '支委会研究情况',
    section: '主体',
    input: '单行',
    remedy: '请写哪天召开支委会研究、意见如何',
    maxLength: 300,
  })
  const arrangements = form.take({
    key: 'arrangements',
    label: '期间工作安排（一行一项，可写责任人与时限）',
    section: '附件',
    input: '多行',
    remedy: '请逐行写工作、责任人、时限，如“核查党员组织关系，江以恒，2026年10月底前”',
  })
  if (term && kind === '延期' && frame.datedOn > term.endsOn)
    form.caution(`成文日期晚于届满日 ${term.endsOn}：延期应在届满前报批，届满后才请示的不合规定，请先与上级沟通。`)

  return frame.finish(() => {
    const items = linesOf(arrangements)
    return {
      body: [
        form.paragraph(
          'opening',
          `根据《中国共产党支部工作条例（试行）》关于延期或者提前换届应当报上级党组织批准的规定，现就我${noun}${kind}换届事项请示如下。`,
          ['文种'],
        ),
        form.paragraph(
          'term',
          term
            ? `我${noun}第${chineseNumber(term.seq)}届${boardOf(organization.level)}于${formatChinese(term.electedOn)}选举产生，任期${term.termYears}年，于${formatChinese(term.endsOn)}届满。`
            : '',
          ['届次登记'],
          '一、届满时间。',
        ),
        form.paragraph('reason', sentence(linesOf(reason).join('')), ['延期（提前）理由'], `二、${kind}理由。`),
        form.paragraph(
          'span',
          `${sentence(meetingNote)}拟${span(kind, newEndOn ?? frame.datedOn, months)}${basis ? `。期限超过1年，依据：${basis}` : '，不超过1年'}。`,
          ['届次登记', '新的日期', '支委会研究情况'],
          `三、${kind}期限。`,
        ),
        form.paragraph(
          'arrangements',
          `${kind}期间，我${noun}将继续履行职责，抓紧做好换届各项准备：${enumerate(items.map(arrangementOf))}。工作安排见附件。`,
          ['期间工作安排'],
          '四、期间工作安排。',
        ),
        form.paragraph('ending', '妥否，请批示。', ['文种']),
      ],
      attachments: [
        {
          name: `${kind}换届期间工作安排`,
          orientation: '纵向',
          blocks: [
            {
              kind: '表',
              columns: [
                { label: '序号', share: 1, align: '居中' },
                { label: '工作', share: 5, align: '居左' },
                { label: '责任人', share: 2, align: '居中' },
                { label: '时限', share: 3, align: '居中' },
              ],
              rows: items.map((item, index) => {
                const [work = '', owner = '', ...until] = item.split(/[，,]/).map((part) => part.trim())
                return [String(index + 1), work, owner, until.join('，')]
              }),
            },
          ],
        },
      ],
    }
  })
}

/** W07R 同意（不同意）延期、提前换届的批复：党委 → 支部。 */
export const deferralReply: Composer = (facts, edits) => {
  const { organization, term } = facts
  const noun = nounOf(organization.level)
  const earlierKind = known(facts, 'deferralKind', ['W07']).derived || '延期'
  const kindGuess = edits.fields['deferralKind'] ?? earlierKind
  const decision = edits.fields['decision'] === '不同意' ? '不同意' : '同意'
  const frame = downwardFrame(facts, edits, {
    genre: '批复',
    title: `关于${decision}${organization.name}${kindGuess}换届的批复`,
  })
  const { form } = frame
  form.take({
    key: 'decision',
    label: '意见',
    section: '主体',
    input: '选项',
    options: DECISIONS,
    derived: '同意',
    derivedFrom: '由党委决定',
  })
  const kind = takeDeferralKind(form, facts)
  const reference = takeReference(form, facts, frame.datedOn, {
    key: 'request',
    label: `${kind}换届请示`,
    kinds: ['W07'],
    milestone: null,
    usualTitle: `关于${kind}换届的请示`,
  })
  const decidedOn = takeDecidedOn(form, reference, frame.datedOn)
  if (!term) form.reject('term', '缺届次：本党组织没有登记本届的选举日，请到“届次与班子”登记')
  const isGranted = decision === '同意'
  const { newEndOn, months, basis } = isGranted ? takeNewDate(form, facts, kind) : { newEndOn: null, months: 0, basis: '' }
  const refusal = isGranted
    ? ''
    : form.take({ key: 'refusal', label: '不同意的理由', section: '主体', input: '多行', remedy: '请写明不同意的理由', maxLength: 500 })
  const requirements = form.take({
    key: 'requirements',
    label: '要求（一行一条）',
    section: '主体',
    input: '多行',
    derived: isGranted
      ? '在此期间，现任委员会继续履行职责，保证工作不断档\n抓紧做好党员组织关系核查、人选酝酿等换届准备，按期报送换届请示'
      : '按照有关规定抓紧做好换届准备，按期报送换届请示',
    derivedFrom: '常规要求，可改',
    maxLength: 1000,
  })
  if (term && isGranted && kind === '延期' && frame.datedOn > term.endsOn)
    form.caution(`批复日晚于届满日 ${term.endsOn}：延期批复应在届满以前，这样批复的，届满至批复之间仍算逾期。`)

  return frame.finish(() => {
    const ends = term ? formatChinese(term.endsOn) : ''
    return {
      body: [
        form.paragraph('opening', receivedSentence(noun, reference, decidedOn), ['发文登记簿', '党委会研究日期']),
        form.paragraph(
          'decision',
          isGranted
            ? `同意你${noun}${span(kind, newEndOn ?? frame.datedOn, months)}换届${kind === '延期' ? `，本届任期由${ends}延长至${formatChinese(newEndOn ?? frame.datedOn)}` : ''}${basis ? `。期限超过1年，依据：${basis}` : ''}。`
            : `不同意你${noun}${kind}换届。${sentence(reasonOf(linesOf(refusal).join('')))}`,
          ['意见', '届次登记', '新的日期'],
          '一、',
        ),
        ...linesOf(requirements).map((line, index) =>
          form.paragraph(`requirement${index + 1}`, sentence(line), ['要求'], `${chineseNumber(index + 2)}、`),
        ),
        paragraph('此复。'),
      ],
    }
  })
}
