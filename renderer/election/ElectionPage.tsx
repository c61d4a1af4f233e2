import type { PageProps } from '../app/router.ts'
import { BoardPage } from './BoardPage.tsx'
import { OverviewPage } from './OverviewPage.tsx'

/** 届次与班子：不带编号是各组织一览，带编号是一个组织的届次与班子。 */
export function ElectionPage({ parameters, query }: PageProps) {
  const id = parameters['id']
  return id === undefined ? <OverviewPage /> : <BoardPage key={id} organizationId={id} query={query} />
}
