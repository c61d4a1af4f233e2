import type { Migration } from './migration.ts'

/**
 * 本机多人用时的登录身份。
 *
 * 一行也没有就是一个人用（“本机用户”，全部）。停用不删：操作日志里写着名字，要查得到是谁。
 * 口令只存 scrypt 散列与各自的盐；`organizationId` 是可见范围（连同下级），空为全部。
 */
export const account: Migration = {
  version: 180,
  name: '0180-account',
  up: (database) => {
    database.exec(`
      CREATE TABLE account (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        role TEXT NOT NULL CHECK (role IN ('党委管理员', '支部操作员', '只读检查员')),
        organizationId TEXT REFERENCES organization (id),
        passphraseHash TEXT NOT NULL CHECK (passphraseHash <> ''),
        passphraseSalt TEXT NOT NULL CHECK (passphraseSalt <> ''),
        mustChangePassphrase INTEGER NOT NULL CHECK (mustChangePassphrase IN (0, 1)),
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        disabledAt TEXT,
        disabledBy TEXT NOT NULL DEFAULT '',
        CHECK (role <> '党委管理员' OR organizationId IS NULL),
        CHECK (role <> '支部操作员' OR organizationId IS NOT NULL)
      ) STRICT;
    `)
  },
}
