import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    // 卡死才用得着的上限；快慢由 bench 管，忙的机器上算一次口令散列就要好几秒。
    testTimeout: 120_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // 默认留一个核给自己，两核的机器就只剩一个进程在跑。
    maxWorkers: availableParallelism(),
    reporters: ['default'],
  },
})
