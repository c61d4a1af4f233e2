import { formatChinese } from '../../shared/calendar/plain-date.ts'
import { chineseNumber } from '../../shared/correspondence/draft-form.ts'
import type { BlockInput, BlockOf } from '../../shared/document/block.ts'
import type { DocumentInput } from '../../shared/document/model.ts'
import type { ActivityView } from '../../shared/organizational-life/activity-contract.ts'
import { CONTENT_KINDS, type ActivityType, type AttendanceStatus } from '../../shared/organizational-life/activity-types.ts'
import { HALF_PAGE_PICTURE } from '../document/picture.ts'

// W13 会议记录与纪要、主题党日活动记录：都由一次活动的记录写成，没有记的照实写“未记录”，不编造。

/** 写进文书的一次活动；`organizationFullName` 是支部全称。 */
export type DocumentedActivity = Omit<ActivityView, 'files' | 'isMonthClosed' | 'deletedAt' | 'deletionReason'> & {
  readonly organizationFullName: string
}

/** 印进文书的一张照片；取不到的只有说明。 */
export type RecordPhoto = {
  readonly name: string
  readonly picture: Pick<BlockOf<'图'>, 'mime' | 'base64' | 'width' | 'height'> | null
  /** 没有印上的原因，如“原件缺失”。 */
  readonly problem: string
}

const UNRECORDED = '未记录'

/** 会议叫记录，活动叫活动记录。 */
const NOUN: Readonly<Record<ActivityType, string>> = {
  党员大会: '党员大会会议记录',
  支委会: '支部委员会会议记录',
  党小组会: '党小组会会议记录',
  党课: '党课记录',
  主题党日: '主题党日活动记录',
  组织生活会: '组织生活会会议记录',
  民主评议: '民主评议党员会议记录',
  集中学习: '集中学习记录',
  主题实践: '主题实践活动记录',
  党委会: '委员会会议记录',
  中心组学习: '理论学习中心组学习记录',
  其他: '活动记录',
}

const paragraph = (text: string): BlockInput => ({ kind: '段', text })
const heading = (level: number, text: string): BlockInput => ({ kind: '标题', level, text })

/** 一次活动的文书叫什么，如“第一支部2026年9月1日主题党日活动记录”。 */
export function recordTitle(activity: DocumentedActivity): string {
  const who = activity.groupName === '' ? activity.organizationName : `${activity.organizationName}${activity.groupName}`
  const noun = NOUN[primaryType(activity)]
  // “第一支部”与“支部委员会”、“第1党小组”与“党小组会”相接，重的那个词只写一遍。
  const doubled = ['支部', '党小组'].find((word) => who.endsWith(word) && noun.startsWith(word)) ?? ''
  return who + noun.slice(doubled.length)
}

/** 公文里汉字与数字之间不空格。 */
export function plainTitle({ title }: Pick<DocumentedActivity, 'title'>): string {
  return title.replaceAll(/(?<=[\p{Script=Han}\d]) +(?=[\p{Script=Han}\d])/gu, '')
}

function primaryType({ types }: DocumentedActivity): ActivityType {
  return (types.find(({ isPrimary }) => isPrimary) ?? types[0])?.type ?? '其他'
}

/** 独立成篇的会议记录（W13），末尾附照片页。 */
export function meetingRecordDocument(activity: DocumentedActivity, photos: readonly RecordPhoto[]): DocumentInput {
  return {
    ...plainForm(activity),
    title: recordTitle(activity),
    body: [...recordBlocks(activity), ...photoBlocks(activity, photos)],
  }
}

/** 没有版头、不落款的一篇；日期取活动当天。 */
export function plainForm(activity: Pick<DocumentedActivity, 'organizationFullName' | 'heldOn'>): Omit<DocumentInput, 'title' | 'body'> {
  return {
    form: '普通',
    genre: '内部文书',
    direction: '内部',
    head: { mark: '', number: '', signers: [] },
    recipients: [],
    attachmentNames: [],
    attachments: [],
    signature: { issuer: activity.organizationFullName, datedOn: activity.heldOn, mode: '无' },
    note: '',
    colophon: null,
  }
}

/** 会议记录的正文：情况表、议题逐项、议定事项、散会时间与签名。 */
export function recordBlocks(activity: DocumentedActivity): BlockInput[] {
  return [
    { kind: '键值', pairs: factPairs(activity) },
    ...topicBlocks(activity),
    ...taskBlocks(activity),
    { kind: '空行' },
    paragraph(`${clock(activity.endsAt)}散会。`),
    {
      kind: '签字',
      isKept: true,
      fields: [
        { label: '主持人签名', blank: 4 },
        { label: '记录人签名', blank: 4 },
      ],
    },
  ]
}

function factPairs(activity: DocumentedActivity) {
  const { types, extras } = activity
  const present = namesOf(activity, '出席')
  const pair = (label: string, value: string) => ({ label, value: value === '' ? UNRECORDED : value })
  const wide = (label: string, value: string) => ({ ...pair(label, value), isWide: true })
  const optional = (label: string, value: string) => (value === '' ? [] : [wide(label, value)])
  const guests = activity.guests.map(({ name, role }) => (role === '' ? name : `${name}（${role}）`))
  return [
    wide('名称', plainTitle(activity)),
    wide('类型', types.map(({ type, isCounted }) => (isCounted ? type : `${type}（待确认）`)).join('、')),
    wide('时间', `${formatChinese(activity.heldOn)}${clock(activity.startsAt)}至${clock(activity.endsAt)}`),
    wide('地点', activity.place),
    pair('主持人', activity.hostName),
    pair('记录人', activity.recorderName),
    pair('应到', `${activity.expectedCount}人`),
    pair('实到', `${activity.presentCount}人`),
    ...optional('主题', extras.theme),
    ...(activity.contentKinds.length === 0 ? [] : [wide('内容类型', ticked(activity.contentKinds).join('\n'))]),
    ...optional('顺延原因', activity.postponeReason),
    wide('出席', present.join('、')),
    wide('请假', namesOf(activity, '请假').join('、') || '无'),
    wide('缺席', namesOf(activity, '缺席').join('、') || '无'),
    wide('列席', [...namesOf(activity, '列席'), ...guests].join('、') || '无'),
    ...optional('党费收缴', extras.duesNote),
    ...optional('测试情况', extras.testNote),
    ...(activity.eHomeOn === null
      ? []
      : [wide('党建e家', `${formatChinese(activity.eHomeOn)}已办理${activity.eHomeNo === '' ? '' : `，编号${activity.eHomeNo}`}`)]),
    wide('录入', `${formatChinese(activity.recordedOn)}${activity.isBackfilled ? `补录（发生于${formatChinese(activity.heldOn)}）` : ''}`),
  ]
}

/** 内容类型逐个列出，选中的打勾；五个一行，勾与字不分在两行。 */
export function ticked(chosen: readonly string[]): string[] {
  const boxes = CONTENT_KINDS.map((kind) => `${chosen.includes(kind) ? '☑' : '□'}${kind}`)
  return [boxes.slice(0, 5), boxes.slice(5)].map((row) => row.join('　'))
}

/** 某种签到的人，带原因。 */
function namesOf({ attendance }: DocumentedActivity, status: AttendanceStatus): string[] {
  return attendance.filter((each) => each.status === status).map(({ name, reason }) => (reason === '' ? name : `${name}（${reason}）`))
}

function topicBlocks(activity: DocumentedActivity): BlockInput[] {
  const { topics, narrative, extras } = activity
  const blocks: BlockInput[] = [heading(1, '一、议题与发言')]
  if (topics.length === 0 && narrative === '') blocks.push(paragraph(UNRECORDED))
  for (const [index, topic] of topics.entries()) {
    const about = [
      topic.type,
      topic.startsAt === null ? '' : `${topic.startsAt}${topic.endsAt === null ? '' : `—${topic.endsAt}`}`,
      topic.speakerName === '' ? '' : `${topic.speakerRole ?? ''}${topic.speakerName}主讲`,
    ].filter((each) => each !== '')
    blocks.push(heading(2, `（${chineseNumber(index + 1)}）${topic.title}（${about.join('，')}）`))
    blocks.push(...lines(topic.summary === '' ? `发言要点：${UNRECORDED}。` : topic.summary))
    for (const vote of topic.votes) blocks.push(paragraph(voteSentence(vote)))
    if (topic.resolution !== '') blocks.push(...withLead('决议：', topic.resolution))
  }
  if (narrative !== '') blocks.push(...(topics.length === 0 ? [] : [heading(2, '整体记录')]), ...lines(narrative))
  if (extras.deliberation !== '') blocks.push(...withLead('酝酿意见：', extras.deliberation))
  return blocks
}

function voteSentence(vote: DocumentedActivity['topics'][number]['votes'][number]): string {
  const written = vote.writtenApproveCount > 0 ? `，另有会前书面赞成${vote.writtenApproveCount}票` : ''
  const subject = vote.subject === '' ? vote.matter : `${vote.matter}（${vote.subject}）`
  return `表决：${subject}，${vote.method}，应到会有表决权${vote.expectedCount}人，实到${vote.presentCount}人，赞成${vote.approveCount}票，反对${vote.againstCount}票，弃权${vote.abstainCount}票${written}，${vote.outcome.isPassed ? '通过' : '没有通过'}。`
}

function taskBlocks({ tasks }: DocumentedActivity): BlockInput[] {
  if (tasks.length === 0) return []
  return [
    heading(1, '二、议定事项'),
    {
      kind: '表',
      columns: [
        { label: '序号', share: 2, align: '居中' },
        { label: '事项', share: 10, align: '居左' },
        { label: '责任人', share: 4, align: '居中' },
        { label: '时限', share: 4, align: '居中' },
        { label: '办结', share: 4, align: '居中' },
      ],
      rows: tasks.map(({ content, ownerName, dueOn, doneOn }, index) => [
        String(index + 1),
        content,
        ownerName === '' ? '未定' : ownerName,
        dueOn ?? '未定',
        doneOn ?? '未办结',
      ]),
    },
  ]
}

/** 签到表：应到的人逐个列出，四列一行好打印。 */
export function signInBlocks(activity: DocumentedActivity): BlockInput[] {
  const people = activity.attendance
  if (people.length === 0) return [paragraph(`签到${UNRECORDED}。`)]
  const columns = [0, 1].flatMap(() => [
    { label: '序号', share: 2, align: '居中' as const },
    { label: '姓名', share: 4, align: '居中' as const },
    { label: '签到', share: 5, align: '居中' as const },
  ])
  const cells = (index: number) => {
    const person = people[index]
    return person
      ? [String(index + 1), person.name, person.reason === '' ? person.status : `${person.status}（${person.reason}）`]
      : ['', '', '']
  }
  const half = Math.ceil(people.length / 2)
  return [{ kind: '表', columns, rows: Array.from({ length: half }, (_, index) => [...cells(index), ...cells(index + half)]) }]
}

/** 照片页：两张一面，图下写日期、名称与第几张；没有印上的写明为什么。 */
export function photoBlocks(activity: DocumentedActivity, photos: readonly RecordPhoto[]): BlockInput[] {
  if (photos.length === 0) return []
  return [
    { kind: '分页' },
    ...photos.map(({ picture, name, problem }, index): BlockInput => {
      const caption = `${activity.heldOn} ${plainTitle(activity)}（照片${index + 1}）`
      if (picture === null) return paragraph(`${caption}：${name}，${problem}。`)
      return { kind: '图', ...picture, caption, maxHeight: HALF_PAGE_PICTURE }
    }),
  ]
}

/**
 * 会议纪要（W13）：时间地点、出席列席、议定事项逐条连同责任人与时限。
 * 编号由人给，如“〔2026〕8号”；没有就不印，自检会提醒。
 */
export function minutesDocument(activity: DocumentedActivity, minutesNumber: string): DocumentInput {
  const names = (status: AttendanceStatus) => namesOf(activity, status).join('、')
  const guests = activity.guests.map(({ name, role }) => `${role}${name}`)
  const observers = [...(names('列席') === '' ? [] : [names('列席')]), ...guests].join('、')
  const decided = activity.topics.filter(({ resolution, votes }) => resolution !== '' || votes.length > 0)
  const openings = `${formatChinese(activity.heldOn)}，${activity.hostName === '' ? '' : `${activity.hostName}同志主持，`}在${activity.place === '' ? '（地点未记录）' : activity.place}召开${plainTitle(activity)}。${decided.length === 0 && activity.tasks.length === 0 ? '会议没有作出决议。' : '现将会议议定事项纪要如下。'}`
  return {
    ...plainForm(activity),
    form: '纪要',
    genre: '纪要',
    head: { mark: `${activity.organizationFullName}会议纪要`, number: minutesNumber, signers: [], compiler: activity.organizationFullName },
    title: `${plainTitle(activity)}纪要`,
    body: [
      paragraph(openings),
      ...decided.flatMap((topic, index): BlockInput[] => [
        {
          kind: '段',
          lead: `${chineseNumber(index + 1)}、${topic.title}。`,
          leadLevel: 1,
          text: [...topic.votes.map(voteSentence), topic.resolution === '' ? '' : `会议决定：${ended(topic.resolution)}`].join(''),
        },
      ]),
      ...(activity.tasks.length === 0
        ? []
        : [{ kind: '段' as const, lead: `${chineseNumber(decided.length + 1)}、责任分工。`, leadLevel: 1, text: '' }]),
      ...activity.tasks.map(({ content, ownerName, dueOn }, index) =>
        paragraph(
          `${index + 1}.${ended(content)}责任人：${ownerName === '' ? '未定' : ownerName}；完成时限：${dueOn === null ? '未定' : formatChinese(dueOn)}。`,
        ),
      ),
    ],
    attendance: (
      [
        ['出席', names('出席')],
        ['请假', names('请假')],
        ['列席', observers],
      ] as const
    ).flatMap(([label, each]) => (each === '' ? [] : [{ label, names: each }])),
  }
}

function ended(text: string): string {
  return /[。！？；]$/.test(text) ? text : `${text}。`
}

/** 一行一段，空行去掉。 */
export function lines(text: string): BlockInput[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map(paragraph)
}

function withLead(lead: string, text: string): BlockInput[] {
  return lines(`${lead}${text}`)
}

/** `14:05` → `14时05分`，整点不写分。 */
function clock(time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return `${Number(hour)}时${minute === '00' ? '' : `${minute}分`}`
}
