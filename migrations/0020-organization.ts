import type { Migration } from './migration.ts'

/** 党组织：身份一行，随时间变化的样子按生效日各一行，按日期回看取当时那一版。 */
export const organization: Migration = {
  version: 20,
  name: '0020-organization',
  up: (database) => {
    database.exec(`
      CREATE TABLE organization (
        id TEXT PRIMARY KEY,
        code TEXT NOT NULL UNIQUE,
        establishedOn TEXT NOT NULL,
        establishmentDocumentNo TEXT NOT NULL DEFAULT '',
        dissolvedOn TEXT,
        dissolutionReason TEXT NOT NULL DEFAULT '',
        dissolutionDocumentNo TEXT NOT NULL DEFAULT '',
        mergedIntoId TEXT REFERENCES organization (id),
        -- 撤并时移走了谁、改了哪些下级、卸了哪些任，恢复时据此原样移回。
        dissolutionEffectsJson TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(dissolutionEffectsJson)),
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        CHECK (dissolvedOn IS NULL OR dissolvedOn >= establishedOn)
      ) STRICT;

      CREATE TABLE organizationVersion (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        effectiveOn TEXT NOT NULL,
        parentId TEXT REFERENCES organization (id),
        level TEXT NOT NULL CHECK (level IN ('党委', '党总支', '党支部', '党小组')),
        name TEXT NOT NULL,
        shortName TEXT NOT NULL,
        form TEXT NOT NULL,
        unitType TEXT NOT NULL,
        coveredUnitsJson TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(coveredUnitsJson)),
        staffTotal INTEGER CHECK (staffTotal >= 0),
        nonpartyStaffTotal INTEGER CHECK (nonpartyStaffTotal >= 0),
        contactName TEXT NOT NULL DEFAULT '',
        contactPhone TEXT NOT NULL DEFAULT '',
        documentCode TEXT NOT NULL DEFAULT '',
        approvalDocumentNo TEXT NOT NULL DEFAULT '',
        UNIQUE (organizationId, effectiveOn),
        CHECK (parentId IS NULL OR parentId <> organizationId)
      ) STRICT;
      CREATE INDEX organizationVersionByParent ON organizationVersion (parentId);
    `)
  },
}
