type Event = { readonly id: string; readonly kind: string; readonly revision: number; readonly withdrawnAt: string | null }

/** 一版公文还作数的经过：签发、用印、送达、归档任一样登记了，就算发出去了。 */
export const standingEvents = <E extends Event>(events: readonly E[], revision: number): E[] =>
  events.filter((event) => event.withdrawnAt === null && event.revision === revision)

/** 撤回这一条，会不会把现行版从“已签发”变回“没签发”：撤的是签发，或撤完一条也不剩。变回去以后改它就不要授权，所以撤它要授权。 */
export function unsigns(events: readonly Event[], event: Event, revision: number): boolean {
  const standing = standingEvents(events, revision)
  return standing.some(({ id }) => id === event.id) && (event.kind === '签发' || standing.length === 1)
}
