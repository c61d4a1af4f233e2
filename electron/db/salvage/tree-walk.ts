import { childAt, rowAt, treePage, Unreadable, type StoredRow } from './records.ts'
import type { PageImage } from './page-image.ts'

/** 从一棵 B 树里读出的：能读的行，与坏在哪几页、几格。 */
export type Harvest = {
  readonly rows: StoredRow[]
  /** 读不通的页号：整页不成样子、缺了，或指针绕圈。 */
  readonly brokenPages: number[]
  /** 页还好、其中读不出来的行数。 */
  unreadableRows: number
  /** 取自认证码、校验和不符的页的行数：读得出，但可能有错。 */
  doubtfulRows: number
}

export function emptyHarvest(): Harvest {
  return { rows: [], brokenPages: [], unreadableRows: 0, doubtfulRows: 0 }
}

/** 这棵树没有一处坏。 */
export function isWhole({ brokenPages, unreadableRows, doubtfulRows }: Harvest): boolean {
  return brokenPages.length === 0 && unreadableRows === 0 && doubtfulRows === 0
}

/**
 * 从根页往下，跳过坏页坏格，能读的都读出来。
 * @param visited 已归了哪棵树的页，各棵树共用：坏了的指针可能指到别的树里去。
 */
export function walkTree(image: PageImage, root: number, visited: Set<number>): Harvest {
  const harvest = emptyHarvest()
  const first = image.page(root)
  const isTable = first ? (treePage(first, root, image.usableBytes)?.isTable ?? null) : null
  const queue = [root]
  for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
    const page = image.page(number)
    const tree = page && !visited.has(number) ? treePage(page, number, image.usableBytes) : null
    if (!page || !tree || (isTable !== null && tree.isTable !== isTable)) {
      harvest.brokenPages.push(number)
      continue
    }
    visited.add(number)
    readPage(image, number, page, harvest, visited)
    if (tree.isLeaf) continue
    for (const at of tree.cells) {
      try {
        queue.push(childAt(page, at))
      } catch {
        harvest.brokenPages.push(number)
      }
    }
    queue.push(tree.rightmost)
  }
  return harvest
}

/** 读一页里的各行；表的中间页没有行。 */
export function readPage(image: PageImage, number: number, page: Buffer, harvest: Harvest, visited: Set<number>): void {
  const tree = treePage(page, number, image.usableBytes)
  if (!tree || (tree.isTable && !tree.isLeaf)) return
  for (const at of tree.cells) {
    try {
      const { row, overflow } = rowAt(image, page, at, tree)
      harvest.rows.push(row)
      if (image.doubtful.has(number) || overflow.some((each) => image.doubtful.has(each))) harvest.doubtfulRows += 1
      for (const each of overflow) visited.add(each)
    } catch (error) {
      if (!(error instanceof Unreadable) && !(error instanceof RangeError)) throw error
      harvest.unreadableRows += 1
    }
  }
}

/** 空闲页链上的页：里面可能留着早已删除的行，抢救时不碰。链读不通就到断处为止。 */
export function freePages(image: PageImage): ReadonlySet<number> {
  const free = new Set<number>()
  let trunk = image.page(1)?.readUInt32BE(32) ?? 0
  while (trunk > 0 && trunk <= image.pageCount && !free.has(trunk)) {
    free.add(trunk)
    const page = image.page(trunk)
    if (!page) break
    const count = Math.min(page.readUInt32BE(4), Math.floor(image.usableBytes / 4) - 2)
    for (let index = 0; index < count; index += 1) free.add(page.readUInt32BE(8 + index * 4))
    trunk = page.readUInt32BE(0)
  }
  return free
}
