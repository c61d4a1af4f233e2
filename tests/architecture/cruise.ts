import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { DIRECTIONS } from './rules.ts'

export type Violation = { rule: string; from: string; to: string }

/** 在 `baseDirectory` 里从头走一遍依赖，返回违反方向的引用。 */
export async function violationsIn(baseDirectory: string): Promise<{ violations: Violation[]; moduleCount: number }> {
  const { output } = await cruise(['shared', 'electron', 'renderer', 'migrations'], {
    baseDir: baseDirectory,
    validate: true,
    ruleSet: { forbidden: DIRECTIONS },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  })
  const { summary, modules } = output as ICruiseResult
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  return { violations, moduleCount: modules.filter(({ source }) => !source.includes('node_modules')).length }
}
