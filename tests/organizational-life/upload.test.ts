import { expect, it } from 'vitest'
import { HEAD_BYTES, MAX_FILE_BYTES, refusalAtSight } from '../../shared/contract/upload.ts'

const head = (text: string) => new Uint8Array(Buffer.from(text, 'latin1')).subarray(0, HEAD_BYTES)
const JPG = head('\u00ff\u00d8\u00ff\u00e0')

it.each([
  ['刚好 20 兆', MAX_FILE_BYTES, ''],
  ['多一个字节', MAX_FILE_BYTES + 1, '超过一个附件 20 兆的上限'],
  ['空文件', 0, '零字节'],
])('选文件时就看得出：%s', (_name, byteCount, why) => {
  const refusal = refusalAtSight(byteCount, byteCount === 0 ? head('') : JPG)
  expect(why === '' ? refusal === '' : refusal.includes(why)).toBe(true)
})

it.each(['heic', 'heix', 'mif1', 'msf1', 'hevc'])('苹果手机的 %s 照片不论叫什么名字都认得，告诉人另存成 JPG', (brand) => {
  expect(refusalAtSight(1000, head(`\0\0\0\u0018ftyp${brand}\0\0\0\0`))).toContain('另存成 JPG')
})

it('同样是 ISO 媒体盒子、不是照片的不当 HEIC', () => {
  expect(refusalAtSight(1000, head('\0\0\0\u0018ftypisom\0\0\0\0'))).toBe('')
})
