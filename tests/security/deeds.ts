import type { Envelope } from '../../shared/contract/envelope.ts'
import { contentOf } from '../chaos/examine.ts'
import { ACTIVITY, PASSPHRASE, type TestGate } from '../kit/gate.ts'
import { rosterFile, row } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

/** 会写盘的一件事；在环境出毛病时做，看说得清不清、落没落半截。 */
export type Deed = { readonly name: string; readonly run: (app: TestGate) => Promise<Envelope> }

const UNIT = {
  fullName: '中共测试集团委员会',
  shortName: '集团党委',
  letterheadName: '中共测试集团委员会',
  documentCode: '测试党',
  printingOffice: '中共测试集团委员会办公室',
  signer: '林志远',
}

async function dispatched(app: TestGate, route: string, input: unknown): Promise<Envelope> {
  return app.gate.dispatch(route, input)
}

export const RECORD: Deed = { name: '记录', run: (app) => dispatched(app, 'settings.saveUnit', UNIT) }

export const IMPORT: Deed = {
  name: '导入',
  run: async (app) => {
    const rows = Array.from({ length: 600 }, (_, index) => row(syntheticPerson(index + 100), '中共测试商贸公司支部委员会'))
    const file = rosterFile([{ name: '支部', rows }], 'xlsx')
    const preview = await dispatched(app, 'exchange.previewRoster', { file })
    if (!preview.ok) return preview
    return dispatched(app, 'exchange.importRoster', { file, digest: (preview.value as { digest: string }).digest })
  },
}

export const ATTACH: Deed = {
  name: '附件',
  run: (app) => {
    const base64 = Buffer.alloc(800_000, '会议材料').toString('base64')
    return dispatched(app, 'life.addFiles', { activityId: ACTIVITY, files: [{ fileName: '材料.txt', kind: '其他', base64 }] })
  },
}

export const BACK_UP: Deed = { name: '备份', run: (app) => dispatched(app, 'settings.backUp', {}) }

export const RESTORE: Deed = {
  name: '恢复',
  run: async (app) => {
    const { rows } = await app.call('settings.backups', {})
    return dispatched(app, 'settings.restore', { name: rows.at(-1)?.name ?? '' })
  },
}

export const ENCRYPT: Deed = {
  name: '加密转换',
  run: async (app) => {
    const draft = await app.gate.dispatch('security.draftRecoveryCode', {})
    if (!draft.ok) return draft
    const { draftId, groups, asked } = draft.value as { draftId: string; groups: string[]; asked: number[] }
    const confirmations = asked.map((group) => ({ group, text: groups[group - 1] ?? '' }))
    return dispatched(app, 'security.enableEncryption', {
      draftId,
      confirmations,
      passphrase: PASSPHRASE,
      dropsOriginal: true,
      convertsBackups: true,
    })
  },
}

export const contentNow = (app: TestGate): string => contentOf(app.gate.opened().backend.database.native)
