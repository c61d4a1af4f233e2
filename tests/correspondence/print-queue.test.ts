import { expect, it } from 'vitest'
import type { PdfPrinter } from '../../electron/document/pdf-printer.ts'
import { PrintQueue } from '../../electron/document/print-queue.ts'

/** 由测试放行的打印器：记下同时在排几份、哪些被叫停。 */
function heldPrinter() {
  const waiting = new Map<string, { finish: () => void; fail: (error: Error) => void }>()
  const stopped: string[] = []
  let most = 0
  const printer: PdfPrinter = {
    print: (html, signal) =>
      new Promise((resolve, reject) => {
        const done = (act: () => void) => () => {
          if (waiting.delete(html)) act()
        }
        waiting.set(html, {
          finish: done(() => resolve(new TextEncoder().encode(html))),
          fail: (error) => done(() => reject(error))(),
        })
        most = Math.max(most, waiting.size)
        signal.addEventListener(
          'abort',
          done(() => {
            stopped.push(html)
            reject(new Error('已取消'))
          }),
          { once: true },
        )
      }),
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return { printer, waiting, stopped, turn, most: () => most }
}

it('一批里同时最多排两份，排完一份才放下一份；取回的各归各', async () => {
  const held = heldPrinter()
  const queue = new PrintQueue(held.printer, new AbortController().signal)
  await queue.put('甲', '甲')
  await queue.put('乙', '乙')
  let isIn = false
  const third = queue.put('丙', '丙').then(() => {
    isIn = true
  })
  await held.turn()
  expect([isIn, [...held.waiting.keys()]]).toEqual([false, ['甲', '乙']])
  held.waiting.get('乙')?.finish()
  await third
  for (const name of ['甲', '丙']) held.waiting.get(name)?.finish()
  const printed = await queue.all()
  expect([...printed].map(([key, bytes]) => [key, new TextDecoder().decode(bytes)]).toSorted()).toEqual(
    ['甲', '乙', '丙'].map((name) => [name, name]).toSorted(),
  )
  expect(held.most()).toBe(2)
})

it('有一份不成：另一份停下，后面的不再放，抛的是那一份的错误', async () => {
  const held = heldPrinter()
  const queue = new PrintQueue(held.printer, new AbortController().signal)
  await queue.put('甲', '甲')
  await queue.put('乙', '乙')
  held.waiting.get('甲')?.fail(new Error('浏览器没有排出 PDF'))
  await expect(queue.put('丙', '丙')).rejects.toThrow('浏览器没有排出 PDF')
  expect([held.stopped, held.waiting.size]).toEqual([['乙'], 0])
  await expect(queue.all()).rejects.toThrow('浏览器没有排出 PDF')
})

it('人取消：在排的都停，等停稳了才回来', async () => {
  const held = heldPrinter()
  const cancelling = new AbortController()
  const queue = new PrintQueue(held.printer, cancelling.signal)
  await queue.put('甲', '甲')
  cancelling.abort()
  await expect(queue.all()).rejects.toThrow('已取消')
  await queue.abandon()
  expect([held.stopped, held.waiting.size]).toEqual([['甲'], 0])
})
