import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { annualPackage } from './annual-package.ts'
import { encryptionCost } from './encryption-cost.ts'
import { firstPreview } from './first-preview.ts'
import { groupFindings } from './group-findings.ts'
import { groupHealth, groupHealthChange } from './group-health.ts'
import { measureInChildren, measureInThisProcess, type Measure, type Reading } from './measure.ts'
import { nameSearch } from './name-search.ts'
import { officialDocuments } from './official-documents.ts'
import { attachmentCheck, ledgerExport, lifeFindings, lifeMatrix, lifeSearch } from './organizational-life.ts'
import { rosterImport } from './roster-import.ts'

const MEASURES: readonly Measure[] = [
  rosterImport,
  groupFindings,
  officialDocuments,
  firstPreview,
  annualPackage,
  nameSearch,
  groupHealth,
  groupHealthChange,
  lifeMatrix,
  lifeFindings,
  ledgerExport,
  lifeSearch,
  attachmentCheck,
  ...encryptionCost,
]

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    // 以下两项由本程序开子进程时自己给。
    stage: { type: 'string' },
    directory: { type: 'string' },
  },
})
const chosen = values.only === undefined ? MEASURES : MEASURES.filter((measure) => measure.name === values.only)
const [first] = chosen
if (!first) {
  process.stderr.write(`没有“${values.only ?? ''}”这一项，可选：${MEASURES.map((measure) => measure.name).join('、')}\n`)
  process.exitCode = 1
} else if (values.stage === 'prepare') {
  await first.prepare(values.directory ?? '')
} else if (values.stage === 'measure') {
  process.stdout.write(JSON.stringify(await measureInThisProcess(first, values.directory ?? '')))
} else {
  for (const measure of chosen) {
    try {
      const reading = measureInChildren(fileURLToPath(import.meta.url), measure.name)
      process.stdout.write(`${values.json ? JSON.stringify(reading) : sentence(measure, reading)}\n`)
    } catch (error) {
      process.stderr.write(`${measure.title}没有测成：${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 1
    }
  }
}

function sentence(measure: Measure, { ms, floorMs, ratio, peakRssMiB }: Reading): string {
  return `${measure.title}（${measure.name}）：${ms} 毫秒；下限“${measure.floorTitle}”${floorMs} 毫秒；比值 ${ratio}；峰值内存 ${peakRssMiB} MiB`
}
