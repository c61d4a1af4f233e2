import type { searchContract } from '../../shared/organizational-life/search-contract.ts'
import { fragmentOf, searchTerms } from '../../shared/organizational-life/search-words.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt, withDescendants } from '../member/queries.ts'
import { findActivities, searchedTexts, typesOf } from './search-queries.ts'

/** 每次活动最多摘几处。 */
const FRAGMENTS = 3

export const searchHandlers: Handlers<typeof searchContract> = {
  'life.search': async ({ db, today }, { text, organizationId, limit, ...scope }) => {
    const terms = searchTerms(text)
    if (terms.length === 0) return { total: 0, rows: [] }
    const organizations = await organizationsAt(db, today)
    const organizationIds = organizationId === null ? null : withDescendants(organizations, organizationId)
    const { total, rows } = await findActivities(db, terms, { ...scope, organizationIds }, limit)
    const ids = rows.map(({ id }) => id)
    const types = await typesOf(db, ids)
    const texts = await searchedTexts(db, ids)
    return {
      total,
      rows: rows.map(({ id, organizationId: owner, title, heldOn }) => ({
        activityId: id,
        organizationName: organizations.get(owner)?.shortName ?? '',
        title,
        heldOn,
        types: types.get(id) ?? [],
        fragments: (texts.get(id) ?? [])
          .flatMap(({ label, text: each }) => {
            const fragment = fragmentOf(each, terms)
            return fragment === null ? [] : [{ label, ...fragment }]
          })
          .slice(0, FRAGMENTS),
      })),
    }
  },
}
