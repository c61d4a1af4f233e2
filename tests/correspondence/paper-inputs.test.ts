import { describe, expect, test } from 'vitest'
import { composeElectionPaper } from '../../electron/election/documents.ts'
import type { ElectionPaperKind } from '../../shared/correspondence/document-kinds.ts'
import type { DraftFacts } from '../../shared/correspondence/facts.ts'
import { textOfDocument } from '../../shared/document/text.ts'
import { EXAMPLES, MEMBERS, PROCESS, exampleFacts } from './paper-examples.ts'

/** 在样张上改几栏再起草。 */
function compose(kind: ElectionPaperKind, fields: Record<string, string>, change: Partial<DraftFacts> = {}) {
  const edits = { ...EXAMPLES[kind], fields: { ...EXAMPLES[kind].fields, ...fields } }
  return composeElectionPaper(kind, { ...exampleFacts(kind), ...change }, edits)
}

const bodyOf = (kind: ElectionPaperKind, fields: Record<string, string> = {}, change: Partial<DraftFacts> = {}) => {
  const { model, missing } = compose(kind, fields, change)
  if (!model) throw new Error(missing.join('；'))
  return textOfDocument(model)
}

describe('答复不在来文之前', () => {
  // 请示 2026-06-10：前一天、当天、后一天。
  test.each([
    ['2026-06-09', false],
    ['2026-06-10', true],
    ['2026-06-11', true],
  ])('换届批复 %s 成文', (datedOn, isFine) => {
    const { missing, model } = compose('W06', { datedOn, decidedOn: '' }, { today: datedOn })
    expect(missing.join()).toBe(isFine ? '' : `本文成文日期 ${datedOn} 早于换届请示日期 2026-06-10，答复不能在来文之前，请核对两个日期`)
    expect(model === null).toBe(!isFine)
  })

  test.each([
    ['W02', 'requestOn', '成立请示'],
    ['W03R', 'requestOn', '升格请示'],
    ['W07R', 'requestOn', '延期换届请示'],
    ['W10', 'replyOn', '换届批复'],
    ['W11', 'resultOn', '结果报告'],
    ['W12R', 'requestOn', '补选请示'],
  ] as const)('%s 早于来文：拦下，指明是哪一栏', (kind, key, label) => {
    const { missing, fields } = compose(kind, { [key]: '2026-12-31' })
    expect(missing.join()).toContain(`早于${label}日期 2026-12-31`)
    expect(fields.find((field) => field.key === key)?.problem).not.toBe('')
  })

  test('批复以前不能选举：大会早于批复日的结果报告拦下', () => {
    expect(compose('W10', { meetingOn: '2026-06-27' }).missing.join()).toContain('大会日期 2026-06-27 早于批复日期 2026-06-28')
  })
})

describe('票数对不上', () => {
  const counts = { expected: '10', present: '9', issued: '9', returned: '9', valid: '9', votes: '江以恒,9,0,0\n欧阳远,8,1,0\n王一,6,3,0' }
  const own = { process: { ...PROCESS, counts: [] } }
  const officers = { secretary: '江以恒', boardPresent: '3' }

  test('对得上就成文，由得票推出当选人', () => {
    const { missing, fields } = compose('W10', { ...counts, ...officers }, own)
    expect(missing).toEqual([])
    expect(fields.find((field) => field.key === 'elected')).toMatchObject({ value: '江以恒、欧阳远、王一', derivedFrom: '由得票推出' })
  })

  test.each([
    [{ present: '7', issued: '7', returned: '7', valid: '7', votes: '江以恒,7,0,0' }, '不足应到会 10 名的五分之四（至少 8 名）', false],
    [{ present: '8', issued: '8', returned: '8', valid: '8', votes: '江以恒,8,0,0\n欧阳远,7,1,0\n王一,6,2,0' }, '', true],
    [{ present: '11' }, '实到会 11 名多于应到会 10 名', false],
    [{ issued: '10' }, '发出选票 10 张多于实到会 9 名', false],
    [{ returned: '10' }, '收回选票 10 张多于发出 9 张，选举无效，应当重新选举', false],
    [{ valid: '10' }, '有效选票 10 张多于收回 9 张', false],
    [{ votes: '江以恒,9,1,0\n欧阳远,8,1,0\n王一,6,3,0' }, '江以恒得赞成、反对、弃权共 10 票，多于有效选票 9 张', false],
    [{ votes: '江以恒,9,0,0\n欧阳远,9,0,0\n王一,9,0,0\n叶青,1,0,0' }, '赞成票合计 28 张，多于有效选票 9 张乘应选 3 名', false],
    [{ votes: '江以恒 9' }, '得票第 1 行“江以恒 9”读不懂', false],
    [{ votes: '江以恒,9,0,0\n江以恒,1,0,0' }, '得票第 2 行“江以恒”重复', false],
    [{ elected: '江以恒、欧阳远、叶青' }, '当选的叶青没有得票记录', false],
    [
      { votes: '江以恒,9,0,0\n欧阳远,8,1,0\n王一,4,5,0', elected: '江以恒、欧阳远、王一' },
      '王一得赞成票 4 张，没有超过实到会 9 名的一半',
      false,
    ],
    [{ secretary: '陈知行' }, '陈知行不在当选委员之列', false],
    [{ deputies: '江以恒' }, '江以恒已是书记，不能兼任副书记', false],
    [{ boardPresent: '1' }, '委员会会议实到 1 名不足应到 3 名的半数', false],
  ])('%j', (change, problem, isFine) => {
    const { missing, model } = compose('W10', { ...counts, ...officers, ...change }, own)
    if (isFine) expect(missing).toEqual([])
    else expect(missing.join('\n')).toContain(problem)
    expect(model === null).toBe(!isFine)
  })

  // 实到 10：5 票不过半，6 票过半。
  test.each([
    ['5', false],
    ['6', true],
  ])('实到 10、赞成 %s', (ayes, isElected) => {
    const change = {
      ...counts,
      present: '10',
      issued: '10',
      returned: '10',
      valid: '10',
      votes: `江以恒,10,0,0\n欧阳远,9,1,0\n王一,${ayes},4,0`,
    }
    const elected = compose('W10', { ...change, ...officers }, own).fields.find((field) => field.key === 'elected')?.value
    expect(elected).toBe(isElected ? '江以恒、欧阳远、王一' : '江以恒、欧阳远')
  })

  test('末位平票定不下来：只取票多的，不替人定', () => {
    const votes = '江以恒,9,0,0\n欧阳远,8,1,0\n王一,5,4,0\n苏晴,5,4,0'
    const elected = compose('W10', { ...counts, ...officers, votes }, own).fields.find((field) => field.key === 'elected')
    expect(elected?.value).toBe('江以恒、欧阳远')
  })
})

describe('候选人', () => {
  test('同名的两人不猜是哪一位；给了标识就认得', () => {
    const members = [...MEMBERS, ...MEMBERS.slice(8, 9).map((each) => ({ ...each, id: 'm99', name: '王一' }))]
    const vague = compose('E06', { candidates: '江以恒\n欧阳远\n王一\n苏晴' }, { members })
    expect(vague.missing.join()).toContain('第 3 名“王一”在本支部有 2 名同名党员')
    const exact = JSON.stringify(['m0', 'm4', 'm99', 'm3'].map((memberId) => ({ memberId, proposedPost: '委员' })))
    expect(compose('E06', { candidates: exact }, { members }).missing).toEqual([])
  })

  test('监票人、计票人不能是候选人', () => {
    expect(compose('E05', { scrutineers: '王一' }).missing.join()).toContain('王一是候选人，不能作监票人、计票人')
  })

  test('应选多于候选、差额不足：说清差几名', () => {
    expect(compose('E06', { seatCount: '5' }).missing.join()).toContain('应选 5 名，候选人须不少于 6 名')
  })

  test.each(['0', '2001', '很多'])('选票印 %s 张：拦下', (copies) => {
    expect(compose('E06', { copies }).missing.join()).toMatch(/印|整数/)
  })
})

describe('延期与提前', () => {
  // 届满 2026-10-23：一年之界。
  test.each([
    ['2026-10-23', '不晚于届满日'],
    ['2026-10-24', ''],
    ['2027-10-23', ''],
    ['2027-10-24', '缺超过 1 年的上级特批依据'],
  ])('延期到 %s', (newEndOn, problem) => {
    const { missing } = compose('W07', { newEndOn })
    if (problem === '') expect(missing).toEqual([])
    else expect(missing.join()).toContain(problem)
  })

  test('提前换届：标题、月数都跟着变', () => {
    const text = bodyOf('W07', { deferralKind: '提前', newEndOn: '2026-07-23' })
    expect(text).toContain('关于提前换届的请示')
    expect(text).toContain('提前至2026年7月23日（提前3个月）')
  })

  test('不同意：写明理由，不写新的届满日', () => {
    const text = bodyOf('W07R', { decision: '不同意', refusal: '延期理由不充分' })
    expect(text).toContain('关于不同意中共测试投资公司支部委员会延期换届的批复')
    expect(text).toContain('不同意你支部延期换届。延期理由不充分。')
    expect(text).not.toContain('2027年4月23日')
  })
})

describe('其余坏输入', () => {
  test.each([
    ['W01', { founders: '江以恒\n林葵' }, '正式党员 2 名，不足 3 名'],
    ['W01', { seatCount: '0' }, '有 7 名以上的应当设立支部委员会'],
    ['W01', { seatCount: '8' }, '一般不超过 7 人'],
    ['W03', { divisions: '第一党支部,6,5' }, '合计 6 名，与名册 11 名不符'],
    ['W03', { divisions: '第一党支部,6,7\n第二党支部,5,5' }, '正式党员 7 名多于党员 6 名'],
    ['W08', { datedOn: '2026-10-15' }, '不晚于通知的成文日期'],
    ['W08', { place: '三楼\u0007会议室' }, '不能打印的控制字符'],
    ['W08', { title: `关于召开${'很长'.repeat(60)}的通知` }, '不能超过 100 个字'],
    ['W12', { vacantOn: '2027-01-01' }, '晚于成文日期'],
    ['W12N', { appointee: '欧阳远\n王一' }, '一次指派一名书记'],
    ['W12N', { appointedTitle: '组织委员' }, '不在可选之列'],
    ['E16', { duties: '江以恒' }, '分工第 1 行“江以恒”读不懂'],
    ['E17', { resigner: '查无此人' }, '没有登记现任职务'],
    ['E18', { addedCount: '0' }, '不必请示'],
    ['W05', { appraisals: '陈知行：表现好' }, '不在候选人预备人选之列'],
    ['W05', { appraisals: '江以恒' }, '考察意见第 1 行读不懂'],
  ] as const)('%s %j', (kind, fields, problem) => {
    const { missing, model } = compose(kind, { ...fields })
    expect(missing.join('\n')).toContain(problem)
    expect(model).toBeNull()
  })

  test('缺什么都列在缺项里，不留占位符：没有单位设置、没有名册、没有届次', () => {
    const bare = compose('W06', {}, { unit: null, members: [], term: null, process: null, issued: [] })
    expect(bare.model).toBeNull()
    expect(bare.missing.join()).toContain('请到“设置”填写本单位与红头')
    expect(bare.missing.join()).toContain('缺届次')
    expect(bare.missing.join()).toContain('缺党员名册')
    expect(bare.missing.join()).toContain('缺换届请示文号')
  })

  test('只知道年月、只知道年的日期照样写，不臆造', () => {
    expect(bodyOf('W05', { candidates: '江以恒\n欧阳远\n王一\n何川', appraisals: '' })).toContain(
      '何川。男，汉族，1968年8月出生，大学本科，1994年入党',
    )
  })

  test('没有照录党风廉政意见、没有考察意见：附件里不编，提醒另附原件', () => {
    const { model, cautions } = compose('W05', { integrity: '', appraisals: '' })
    expect(model?.attachmentNames).toEqual(['候选人预备人选名册', '候选人预备人选基本情况', '选举办法（草案）', '应到会人数说明'])
    expect(cautions.join()).toContain('须另取原件随文报送')
  })
})
