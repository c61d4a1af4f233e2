import type { CallError } from './client.ts'

/** 契约字段名 → 表单上的叫法；后端按字段名指出问题，给人看时一律换成中文。 */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  address: '家庭住址',
  adminPost: '行政职务',
  approvalDocumentNo: '批准文号',
  approvedOn: '批复日期',
  approver: '批准机关',
  attendance: '签到',
  authorizedBy: '授权人',
  basis: '依据',
  birthOn: '出生日期',
  branchId: '党支部',
  category: '人员类别',
  code: '编码',
  collected: '收回票数',
  confirmedBy: '确认人',
  contactName: '联系人',
  contactPhone: '联系电话',
  content: '事项',
  contents: '意见',
  coveredUnits: '覆盖单位',
  dissolvedOn: '撤并日期',
  documentCode: '机关代字',
  documentNo: '文号',
  doneOn: '办理日期',
  dueOn: '时限',
  duty: '分工',
  education: '学历',
  effectiveOn: '生效日期',
  eHomeOn: '党建e家登记日期',
  electedOn: '选举日期',
  endReason: '卸任原因',
  endsAt: '结束时间',
  establishedOn: '成立日期',
  establishmentDocumentNo: '成立批复文号',
  ethnicity: '民族',
  feedbackOn: '反馈日期',
  file: '文件',
  floatingTo: '流动去向',
  form: '组建形式',
  fromOn: '起始日期',
  fullName: '党委全称',
  fullOn: '转正日期',
  gender: '性别',
  groupId: '党小组',
  guests: '列席人员',
  heldOn: '日期',
  hostName: '主持人',
  identityNumber: '公民身份号码',
  issued: '发出票数',
  job: '工作岗位',
  joinedOn: '入党日期',
  kind: '类别',
  landline: '固定电话',
  letterheadName: '红头上的发文机关名称',
  level: '层级',
  lostOn: '失去联系日期',
  means: '方式',
  measure: '整改措施',
  memberId: '党员',
  memberIds: '人员',
  mergedIntoId: '并入的党组织',
  mobile: '手机',
  month: '月份',
  name: '名称',
  narrative: '整体记录',
  newEndOn: '批准的日期',
  nonpartyStaffTotal: '非党员职工数',
  note: '说明',
  occurredOn: '发生日期',
  organizationId: '党组织',
  parentId: '上级党组织',
  place: '地点',
  plannedOn: '拟开日期',
  points: '谈话要点',
  pointsCenti: '分值',
  postponeReason: '顺延原因',
  printingOffice: '印发机关',
  problem: '问题',
  ratioPermyriad: '得分率',
  reason: '原因',
  recorderName: '记录人',
  remark: '备注',
  resultReportNo: '选举结果批复文号',
  seatCount: '委员职数',
  seq: '第几届',
  shortName: '简称',
  signer: '签发人',
  staffTotal: '职工总数',
  startsAt: '开始时间',
  submittedOn: '提交日期',
  superiorName: '上级党组织全称',
  talkerIds: '谈话人',
  theme: '主题',
  title: '职务',
  types: '类型',
  unitType: '单位类别',
  untilOn: '卸任日期',
  valid: '有效票数',
  weightCenti: '权重',
  year: '年度',
}

/** `profile.name` → 名称；后端已经用中文指明的（如“第 12 行出生日期”）原样用。 */
export function placeName(place: string): string {
  if (/[\u4e00-\u9fff]/.test(place)) return place
  // 议题的题目也叫 title，与别处的“职务”同名：先说是第几题。
  const topic = /(?:^|\.)topics\.(\d+)/.exec(place)?.[1]
  if (topic !== undefined) return `第 ${Number(topic) + 1} 题`
  const parts = place.split('.').filter((part) => !/^\d+$/.test(part))
  for (const part of parts.toReversed()) {
    const name = FIELD_NAMES[part]
    if (name !== undefined) return name
  }
  return '有一格'
}

/** 给人看的一句话：入参不合要求时后端的句子里是字段名，这里改说“几处没填对”。 */
export function errorText(error: CallError): string {
  return error.code === 'INVALID_INPUT' ? `有 ${error.problems.length} 处没填对，什么也没有写入。` : error.message
}

/** 逐处的说明，已换成中文叫法；一处且话已说全的不重复列。 */
export function errorLines(error: CallError): readonly string[] {
  if (error.code !== 'INVALID_INPUT' && error.problems.length < 2) return []
  return error.problems.map((problem) => `${placeName(problem.place)}：${problem.message}`)
}
