/** 组织生活会、民主评议页里填过的带出来；没有填过的留空。 */
export function planned(text: string): { derived: string; derivedFrom: string } {
  return text === '' ? { derived: '', derivedFrom: '' } : { derived: text, derivedFrom: '组织生活会' }
}

/** 句中引用一条问题、措施：去掉句末标点。 */
export function clause(text: string): string {
  return text.replace(/[。；，、！？\s]+$/, '').replaceAll('\n', '；')
}
