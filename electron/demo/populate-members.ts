import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { checkCharacter } from '../../shared/member/identity-number.ts'
import { maskIdentityNumber } from '../../shared/member/masking.ts'
import { BRANCHES, DEMO_UNIT, isTrustBranch, type BranchPlan } from './group-plan.ts'
import { DemoPeople, withPartyStatus, type DemoPerson } from './people.ts'
import type { Call, RefusedRow, RosterMember, Rosters, Step } from './population.ts'
import { rosterWorkbook, type BrokenRow, type RosterSheet } from './roster-workbook.ts'

export type DemoRosterFile = { readonly fileName: string; readonly bytes: Uint8Array }

export type DemoRosters = {
  readonly peopleByBranch: ReadonlyMap<string, readonly DemoPerson[]>
  /** 信托公司党总支一份 .xls，集团直属各支部一份 .xlsx。 */
  readonly files: readonly DemoRosterFile[]
}

/** 造人并排成两份官方版式的汇总表；同一个 `asOf` 逐字节相同。 */
export function demoRosters(asOf: PlainDate): DemoRosters {
  const people = new DemoPeople(asOf)
  const peopleByBranch = new Map(BRANCHES.map((plan) => [plan.code, branchPeople(people, plan)]))
  const brokenRows = brokenRowsBySheet(people, asOf, peopleByBranch)
  const sheets = (plans: readonly BranchPlan[]): RosterSheet[] =>
    plans.map((plan) => ({
      sheetName: plan.shortName,
      branchName: plan.name,
      people: peopleByBranch.get(plan.code) ?? [],
      brokenRows: brokenRows.get(plan.shortName) ?? [],
    }))
  const trust = BRANCHES.filter(isTrustBranch)
  const direct = BRANCHES.filter((plan) => !isTrustBranch(plan))
  return {
    peopleByBranch,
    files: [
      { fileName: '信托公司党总支-党员基本信息汇总表.xls', bytes: rosterWorkbook(sheets(trust), DEMO_UNIT.fullName, asOf, 'xls') },
      { fileName: '集团直属党支部-党员基本信息汇总表.xlsx', bytes: rosterWorkbook(sheets(direct), DEMO_UNIT.fullName, asOf, 'xlsx') },
    ],
  }
}

/** 两份汇总表走真实的导入：先看差异，再确认落库；坏行被拒，其余全部新增。 */
export async function importRosters(call: Call, asOf: PlainDate, step: Step): Promise<Rosters> {
  const { peopleByBranch, files } = demoRosters(asOf)
  const refusedRows: RefusedRow[] = []
  let importedCount = 0
  for (const { fileName, bytes } of files) {
    const file = { fileName, base64: Buffer.from(bytes).toString('base64') }
    const preview = await call('exchange.previewRoster', { file, asOf })
    if (preview.unknownBranches.length > 0) throw new Error(`演示名册里有对不上的党支部：${preview.unknownBranches.join('、')}`)
    refusedRows.push(
      ...preview.rows
        .filter((row) => row.outcome === '拒绝')
        .map(({ sheet, rowNo, name, refusals }) => ({
          fileName,
          sheet,
          rowNo,
          name,
          reasons: refusals.map((refusal) => `${refusal.label}：${refusal.reason}`),
        })),
    )
    const imported = await call('exchange.importRoster', { file, asOf, digest: preview.digest })
    importedCount += imported.added
    await step(`导入${fileName}`)
  }
  const memberIds = await memberIdsByIdentityNumber(call, asOf)
  const byBranch = new Map(
    [...peopleByBranch].map(([code, people]) => [
      code,
      people.flatMap((person): RosterMember[] => {
        const memberId = memberIds.get(whoIs(person))
        return memberId === undefined ? [] : [{ person, memberId }]
      }),
    ]),
  )
  return { byBranch, refusedRows, importedCount }
}

async function memberIdsByIdentityNumber(call: Call, asOf: PlainDate): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const page = 500
  for (let offset = 0; ; offset += page) {
    const { rows, total } = await call('member.list', { asOf, offset, limit: page })
    for (const row of rows) ids.set(whoIs(row), row.id)
    if (rows.length === 0 || offset + page >= total) return ids
  }
}

function branchPeople(people: DemoPeople, plan: BranchPlan): readonly DemoPerson[] {
  const isRetired = plan.form === '离退休党支部'
  const cadres = Math.min(plan.full, Math.max(plan.seats.length + 1, 2))
  const list: DemoPerson[] = []
  for (let index = 0; index < plan.full; index += 1) {
    const isCadre = index < cadres
    if (index === 0 && plan.secretary === '新任') list.push(people.create('新任骨干'))
    else list.push(people.create(isCadre ? (isRetired ? '退休骨干' : '骨干') : isRetired ? '退休' : '普通'))
  }
  for (let index = 0; index < plan.probationary; index += 1) list.push(people.create(plan.hasJustJoined ? '新近预备' : '预备'))
  // 停止党籍的人在册但不计入党员人数。
  if (plan.shortName === '大厦物业') list.push(withPartyStatus(people.create('普通'), '停止党籍'))
  return list
}

/** 夹在两份表里的坏行：校验码错、证号成了数字、与他人重复、入党不满十八周岁、入党日期在将来。 */
function brokenRowsBySheet(
  people: DemoPeople,
  asOf: PlainDate,
  peopleByBranch: ReadonlyMap<string, readonly DemoPerson[]>,
): ReadonlyMap<string, readonly BrokenRow[]> {
  const someone = () => people.create('普通')
  const miskeyed = someone()
  const alsoMiskeyed = someone()
  const tooYoung = someone()
  const future = someone()
  const copied = peopleByBranch.get('001.003')?.[12] ?? someone()
  const nextYear = String(Number(asOf.slice(0, 4)) + 1)
  return new Map<string, readonly BrokenRow[]>([
    ['信托第一', [{ person: { ...miskeyed, identityNumber: withWrongCheckCharacter(miskeyed.identityNumber) } }]],
    // 同一个人在同一张表里抄了两遍。
    ['担保第二', [{ person: copied }]],
    ['机关第三', [{ person: someone(), isNumericIdentity: true }]],
    ['大厦物业', [{ person: { ...alsoMiskeyed, identityNumber: alsoMiskeyed.identityNumber.slice(0, 17) } }]],
    ['供应链', [{ person: { ...tooYoung, joinedOn: `${Number(tooYoung.birthOn.slice(0, 4)) + 16}-07-01`, fullOn: null } }]],
    ['数字科技', [{ person: { ...future, joinedOn: `${nextYear}-07-01`, fullOn: null, category: '预备党员' } }]],
  ])
}

function withWrongCheckCharacter(identityNumber: string): string {
  const right = checkCharacter(identityNumber.slice(0, 17))
  return identityNumber.slice(0, 17) + (right === '1' ? '2' : '1')
}

/** 列表里的证号是遮好的：连同姓名、生日足以认出演示集团里的一个人。 */
function whoIs({
  name,
  birthOn,
  identityNumber,
}: {
  readonly name: string
  readonly birthOn: string
  readonly identityNumber: string
}): string {
  return `${name} ${birthOn} ${identityNumber.includes('*') ? identityNumber : maskIdentityNumber(identityNumber)}`
}
