import type { Block } from '../../shared/document/block.ts'
import { draftDocument, type DocumentModel } from '../../shared/document/model.ts'

/** 全是汉字、没有标点的长段：每行应恰好 28 字。 */
const HAN = '支部建设年活动开展以来各级党组织坚持党要管党从严治党落实主体责任强化政治功能和组织功能推动基层党建工作全面进步全面过硬'

export function hanParagraph(length: number): Block {
  return { kind: '段', lead: '', leadLevel: 1, text: HAN.repeat(Math.ceil(length / HAN.length)).slice(0, length) }
}

export function paragraphOf(text: string): Block {
  return { kind: '段', lead: '', leadLevel: 1, text }
}

/** 下行通知：正文长到跨三面以上，带两行抄送。 */
export function longNotice(paragraphs = 12): DocumentModel {
  return draftDocument({
    genre: '通知',
    direction: '下行',
    head: { mark: '中共厦门金圆投资集团有限公司委员会文件', number: '金圆党〔2026〕12号', signers: [] },
    title: '关于印发《厦门金圆投资集团有限公司开展党支部基本建设年活动实施方案》的通知',
    recipients: ['信托公司党总支', '各直属党支部'],
    body: [
      paragraphOf('为深入贯彻落实党中央关于加强党的基层组织建设的部署，现将有关事项通知如下。'),
      { kind: '标题', level: 1, text: '一、目标要求' },
      { kind: '标题', level: 2, text: '（一）总体要求' },
      ...Array.from({ length: paragraphs }, () => hanParagraph(28 * 6 - 2)),
      paragraphOf('特此通知。'),
    ],
    attachmentNames: [],
    attachments: [],
    signature: { issuer: '中共厦门金圆投资集团有限公司委员会', datedOn: '2026-04-27' },
    note: '此件公开发布',
    colophon: {
      copies: ['中共厦门市财政局直属机关委员会', '集团纪委', '集团党群工作部', '集团人力资源部', '集团工会', '集团团委', '各全资控股企业'],
      printer: '中共厦门金圆投资集团有限公司委员会办公室',
      printedOn: '2026-04-27',
    },
  })
}

/** 上行请示：签发人、一件横向表和一件纵向文字附件，含生僻字。 */
export function shortRequest(): DocumentModel {
  return draftDocument({
    genre: '请示',
    direction: '上行',
    head: { mark: '中共金圆大厦物业支部委员会文件', number: '物业支〔2026〕7号', signers: ['江以恒'] },
    title: '关于召开党员大会进行换届选举的请示',
    recipients: ['中共厦门金圆投资集团有限公司委员会'],
    body: [
      paragraphOf(
        '根据《中国共产党章程》和《中国共产党支部工作条例（试行）》有关规定，我支部拟召开党员大会进行换届选举，现将有关事项请示如下。',
      ),
      { kind: '段', lead: '一、届期情况。', leadLevel: 1, text: '第四届支部委员会于2023年6月16日选举产生，任期三年，2026年6月16日届满。' },
      {
        kind: '段',
        lead: '二、大会安排。',
        leadLevel: 1,
        text: '拟于2026年10月23日在三楼会议室召开党员大会，党员𠮷某某（“𬭚”字辈）请假。',
      },
      paragraphOf('妥否，请批示。'),
    ],
    attachmentNames: ['候选人预备人选名册', '应到会人数说明'],
    attachments: [
      {
        name: '候选人预备人选名册',
        orientation: '横向',
        blocks: [
          {
            kind: '表',
            columns: [
              { label: '序号', share: 1, align: '居中' },
              { label: '姓名', share: 2, align: '居中' },
              { label: '现任职务', share: 5, align: '居左' },
            ],
            rows: Array.from({ length: 40 }, (_, index) => [
              String(index + 1),
              `𠮷${index + 1}`,
              '金圆大厦物业服务有限公司综合管理部副经理',
            ]),
          },
        ],
      },
      { name: '应到会人数说明', orientation: '纵向', blocks: [paragraphOf('应到会有选举权的党员44名。')] },
    ],
    signature: { issuer: '中共金圆大厦物业支部委员会', datedOn: '2026-09-14' },
    note: '联系人：董念慈；电话：0592-5550137',
    colophon: { copies: [], printer: '中共金圆大厦物业支部委员会', printedOn: '2026-09-14' },
  })
}
