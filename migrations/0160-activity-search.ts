import type { Migration } from './migration.ts'

/**
 * 组织生活的全文检索。索引可由各表重建，不算记录：FTS5 的 activitySearch 只存词的位置、不存原文，
 * 行号由 activitySearchRow 对到活动；触发器在活动、议题、表决、议定事项变动时把那一行标旧，提交前补编。
 */
export const activitySearch: Migration = {
  version: 160,
  name: '0160-activity-search',
  up: (database) => {
    const stale = (idOf: string) =>
      `INSERT INTO activitySearchRow (activityId, isStale) VALUES (${idOf}, 1) ON CONFLICT (activityId) DO UPDATE SET isStale = 1;`
    const mark = (table: string, activityOf: (row: 'new' | 'old') => string) =>
      (['insert', 'update', 'delete'] as const)
        .map(
          (event) => `
      CREATE TRIGGER activitySearchOn${table}${event} AFTER ${event.toUpperCase()} ON ${table} BEGIN
        ${stale(activityOf(event === 'delete' ? 'old' : 'new'))}
      END;`,
        )
        .join('')
    database.exec(`
      CREATE TABLE activitySearchRow (
        no INTEGER PRIMARY KEY,
        activityId TEXT NOT NULL UNIQUE,
        isStale INTEGER NOT NULL CHECK (isStale IN (0, 1))
      ) STRICT;
      CREATE INDEX activitySearchStale ON activitySearchRow (no) WHERE isStale = 1;
      CREATE VIRTUAL TABLE activitySearch USING fts5 (
        words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
      );
      ${mark('activity', (row) => `${row}.id`)}
      ${mark('activityTopic', (row) => `${row}.activityId`)}
      ${mark('activityTask', (row) => `${row}.activityId`)}
      CREATE TRIGGER activitySearchOnactivityVoteinsert AFTER INSERT ON activityVote BEGIN
        INSERT INTO activitySearchRow (activityId, isStale) SELECT activityId, 1 FROM activityTopic WHERE id = new.topicId
          ON CONFLICT (activityId) DO UPDATE SET isStale = 1;
      END;
      INSERT INTO activitySearchRow (activityId, isStale) SELECT id, 1 FROM activity;
    `)
  },
}
