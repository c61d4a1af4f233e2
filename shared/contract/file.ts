import * as z from 'zod'

/** 线上传递的文件。base64 是文件原文的标准 Base64。 */
export const file = z.object({
  fileName: z.string().min(1).max(255),
  base64: z.string(),
})
export type WireFile = z.infer<typeof file>
