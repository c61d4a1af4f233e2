import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // 默认留一个核给自己，两核的机器就只剩一个进程在跑。
    maxWorkers: availableParallelism(),
    reporters: ['default'],
  },
})
