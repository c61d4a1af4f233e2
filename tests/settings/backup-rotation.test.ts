import { describe, expect, test } from 'vitest'
import { backupNamed, backupsToKeep, type BackupReason, type NamedBackup } from '../../shared/settings/backup-rotation.ts'

function backup(takenAt: string, reason: BackupReason = '每日'): NamedBackup {
  const name = `基石-${takenAt.replaceAll(/[-:]/g, '').replace('T', '-')}-${reason === '迁移前' ? '迁移前-v20' : reason}.sqlite`
  return { name, takenAt, reason }
}

/** 从 2026-09-14（周一）往回，每天 8 点一份。 */
function daily(count: number): NamedBackup[] {
  return Array.from({ length: count }, (_, index) => backup(new Date(Date.UTC(2026, 8, 14 - index, 8)).toISOString().slice(0, 19)))
}

const NOW = '2026-09-14T18:00:00'

function keptMoments(backups: readonly NamedBackup[], now = NOW): string[] {
  const kept = backupsToKeep(backups, now)
  return backups.filter(({ name }) => kept.has(name)).map(({ takenAt }) => takenAt)
}

describe('认名字', () => {
  test.each([
    ['基石-20260914-075800-手动.sqlite', '2026-09-14T07:58:00', '手动'],
    ['基石-20260914-075800-每日-2.sqlite', '2026-09-14T07:58:00', '每日'],
    ['基石-20260914-075800-迁移前-v20.sqlite', '2026-09-14T07:58:00', '迁移前'],
    ['基石-20260914-075800-迁移前-v20-1.sqlite', '2026-09-14T07:58:00', '迁移前'],
  ])('%s', (name, takenAt, reason) => expect(backupNamed(name)).toEqual({ name, takenAt, reason }))

  test.each([
    '基石.sqlite',
    '基石-20260914-075800-每日.sqlite.未完成',
    '基石-20260914-075800-每日.sqlite.sha256',
    '基石-20260914-075800-我自己存的.sqlite',
    '基石-20260914-075800-每日 副本.sqlite',
    '名册.sqlite',
  ])('不是自己的命名，不碰：%s', (name) => expect(backupNamed(name)).toBeNull())
})

describe('留哪几份', () => {
  test.each<[string, NamedBackup[], string[]]>([
    ['没有备份', [], []],
    ['只有一份', [backup('2025-01-01T08:00:00')], ['2025-01-01T08:00:00']],
    [
      '今天留最近三份，第四份不留',
      ['08', '10', '12', '14'].map((hour) => backup(`2026-09-14T${hour}:00:00`, '导入前')),
      ['10', '12', '14'].map((hour) => `2026-09-14T${hour}:00:00`),
    ],
    ['昨天只留最后一份', ['08', '17'].map((hour) => backup(`2026-09-13T${hour}:00:00`)), ['2026-09-13T17:00:00']],
    [
      '手动的再旧再多也不删',
      Array.from({ length: 30 }, (_, index) => backup(`2020-01-01T00:00:${String(index).padStart(2, '0')}`, '手动')),
      Array.from({ length: 30 }, (_, index) => `2020-01-01T00:00:${String(index).padStart(2, '0')}`),
    ],
  ])('%s', (_name, backups, expected) => expect(keptMoments(backups)).toEqual(expected))

  test('每天一份连着两年：最近 7 天、8 周、12 个月各有一份', () => {
    const moments = keptMoments(daily(730))
    const days = ['14', '13', '12', '11', '10', '09', '08'].map((day) => `2026-09-${day}`)
    // 各周的周日；9 月 14 日自成一周，9 月 13 日那周已在七日之内。
    const weeks = ['2026-09-06', '2026-08-30', '2026-08-23', '2026-08-16', '2026-08-09', '2026-08-02']
    const months = ['2026-08-31', '2026-07-31', '2026-06-30', '2026-05-31', '2026-04-30', '2026-03-31']
    const older = ['2026-02-28', '2026-01-31', '2025-12-31', '2025-11-30', '2025-10-31']
    expect(moments.map((moment) => moment.slice(0, 10)).toSorted()).toEqual([...days, ...weeks, ...months, ...older].toSorted())
  })

  test('第 8 个有备份的日子在别的周、月里已有代表时才让出', () => {
    const kept = keptMoments(daily(9))
    expect(kept).toContain('2026-09-08T08:00:00')
    expect(kept).not.toContain('2026-09-07T08:00:00')
    expect(kept).toContain('2026-09-06T08:00:00')
  })

  test('迁移前的最近一份总在，更早的照常轮换', () => {
    const kept = keptMoments([backup('2020-01-01T00:00:00', '迁移前'), backup('2020-01-02T00:00:00', '迁移前'), ...daily(730)])
    expect(kept).toContain('2020-01-02T00:00:00')
    expect(kept).not.toContain('2020-01-01T00:00:00')
  })

  test('时钟回拨：时刻在将来的全留，也不挤掉原有的', () => {
    const backups = daily(20)
    const future = [backup('2026-09-14T18:00:01'), backup('2030-01-01T00:00:00'), backup('2030-01-01T01:00:00')]
    expect(keptMoments([...future, ...backups])).toEqual([...future.map(({ takenAt }) => takenAt), ...keptMoments(backups)])
  })

  test('时钟一时跳到多年以后：旧备份不因“太旧”而全删', () => {
    const backups = daily(20)
    expect(keptMoments(backups, '2050-01-01T00:00:00')).toEqual(keptMoments(backups))
  })

  test('给的次序不影响结果', () => {
    const backups = daily(400)
    expect([...backupsToKeep(backups.toReversed(), NOW)].toSorted()).toEqual([...backupsToKeep(backups, NOW)].toSorted())
  })
})
