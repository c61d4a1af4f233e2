const STYLE = /<style>([^]*?)<\/style>/
const BODY = /<body>([^]*)<\/body>/

/**
 * 几份分页 HTML 合成一份，各面依次相接：一次排成一份 PDF，批量打印时不必逐份点。
 * 只合同一个写手排出来的（样式相同）；不同的合在一起版面会乱，是程序错误。
 */
export function mergedHtml(title: string, documents: readonly string[]): string {
  const styles = new Set(documents.map((html) => STYLE.exec(html)?.[1] ?? ''))
  if (styles.size !== 1) throw new Error('要合并的公文样式不一致')
  const [style = ''] = styles
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<title>${escaped}</title>
<style>${style}</style>
</head>
<body>${documents.map((html) => BODY.exec(html)?.[1] ?? '').join('')}</body>
</html>
`
}
