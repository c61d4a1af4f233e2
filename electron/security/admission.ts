import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { RouteAccess } from '../../shared/security/access.ts'
import { filled, referencesIn, rowReferences, trimmed } from '../../shared/security/references.ts'
import { ROUTE_ACCESS } from '../../shared/security/route-access.ts'
import type { Session } from '../../shared/security/session.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { scopeOf, withinScope, type Scope } from './owner-queries.ts'

/** 放行了：入参按范围填好，结果还要经 `trim` 滤过才给出。 */
export type Admission = { readonly input: unknown; trim(output: unknown): Promise<unknown> }

type Asked = { readonly route: string; readonly summary: string; readonly input: unknown; readonly today: PlainDate }

/**
 * 放行，默认拒绝：没列在 `ROUTE_ACCESS` 里的、角色不对的、入参指到范围外的，一律 `FORBIDDEN`。
 * 不限范围的党委管理员（没设身份时的本机用户也是）不受限。在同一个连接（命令则在同一个事务）里查归属。
 * @throws DomainError `FORBIDDEN`；指到范围外与指到不存在的，说同样的话。
 */
export async function admit(db: ReadDb, session: Session, asked: Asked): Promise<Admission> {
  const asIs: Admission = { input: asked.input, trim: (output) => Promise.resolve(output) }
  if (session.role === '党委管理员' && session.organizationId === null) return asIs
  const access = Object.hasOwn(ROUTE_ACCESS, asked.route) ? ROUTE_ACCESS[asked.route] : undefined
  const scope = session.organizationId === null ? null : await scopeOf(db, session.organizationId, asked.today)
  if (!access?.roles.includes(session.role)) throw notForRole(session, scope, asked.summary)
  if (scope === null || access.scope.way === '无需') return asIs
  return narrow(db, session, access.scope, scope, asked)
}

/** 不看范围，只看角色：门口的路由没有党组织的记录可查。能走为 null。 */
export function roleRefusal(session: Session, route: string, summary: string): DomainError | null {
  if (session.role === '党委管理员' && session.organizationId === null) return null
  const access = Object.hasOwn(ROUTE_ACCESS, route) ? ROUTE_ACCESS[route] : undefined
  return access?.roles.includes(session.role) ? null : notForRole(session, null, summary)
}

async function narrow(db: ReadDb, session: Session, rule: RouteAccess['scope'], scope: Scope, asked: Asked): Promise<Admission> {
  if (rule.way === '全集团' || rule.way === '无需') throw notForRole(session, scope, asked.summary)
  const input = filled(asked.input, rule.fill, scope)
  const { references, unknown } = referencesIn(input, rule.kinds)
  const isWithin = await withinScope(db, references, scope, asked.today)
  const isAsked = rule.way === '只留范围内' || references.length > 0
  if (unknown.length > 0 || !isAsked || !references.every(isWithin)) throw outOfScope(session, scope)
  return {
    input,
    trim: async (output) => {
      if (rule.way !== '只留范围内') return output
      // 组织树的根要看上级在不在范围内，连上级一起查。
      const inRows = [...rowReferences(output, rule.keeps ?? []), ...parentsIn(scope)]
      return trimmed(output, rule, await withinScope(db, inRows, scope, asked.today))
    },
  }
}

const parentsIn = (scope: Scope) => [...scope.ids].map((id) => ({ kind: 'organization' as const, id }))

function notForRole(session: Session, scope: Scope | null, summary: string): DomainError {
  const can =
    session.role === '只读检查员' ? '只能查看和导出，不能登记、更改' : `只能查看和办理${scope ? `“${scope.name}”的日常事务` : '日常事务'}`
  return new DomainError('FORBIDDEN', `${whoIs(session, scope)}，${can}。“${summary}”请由党委管理员来办。`)
}

function outOfScope(session: Session, scope: Scope): DomainError {
  return new DomainError(
    'FORBIDDEN',
    `${whoIs(session, scope)}，只能看“${scope.name}”及其下级的内容。没有这一项，或者它不在你的范围里；请回到列表重新选择。`,
  )
}

function whoIs({ role }: Session, scope: Scope | null): string {
  return `你的身份是${scope === null ? '' : `“${scope.name}”`}${role}`
}
