/** 各表对人怎么叫；备份与现有数据逐项比多少时用。 */
const RECORD_NAMES: Readonly<Record<string, string>> = {
  setting: '设置',
  journal: '操作日志',
  organization: '党组织',
  organizationVersion: '党组织沿革',
  member: '党员',
  memberAssignment: '党员编入记录',
  importBatch: '旧版导入批次',
  importChange: '旧版导入明细',
  changeBatch: '变更批次',
  batchChange: '变更明细',
  importResult: '导入逐行结果',
  term: '届次',
  termApproval: '届次批复',
  termMilestone: '换届节点',
  post: '任职',
  document: '公文',
  documentVersion: '公文旧版',
  documentEvent: '签发用印送达记录',
  numberReservation: '预留与作废的文号',
  incoming: '收文',
  incomingFile: '收文附件',
  keptFile: '留存的原件',
  replyLink: '批复挂接',
  documentDraft: '公文草稿',
  documentDraftChange: '草稿改动记录',
  documentTemplate: '红头模板',
  assessmentScheme: '考核方案',
  assessmentRating: '考核评分',
  assessmentAdjustment: '考核加减分',
  assessmentVeto: '一票否决',
  findingClosure: '发现的关闭',
  manualCheck: '勾核登记',
}

/** 表的中文名；还没起名的表给出原名，不漏报。 */
export function recordName(table: string): string {
  return RECORD_NAMES[table] ?? `其他（${table}）`
}
