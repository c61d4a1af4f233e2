import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'

type Known = { activityId: string; revision: number; day: number; place: string; isRemoved: boolean; changes: number }

/** 记录、更改、移走、恢复、月结、反月结，任意先后；`pick` 选第几次活动，`day` 是 8 月几日。 */
const operation = fc.record({
  kind: fc.constantFrom('记录', '更改', '更改', '移走', '恢复', '月结', '反月结'),
  pick: fc.nat(5),
  day: fc.integer({ min: 1, max: 28 }),
  hasGrounds: fc.boolean(),
})

it('任意先后的操作：列表、版次、改动痕迹、月结留痕都与照着记的一本账相符；被拒的不动账', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 4, maxLength: 14 }), async (operations) => {
      await using backend = openTestBackend('2026-09-14')
      const { second } = await plantSmallBranch(backend)
      const draft = (day: number, place: string): ActivityDraftInput => ({
        organizationId: second,
        types: ['支委会'],
        heldOn: `2026-08-${String(day).padStart(2, '0')}`,
        startsAt: '15:00',
        endsAt: '16:00',
        place,
        unlisted: '出席',
      })
      const book: Known[] = []
      let isClosed = false
      let closedChanges = 0
      for (const [step, { kind, pick, day, hasGrounds }] of operations.entries()) {
        const closedMonth = hasGrounds ? { reason: `第 ${step} 步`, authorizedBy: '林部长' } : null
        const known = book[pick % Math.max(1, book.length)]
        const isTaken = book.some((each) => each !== known && !each.isRemoved && each.day === day)
        const isBlocked = isClosed && !hasGrounds
        const place = `第 ${step} 会议室`
        if (kind === '记录') {
          const isDuplicate = book.some((each) => !each.isRemoved && each.day === day)
          if (isDuplicate || isBlocked) {
            await backend.refused('life.recordActivity', { activity: draft(day, place), closedMonth })
            continue
          }
          const { activityId } = await backend.call('life.recordActivity', { activity: draft(day, place), closedMonth })
          book.push({ activityId, revision: 1, day, place, isRemoved: false, changes: 0 })
          if (isClosed) closedChanges += 1
          continue
        }
        if (kind === '月结' || kind === '反月结') {
          const wanted = kind === '月结'
          const run = { organizationIds: [second], month: '2026-08' }
          const reopen = { organizationId: second, month: '2026-08', reason: '漏录', authorizedBy: '林部长' }
          if (isClosed === wanted) await (wanted ? backend.refused('life.closeMonth', run) : backend.refused('life.reopenMonth', reopen))
          else await (wanted ? backend.call('life.closeMonth', run) : backend.call('life.reopenMonth', reopen))
          isClosed = wanted
          continue
        }
        if (!known) continue
        const { activityId, revision } = known
        if (kind === '更改') {
          const input = { activityId, revision, activity: draft(day, place), closedMonth }
          if (known.isRemoved || isTaken || isBlocked) {
            await backend.refused('life.reviseActivity', input)
            continue
          }
          await backend.call('life.reviseActivity', input)
          Object.assign(known, { day, place })
        } else if (kind === '移走') {
          const input = { activityId, revision, reason: '录错', closedMonth }
          if (known.isRemoved || isBlocked) {
            await backend.refused('life.removeActivity', input)
            continue
          }
          await backend.call('life.removeActivity', input)
          known.isRemoved = true
        } else {
          const clashes = book.some((each) => each !== known && !each.isRemoved && each.day === known.day)
          if (!known.isRemoved || clashes || isBlocked) {
            await backend.refused('life.restoreActivity', { activityId, closedMonth })
            continue
          }
          await backend.call('life.restoreActivity', { activityId, closedMonth })
          known.isRemoved = false
        }
        known.revision += 1
        known.changes += 1
        if (isClosed) closedChanges += 1
      }
      const { rows } = await backend.call('life.activities', { organizationId: second, year: 2026 })
      const shown = rows.map(({ id, revision, heldOn, place }) => ({ id, revision, day: Number(heldOn.slice(8)), place }))
      const expected = book.filter(({ isRemoved }) => !isRemoved)
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
      expect(shown.toSorted(byId)).toEqual(
        expected.map(({ activityId, revision, day, place }) => ({ id: activityId, revision, day, place })).toSorted(byId),
      )
      for (const { activityId, changes } of book)
        expect((await backend.call('life.activityChanges', { activityId })).changes).toHaveLength(changes)
      expect((await backend.call('life.closedMonthChanges', { organizationId: second, year: 2026 })).changes).toHaveLength(closedChanges)
    }),
    { numRuns: 12 },
  )
}, 120_000)
