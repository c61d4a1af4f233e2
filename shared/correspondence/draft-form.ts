import { isPlainDate } from '../calendar/plain-date.ts'
import type { Block, BlockInput } from '../document/block.ts'
import { draftDocument, type DocumentInput, type DocumentModel } from '../document/model.ts'
import { validateDocument } from '../document/inspect-content.ts'
import type { DraftEdits, DraftField, DraftParagraph } from './draft.ts'
import { editParagraphs, type ParagraphMark } from './paragraphs.ts'

/** 起草的结果：字段、缺项、提醒，以及不缺时的公文。 */
export type Composition = {
  readonly title: string
  readonly fields: readonly DraftField[]
  /** 可以逐段改的正文与附件段落，按纸上的次序；有缺项时为空。 */
  readonly paragraphs: readonly DraftParagraph[]
  readonly missing: readonly string[]
  readonly cautions: readonly string[]
  readonly model: DocumentModel | null
  /** 字段齐了就排得出来的公文：自检有红项也给，供预览里加框。 */
  readonly faulty: DocumentModel | null
  /** 登记要用的版头要素；`model` 为 null 时无意义。 */
  readonly documentCode: string
}

export type FieldSpec = Pick<DraftField, 'key' | 'label' | 'section' | 'input'> & {
  options?: readonly string[]
  /** 由数据推出的值；推不出为空串。 */
  derived?: string
  derivedFrom?: string
  isRequired?: boolean
  /** 缺的时候告诉人去哪里补。 */
  remedy?: string
  maxLength?: number
}

const MAX_LENGTH: Record<DraftField['input'], number> = { 单行: 100, 多行: 2000, 日期: 10, 整数: 4, 人选: 4000, 选项: 40 }
const CONTROL = /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u

/**
 * 起草表单：逐个取字段的值（人改过的优先，否则用数据推出的），随取随查。
 * 字段的次序就是页面上的次序；问题既记在字段上，也汇总到缺项。
 */
export class DraftForm {
  readonly fields: DraftField[] = []
  readonly cautions: string[] = []
  private readonly extra: string[] = []
  private readonly edits: DraftEdits
  private readonly marks = new Map<BlockInput, ParagraphMark>()

  constructor(edits: DraftEdits) {
    this.edits = edits
  }

  /**
   * 一段可以改的正文。`id` 在本文种内稳定：数据变了、段落增减时，人改过的仍认得出是哪一段。
   * `from` 写明由什么推出；`lead` 是同段起首的标题句。
   */
  paragraph(id: string, text: string, from: readonly string[], lead = ''): Block {
    const block: Block = { kind: '段', lead, leadLevel: 1, text }
    this.marks.set(block, { id, sources: from })
    return block
  }

  /** 取一个字段的值；有问题时仍返回，以便继续查后面的字段。 */
  take(spec: FieldSpec): string {
    const { fields } = this.edits
    const given = Object.hasOwn(fields, spec.key) ? fields[spec.key] : undefined
    const derived = spec.derived ?? ''
    const value = (given ?? derived).replaceAll('\r\n', '\n').trim()
    const isDerived = given === undefined || value === derived
    const isRequired = spec.isRequired ?? true
    const problem = value === '' ? (isRequired ? `缺${spec.label}：${spec.remedy ?? '请填写'}` : '') : shapeProblem(spec, value)
    this.fields.push({
      key: spec.key,
      label: spec.label,
      section: spec.section,
      input: spec.input,
      options: [...(spec.options ?? [])],
      value,
      derivedFrom: isDerived && value !== '' ? (spec.derivedFrom ?? '') : '',
      isRequired,
      problem,
    })
    return value
  }

  /** 取日期；写法不对时问题已记下，返回 null。 */
  takeDate(spec: Omit<FieldSpec, 'input'>): string | null {
    const value = this.take({ ...spec, input: '日期' })
    return isPlainDate(value) ? value : null
  }

  /** 取正整数；写法不对时问题已记下，返回 null。 */
  takeInteger(spec: Omit<FieldSpec, 'input'>): number | null {
    const value = this.take({ ...spec, input: '整数' })
    return /^\d{1,4}$/.test(value) ? Number(value) : null
  }

  /** 给已取的字段补一条问题，如人选不在名册。 */
  reject(key: string, problem: string): void {
    const index = this.fields.findIndex((field) => field.key === key)
    const field = this.fields[index]
    if (!field) this.extra.push(problem)
    else this.fields[index] = { ...field, problem: field.problem === '' ? problem : `${field.problem}；${problem}` }
  }

  caution(text: string): void {
    this.cautions.push(text)
  }

  get problems(): string[] {
    return [...this.extra, ...this.fields.map((field) => field.problem).filter((problem) => problem !== '')]
  }

  /** 成文时各块另成一份（补了缺省值），登记的段名跟着换过去。 */
  private marksOn(written: DocumentInput, derived: DocumentModel): Map<Block, ParagraphMark> {
    const originals = blocksOf(written)
    return new Map(
      blocksOf(derived).flatMap((block, index): [Block, ParagraphMark][] => {
        const original = originals[index]
        const mark = original && this.marks.get(original)
        return mark ? [[block, mark]] : []
      }),
    )
  }

  /** 没有缺项才成文；成文后还要过定稿自检，过不了的同样列为缺项。 */
  finish(title: string, documentCode: string, build: () => DocumentInput): Composition {
    const problems = this.problems
    const written = problems.length === 0 ? build() : null
    const derived = written && draftDocument(written)
    const edited = derived && editParagraphs(derived, this.marksOn(written, derived), this.edits.paragraphs)
    const faults = edited ? [...edited.problems, ...validateDocument(edited.model)] : []
    return {
      title,
      documentCode,
      fields: this.fields,
      paragraphs: edited?.paragraphs ?? [],
      missing: [...problems, ...faults],
      cautions: [...this.cautions, ...(edited?.cautions ?? [])],
      model: edited && faults.length === 0 ? edited.model : null,
      faulty: edited?.problems.length === 0 ? edited.model : null,
    }
  }
}

function blocksOf<Kind>(document: { body: readonly Kind[]; attachments: readonly { blocks: readonly Kind[] }[] }): Kind[] {
  return [...document.body, ...document.attachments.flatMap((each) => each.blocks)]
}

function shapeProblem(spec: FieldSpec, value: string): string {
  const { label, input } = spec
  const limit = spec.maxLength ?? MAX_LENGTH[input]
  if (CONTROL.test(value)) return `${label}含有不能打印的控制字符，请删去后重填`
  if (input !== '多行' && input !== '人选' && value.includes('\n')) return `${label}只能写一行，请删去换行`
  if (value.length > limit) return `${label}有 ${value.length} 个字，不能超过 ${limit} 个字，请压缩`
  if (input === '选项' && !(spec.options ?? []).includes(value))
    return `${label}“${value}”不在可选之列，请从“${(spec.options ?? []).join('、')}”里选`
  if (input === '日期' && !isPlainDate(value)) return `${label}“${value}”不是日期，请写成 2026-09-14 这样的形式`
  if (input === '整数' && !/^\d{1,4}$/.test(value)) return `${label}“${value}”不是整数，请填数字`
  return ''
}

/** 多行字段拆成条，去空行与行首编号。 */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/^(（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、])\s*/, ''))
    .filter((line) => line !== '')
}

/** 抄送等列举：逗号、顿号、换行分隔。 */
export function listOf(text: string): string[] {
  return text
    .split(/[，,、；;\n]/)
    .map((part) => part.trim().replace(/。$/, ''))
    .filter((part) => part !== '')
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const

/** 届次、序号用的汉字数目，1–99。 */
export function chineseNumber(value: number): string {
  if (value < 10) return DIGITS[value] ?? ''
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十${ones === 0 ? '' : (DIGITS[ones] ?? '')}`
}
