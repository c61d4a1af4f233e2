import { describe, expect, test } from 'vitest'
import { barredRoute } from '../../renderer/app/barred-route.ts'
import { parseHash } from '../../renderer/app/router.ts'
import { mayUse } from '../../shared/security/route-access.ts'
import { localUser, type Session } from '../../shared/security/session.ts'

const inspector: Session = { accountId: 'a', name: '周见山', role: '只读检查员', organizationId: null, signedInAt: null }
const operator: Session = { ...inspector, role: '支部操作员', organizationId: 'branch' }
const barred = (session: Session, hash: string) => barredRoute(parseHash(hash.slice(1)), (route) => mayUse(session, route))

describe('直接打网址进登记、更改的表单', () => {
  test.each([
    ['#/life/activity/new?organizationId=x', 'life.recordActivity'],
    ['#/life/activity/a1?act=edit', 'life.reviseActivity'],
    ['#/person/m1?act=member.update', 'member.update'],
    ['#/election/x?act=election.recordTerm', 'election.recordTerm'],
  ])('只读检查员进不了 %s，管理员进得了', (hash, route) => {
    expect(barred(inspector, hash)).toBe(route)
    expect(barred(localUser(), hash)).toBeNull()
  })

  test('只是看的都进得了；操作员记得了活动，登记不了届次', () => {
    for (const hash of ['#/', '#/member', '#/life/activity/a1', '#/life/activities?act=life.activities', '#/person/m1?act=没有这条'])
      expect(barred(inspector, hash)).toBeNull()
    expect(barred(operator, '#/life/activity/new')).toBeNull()
    expect(barred(operator, '#/election/x?act=election.recordTerm')).toBe('election.recordTerm')
  })
})
