import * as z from 'zod'

/** 线上传递的文件。base64 是文件原文的标准 Base64。 */
export const file = z.object({
  fileName: z
    .string()
    .min(1, '没有文件名')
    .max(255, '文件名不能超过 255 个字，请改短后重选')
    .refine((name) => !/\p{Cc}/u.test(name), '文件名里有不能打印的控制字符，请改名后重选'),
  base64: z.string(),
})
export type WireFile = z.infer<typeof file>
