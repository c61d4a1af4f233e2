import type { attachmentContract } from '../../shared/organizational-life/attachment-contract.ts'
import type { OutputOf } from '../../shared/contract/endpoint.ts'
import type { AttachmentStore, StoredState } from '../attachment/store.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { heldFiles, storedHashes } from './attachment-queries.ts'

/** 每核对多少个报一次进度。 */
const REPORT_EVERY = 200
/** 才写下的可能正属于别的入口还没提交的命令，过了这么久仍没登记的才算没人用。 */
const SETTLED_MS = 60 * 60 * 1000

type Faulty = OutputOf<(typeof attachmentContract)['life.checkAttachments']>['faulty'][number]

/** 缺了、坏了怎么办。 */
export function adviceFor(state: StoredState): string {
  return state === '缺失'
    ? '不在数据文件夹的“附件”里了。请从相机、手机或备份里找到同一个文件重新添加一次，原件会自动归位。'
    : '与登记时的内容不符，多半是磁盘出错或被别的软件改过。请找到同一个文件重新添加一次，会换上好的那份；或从备份的“附件”文件夹里取回。'
}

/** 核对原件、清查没人用的文件。 */
export function checkHandlers(
  store: AttachmentStore,
): Handlers<Pick<typeof attachmentContract, 'life.checkAttachments' | 'life.restoreOriginals' | 'life.clearOrphans'>> {
  return {
    'life.checkAttachments': async (context, { isThorough }) => {
      const files = await heldFiles(context.db)
      const organizations = await organizationsAt(context.db, context.today)
      // 同一份原件挂在几次活动上的只核对一遍。
      const states = new Map<string, StoredState>()
      const faulty: Faulty[] = []
      let bytes = 0
      for (const [index, held] of files.entries()) {
        if (index % REPORT_EVERY === 0) await context.report(index, files.length, `核对附件 ${index}／${files.length}`)
        let state = states.get(held.sha256)
        if (state === undefined) {
          state = store.check(held.sha256, held.byteCount, isThorough)
          states.set(held.sha256, state)
          bytes += held.byteCount
        }
        if (state === '完好') continue
        const { fileId, activityId, heldOn, title, kind, name } = held
        const organizationName = organizations.get(held.organizationId)?.shortName ?? ''
        faulty.push({ fileId, activityId, organizationName, heldOn, title, kind, name, state, advice: `原件${adviceFor(state)}` })
      }
      await context.report(files.length, files.length, '清点没有登记的文件')
      const orphans = await orphansOf(context.db, store, Date.parse(context.at))
      return { checked: files.length, bytes, faulty, orphans: { count: orphans.length, bytes: sum(orphans) } }
    },

    'life.restoreOriginals': async (context) => {
      const held = new Map((await heldFiles(context.db)).map(({ sha256, byteCount }) => [sha256, byteCount]))
      const faulty = [...held].filter(([sha256]) => store.get(sha256).state !== '完好')
      const restored = faulty.filter(([sha256]) => store.recover(sha256)).length
      context.summarize(`从备份取回附件原件 ${restored} 个，还有 ${faulty.length - restored} 个没有取回`)
      return { restored, remaining: faulty.length - restored }
    },

    'life.clearOrphans': async (context) => {
      const orphans = await orphansOf(context.db, store, Date.parse(context.at))
      for (const { sha256 } of orphans) store.discard(sha256)
      context.summarize(`清走没有登记的附件 ${orphans.length} 个`)
      return { count: orphans.length, bytes: sum(orphans) }
    },
  }
}

async function orphansOf(db: Parameters<typeof storedHashes>[0], store: AttachmentStore, now: number) {
  const registered = await storedHashes(db)
  return store.list().filter(({ sha256, modifiedAt }) => !registered.has(sha256) && now - modifiedAt >= SETTLED_MS)
}

function sum(files: readonly { byteCount: number }[]): number {
  return files.reduce((total, { byteCount }) => total + byteCount, 0)
}
