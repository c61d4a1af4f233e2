import type { Candidate } from '../../../shared/correspondence/candidates.ts'
import type { DraftForm } from '../../../shared/correspondence/draft-form.ts'
import type { DraftFacts } from '../../../shared/correspondence/facts.ts'
import type { Block } from '../../../shared/document/block.ts'
import type { Attachment } from '../../../shared/document/model.ts'
import { presentPost } from './tables.ts'
import { paragraph, sentence, spokenMonth } from '../../../shared/correspondence/paper-wording.ts'

/** 考察意见由考察的人写：逐行“姓名：意见”，照录，不代拟。返回以姓名为键的意见。 */
export function takeAppraisals(form: DraftForm, candidates: readonly Candidate[]): ReadonlyMap<string, string> {
  const text = form.take({
    key: 'appraisals',
    label: '考察意见（逐行写“姓名：意见”）',
    section: '附件',
    input: '多行',
    isRequired: false,
  })
  const appraisals = new Map<string, string>()
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const { name = '', opinion = '' } = /^\s*(?<name>[^：:]+)[：:](?<opinion>.+)$/u.exec(line)?.groups ?? {}
    const place = `考察意见第 ${index + 1} 行`
    if (opinion.trim() === '') form.reject('appraisals', `${place}读不懂：请写成“姓名：意见”`)
    else if (!candidates.some(({ member }) => member.name === name.trim()))
      form.reject('appraisals', `${place}的“${name.trim()}”不在候选人预备人选之列，请核对`)
    else if (appraisals.has(name.trim())) form.reject('appraisals', `${place}又写了一遍“${name.trim()}”，请并成一行`)
    else appraisals.set(name.trim(), opinion.trim())
  }
  const unwritten = candidates.filter(({ member }) => !appraisals.has(member.name)).map(({ member }) => member.name)
  if (unwritten.length > 0 && candidates.length > 0)
    form.caution(`${unwritten.join('、')}没有写考察意见，须另取原件随文报送；本系统不代拟考察结论。`)
  return appraisals
}

/** 人选基本情况，写了考察意见的一并列出。 */
export function profileAttachment(
  facts: DraftFacts,
  candidates: readonly Candidate[],
  appraisals: ReadonlyMap<string, string>,
): Attachment {
  return {
    name: appraisals.size > 0 ? '候选人预备人选基本情况和考察意见' : '候选人预备人选基本情况',
    orientation: '纵向',
    blocks: candidates.flatMap((candidate, index): Block[] => {
      const opinion = appraisals.get(candidate.member.name)
      return [
        paragraph(biography(facts, candidate), `${index + 1}．${candidate.member.name}。`),
        ...(opinion === undefined ? [] : [paragraph(`考察意见：${sentence(opinion)}`)]),
      ]
    }),
  }
}

/** 一句话的基本情况，全部取自名册与任职登记；没有登记的不写。 */
export function biography(facts: DraftFacts, candidate: Candidate): string {
  const { member, proposedPost } = candidate
  const post = presentPost(facts, candidate)
  return [
    `${member.gender}，${member.ethnicity}，${spokenMonth(member.birthOn, member.birthOnPrecision)}出生`,
    member.education,
    `${spokenMonth(member.joinedOn, member.joinedOnPrecision)}入党`,
    post === '' ? '' : `现任${post}`,
    `拟任${proposedPost}`,
  ]
    .filter((each) => each !== '')
    .join('，')
    .concat('。')
}
