import type { Migration } from './migration.ts'

/**
 * 工作日历：节假日表与任务勾办。
 *
 * 节假日随产品内置到已公布的年份；这里只存用户导入或改过的年份，在用的一年一份，盖过内置的。
 * 撤下不删行，内置的从不改，撤下即恢复内置。
 * 任务的日子由规则推出，不存；这里只存人勾的“已办”与“本期不办”。
 */
export const calendar: Migration = {
  version: 150,
  name: '0150-calendar',
  up: (database) => {
    database.exec(`
      CREATE TABLE holidayYear (
        id TEXT PRIMARY KEY,
        year INTEGER NOT NULL CHECK (year BETWEEN 1950 AND 2199),
        documentNo TEXT NOT NULL CHECK (documentNo <> ''),
        note TEXT NOT NULL DEFAULT '',
        breaksJson TEXT NOT NULL CHECK (json_valid(breaksJson)),
        workdaysJson TEXT NOT NULL CHECK (json_valid(workdaysJson)),
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawnBy TEXT NOT NULL DEFAULT '',
        withdrawalReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE UNIQUE INDEX holidayYearInUse ON holidayYear (year) WHERE withdrawnAt IS NULL;

      CREATE TABLE dutyMark (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        dutyId TEXT NOT NULL,
        period TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('已办', '本期不办')),
        doneOn TEXT,
        reason TEXT NOT NULL DEFAULT '',
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawnBy TEXT NOT NULL DEFAULT '',
        CHECK ((verdict = '已办') = (doneOn IS NOT NULL)),
        CHECK (verdict = '已办' OR reason <> '')
      ) STRICT;
      CREATE UNIQUE INDEX dutyMarkInUse ON dutyMark (organizationId, dutyId, period) WHERE withdrawnAt IS NULL;
    `)
  },
}
