import { describe, expect, test } from 'vitest'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { renderHtml } from '../../electron/document/render-html.ts'
import { docxOf, inspectionOf, pagesOf } from '../../electron/document/render-pool.ts'
import { longNotice, paragraphOf, shortRequest } from './sample-documents.ts'
import { sampleBallots } from './sample-forms.ts'

/** 本线程至今用了多少处理器时间（毫秒）；机器忙不忙都一样。 */
function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** 主线程一口气最多干了多久（毫秒，处理器时间）：定时器每次轮到时，看上次以来干了多少。 */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = worked()
  const timer = setInterval(() => {
    const now = worked()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  try {
    await work()
  } finally {
    longest = Math.max(longest, worked() - last)
    clearInterval(timer)
  }
  return longest
}

const BATCH = 200

describe('在工作线程里排版', () => {
  test('与在本线程里排的逐字节相同', async () => {
    expect(Buffer.from(await docxOf(shortRequest())).equals(Buffer.from(renderDocx(shortRequest())))).toBe(true)
    expect(await pagesOf(longNotice())).toBe(renderHtml(longNotice()))
  })

  test('自检在工作线程里开，连同本机字体', async () => {
    const items = await inspectionOf({ ...shortRequest(), body: [paragraphOf('党员\u{2fffd}某某。')] })
    expect(items.some((item) => item.message.includes('结语'))).toBe(true)
  })

  test(`一批 ${BATCH} 份：主线程最长停顿不到自己排的一成`, { timeout: 60_000 }, async () => {
    const models = Array.from({ length: BATCH }, (_, index) => longNotice(index % 12))
    await docxOf(longNotice())
    const started = worked()
    for (const model of models) renderDocx(model)
    const alone = worked() - started
    const stall = await longestStall(() => Promise.all(models.map((model) => docxOf(model))))
    console.info(`自己排 ${Math.round(alone)} 毫秒，其间界面全停；交给工作线程，主线程最长停 ${Math.round(stall)} 毫秒`)
    expect(stall).toBeLessThan(Math.max(100, alone / 10))
  })

  test('几百张选票：主线程不停顿，每面都有', { timeout: 60_000 }, async () => {
    const model = sampleBallots(600, 2)
    let html = ''
    const stall = await longestStall(async () => {
      await docxOf(model)
      html = await pagesOf(model)
    })
    expect(html.match(/<section /g)).toHaveLength(300)
    expect(html.match(/委员选票/g)).toHaveLength(600)
    expect(stall).toBeLessThan(200)
  })
})
