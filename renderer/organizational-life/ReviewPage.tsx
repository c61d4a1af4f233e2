import type { PageProps } from '../app/router.ts'
import { ReviewDetail } from './ReviewDetail.tsx'
import { ReviewList } from './ReviewList.tsx'

/** 民主评议：某评议年度的全部支部，或一个支部的六个环节。 */
export function ReviewPage({ parameters, query }: PageProps) {
  const { id } = parameters
  return id === undefined || id === '' ? <ReviewList query={query} /> : <ReviewDetail key={id} reviewId={id} />
}
