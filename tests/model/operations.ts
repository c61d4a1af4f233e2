import { syntheticPerson } from '../kit/synthetic-person.ts'
import type { Book, Cell, Plan } from './book.ts'
import { activityCell } from './library.ts'

/** 随机的一步：做什么，四个数由各步自己解释（选第几个、哪一天、要不要理由……）。 */
export type Roll = { readonly kind: Kind; readonly pick: number; readonly other: number; readonly day: number; readonly flag: boolean }

export const KINDS = [
  '登记党员',
  '改党员',
  '照旧样子改党员',
  '调动',
  '移入回收站',
  '恢复党员',
  '新设支部',
  '支部更名',
  '撤销支部',
  '恢复支部',
  '登记届次',
  '记录活动',
  '更改活动',
  '照旧版次更改活动',
  '移走活动',
  '恢复活动',
  '月结',
  '反月结',
  '撤销最近一步',
  '撤销某一步',
  '坏输入',
] as const
export type Kind = (typeof KINDS)[number]

const nth = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]
const idOf = (value: unknown, key: string): string => String((value as Record<string, unknown>)[key])
const nothing = () => [] as readonly (readonly [string, Cell])[]
const person = (index: number, adminPost: string) => syntheticPerson(200 + index, { adminPost })

function branchProfile(name: string) {
  const empty = { staffTotal: null, nonpartyStaffTotal: null, contactName: '', contactPhone: '', documentCode: '', approvalDocumentNo: '' }
  return {
    level: '党支部',
    name: `中共测试集团${name}委员会`,
    shortName: name,
    form: '单独组建',
    unitType: '国有企业',
    coveredUnits: [],
    ...empty,
  }
}

/** 什么也做不了的（还没有可改的人）为 null。`serial` 是第几步，用来起不重样的名字。 */
export function planOf(book: Book, roll: Roll, serial: number, committee: string): Plan | null {
  const { kind, pick, other, day, flag } = roll
  const [memberId, index] = nth([...book.people], pick) ?? ['', 0]
  const hasMember = memberId !== ''
  const post = book.cells.get(`党员 ${memberId} 职务`) ?? ''
  const branch = nth(book.branches, other) ?? ''
  switch (kind) {
    case '登记党员': {
      const isTaken = [...book.people].some(([id, each]) => each === pick && book.isLive(id))
      // 证号还在回收站里的：恢复还是另登，由真库定。
      const isRecycled = [...book.people].some(([id, each]) => each === pick && book.cells.has(`党员 ${id} 回收`))
      return {
        route: 'member.create',
        input: { profile: person(pick, `职务${serial}`), branchId: branch, groupId: null, fromOn: null },
        outcome: isTaken || !book.isStanding(branch) ? '拒' : isRecycled ? '都行' : '成',
        effect: (value) => {
          const id = idOf(value, 'memberId')
          book.people.set(id, pick)
          return [
            [`党员 ${id} 职务`, `职务${serial}`],
            [`党员 ${id} 支部`, branch],
          ]
        },
      }
    }
    case '改党员':
    case '照旧样子改党员': {
      if (!hasMember) return null
      const isStale = kind === '照旧样子改党员'
      return {
        route: 'member.update',
        input: { memberId, profile: person(index, `职务${serial}`), basedOn: person(index, isStale ? '早先的职务' : post) },
        outcome: book.isLive(memberId) && !isStale ? '成' : '拒',
        effect: () => [[`党员 ${memberId} 职务`, `职务${serial}`]],
      }
    }
    case '调动':
      return !hasMember
        ? null
        : {
            route: 'member.assign',
            input: { memberIds: [memberId], branchId: branch, groupId: null, fromOn: '2026-09-14', reason: '工作调动' },
            outcome: book.isLive(memberId) && book.isStanding(branch) ? '成' : '拒',
            effect: () => [[`党员 ${memberId} 支部`, branch]],
          }
    case '移入回收站':
      return !hasMember
        ? null
        : {
            route: 'member.remove',
            input: { memberId, reason: '登错' },
            outcome: book.isLive(memberId) ? '成' : '拒',
            effect: () => [[`党员 ${memberId} 回收`, '是']],
          }
    case '恢复党员': {
      if (!hasMember) return null
      const isTaken = [...book.people].some(([id, each]) => each === index && id !== memberId && book.isLive(id))
      const isHomeless = !book.isStanding(book.cells.get(`党员 ${memberId} 支部`) ?? '')
      return {
        route: 'member.restore',
        input: { memberId },
        outcome: book.cells.has(`党员 ${memberId} 回收`) && !isTaken && !isHomeless ? '成' : '拒',
        effect: () => [[`党员 ${memberId} 回收`, undefined]],
      }
    }
    case '新设支部': {
      const name = `第${serial}支部`
      return {
        route: 'organization.create',
        input: {
          code: `001.9${String(serial).padStart(3, '0')}`,
          establishedOn: '2020-01-01',
          establishmentDocumentNo: '',
          profile: { ...branchProfile(name), parentId: committee },
        },
        outcome: '成',
        effect: (value) => {
          const id = idOf(value, 'organizationId')
          book.branches.push(id)
          return [
            [`党组织 ${id} 名称`, branchProfile(name).name],
            [`党组织 ${id} 撤销`, '在'],
          ]
        },
      }
    }
    case '支部更名': {
      // 只改命令里新设的：原有的各有各的隶属。
      const own = nth(book.branches.slice(2), other)
      if (own === undefined) return null
      const profile = { ...branchProfile(`第${serial}支部`), parentId: committee }
      return {
        route: 'organization.revise',
        input: { organizationId: own, effectiveOn: '2026-09-14', profile },
        outcome: book.isStanding(own) ? '成' : '拒',
        effect: () => [[`党组织 ${own} 名称`, profile.name]],
      }
    }
    case '撤销支部': {
      const own = nth(book.branches.slice(2), other)
      if (own === undefined) return null
      const isHome = [...book.people.keys()].some((id) => book.isLive(id) && book.cells.get(`党员 ${id} 支部`) === own)
      return {
        route: 'organization.dissolve',
        input: { organizationId: own, dissolvedOn: '2026-09-14', reason: '机构调整', documentNo: '', mergedIntoId: null },
        // 名下有人的不能直接撤；没有人的，看有没有以后的记录，由真库定。
        outcome: !book.isStanding(own) || isHome ? '拒' : '都行',
        effect: () => [[`党组织 ${own} 撤销`, '2026-09-14']],
      }
    }
    case '恢复支部': {
      const own = nth(book.branches.slice(2), other)
      if (own === undefined) return null
      return {
        route: 'organization.restore',
        input: { organizationId: own },
        outcome: book.cells.get(`党组织 ${own} 撤销`) === '2026-09-14' ? '都行' : '拒',
        effect: () => [[`党组织 ${own} 撤销`, '在']],
      }
    }
    case '登记届次': {
      const electedOn = `2026-0${(pick % 8) + 1}-15`
      return {
        route: 'election.recordTerm',
        input: { organizationId: book.active, seq: 4 + (pick % 3), electedOn, seatCount: 3, endPreviousPosts: false },
        // 届次先后、任期未满由规则定；成了就得原样查得到。
        outcome: [...book.cells].some(([key, cell]) => key.startsWith('届次 ') && cell.startsWith(`${4 + (pick % 3)} `)) ? '拒' : '都行',
        effect: (value) => [[`届次 ${idOf(value, 'termId')}`, `${4 + (pick % 3)} ${electedOn}`]],
      }
    }
    case '月结':
    case '反月结': {
      const isClosing = kind === '月结'
      return {
        route: isClosing ? 'life.closeMonth' : 'life.reopenMonth',
        input: isClosing
          ? { organizationIds: [book.active], month: '2026-08' }
          : { organizationId: book.active, month: '2026-08', reason: '漏录', ...(flag ? { authorizedBy: '集团党委' } : {}) },
        // 反月结要写明授权人。
        outcome: book.isMonthClosed === isClosing || (!isClosing && !flag) ? '拒' : '成',
        effect: () => [[`月结 ${book.active}`, isClosing ? '已结' : undefined]],
        isFinal: true,
      }
    }
    case '撤销最近一步':
    case '撤销某一步': {
      const step = kind === '撤销最近一步' ? book.steps.at(-1) : nth(book.steps, pick * 5 + other)
      return step === undefined ? null : book.undoPlan(step)
    }
    case '坏输入': {
      const bad = nth(BAD_INPUTS, pick * 8 + other)
      return bad === undefined ? null : { ...bad, outcome: '拒', effect: nothing }
    }
    default:
      return activityPlan(book, kind, { pick, day, flag, serial })
  }
}

type ActivityKind = Extract<Kind, '记录活动' | '更改活动' | '照旧版次更改活动' | '移走活动' | '恢复活动'>

function activityPlan(
  book: Book,
  kind: ActivityKind,
  { pick, day, flag, serial }: { pick: number; day: number; flag: boolean; serial: number },
): Plan | null {
  const closedMonth = flag ? { reason: `第 ${serial} 步`, authorizedBy: '林部长' } : null
  const isBlocked = book.isMonthClosed && !flag
  const place = `会议室${serial}`
  const activity = {
    organizationId: book.active,
    types: ['支委会'],
    heldOn: `2026-08-${String(day).padStart(2, '0')}`,
    startsAt: '15:00',
    endsAt: '16:00',
    place,
    unlisted: '出席',
  }
  const isFinal = book.isMonthClosed
  const takes = (on: number, exceptId: string) =>
    book.activities.some((id) => id !== exceptId && on === parsed(book, id)?.day && parsed(book, id)?.isRemoved === false)
  if (kind === '记录活动')
    return {
      route: 'life.recordActivity',
      input: { activity, closedMonth },
      outcome: isBlocked || takes(day, '') ? '拒' : '成',
      effect: (value) => {
        const id = idOf(value, 'activityId')
        book.activities.push(id)
        return [[`活动 ${id}`, activityCell(day, place, false, 1)]]
      },
      isFinal,
    }
  const activityId = nth(book.activities, pick)
  if (activityId === undefined) return null
  const known = parsed(book, activityId)
  const revision = known?.revision ?? 1
  const key = `活动 ${activityId}`
  const canChange = known !== null && !isBlocked
  switch (kind) {
    case '更改活动':
    case '照旧版次更改活动': {
      const isStale = kind === '照旧版次更改活动'
      return {
        route: 'life.reviseActivity',
        input: { activityId, revision: isStale ? revision + 1 : revision, activity, closedMonth },
        outcome: canChange && !isStale && !known.isRemoved && !takes(day, activityId) ? '成' : '拒',
        effect: () => [[key, activityCell(day, place, false, revision + 1)]],
        isFinal,
      }
    }
    case '移走活动':
      return {
        route: 'life.removeActivity',
        input: { activityId, revision, reason: '录错', closedMonth },
        outcome: canChange && !known.isRemoved ? '成' : '拒',
        effect: () => [[key, activityCell(known?.day ?? 0, known?.place ?? '', true, revision + 1)]],
        isFinal,
      }
    case '恢复活动':
      return {
        route: 'life.restoreActivity',
        input: { activityId, closedMonth },
        outcome: canChange && known.isRemoved && !takes(known.day, activityId) ? '成' : '拒',
        effect: () => [[key, activityCell(known?.day ?? 0, known?.place ?? '', false, revision + 1)]],
        isFinal,
      }
  }
}

/** 账上一次活动的样子；登记被撤销了的为 null。 */
function parsed(book: Book, activityId: string): { day: number; place: string; revision: number; isRemoved: boolean } | null {
  const match = /^8月(\d+)日 (\S+) 第(\d+)版( 已移走)?$/.exec(book.cells.get(`活动 ${activityId}`) ?? '')
  if (!match) return null
  return { day: Number(match[1]), place: match[2] ?? '', revision: Number(match[3]), isRemoved: match[4] !== undefined }
}

const BAD_INPUTS: readonly { readonly route: string; readonly input: unknown }[] = [
  { route: 'member.create', input: {} },
  {
    route: 'member.create',
    input: { profile: { ...person(99, ''), identityNumber: '350299190001011234' }, branchId: '没有', groupId: null, fromOn: null },
  },
  { route: 'member.create', input: { profile: { ...person(99, ''), name: '甲\u0000乙' }, branchId: '没有', groupId: null, fromOn: null } },
  { route: 'member.update', input: { memberId: '没有这个人', profile: person(98, '') } },
  { route: 'member.assign', input: { memberIds: [], branchId: 'x', groupId: null, fromOn: '2026-09-14', reason: '调动' } },
  { route: 'member.assign', input: { memberIds: ['没有'], branchId: 'x', groupId: null, fromOn: '2026-02-30', reason: '调动' } },
  { route: 'member.remove', input: { memberId: "' OR 1=1 --", reason: '试' } },
  {
    route: 'organization.create',
    input: { code: '001', establishedOn: '2020-01-01', establishmentDocumentNo: '', profile: { ...branchProfile('重码'), parentId: null } },
  },
  {
    route: 'organization.dissolve',
    input: { organizationId: '没有', dissolvedOn: '2099-01-01', reason: '试', documentNo: '', mergedIntoId: null },
  },
  { route: 'election.recordTerm', input: { organizationId: '没有', seq: 0, electedOn: '昨天', seatCount: -1 } },
  { route: 'life.recordActivity', input: { activity: { organizationId: '没有', types: [], heldOn: '2026-13-01' } } },
  { route: 'life.closeMonth', input: { organizationIds: ['没有'], month: '2026-8' } },
  { route: 'settings.undo', input: { seq: 999_999 } },
  { route: 'settings.undo', input: { seq: -1 } },
  { route: '没有这条路由', input: null },
  { route: 'member.list', input: 'x'.repeat(100_000) },
]
