// npm run check：提交前的一条命令。类型、代码检查、格式、架构与不需要浏览器和构建产物的测试。
import { node, staticChecks, step, TOOLS } from './steps.mjs'

/** 要起进程、要构建产物的几组留给 npm test。 */
const SLOW = ['tests/contract/**', 'tests/host/**', 'tests/electron-app/**', 'tests/packaging/**', 'tests/demo/**']

const outcomes = [
  ...(await staticChecks()),
  await step('架构与快速测试', () => node([TOOLS.vitest, 'run', ...SLOW.flatMap((pattern) => ['--exclude', pattern])])),
]
process.exitCode = outcomes.every(Boolean) ? 0 : 1
