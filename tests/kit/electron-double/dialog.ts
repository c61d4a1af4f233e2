export const shownDialogs: { title: string; content: string }[] = []

export const dialog = {
  showErrorBox(title: string, content: string): void {
    shownDialogs.push({ title, content })
    process.send?.({ dialog: { title, content } })
  },
}
