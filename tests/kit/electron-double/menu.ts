type Item = { label?: string; role?: string; submenu?: Item[] }

export const Menu = {
  buildFromTemplate: (template: Item[]): Item[] => template,
  setApplicationMenu(menu: Item[] | null): void {
    for (const item of menu ?? []) if (item.label === undefined) throw new Error('Invalid template for MenuItem: must have label')
  },
}
