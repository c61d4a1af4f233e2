import type { PageProps } from '../app/router.ts'
import { CockpitPage } from './CockpitPage.tsx'
import { ProcessListPage } from './ProcessListPage.tsx'

/** 换届驾驶舱：不带编号是全部流程，带编号是一个流程。 */
export function ProcessPage({ parameters, query }: PageProps) {
  const id = parameters['id']
  return id === undefined ? <ProcessListPage query={query} /> : <CockpitPage key={id} processId={id} />
}
