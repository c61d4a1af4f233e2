import { addDays, addMonths, daysBetween, formatChinese, type PlainDate } from '../../../shared/calendar/plain-date.ts'
import { chineseNumber } from '../../../shared/correspondence/draft-form.ts'
import type { DraftFacts, DraftTerm } from '../../../shared/correspondence/facts.ts'
import type { Attachment } from '../../../shared/document/model.ts'
import { downwardFrame, type Composer } from '../../../shared/correspondence/paper-frame.ts'
import { rosterDay } from './tables.ts'
import { dotted, nounOf, REMIND_MONTHS, REQUEST_MONTHS } from '../../../shared/correspondence/paper-wording.ts'

/** 过了请示线时，给支部补报的天数〔产品默认，可改〕。 */
const CATCH_UP_DAYS = 15

/** W04 关于做好换届准备工作的通知：党委 → 将届满（或已届满）的支部。 */
export const electionReminder: Composer = (facts, edits) => {
  const { organization, term } = facts
  const frame = downwardFrame(facts, edits, { genre: '通知', title: `关于做好${organization.name}换届准备工作的通知` })
  const { form, datedOn } = frame
  if (!term) form.reject('term', `缺届次：${organization.name}没有登记本届的选举日，请到“届次与班子”登记`)
  if (facts.members.length === 0) form.reject('members', `缺党员名册：${organization.name}没有编入党员，核查表无从生成`)
  const requestLine = term ? addMonths(term.effectiveEndsOn, -REQUEST_MONTHS) : ''
  const isPastLine = requestLine !== '' && requestLine <= datedOn
  const replyBy = form.takeDate({
    key: 'replyBy',
    label: '请示报送期限',
    section: '主体',
    derived: term ? (isPastLine ? addDays(datedOn, CATCH_UP_DAYS) : requestLine) : '',
    derivedFrom: isPastLine ? `请示线已过，取成文后 ${CATCH_UP_DAYS} 天，可改` : `届满前 ${REQUEST_MONTHS} 个月`,
  })
  if (replyBy !== null && replyBy < datedOn) form.reject('replyBy', `请示报送期限 ${replyBy} 早于成文日期，请改后一些的日期`)
  if (term) {
    const remindLine = addMonths(term.effectiveEndsOn, -REMIND_MONTHS)
    if (datedOn > remindLine)
      form.caution(`成文日期比提醒线 ${remindLine}（届满前 ${REMIND_MONTHS} 个月）晚 ${daysBetween(remindLine, datedOn)} 天。`)
    if (datedOn > term.effectiveEndsOn)
      form.caution(`该支部已于 ${term.effectiveEndsOn} 届满，逾期 ${daysBetween(term.effectiveEndsOn, datedOn)} 天，正文已如实写明。`)
  }

  return frame.finish(() => {
    if (!term) throw new Error('没有届次时不应成文')
    const deadline = replyBy ?? datedOn
    const noun = nounOf(organization.level)
    return {
      body: [
        form.paragraph(
          'opening',
          `${situation(term, noun, datedOn)}根据《中国共产党基层组织选举工作条例》《中国共产党支部工作条例（试行）》有关规定，为做好你${noun}换届工作，现将有关事项通知如下。`,
          ['届次登记'],
        ),
        form.paragraph(
          'request',
          `${isPastLine ? '换届请示的报送时间已过，请抓紧研究，' : '请及早研究换届工作，'}于${formatChinese(deadline)}前书面报送换届请示，写明大会时间、委员名额、候选人预备人选和选举办法。需延期或者提前换届的，应当在届满前专题请示，说明理由和期限；延长期限一般不超过1年。`,
          ['请示报送期限'],
          '一、按时报送请示。',
        ),
        form.paragraph(
          'summary',
          '全面总结本届工作，起草工作报告，并对任期内党费收缴、使用和管理情况形成报告，一并提交党员大会审查。',
          ['常规要求'],
          '二、总结本届工作。',
        ),
        form.paragraph(
          'electorate',
          '对照党员名册逐人核查党员组织关系和权利状态，摸清应到会有选举权的党员人数。拟按规定不计入应到会人数的，须报上级党组织同意，并经党员大会通过。',
          ['常规要求'],
          '三、核准应到会人数。',
        ),
        form.paragraph(
          'nominees',
          '充分发扬民主，由上届委员会根据多数党员的意见提出候选人预备人选，报上级党组织审查。委员候选人的差额不少于应选人数的20%。严把人选政治关、廉洁关。',
          ['常规要求'],
          '四、酝酿推荐人选。',
        ),
        form.paragraph(
          'discipline',
          '及时通知流动党员和在外党员按规定参加选举，做好会务准备；严明换届纪律，严禁拉票贿选、说情打招呼等行为。',
          ['常规要求'],
          '五、严肃会风会纪。',
        ),
        form.paragraph('ending', '工作中遇到的问题，请及时报告。特此通知。', ['文种']),
      ],
      attachments: [
        workflow('换届工作流程', term, deadline, datedOn),
        materials('换届所需材料清单', deadline),
        checklist('应到会人员核查表', facts, datedOn),
      ],
    }
  })
}

function situation(term: DraftTerm, noun: string, datedOn: PlainDate): string {
  const elected = `你${noun}第${chineseNumber(term.seq)}届委员会于${formatChinese(term.electedOn)}选举产生，任期${term.termYears}年，`
  const ends = term.effectiveEndsOn
  const extended = term.extension
    ? `原定${formatChinese(term.endsOn)}届满，经批准延期至${formatChinese(ends)}`
    : `${datedOn > ends ? '已' : '将'}于${formatChinese(ends)}届满`
  if (datedOn > ends) return `${elected}${extended}，至今逾期${daysBetween(ends, datedOn)}天，尚未换届。`
  return `${elected}${extended}。`
}

/** 各步时限都从届满日与报送期限推出；已届满的只写先后，不编日期。 */
function workflow(name: string, term: DraftTerm, replyBy: PlainDate, datedOn: PlainDate): Attachment {
  const ends = term.effectiveEndsOn
  const electBy = ends > datedOn ? `${formatChinese(ends)}前` : '批复后抓紧召开'
  const rows = [
    ['委员会研究', '研究换届工作，总结本届工作，提出职数和选举方式', '本届委员会', `${formatChinese(replyBy)}前`],
    ['核查党员', '核查组织关系和权利状态，确定应到会人数', '本届委员会', `${formatChinese(replyBy)}前`],
    ['酝酿人选', '根据多数党员的意见提出候选人预备人选', '本届委员会', `${formatChinese(replyBy)}前`],
    ['报送请示', '书面报送换届请示及附件', '本届委员会', `${formatChinese(replyBy)}前`],
    ['审查批复', '审查人选，批复召开大会的时间、职数和人选', '上级党组织', '收到请示后及时'],
    ['大会准备', '通知党员，准备报告、选举办法、选票和票箱', '本届委员会', '大会召开前'],
    ['党员大会选举', '到会有选举权的党员达到应到会的五分之四，无记名投票选举委员', '党员大会', electBy],
    ['第一次委员会会议', '选举书记、副书记，研究委员分工', '新一届委员会', '大会当日'],
    ['报告结果', '书面报告选举结果，委员报备案，书记、副书记报批准', '新一届委员会', '选举后及时'],
    ['公布归档', '公布批复和分工，交接工作，材料归档', '新一届委员会', '批复后及时'],
  ]
  return {
    name,
    orientation: '纵向',
    blocks: [
      {
        kind: '表',
        columns: [
          { label: '步骤', share: 1, align: '居中' },
          { label: '工作', share: 2.4, align: '居中' },
          { label: '内容', share: 4.8, align: '居左' },
          { label: '责任主体', share: 2.4, align: '居中' },
          { label: '时限', share: 3.4, align: '居中' },
        ],
        rows: rows.map((cells, index) => [String(index + 1), ...cells]),
      },
    ],
  }
}

function materials(name: string, replyBy: PlainDate): Attachment {
  const before = `${formatChinese(replyBy)}前`
  const rows = [
    ['换届请示', '载明届期、大会安排、职数、人选产生过程', before],
    ['候选人预备人选名册', '姓名、性别、民族、出生年月、学历、入党时间、现任职务、拟任职务', before],
    ['人选基本情况和考察意见', '逐人一份', before],
    ['党风廉政意见', '由有关部门出具', before],
    ['选举办法（草案）', '经支部委员会讨论', before],
    ['应到会人数说明', '附拟不计入应到会的名单及理由', before],
    ['工作报告、党费报告', '提交党员大会审查', '大会召开前'],
    ['选举结果报告', '附会议记录、选举结果报告单', '选举后及时'],
  ]
  return {
    name,
    orientation: '纵向',
    blocks: [
      {
        kind: '表',
        columns: [
          { label: '序号', share: 1, align: '居中' },
          { label: '材料', share: 3.4, align: '居左' },
          { label: '要求', share: 5.4, align: '居左' },
          { label: '报送时间', share: 3.4, align: '居中' },
        ],
        rows: rows.map((cells, index) => [String(index + 1), ...cells]),
      },
    ],
  }
}

function checklist(name: string, facts: DraftFacts, datedOn: PlainDate): Attachment {
  const electorate = facts.electorate
  const voters = new Set(electorate.voters.map((member) => member.id))
  const state = (id: string, category: string, rights: string, party: string) =>
    voters.has(id) ? '计入' : category === '预备党员' ? '预备党员' : party === '正常' ? rights : party
  return {
    name,
    orientation: '纵向',
    blocks: [
      {
        kind: '注',
        text: `${rosterDay(electorate, datedOn)}，名册在册党员${electorate.all.length}名，其中正式党员${electorate.full.length}名；按名册推算应到会有选举权的党员${electorate.voters.length}名。请逐人核对，有变化的在“核查情况”栏注明。`,
      },
      {
        kind: '表',
        columns: [
          { label: '序号', share: 1.1, align: '居中' },
          { label: '姓名', share: 2.4, align: '居中' },
          { label: '人员类别', share: 2, align: '居中' },
          { label: '入党时间', share: 2.4, align: '居中' },
          { label: '转正时间', share: 2.4, align: '居中' },
          { label: '应到会', share: 2.6, align: '居中' },
          { label: '核查情况', share: 2.6, align: '居左' },
        ],
        rows: facts.members.map((member, index) => [
          String(index + 1),
          member.name,
          member.category,
          dotted(member.joinedOn, member.joinedOnPrecision),
          member.fullOn === null ? '' : dotted(member.fullOn, member.fullOnPrecision),
          state(member.id, member.category, member.rightsStatus, member.partyStatus),
          '',
        ]),
      },
    ],
  }
}
