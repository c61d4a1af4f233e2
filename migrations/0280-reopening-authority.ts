import type { Migration } from './migration.ts'

/** 反月结也要授权：解开以后改那个月的台账就不再要授权人，不留授权等于绕开。以前的反月结没有记，留空。 */
export const reopeningAuthority: Migration = {
  version: 280,
  name: '0280-reopening-authority',
  up: (database) => {
    database.exec(`ALTER TABLE monthClosing ADD COLUMN reopenAuthorizedBy TEXT NOT NULL DEFAULT '';`)
  },
}
