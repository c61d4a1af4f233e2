import type { BlockInput } from '../../shared/document/block.ts'
import { draftDocument, type DocumentInput, type DocumentModel } from '../../shared/document/model.ts'
import { hanParagraph, paragraphOf } from './sample-documents.ts'

const ISSUER = '中共厦门金圆投资集团有限公司委员会'
const BRANCH = '中共金圆大厦物业支部委员会'

const PLAIN: DocumentInput = {
  form: '普通',
  genre: '内部文书',
  direction: '内部',
  head: { mark: '', number: '', signers: [] },
  title: '',
  recipients: [],
  body: [],
  attachmentNames: [],
  attachments: [],
  signature: { issuer: BRANCH, datedOn: '2026-10-23', mode: '无' },
  note: '',
  colophon: null,
}

/** 信函格式的函：密级、文号、附件、两行抄送。 */
export function sampleLetter(paragraphs = 3): DocumentModel {
  return draftDocument({
    ...PLAIN,
    form: '信函',
    genre: '函',
    direction: '平行',
    head: { mark: ISSUER, number: '金圆党函〔2026〕3号', signers: [], secrecy: '', urgency: '特急' },
    title: '关于商请协助核实流动党员组织关系情况的函',
    recipients: ['中共厦门市思明区鹭江街道工作委员会'],
    body: [
      paragraphOf('因我集团所属党支部换届需要，现商请贵委协助核实下列流动党员的组织关系情况。'),
      ...Array.from({ length: paragraphs }, () => hanParagraph(28 * 3 - 2)),
      paragraphOf('请予函复为盼。'),
    ],
    attachmentNames: ['流动党员名单'],
    attachments: [
      {
        name: '流动党员名单',
        orientation: '纵向',
        blocks: [
          {
            kind: '表',
            columns: [
              { label: '序号', share: 1, align: '居中' },
              { label: '姓名', share: 2, align: '居中' },
              { label: '外出地点', share: 5, align: '居左' },
            ],
            rows: [
              ['1', '甲某', '厦门市思明区鹭江街道'],
              ['2', '乙某', '厦门市湖里区'],
            ],
          },
        ],
      },
    ],
    signature: { issuer: ISSUER, datedOn: '2026-09-14', mode: '用印' },
    colophon: { copies: ['集团纪委', '集团党群工作部', '集团人力资源部', '各直属党支部'], printer: ISSUER, printedOn: '2026-09-14' },
  })
}

/** 纪要：编号、编发机关、出席请假列席名单，版记。 */
export function sampleMinutes(paragraphs = 4): DocumentModel {
  return draftDocument({
    ...PLAIN,
    form: '纪要',
    genre: '纪要',
    head: { mark: '中共厦门金圆投资集团有限公司委员会会议纪要', number: '〔2026〕8号', signers: [], compiler: '中共金圆集团委员会办公室' },
    title: '研究党支部换届工作会议纪要',
    body: [
      paragraphOf('2026年9月14日，集团党委召开会议，研究党支部换届有关工作。现将会议议定事项纪要如下。'),
      ...Array.from({ length: paragraphs }, () => hanParagraph(28 * 4 - 2)),
    ],
    attendance: [
      { label: '出席', names: '江以恒、董念慈、王某某、李某某、欧阳某某、赵某某、钱某某、孙某某、周某某、吴某某' },
      { label: '请假', names: '郑某某（出差）' },
      { label: '列席', names: '党群工作部张某某，人力资源部陈某某' },
    ],
    signature: { issuer: ISSUER, datedOn: '2026-09-14', mode: '无' },
    colophon: { copies: ['集团纪委', '各直属党支部'], printer: `${ISSUER}办公室`, printedOn: '2026-09-15' },
  })
}

/** 公示：无版头，用印。 */
export function samplePublicity(): DocumentModel {
  return draftDocument({
    ...PLAIN,
    genre: '公示',
    title: '关于拟列为发展对象人选的公示',
    body: [
      paragraphOf('根据《中国共产党发展党员工作细则》有关规定，现将拟列为发展对象的人选情况公示如下。'),
      paragraphOf('公示期自2026年10月12日至10月16日（5个工作日）。如有意见，请向支部委员会反映。'),
    ],
    signature: { issuer: BRANCH, datedOn: '2026-10-10', mode: '用印' },
  })
}

/** 证明：抬头、不用印的落款。 */
export function sampleCertificate(): DocumentModel {
  return draftDocument({
    ...PLAIN,
    genre: '证明',
    title: '党员证明信',
    recipients: ['中共厦门市思明区鹭江街道工作委员会'],
    body: [paragraphOf('兹证明甲某同志系我支部中共正式党员，因公外出，请予接洽并安排参加组织生活。'), { kind: '顶格', text: '此致' }],
    signature: { issuer: BRANCH, datedOn: '2026-09-14', mode: '不用印' },
  })
}

/** 表单：居中副题、键值表、合并表头的表、签字行、居右一行、分页。 */
export function sampleStatement(): DocumentModel {
  const blocks: BlockInput[] = [
    { kind: '居中', text: '（2026年10月23日）' },
    {
      kind: '键值',
      pairs: [
        { label: '会议名称', value: '中共金圆大厦物业支部党员大会', isWide: true },
        { label: '应到会', value: '44人' },
        { label: '实到会', value: '41人' },
        { label: '会议地点', value: '三楼会议室' },
        { label: '主持人', value: '江以恒' },
        { label: '清点结果', value: '超过应到会有选举权党员的五分之四，可以进行选举。', isWide: true, lines: 4 },
      ],
    },
    paragraphOf('经清点，发出选票41张，收回41张，收回的选票不多于发出的选票，选举有效。'),
    {
      kind: '表',
      columns: [
        { label: '序号', share: 1, align: '居中' },
        { label: '候选人', share: 2, align: '居中' },
        { label: '赞成', share: 1.4, align: '居中', group: '得票' },
        { label: '不赞成', share: 1.4, align: '居中', group: '得票' },
        { label: '弃权', share: 1.4, align: '居中', group: '得票' },
        { label: '备注', share: 3, align: '居左' },
      ],
      rows: [
        ['1', '丁某', '40', '1', '0', ''],
        ['2', '江以恒', '41', '0', '0', '按得票多少为序，另行写入结果报告'],
        ['3', '𬭚某', '22', '19', '0', ''],
      ],
    },
    { kind: '注', text: '注：赞成票超过实到会有选举权人数的一半始得当选。' },
    { kind: '签字', fields: [{ label: '总监票人' }, { label: '监票人' }, { label: '计票人', blank: 6 }] },
    { kind: '签字', fields: [{ label: '主持人', value: '江以恒' }, { label: '记录人' }], align: '居右' },
    { kind: '空行' },
    { kind: '居右', text: '2026年10月23日' },
    { kind: '分页' },
    { kind: '居中', text: '清点选票报告单', face: '小标宋', size: '2号' },
    { kind: '空行' },
    { kind: '顶格', text: '大会主席团：', face: '黑体' },
    { kind: '标题', level: 1, text: '一、发出选票' },
    paragraphOf('共发出选票41张。'),
  ]
  return draftDocument({ ...PLAIN, title: '清点到会人数和选举结果报告单', body: blocks })
}

/** 选票：`perPage` 每面几张，`copies` 共几张。 */
export function sampleBallots(copies = 5, perPage = 2): DocumentModel {
  return draftDocument({
    ...PLAIN,
    body: [
      {
        kind: '选票',
        title: '中国共产党金圆大厦物业支部委员会委员选票',
        subtitle: '（候选人按姓氏笔画为序）',
        groups: [
          { label: '候选人', candidates: ['丁某', '王某某', '江以恒', '阿卜杜热西提·买买提', '欧阳某', '董念慈', '𬭚某'], spares: 3 },
        ],
        instructions: [
          '应选5名，候选人7名。赞成的在姓名上方空格内画“○”，不赞成的画“×”，弃权的不画任何符号。',
          '另选他人的，在“另选人”栏写明姓名，并在其上方空格内画“○”。所选人数多于5名的，该票无效。',
        ],
        seal: '（支部盖章）',
        copies,
        perPage,
      },
    ],
  })
}

/** 上行的报告。 */
export function sampleReport(): DocumentModel {
  return draftDocument({
    ...PLAIN,
    form: '文件',
    genre: '报告',
    direction: '上行',
    head: { mark: `${BRANCH}文件`, number: '物业支〔2026〕9号', signers: ['江以恒', '董念慈', '欧阳某'] },
    title: '关于金圆大厦物业支部委员会选举结果的报告',
    recipients: [ISSUER],
    body: [
      paragraphOf('根据《关于同意换届选举的批复》，我支部于2026年10月23日召开党员大会，选举产生新一届委员会。'),
      paragraphOf('特此报告。'),
    ],
    signature: { issuer: BRANCH, datedOn: '2026-10-24', mode: '用印' },
    colophon: { copies: [], printer: BRANCH, printedOn: '2026-10-24' },
  })
}

/** 下行的批复。 */
export function sampleReply(): DocumentModel {
  return draftDocument({
    ...PLAIN,
    form: '文件',
    genre: '批复',
    direction: '下行',
    head: { mark: `${ISSUER}文件`, number: '金圆党〔2026〕21号', signers: [] },
    title: '关于同意金圆大厦物业支部换届选举的批复',
    recipients: [BRANCH],
    body: [
      paragraphOf('你支部《关于召开党员大会进行换届选举的请示》（物业支〔2026〕7号）收悉。经研究，现批复如下。'),
      { kind: '段', lead: '一、', text: '同意你支部召开党员大会进行换届选举。' },
      { kind: '段', lead: '二、', text: '同意候选人预备人选。' },
      paragraphOf('此复。'),
    ],
    signature: { issuer: ISSUER, datedOn: '2026-09-20', mode: '用印' },
    colophon: { copies: ['集团纪委'], printer: `${ISSUER}办公室`, printedOn: '2026-09-20' },
  })
}
