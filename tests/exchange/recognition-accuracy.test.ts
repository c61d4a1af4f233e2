import { describe, expect, it } from 'vitest'
import { recognizeSheet, type RecognitionContext } from '../../shared/exchange/roster-layout.ts'
import { LAYOUT_FIXTURES, sheetOf, type LayoutFixture } from './layout-fixtures.ts'

const CONTEXT: RecognitionContext = { today: '2026-09-14', choices: new Map(), layouts: new Map() }

type Verdict = { readonly heading: string; readonly answer: string; readonly got: string; readonly reason: string }

/** 逐列与人工标注对照：取了哪个字段，或请人确认哪个字段。 */
function verdictsOf(fixture: LayoutFixture): Verdict[] {
  const { reading } = recognizeSheet(sheetOf(fixture), CONTEXT)
  return fixture.columns.map(([heading, , answer], column) => {
    const found = reading.columns.find((each) => each.column === column)
    const got = found?.field ?? (found?.confidence === '待确认' && found.suggestion !== null ? `?${found.suggestion}` : '')
    return { heading, answer, got, reason: found?.reason ?? '没有认到这一列' }
  })
}

const results = LAYOUT_FIXTURES.map((fixture) => ({ fixture, verdicts: verdictsOf(fixture) }))

describe('识别正确率：与手工标注逐列对照', () => {
  it.each(results.map(({ fixture, verdicts }) => [fixture.name, verdicts] as const))('%s', (_, verdicts) => {
    expect(verdicts.filter(({ answer, got }) => answer !== got)).toEqual([])
  })

  it('版式不少于 40 种，名字不重', () => {
    expect(new Set(LAYOUT_FIXTURES.map(({ name }) => name)).size).toBe(LAYOUT_FIXTURES.length)
    expect(LAYOUT_FIXTURES.length).toBeGreaterThanOrEqual(40)
  })

  it('打印对照表', () => {
    const lines = results.map(({ fixture, verdicts }) => {
      const right = verdicts.filter(({ answer, got }) => answer === got).length
      const taken = verdicts.filter(({ answer }) => answer !== '' && !answer.startsWith('?')).length
      return `${String(right).padStart(3)}/${String(verdicts.length).padEnd(3)} 该取 ${String(taken).padStart(2)} 列　${fixture.name}`
    })
    const columns = results.flatMap(({ verdicts }) => verdicts)
    const right = columns.filter(({ answer, got }) => answer === got).length
    // 放错字段比没认出来严重得多：单独数出来。
    const misplaced = columns.filter(({ answer, got }) => got !== '' && !got.startsWith('?') && got !== answer).length
    process.stdout.write(
      `${lines.join('\n')}\n合计 ${results.length} 种版式、${columns.length} 列：认对 ${right} 列，放错字段 ${misplaced} 列。\n`,
    )
    expect(misplaced).toBe(0)
    expect(right / columns.length).toBeGreaterThanOrEqual(0.98)
  })
})
