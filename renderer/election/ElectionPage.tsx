import { EmptyState } from '../ui/states.tsx'

export function ElectionPage() {
  return <EmptyState title="这一页正在建" reason="功能建好后这里会换成真正的页面。" />
}
