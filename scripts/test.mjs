// npm test：全部检查，一步不落地跑完再报总账；任一步失败则退出码 1。最后一行固定为“N passed, N failed”。
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBuilt, root } from './build.mjs'
import { journeyEnvironment, node, staticChecks, step, TOOLS } from './steps.mjs'

const reports = path.join(root, 'test-results')
const vitestReport = path.join(reports, 'vitest.json')
const playwrightReport = path.join(reports, 'playwright.json')

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** 单元与契约测试的数字；一个文件在收集阶段就坏了，也算一次失败。 */
function vitestCounts() {
  const report = readReport(vitestReport)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** 旅程的数字；重试后才过的（flaky）算失败。 */
function playwrightCounts() {
  const stats = readReport(playwrightReport)?.stats
  if (!stats) return { passed: 0, failed: 1, skipped: 0 }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const startedAt = Date.now()
const outcomes = []
outcomes.push(await step('构建', () => ensureBuilt({ isQuiet: true })))
// 演示集团造一次要十几秒，趁静态检查时备好；没造成的话用到它的测试自会报出来。
const [checks] = await Promise.all([staticChecks(), node([path.join(root, 'tests', 'kit', 'warm-demo.ts')])])
outcomes.push(...checks)
const environment = journeyEnvironment()
const isUnitPassed = await step('规则、用例与契约测试', () =>
  node([TOOLS.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`], environment ?? {}),
)
const isJourneyPassed = await step('端到端旅程', () =>
  environment ? node([TOOLS.playwright, 'test'], { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport }) : false,
)

const unit = vitestCounts()
const journey = playwrightCounts()
const brokenSteps =
  outcomes.filter((isPassed) => !isPassed).length +
  (isUnitPassed || unit.failed > 0 ? 0 : 1) +
  (isJourneyPassed || journey.failed > 0 ? 0 : 1)
const failed = unit.failed + journey.failed + brokenSteps

console.log(`\n合计用时 ${((Date.now() - startedAt) / 1000).toFixed(1)} 秒`)
if (!environment?.JISHI_ELECTRON)
  console.log('未跑：真 Electron 上的同一套旅程（要有 Electron 本体与图形界面；在桌面上运行一次 npm start 下载后即会包含）。')
if (unit.skipped + journey.skipped > 0) console.log(`跳过 ${unit.skipped + journey.skipped} 项。`)
console.log(`${unit.passed + journey.passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
