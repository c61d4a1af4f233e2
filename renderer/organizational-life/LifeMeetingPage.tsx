import type { PageProps } from '../app/router.ts'
import { LifeMeetingDetail } from './LifeMeetingDetail.tsx'
import { LifeMeetingList } from './LifeMeetingList.tsx'

/** 组织生活会：全部支部办到哪一步，或其中一次的全链。 */
export function LifeMeetingPage({ parameters, query }: PageProps) {
  const { id } = parameters
  return id === undefined || id === '' ? <LifeMeetingList query={query} /> : <LifeMeetingDetail key={id} meetingId={id} />
}
