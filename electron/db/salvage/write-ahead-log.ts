/** 预写日志里的一页：`isSound` 为这一帧的校验和对得上。 */
export type LoggedPage = { readonly bytes: Buffer; readonly isSound: boolean }

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682

/**
 * 读预写日志（SQLite 文件格式第 4 节）里已提交的各页，同一页取最后一次。
 * SQLite 遇到第一处校验不符就当后面都没有，已提交的也一起丢；抢救时凭盐值认出同一轮的各帧，接着读到最后一次提交，
 * 校验不符的那一帧记为存疑。文件头坏了就用第一帧的盐值。
 */
export function committedPages(log: Buffer, pageSize: number): Map<number, LoggedPage> {
  const pages = new Map<number, LoggedPage>()
  const frameBytes = FRAME_HEADER_BYTES + pageSize
  if (log.length < HEADER_BYTES + frameBytes) return pages
  const hasHeader = (log.readUInt32BE(0) & ~1) >>> 0 === MAGIC
  const isBigEndian = hasHeader && (log.readUInt32BE(0) & 1) === 1
  const salts = saltsOf(log, hasHeader, frameBytes)
  let pending: [number, LoggedPage][] = []
  for (let at = HEADER_BYTES, previous = 24; at + frameBytes <= log.length; previous = at + 16, at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break
    const number = log.readUInt32BE(at)
    if (number === 0) continue
    const bytes = log.subarray(at + FRAME_HEADER_BYTES, at + frameBytes)
    pending.push([number, { bytes, isSound: isSound(log, at, previous, pageSize, isBigEndian) }])
    // 第二个字不为零的帧是一次提交的末尾；没有提交的不要。
    if (log.readUInt32BE(at + 4) === 0) continue
    for (const [page, logged] of pending) pages.set(page, logged)
    pending = []
  }
  return pages
}

function saltsOf(log: Buffer, hasHeader: boolean, frameBytes: number): Buffer {
  const inHeader = log.subarray(16, 24)
  const inFrames = [0, 1]
    .map((index) => HEADER_BYTES + index * frameBytes + 8)
    .filter((at) => at + 8 <= log.length)
    .map((at) => log.subarray(at, at + 8))
  if (hasHeader && inFrames.some((each) => each.equals(inHeader))) return inHeader
  // 文件头的盐值坏了：头两帧相同就信它们。整轮都是上一轮留下的旧帧时，文件头是好的、盐值不同，不能要。
  const [first, second] = inFrames
  if (first && second?.equals(first) && nearlySame(first, inHeader)) return first
  return inHeader
}

/** 只差一两个字节：是坏了，不是另一轮。 */
function nearlySame(a: Buffer, b: Buffer): boolean {
  return [...a].filter((byte, index) => byte !== b[index]).length <= 2
}

/** 以上一帧写着的校验和起头，算这一帧的；上一帧坏在别处也不连累这一帧。 */
function isSound(log: Buffer, at: number, previous: number, pageSize: number, isBigEndian: boolean): boolean {
  let first = log.readUInt32BE(previous)
  let second = log.readUInt32BE(previous + 4)
  const add = (from: number, to: number) => {
    for (let place = from; place < to; place += 8) {
      const [a, b] = isBigEndian
        ? [log.readUInt32BE(place), log.readUInt32BE(place + 4)]
        : [log.readUInt32LE(place), log.readUInt32LE(place + 4)]
      first = (first + a + second) >>> 0
      second = (second + b + first) >>> 0
    }
  }
  add(at, at + 8)
  add(at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + pageSize)
  return first === log.readUInt32BE(at + 16) && second === log.readUInt32BE(at + 20)
}
