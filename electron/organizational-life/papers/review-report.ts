import { formatChinese } from '../../../shared/calendar/plain-date.ts'
import { linesOf, type Composition } from '../../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../../shared/correspondence/facts.ts'
import { upwardFrame } from '../../../shared/correspondence/paper-frame.ts'
import { percent, sentence } from '../../../shared/correspondence/paper-wording.ts'
import type { BlockInput } from '../../../shared/document/block.ts'
import { compareNamesByStrokes } from '../../../shared/member/strokes.ts'
import { REVIEW_STAGES } from '../../../shared/organizational-life/facts.ts'
import type { ReviewSubject } from '../../../shared/organizational-life/paper-subjects.ts'
import { excellentProblem, gradeCounts } from '../../../shared/organizational-life/review.ts'
import { clause } from './wording.ts'

type Result = ReviewSubject['results'][number]

/** W18 民主评议党员结果的报告：支部 → 上级党委，附汇总表、优秀名单、登记表（B25、B27、B29）。 */
export function reviewReport(facts: DraftFacts, subject: ReviewSubject, edits: DraftEdits): Composition {
  const { year, results, stages, limit } = subject
  const name = `${year}年度民主评议党员`
  const frame = upwardFrame(facts, edits, { genre: '报告', title: `关于${name}结果的报告`, titleFrom: '民主评议' })
  const { form } = frame
  const attended = results.filter(({ exemptReason }) => exemptReason === '')
  const counts = gradeCounts(attended)
  const excellent = named(attended, '优秀')
  const unqualified = attended.filter(({ grade }) => grade === '不合格')
  const decided = stages.find(({ stage }) => stage === '组织评定')
  const advice = form.take({
    key: 'advice',
    label: '不合格情形与处置建议',
    section: '主体',
    input: '多行',
    derived: unqualified.map(adviceFor).join('\n'),
    derivedFrom: '民主评议（后续处置）',
    isRequired: unqualified.length > 0,
  })
  const issues = form.take({
    key: 'issues',
    label: '发现的问题',
    section: '主体',
    input: '多行',
    remedy: '请写评议中发现的问题，如“少数党员参加学习不够主动”',
  })
  const measures = form.take({
    key: 'measures',
    label: '改进措施',
    section: '主体',
    input: '多行',
    remedy: '请写下一步的改进措施',
  })
  const missingStages = REVIEW_STAGES.filter((stage) => stages.every((each) => each.stage !== stage))
  if (results.length === 0) form.reject('results', '缺参评名单：请到“民主评议”按名册算出名单')
  if (!decided) form.reject('decided', '缺组织评定：还没有登记组织评定的日期，请到“民主评议”登记')
  else if (frame.datedOn < decided.doneOn)
    form.reject('datedOn', `报告的成文日期 ${frame.datedOn} 早于组织评定日期 ${decided.doneOn}，请核对`)
  if (counts.未评 > 0) form.reject('grades', `还有 ${counts.未评} 名党员没有评定等次，请到“民主评议”补上`)
  if (subject.ballot === null) form.reject('ballot', '缺民主测评：还没有录测评票，请到“民主评议”录入')
  const overLimit = excellentProblem(counts.优秀, limit)
  if (overLimit !== '' && subject.overLimitReason === '') form.reject('overLimit', overLimit)
  else if (overLimit !== '') form.caution(`${overLimit}已写明理由确认：${subject.overLimitReason}`)
  if (missingStages.length > 0) form.caution(`程序还缺：${missingStages.join('、')}（六个环节，B27、B28）。`)

  return frame.finish(() => {
    const { ballot } = subject
    if (ballot === null || !decided) throw new Error('没有测评、没有评定时不应成文')
    const exempt = results.filter(({ exemptReason }) => exemptReason !== '')
    return {
      body: [
        form.paragraph('opening', `按照党的组织生活制度和上级部署，我支部开展了${name}工作。现将评议结果报告如下。`, ['民主评议']),
        { kind: '标题', level: 1, text: '一、基本情况' },
        form.paragraph(
          'basics',
          `按${formatChinese(subject.rosterOn)}名册，应参加评议党员${results.length}名，实际参加${attended.length}名，其中正式党员${attended.filter(({ category }) => category === '正式党员').length}名、预备党员${counts.不定等次}名。${exempt.length === 0 ? '' : `${exempt.map((each) => `${each.name}未参加（${clause(each.exemptReason)}）`).join('；')}。`}`,
          ['参评名单'],
        ),
        form.paragraph('stages', `${stages.map(({ stage, doneOn }) => `${formatChinese(doneOn)}${stageDone(stage)}`).join('，')}。`, [
          '各环节',
        ]),
        form.paragraph(
          'ballot',
          `民主测评采取无记名方式，发出测评表${ballot.issued}张，收回${ballot.collected}张，有效${ballot.valid}张。`,
          ['测评票'],
        ),
        { kind: '标题', level: 1, text: '二、评议结果' },
        form.paragraph(
          'result',
          `经组织评定，优秀${counts.优秀}名，占${limit.basis}${limit.base}名的${percent(counts.优秀, limit.base)}；合格${counts.合格}名；基本合格${counts.基本合格}名；不合格${counts.不合格}名。${counts.不定等次 === 0 ? '' : `预备党员${counts.不定等次}名参加评议，不定等次。`}${overLimit === '' ? '' : `优秀人数超过三分之一，理由是：${clause(subject.overLimitReason)}。`}`,
          ['组织评定'],
        ),
        ...(excellent.length === 0
          ? []
          : [
              form.paragraph('excellent', `评为优秀的是：${excellent.join('、')}${excellent.length > 1 ? '（按姓氏笔画为序）' : ''}。`, [
                '组织评定',
              ]),
            ]),
        { kind: '标题', level: 1, text: '三、不合格情形与处置建议' },
        ...(advice === ''
          ? [form.paragraph('advice', '本年度没有评为不合格的党员。', ['组织评定'])]
          : linesOf(advice).map((line, index) => form.paragraph(`advice${index + 1}`, sentence(line), ['不合格情形与处置建议']))),
        { kind: '标题', level: 1, text: '四、发现的问题与改进措施' },
        form.paragraph('issues', `评议中发现的主要问题：${linesOf(issues).map(clause).join('；')}。`, ['发现的问题']),
        form.paragraph('measures', `下一步，${linesOf(measures).map(clause).join('；')}。`, ['改进措施']),
        form.paragraph('ending', '特此报告。', ['文种']),
      ],
      attachments: [
        { name: '民主评议党员情况汇总表', orientation: '纵向', blocks: [summaryTable(facts, subject)] },
        ...(excellent.length === 0 ? [] : [{ name: '优秀党员名单', orientation: '纵向' as const, blocks: [excellentTable(excellent)] }]),
        { name: '民主评议党员登记表', orientation: '横向', blocks: [resultTable(results)] },
      ],
    }
  })
}

function stageDone(stage: string): string {
  return stage === '处理反馈' ? '向党员反馈结果' : `进行${stage}`
}

function named(results: readonly Result[], grade: Result['grade']): string[] {
  return results
    .filter((each) => each.grade === grade)
    .map(({ name }) => name)
    .toSorted(compareNamesByStrokes)
}

function adviceFor({ name, opinion, followUps }: Result): string {
  const done = followUps.map(({ kind, doneOn }) => `${formatChinese(doneOn)}已${kind}`)
  return `${name}评为不合格${opinion === '' ? '' : `，${clause(opinion)}`}；${done.length === 0 ? '建议由支部委员会研究提出教育帮助或者启动组织处置程序的意见，按规定报批' : done.join('，')}`
}

function summaryTable(facts: DraftFacts, { results }: ReviewSubject): BlockInput {
  const attended = results.filter(({ exemptReason }) => exemptReason === '')
  const counts = gradeCounts(attended)
  const row = (label: string, people: readonly Result[]): string[] => {
    const own = gradeCounts(people)
    return [
      label,
      String(people.length),
      String(own.优秀),
      String(own.合格),
      String(own.基本合格),
      String(own.不合格),
      String(own.不定等次),
    ]
  }
  return {
    kind: '表',
    columns: [
      { label: facts.organization.shortName, share: 2.6, align: '居中' },
      { label: '参评', share: 1.3, align: '居中' },
      { label: '优秀', share: 1.3, align: '居中' },
      { label: '合格', share: 1.3, align: '居中' },
      { label: '基本合格', share: 1.8, align: '居中' },
      { label: '不合格', share: 1.5, align: '居中' },
      { label: '不定等次', share: 1.8, align: '居中' },
    ],
    rows: [
      row(
        '正式党员',
        attended.filter(({ category }) => category === '正式党员'),
      ),
      row(
        '预备党员',
        attended.filter(({ category }) => category === '预备党员'),
      ),
      [
        '合计',
        String(attended.length),
        ...(['优秀', '合格', '基本合格', '不合格', '不定等次'] as const).map((grade) => String(counts[grade])),
      ],
    ],
  }
}

function excellentTable(names: readonly string[]): BlockInput {
  return {
    kind: '表',
    columns: [
      { label: '序号', share: 1.2, align: '居中' },
      { label: '姓名', share: 3, align: '居中' },
      { label: '等次', share: 2, align: '居中' },
      { label: '备注', share: 4, align: '居左' },
    ],
    rows: names.map((each, index) => [String(index + 1), each, '优秀', '']),
  }
}

function resultTable(results: readonly Result[]): BlockInput {
  return {
    kind: '表',
    columns: [
      { label: '序号', share: 1, align: '居中' },
      { label: '姓名', share: 2.2, align: '居中' },
      { label: '人员类别', share: 1.8, align: '居中' },
      { label: '自评', share: 1.6, align: '居中' },
      { label: '优秀', share: 1.2, align: '居中', group: '民主测评得票' },
      { label: '合格', share: 1.2, align: '居中', group: '民主测评得票' },
      { label: '基本合格', share: 1.6, align: '居中', group: '民主测评得票' },
      { label: '不合格', share: 1.4, align: '居中', group: '民主测评得票' },
      { label: '组织评定', share: 1.8, align: '居中' },
      { label: '反馈日期', share: 2.2, align: '居中' },
      { label: '备注', share: 2.6, align: '居左' },
    ],
    rows: results.map((each, index) => [
      String(index + 1),
      each.name,
      each.category,
      each.selfGrade,
      ...(['优秀', '合格', '基本合格', '不合格'] as const).map((grade) => (each.votes === null ? '' : String(each.votes[grade]))),
      each.grade ?? '',
      each.feedbackOn === null ? '' : each.feedbackOn.replaceAll('-', '.'),
      each.exemptReason === '' ? '' : `未参评：${each.exemptReason}`,
    ]),
  }
}
