import { Menu, type MenuItemConstructorOptions } from 'electron'

/** 中文菜单。macOS 上没有菜单就没有复制粘贴的快捷键；开发者工具只在未打包时有。 */
export function applyMenu(options: { isMac: boolean; isPackaged: boolean }): void {
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: '撤销' },
    { role: 'redo', label: '重做' },
    { type: 'separator' },
    { role: 'cut', label: '剪切' },
    { role: 'copy', label: '复制' },
    { role: 'paste', label: '粘贴' },
    { role: 'selectAll', label: '全选' },
  ]
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: '放大' },
    { role: 'zoomOut', label: '缩小' },
    { role: 'resetZoom', label: '实际大小' },
    { role: 'togglefullscreen', label: '全屏' },
    ...(options.isPackaged ? [] : [{ role: 'toggleDevTools' as const, label: '开发者工具' }]),
  ]
  const quit: MenuItemConstructorOptions = { role: 'quit', label: '退出基石' }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: options.isMac ? '基石' : '文件', submenu: [quit] },
      { label: '编辑', submenu: edit },
      { label: '显示', submenu: view },
    ]),
  )
}
