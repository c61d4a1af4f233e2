import type { Migration } from './migration.ts'

/** 首屏要知道多久没有另存到别处：从操作日志里找，日志多了也要一下找到。 */
export const offsiteHistory: Migration = {
  version: 270,
  name: '0270-offsite-history',
  up: (database) => {
    database.exec(`CREATE INDEX journalBackUpTo ON journal (seq) WHERE route = 'settings.backUpTo'`)
  },
}
