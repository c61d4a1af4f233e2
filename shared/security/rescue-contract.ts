import * as z from 'zod'
import { query, task } from '../contract/endpoint.ts'
import { singleLine } from '../contract/text.ts'
import { diskPath, offsiteAttachments } from '../settings/offsite-contract.ts'
import { GATE_STATES } from './gate-states.ts'
import { offeredPassphrase } from './passphrase-input.ts'

const backupName = singleLine(120)
const taskId = z.string().optional()

/** 打不开的数据能怎么办：损坏、缺了的走修复；被占用、只读、磁盘满之类排除原因再试。 */
export const RESCUE_WAYS = ['修复', '再试'] as const
export type RescueWay = (typeof RESCUE_WAYS)[number]

const salvagedTable = z.object({
  table: z.string(),
  label: z.string(),
  /** 新库里的行数，与其中各从哪里来。 */
  kept: z.number().int(),
  rescued: z.number().int(),
  adrift: z.number().int(),
  filled: z.number().int(),
  /** 没能进新库的，与可能有错的。 */
  rejected: z.number().int(),
  unreadable: z.number().int(),
  doubtful: z.number().int(),
  brokenPages: z.number().int(),
  /** 最近完好的备份里有几行；没有备份为 null。 */
  inBackup: z.number().int().nullable(),
})

/** 一份备份里有什么。 */
const backupContents = z.object({
  matchesChecksum: z.boolean(),
  organizationCount: z.number().int(),
  memberCount: z.number().int(),
  activityCount: z.number().int(),
  documentCount: z.number().int(),
  entryCount: z.number().int(),
  lastEntryAt: z.string().nullable(),
  /** 比打不开的数据少几条操作；不知道为 null。 */
  entriesBehind: z.number().int().nullable(),
})

/**
 * 数据打不开时的修复，都是门口的路由。原件只读不写：先另存，修好的是另一份新文件，确认之后才换上，原件改名留着。
 */
export const rescueContract = {
  'rescue.situation': query(
    '数据为什么打不开、能怎么办、有哪些备份',
    z.object({}),
    z.object({
      code: z.string(),
      message: z.string(),
      way: z.enum(RESCUE_WAYS),
      dataFile: z.string(),
      /** 原件已另存在哪里；还没有为 null。 */
      copyFolder: z.string().nullable(),
      /** 结构读得通、只是不能保证没被改过，可以照现在的样子打开。 */
      canOpenAsIs: z.boolean(),
      /** 封条记着用到第几条日志；不知道为 null。 */
      lastEntryKnown: z.number().int().nullable(),
      backups: z.array(
        z.object({ name: z.string(), takenAt: z.string(), reason: z.string(), bytes: z.number().int(), isVerified: z.boolean() }),
      ),
    }),
  ),
  'rescue.keepCopy': task(
    '把打不开的数据文件原样另存一份，逐个核对散列',
    z.object({ taskId }),
    z.object({ folder: z.string(), files: z.number().int(), bytes: z.number().int(), wasKeptBefore: z.boolean() }),
  ),
  'rescue.backupContents': query('打开一份备份看：完好不完好、有多少内容、记到第几条日志', z.object({ name: backupName }), backupContents),
  'rescue.restore': task(
    '用一份备份换下打不开的数据，然后打开',
    z.object({ name: backupName, taskId }),
    z.object({ state: z.enum(GATE_STATES), replacedName: z.string() }),
  ),
  'rescue.offsiteContents': task(
    '打开别处的一份备份看：完好不完好、有多少内容、记到第几条日志',
    z.object({ path: diskPath, passphrase: offeredPassphrase.optional(), taskId }),
    backupContents.extend({ attachments: offsiteAttachments }),
  ),
  'rescue.restoreOffsite': task(
    '用别处的一份备份换下打不开的数据，然后打开',
    z.object({ path: diskPath, passphrase: offeredPassphrase.optional(), taskId }),
    z.object({ state: z.enum(GATE_STATES), replacedName: z.string(), missing: z.array(z.string()) }),
  ),
  'rescue.salvage': task(
    '从打不开的数据里抢救读得出的内容，先看报告，不换',
    z.object({ fillsFromBackup: z.boolean().default(true), taskId }),
    z.object({
      tables: z.array(salvagedTable),
      pageCount: z.number().int(),
      brokenPages: z.number().int(),
      unclaimedRows: z.number().int(),
      /** 拿来补缺的备份；没有用为 null。 */
      filledFrom: z.string().nullable(),
      /** 放不回去的行与存疑的表列在这个文件里。 */
      reportFile: z.string(),
      /** 抢救出的操作日志从哪一条断；接得上为 null。 */
      journalBrokenAt: z.number().int().nullable(),
    }),
  ),
  'rescue.adoptSalvage': task(
    '看过报告，换上抢救出的新库，然后打开',
    z.object({ taskId }),
    z.object({ state: z.enum(GATE_STATES), replacedName: z.string() }),
  ),
  'rescue.openAsIs': task('照现在的样子打开，记入操作日志', z.object({ taskId }), z.object({ state: z.enum(GATE_STATES) })),
  'rescue.retry': task('排除原因之后再打开一次', z.object({ taskId }), z.object({ state: z.enum(GATE_STATES) })),
} as const
export type RescueContract = typeof rescueContract
