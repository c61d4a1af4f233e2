/** 小图与印本的长边，像素；原件照样原封不动地存。 */
const THUMBNAIL_EDGE = 320
const PRINT_EDGE = 1600

export type Shrunk = { thumbnailBase64: string | null; printBase64: string | null }

/** 照片在界面里缩好再交：列表看小图，台账印印本。解不开的（不是图片、图片坏了）都为 null，由后端按原件判。 */
export async function shrinkPhoto(file: Blob): Promise<Shrunk> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return { thumbnailBase64: null, printBase64: null }
  }
  try {
    return { thumbnailBase64: drawn(bitmap, THUMBNAIL_EDGE, 0.75), printBase64: drawn(bitmap, PRINT_EDGE, 0.85) }
  } finally {
    bitmap.close()
  }
}

function drawn(bitmap: ImageBitmap, edge: number, quality: number): string | null {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (!context) return null
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? null
}
