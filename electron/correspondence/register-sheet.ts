import type { NumberGap } from '../../shared/correspondence/numbers.ts'
import type { RegisteredDocument } from '../../shared/correspondence/register-contract.ts'
import { cssFamily } from '../document/fonts.ts'
import { inNumberOrder, REGISTER_COLUMNS, registerCells } from './register-workbook.ts'

const PRINTED = REGISTER_COLUMNS.slice(0, 9)

/** 一年的发文登记簿排成可打印的横向 A4：表头每面重复，行不拆面。自足，不引外部资源。 */
export function registerSheet(year: number, unitName: string, rows: readonly RegisteredDocument[], gaps: readonly NumberGap[]): string {
  const body = inNumberOrder(rows)
    .map(
      (row, index) =>
        `<tr${row.status === '已作废' ? ' class="void"' : ''}><td>${index + 1}</td>${registerCells(row).slice(0, PRINTED.length).map(cell).join('')}</tr>`,
    )
    .join('')
  const gapText = gaps.length === 0 ? '没有缺号。' : gaps.map(({ number, kind, text }) => `${number}（${kind}：${text}）`).join('；')
  return `<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<title>${escape(`${year}年发文登记簿`)}</title>
<style>
@page { size: 297mm 210mm; margin: 18mm 12mm 14mm }
* { box-sizing: border-box; margin: 0 }
body { font: 10pt/15pt ${cssFamily('宋体')}; color: #000 }
h1 { font: 18pt/26pt ${cssFamily('小标宋')}; text-align: center }
.unit { display: flex; justify-content: space-between; margin: 2mm 0 }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: .5pt solid #000; padding: 1.2mm 1mm; text-align: center; overflow-wrap: anywhere; vertical-align: middle }
th { font-family: ${cssFamily('黑体')}; font-weight: normal }
td:nth-child(3), td:nth-child(6) { text-align: left }
tr.void td { color: #555 }
.gaps { margin-top: 3mm }
</style>
</head>
<body>
<h1>${year}年发文登记簿</h1>
<p class="unit"><span>${escape(unitName)}</span><span>共 ${rows.length} 件</span></p>
<table>
<colgroup>${[10, 34, 56, 13, 40, 40, 17, 22, 24, 17].map((width) => `<col style="width:${width}mm">`).join('')}</colgroup>
<thead><tr><th>序</th>${PRINTED.map((label) => `<th>${label}</th>`).join('')}</tr></thead>
<tbody>${body}</tbody>
</table>
<p class="gaps">缺号：${escape(gapText)}</p>
</body>
</html>
`
}

function cell(text: string): string {
  return `<td>${escape(text)}</td>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
