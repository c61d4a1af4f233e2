/** 动到这些表的操作撤不回，与理由、该走的路。 */
const NOT_UNDOABLE: Readonly<Record<string, string>> = {
  document: '公文的登记、更正、作废都要留在版本链上，文号不能倒退；请到公文登记簿更正或作废。',
  documentVersion: '公文的登记、更正、作废都要留在版本链上，文号不能倒退；请到公文登记簿更正或作废。',
  documentEvent: '签发、用印、送达的记录要留痕；记错的请到公文登记簿撤下，写明原因。',
  numberReservation: '文号的预留、补号、作废都要留在登记簿上，编号不能倒退；请到公文登记簿办理。',
  closedMonthChange: '月结以后的改动要写明理由与授权，撤销也一样；请到这次活动再改一次。',
  monthClosing: '月结与重开要留痕；请到组织生活台账重开这个月，写明原因。',
  assessmentFreeze: '考核的冻结与解冻要写明理由与授权；请到考核页办理。',
  protectedChange: '已冻结考核、已签发公文的改动要写明理由与授权，撤销也一样；请到原处再改一次。',
  account: '登录身份与口令的改动撤不回；请到“登录身份”再改。',
}

/** 只有“增”撤不回的表：取了号。 */
const NUMBERED: Readonly<Record<string, string>> = {
  incoming: '收文编号不能倒退；登记错的请到收文撤下，写明原因。',
}

/** 看原文、导出一类只留痕、不改内容的命令，没有可撤的。 */
const NOTHING_CHANGED = '这一步只留痕、没有改动登记的内容（查看原文、导出、备份、恢复一类），没有可撤的。'

/**
 * 一步操作为什么撤不得；撤得为空串。
 * @param touched 动到的表与动作，如 `member 改`。
 */
export function undoObstacle(touched: Iterable<string>): string {
  let isEmpty = true
  for (const each of touched) {
    isEmpty = false
    const [table = '', action = ''] = each.split(' ')
    const reason = NOT_UNDOABLE[table] ?? (action === '增' ? NUMBERED[table] : undefined)
    if (reason !== undefined) return reason
  }
  return isEmpty ? NOTHING_CHANGED : ''
}
