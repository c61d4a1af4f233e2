import { afterEach, expect, test } from 'vitest'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { createHost } from '../../electron/host/http.ts'

let server: Server | undefined

afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

test('失控的脚本会撞上速率上限，过一会儿又能用', async () => {
  let now = 0
  server = createHost({ dispatch: () => Promise.resolve({ ok: true, value: 1 }), bundleRoot: '/nowhere', key: 'k', elapsed: () => now })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const call = async () => {
    const headers = { 'content-type': 'application/json', 'x-jishi-key': 'k' }
    const response = await fetch(`http://127.0.0.1:${port}/rpc/settings.overview`, { method: 'POST', headers, body: '{}' })
    await response.text()
    return response.status
  }
  const statuses: number[] = []
  for (let sent = 0; sent < 601; sent += 1) statuses.push(await call())
  expect(statuses.slice(0, 600).every((status) => status === 200)).toBe(true)
  expect(statuses[600]).toBe(429)
  now = 5
  expect(await call()).toBe(200)
  expect(await call()).toBe(429)
})

test('没有密钥的再多，也不占用户的份额', async () => {
  server = createHost({ dispatch: () => Promise.resolve({ ok: true, value: 1 }), bundleRoot: '/nowhere', key: 'k', elapsed: () => 0 })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const call = async (key: string) => {
    const headers = { 'content-type': 'application/json', 'x-jishi-key': key }
    const response = await fetch(`http://127.0.0.1:${port}/rpc/settings.overview`, { method: 'POST', headers, body: '{}' })
    await response.text()
    return response.status
  }
  const statuses: number[] = []
  for (let sent = 0; sent < 601; sent += 1) statuses.push(await call('wrong'))
  expect(statuses.slice(0, 600).every((status) => status === 401)).toBe(true)
  expect(statuses[600]).toBe(429)
  expect(await call('k')).toBe(200)
})
