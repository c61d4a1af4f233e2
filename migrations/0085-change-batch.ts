import type { Migration } from './migration.ts'

/**
 * 变更批次：导入、批量修改、粘贴、分组都记成一批，逐人记下改动前后的行，可整批撤销。
 * 原先只记导入的两张表留着不动，内容按新的样子抄一份；它没有记下调整支部之前的编入，撤销时要说明。
 */
export const changeBatch: Migration = {
  version: 85,
  name: '0085-change-batch',
  up: (database) => {
    database.exec(`
      CREATE TABLE changeBatch (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        fileName TEXT NOT NULL DEFAULT '',
        fileSha256 TEXT NOT NULL DEFAULT '',
        addedCount INTEGER NOT NULL DEFAULT 0,
        changedCount INTEGER NOT NULL DEFAULT 0,
        undoesBatchId TEXT REFERENCES changeBatch (id),
        note TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX changeBatchByUndone ON changeBatch (undoesBatchId);

      CREATE TABLE batchChange (
        batchId TEXT NOT NULL REFERENCES changeBatch (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        changesJson TEXT NOT NULL CHECK (json_valid(changesJson)),
        PRIMARY KEY (batchId, memberId)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX batchChangeByMember ON batchChange (memberId);

      INSERT INTO changeBatch (id, kind, title, at, actor, fileName, fileSha256, addedCount, changedCount, note)
        SELECT id, '导入', '导入花名册“' || fileName || '”', importedAt, '', fileName, fileSha256, addedCount, changedCount,
          '这一批是旧版本记的，只有信息的前后值；当时调整过支部的，撤销不会调回去，请自行核对。'
        FROM importBatch;

      INSERT INTO batchChange (batchId, memberId, changesJson)
        SELECT batchId, memberId, json_array(json_object(
          'table', 'member',
          'id', memberId,
          'before', json(iif(kind = '新增', 'null', ${asColumns('beforeJson')})),
          'after', json(${asColumns('afterJson')})
        ))
        FROM importChange;
    `)
  },
}

/** 旧明细里的 profile：是与否换成库里的 1 与 0。 */
function asColumns(column: string): string {
  const profile = `coalesce(json_extract(${column}, '$.profile'), '{}')`
  const flag = (name: string) => `'$.${name}', coalesce(json_extract(${column}, '$.profile.${name}'), 0)`
  return `json_replace(${profile}, ${flag('isLost')}, ${flag('isFloating')})`
}
