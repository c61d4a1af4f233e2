import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'

/** `path` 变了说明已经去了别处，出过的意外不再拦着。 */
type Props = { path: string; children: ReactNode }
type State = { message: string | null }

/** 一页出了意外只坏这一页：导航、状态栏照常可用，原因照实写出。 */
export class PageBoundary extends Component<Props, State> {
  override state: State = { message: null }

  static getDerivedStateFromError(error: unknown): State {
    return { message: explain(error) }
  }

  override componentDidUpdate(previous: Props): void {
    if (previous.path !== this.props.path && this.state.message !== null) this.setState({ message: null })
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children
    return (
      <div className="state" role="alert">
        <h1 className="state-title">这一页出了意外</h1>
        <p className="state-reason">数据没有受影响。请重新打开这一页；若仍如此，请把这句话告诉维护人员：{this.state.message}</p>
        <Button variant="default" onClick={() => this.setState({ message: null })}>
          重新打开
        </Button>
      </div>
    )
  }
}

/** 页面分块取不到，多半是程序已退出或刚更新；浏览器的原话是英文，换成人话。 */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (/preload CSS|dynamically imported module|Importing a module script failed/.test(message))
    return '取不到这一页的程序文件，基石可能已经退出或刚更新过，请重新启动基石或刷新页面'
  return message
}
