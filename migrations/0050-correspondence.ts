import type { Migration } from './migration.ts'

/** 发文登记簿：代字、年度、序号连续且唯一，作废不回收文号。 */
export const correspondence: Migration = {
  version: 50,
  name: '0050-correspondence',
  up: (database) => {
    database.exec(`
      CREATE TABLE document (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        issuerId TEXT NOT NULL REFERENCES organization (id),
        subjectId TEXT NOT NULL REFERENCES organization (id),
        documentCode TEXT NOT NULL,
        year INTEGER NOT NULL,
        serial INTEGER NOT NULL CHECK (serial >= 1),
        number TEXT NOT NULL,
        title TEXT NOT NULL,
        issuerName TEXT NOT NULL,
        recipient TEXT NOT NULL,
        signer TEXT NOT NULL DEFAULT '',
        datedOn TEXT NOT NULL,
        fieldsJson TEXT NOT NULL CHECK (json_valid(fieldsJson)),
        modelJson TEXT NOT NULL CHECK (json_valid(modelJson)),
        docxSha256 TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('已登记', '已作废')),
        voidReason TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        UNIQUE (documentCode, year, serial)
      ) STRICT;
      CREATE INDEX documentBySubject ON document (subjectId);
    `)
  },
}
