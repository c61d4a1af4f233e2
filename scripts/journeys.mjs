// npm run journeys [-- 旅程文件或 Playwright 参数]：只跑端到端旅程。
import { ensureBuilt } from './build.mjs'
import { journeyEnvironment, node, TOOLS } from './steps.mjs'

const env = (await ensureBuilt()) ? journeyEnvironment() : null
process.exitCode = env && (await node([TOOLS.playwright, 'test', ...process.argv.slice(2)], env)) ? 0 : 1
