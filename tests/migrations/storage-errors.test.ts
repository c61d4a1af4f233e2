import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DATA_FILE_NAME, explainStorageError } from '../../electron/db/open.ts'

const volume = vi.hoisted(() => ({ isReadOnly: false }))
// 以管理员身份跑测试时权限位不起作用，改权限造不出只读；这里只换掉“能不能写”的回答。
vi.mock('node:fs', async (load) => ({
  ...(await load<typeof import('node:fs')>()),
  accessSync: () => {
    if (volume.isReadOnly) throw Object.assign(new Error('EROFS'), { code: 'EROFS' })
  },
}))

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'jishi-storage-'))
})
afterEach(() => {
  volume.isReadOnly = false
  rmSync(directory, { recursive: true, force: true })
})

const explained = (code: string) => explainStorageError(path.join(directory, DATA_FILE_NAME), Object.assign(new Error(code), { code }))

describe('存储出错的说明', () => {
  it('写保护的盘上 SQLite 只说打不开，说明里讲清是只读', () => {
    expect(explained('SQLITE_CANTOPEN')).toMatchObject({ code: 'DATA_FILE_CANTOPEN' })
    volume.isReadOnly = true
    expect(explained('SQLITE_CANTOPEN')).toMatchObject({ code: 'DATA_FILE_READONLY' })
    expect(explained('SQLITE_CANTOPEN')?.message).toMatch(/只读.*写保护.*原件未作任何改动/)
  })

  it.each(['SQLITE_FULL', 'ENOSPC', 'SQLITE_IOERR_SHMSIZE'])('%s 是磁盘满，不是磁盘坏', (code) => {
    expect(explained(code)).toMatchObject({ code: 'DISK_FULL' })
    expect(explained(code)?.message).toMatch(/磁盘空间不足.*请清理磁盘/)
  })

  it('别的读写错误仍按磁盘出错说明', () => {
    expect(explained('SQLITE_IOERR_READ')).toMatchObject({ code: 'DATA_FILE_IO' })
  })
})
