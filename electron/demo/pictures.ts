import { crc32, deflateSync } from 'node:zlib'
import { SeededRandom } from './seeded-random.ts'

/** 演示用的会场照片：程序画的，红色横幅、几排座位，不是任何真人真景。同一个种子画出同一张。 */
export function venuePicture(seed: string, width: number, height: number): Uint8Array {
  const random = new SeededRandom(seed)
  const banner = random.integer(4, 9)
  const rows = random.integer(3, 5)
  const wall = random.integer(205, 235)
  const seat = random.integer(60, 140)
  const pixels = Buffer.alloc((1 + width * 3) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [across, down] = [x / width, y / height]
      pixels.set(colorAt(across, down, { banner, rows, wall, seat }), y * (1 + width * 3) + 1 + x * 3)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

type Scene = { readonly banner: number; readonly rows: number; readonly wall: number; readonly seat: number }
type Rgb = readonly [number, number, number]

function colorAt(across: number, down: number, { banner, rows, wall, seat }: Scene): Rgb {
  if (down < 0.16) {
    const isGlyph = across > 0.12 && across < 0.88 && down > 0.04 && down < 0.12 && Math.floor(across * banner * 3) % 2 === 0
    return isGlyph ? [244, 214, 120] : [168, 24, 28]
  }
  if (down < 0.4) {
    const isScreen = across > 0.33 && across < 0.67 && down > 0.19
    return isScreen ? [236, 240, 244] : [wall, wall - 6, wall - 16]
  }
  const row = Math.floor(((down - 0.4) / 0.6) * rows)
  const [inRow, inSeat] = [(((down - 0.4) / 0.6) * rows) % 1, (across * (10 - row)) % 1]
  const isHead = (inSeat - 0.5) ** 2 + (inRow - 0.35) ** 2 < 0.045
  const isBody = inSeat > 0.25 && inSeat < 0.75 && inRow > 0.55
  return isHead ? [212, 178, 150] : isBody ? [seat, seat + 10, seat + 30] : [186, 170, 148]
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(content.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
