import { unzipSync, zipSync } from 'fflate'
import { AS_OF, openDemoCopy, prepareDemoGroup } from './bench-backend.ts'
import { stopwatch, type Measure } from './measure.ts'

const YEAR = Number(AS_OF.slice(0, 4))

/** 最近一次产品打出的包，下限把同样的文件重新打一遍。 */
let entries: Record<string, Uint8Array> = {}

/** 演示集团的年度材料包：26 个支部。下限是把同样的文件直接打成 zip。 */
export const annualPackage: Measure = {
  name: 'annual-package',
  title: '年度材料包（26 支部）',
  floorTitle: '裸 zip',
  prepare: prepareDemoGroup,

  async product(directory, round) {
    const { backend, call } = openDemoCopy(directory, round)
    let bytes: Uint8Array = new Uint8Array()
    const ms = await stopwatch(async () => {
      const { file } = await call('assessment.exportPackage', { year: YEAR })
      bytes = Buffer.from(file.base64, 'base64')
    })
    entries = unzipSync(bytes)
    await backend.close()
    return ms
  },

  floor() {
    return stopwatch(() => zipSync(entries, { level: 6 }))
  },
}
