import type { Migration } from './migration.ts'

/**
 * 公文中心：文号的预留与作废、收文、批复挂接、草稿、版本链、签发用印送达的痕迹、自家红头模板。
 * 登记簿的一行是现行版；被替换下来的各版原样留在 documentVersion。
 */
export const correspondenceCenter: Migration = {
  version: 100,
  name: '0100-correspondence-center',
  up: (database) => {
    database.exec(`
      ALTER TABLE document ADD COLUMN genre TEXT NOT NULL DEFAULT '';
      ALTER TABLE document ADD COLUMN origin TEXT NOT NULL DEFAULT '起草' CHECK (origin IN ('起草', '补登'));
      ALTER TABLE document ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1);
      ALTER TABLE document ADD COLUMN revisionReason TEXT NOT NULL DEFAULT '';
      ALTER TABLE document ADD COLUMN versionedAt TEXT NOT NULL DEFAULT '';
      ALTER TABLE document ADD COLUMN versionedBy TEXT NOT NULL DEFAULT '';
      ALTER TABLE document ADD COLUMN numberNote TEXT NOT NULL DEFAULT '';
      ALTER TABLE document ADD COLUMN inspectionJson TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(inspectionJson));
      ALTER TABLE document ADD COLUMN templateSha256 TEXT NOT NULL DEFAULT '';
      UPDATE document SET versionedAt = createdAt,
        genre = CASE kind WHEN 'W04' THEN '通知' WHEN 'W05' THEN '请示' WHEN 'W34' THEN '通报' ELSE '' END;

      CREATE TABLE keptFile (
        sha256 TEXT PRIMARY KEY,
        byteCount INTEGER NOT NULL CHECK (byteCount > 0),
        content BLOB NOT NULL
      ) STRICT;

      CREATE TABLE documentVersion (
        documentId TEXT NOT NULL REFERENCES document (id),
        revision INTEGER NOT NULL,
        title TEXT NOT NULL,
        recipient TEXT NOT NULL,
        signer TEXT NOT NULL,
        datedOn TEXT NOT NULL,
        fieldsJson TEXT NOT NULL CHECK (json_valid(fieldsJson)),
        modelJson TEXT NOT NULL CHECK (json_valid(modelJson)),
        inspectionJson TEXT NOT NULL CHECK (json_valid(inspectionJson)),
        docxSha256 TEXT NOT NULL,
        templateSha256 TEXT NOT NULL,
        revisionReason TEXT NOT NULL,
        versionedAt TEXT NOT NULL,
        versionedBy TEXT NOT NULL,
        PRIMARY KEY (documentId, revision)
      ) STRICT;

      CREATE TABLE documentEvent (
        id TEXT PRIMARY KEY,
        documentId TEXT NOT NULL REFERENCES document (id),
        revision INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('签发', '用印', '送达', '归档')),
        occurredOn TEXT NOT NULL,
        handler TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawalReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX documentEventByDocument ON documentEvent (documentId);

      CREATE TABLE numberReservation (
        id TEXT PRIMARY KEY,
        documentCode TEXT NOT NULL,
        year INTEGER NOT NULL,
        serial INTEGER NOT NULL CHECK (serial >= 1),
        number TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('预留', '已用', '作废')),
        reservedFor TEXT NOT NULL DEFAULT '',
        purpose TEXT NOT NULL DEFAULT '',
        remindOn TEXT,
        documentId TEXT REFERENCES document (id),
        voidReason TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        closedAt TEXT,
        CHECK ((state = '已用') = (documentId IS NOT NULL)),
        CHECK (state <> '作废' OR voidReason <> ''),
        UNIQUE (documentCode, year, serial)
      ) STRICT;

      CREATE TABLE incoming (
        id TEXT PRIMARY KEY,
        year INTEGER NOT NULL,
        serial INTEGER NOT NULL CHECK (serial >= 1),
        receivedOn TEXT NOT NULL,
        sender TEXT NOT NULL,
        senderNumber TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL,
        genre TEXT NOT NULL,
        datedOn TEXT,
        organizationId TEXT REFERENCES organization (id),
        handler TEXT NOT NULL DEFAULT '',
        instruction TEXT NOT NULL DEFAULT '',
        remark TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT '',
        UNIQUE (year, serial)
      ) STRICT;

      CREATE TABLE incomingFile (
        incomingId TEXT NOT NULL REFERENCES incoming (id),
        position INTEGER NOT NULL,
        fileName TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES keptFile (sha256),
        PRIMARY KEY (incomingId, position)
      ) STRICT;

      CREATE TABLE replyLink (
        id TEXT PRIMARY KEY,
        requestDocumentId TEXT UNIQUE REFERENCES document (id),
        requestIncomingId TEXT UNIQUE REFERENCES incoming (id),
        replyDocumentId TEXT UNIQUE REFERENCES document (id),
        replyIncomingId TEXT UNIQUE REFERENCES incoming (id),
        milestoneId TEXT,
        linkedAt TEXT NOT NULL,
        linkedBy TEXT NOT NULL,
        CHECK ((requestDocumentId IS NULL) <> (requestIncomingId IS NULL)),
        CHECK ((replyDocumentId IS NULL) <> (replyIncomingId IS NULL))
      ) STRICT;

      CREATE TABLE documentDraft (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        year INTEGER,
        title TEXT NOT NULL,
        requestJson TEXT NOT NULL CHECK (json_valid(requestJson)),
        derivedJson TEXT NOT NULL CHECK (json_valid(derivedJson)),
        revision INTEGER NOT NULL DEFAULT 1,
        documentId TEXT REFERENCES document (id),
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        updatedBy TEXT NOT NULL,
        deletedAt TEXT
      ) STRICT;

      CREATE TABLE documentDraftChange (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        draftId TEXT NOT NULL REFERENCES documentDraft (id),
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        fieldKey TEXT NOT NULL,
        label TEXT NOT NULL,
        beforeText TEXT NOT NULL,
        afterText TEXT NOT NULL
      ) STRICT;
      CREATE INDEX documentDraftChangeByDraft ON documentDraftChange (draftId);

      CREATE TABLE documentTemplate (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        fileName TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES keptFile (sha256),
        marksJson TEXT NOT NULL CHECK (json_valid(marksJson)),
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        deletedAt TEXT
      ) STRICT;
      CREATE UNIQUE INDEX documentTemplateName ON documentTemplate (name) WHERE deletedAt IS NULL;
    `)
  },
}
