import type { GateContract } from '../../shared/security/gate-contract.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { offsitePlaces } from '../offsite/place.ts'
import { offsiteBackups } from '../offsite/read.ts'
import type { GateContext, GateHandlers } from './gate-context.ts'

/** 会列出文件夹里的名字，所以锁着、没登录时不答；打开着时放行表只给党委管理员。 */
export const placesHandlers: GateHandlers<Pick<GateContract, 'security.places' | 'security.chooseFolder' | 'security.offsiteBackups'>> = {
  'security.places': (context) => {
    requireSeated(context)
    return { places: offsitePlaces(), canChooseFolder: context.gate.chooseFolder !== null }
  },

  'security.chooseFolder': async (context) => {
    requireSeated(context)
    return { folder: (await context.gate.chooseFolder?.()) ?? null }
  },

  'security.offsiteBackups': (context, { folder }) => {
    requireSeated(context)
    return { rows: offsiteBackups(folder) }
  },
}

function requireSeated({ gate }: GateContext): void {
  const { kind } = gate.state()
  if (kind !== '已开' && kind !== '打不开') throw new DomainError('LOCKED', '请先解锁、登录，再找别处的备份。')
}
